#include "workload/adapters.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct wf_workload workload;
static struct wf_diag diag;
static struct wf_arena arena;

static void load(const char *body, const char *set)
{
    char path[] = "/tmp/wattfleet-test-XXXXXX";
    struct wf_workload base;
    struct wf_overrides overrides = {0};
    struct wf_err err = {0};
    bool met[4] = {0};
    int fd = mkstemp(path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT(dprintf(fd, "<?xml version='1.0'?>\n<workload version='1' id='toy'>\n%s</workload>\n",
                      body) > 0);
    close(fd);
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    CU_ASSERT_EQUAL(wf_workload_load(path, &arena, &base, &diag, &err), 0);
    if (set)
        CU_ASSERT_EQUAL(wf_overrides_add(&overrides, set, &err), 0);
    wf_workload_resolve(&base, set ? &overrides : NULL, &arena, met, &workload, &diag);
    wf_overrides_release(&overrides);
    unlink(path);
}

static void unload(void)
{
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

/* The only mistake or warning. */
static void check_told(uint32_t line, const char *text)
{
    CU_ASSERT_EQUAL_FATAL(diag.count, 1);
    CU_ASSERT_EQUAL(diag.entries[0].line, line);
    CHECK_TEXT(diag.entries[0].text, text);
}

#define PROP(id, value) "<prop id='" id "' value='" value "'/>\n"
#define MODEL           PROP("parameters", "1000") PROP("training-flop", "6000 flop") PROP("samples", "5")
#define SOME            MODEL PROP("trainable-parameters", "100")

static void all_are_trained_where_nothing_is_said(void)
{
    load(MODEL, NULL);
    CHECK_CLOSE(workload.trainable_parameters, 1000, 0);
    CHECK_CLOSE(workload.base_byte, 0, 0);
    CHECK_CLOSE(workload.trained_flop, 6000, 0);
    CHECK_CLOSE(workload.update_byte, 4000, 0);
    CU_ASSERT(isnan(workload.trained_memory_byte));
    CU_ASSERT_EQUAL(diag.count, 0);
    uint64_t hash = workload.content_hash;
    unload();
    load(MODEL PROP("trainable-parameters", "1000"), NULL); /* the same work */
    CU_ASSERT_EQUAL(workload.content_hash, hash);
    unload();
    load(SOME, NULL);
    CU_ASSERT_NOT_EQUAL(workload.content_hash, hash);
    unload();
}

/* A third of the flop is forward: 2000 + 4000 / 2 x 1.1. */
static void messages_and_flop_go_by_trained_parameters(void)
{
    load(SOME PROP("frozen-bytes-per-parameter", "0.5 B") PROP("bytes-moved-per-sample", "900 B"),
         NULL);
    CHECK_CLOSE(workload.model_byte, 400, 0);
    CHECK_CLOSE(workload.update_byte, 400, 0);
    CHECK_CLOSE(workload.gradient_byte, 400, 0);
    CHECK_CLOSE(workload.base_byte, 450, 0);
    CHECK_CLOSE(workload.trained_flop, 4200, 1e-15);
    CHECK_CLOSE(workload.trained_moved_byte, 900 * 4200. / 6000, 1e-15);
    CHECK_CLOSE(wf_workload_trained_share(&workload), 0.1, 1e-15);
    CHECK_CLOSE(workload.training_flop, 6000, 0); /* as stated */
    CU_ASSERT_EQUAL(diag.count, 0);
    unload();
}

static void sizes_that_are_given_stay(void)
{
    load(SOME PROP("model-size", "7 B") PROP("update-size", "8 B") PROP("gradient-size", "9 B"),
         NULL);
    CHECK_CLOSE(workload.model_byte, 7, 0);
    CHECK_CLOSE(workload.update_byte, 8, 0);
    CHECK_CLOSE(workload.gradient_byte, 9, 0);
    unload();
}

/* 900 frozen ones need neither gradient (4 B) nor moments (8 B), and take 1 B in the place of 4. */
static void memory_falls_with_frozen_parameters(void)
{
    load(SOME PROP("memory", "20 kB") PROP("frozen-bytes-per-parameter", "1 B"), NULL);
    CHECK_CLOSE(workload.trained_memory_byte, 20000 - 900 * (4 + 8 + 3), 0);
    unload();
    load(SOME PROP("memory", "20 kB") PROP("optimiser-bytes-per-parameter", "2 B"), NULL);
    CHECK_CLOSE(workload.trained_memory_byte, 20000 - 900 * (4 + 2), 0);
    unload();
}

static void memory_holds_what_all_parameters_need(void)
{
    load(SOME PROP("memory", "15.9 kB"), NULL);
    check_told(7, "<workload> prop 'memory' is 15.9 kB, of a training of all parameters; their "
                  "weights, gradients and optimiser state (optimiser-bytes-per-parameter) alone "
                  "take 16 kB");
    unload();
    load(SOME PROP("memory", "16 kB"), NULL);
    CU_ASSERT_EQUAL(diag.count, 0);
    unload();
    load(MODEL PROP("memory", "1 kB"), NULL); /* nothing is frozen, nothing is taken off */
    CU_ASSERT_EQUAL(diag.count, 0);
    unload();
}

static void more_than_all_cannot_be_trained(void)
{
    load(MODEL PROP("trainable-parameters", "1001"), NULL);
    check_told(6, "<workload> prop 'trainable-parameters' is 1001; expected at most the "
                  "parameters, 1000");
    unload();
}

static void forward_is_a_part_of_training(void)
{
    load(SOME PROP("forward-flop", "6001 flop"), NULL);
    check_told(6, "<workload> prop 'trainable-parameters': the flop of frozen parameters is a "
                  "part of training-flop - forward-flop, which is -1 flop; expected at least 0");
    unload();
}

static void props_of_frozen_parameters_without_any(void)
{
    load(MODEL PROP("frozen-bytes-per-parameter", "1 B"), NULL);
    check_told(6, "<workload> prop 'frozen-bytes-per-parameter' changes nothing: all parameters "
                  "are trained");
    unload();
    load(SOME PROP("optimiser-bytes-per-parameter", "4 B"), NULL);
    check_told(7, "<workload> prop 'optimiser-bytes-per-parameter' changes nothing: no memory is "
                  "stated");
    unload();
}

/* Twice as many parameters, trained ones too: the share stays. */
static void a_larger_model_has_larger_adapters(void)
{
    load(SOME PROP("memory", "20 kB"), "workload.scale=2");
    CHECK_CLOSE(workload.trainable_parameters, 200, 0);
    CHECK_CLOSE(workload.update_byte, 800, 0);
    CHECK_CLOSE(workload.base_byte, 7200, 0);
    CHECK_CLOSE(workload.trained_flop, 8400, 1e-15);
    CHECK_CLOSE(workload.trained_memory_byte, 40000 - 1800 * 12, 0);
    unload();
    load(MODEL, "workload.scale=2");
    CHECK_CLOSE(workload.trainable_parameters, 2000, 0);
    unload();
}

static const struct wf_test tests[] = {
    WF_TEST(all_are_trained_where_nothing_is_said),
    WF_TEST(messages_and_flop_go_by_trained_parameters),
    WF_TEST(sizes_that_are_given_stay),
    WF_TEST(memory_falls_with_frozen_parameters),
    WF_TEST(memory_holds_what_all_parameters_need),
    WF_TEST(more_than_all_cannot_be_trained),
    WF_TEST(forward_is_a_part_of_training),
    WF_TEST(props_of_frozen_parameters_without_any),
    WF_TEST(a_larger_model_has_larger_adapters),
};

int main(void)
{
    return wf_suite_run("workload_adapters", tests, sizeof tests / sizeof tests[0]);
}
