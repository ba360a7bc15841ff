/* The table of class defaults: the one that ships, wrong ones, which row is taken. */
#include "sweep/defaults.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct wf_default_facts plain = {
    .target = "host", .accelerators = NAN, .value = NAN, .word = WF_ASSUMED};

static void every_row_has_a_source_a_year_and_a_law(void)
{
    struct wf_arena arena;
    struct wf_diag diag;
    struct wf_err err = {0};
    const struct wf_defaults *defaults;
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(
        wf_defaults_load("platforms/factor-defaults.csv", &arena, &defaults, &diag, &err), 0);
    for (size_t i = 0; i < diag.count; i++)
        fprintf(stderr, "%u: %s\n", diag.entries[i].line, diag.entries[i].text);
    CU_ASSERT_EQUAL(diag.count, 0);
    CU_ASSERT_EQUAL(defaults->count, 36);
    for (size_t i = 0; i < defaults->count; i++) {
        CU_ASSERT(*defaults->items[i].source && *defaults->items[i].year);
        CU_ASSERT(defaults->items[i].low < defaults->items[i].high);
        CU_ASSERT(!strstr(defaults->items[i].source, "Draf")); /* non-commercial licence */
    }
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static const struct wf_default *find(struct wf_arena *arena, struct wf_default_facts facts)
{
    return wf_defaults_find(wf_defaults_shipped(arena), &facts);
}

static void the_row_follows_kind_value_and_word(void)
{
    struct wf_arena arena;
    struct wf_default_facts facts = plain;
    wf_arena_init(&arena);
    facts.prop = "pue";
    facts.kind = "datacentre";
    facts.value = 1.1;
    CHECK_CLOSE(find(&arena, facts)->high, 1.2, 1e-15);
    facts.value = 1.5;
    CHECK_CLOSE(find(&arena, facts)->high, 1.67, 1e-15);
    facts.value = 1; /* nobody gave it */
    CHECK_CLOSE(find(&arena, facts)->centre, 1.56, 1e-15);
    facts.kind = "server";
    CHECK_CLOSE(find(&arena, facts)->centre, 1.8, 1e-15);
    facts.kind = "edge";
    CU_ASSERT_PTR_NULL(find(&arena, facts));
    facts.kind = NULL;
    CU_ASSERT_PTR_NULL(find(&arena, facts));

    facts.prop = "efficiency";
    facts.kind = "datacentre";
    CU_ASSERT_EQUAL(find(&arena, facts)->basis, WF_BASIS_VALUE);
    CHECK_CLOSE(find(&arena, facts)->low, 0.14, 1e-15);
    facts.word = WF_PUBLISHED;
    CU_ASSERT_EQUAL(find(&arena, facts)->basis, WF_BASIS_TIMES);
    wf_arena_release(&arena);
}

static void the_row_follows_parts_accelerators_and_names(void)
{
    struct wf_arena arena;
    struct wf_default_facts facts = plain;
    wf_arena_init(&arena);
    facts.prop = "wattage_per_state";
    facts.part = WF_FIGURE_IDLE;
    facts.kind = "datacentre";
    facts.accelerators = 8;
    CU_ASSERT_EQUAL(find(&arena, facts)->basis, WF_BASIS_BUSY);
    CHECK_CLOSE(find(&arena, facts)->centre, 0.34, 1e-15);
    facts.accelerators = 0;
    CHECK_CLOSE(find(&arena, facts)->centre, 0.21, 1e-15);
    CU_ASSERT(wf_default_is_secondary(find(&arena, facts)));
    facts.accelerators = 1; /* of one card nothing is known that is ours */
    CU_ASSERT_PTR_NULL(find(&arena, facts));
    facts.part = WF_FIGURE_ALL;
    facts.kind = "phone";
    CHECK_CLOSE(find(&arena, facts)->high, 6.3, 1e-15);

    facts = plain;
    facts.target = "link";
    facts.prop = "bandwidth";
    facts.class = "4g";
    facts.name = "phone-*-up";
    CHECK_CLOSE(find(&arena, facts)->high, 1.4, 1e-15);
    facts.name = "phone-*-down";
    CHECK_CLOSE(find(&arena, facts)->high, 7.19, 1e-15);
    facts.word = WF_MEASURED;
    CU_ASSERT_PTR_NULL(find(&arena, facts));
    wf_arena_release(&arena);
}

static void epochs_follow_the_workload(void)
{
    struct wf_arena arena;
    struct wf_default_facts facts = plain;
    wf_arena_init(&arena);
    facts.target = "training";
    facts.prop = "epochs";
    facts.workload = "bert-large";
    CHECK_CLOSE(find(&arena, facts)->high, 1.18, 1e-15);
    facts.workload = "unet3d-kits19";
    CHECK_CLOSE(find(&arena, facts)->high, 1.52, 1e-15);
    facts.prop = "rounds"; /* assumed ones have no row: nothing bounds them */
    CU_ASSERT_PTR_NULL(find(&arena, facts));
    facts.word = WF_MEASURED;
    CHECK_CLOSE(find(&arena, facts)->low, 0.64, 1e-15);
    wf_arena_release(&arena);
}

static const char *const path = "defaults-of-the-test.csv";

static void check_wrong(const char *row, const char *expected)
{
    struct wf_arena arena;
    struct wf_diag diag;
    struct wf_err err = {0};
    const struct wf_defaults *defaults;
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fprintf(file, "target,prop,where,basis,shape,low,centre,high,source,year,quality,note\n%s\n",
            row);
    fclose(file);
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(wf_defaults_load(path, &arena, &defaults, &diag, &err), -1);
    CU_ASSERT_EQUAL_FATAL(diag.count, 1);
    CU_ASSERT_EQUAL(diag.entries[0].line, 2);
    CHECK_TEXT(diag.entries[0].text, expected);
    unlink(path);
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static void wrong_rows_are_reported(void)
{
    check_wrong("host,peu,,value,uniform,1,,2,a,2024,measured,",
                "prop: host prop 'peu' is unknown; did you mean 'pue'?");
    check_wrong("host,pue,,value,uniform,0.5,,2,a,2024,measured,",
                "low: '0.5' is out of range; expected number from 1 to 100");
    check_wrong("host,pue,kid=edge,value,uniform,1,,2,a,2024,measured,",
                "where: 'kid=edge' is no condition; did you mean 'kind'?");
    check_wrong("host,pue,accelerators=4,value,uniform,1,,2,a,2024,measured,",
                "where: 'accelerators=4': expected LOW..HIGH");
    check_wrong("host,pue,,value,uniform,1,,2,,2024,measured,",
                "source: it is empty: a row without a source has no place here");
    check_wrong("host,pue,,value,uniform,1,,2,a,2024,good,",
                "quality: 'good' is not one of measured | published | secondary");
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(every_row_has_a_source_a_year_and_a_law),
        WF_TEST(the_row_follows_kind_value_and_word),
        WF_TEST(the_row_follows_parts_accelerators_and_names),
        WF_TEST(epochs_follow_the_workload),
        WF_TEST(wrong_rows_are_reported),
    };
    return wf_suite_run("sweep.defaults", tests, sizeof tests / sizeof *tests);
}
