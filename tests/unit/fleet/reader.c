#include "fleet/fleet.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All mistakes of a text, a line each: "LINE: TEXT". Caller frees. */
static char *mistakes_of(const char *text, const char *key)
{
    char path[] = "/tmp/wf-fleet-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs(text, file);
    fclose(file);
    struct wf_overrides set = {0};
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    struct wf_buffer out = {0};
    wf_diag_init(&diag);
    if (key)
        CU_ASSERT_EQUAL(wf_overrides_add(&set, key, &err), 0);
    CU_ASSERT_EQUAL(wf_fleet_load(path, &set, NULL, &fleet, &diag, &err), 0);
    wf_diag_sort(&diag);
    for (size_t i = 0; i < diag.count; i++)
        wf_buffer_printf(&out, "%s%u: %s", i ? "\n" : "", diag.entries[i].line,
                         diag.entries[i].text);
    wf_fleet_release(&fleet);
    wf_diag_release(&diag);
    wf_overrides_release(&set);
    unlink(path);
    return out.text ? out.text : wf_strdup("");
}

#define FLEET(inside) "<fleet version=\"1\">\n" inside "\n</fleet>\n"
#define CLASS         "<class id=\"c\" count=\"2\" speed=\"1Gf\"/>"

static void check(const char *text, const char *expected)
{
    char *got = mistakes_of(text, NULL);
    CHECK_TEXT(got, expected);
    free(got);
}

static void check_set(const char *key, const char *expected)
{
    char *got = mistakes_of(FLEET("<region id=\"north\"/>" CLASS), key);
    CHECK_TEXT(got, expected);
    free(got);
}

static void a_right_fleet_has_no_mistakes(void)
{
    check(FLEET(CLASS), "");
    check(FLEET("<node id=\"server\" speed=\"1Gf\"/>"), "");
}

static void root_and_elements_are_those_of_the_format(void)
{
    check("<platform version=\"4.1\"/>",
          "1: root element is <platform>; expected <fleet version=\"1\">");
    check("<fleet>" CLASS "</fleet>", "1: <fleet> needs the attribute 'version'");
    check("<fleet version=\"2\">" CLASS "</fleet>",
          "1: <fleet> attribute 'version': '2' is unknown; expected '1'");
    check("<fleet version=\"1\" sed=\"4\">" CLASS "</fleet>",
          "1: <fleet> attribute 'sed' is unknown; did you mean 'seed'?");
    check(
        FLEET("<clas id=\"d\"/>" CLASS),
        "2: element <clas> is not expected here; expected <region>, <access>, <class> or <node> in "
        "<fleet>; did you mean <class>?");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\"><class id=\"d\"/></class>"),
          "2: element <class> is not expected here; expected <prop> in each of them");
    check("<fleet version=\"1\"/>", "1: <fleet> has no devices; expected a <class> or a <node>");
}

static void names_are_checked(void)
{
    check(FLEET("<class count=\"2\" speed=\"1Gf\"/>"), "2: <class> needs the attribute 'id'");
    check(FLEET("<class id=\"a b\" count=\"2\" speed=\"1Gf\"/>"),
          "2: <class> attribute 'id': 'a b' is no name; expected letters, digits, '-' and '_', at "
          "most 100");
    check(FLEET(CLASS "\n" CLASS),
          "3: <class c> attribute 'id': the <class> on line 2 is called so, too");
    check(FLEET("<region id=\"c\"/>\n" CLASS),
          "3: <class c> attribute 'id': the <region> on line 2 is called so, too");
    check(FLEET("<node id=\"c-7\" speed=\"1Gf\"/>\n" CLASS),
          "2: <node c-7> attribute 'id': devices of the <class c> on line 3 have such names ('c-0' "
          "..)");
}

static void counts_and_speeds_are_needed(void)
{
    check(FLEET("<class id=\"c\" speed=\"1Gf\"/>"), "2: <class c> needs the attribute 'count'");
    check(FLEET("<class id=\"c\" count=\"0\" speed=\"1Gf\"/>"),
          "2: <class c> prop 'count': '0' is out of range; expected count from 1 to 1000000000000");
    check(FLEET("<class id=\"c\" count=\"1\"/>"),
          "2: <class c> needs the attribute 'device', an entry of a catalogue, or 'speed'");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"Gf\"/>"),
          "2: <class c> attribute 'speed': 'Gf' is not a decimal number");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\" device=\"d.xml#x\"/>"),
          "2: <class c> attributes 'device' and 'speed' are both given; expected one of them");
    check(
        FLEET("<class id=\"c\" count=\"1\" device=\"phone\"/>"),
        "2: <class c> attribute 'device': 'phone' names no entry of a catalogue; expected FILE#ID "
        "(e.g. 'devices.xml#agx-xavier')");
    check(FLEET("<class id=\"c\" count=\"1\" device=\"/nowhere.xml#x\"/>"),
          "2: <class c> attribute 'device': cannot read '/nowhere.xml': No such file or directory");
}

static void accesses_need_their_bandwidths(void)
{
    check(FLEET("<access id=\"a\" up=\"1 Mbps\"/>" CLASS),
          "2: <access a> needs the attribute 'down', a bandwidth or its distribution");
    check(
        FLEET("<access id=\"a\" up=\"uniform(1 Mbps)\" down=\"1 Mbps\"/>" CLASS),
        "2: <access a> prop 'up': 'uniform(1 Mbps)' has 1 argument; expected uniform(least, most)");
    check(FLEET("<access id=\"a\" up=\"1 Mbps\" down=\"1 Mbps\"><prop id=\"tail\" "
                "value=\"1 s\"/></access>" CLASS),
          "2: <access a> needs tail and tail_wattage together, or none of them");
    check(
        FLEET("<access id=\"a\" up=\"1 Mbps\" down=\"1 Mbps\" up_wattage_range=\"2:1\"/>" CLASS),
        "2: <access a> attribute 'up_wattage_range': '2:1': expected Idle:Busy in watts, in rising "
        "order");
}

static void what_classes_and_nodes_name_is_there(void)
{
    check(FLEET("<region id=\"north\"/>\n<class id=\"c\" count=\"1\" speed=\"1Gf\" "
                "region=\"nort\"/>"),
          "3: <class c> attribute 'region': there is no <region nort>; did you mean 'north'?");
    check(FLEET("<access id=\"a\" up=\"1 Mbps\" down=\"1 Mbps\" share=\"0\"/>" CLASS),
          "2: <class c> attribute 'access': the shares of all of them are 0");
    check(FLEET("<region id=\"n\"/><region id=\"s\"/>\n<node id=\"x\" speed=\"1Gf\"/>"),
          "3: <node x> needs the attribute 'region': there are several");
    check(FLEET("<access id=\"a\" up=\"uniform(1 Mbps, 2 Mbps)\" down=\"1 Mbps\"/>\n"
                "<node id=\"x\" speed=\"1Gf\" access=\"a\"/>"),
          "3: <node x> attribute 'access': bandwidths and latency of <access a> are drawn; a node "
          "needs one with plain numbers");
    check(FLEET("<class id=\"m\" gateway=\"c\" members=\"3\" speed=\"1Gf\"/>\n" CLASS),
          "2: <class m> attribute 'gateway': <class c> has no access network\n"
          "2: <class m> needs an access network to its gateways");
    check(FLEET("<class id=\"m\" members=\"3\" speed=\"1Gf\"/>\n" CLASS),
          "2: <class m> attribute 'members': these are devices behind a gateway; expected the "
          "attribute 'gateway', too");
}

static void props_are_those_of_a_platform(void)
{
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\">\n<prop id=\"memry\" value=\"1 GB\"/>\n"
                "<prop id=\"pue\" value=\"0.5\"/>\n<prop id=\"airtime_wattage\" value=\"1 W\"/>\n"
                "<prop id=\"count\" value=\"1\"/></class>"),
          "3: <class c> prop 'memry' is unknown; did you mean 'memory'?\n"
          "4: <class c> prop 'pue': '0.5' is out of range; expected number from 1 to 100\n"
          "5: <class c> prop 'airtime_wattage' has no meaning here; it is a prop of links\n"
          "6: <class c> prop 'count' is an attribute; write count=\"1\" in <class>");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\" pue=\"2\"/>"),
          "2: <class c> attribute 'pue' is a prop of a platform; write <prop id=\"pue\" "
          "value=\"..\"/> inside");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\">\n"
                "<prop id=\"wattage_per_state\" value=\"1:1:2,1:1:2\"/></class>"),
          "3: <class c> prop 'wattage_per_state' has 2 triples for 1 pstate");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\">\n"
                "<prop id=\"provenance\" value=\"pue=published\"/></class>"),
          "3: <class c> prop 'provenance': 'pue' is not given here");
    check(FLEET("<access id=\"a\" up=\"1 Mbps\" down=\"1 Mbps\">\n"
                "<prop id=\"kind\" value=\"x\"/></access>" CLASS),
          "3: <access a> prop 'kind' has no meaning here; it is a prop of hosts and zones");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\">\n"
                "<prop id=\"props_of\" value=\"x\"/></class>"),
          "3: <class c> prop 'props_of' is written by the expansion and cannot be given");
    check(FLEET("<class id=\"c\" count=\"1\" speed=\"1Gf\" provenance=\"members=assumed\"/>"),
          "2: <class c> attribute 'provenance': 'members' is not given here");
}

static void overrides_name_elements_and_props(void)
{
    check_set("class.c.count=5", "");
    check_set("class.c.memory=5 GB", "");
    check_set("region.*.share=2", "");
    check_set("class.d.count=5",
              "0: 'class.d.count=5': there is no <class> 'd' in the fleet; did you mean 'c'?");
    check_set("class.c.cuont=5",
              "0: 'class.c.cuont=5': class prop 'cuont' is unknown; did you mean "
              "'count'?");
    check_set("class.c.count=x", "0: 'class.c.count=x': prop 'count': 'x' is not a decimal number");
    check_set("class.c.pue=0",
              "0: <class c> prop 'pue': '0' is out of range; expected number from 1 "
              "to 100");
    check_set(
        "class.c.j-per-sample=1 J",
        "0: <class c> prop 'j-per-sample' is of the hosts that a fleet becomes: --set host.GLOB");
    check_set("fleet.sed=1", "0: 'fleet.sed=1': fleet prop 'sed' is unknown; did you mean 'seed'?");
}

/* Bytes changed, gone or twice, by a fixed sequence: each text is read to its end, or refused. */
static void any_text_is_read_or_refused(void)
{
    static const char text[] =
        FLEET("<region id=\"n\" share=\"2\"><prop id=\"pue\" value=\"1.5\"/></region>\n"
              "<access id=\"a\" up=\"uniform(1 Mbps, 2 Mbps)\" down=\"1 Mbps\"/>\n"
              "<class id=\"c\" count=\"9\" speed=\"1Gf,2Gf\" speed_factor=\"gamma(2, 1)\">\n"
              "<prop id=\"wattage_per_state\" value=\"1:1:2,1:1:2\"/>\n"
              "<prop id=\"provenance\" value=\"speed.1=published:1Gf..3Gf\"/></class>\n"
              "<class id=\"m\" gateway=\"c\" members=\"3\" speed=\"1Gf\" region=\"n\"/>\n"
              "<node id=\"s\" speed=\"1Gf\" access=\"none\"/>");
    static const char bytes[] = "\"<>/=-0.9e,() ncmax%";
    uint32_t state = 1;
    for (int i = 0; i < 3000; i++) {
        char changed[2 * sizeof text];
        size_t length = sizeof text - 1;
        memcpy(changed, text, sizeof text);
        for (int j = 0; j < 1 + i % 3; j++) {
            state = state * 1664525 + 1013904223;
            size_t at = (state >> 8) % length;
            if (state >> 30 == 0) /* gone */
                memmove(changed + at, changed + at + 1, length-- - at);
            else
                changed[at] = bytes[(state >> 3) % (sizeof bytes - 1)];
        }
        free(mistakes_of(changed, NULL));
    }
}

static const struct wf_test tests[] = {
    WF_TEST(a_right_fleet_has_no_mistakes),
    WF_TEST(root_and_elements_are_those_of_the_format),
    WF_TEST(names_are_checked),
    WF_TEST(counts_and_speeds_are_needed),
    WF_TEST(accesses_need_their_bandwidths),
    WF_TEST(what_classes_and_nodes_name_is_there),
    WF_TEST(props_are_those_of_a_platform),
    WF_TEST(overrides_name_elements_and_props),
    WF_TEST(any_text_is_read_or_refused),
};

int main(void)
{
    return wf_suite_run("fleet.reader", tests, sizeof tests / sizeof *tests);
}
