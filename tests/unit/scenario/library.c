#include "scenario/library.h"
#include "platform/platform.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/wattfleet-library-XXXXXX";
static struct wf_platform platform;
static struct wf_library library;
static struct wf_diag diag;
static struct wf_err err;

static char *path_of(const char *name)
{
    return wf_format("%s/%s", folder, name);
}

static void write_file(const char *name, const char *text)
{
    char *path = path_of(name);
    FILE *file = fopen(path, "w");
    CU_ASSERT_FATAL(file != NULL);
    CU_ASSERT(fputs(text, file) >= 0);
    fclose(file);
    free(path);
}

#define HEAD "<?xml version='1.0'?>\n<platform version='4.1'>\n"
#define ACTORS                                                                                     \
    "<actor host='a' function='server'><prop id='workload' value='w.xml'/></actor>\n"              \
    "<actor host='b' function='learner'><prop id='availability' value='t.csv'/></actor>\n"
#define WORKLOAD(props) "<workload version='1' id='toy'>\n" props "</workload>\n"

static void begin(void)
{
    /* hosts that are missing in an incomplete platform are no mistake */
    platform = (struct wf_platform){.path = (char[]){"p.xml"}, .incomplete = true};
    wf_library_init(&library, &platform);
    wf_diag_init(&diag);
    err = (struct wf_err){0};
    write_file("d.xml", HEAD ACTORS "</platform>\n");
    write_file("w.xml", WORKLOAD("<prop id='parameters' value='5'/>\n"));
    write_file("t.csv", "from,until\n0,5\n");
}

static void end(void)
{
    static const char *const names[] = {"d.xml", "e.xml", "w.xml", "t.csv"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = path_of(names[i]);
        unlink(path);
        free(path);
    }
    wf_library_release(&library);
    wf_diag_release(&diag);
}

static const struct wf_workload *workload_of(const char *name, struct wf_diag *to)
{
    char *path = path_of(name);
    const struct wf_workload *workload = wf_library_workload(&library, path, to, &err);
    free(path);
    return workload;
}

static void a_file_is_read_once(void)
{
    begin();
    const struct wf_workload *first = workload_of("w.xml", &diag);
    CU_ASSERT_FATAL(first != NULL);
    write_file("w.xml", WORKLOAD("<prop id='parameters' value='6'/>\n"));
    CU_ASSERT_PTR_EQUAL(workload_of("w.xml", &diag), first);
    CHECK_CLOSE(first->parameters, 5, 0);
    CU_ASSERT_EQUAL(library.read_count, 1);
    CU_ASSERT_EQUAL(diag.count, 0);
    end();
}

static void another_path_is_another_file(void)
{
    begin();
    const struct wf_workload *first = workload_of("w.xml", &diag);
    CU_ASSERT_PTR_NOT_EQUAL(workload_of("./w.xml", &diag), first);
    CU_ASSERT_EQUAL(library.read_count, 2);
    end();
}

static void mistakes_are_reported_to_each_that_uses_the_file(void)
{
    struct wf_diag other;
    begin();
    wf_diag_init(&other);
    write_file("w.xml", WORKLOAD("<prop id='parameters' value='-1'/>\n"));
    CU_ASSERT_PTR_NOT_NULL(workload_of("w.xml", NULL)); /* only read */
    CU_ASSERT_EQUAL(diag.count, 0);
    workload_of("w.xml", &diag);
    workload_of("w.xml", &diag); /* the same mistake is kept once */
    workload_of("w.xml", &other);
    CU_ASSERT_EQUAL(diag.count, 1);
    CU_ASSERT_EQUAL_FATAL(other.count, 1);
    CHECK_TEXT(other.entries[0].text,
               "<workload> prop 'parameters': '-1' is out of range; expected count from 1");
    CU_ASSERT_EQUAL(library.read_count, 1);
    wf_diag_release(&other);
    end();
}

static void a_file_that_cannot_be_read_is_tried_once(void)
{
    begin();
    CU_ASSERT_PTR_NULL(workload_of("none.xml", &diag));
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    write_file("e.xml", WORKLOAD(""));
    err = (struct wf_err){0};
    CU_ASSERT_PTR_NULL(workload_of("none.xml", &diag));
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "none.xml"));
    CU_ASSERT_EQUAL(library.read_count, 1);
    CU_ASSERT_EQUAL(diag.count, 0);
    end();
}

static void what_a_deployment_names_is_read_with_it(void)
{
    begin();
    char *path = path_of("d.xml"), *workload = path_of("w.xml"), *trace = path_of("t.csv");
    const struct wf_deployment *deployment = wf_library_deployment(&library, path, NULL, &err);
    CU_ASSERT_PTR_NOT_NULL_FATAL(deployment);
    CU_ASSERT_EQUAL(deployment->actor_count, 2);
    CU_ASSERT_EQUAL(library.read_count, 3);
    unlink(path);
    unlink(workload);
    unlink(trace);
    CU_ASSERT_PTR_EQUAL(wf_library_deployment(&library, path, NULL, &err), deployment);
    CU_ASSERT_PTR_NOT_NULL(wf_library_workload(&library, workload, &diag, &err));
    CU_ASSERT_PTR_NOT_NULL(wf_library_trace(&library, trace, &diag, &err));
    CU_ASSERT_EQUAL(library.read_count, 3);
    free(path);
    free(workload);
    free(trace);
    end();
}

/* A workload that an override replaces is nobody's mistake. */
static void what_is_read_ahead_reports_nothing(void)
{
    begin();
    write_file("w.xml", "<workload>\n");
    char *path = path_of("d.xml");
    wf_library_deployment(&library, path, &diag, &err);
    CU_ASSERT_EQUAL(library.read_count, 3);
    CU_ASSERT_EQUAL(diag.count, 0);
    workload_of("w.xml", &diag);
    CU_ASSERT(diag.count > 0);
    free(path);
    end();
}

static void two_deployments_share_a_workload(void)
{
    begin();
    write_file("e.xml", HEAD "<actor host='a' function='trainer'>"
                             "<prop id='workload' value='w.xml'/></actor>\n</platform>\n");
    char *one = path_of("d.xml"), *two = path_of("e.xml");
    wf_library_deployment(&library, one, NULL, &err);
    wf_library_deployment(&library, two, NULL, &err);
    CU_ASSERT_EQUAL(library.read_count, 4);
    CU_ASSERT_EQUAL(library.count, 4);
    free(one);
    free(two);
    end();
}

static void a_workload_may_be_made(void)
{
    begin();
    struct wf_workload *made = wf_library_make_workload(&library, "made");
    CU_ASSERT(isnan(made->parameters));
    CHECK_TEXT(made->id, "made");
    made->parameters = 3;
    const struct wf_workload *found = wf_library_workload(&library, "made", &diag, &err);
    CU_ASSERT_PTR_EQUAL(found, made);
    CU_ASSERT_EQUAL(library.read_count, 0);
    end();
}

static const struct wf_test tests[] = {
    WF_TEST(a_file_is_read_once),
    WF_TEST(another_path_is_another_file),
    WF_TEST(mistakes_are_reported_to_each_that_uses_the_file),
    WF_TEST(a_file_that_cannot_be_read_is_tried_once),
    WF_TEST(what_a_deployment_names_is_read_with_it),
    WF_TEST(what_is_read_ahead_reports_nothing),
    WF_TEST(two_deployments_share_a_workload),
    WF_TEST(a_workload_may_be_made),
};

int main(void)
{
    if (!mkdtemp(folder))
        return 1;
    int status = wf_suite_run("library", tests, sizeof tests / sizeof tests[0]);
    rmdir(folder);
    return status;
}
