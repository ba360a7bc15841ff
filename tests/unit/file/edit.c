#include "file/edit.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One text that is changed, and what came of it. */
static struct wf_edit edit;
static struct wf_err err;
static struct wf_buffer result;

static void begin(const char *text)
{
    err = (struct wf_err){0};
    CU_ASSERT_EQUAL(wf_edit_parse("p.xml", text, strlen(text), &edit, &err), 0);
    CHECK_TEXT(err.text, "");
}

static const char *now(void)
{
    result.length = 0;
    wf_edit_text(&edit, &result);
    return result.text;
}

static void end(void)
{
    wf_edit_release(&edit);
    wf_buffer_release(&result);
}

static void attribute(const char *id, const char *name, const char *value)
{
    CU_ASSERT_EQUAL(wf_edit_attribute(&edit, "host", id, name, value, &err), 0);
}

static void prop(const char *id, const char *name, const char *value)
{
    CU_ASSERT_EQUAL(wf_edit_prop(&edit, "host", id, name, value, &err), 0);
}

#define HEAD                                                                                       \
    "<?xml version=\"1.0\"?>\n"                                                                    \
    "<!DOCTYPE platform SYSTEM \"https://simgrid.org/simgrid.dtd\">\n"                             \
    "<platform version=\"4.1\">\n"                                                                 \
    "  <zone id=\"z\" routing=\"Cluster\">\n"
#define TAIL                                                                                       \
    "  </zone>\n"                                                                                  \
    "</platform>\n"

static const char two_hosts[] = HEAD "    <!-- <host id=\"b\" speed=\"9Gf\"/> -->\n"
                                     "    <host id=\"a\" speed=\"1Gf\">\n"
                                     "      <prop id=\"kind\" value=\"edge\"/> <!-- said -->\n"
                                     "      <prop  id='wattage_per_state'\n"
                                     "             value='1:1:2' />\n"
                                     "    </host>\n"
                                     "    <host\n"
                                     "       id = 'b'\n"
                                     "       speed = '2Gf' core='4'/>\n" TAIL;

/* All bytes but those of one value: what stands before and behind it is as it was. */
static void check_only(const char *before, const char *old, const char *new)
{
    const char *text = now(), *place = strstr(before, old);
    CU_ASSERT_PTR_NOT_NULL_FATAL(place);
    size_t prefix = (size_t)(place - before);
    CU_ASSERT_EQUAL(strlen(text), strlen(before) - strlen(old) + strlen(new));
    CU_ASSERT_EQUAL(memcmp(text, before, prefix), 0);
    CU_ASSERT_EQUAL(memcmp(text + prefix, new, strlen(new)), 0);
    CHECK_TEXT(text + prefix + strlen(new), place + strlen(old));
}

static void only_the_bytes_of_the_value_change(void)
{
    begin(two_hosts);
    attribute("a", "speed", "1.5Gf");
    check_only(two_hosts, "1Gf", "1.5Gf");
    end();
    begin(two_hosts);
    attribute("b", "speed", "182.0321Gf"); /* not the one in the comment */
    check_only(two_hosts, "2Gf' core", "182.0321Gf' core");
    end();
    begin(two_hosts);
    prop("a", "wattage_per_state", "1.25:1.25:3");
    check_only(two_hosts, "1:1:2", "1.25:1.25:3");
    end();
}

static void a_value_that_is_there_changes_nothing(void)
{
    begin(two_hosts);
    CU_ASSERT_FALSE(wf_edit_changed(&edit));
    attribute("a", "speed", "1Gf");
    prop("a", "wattage_per_state", "1:1:2");
    CU_ASSERT_FALSE(wf_edit_changed(&edit));
    prop("a", "wattage_per_state", "1:1:3");
    CU_ASSERT_TRUE(wf_edit_changed(&edit));
    prop("a", "wattage_per_state", "1:1:2");
    CU_ASSERT_FALSE(wf_edit_changed(&edit));
    CHECK_TEXT(now(), two_hosts);
    end();
    const char *entity = HEAD "<host id='a' speed='1Gf'><prop id='note' value='a &lt;&#98;&#x63;'/>"
                              "</host>\n" TAIL;
    begin(entity);
    prop("a", "note", "a <bc");
    CHECK_TEXT(now(), entity);
    end();
}

static void quotes_and_markup_are_escaped(void)
{
    begin(HEAD "<host id=\"a\" speed='1Gf'/>\n" TAIL);
    attribute("a", "speed", "\"'<&>\n");
    CHECK_TEXT(now(), HEAD "<host id=\"a\" speed='\"&apos;&lt;&amp;>&#10;'/>\n" TAIL);
    char *value = wf_edit_attribute_text(&edit, "host", "a", "speed");
    CHECK_TEXT(value, "\"'<&>\n");
    free(value);
    end();
    begin(HEAD "<host id=\"a\" speed=\"1Gf\"/>\n" TAIL);
    attribute("a", "speed", "\"'");
    CHECK_TEXT(now(), HEAD "<host id=\"a\" speed=\"&quot;'\"/>\n" TAIL);
    end();
}

static void names_are_compared_with_their_entities_resolved(void)
{
    begin(HEAD "<host id=\"a&amp;b\" speed=\"1Gf\"/>\n" TAIL);
    attribute("a&b", "speed", "3Gf");
    CHECK_TEXT(now(), HEAD "<host id=\"a&amp;b\" speed=\"3Gf\"/>\n" TAIL);
    end();
}

static void an_attribute_that_is_missing_comes_last(void)
{
    begin(two_hosts);
    attribute("b", "pstate", "0");
    check_only(two_hosts, "core='4'", "core='4' pstate=\"0\"");
    end();
}

static void a_new_prop_follows_the_last_one(void)
{
    begin(two_hosts);
    prop("a", "meter", "wall");
    check_only(two_hosts, "value='1:1:2' />\n",
               "value='1:1:2' />\n      <prop id=\"meter\" value=\"wall\"/>\n");
    prop("a", "meter", "module"); /* the one just added */
    check_only(two_hosts, "value='1:1:2' />\n",
               "value='1:1:2' />\n      <prop id=\"meter\" value=\"module\"/>\n");
    end();
}

static void a_new_prop_comes_behind_what_is_said_of_the_last(void)
{
    begin(HEAD "    <host id=\"a\" speed=\"1Gf\">\n"
               "\t<prop id=\"kind\" value=\"edge\"/> <!-- why -->\n"
               "      <!-- more -->\n"
               "    </host>\n" TAIL);
    prop("a", "meter", "wall");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\">\n"
                           "\t<prop id=\"kind\" value=\"edge\"/> <!-- why -->\n"
                           "\t<prop id=\"meter\" value=\"wall\"/>\n"
                           "      <!-- more -->\n"
                           "    </host>\n" TAIL);
    end();
}

static void an_element_without_props_is_opened_up(void)
{
    begin(HEAD "    <host id=\"a\" speed=\"1Gf\" />\n" TAIL);
    prop("a", "meter", "wall");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\">\n"
                           "      <prop id=\"meter\" value=\"wall\"/>\n"
                           "    </host>\n" TAIL);
    prop("a", "kind", "edge");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\">\n"
                           "      <prop id=\"meter\" value=\"wall\"/>\n"
                           "      <prop id=\"kind\" value=\"edge\"/>\n"
                           "    </host>\n" TAIL);
    end();
    begin(HEAD "    <host id=\"a\" speed=\"1Gf\"></host>\n" TAIL);
    prop("a", "meter", "wall");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\">\n"
                           "      <prop id=\"meter\" value=\"wall\"/>\n"
                           "    </host>\n" TAIL);
    end();
    begin(HEAD "    <host id=\"a\" speed=\"1Gf\"> <!-- x -->\n    </host>\n" TAIL);
    prop("a", "meter", "wall");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\"> <!-- x -->\n"
                           "      <prop id=\"meter\" value=\"wall\"/>\n"
                           "    </host>\n" TAIL);
    end();
}

static void what_stands_on_one_line_stays_on_it(void)
{
    begin(HEAD "    <host id=\"a\" speed=\"1Gf\"><prop id=\"k\" value=\"v\"/></host>\n" TAIL);
    prop("a", "meter", "wall");
    CHECK_TEXT(now(), HEAD "    <host id=\"a\" speed=\"1Gf\"><prop id=\"k\" value=\"v\"/>"
                           "<prop id=\"meter\" value=\"wall\"/></host>\n" TAIL);
    end();
    begin("<platform><host id='a' speed='1Gf'/><host id='b' speed='1Gf'/></platform>");
    prop("b", "meter", "wall");
    CHECK_TEXT(now(), "<platform><host id='a' speed='1Gf'/><host id='b' speed='1Gf'>"
                      "<prop id=\"meter\" value=\"wall\"/></host></platform>");
    end();
}

static void only_a_direct_child_is_a_prop_of_the_host(void)
{
    begin(HEAD "<host id=\"a\" speed=\"1Gf\"><disk id=\"d\"><prop id=\"x\" value=\"1\"/></disk>"
               "<prop id=\"x\" value=\"2\"></prop></host>\n" TAIL);
    prop("a", "x", "3");
    CHECK_TEXT(now(), HEAD
               "<host id=\"a\" speed=\"1Gf\"><disk id=\"d\"><prop id=\"x\" value=\"1\"/></disk>"
               "<prop id=\"x\" value=\"3\"></prop></host>\n" TAIL);
    prop("a", "y", "4");
    CHECK_TEXT(now(), HEAD
               "<host id=\"a\" speed=\"1Gf\"><disk id=\"d\"><prop id=\"x\" value=\"1\"/></disk>"
               "<prop id=\"x\" value=\"3\"></prop><prop id=\"y\" value=\"4\"/></host>\n" TAIL);
    end();
}

static void what_only_looks_like_a_host_is_passed_over(void)
{
    const char *text = "<?xml version=\"1.0\"?><?x > <host id='a' speed='0'/> ?>\n"
                       "<!DOCTYPE platform SYSTEM \"s>\" [ <!-- <host id='a'> ]> -->"
                       "<!ELEMENT host ANY> ]>\n"
                       "<platform><!-- <host id='a' speed='0'> -->\n"
                       "<![CDATA[ > <host id='a' speed='0'/> ]]>\n"
                       "<host id='a' note='/> <host id=\"a\">' speed='1Gf'/></platform>";
    begin(text);
    attribute("a", "speed", "2Gf");
    check_only(text, "1Gf", "2Gf");
    end();
}

static void line_ends_and_mark_stay(void)
{
    const char *text = "\xef\xbb\xbf<platform>\r\n\t<host id='a' speed='1Gf'/>\r\n</platform>\r\n";
    begin(text);
    attribute("a", "speed", "2Gf");
    check_only(text, "1Gf", "2Gf");
    prop("a", "kind", "edge");
    CHECK_TEXT(now(), "\xef\xbb\xbf<platform>\r\n"
                      "\t<host id='a' speed='2Gf'>\r\n"
                      "\t\t<prop id=\"kind\" value=\"edge\"/>\r\n"
                      "\t</host>\r\n"
                      "</platform>\r\n");
    end();
}

static void an_actor_is_found_by_host_and_function(void)
{
    const char *text = "<platform>\n"
                       "  <actor host=\"a\" function=\"source\">\n"
                       "    <prop id=\"samples\" value=\"1\"/>\n"
                       "  </actor>\n"
                       "  <process function=\"learner\" host=\"a\">\n"
                       "    <prop id=\"samples\" value=\"2\"/>\n"
                       "  </process>\n"
                       "</platform>\n";
    begin(text);
    CU_ASSERT_EQUAL(wf_edit_actor_prop(&edit, "a", "learner", "samples", "33", &err), 0);
    check_only(text, "\"2\"", "\"33\"");
    CU_ASSERT_EQUAL(wf_edit_actor_prop(&edit, "a", "server", "samples", "3", &err), -1);
    CHECK_TEXT(err.text, "p.xml: there is no <actor a server>");
    end();
}

static void an_element_that_is_not_there_names_the_nearest(void)
{
    begin(HEAD "<host id=\"jetson-0\" speed=\"1Gf\"/><link id=\"jetson-1\"/>\n" TAIL);
    CU_ASSERT_EQUAL(wf_edit_attribute(&edit, "host", "jetson-1", "speed", "2Gf", &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, "p.xml: there is no <host jetson-1>; did you mean 'jetson-0'?");
    CU_ASSERT_FALSE(wf_edit_has(&edit, "host", "jetson-1"));
    CU_ASSERT_TRUE(wf_edit_has(&edit, "link", "jetson-1"));
    CU_ASSERT_PTR_NULL(wf_edit_prop_text(&edit, "host", "jetson-1", "kind"));
    CU_ASSERT_PTR_NULL(wf_edit_prop_text(&edit, "host", "jetson-0", "kind"));
    CU_ASSERT_PTR_NULL(wf_edit_attribute_text(&edit, "host", "jetson-0", "core"));
    end();
}

static void two_of_one_name_are_refused(void)
{
    begin("<platform>\n<host id='a' speed='1Gf'/>\n<host id='a'\nspeed='1Gf'/>\n</platform>");
    CU_ASSERT_EQUAL(wf_edit_prop(&edit, "host", "a", "kind", "edge", &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text,
               "p.xml:3: <host a> is declared twice (first on line 2); which one is meant "
               "is not known");
    CU_ASSERT_FALSE(wf_edit_changed(&edit));
    end();
}

static void check_refused(const char *text, size_t size, const char *why)
{
    struct wf_edit broken;
    struct wf_err error = {0};
    CU_ASSERT_EQUAL(wf_edit_parse("p.xml", text, size, &broken, &error), -1);
    CU_ASSERT_EQUAL(error.code, WF_EINPUT);
    CHECK_TEXT(error.text, why);
    wf_edit_release(&broken);
}

static void a_file_that_is_cut_off_is_refused(void)
{
    static const struct {
        const char *text, *where;
    } cut[] = {{"<platform>\n<host id='a' speed='1Gf", "2"},
               {"<platform>\n<!-- <host/>", "2"},
               {"<platform>\n\n<host id='a'>\n<prop id='b'/>", "3"},
               {"<!DOCTYPE p [ <!--", "1"},
               {"<?xml", "1"},
               {"<platform>\n<", "2"}};
    for (size_t i = 0; i < sizeof cut / sizeof *cut; i++) {
        char *why = wf_format("p.xml:%s: what begins here does not end; expected well-formed XML",
                              cut[i].where);
        check_refused(cut[i].text, strlen(cut[i].text), why);
        free(why);
    }
    check_refused("", 0, "p.xml: is empty; expected XML in UTF-8");
    check_refused("<\0p", 3, "p.xml: holds bytes that are no text; expected XML in UTF-8");
}

/* Whatever the first bytes of a file: an error or an edit, never a read beyond them. */
static void every_beginning_of_a_file_is_read_or_refused(void)
{
    for (size_t size = 1; size < sizeof two_hosts; size++) {
        char *part = wf_malloc(size);
        memcpy(part, two_hosts, size);
        struct wf_edit one;
        struct wf_err error = {0};
        if (wf_edit_parse("p.xml", part, size, &one, &error) == 0) {
            struct wf_buffer text = {0};
            wf_edit_prop(&one, "host", "a", "meter", "wall", &error);
            wf_edit_prop(&one, "host", "b", "meter", "wall", &error);
            wf_edit_diff(&one, &text);
            wf_buffer_release(&text);
        } else {
            CU_ASSERT_EQUAL(error.code, WF_EINPUT);
        }
        wf_edit_release(&one);
        free(part);
    }
}

static void a_file_that_is_missing_is_an_input_output_error(void)
{
    struct wf_edit none;
    struct wf_err error = {0};
    CU_ASSERT_EQUAL(wf_edit_load("/nowhere/p.xml", &none, &error), -1);
    CU_ASSERT_EQUAL(error.code, WF_EIO);
    wf_edit_release(&none);
}

/* ---- the diff ---- */

static void check_diff(const char *expected)
{
    struct wf_buffer diff = {0};
    wf_edit_diff(&edit, &diff);
    CHECK_TEXT(diff.text, expected);
    wf_buffer_release(&diff);
}

static void the_diff_of_no_change_is_empty(void)
{
    begin(two_hosts);
    check_diff("");
    end();
}

static void the_diff_shows_three_lines_around_a_change(void)
{
    begin(two_hosts);
    attribute("a", "speed", "1.5Gf");
    check_diff("--- a/p.xml\n+++ b/p.xml\n"
               "@@ -3,7 +3,7 @@\n"
               " <platform version=\"4.1\">\n"
               "   <zone id=\"z\" routing=\"Cluster\">\n"
               "     <!-- <host id=\"b\" speed=\"9Gf\"/> -->\n"
               "-    <host id=\"a\" speed=\"1Gf\">\n"
               "+    <host id=\"a\" speed=\"1.5Gf\">\n"
               "       <prop id=\"kind\" value=\"edge\"/> <!-- said -->\n"
               "       <prop  id='wattage_per_state'\n"
               "              value='1:1:2' />\n");
    end();
}

static void changes_far_apart_are_hunks_of_their_own(void)
{
    const char *text = "<platform>\n<host id='a' speed='1Gf'/>\n\n1\n2\n3\n4\n5\n6\n"
                       "<host id='b' speed='1Gf'/>\n</platform>";
    begin(text);
    prop("a", "k", "v");
    attribute("b", "speed", "2Gf");
    check_diff("--- a/p.xml\n+++ b/p.xml\n"
               "@@ -1,5 +1,7 @@\n"
               " <platform>\n"
               "-<host id='a' speed='1Gf'/>\n"
               "+<host id='a' speed='1Gf'>\n"
               "+  <prop id=\"k\" value=\"v\"/>\n"
               "+</host>\n"
               " \n 1\n 2\n"
               "@@ -7,5 +9,5 @@\n"
               " 4\n 5\n 6\n"
               "-<host id='b' speed='1Gf'/>\n"
               "+<host id='b' speed='2Gf'/>\n"
               " </platform>\n"
               "\\ No newline at end of file\n");
    end();
    begin("<platform>\n<host id='a' speed='1Gf'/><host id='b' speed='1Gf'/>\n1\n2\n3\n4\n5\n6\n"
          "<host id='c' speed='1Gf'/>\n</platform>\n");
    attribute("a", "speed", "2Gf");
    attribute("b", "speed", "3Gf");
    attribute("c", "speed", "4Gf");
    check_diff("--- a/p.xml\n+++ b/p.xml\n"
               "@@ -1,10 +1,10 @@\n"
               " <platform>\n"
               "-<host id='a' speed='1Gf'/><host id='b' speed='1Gf'/>\n"
               "+<host id='a' speed='2Gf'/><host id='b' speed='3Gf'/>\n"
               " 1\n 2\n 3\n 4\n 5\n 6\n"
               "-<host id='c' speed='1Gf'/>\n"
               "+<host id='c' speed='4Gf'/>\n"
               " </platform>\n");
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(only_the_bytes_of_the_value_change),
    WF_TEST(a_value_that_is_there_changes_nothing),
    WF_TEST(quotes_and_markup_are_escaped),
    WF_TEST(names_are_compared_with_their_entities_resolved),
    WF_TEST(an_attribute_that_is_missing_comes_last),
    WF_TEST(a_new_prop_follows_the_last_one),
    WF_TEST(a_new_prop_comes_behind_what_is_said_of_the_last),
    WF_TEST(an_element_without_props_is_opened_up),
    WF_TEST(what_stands_on_one_line_stays_on_it),
    WF_TEST(only_a_direct_child_is_a_prop_of_the_host),
    WF_TEST(what_only_looks_like_a_host_is_passed_over),
    WF_TEST(line_ends_and_mark_stay),
    WF_TEST(an_actor_is_found_by_host_and_function),
    WF_TEST(an_element_that_is_not_there_names_the_nearest),
    WF_TEST(two_of_one_name_are_refused),
    WF_TEST(a_file_that_is_cut_off_is_refused),
    WF_TEST(every_beginning_of_a_file_is_read_or_refused),
    WF_TEST(a_file_that_is_missing_is_an_input_output_error),
    WF_TEST(the_diff_of_no_change_is_empty),
    WF_TEST(the_diff_shows_three_lines_around_a_change),
    WF_TEST(changes_far_apart_are_hunks_of_their_own),
};

int main(void)
{
    return wf_suite_run("edit", tests, sizeof tests / sizeof *tests);
}
