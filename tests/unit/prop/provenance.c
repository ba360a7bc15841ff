#include "prop/provenance.h"

#include "platform/site.h"
#include "suite.h"
#include "workload/workload.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A list, read over the props of a platform, with the mistakes that were found. */
struct read {
    struct wf_arena arena;
    struct wf_diag diag;
    const struct wf_provenance_list *list;
};

static struct read read_over(const struct wf_prop *table, const char *text)
{
    struct read read;
    wf_arena_init(&read.arena);
    wf_diag_init(&read.diag);
    int status = wf_provenance_read(table, text, (struct wf_origin){"f.xml", 7}, &read.arena,
                                    "<host h>", &read.list, &read.diag);
    CU_ASSERT_EQUAL(status, read.diag.error_count ? -1 : 0);
    return read;
}

static void release(struct read *read)
{
    wf_diag_release(&read->diag);
    wf_arena_release(&read->arena);
}

static void each_entry_has_word_interval_and_place(void)
{
    struct read read = read_over(
        wf_site_props, "speed.1=fitted:785Tf..790Tf, wattage_per_state.1.all=fitted:3270..3285,"
                       " pue=published,efficiency = assumed : 5..15 %");
    CU_ASSERT_EQUAL(read.diag.count, 0);
    struct wf_sourced speed = wf_provenance_of(read.list, "speed", 1, WF_FIGURE_WHOLE);
    CU_ASSERT(speed.given);
    CU_ASSERT_EQUAL(speed.word, WF_FITTED);
    CHECK_CLOSE(speed.low, 785e12, 1e-15);
    CHECK_CLOSE(speed.high, 790e12, 1e-15);
    struct wf_sourced watts = wf_provenance_of(read.list, "wattage_per_state", 1, WF_FIGURE_ALL);
    CHECK_CLOSE(watts.low, 3270, 1e-15);
    CHECK_CLOSE(watts.high, 3285, 1e-15);
    struct wf_sourced pue = wf_provenance_of(read.list, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    CU_ASSERT_EQUAL(pue.word, WF_PUBLISHED);
    CU_ASSERT(isnan(pue.low) && isnan(pue.high));
    struct wf_sourced efficiency =
        wf_provenance_of(read.list, "efficiency", WF_EVERY_PSTATE, WF_FIGURE_WHOLE);
    CHECK_CLOSE(efficiency.low, 0.05, 1e-15); /* the unit of the other bound */
    CHECK_CLOSE(efficiency.high, 0.15, 1e-15);
    release(&read);
}

static void what_is_not_listed_is_assumed(void)
{
    struct read read = read_over(wf_site_props, "speed.1=fitted");
    CU_ASSERT_EQUAL(wf_provenance_of(read.list, "speed", 0, WF_FIGURE_WHOLE).word, WF_ASSUMED);
    CU_ASSERT_FALSE(wf_provenance_of(read.list, "speed", 0, WF_FIGURE_WHOLE).given);
    CU_ASSERT_FALSE(wf_provenance_of(read.list, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).given);
    CU_ASSERT_FALSE(wf_provenance_of(NULL, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).given);
    release(&read);
}

static void the_most_precise_entry_wins(void)
{
    struct read read =
        read_over(wf_site_props, "wattage_per_state=assumed, wattage_per_state.1.all=measured, "
                                 "wattage_per_state.1=fitted");
    const struct {
        uint32_t pstate;
        enum wf_figure_part part;
        uint32_t word;
    } expected[] = {{0, WF_FIGURE_ALL, WF_ASSUMED},
                    {1, WF_FIGURE_IDLE, WF_FITTED},
                    {1, WF_FIGURE_ALL, WF_MEASURED}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        CU_ASSERT_EQUAL(
            wf_provenance_of(read.list, "wattage_per_state", expected[i].pstate, expected[i].part)
                .word,
            expected[i].word);
    release(&read);
}

static void all_five_words_are_known(void)
{
    static const char *const words[] = {"measured", "fitted", "published", "derived", "assumed"};
    for (uint32_t i = 0; i < WF_PROVENANCE_COUNT; i++) {
        char *text = wf_format("pue=%s", words[i]);
        struct read read = read_over(wf_site_props, text);
        CU_ASSERT_EQUAL(wf_provenance_of(read.list, "pue", WF_EVERY_PSTATE, WF_FIGURE_WHOLE).word,
                        i);
        CHECK_TEXT(wf_provenance_name(i), words[i]);
        release(&read);
        free(text);
    }
}

static void check_mistake(const struct wf_prop *table, const char *text, const char *expected)
{
    struct read read = read_over(table, text);
    CU_ASSERT_PTR_NOT_NULL(read.list);
    CHECK_TEXT(read.diag.count ? read.diag.entries[0].text : NULL, expected);
    release(&read);
}

static void mistakes_name_the_nearest(void)
{
    check_mistake(wf_site_props, "pue=publishd",
                  "<host h> prop 'provenance': 'pue': 'publishd' is not one of measured, fitted, "
                  "published, derived, assumed; did you mean 'published'?");
    check_mistake(wf_site_props, "sped.1=fitted",
                  "<host h> prop 'provenance': 'sped.1': 'sped' is no prop; did you mean 'speed'?");
    check_mistake(
        wf_site_props, "wattage_per_state.0.al=fitted",
        "<host h> prop 'provenance': 'wattage_per_state.0.al': 'wattage_per_state' has no "
        "part 'al'; it has idle, epsilon, all; did you mean 'all'?");
    check_mistake(wf_site_props, "speed.x=fitted",
                  "<host h> prop 'provenance': 'speed.x': 'speed.x': 'x' is not the number of a "
                  "pstate");
    check_mistake(wf_site_props, "pue.1=fitted",
                  "<host h> prop 'provenance': 'pue.1': 'pue' is one figure and has no '1'");
    check_mistake(wf_site_props, "speed=fitted:790Tf..785Tf",
                  "<host h> prop 'provenance': 'speed': '790Tf..785Tf' is reversed; expected "
                  "LOW..HIGH");
    check_mistake(wf_site_props, "speed=fitted:790Tf",
                  "<host h> prop 'provenance': 'speed': '790Tf' is not an interval; expected "
                  "LOW..HIGH");
    check_mistake(wf_site_props, "tail=fitted:7 W..8 W",
                  "<host h> prop 'provenance': 'tail': '7 W' is not a time: unit 'W' is unknown; "
                  "known: s, ms, us, ns, ps, min, m, h, d, w, year; did you mean 'w'");
    check_mistake(wf_site_props, "wattage_per_state.0=fitted:7..8",
                  "<host h> prop 'provenance': 'wattage_per_state.0': 'wattage_per_state': an "
                  "interval needs to say of which of its figures (e.g. wattage_per_state.0.all)");
    check_mistake(wf_site_props, "pue=fitted,", "<host h> prop 'provenance': an entry is empty");
    check_mistake(wf_site_props, "pue",
                  "<host h> prop 'provenance': 'pue' says nothing; expected "
                  "PROP[.PSTATE[.PART]]=WORD");
    check_mistake(wf_site_props, "pue=fitted, pue=assumed",
                  "<host h> prop 'provenance': 'pue=assumed' is said twice");
    check_mistake(wf_workload_props, "speed=fitted",
                  "<host h> prop 'provenance': 'speed': 'speed' is no prop");
}

static void all_mistakes_of_a_list_are_reported(void)
{
    struct read read = read_over(wf_site_props, "pue=publishd, speed.x=fitted, kind, tail=assumed");
    CU_ASSERT_EQUAL(read.diag.error_count, 3);
    CU_ASSERT_EQUAL(read.list->count, 1); /* what is right can be checked further */
    CHECK_TEXT(read.list->entries[0].prop, "tail");
    release(&read);
}

static void a_word_beside_a_prop_has_the_unit_of_the_prop(void)
{
    struct wf_provenance_entry entry;
    int row = wf_props_find(wf_workload_props, "training-flop", 0);
    char *why = wf_provenance_read_word(&wf_workload_props[row], "derived:1..2 Mflop", &entry);
    CHECK_TEXT(why, NULL);
    CU_ASSERT_EQUAL(entry.word, WF_DERIVED);
    CHECK_CLOSE(entry.low, 1e6, 1e-15);
    CHECK_CLOSE(entry.high, 2e6, 1e-15);
    CHECK_TEXT(entry.prop, "training-flop");
}

static void check_with(const char *list, const char *key, const char *value, const char *expected)
{
    char *text = wf_provenance_with(list, key, value);
    CHECK_TEXT(text, expected);
    free(text);
}

static void an_entry_is_replaced_where_it_stands(void)
{
    check_with(NULL, "speed.0", "fitted", "speed.0=fitted");
    check_with("pue=published", "speed.0", "fitted:1Gf..2Gf",
               "pue=published, speed.0=fitted:1Gf..2Gf");
    check_with("speed.0=assumed, pue=published", "speed.0", "fitted",
               "speed.0=fitted, pue=published");
    check_with("speed.1=assumed:1Gf..2Gf,\n speed.0=assumed , pue=published", "speed.0", "fitted",
               "speed.1=assumed:1Gf..2Gf, speed.0=fitted, pue=published");
    check_with("pue=published,\n   speed.0 = fitted", "speed.0", "fitted",
               "pue=published,\n   speed.0 = fitted"); /* says so already */
}

static void values_outside_their_interval_are_found(void)
{
    struct wf_sourced sourced = {WF_FITTED, true, 1, 2};
    char *why = wf_sourced_why_outside(&sourced, 3, WF_DIM_POWER);
    CHECK_TEXT(why, "3 W, outside its own interval, 1 W to 2 W");
    free(why);
    CU_ASSERT(wf_sourced_why_outside(&sourced, 1, WF_DIM_POWER) == NULL);
    CU_ASSERT(wf_sourced_why_outside(&sourced, 2 * (1 + 1e-12), WF_DIM_POWER) == NULL);
    CU_ASSERT(wf_sourced_why_outside(&wf_unsourced, 3, WF_DIM_POWER) == NULL);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(each_entry_has_word_interval_and_place),
        WF_TEST(what_is_not_listed_is_assumed),
        WF_TEST(the_most_precise_entry_wins),
        WF_TEST(all_five_words_are_known),
        WF_TEST(mistakes_name_the_nearest),
        WF_TEST(all_mistakes_of_a_list_are_reported),
        WF_TEST(a_word_beside_a_prop_has_the_unit_of_the_prop),
        WF_TEST(an_entry_is_replaced_where_it_stands),
        WF_TEST(values_outside_their_interval_are_found),
    };
    return wf_suite_run("prop.provenance", tests, sizeof tests / sizeof *tests);
}
