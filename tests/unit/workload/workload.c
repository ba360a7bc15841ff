#include "workload/workload.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A workload read from a file of its own, and resolved; line 2 of the file is <workload>. */
static struct loaded {
    struct wf_workload base, workload;
    bool met[4];
    struct wf_diag diag;
    struct wf_arena arena;
    struct wf_err err;
    int status;
} loaded;

static void load(const char *body, const struct wf_overrides *overrides)
{
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT(dprintf(fd,
                      "<?xml version='1.0'?>\n<workload version=\"1\" id=\"toy\">\n%s</workload>\n",
                      body) > 0);
    close(fd);
    loaded.err = (struct wf_err){0};
    memset(loaded.met, 0, sizeof loaded.met);
    wf_diag_init(&loaded.diag);
    wf_arena_init(&loaded.arena);
    loaded.status = wf_workload_load(path, &loaded.arena, &loaded.base, &loaded.diag, &loaded.err);
    CU_ASSERT_EQUAL(loaded.status, 0);
    wf_workload_resolve(&loaded.base, overrides, &loaded.arena, loaded.met, &loaded.workload,
                        &loaded.diag);
    unlink(path);
}

static void unload(void)
{
    wf_diag_release(&loaded.diag);
    wf_arena_release(&loaded.arena);
}

/* What was told, without the file: "3: text" a line. */
static void check_told(const char *expected)
{
    struct wf_buffer told = {0};
    wf_buffer_add(&told, "", 0);
    for (size_t i = 0; i < loaded.diag.count; i++)
        wf_buffer_printf(&told, "%u: %s\n", loaded.diag.entries[i].line,
                         loaded.diag.entries[i].text);
    CHECK_TEXT(told.text, expected);
    wf_buffer_release(&told);
}

#define PROP(id, value) "<prop id=\"" id "\" value=\"" value "\"/>\n"
#define NEEDED          PROP("parameters", "1e6") PROP("training-flop", "6 Gflop") PROP("samples", "500")

static void sizes_are_parameters_times_their_bytes(void)
{
    load(NEEDED, NULL);
    check_told("");
    CHECK_CLOSE(loaded.workload.bytes_per_parameter, 4, 0);
    CHECK_CLOSE(loaded.workload.model_byte, 1e6 * 4, 0);
    CHECK_CLOSE(loaded.workload.update_byte, 1e6 * 4, 0);
    CHECK_CLOSE(loaded.workload.gradient_byte, 1e6 * 4, 0);
    unload();
    load(NEEDED PROP("bytes-per-parameter", "2 B"), NULL);
    CHECK_CLOSE(loaded.workload.model_byte, 1e6 * 2, 0);
    unload();
}

static void a_size_that_is_given_stands(void)
{
    load(NEEDED PROP("update-size", "1 kB") PROP("gradient-size", "0"), NULL);
    check_told("");
    CHECK_CLOSE(loaded.workload.model_byte, 1e6 * 4, 0);
    CHECK_CLOSE(loaded.workload.update_byte, 1e3, 0);
    CHECK_CLOSE(loaded.workload.gradient_byte, 0, 0);
    unload();
}

static void evaluation_costs_a_third_of_training(void)
{
    load(NEEDED, NULL);
    CHECK_CLOSE(loaded.workload.forward_flop, 6e9 / 3, 0);
    unload();
    load(NEEDED PROP("forward-flop", "1 Gflop"), NULL);
    CHECK_CLOSE(loaded.workload.forward_flop, 1e9, 0);
    unload();
}

static void what_is_not_given_is_unknown_or_zero(void)
{
    load(NEEDED, NULL);
    CHECK_TEXT(loaded.workload.id, "toy");
    CU_ASSERT_EQUAL(loaded.workload.line, 2);
    CU_ASSERT(!loaded.workload.incomplete);
    CU_ASSERT_EQUAL(loaded.workload.samples, 500);
    CU_ASSERT_EQUAL(loaded.workload.evaluation_samples, 0);
    CHECK_CLOSE(loaded.workload.server_state_byte, 0, 0);
    CU_ASSERT(isnan(loaded.workload.moved_byte));
    CU_ASSERT(isnan(loaded.workload.memory_byte));
    CU_ASSERT(isnan(loaded.workload.efficiency_ratio));
    CU_ASSERT(isnan(loaded.workload.target));
    CU_ASSERT_PTR_NULL(loaded.workload.metric);
    CU_ASSERT_EQUAL(loaded.workload.row_count, 0);
    unload();
}

static void factors_and_what_the_data_cost_have_no_default(void)
{
    load(NEEDED, NULL);
    CU_ASSERT(isnan(loaded.workload.staleness_factor_ratio));
    CU_ASSERT(isnan(loaded.workload.missing_factor_ratio));
    CU_ASSERT(isnan(loaded.workload.preparation_flop));
    CU_ASSERT_EQUAL(loaded.workload.compression_count, 0);
    unload();
    load(NEEDED PROP("staleness-factor", "90 %") PROP("missing-factor", "0")
             PROP("preparation-flop", "12 flop"),
         NULL);
    check_told("");
    CHECK_CLOSE(loaded.workload.staleness_factor_ratio, 0.9, 0);
    CHECK_CLOSE(loaded.workload.missing_factor_ratio, 0, 0);
    CHECK_CLOSE(loaded.workload.preparation_flop, 12, 0);
    unload();
}

static void factors_are_shares(void)
{
    load(NEEDED PROP("staleness-factor", "0") PROP("missing-factor", "1.1"), NULL);
    check_told("6: <workload> prop 'staleness-factor': '0' is out of range; expected ratio > 0 up "
               "to 1\n"
               "7: <workload> prop 'missing-factor': '1.1' is out of range; expected ratio from 0 "
               "to 1\n");
    unload();
}

static void an_inference_is_a_forward_pass(void)
{
    load(NEEDED, NULL);
    CHECK_CLOSE(loaded.workload.inference_flop, 6e9 / 3, 0);
    unload();
    load(NEEDED PROP("forward-flop", "1 Gflop"), NULL);
    CHECK_CLOSE(loaded.workload.inference_flop, 1e9, 0);
    unload();
    load(NEEDED PROP("forward-flop", "1 Gflop") PROP("inference-flop", "5 Gflop"), NULL);
    check_told("");
    CHECK_CLOSE(loaded.workload.inference_flop, 5e9, 0);
    CHECK_CLOSE(loaded.workload.forward_flop, 1e9, 0);
    unload();
}

static void origins_know_the_line(void)
{
    load(NEEDED, NULL);
    int samples = wf_props_find(wf_workload_props, "samples", 0),
        memory = wf_props_find(wf_workload_props, "memory", 0);
    CHECK_TEXT(loaded.workload.origins[samples].file, loaded.workload.path);
    CU_ASSERT_EQUAL(loaded.workload.origins[samples].line, 5);
    CU_ASSERT_PTR_NULL(loaded.workload.origins[memory].file);
    unload();
}

static void an_override_comes_before_the_defaults(void)
{
    struct wf_overrides overrides = {0};
    wf_overrides_add(&overrides, "workload.parameters=2e6", NULL);
    wf_overrides_add(&overrides, "workload.training-flop=3 Gflop", NULL);
    wf_overrides_add(&overrides, "server.rounds=3", NULL);
    load(NEEDED, &overrides);
    check_told("");
    CHECK_CLOSE(loaded.workload.model_byte, 2e6 * 4, 0);
    CHECK_CLOSE(loaded.workload.forward_flop, 3e9 / 3, 0);
    CHECK_TEXT(loaded.workload.origins[0].file, "--set");
    CU_ASSERT(loaded.met[0] && loaded.met[1] && !loaded.met[2]);
    unload();
    wf_overrides_release(&overrides);
}

static void a_wrong_override_is_told(void)
{
    struct wf_overrides overrides = {0};
    wf_overrides_add(&overrides, "workload.sample=2", NULL);
    wf_overrides_add(&overrides, "workload.samples=0", NULL);
    load(NEEDED, &overrides);
    check_told("0: 'workload.sample=2': workload prop 'sample' is unknown; did you mean "
               "'samples'?\n"
               "0: 'workload.samples=0': prop 'samples': '0' is out of range; expected count "
               "from 1\n");
    CU_ASSERT_EQUAL(loaded.workload.samples, 500);
    unload();
    wf_overrides_release(&overrides);
}

static void a_file_stays_as_it_says(void)
{
    struct wf_overrides overrides = {0};
    wf_overrides_add(&overrides, "workload.parameters=2e6", NULL);
    load(NEEDED, &overrides);
    CHECK_CLOSE(loaded.base.parameters, 1e6, 0);
    CU_ASSERT_EQUAL(loaded.base.origins[0].line, 3);
    CU_ASSERT(isnan(loaded.base.model_byte) && isnan(loaded.base.forward_flop));
    CU_ASSERT_EQUAL(loaded.base.content_hash, 0);
    struct wf_workload plain;
    wf_workload_resolve(&loaded.base, NULL, &loaded.arena, NULL, &plain, &loaded.diag);
    CHECK_CLOSE(plain.model_byte, 1e6 * 4, 0);
    CU_ASSERT_NOT_EQUAL(plain.content_hash, loaded.workload.content_hash);
    check_told("");
    unload();
    wf_overrides_release(&overrides);
}

static void a_workload_made_in_memory_is_resolved_like_a_file(void)
{
    load(NEEDED, NULL);
    struct wf_workload made, resolved;
    wf_workload_make(&made, "toy");
    wf_workload_resolve(&made, NULL, &loaded.arena, NULL, &resolved, &loaded.diag);
    CU_ASSERT_EQUAL(loaded.diag.error_count, 3); /* parameters, training-flop, samples */
    made.parameters = 1e6, made.training_flop = 6e9, made.samples = 500;
    wf_workload_resolve(&made, NULL, &loaded.arena, NULL, &resolved, &loaded.diag);
    CU_ASSERT_EQUAL(loaded.diag.error_count, 3); /* no further one */
    CHECK_CLOSE(resolved.model_byte, 1e6 * 4, 0);
    CU_ASSERT_EQUAL(resolved.content_hash, loaded.workload.content_hash);
    unload();
}

static void what_a_workload_needs_is_told_at_its_root(void)
{
    load(PROP("samples", "500"), NULL);
    check_told("2: <workload> needs the prop 'parameters' (parameters of the model)\n"
               "2: <workload> needs the prop 'training-flop' (flop of training on one sample, "
               "forward and backward, of all parameters trained)\n");
    unload();
}

static void a_misspelt_prop_is_told_once(void)
{
    load(PROP("parameters", "1e6") PROP("training-flop", "6 Gflop") PROP("sampels", "500"), NULL);
    check_told("5: <workload> prop 'sampels' is unknown; did you mean 'samples'?\n");
    unload();
}

static void a_prop_given_twice_is_told(void)
{
    load(NEEDED PROP("samples", "600"), NULL);
    check_told("6: <workload> prop 'samples' is given twice (first on line 5)\n");
    CU_ASSERT_EQUAL(loaded.workload.samples, 500);
    unload();
}

static void rows_keep_their_order_and_line(void)
{
    struct wf_buffer body = {0};
    wf_buffer_printf(&body, "%s", NEEDED);
    for (int i = 0; i < 20; i++)
        wf_buffer_printf(&body, "<%s value=\"%d\" batch=\"32\" provenance=\"published\"/>\n",
                         i % 2 ? "rounds" : "epochs", i + 1);
    load(body.text, NULL);
    check_told("");
    CU_ASSERT_EQUAL_FATAL(loaded.workload.row_count, 20);
    for (uint32_t i = 0; i < 20; i++) {
        const struct wf_convergence *row = &loaded.workload.rows[i];
        CU_ASSERT_EQUAL(row->federated, i % 2);
        CU_ASSERT_EQUAL(row->value, i + 1);
        CU_ASSERT_EQUAL(row->batch, 32);
        CU_ASSERT_EQUAL(row->active, WF_COUNT_UNSET);
        CU_ASSERT_EQUAL(row->provenance, WF_PUBLISHED);
        CU_ASSERT_EQUAL(row->origin.line, 6 + i);
    }
    unload();
    wf_buffer_release(&body);
}

static void a_row_needs_value_and_provenance(void)
{
    load(NEEDED "<rounds batch=\"32\"/>\n", NULL);
    check_told("6: <rounds> needs the attribute 'value', or 'passes-ratio'\n"
               "6: <rounds> needs the attribute 'provenance' (measured, fitted, published, "
               "derived or assumed)\n");
    unload();
}

static uint64_t hash_of(const char *body)
{
    load(body, NULL);
    uint64_t hash = loaded.workload.content_hash;
    unload();
    return hash;
}

static void the_same_work_has_the_same_hash_however_written(void)
{
    uint64_t hash = hash_of(NEEDED);
    CU_ASSERT_EQUAL(hash_of(NEEDED PROP("model-size", "4 MB")), hash);
    CU_ASSERT_EQUAL(hash_of(PROP("samples", "5e2") PROP("training-flop", "6e9 flop")
                                PROP("parameters", "1000000")),
                    hash);
    CU_ASSERT_NOT_EQUAL(hash_of(NEEDED PROP("model-size", "5 MB")), hash);
    CU_ASSERT_NOT_EQUAL(hash_of(NEEDED PROP("target", "0.9")), hash);
    CU_ASSERT_NOT_EQUAL(hash_of(NEEDED PROP("preparation-flop", "9 flop")), hash);
    CU_ASSERT_NOT_EQUAL(hash_of(NEEDED PROP("inference-flop", "9 flop")), hash);
    CU_ASSERT_EQUAL(hash_of(NEEDED PROP("inference-flop", "2 Gflop")), hash);
}

static void rows_do_not_change_the_hash(void)
{
    uint64_t hash = hash_of(NEEDED);
    CU_ASSERT_EQUAL(hash_of(NEEDED "<rounds value=\"3\" provenance=\"assumed\"/>\n"), hash);
    CU_ASSERT_EQUAL(hash_of(NEEDED "<compression uplink-bits=\"8\" rounds-factor=\"2\" "
                                   "provenance=\"assumed\"/>\n"),
                    hash);
}

static void a_file_that_is_not_there_is_an_error(void)
{
    struct wf_workload workload;
    struct wf_err err = {0};
    struct wf_diag diag;
    struct wf_arena arena;
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    CU_ASSERT_EQUAL(wf_workload_load("/nonexistent/toy.xml", &arena, &workload, &diag, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_EQUAL(diag.count, 0);
    wf_arena_release(&arena);
    wf_diag_release(&diag);
}

static const struct wf_test tests[] = {
    WF_TEST(sizes_are_parameters_times_their_bytes),
    WF_TEST(a_size_that_is_given_stands),
    WF_TEST(evaluation_costs_a_third_of_training),
    WF_TEST(what_is_not_given_is_unknown_or_zero),
    WF_TEST(factors_and_what_the_data_cost_have_no_default),
    WF_TEST(factors_are_shares),
    WF_TEST(an_inference_is_a_forward_pass),
    WF_TEST(origins_know_the_line),
    WF_TEST(an_override_comes_before_the_defaults),
    WF_TEST(a_wrong_override_is_told),
    WF_TEST(a_file_stays_as_it_says),
    WF_TEST(a_workload_made_in_memory_is_resolved_like_a_file),
    WF_TEST(what_a_workload_needs_is_told_at_its_root),
    WF_TEST(a_misspelt_prop_is_told_once),
    WF_TEST(a_prop_given_twice_is_told),
    WF_TEST(rows_keep_their_order_and_line),
    WF_TEST(a_row_needs_value_and_provenance),
    WF_TEST(the_same_work_has_the_same_hash_however_written),
    WF_TEST(rows_do_not_change_the_hash),
    WF_TEST(a_file_that_is_not_there_is_an_error),
};

int main(void)
{
    return wf_suite_run("workload", tests, sizeof tests / sizeof tests[0]);
}
