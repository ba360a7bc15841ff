/* Pricing an outcome under other figures gives what a simulation with these figures gives: shipped
 * deployments, each figure of the account at two values. */
#include "account/pricing.h"
#include "study/study.h"
#include "suite.h"
#include <math.h>
#include <string.h>

/* A figure, and the override that gives it a value: its format has one %s. */
struct figure {
    const char *format;
    enum wf_priced_place place;
    const char *row; /* of wf_site_props, or of wf_network_figures */
    enum wf_figure_part part;
    double mark, value;
    const char *mark_text, *value_text;
};

enum { FIGURES_MAX = 16 };

struct scene {
    const char *platform, *deployment;
    const char *sets[4]; /* other overrides */
    uint32_t phases;     /* that count; 0: all */
    struct figure figures[FIGURES_MAX];
    uint32_t network; /* the view that counts */
};

#define SITE(key, row, mark, value, unit)                                                          \
    {                                                                                              \
        key "." row "=%s", WF_PRICED_SITE, row, WF_FIGURE_WHOLE, mark, value, #mark " " unit,      \
            #value " " unit                                                                        \
    }

static const struct scene scenes[] = {
    {"platforms/grenoble.xml",
     "deployments/unet3d-kits19-federated.xml",
     {"server.rounds=40"},
     0,
     {SITE("zone.edge", "pue", 1.2345, 1.6, ""),
      SITE("zone.on-premises", "pue", 1.3456, 1.1, ""),
      SITE("zone.grenoble", "carbon_intensity", 57.891, 400, "g/kWh"),
      SITE("zone.edge", "embodied_carbon", 36123.4, 71000, "g"),
      SITE("zone.edge", "lifetime", 1.23456e8, 9e7, "s"),
      SITE("zone.edge", "utilisation", 0.81234, 0.5, ""),
      SITE("zone.edge", "attribution", 0.71234, 0.25, ""),
      SITE("zone.edge", "accelerators", 1.1234, 2, ""),
      SITE("zone.edge", "wall_factor", 1.0123, 1.4, ""),
      SITE("zone.edge", "wall_constant", 2.7513, 1, "W"),
      {"network.lan.marginal.access=%s", WF_PRICED_NETWORK, "access", WF_FIGURE_WHOLE, 1.234e-9,
       7e-9, "1.234e-9 J/B", "7e-9 J/B"},
      {"host.jetson-*.wattage_per_state=%s,6.9:6.9:24.5", WF_PRICED_HOST_WATTS, NULL, WF_FIGURE_ALL,
       24.5678, 29.5, "6.81:6.81:24.5678", "6.81:6.81:29.5"},
      {0}},
     WF_VIEW_MARGINAL},
    {"platforms/grenoble.xml",
     "deployments/unet3d-kits19-centralised.xml",
     {"trainer.epochs=20"},
     0,
     {SITE("zone.datacentre", "pue", 1.2345, 1.6, ""),
      SITE("zone.datacentre", "wall_factor", 1.3123, 1.5, ""),
      SITE("zone.datacentre", "wall_constant", 147.13, 0, "W"),
      SITE("zone.datacentre", "share", 0.91234, 0.5, ""),
      SITE("zone.datacentre", "storage_wattage", 1.2345, 3, ""),
      SITE("zone.datacentre", "accelerators", 8.1234, 4, ""),
      {0}},
     WF_VIEW_MARGINAL},
    /* of one phase alone: base watts of links are told apart by it */
    {"platforms/grenoble.xml",
     "deployments/unet3d-kits19-federated.xml",
     {"server.rounds=3", "server.trials=2", "link.*.wattage_range=1:3", "link.*.attribution=1"},
     1u << WF_PHASE_EXPLORATION,
     {SITE("zone.edge", "pue", 1.2345, 1.6, ""),
      SITE("zone.on-premises", "pue", 1.3456, 1.1, ""),
      {0}},
     WF_VIEW_MARGINAL},
    {"platforms/grenoble.xml",
     "deployments/mnist-cnn-federated.xml",
     {"server.rounds=7", "link.phone-*.tail=3 s", "link.phone-*.network_class=4g"},
     0,
     {SITE("host.phone-*", "embodied_carbon", 60123.4, 15000, "g"),
      SITE("host.phone-*", "wall_factor", 1.2123, 1.34, ""),
      SITE("link.phone-*", "airtime_wattage", 0.71234, 1.5, "W"),
      SITE("link.phone-*", "tail_wattage", 0.61234, 1.1, "W"),
      {"network.4g.marginal.active=%s", WF_PRICED_NETWORK, "active", WF_FIGURE_WHOLE, 1.2347, 7,
       "1.2347 W", "7 W"},
      {"network.4g.allocation.core=%s", WF_PRICED_NETWORK, "core", WF_FIGURE_WHOLE, 1.237e-8, 7e-8,
       "1.237e-8 J/B", "7e-8 J/B"},
      {"link.phone-*.wattage_range=0.1:%s", WF_PRICED_LINK_WATTS, NULL, WF_FIGURE_BUSY, 0.91234, 2,
       "0.91234", "2"},
      {0}},
     WF_VIEW_MARGINAL},
};

/* Devices of a fleet, each of another speed and bandwidth: they are put together all the same. */
static const struct scene fleet = {"platforms/fleets/phones.xml",
                                   "deployments/fleet-phones.xml",
                                   {"class.phone.count=300", "server.active=40", "server.rounds=3"},
                                   0,
                                   {SITE("region.poland", "carbon_intensity", 651.23, 400, "g/kWh"),
                                    SITE("region.germany", "pue", 1.0123, 1.2, ""),
                                    SITE("class.phone", "embodied_carbon", 60123.4, 15000, "g"),
                                    SITE("class.phone", "wall_factor", 1.2123, 1.34, ""),
                                    SITE("access.mobile-4g", "airtime_wattage", 0.71234, 1.5, "W"),
                                    SITE("access.home", "embodied_carbon", 1234.5, 9000, "g"),
                                    SITE("access.home", "lifetime", 1.23456e8, 9e7, "s"),
                                    SITE("node.server-0", "share", 0.0251234, 0.5, ""),
                                    {"network.home.marginal.access=%s", WF_PRICED_NETWORK, "access",
                                     WF_FIGURE_WHOLE, 1.234e-9, 7e-9, "1.234e-9 J/B", "7e-9 J/B"},
                                    {"link.phone-*-up.wattage_range=0.01:%s", WF_PRICED_LINK_WATTS,
                                     NULL, WF_FIGURE_BUSY, 0.91234, 2, "0.91234", "2"},
                                    {0}},
                                   WF_VIEW_MARGINAL};

static size_t count_figures(const struct scene *scene)
{
    size_t count = 0;
    while (scene->figures[count].format)
        count++;
    return count;
}

struct run {
    struct wf_overrides overrides;
    struct wf_study study;
};

static void play(struct run *run, const struct scene *scene, bool marks)
{
    struct wf_err err = {0};
    memset(run, 0, sizeof *run);
    for (int i = 0; i < 4 && scene->sets[i]; i++)
        CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&run->overrides, scene->sets[i], &err), 0);
    for (size_t i = 0; i < count_figures(scene); i++) {
        const struct figure *figure = &scene->figures[i];
        char text[200];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(text, sizeof text, figure->format, marks ? figure->mark_text : figure->value_text);
#pragma GCC diagnostic pop
        CU_ASSERT_EQUAL_FATAL(wf_overrides_add(&run->overrides, text, &err), 0);
    }
    struct wf_study_request request = {.platform = scene->platform,
                                       .deployments = &scene->deployment,
                                       .count = 1,
                                       .overrides = &run->overrides,
                                       .each_host = true,
                                       .options = {.engine = WF_ENGINE_AUTO,
                                                   .seed = 1,
                                                   .network = scene->network,
                                                   .phases = scene->phases}};
    if (wf_study_load(&run->study, &request, &err) < 0)
        for (size_t i = 0; i < run->study.diag.count; i++)
            printf("%s\n", run->study.diag.entries[i].text);
    CU_ASSERT_EQUAL_FATAL(err.code, 0);
    CU_ASSERT_EQUAL_FATAL(wf_study_run(&run->study, &request, &err), 0);
}

static void end(struct run *run)
{
    wf_study_release(&run->study);
    wf_overrides_release(&run->overrides);
}

static void make_figures(const struct scene *scene, struct wf_priced_figure *figures)
{
    for (size_t i = 0; i < count_figures(scene); i++) {
        const struct figure *figure = &scene->figures[i];
        const struct wf_prop *table =
            figure->place == WF_PRICED_NETWORK ? wf_network_figures : wf_site_props;
        figures[i] = (struct wf_priced_figure){
            .place = figure->place,
            .row = figure->row ? wf_props_find(table, figure->row, 0) : -1,
            .part = figure->part,
            .mark = figure->mark};
    }
}

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fmax(fabs(a), fabs(b));
}

static void check(const struct wf_price *price, const struct wf_summary *summary)
{
    const double found[] = {price->energy_j,
                            price->host_energy_j,
                            price->link_energy_j,
                            price->network_energy_j[0],
                            price->network_energy_j[1],
                            price->carbon_g,
                            price->embodied_g,
                            price->accelerator_hours};
    const double expected[] = {summary->energy_j,
                               summary->host_energy_j,
                               summary->link_energy_j,
                               summary->network_energy_j[0],
                               summary->network_energy_j[1],
                               summary->carbon_g,
                               summary->embodied_g,
                               summary->busy_accelerator_hours};
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        if (!same(found[i], expected[i]))
            printf("%zu: %.17g, expected %.17g\n", i, found[i], expected[i]);
        CU_ASSERT(same(found[i], expected[i]));
    }
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) /* some are differences */
        CU_ASSERT_DOUBLE_EQUAL(price->phase_j[phase], summary->phase_j[phase],
                               1e-12 * summary->energy_j);
}

/* Totals alone are those of the summary, to the bit. */
static void check_totals(const struct run *run)
{
    const struct wf_summary *summary = &run->study.summaries[0];
    struct wf_price price;
    wf_price_make(&run->study.scenarios[0], &run->study.results[0].outcome, &price);
    struct wf_price expected = {
        .energy_j = summary->energy_j,
        .host_energy_j = summary->host_energy_j,
        .link_energy_j = summary->link_energy_j,
        .network_energy_j = {summary->network_energy_j[0], summary->network_energy_j[1]},
        .carbon_g = summary->carbon_g,
        .embodied_g = summary->embodied_g,
        .accelerator_hours = summary->busy_accelerator_hours};
    memcpy(expected.phase_j, summary->phase_j, sizeof expected.phase_j);
    CU_ASSERT(!memcmp(&price, &expected, sizeof price));
}

/* What one process packs, another reads. */
static struct wf_pricing *passed_on(struct wf_pricing *pricing, const struct run *run,
                                    const struct wf_priced_figure *figures, size_t count)
{
    struct wf_buffer bytes = {0};
    wf_pricing_pack(pricing, &bytes);
    wf_pricing_free(pricing);
    pricing = wf_pricing_unpack(&run->study.scenarios[0], bytes.text, figures, count);
    wf_buffer_release(&bytes);
    return pricing;
}

/* All figures at once, then each alone moves what the whole moves. */
static void compare_with_simulation(const struct scene *scene, size_t most_places)
{
    size_t count = count_figures(scene);
    struct wf_priced_figure figures[FIGURES_MAX];
    struct run marked, valued;
    struct wf_err err = {0};
    struct wf_price before, price;
    play(&marked, scene, true);
    play(&valued, scene, false);
    make_figures(scene, figures);
    struct wf_pricing *pricing = wf_pricing_make(
        &marked.study.scenarios[0], &marked.study.results[0].outcome, figures, count, &err);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pricing);
    check_totals(&marked);
    pricing = passed_on(pricing, &marked, figures, count);
    wf_pricing_total(pricing, &before);
    check(&before, &marked.study.summaries[0]);
    for (size_t j = 0; j < count; j++) {
        if (!wf_pricing_places(pricing, j))
            printf("%s stands nowhere\n", scene->figures[j].format);
        CU_ASSERT(wf_pricing_places(pricing, j) > 0);
        CU_ASSERT(wf_pricing_places(pricing, j) <= most_places);
        wf_pricing_set(pricing, j, scene->figures[j].value);
        wf_pricing_total(pricing, &price);
        if (!memcmp(&price, &before, sizeof price))
            printf("%s changes nothing\n", scene->figures[j].format);
        CU_ASSERT(memcmp(&price, &before, sizeof price));
        before = price;
    }
    check(&price, &valued.study.summaries[0]);
    wf_pricing_free(pricing);
    end(&marked);
    end(&valued);
}

static void a_price_is_what_a_simulation_gives(void)
{
    for (size_t i = 0; i < sizeof scenes / sizeof *scenes; i++)
        compare_with_simulation(&scenes[i], SIZE_MAX);
}

/* A lot for each class, region, access and direction, of devices in all 300: 3 x 3 x 2 of links. */
static void devices_of_a_fleet_are_put_together(void)
{
    compare_with_simulation(&fleet, 18);
}

/* What an accountant chooses otherwise is what a simulation with other props gives; the stated
 * choice changes nothing, also after others. */
static void a_choice_is_what_other_props_give(void)
{
    static const struct {
        struct scene scene;
        struct wf_choice choice;
    } cases[] = {
        {{.sets = {"host.*.attribution=0"}}, {WF_VIEW_MARGINAL, WF_IDLE_NONE, false}},
        {{.sets = {"host.*.attribution=1"}}, {WF_VIEW_MARGINAL, WF_IDLE_ALL, false}},
        {{.sets = {"host.*.share=1"}}, {WF_VIEW_MARGINAL, WF_IDLE_STATED, true}},
        {{.sets = {"host.*.attribution=1", "host.*.share=1"}, .network = WF_VIEW_ALLOCATION},
         {WF_VIEW_ALLOCATION, WF_IDLE_ALL, true}},
    };
    struct scene stated = {.platform = "platforms/grenoble.xml",
                           .deployment = "deployments/unet3d-kits19-federated.xml",
                           .sets = {"server.rounds=40", "zone.edge.attribution=0.4"}};
    struct run run;
    struct wf_err err = {0};
    struct wf_price before, price;
    play(&run, &stated, true);
    struct wf_pricing *pricing =
        wf_pricing_make(&run.study.scenarios[0], &run.study.results[0].outcome, NULL, 0, &err);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pricing);
    wf_pricing_total(pricing, &before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scene other = cases[i].scene;
        struct run valued;
        other.platform = stated.platform;
        other.deployment = stated.deployment;
        for (int j = 1; j >= 0; j--) {
            other.sets[j + 2] = other.sets[j];
            other.sets[j] = stated.sets[j];
        }
        play(&valued, &other, true);
        wf_pricing_total_as(pricing, &cases[i].choice, &price);
        check(&price, &valued.study.summaries[0]);
        CU_ASSERT(!same(price.energy_j, before.energy_j));
        end(&valued);
        wf_pricing_total(pricing, &price);
        CU_ASSERT(!memcmp(&price, &before, sizeof price));
    }
    wf_pricing_free(pricing);
    end(&run);
}

/* Under hourly intensities each amount is weighted when it is drawn; what it is multiplied by later
 * is not. One grid gets a constant intensity instead. */
static void hourly_intensities_are_priced(void)
{
    static const struct scene central = {
        "platforms/three-grids.xml",
        "deployments/three-grids-poland.xml",
        {"trainer.epochs=3"},
        0,
        {SITE("zone.poland-datacentre", "pue", 1.2345, 1.6, ""),
         SITE("zone.poland-datacentre", "wall_factor", 1.3123, 1.5, ""),
         SITE("zone.poland-datacentre", "wall_constant", 147.13, 0, "W"),
         SITE("zone.poland-datacentre", "share", 0.91234, 0.5, ""),
         SITE("zone.poland-datacentre", "attribution", 0.81234, 0.3, ""),
         SITE("zone.poland-datacentre", "storage_wattage", 1.2345, 3, ""),
         SITE("zone.poland-datacentre", "embodied_carbon", 2831234, 5e6, "g"),
         {0}},
        WF_VIEW_MARGINAL};
    compare_with_simulation(&central, SIZE_MAX);
}

static void refused(const struct scene *scene, const char *message)
{
    struct run run;
    struct wf_priced_figure figures[FIGURES_MAX];
    struct wf_err err = {0};
    play(&run, scene, true);
    make_figures(scene, figures);
    CU_ASSERT_PTR_NULL(wf_pricing_make(&run.study.scenarios[0], &run.study.results[0].outcome,
                                       figures, count_figures(scene), &err));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, message));
    end(&run);
}

/* Joules are weighted with the watts that drew them; a start that moves does so by the bill. */
static void what_is_weighted_before_the_bill_is_refused(void)
{
    static const struct scene watts = {"platforms/three-grids.xml",
                                       "deployments/three-grids-poland.xml",
                                       {"trainer.epochs=1"},
                                       0,
                                       {SITE("link.*", "airtime_wattage", 0.71234, 1.5, "W"), {0}},
                                       WF_VIEW_MARGINAL};
    static const struct scene delayed = {
        "platforms/three-grids.xml",
        "deployments/three-grids-poland-delayed.xml",
        {"trainer.epochs=1"},
        0,
        {SITE("zone.poland-datacentre", "pue", 1.2345, 1.6, ""), {0}},
        WF_VIEW_MARGINAL};
    refused(&watts, "watts vary, and an intensity changes with time");
    refused(&delayed, "the start moves");
}

static const struct wf_test tests[] = {
    WF_TEST(a_price_is_what_a_simulation_gives), WF_TEST(a_choice_is_what_other_props_give),
    WF_TEST(devices_of_a_fleet_are_put_together), WF_TEST(hourly_intensities_are_priced),
    WF_TEST(what_is_weighted_before_the_bill_is_refused)};

int main(void)
{
    return wf_suite_run("pricing", tests, sizeof tests / sizeof tests[0]);
}
