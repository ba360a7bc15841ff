#include "prop/prop.h"

#include "platform/site.h"
#include "scenario/role.h"
#include "suite.h"
#include "workload/workload.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct values {
    double wait_s, share_ratio, level;
    uint64_t count;
    uint32_t colour;
    const char *word;
};
static const char *const colours[] = {"red", "green", "blue", NULL};
enum { WAIT, SHARE, LEVEL, COUNT, COLOUR, WORD };
#define AT(member) offsetof(struct values, member)
static const struct wf_prop table[] = {
    {"wait", AT(wait_s), WF_PROP_QUANTITY, WF_DIM_TIME, WF_POSITIVE, 1e12, NULL, NULL, WF_ON_HOST,
     "a time"},
    {"share", AT(share_ratio), WF_PROP_QUANTITY, WF_DIM_RATIO, 0, 1, "30 %", NULL, WF_ON_LINK,
     "a share"},
    {"level", AT(level), WF_PROP_QUANTITY, WF_DIM_NUMBER, -5, 5, NULL, NULL, WF_ON_HOST, "a level"},
    {"count", AT(count), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, "1e3", NULL,
     WF_ON_HOST | WF_ON_LINK, "a count"},
    {"colour", AT(colour), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, "green", colours, WF_ON_ZONE,
     "a colour"},
    {"word", AT(word), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, WF_ON_ZONE, "a word"},
    WF_PROP_END,
};

/* All there are, with room for the values of any. */
union any {
    union wf_role_values role;
    struct wf_workload workload;
    struct wf_convergence row;
    struct wf_compression compression;
    struct wf_site site;
};
struct listed {
    const struct wf_prop *props;
    size_t room;
};
enum { TABLES = WF_ROLE_COUNT + 4 };

static struct listed listed(int index)
{
    if (index < WF_ROLE_COUNT)
        return (struct listed){wf_roles[index].props, WF_ROLE_PROPS_MAX};
    if (index == WF_ROLE_COUNT)
        return (struct listed){wf_workload_props,
                               sizeof((struct wf_workload *)0)->origins / sizeof(struct wf_origin)};
    if (index == WF_ROLE_COUNT + 2)
        return (struct listed){wf_compression_props, 64};
    return index == WF_ROLE_COUNT + 1 ? (struct listed){wf_convergence_props, 64}
                                      : (struct listed){wf_site_props, WF_SITE_PROPS_MAX};
}

/* Set one row; the entry in the diagnostics, if any, is @p message. */
static int set(struct values *values, int row, const char *text, struct wf_arena *arena,
               const char *message)
{
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_props_set(table, row, values, text, (struct wf_origin){"f.xml", 3}, arena,
                              "<thing>", &diag);
    char *told = diag.count ? wf_diag_text(&diag.entries[0]) : NULL;
    CHECK_TEXT(told, message);
    CU_ASSERT_EQUAL(diag.error_count, message != NULL);
    CU_ASSERT_EQUAL(status, message ? -1 : 0);
    free(told);
    wf_diag_release(&diag);
    return status;
}

static void defaults_are_set_and_the_rest_unset(void)
{
    struct values values;
    struct wf_origin origins[6];
    memset(origins, 1, sizeof origins);
    wf_props_defaults(table, &values, origins);
    CU_ASSERT(isnan(values.wait_s));
    CHECK_CLOSE(values.share_ratio, 0.3, 0);
    CU_ASSERT(isnan(values.level));
    CU_ASSERT_EQUAL(values.count, 1000);
    CU_ASSERT_EQUAL(values.colour, 1);
    CU_ASSERT_PTR_NULL(values.word);
    for (int i = 0; i < 6; i++) {
        CU_ASSERT_PTR_NULL(origins[i].file);
        CU_ASSERT_EQUAL(origins[i].line, 0);
    }
    wf_props_defaults(wf_convergence_props, &(struct wf_convergence){0}, NULL);
}

static void what_has_no_default_is_unset(void)
{
    struct wf_convergence row;
    wf_props_defaults(wf_convergence_props, &row, NULL);
    CU_ASSERT(isnan(row.value));
    CU_ASSERT_EQUAL(row.batch, WF_COUNT_UNSET);
    CU_ASSERT_EQUAL(row.provenance, WF_CHOICE_UNSET);
    CU_ASSERT(isnan(row.target));
    CU_ASSERT_PTR_NULL(row.source);
}

static void each_kind_is_read(void)
{
    struct values values;
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_props_defaults(table, &values, NULL);
    char word[] = "two words";
    set(&values, WAIT, "2 min", &arena, NULL);
    set(&values, SHARE, "0.25", &arena, NULL);
    set(&values, LEVEL, "-1.5", &arena, NULL);
    set(&values, COUNT, "1.1e7", &arena, NULL);
    set(&values, COLOUR, "blue", &arena, NULL);
    set(&values, WORD, word, &arena, NULL);
    word[0] = 'x'; /* the arena has its own */
    CHECK_CLOSE(values.wait_s, 2 * 60, 0);
    CHECK_CLOSE(values.share_ratio, 0.25, 0);
    CHECK_CLOSE(values.level, -1.5, 0);
    CU_ASSERT_EQUAL(values.count, 11000000);
    CU_ASSERT_EQUAL(values.colour, 2);
    CHECK_TEXT(values.word, "two words");
    wf_arena_release(&arena);
}

static void both_ends_of_a_range_belong_to_it(void)
{
    struct values values;
    struct wf_arena arena;
    wf_arena_init(&arena);
    wf_props_defaults(table, &values, NULL);
    set(&values, SHARE, "0", &arena, NULL);
    set(&values, SHARE, "100 %", &arena, NULL);
    CHECK_CLOSE(values.share_ratio, 1, 0);
    set(&values, LEVEL, "-5", &arena, NULL);
    set(&values, LEVEL, "5", &arena, NULL);
    set(&values, COUNT, "1", &arena, NULL);
    set(&values, COUNT, "1e15", &arena, NULL);
    set(&values, WAIT, "1e12 s", &arena, NULL);
    wf_arena_release(&arena);
}

#define LED "f.xml:3: <thing> prop "

static void what_is_out_of_range_is_refused_with_the_range(void)
{
    struct values values;
    wf_props_defaults(table, &values, NULL);
    set(&values, WAIT, "0", NULL, LED "'wait': '0' is out of range; expected time > 0");
    set(&values, WAIT, "-1 s", NULL, LED "'wait': '-1 s' is out of range; expected time > 0");
    set(&values, SHARE, "101 %", NULL,
        LED "'share': '101 %' is out of range; expected ratio from 0 to 1");
    set(&values, LEVEL, "5.1", NULL,
        LED "'level': '5.1' is out of range; expected number from -5 to 5");
    set(&values, COUNT, "0", NULL, LED "'count': '0' is out of range; expected count from 1");
    CU_ASSERT(isnan(values.wait_s) && isnan(values.level)); /* untouched */
    CHECK_CLOSE(values.share_ratio, 0.3, 0);
    CU_ASSERT_EQUAL(values.count, 1000);
}

static void what_is_no_quantity_is_refused_with_the_reason(void)
{
    struct values values;
    wf_props_defaults(table, &values, NULL);
    set(&values, WAIT, "600", NULL, LED "'wait': '600' needs a unit (e.g. '600 s')");
    set(&values, COUNT, "1.5", NULL, LED "'count': '1.5' is not an integer");
    CU_ASSERT(isnan(values.wait_s));
    CU_ASSERT_EQUAL(values.count, 1000);
}

static void an_unknown_choice_is_refused_with_the_choices(void)
{
    struct values values;
    wf_props_defaults(table, &values, NULL);
    set(&values, COLOUR, "gren", NULL,
        LED "'colour': 'gren' is not one of red | green | blue; did you mean 'green'?");
    set(&values, COLOUR, "yellow", NULL, LED "'colour': 'yellow' is not one of red | green | blue");
    set(&values, COLOUR, "", NULL, LED "'colour': '' is not one of red | green | blue");
    CU_ASSERT_EQUAL(values.colour, 1);
}

static void an_empty_text_is_refused(void)
{
    struct values values;
    wf_props_defaults(table, &values, NULL);
    set(&values, WORD, "", NULL, LED "'word': '' is empty");
    CU_ASSERT_PTR_NULL(values.word);
}

static void rows_are_found_by_name_and_place(void)
{
    CU_ASSERT_EQUAL(wf_props_count(table), 6);
    CU_ASSERT_EQUAL(wf_props_find(table, "wait", 0), WAIT);
    CU_ASSERT_EQUAL(wf_props_find(table, "word", 0), WORD);
    CU_ASSERT_EQUAL(wf_props_find(table, "wai", 0), -1);
    CU_ASSERT_EQUAL(wf_props_find(table, "", 0), -1);
    CU_ASSERT_EQUAL(wf_props_find(table, "count", WF_ON_LINK), COUNT);
    CU_ASSERT_EQUAL(wf_props_find(table, "wait", WF_ON_LINK), -1);
    CHECK_TEXT(wf_props_nearest(table, "cuont", 0), "count");
    CHECK_TEXT(wf_props_nearest(table, "wiat", WF_ON_HOST), "wait");
    CHECK_TEXT(wf_props_nearest(table, "wiat", WF_ON_LINK), NULL);
}

static void what_is_unset_has_no_text(void)
{
    union any values;
    for (int i = 0; i < TABLES; i++) {
        const struct wf_prop *props = listed(i).props;
        memset(&values, 0, sizeof values);
        wf_props_defaults(props, &values, NULL);
        for (const struct wf_prop *row = props; row->name; row++) {
            struct wf_buffer text = {0};
            wf_props_text(row, &values, &text);
            CU_ASSERT_EQUAL(text.length > 0, row->fallback != NULL);
            wf_buffer_release(&text);
        }
    }
}

/* Text of a row, set into other values, gives the same text and the same member. */
static void check_round_trip(const struct wf_prop *props, int row, const union any *values)
{
    union any back;
    struct wf_diag diag;
    struct wf_arena arena;
    struct wf_buffer text = {0}, again = {0};
    wf_diag_init(&diag);
    wf_arena_init(&arena);
    memset(&back, 0, sizeof back);
    wf_props_text(&props[row], values, &text);
    int status = wf_props_set(props, row, &back, text.text, (struct wf_origin){"f.xml", 1}, &arena,
                              "<thing>", &diag);
    CU_ASSERT_EQUAL(status, 0);
    for (size_t i = 0; i < diag.count; i++)
        CHECK_TEXT(diag.entries[i].text, text.text);
    if (status == 0) {
        const char *a = (const char *)values + props[row].offset,
                   *b = (const char *)&back + props[row].offset;
        wf_props_text(&props[row], &back, &again);
        CHECK_TEXT(again.text, text.text);
        size_t size = props[row].kind == WF_PROP_CHOICE ? sizeof(uint32_t) : sizeof(double);
        bool by_text = props[row].kind == WF_PROP_TEXT || props[row].kind == WF_PROP_DISTRIBUTION;
        CU_ASSERT(by_text || memcmp(a, b, size) == 0);
    }
    wf_buffer_release(&text);
    wf_buffer_release(&again);
    wf_arena_release(&arena);
    wf_diag_release(&diag);
}

static void the_text_of_every_row_reads_back_to_the_same_value(void)
{
    static const double candidates[] = {1.0 / 3, 0.1,  1,     1.3,   12,      12345.678,
                                        2e7 / 3, 1e10, 3e-11, 1e300, -1.0 / 3};
    static const char *const words[] = {"phone", "two words", "5 s"};
    union any values;
    for (int i = 0; i < TABLES; i++) {
        const struct wf_prop *props = listed(i).props;
        for (int row = 0; props[row].name; row++) {
            const struct wf_prop *prop = &props[row];
            void *member = (char *)&values + prop->offset;
            memset(&values, 0, sizeof values);
            for (size_t k = 0; prop->kind == WF_PROP_CHOICE && prop->choices[k]; k++) {
                *(uint32_t *)member = (uint32_t)k;
                check_round_trip(props, row, &values);
            }
            for (size_t k = 0; prop->kind == WF_PROP_COUNT && prop->choices && prop->choices[k];
                 k++) {
                *(uint64_t *)member = WF_COUNT_WORD(k);
                check_round_trip(props, row, &values);
            }
            for (size_t k = 0; prop->kind == WF_PROP_QUANTITY && prop->choices && prop->choices[k];
                 k++) {
                *(double *)member = WF_QUANTITY_WORD(k);
                check_round_trip(props, row, &values);
            }
            for (size_t k = 0; prop->kind == WF_PROP_DATA && k < 4; k++) {
                static const double kinds[] = {WF_IID, WF_NON_IID, 0.3, WF_CLASSES(2)};
                *(double *)member = kinds[k];
                check_round_trip(props, row, &values);
            }
            for (size_t k = 0; prop->kind == WF_PROP_TEXT && k < 3; k++) {
                *(const char **)member = words[k];
                check_round_trip(props, row, &values);
            }
            bool whole = prop->kind == WF_PROP_COUNT || prop->dimension == WF_DIM_COUNT;
            if (prop->kind == WF_PROP_CHOICE || prop->kind == WF_PROP_TEXT ||
                prop->kind == WF_PROP_DATA ||
                prop->kind == WF_PROP_PROVENANCE) /* tests/unit/prop/provenance.c */
                continue;
            if (prop->kind == WF_PROP_DISTRIBUTION) {
                struct wf_distribution each[] = {{WF_DISTRIBUTION_CONSTANT, 3, 0},
                                                 {WF_DISTRIBUTION_UNIFORM, 1, 2.5},
                                                 {WF_DISTRIBUTION_PARETO, 10, 1.5}};
                for (size_t k = 0; k < sizeof each / sizeof *each; k++) {
                    *(struct wf_distribution *)member = each[k];
                    check_round_trip(props, row, &values);
                }
                continue;
            }
            for (size_t k = 0; k < sizeof candidates / sizeof *candidates + 2; k++) {
                double value = k == 0 ? prop->min : k == 1 ? prop->max : candidates[k - 2];
                value = fmin(fmax(whole ? floor(value) : value, prop->min), prop->max);
                if (prop->kind == WF_PROP_COUNT)
                    *(uint64_t *)member = (uint64_t)value;
                else
                    *(double *)member = value;
                check_round_trip(props, row, &values);
            }
        }
    }
}

static void every_default_is_valid(void)
{
    union any values;
    for (int i = 0; i < TABLES; i++) {
        const struct wf_prop *props = listed(i).props;
        CU_ASSERT(wf_props_count(props) > 0 && wf_props_count(props) <= listed(i).room);
        memset(&values, 0, sizeof values);
        wf_props_defaults(props, &values, NULL);
        for (int row = 0; props[row].name; row++)
            if (props[row].fallback)
                check_round_trip(props, row, &values);
    }
}

static void every_row_has_a_doc_and_a_range(void)
{
    for (int i = 0; i < TABLES; i++)
        for (const struct wf_prop *row = listed(i).props; row->name; row++) {
            if (!row->doc || !*row->doc || row->doc[strlen(row->doc) - 1] == '.')
                CHECK_TEXT(row->name, "documented, without a full stop");
            if (row->kind == WF_PROP_CHOICE)
                CU_ASSERT(row->choices && row->choices[0] && row->choices[1]);
            if (row->kind == WF_PROP_COUNT || row->kind == WF_PROP_QUANTITY)
                CU_ASSERT(row->min < row->max);
            if (row->kind == WF_PROP_COUNT)
                CU_ASSERT(row->min >= 0 && row->max <= WF_MANY);
            struct wf_buffer text = {0};
            wf_props_expectation(row, &text);
            CU_ASSERT(text.length > 0);
            wf_buffer_release(&text);
        }
}

/* Lower-case words joined by @p joint. */
static bool is_name(const char *name, char joint)
{
    bool inside = false;
    for (; *name; name++) {
        bool generation = !inside && name[1] == 'g' && (*name == '4' || *name == '5'); /* 4g, 5g */
        if (*name == joint ? !inside : !generation && (*name < 'a' || *name > 'z'))
            return false;
        inside = *name != joint;
    }
    return inside;
}

/* Platform props are SimGrid's, which joins with '_'; ours stand in XML of our own, or, of --set
 * only, in none. */
static void names_are_kebab_and_on_platforms_snake(void)
{
    for (int i = 0; i < TABLES; i++) {
        const struct wf_prop *props = listed(i).props;
        for (int row = 0; props[row].name; row++) {
            bool in_platforms = props == wf_site_props && !(props[row].places & WF_SET_ONLY);
            if (!is_name(props[row].name, in_platforms ? '_' : '-'))
                CHECK_TEXT(props[row].name, "a name");
            CU_ASSERT_EQUAL(wf_props_find(props, props[row].name, 0), row); /* once only */
            for (size_t k = 0; props[row].choices && props[row].choices[k]; k++)
                if (!is_name(props[row].choices[k], strchr(props[row].choices[k], ' ') ? ' ' : '-'))
                    CHECK_TEXT(props[row].choices[k], "a name");
        }
    }
}

static void only_platform_props_have_a_place(void)
{
    for (int i = 0; i < TABLES; i++)
        for (const struct wf_prop *row = listed(i).props; row->name; row++) {
            unsigned places = row->places & ~(unsigned)WF_SET_ONLY;
            CU_ASSERT_EQUAL(places != 0, listed(i).props == wf_site_props);
            if (row->places & WF_LINK_INHERITS) /* from a zone, what a link may have */
                CU_ASSERT((row->places & WF_ON_LINK) && (row->places & WF_ON_ZONE));
        }
}

static void what_a_row_accepts_is_told(void)
{
    static const char *const expected[] = {
        "time > 0",     "ratio from 0 to 1",  "number from -5 to 5",
        "count from 1", "red | green | blue", "text"};
    for (int row = 0; row < 6; row++) {
        struct wf_buffer text = {0};
        wf_props_expectation(&table[row], &text);
        CHECK_TEXT(text.text, expected[row]);
        wf_buffer_release(&text);
    }
}

/* ---- a quantity, or a file ---- */

static const struct wf_prop series_table[] = {
    {"grid", 0, WF_PROP_SERIES, WF_DIM_INTENSITY, 0, 1e5, NULL, NULL, 0, "a grid"},
    WF_PROP_END,
};

static void a_series_is_a_quantity_or_a_file(void)
{
    struct wf_prop_series grid;
    struct wf_arena arena;
    struct wf_diag diag;
    struct wf_buffer text = {0};
    const struct wf_origin origin = {"file.xml", 7};
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    wf_props_defaults(series_table, &grid, NULL);
    CU_ASSERT(isnan(grid.value) && !grid.file);
    CU_ASSERT_EQUAL(
        wf_props_set(series_table, 0, &grid, "2022.csv", origin, &arena, "<zone z>", &diag), 0);
    CHECK_TEXT(grid.file, "2022.csv");
    CU_ASSERT(isnan(grid.value));
    wf_props_text(&series_table[0], &grid, &text);
    CHECK_TEXT(text.text, "2022.csv");
    CU_ASSERT_EQUAL(
        wf_props_set(series_table, 0, &grid, "0.2 kg/kWh", origin, &arena, "<zone z>", &diag), 0);
    CU_ASSERT_PTR_NULL(grid.file);
    CHECK_CLOSE(grid.value, 200, 0);
    CU_ASSERT_EQUAL(wf_props_set(series_table, 0, &grid, "56", origin, &arena, "<zone z>", &diag),
                    -1);
    CHECK_TEXT(diag.entries[0].text, "<zone z> prop 'grid': '56' needs a unit (e.g. '56 g/kWh'); "
                                     "expected a quantity, or the name of a .csv file");
    CHECK_CLOSE(grid.value, 200, 0);
    text.length = 0;
    wf_props_expectation(&series_table[0], &text);
    CHECK_TEXT(text.text, "carbon intensity from 0 to 100000 g/kWh, or a .csv file");
    CU_ASSERT_EQUAL(wf_prop_size(&series_table[0]), sizeof grid);
    wf_buffer_release(&text);
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static const struct wf_test tests[] = {
    WF_TEST(defaults_are_set_and_the_rest_unset),
    WF_TEST(what_has_no_default_is_unset),
    WF_TEST(each_kind_is_read),
    WF_TEST(both_ends_of_a_range_belong_to_it),
    WF_TEST(what_is_out_of_range_is_refused_with_the_range),
    WF_TEST(what_is_no_quantity_is_refused_with_the_reason),
    WF_TEST(an_unknown_choice_is_refused_with_the_choices),
    WF_TEST(an_empty_text_is_refused),
    WF_TEST(rows_are_found_by_name_and_place),
    WF_TEST(what_is_unset_has_no_text),
    WF_TEST(the_text_of_every_row_reads_back_to_the_same_value),
    WF_TEST(every_default_is_valid),
    WF_TEST(every_row_has_a_doc_and_a_range),
    WF_TEST(names_are_kebab_and_on_platforms_snake),
    WF_TEST(only_platform_props_have_a_place),
    WF_TEST(what_a_row_accepts_is_told),
    WF_TEST(a_series_is_a_quantity_or_a_file),
};

int main(void)
{
    return wf_suite_run("prop", tests, sizeof tests / sizeof tests[0]);
}
