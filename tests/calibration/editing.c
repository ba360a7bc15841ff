/* calibration.<case>: fitted figures, written into every host of every platform that ships: the
 * file loads, holds them, and is otherwise what it was, to the byte. */
#include "../cases.h"
#include "file/file.h"
#include "made_log.h"
#include "platform/platform_reader.h"
#include "study/calibration.h"
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void fail(const char *where, const char *what)
{
    printf("    FAILED %s: %s\n", where, what);
    failures++;
}

/* ---- a calibration, and the folder of its files ---- */

struct fixture {
    char *folder, *log;
    struct wf_run_request run;
    struct wf_flop_of flop;
    struct wf_calibration calibration;
};

/* What files of a platform refer to stands beside them. */
static void link_beside(const struct fixture *test, const char *name)
{
    char *target = wf_format("platforms/%s", name), *path = realpath(target, NULL);
    char *link = wf_format("%s/%s", test->folder, name);
    if (!path || symlink(path, link) < 0)
        fail(name, "cannot be linked");
    free(target);
    free(path);
    free(link);
}

static void begin(struct fixture *test)
{
    struct made_log log = made_log_plain(123.4);
    struct wf_diag diag;
    struct wf_err err = {0};
    *test = (struct fixture){.folder = made_folder(), .flop = {"made-up", 3e9, NAN}};
    test->log = made_log_write(&log, test->folder, "run");
    test->run =
        (struct wf_run_request){.path = test->log, .workload = "made-up", .work_s = {NAN, NAN}};
    struct wf_calibration_request request = {.runs = &test->run,
                                             .run_count = 1,
                                             .wall_factor = 1.25,
                                             .meter = "module",
                                             .flops = &test->flop,
                                             .flop_count = 1};
    wf_diag_init(&diag);
    if (wf_calibration_make(&request, &test->calibration, &diag, &err) < 0)
        fail("the made-up log", err.text);
    wf_diag_release(&diag);
    link_beside(test, "grids");
    link_beside(test, "devices.xml");
}

static void end(struct fixture *test)
{
    wf_calibration_release(&test->calibration);
    free(test->log);
    made_folder_remove(test->folder);
}

/* As if the log had been of another workload. */
static void call_it(struct fixture *test, const char *workload)
{
    test->calibration.workloads[0].name = workload;
    test->calibration.runs[0].workload = workload;
}

/* ---- what must hold of a file that was written into ---- */

static void check_outside(const char *before, const struct wf_edit_element *element,
                          const char *after, size_t size)
{
    size_t old_size = strlen(before), rest = old_size - element->end;
    if (size < element->start + rest || memcmp(before, after, element->start) != 0)
        fail(element->name, "what stands before it has changed");
    else if (memcmp(before + element->end, after + size - rest, rest) != 0)
        fail(element->name, "what stands behind it has changed");
}

static bool near(double value, double expected, double tolerance)
{
    return fabs(value - expected) <= tolerance * fabs(expected);
}

/* The host as a simulation reads it: 25 samples/s of 3 Gflop at 123.4 W, 40 W cold, 60 W waiting.
 */
static void check_host(const struct wf_platform *platform, const char *name, uint32_t pstate)
{
    uint32_t index = wf_platform_host(platform, name);
    if (index == WF_MAP_NONE) {
        fail(name, "it is gone");
        return;
    }
    const struct wf_host_class *class = platform->hosts[index].class;
    uint64_t idle = class->site->idle_pstate;
    if (pstate >= class->pstate_count || idle >= class->pstate_count)
        fail(name, "a pstate is missing");
    else if (!near(class->speed_flop_per_s[pstate] * class->core_count, 75e9, 1e-6))
        fail(name, "its speed is not the fitted one");
    else if (!near(class->watts[pstate].idle_w, 40, 1e-9) ||
             !near(class->watts[pstate].all_cores_w, 123.4, 1e-9))
        fail(name, "its watts are not the fitted ones");
    else if (!near(class->watts[wf_host_cold_pstate(class)].idle_w, 40, 1e-9))
        fail(name, "it is not cold at the fitted watts");
    else if (!near(class->watts[idle].idle_w, 60, 1e-9))
        fail(name, "it does not wait at the fitted watts");
}

static void check_loads(const struct fixture *test, const char *text, size_t size, const char *host,
                        uint32_t pstate)
{
    char *path = wf_format("%s/written.xml", test->folder);
    struct wf_platform platform = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    if (wf_file_write(path, text, size, &err) < 0 ||
        wf_platform_load(path, &platform, &diag, &err) < 0)
        fail(host, err.text);
    else if (diag.error_count) {
        char *first = wf_diag_text(&diag.entries[0]);
        fail(host, first);
        free(first);
    } else {
        check_host(&platform, host, pstate);
    }
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    free(path);
}

/* To write the same figures again changes no byte. */
static void check_again(const struct fixture *test, const char *path, const struct wf_buffer *text,
                        const char *host)
{
    struct wf_edit edit;
    struct wf_err err = {0};
    if (wf_edit_parse(path, text->text, text->length, &edit, &err) < 0 ||
        wf_calibration_edit(&test->calibration, host, NULL, &edit, NULL, &err) < 0)
        fail(host, err.text);
    else if (wf_edit_changed(&edit))
        fail(host, "the same figures again change it");
    wf_edit_release(&edit);
}

/* Index of a word of a list. */
static uint32_t place_of(const char *list, const char *word)
{
    uint32_t index = 0;
    size_t length = strlen(word);
    for (const char *item = list; *item; index++) {
        size_t size = strcspn(item, ",");
        if (size == length && !memcmp(item, word, size))
            return index;
        item += size + (item[size] == ',');
    }
    return UINT32_MAX;
}

static void write_into(struct fixture *test, const char *path, const struct wf_edit *plain,
                       size_t index)
{
    const struct wf_edit_element *element = &plain->elements[index];
    struct wf_edit edit;
    struct wf_buffer text = {0};
    struct wf_err err = {0};
    if (wf_edit_load(path, &edit, &err) < 0 ||
        wf_calibration_edit(&test->calibration, element->name, NULL, &edit, NULL, &err) < 0) {
        fail(element->name, err.text);
    } else {
        char *names = wf_edit_prop_text(&edit, "host", element->name, "workloads");
        wf_edit_text(&edit, &text);
        check_outside(plain->file.text, element, text.text, text.length);
        check_loads(test, text.text, text.length, element->name,
                    place_of(names, test->calibration.workloads[0].name));
        check_again(test, path, &text, element->name);
        free(names);
    }
    wf_buffer_release(&text);
    wf_edit_release(&edit);
}

/* A workload that the host has not yet, then the one of its first pstate, where it names any. */
static void write_into_all(struct fixture *test, const char *path)
{
    struct wf_edit plain;
    struct wf_err err = {0};
    unsigned hosts = 0;
    if (wf_edit_load(path, &plain, &err) < 0)
        fail(path, err.text);
    for (size_t i = 0; i < plain.count && failures < 10; i++) {
        if (strcmp(plain.elements[i].tag, "host"))
            continue;
        hosts++;
        write_into(test, path, &plain, i);
        char *names = wf_edit_prop_text(&plain, "host", plain.elements[i].name, "workloads");
        if (names) {
            names[strcspn(names, ",")] = '\0';
            call_it(test, names);
            write_into(test, path, &plain, i);
            call_it(test, "made-up");
        }
        free(names);
    }
    printf("    %s: %u hosts\n", path, hosts);
    if (!hosts)
        fail(path, "it has no host");
    wf_edit_release(&plain);
}

#define INTO(function, file)                                                                       \
    static void function(void)                                                                     \
    {                                                                                              \
        struct fixture test;                                                                       \
        begin(&test);                                                                              \
        write_into_all(&test, "platforms/" file);                                                  \
        end(&test);                                                                                \
    }
INTO(into_the_catalogue, "devices.xml")
INTO(into_grenoble, "grenoble.xml")
INTO(into_the_jetson_cluster, "jetson-cluster.xml")
INTO(into_phones, "phones.xml")
INTO(into_three_grids, "three-grids.xml")

/* ---- what cannot be written is told, and nothing is made up ---- */

static void try_into(struct fixture *test, const char *host, const char *expected)
{
    static const char form[] = "<platform version='4.1'><zone id='z' routing='None'>"
                               "%s</zone></platform>";
    char *text = wf_format(form, host);
    struct wf_edit edit;
    struct wf_err err = {0};
    if (wf_edit_parse("p.xml", text, strlen(text), &edit, &err) < 0)
        fail(host, err.text);
    else if (wf_calibration_edit(&test->calibration, "h", NULL, &edit, NULL, &err) == 0) {
        struct wf_buffer written = {0};
        wf_edit_text(&edit, &written);
        if (expected || !strstr(written.text, "40:40:123.4"))
            fail(host, written.text);
        wf_buffer_release(&written);
    } else if (!expected || !strstr(err.text, expected)) {
        fail(host, err.text);
    }
    wf_edit_release(&edit);
    free(text);
}

#define WATTS "<prop id='wattage_per_state' value='1:1:2'/>"
static void what_is_missing_is_told(void)
{
    struct fixture test;
    begin(&test);
    try_into(&test, "<host id='h' speed='1Gf'>" WATTS "</host>", NULL);
    try_into(&test, "<host id='hh' speed='1Gf'>" WATTS "</host>", "did you mean 'hh'");
    try_into(&test, "<host id='h' speed='1Gf'/>", "no watts of pstate 0");
    try_into(&test, "<host id='h' speed='1Gf'><prop id='workloads' value='made-up'/></host>", NULL);
    static const char *const wrong[] = {"a,b", "a b", "a;b", "", "-", "waiting"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        call_it(&test, wrong[i]);
        try_into(&test, "<host id='h' speed='1Gf'>" WATTS "</host>", "workload '");
    }
    call_it(&test, NULL);
    try_into(&test, "<host id='h' speed='1Gf'>" WATTS "</host>", "say WORKLOAD=LOG");
    call_it(&test, "made-up");
    test.calibration.cold_w = wf_estimate_none();
    try_into(&test, "<host id='h' speed='1Gf'/>", "no log shows host 'h' idle");
    test.calibration.cold_w = wf_estimate_of(40, NAN, 0);
    test.calibration.workloads[0].samples_per_s = wf_estimate_none();
    try_into(&test, "<host id='h' speed='1Gf'>" WATTS "</host>",
             "say --flop 'made-up=..' and --samples-per-second");
    test.calibration.workloads[0].power_w = wf_estimate_none();
    try_into(&test, "<host id='h' speed='1Gf'>" WATTS "</host>",
             "no log shows workload 'made-up' at work");
    end(&test);
}

static const struct test_case cases[] = {
    CASE(into_the_catalogue), CASE(into_grenoble),    CASE(into_the_jetson_cluster),
    CASE(into_phones),        CASE(into_three_grids), CASE(what_is_missing_is_told)};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, cases, sizeof cases / sizeof *cases);
}
