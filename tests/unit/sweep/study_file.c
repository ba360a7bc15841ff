/* Study files: what is read, and what is wrong with them. */
#include "sweep/study_file.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const path = "study-of-the-test.xml";

struct read {
    struct wf_study_file file;
    struct wf_diag diag;
    struct wf_err err;
    int status;
};

static struct read read_study(const char *text)
{
    struct read read = {.status = 0};
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
    wf_diag_init(&read.diag);
    read.status = wf_study_file_read(path, &read.file, &read.diag, &read.err);
    CU_ASSERT(wf_study_file_is(path) == !strstr(text, "<platform version"));
    unlink(path);
    return read;
}

static void release(struct read *read)
{
    wf_study_file_release(&read->file);
    wf_diag_release(&read->diag);
}

static void a_study_is_read_whole(void)
{
    struct read read = read_study(
        "<?xml version=\"1.0\"?>\n"
        "<!-- what it shows -->\n"
        "<study version=\"1\">\n"
        "  <platform file=\"p/grenoble.xml\" networks=\"nets.csv\"/>\n"
        "  <deployment file=\"central.xml\"/>\n"
        "  <deployment label=\"federated\" file=\"fed.xml\"/>\n"
        "  <set key=\"server.selection\" value=\"random\"/>\n"
        "  <set key=\"zone.a.carbon_intensity\" value=\"grid.csv\"/>\n"
        "  <factor key=\"zone.datacentre.pue\" low=\"1.1\" high=\"1.56\" source=\"Uptime\"/>\n"
        "  <factor key=\"federated:passes-ratio\" low=\"1.1\" high=\"23\" centre=\"4.9\"\n"
        "          shape=\"lognormal\" provenance=\"published\"/>\n"
        "  <factor key=\"server.workload\" values=\"w/a.xml | w/b.xml\"/>\n"
        "  <automatic/>\n"
        "  <design kind=\"sobol\" points=\"1024\" seed=\"7\"/>\n"
        "</study>\n");
    CU_ASSERT_EQUAL(read.status, 0);
    CU_ASSERT_EQUAL(read.diag.count, 0);
    const struct wf_study_file *file = &read.file;
    CHECK_TEXT(file->platform, "p/grenoble.xml");
    CHECK_TEXT(file->networks, "nets.csv");
    CU_ASSERT_EQUAL_FATAL(file->deployment_count, 2);
    CHECK_TEXT(file->deployments[1], "fed.xml");
    CHECK_TEXT(file->labels[0], "A");
    CHECK_TEXT(file->labels[1], "federated");
    CU_ASSERT_EQUAL_FATAL(file->named_count, 1);
    CHECK_TEXT(file->named[0], "B=federated");
    CU_ASSERT_EQUAL_FATAL(file->sets.count, 2);
    CHECK_TEXT(file->sets.items[0].text, "server.selection=random");
    CU_ASSERT_EQUAL_FATAL(file->factors.count, 3);
    CHECK_TEXT(file->factors.items[0].source, "Uptime");
    CU_ASSERT_EQUAL(file->factors.items[1].origin.line, 11);
    CU_ASSERT_EQUAL(file->factors.items[1].word, WF_PUBLISHED);
    CHECK_TEXT(file->factors.items[1].label, "federated");
    CHECK_TEXT(file->factors.items[2].texts[1], "w/b.xml");
    CU_ASSERT(file->automatic);
    CU_ASSERT(file->has_design && file->has_points && file->has_seed);
    CHECK_TEXT(wf_study_designs[file->design], "sobol");
    CU_ASSERT_EQUAL(file->points, 1024);
    CU_ASSERT_EQUAL(file->seed, 7);
    release(&read);
}

static void a_search_is_read_with_its_goal(void)
{
    struct read read =
        read_study("<study version=\"1\"><platform file=\"p.xml\"/><deployment file=\"d.xml\"/>\n"
                   "<search key=\"server.active\" low=\"10\" high=\"100\"/>\n"
                   "<objective of=\"carbon\" evaluations=\"40\"/>\n"
                   "<limit of=\"time\" most=\"3 d\"/>\n"
                   "<limit of=\"coverage\" least=\"0.9\"/>\n"
                   "<front points=\"7\" against=\"coverage\"/>\n</study>\n");
    const struct wf_study_goal *goal = &read.file.goal;
    CU_ASSERT_EQUAL(read.diag.count, 0);
    CU_ASSERT_EQUAL(read.file.factors.count, 0);
    CU_ASSERT_EQUAL_FATAL(read.file.searches.count, 1);
    CHECK_TEXT(wf_factor_noun(&read.file.searches.items[0]), "search");
    CHECK_TEXT(goal->objective, "carbon");
    CU_ASSERT_EQUAL(goal->evaluations, 40);
    CU_ASSERT_EQUAL_FATAL(goal->limit_count, 2);
    CHECK_TEXT(goal->limits[0].bound, "3 d");
    CU_ASSERT(!goal->limits[0].least && goal->limits[1].least);
    CHECK_TEXT(goal->limits[1].of, "coverage");
    CU_ASSERT_EQUAL(goal->limits[1].line, 5);
    CU_ASSERT_EQUAL(goal->front_points, 7);
    CHECK_TEXT(goal->against, "coverage");
    release(&read);
}

static void names_of_files_count_from_the_study(void)
{
    struct wf_study_file file;
    struct wf_diag diag;
    struct wf_err err = {0};
    const char *const there = "docs/study-of-the-test.xml";
    FILE *out = fopen(there, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fputs("<study version=\"1\"><platform file=\"p.xml\"/><deployment file=\"/d.xml\"/>"
          "<set key=\"zone.a.carbon_intensity\" value=\"g.csv\"/>"
          "<factor key=\"server.workload\" values=\"a.xml|/b.xml\"/></study>",
          out);
    fclose(out);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_study_file_read(there, &file, &diag, &err), 0);
    unlink(there);
    CHECK_TEXT(file.platform, "docs/p.xml");
    CHECK_TEXT(file.deployments[0], "/d.xml");
    CHECK_TEXT(file.sets.items[0].value, "docs/g.csv");
    CHECK_TEXT(file.factors.items[0].texts[0], "docs/a.xml");
    CHECK_TEXT(file.factors.items[0].texts[1], "/b.xml");
    CU_ASSERT_FALSE(file.has_design);
    wf_study_file_release(&file);
    wf_diag_release(&diag);
}

/* All messages, a line each, as they are printed. */
static void check_wrong(const char *text, const char *expected)
{
    struct read read = read_study(text);
    struct wf_buffer all = {0};
    CU_ASSERT_EQUAL(read.status, -1);
    CU_ASSERT_EQUAL(read.err.code, WF_EINPUT);
    wf_diag_sort(&read.diag);
    for (size_t i = 0; i < read.diag.count; i++) {
        char *line = wf_diag_text(&read.diag.entries[i]);
        wf_buffer_printf(&all, "%s\n", line + strlen("study-of-the-test.xml:"));
        free(line);
    }
    CHECK_TEXT(all.text, expected);
    wf_buffer_release(&all);
    release(&read);
}

static void all_mistakes_come_at_once_with_their_lines(void)
{
    check_wrong("<study version=\"1\">\n"
                "  <deploymet file=\"a.xml\"/>\n"
                "  <deployment label=\"a b\" file=\"a.xml\"/>\n"
                "  <deployment label=\"x\" file=\"a.xml\"/>\n"
                "  <deployment label=\"x\" file=\"a.xml\"/>\n"
                "  <deployment lable=\"x\"/>\n"
                "  <factor key=\"zone.a.peu\" low=\"1\" high=\"2\"/>\n"
                "  <factor key=\"y:server.rounds\" low=\"1\" high=\"2\"/>\n"
                "  <factor key=\"zone.a.pue\" low=\"2\" high=\"1.5\"/>\n"
                "  <factor key=\"zone.b.pue\" low=\"1\" high=\"1.5\"/>\n"
                "  <factor key=\"zone.b.pue\" low=\"1\" high=\"1.6\"/>\n"
                "  <factor low=\"1\" high=\"1.6\"/>\n"
                "  <factors file=\"no-such.csv\"/>\n"
                "  <set key=\"server.rouns\" value=\"3\"/>\n"
                "  <set key=\"server.rounds\"/>\n"
                "  <design kind=\"sobel\" points=\"1e12\"/>\n"
                "  <design kind=\"lhs\"/>\n"
                "</study>\n",
                "1: <study> needs a <platform file=\"..\"/>\n"
                "2: element <deploymet> is not expected here; expected <platform>, <deployment>, "
                "<set>, <factor>, <factors>, <automatic>, <design>, <search>, <objective>, <limit> "
                "and <front> in <study>; did you mean <deployment>?\n"
                "3: <deployment> attribute 'label': 'a b' is no label; expected letters, digits, "
                "'-' and '_', at least one\n"
                "5: <deployment> attribute 'label': 'x' is that of another one\n"
                "6: <deployment> needs the attribute 'file'\n"
                "6: <deployment> attribute 'lable' is unknown; did you mean 'label'?\n"
                "7: factor 'zone.a.peu': zone prop 'peu' is unknown; did you mean 'pue'?\n"
                "8: 'y:server.rounds': there is no deployment 'y'; expected a b | x | x; did you "
                "mean 'x'?\n"
                "9: factor 'zone.a.pue', low: the interval from 2 to 1.5 is reversed\n"
                "11: factor 'zone.b.pue': it is a factor already (study-of-the-test.xml:10)\n"
                "12: <factor> needs the attribute 'key'\n"
                "13: <factors>: cannot read 'no-such.csv': No such file or directory\n"
                "14: <set> 'server.rouns': server prop 'rouns' is unknown; did you mean 'rounds'?\n"
                "15: <set> needs the attribute 'value'\n"
                "16: <design> prop 'kind': 'sobel' is not one of lhs | grid | oat | sobol "
                "| morris; did you mean 'sobol'?\n"
                "16: <design> prop 'points': '1e12' is out of range; expected count from "
                "1 to 1000000000\n"
                "17: <design> is given twice (first on line 16)\n");
}

static void another_root_is_said_once(void)
{
    check_wrong("<platform version=\"4.1\"><zone/></platform>\n",
                "1: root element is <platform>; expected <study version=\"1\">\n");
    check_wrong("<study version=\"2\"/>\n",
                "1: <study> attribute 'version': '2' is unknown; expected '1'\n"
                "1: <study> needs a <platform file=\"..\"/>\n"
                "1: <study> needs a <deployment file=\"..\"/>, one at least\n");
}

static void a_study_that_is_missing_is_said(void)
{
    struct wf_study_file file;
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_study_file_read("no-such.xml", &file, &diag, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_FALSE(wf_study_file_is("no-such.xml"));
    CU_ASSERT_FALSE(wf_study_file_is("platforms/grenoble.xml"));
    wf_study_file_release(&file);
    wf_diag_release(&diag);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(a_study_is_read_whole),
        WF_TEST(a_search_is_read_with_its_goal),
        WF_TEST(names_of_files_count_from_the_study),
        WF_TEST(all_mistakes_come_at_once_with_their_lines),
        WF_TEST(another_root_is_said_once),
        WF_TEST(a_study_that_is_missing_is_said),
    };
    return wf_suite_run("sweep.study_file", tests, sizeof tests / sizeof *tests);
}
