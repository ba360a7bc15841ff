/* The catalogue of networks: the one that ships, others from files, overrides, bounds. */
#include "platform/networks.h"

#include "suite.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct wf_network *network(const struct wf_networks *networks, int class, int view)
{
    return &networks->items[class][view];
}

/* Malmodin 2020: 1 W per Mbit/s is 8 kJ/GB. */
static void marginal_figures_are_malmodins(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *shipped = wf_networks_shipped(&arena);
    const struct wf_network_values *radio =
        &network(shipped, WF_NETWORK_4G, WF_VIEW_MARGINAL)->values;
    const struct wf_network_values *line =
        &network(shipped, WF_NETWORK_FIXED, WF_VIEW_MARGINAL)->values;
    CHECK_CLOSE(radio->active_w, 1.2, 1e-15);
    CHECK_CLOSE(radio->access_j_per_byte, 1.5 * 8e-6, 1e-15);
    CHECK_CLOSE(radio->core_j_per_byte, 0.03 * 8e-6, 1e-15);
    CHECK_CLOSE(line->access_j_per_byte, 0.02 * 8e-6, 1e-15);
    CHECK_CLOSE(line->core_j_per_byte, 0.03 * 8e-6, 1e-15);
    CHECK_CLOSE(network(shipped, WF_NETWORK_CORE, WF_VIEW_MARGINAL)->values.access_j_per_byte,
                0.03 * 8e-6, 1e-15);
    wf_arena_release(&arena);
}

/* Carbon Trust 2021: a path over one line or one radio costs 0.0065 or 0.1 kWh/GB in all, the core
 * in it; a home router 0.025. */
static void allocations_are_the_carbon_trusts(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *shipped = wf_networks_shipped(&arena);
    const struct wf_network_values *line =
        &network(shipped, WF_NETWORK_FIXED, WF_VIEW_ALLOCATION)->values;
    const struct wf_network_values *radio =
        &network(shipped, WF_NETWORK_4G, WF_VIEW_ALLOCATION)->values;
    CHECK_CLOSE(line->access_j_per_byte + line->core_j_per_byte, 0.0065 * 3.6e-3, 1e-12);
    CHECK_CLOSE(radio->access_j_per_byte + radio->core_j_per_byte, 0.1 * 3.6e-3, 1e-6);
    CHECK_CLOSE(network(shipped, WF_NETWORK_WIFI, WF_VIEW_ALLOCATION)->values.access_j_per_byte,
                0.025 * 3.6e-3, 1e-15);
    wf_arena_release(&arena);
}

static void wide_areas_are_behind_lines_and_radios(void)
{
    static const bool wide[WF_NETWORK_CLASSES] = {[WF_NETWORK_FIXED] = true,
                                                  [WF_NETWORK_4G] = true,
                                                  [WF_NETWORK_5G] = true,
                                                  [WF_NETWORK_HOME] = true};
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *shipped = wf_networks_shipped(&arena);
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        CU_ASSERT_EQUAL(shipped->wide[class], wide[class]);
    wf_arena_release(&arena);
}

static void every_figure_has_a_source_and_bounds(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *shipped = wf_networks_shipped(&arena);
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++)
            for (int figure = 0; figure < WF_NETWORK_FIGURES; figure++) {
                const struct wf_network *one = network(shipped, class, view);
                double value = wf_network_value(&one->values, (enum wf_network_figure)figure);
                CU_ASSERT(*one->source[figure] && *one->year[figure] && one->line[figure]);
                CU_ASSERT(one->sourced[figure].low <= value && value <= one->sourced[figure].high);
                CU_ASSERT(one->sourced[figure].given);
            }
    wf_arena_release(&arena);
}

/* ---- files ---- */

static char *shipped_text(void)
{
    FILE *file = fopen("platforms/networks.csv", "r");
    char *text = calloc(1, 100000);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    size_t length = fread(text, 1, 99999, file);
    text[length] = '\0';
    fclose(file);
    return text;
}

static const char *const path = "networks-of-the-test.csv";

/* Read the shipped file with @p old, once, made @p new. */
static int load_changed(const char *old, const char *new, const struct wf_networks **networks,
                        struct wf_arena *arena, struct wf_diag *diag)
{
    char *text = shipped_text(), *at = strstr(text, old);
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    fprintf(file, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
    fclose(file);
    struct wf_err err = {0};
    int status = wf_networks_load(path, arena, networks, diag, &err);
    unlink(path);
    free(text);
    return status;
}

static void another_file_takes_its_place(void)
{
    struct wf_arena arena;
    struct wf_diag diag;
    const struct wf_networks *networks;
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(load_changed("lan,no,marginal,access,0.26", "lan,no,marginal,access,0.5",
                                 &networks, &arena, &diag),
                    0);
    CHECK_CLOSE(network(networks, WF_NETWORK_LAN, WF_VIEW_MARGINAL)->values.access_j_per_byte,
                0.5e-9, 1e-24);
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static void check_mistake(const char *old, const char *new, const char *expected)
{
    struct wf_arena arena;
    struct wf_diag diag;
    const struct wf_networks *networks;
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    CU_ASSERT_EQUAL(load_changed(old, new, &networks, &arena, &diag), -1);
    CU_ASSERT(diag.count > 0);
    CHECK_TEXT(diag.count ? diag.entries[0].text : "", expected);
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

static void mistakes_of_a_file_are_named(void)
{
    check_mistake(
        "\nlan,no,marginal,access", "\nlam,no,marginal,access",
        "class 'lam' is not one of lan | fixed | wifi | 4g | 5g | core | datacentre | home; did "
        "you mean 'lan'?");
    check_mistake("lan,no,marginal,access", "lan,no,marginl,access",
                  "view 'marginl' is not one of marginal | allocation; did you mean 'marginal'?");
    check_mistake("lan,no,marginal,access", "lan,no,marginal,acces",
                  "figure 'acces' is not one of active | access | core; did you mean 'access'?");
    check_mistake("lan,no,marginal,access", "lan,yes,marginal,access",
                  "wide of class 'lan' differs from line 10");
    check_mistake("lan,no,marginal,access,0.26 J/GB", "lan,no,marginal,access,0.26",
                  "value: prop 'access': '0.26' needs a unit (e.g. '0.26 kJ/GB')");
    check_mistake("lan,no,marginal,access,0.26 J/GB", "lan,no,marginal,access,2.6 J/GB",
                  "value is 2.6 J/GB, outside its own interval, 0.12 J/GB to 1.2 J/GB");
    check_mistake("lan,no,marginal,access", "lan,no,marginal,active",
                  "this figure was given on line 10 already");
    check_mistake("switches\",2016", "switches\",", "year is empty");
    char *text = shipped_text(), *row = strstr(text, "lan,no,marginal,access");
    row[strcspn(row, "\n") + 1] = '\0';
    check_mistake(row, "", "no row of class 'lan', view 'marginal', figure 'access'");
    free(text);
}

/* ---- overrides, bounds ---- */

static void a_figure_can_be_set(void)
{
    struct wf_arena arena;
    struct wf_diag diag;
    struct wf_err err = {0};
    struct wf_overrides overrides = {0};
    bool met[4] = {false};
    wf_arena_init(&arena);
    wf_diag_init(&diag);
    wf_overrides_add(&overrides, "network.4g.marginal.access=0.1 kWh/GB", &err);
    wf_overrides_add(&overrides, "network.*.allocation.active=2 W", &err);
    wf_overrides_add(&overrides, "network.3g.marginal.access=0.1 kWh/GB", &err);
    wf_overrides_add(&overrides, "network.4g.marginal.acces=1 J/B", &err);
    const struct wf_networks *base = wf_networks_shipped(&arena);
    const struct wf_networks *own = wf_networks_override(base, &overrides, met, &arena, &diag);
    CU_ASSERT_PTR_NOT_EQUAL(own, base);
    CHECK_CLOSE(network(own, WF_NETWORK_4G, WF_VIEW_MARGINAL)->values.access_j_per_byte, 3.6e-4,
                1e-19);
    CU_ASSERT(isnan(network(own, WF_NETWORK_4G, WF_VIEW_MARGINAL)->sourced[WF_NETWORK_ACCESS].low));
    CHECK_CLOSE(network(own, WF_NETWORK_LAN, WF_VIEW_ALLOCATION)->values.active_w, 2, 0);
    CHECK_CLOSE(network(own, WF_NETWORK_4G, WF_VIEW_MARGINAL)->values.active_w, 1.2, 1e-15);
    CU_ASSERT(met[0] && met[1] && !met[2] && met[3]);
    CU_ASSERT_EQUAL(diag.error_count, 1);
    CHECK_TEXT(diag.entries[0].text,
               "'network.4g.marginal.acces=1 J/B': a network has no figure 'acces'; known: active, "
               "access, core; did you mean 'access'?");
    CU_ASSERT_PTR_EQUAL(wf_networks_override(base, NULL, NULL, &arena, &diag), base);
    wf_overrides_release(&overrides);
    wf_diag_release(&diag);
    wf_arena_release(&arena);
}

/* The dearest byte crosses a radio of class 4g and pays its core. */
static void bounds_are_those_of_the_widest_rows(void)
{
    struct wf_arena arena;
    wf_arena_init(&arena);
    const struct wf_networks *shipped = wf_networks_shipped(&arena);
    struct wf_network_bounds marginal = wf_networks_bounds(shipped, WF_VIEW_MARGINAL);
    struct wf_network_bounds both = wf_networks_bounds(shipped, WF_VIEW_NONE);
    CHECK_CLOSE(marginal.low_j_per_byte, 0, 0);
    CHECK_CLOSE(marginal.high_j_per_byte, 16e-6 + 0.4e-6, 1e-15);
    CHECK_CLOSE(marginal.low_w, 0, 0);
    CHECK_CLOSE(marginal.high_w, 2.4, 1e-15);
    CHECK_CLOSE(both.high_j_per_byte, 655e-6 + 129.6e-6, 1e-15);
    CHECK_CLOSE(wf_networks_bounds(shipped, WF_VIEW_ALLOCATION).low_j_per_byte, 63e-9, 1e-20);
    wf_arena_release(&arena);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(marginal_figures_are_malmodins),
        WF_TEST(allocations_are_the_carbon_trusts),
        WF_TEST(wide_areas_are_behind_lines_and_radios),
        WF_TEST(every_figure_has_a_source_and_bounds),
        WF_TEST(another_file_takes_its_place),
        WF_TEST(mistakes_of_a_file_are_named),
        WF_TEST(a_figure_can_be_set),
        WF_TEST(bounds_are_those_of_the_widest_rows),
    };
    return wf_suite_run("networks", tests, sizeof tests / sizeof *tests);
}
