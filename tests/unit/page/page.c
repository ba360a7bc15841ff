#include "page/page.h"

#include "suite.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void markup_in_text_is_escaped(void)
{
    struct wf_buffer out = {0};
    wf_page_escape("a < b & \"c\" > 'd'\n\ttab", &out);
    CHECK_TEXT(out.text, "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;\n\ttab");
    wf_buffer_release(&out);
    wf_page_escape("caf\xc3\xa9 \x1b[1m \xe2\x80\xae", &out);
    CHECK_TEXT(out.text, "caf\xc3\xa9 \\x1b[1m \\u202e");
    wf_buffer_release(&out);
    wf_page_escape("", &out);
    CU_ASSERT_EQUAL(out.length, 0);
    wf_buffer_release(&out);
}

static void json_cannot_end_its_script(void)
{
    struct wf_buffer out = {0};
    wf_page_escape_json("{\"a\": \"</script><!-- & >\"}", &out);
    CHECK_TEXT(out.text, "{\"a\": \"\\u003c/script>\\u003c!-- & >\"}");
    wf_buffer_release(&out);
}

static const struct wf_page_document documents[] = {{"run", "{\"x\": 1}\n"},
                                                    {"figures", "[\"</script>\"]\n"}};
static const char *const commands[] = {"wattfleet run a&b"};
static const struct wf_page_input inputs[] = {{"a<b.xml", 12, "00ff"}};

static char *write(const char *lead)
{
    struct wf_buffer out = {0};
    wf_page_write(&(struct wf_page){.title = "t<t",
                                    .lead = lead,
                                    .text = "1 < 2 {{title}}",
                                    .documents = documents,
                                    .document_count = 2,
                                    .commands = commands,
                                    .command_count = 1,
                                    .inputs = inputs,
                                    .input_count = 1,
                                    .version = "v&1"},
                  &out);
    return out.text;
}

static bool has(const char *page, const char *part)
{
    const char *found = strstr(page, part);
    if (!found)
        fprintf(stderr, "not in the page: %s\n", part);
    return found != NULL;
}

static void every_part_stands_in_its_place(void)
{
    char *page = write("first < one\nsecond\nthird");
    CU_ASSERT_EQUAL(strncmp(page, "<!DOCTYPE html>", 15), 0);
    CU_ASSERT(has(page, "<title>t&lt;t</title>"));
    CU_ASSERT(has(page, "<h1>first &lt; one</h1>\n<p>second</p>\n<p>third</p>\n"));
    CU_ASSERT(has(page, "wattfleet run a&amp;b\n</pre>"));
    CU_ASSERT(has(page, "<th scope=\"row\">a&lt;b.xml</th><td>12</td><td><code>00ff</code>"));
    CU_ASSERT(has(page, "<p>v&amp;1."));
    CU_ASSERT(has(page, "id=\"run\">\n{\"x\": 1}\n</script>"));
    CU_ASSERT(has(page, "id=\"figures\">\n[\"\\u003c/script>\"]\n</script>"));
    /* places are those of the template: what texts say is never one */
    CU_ASSERT(has(page, "\n1 &lt; 2 {{title}}</pre>"));
    CU_ASSERT_PTR_NULL(strstr(page, "{{style}}"));
    CU_ASSERT_PTR_NULL(strstr(page, "{{scripts}}"));
    free(page);
}

static const struct wf_test tests[] = {
    WF_TEST(markup_in_text_is_escaped),
    WF_TEST(json_cannot_end_its_script),
    WF_TEST(every_part_stands_in_its_place),
};

int main(void)
{
    return wf_suite_run("page", tests, sizeof tests / sizeof tests[0]);
}
