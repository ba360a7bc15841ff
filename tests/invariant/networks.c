/* invariant.<law>: classes of networks in every way to train: each byte that is moved pays its core
 * once, either view is the sum of its links by hand, the view that counts changes the joules of
 * networks and what follows from them, and nothing else, and no figure of the catalogue is dead.
 * The scenes are those of law/: plain and rich (trained again, on a grid that changes). */
#include "../cases.h"
#include "../law/scenes.h"
#include "../law/trial.h"
#include "../scenario.h"
#include <math.h>
#include <stdlib.h>

static void check(bool holds, const char *scene, const char *what, double a, double b)
{
    if (holds)
        return;
    printf("    FAILED %s, %s: %.17g, %.17g\n", scene, what, a, b);
    failures++;
}

static void check_close(const char *scene, const char *what, double a, double b, double tolerance)
{
    check(fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b)), scene, what, a, b);
}

/* One of each paradigm, with sources and users; the rich ones on a grid that changes. */
static const char *const names[] = {"sync",           "sync_rich",   "buffered", "buffered_rich",
                                    "semi_sync_rich", "gateways",    "peers",    "peers_rich",
                                    "gossip",         "gossip_rich", "trainers", "trainers_rich",
                                    "trainer",        NULL};

static void play(struct scenario_run *run, uint32_t view, const char *set)
{
    const struct wf_options options = {.seed = 1, .audit = true, .network = view};
    const char *const sets[] = {"zone.*.network_class=4g", set, NULL};
    char *platform = folder_path("platform.xml"), *deployment = folder_path("deployment.xml");
    scenario_run(run, platform, deployment, sets, &options);
    free(platform);
    free(deployment);
}

static void write_scene(const char *name)
{
    const struct scene *scene = scene_find(name);
    struct wf_buffer text = {0};
    scene_write(scene);
    scene_deployment(scene, WF_SERVER, NULL, NULL, &text);
    folder_write_buffer("deployment.xml", &text);
}

/* What the links carried. */
struct carried {
    double byte, core_byte, transfer_s;
};

static struct carried carried_by(const struct wf_summary *summary)
{
    const struct wf_bills *bills = wf_summary_bills(summary);
    struct carried all = {0};
    for (size_t i = 0; i < bills->link_count; i++) {
        const struct wf_link_bill *bill = &bills->links[i];
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            all.byte += wf_link_usage_byte(bill->usage, phase);
        for (uint32_t j = 0; j < bill->network_count; j++) {
            all.core_byte += bill->networks[j].core_byte;
            all.transfer_s += bill->networks[j].transfer_s;
        }
    }
    return all;
}

/* Of class 4g: 1.2 W, 12 kJ/GB, core 240 J/GB; as an allocation 352.94 and 7.06 kJ/GB. */
static void check_views(const char *name, const struct wf_summary *summary)
{
    struct carried all = carried_by(summary);
    check_close(name, "marginal", summary->network_energy_j[WF_VIEW_MARGINAL],
                12e-6 * all.byte + 240e-9 * all.core_byte + 1.2 * all.transfer_s, 1e-12);
    check_close(name, "allocation", summary->network_energy_j[WF_VIEW_ALLOCATION],
                352.94e-6 * all.byte + 7.06e-6 * all.core_byte, 1e-12);
    check(all.core_byte > 0 && all.transfer_s > 0, name, "carried", all.core_byte, all.transfer_s);
}

static void check_parts(const char *name, const struct wf_summary *s)
{
    double kinds = 0, phases = 0, links = 0, carbon_g = 0, rounds = s->outcome->start_energy_j;
    for (size_t i = 0; i < s->kind_count; i++)
        kinds += s->kinds[i].energy_j;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        phases += s->phase_j[phase];
        carbon_g += s->phase_carbon_g[phase];
    }
    const struct wf_bills *bills = wf_summary_bills(s);
    for (size_t i = 0; i < bills->link_count; i++)
        links += bills->links[i].wire_j;
    for (size_t i = 0; i < s->outcome->round_count; i++)
        rounds += s->outcome->round_rows[i].energy_j;
    check_close(name, "kinds", kinds, s->energy_j, 1e-12);
    check_close(name, "phases", phases, s->energy_j, 1e-12);
    check_close(name, "links", links, s->link_energy_j, 1e-12);
    check_close(name, "rounds", rounds, s->energy_j, 1e-9);
    if (!isnan(s->carbon_g))
        check_close(name, "carbon", carbon_g, s->carbon_g, 1e-12);
}

static void parts_sum_to_the_whole_in_every_way(void)
{
    for (int i = 0; names[i]; i++) {
        struct scenario_run run;
        write_scene(names[i]);
        play(&run, WF_VIEW_MARGINAL, NULL);
        check(run.status == 0, names[i], "runs", run.status, 0);
        if (run.status == 0) {
            check_views(names[i], scenario_summary(&run));
            check_parts(names[i], scenario_summary(&run));
        }
        scenario_release(&run);
    }
}

/* All that a view may not touch. */
static void check_same_run(const char *name, const struct wf_summary *a, const struct wf_summary *b)
{
    check(a->outcome->time_s == b->outcome->time_s, name, "time", a->outcome->time_s,
          b->outcome->time_s);
    check(a->host_energy_j == b->host_energy_j, name, "hosts", a->host_energy_j, b->host_energy_j);
    check(a->ledger_link_energy_j == b->ledger_link_energy_j, name, "ledger",
          a->ledger_link_energy_j, b->ledger_link_energy_j);
    check(a->outcome->samples == b->outcome->samples, name, "samples", a->outcome->samples,
          b->outcome->samples);
    for (int i = 0; i < WF_DIRECTION_COUNT; i++)
        check(a->outcome->byte[i] == b->outcome->byte[i], name, "bytes", a->outcome->byte[i],
              b->outcome->byte[i]);
    for (int i = 0; i < WF_NETWORK_VIEWS; i++)
        check(a->network_energy_j[i] == b->network_energy_j[i], name, "views",
              a->network_energy_j[i], b->network_energy_j[i]);
}

static void the_view_moves_joules_of_networks_only(void)
{
    for (int i = 0; names[i]; i++) {
        struct scenario_run none, runs[WF_NETWORK_VIEWS];
        write_scene(names[i]);
        play(&none, WF_VIEW_NONE, NULL);
        for (uint32_t view = 0; view < WF_NETWORK_VIEWS; view++) {
            play(&runs[view], view, NULL);
            const struct wf_summary *a = scenario_summary(&none),
                                    *b = scenario_summary(&runs[view]);
            double class_j = b->network_energy_j[view];
            check_same_run(names[i], a, b);
            check_close(names[i], "energy", b->energy_j, a->energy_j + class_j, 1e-12);
            check_close(names[i], "links", b->link_energy_j, a->link_energy_j + class_j, 1e-12);
            check(isnan(a->carbon_g) ? isnan(b->carbon_g) : b->carbon_g > a->carbon_g, names[i],
                  "carbon", a->carbon_g, b->carbon_g);
            scenario_release(&runs[view]);
        }
        scenario_release(&none);
    }
}

/* A figure made larger by some J a byte or W adds these on what the links carried. */
static void check_figure(const char *name, uint32_t view, const char *set, double expected_j)
{
    struct scenario_run plain, changed;
    play(&plain, view, NULL);
    play(&changed, view, set);
    const struct wf_summary *a = scenario_summary(&plain), *b = scenario_summary(&changed);
    check_close(name, set, b->energy_j - a->energy_j, expected_j, 1e-6);
    check(a->outcome->time_s == b->outcome->time_s, name, "time", a->outcome->time_s,
          b->outcome->time_s);
    scenario_release(&plain);
    scenario_release(&changed);
}

static void every_figure_moves_what_it_should(void)
{
    static const char *const few[] = {"sync", "peers", "gateways", "trainers", NULL};
    for (int i = 0; few[i]; i++) {
        struct scenario_run run;
        write_scene(few[i]);
        play(&run, WF_VIEW_MARGINAL, NULL);
        struct carried all = carried_by(scenario_summary(&run));
        scenario_release(&run);
        check_figure(few[i], WF_VIEW_MARGINAL, "network.4g.marginal.access=112 kJ/GB",
                     1e-4 * all.byte);
        check_figure(few[i], WF_VIEW_MARGINAL, "network.4g.marginal.core=100.24 kJ/GB",
                     1e-4 * all.core_byte);
        check_figure(few[i], WF_VIEW_MARGINAL, "network.4g.marginal.active=3.2 W",
                     2 * all.transfer_s);
        check_figure(few[i], WF_VIEW_ALLOCATION, "network.4g.allocation.access=452.94 kJ/GB",
                     1e-4 * all.byte);
        check_figure(few[i], WF_VIEW_ALLOCATION, "network.4g.allocation.core=107.06 kJ/GB",
                     1e-4 * all.core_byte);
        check_figure(few[i], WF_VIEW_ALLOCATION, "network.4g.allocation.active=2 W",
                     2 * all.transfer_s);
        check_figure(few[i], WF_VIEW_MARGINAL, "network.4g.allocation.access=452.94 kJ/GB", 0);
    }
}

/* Every byte that the job moves between hosts pays the core of its path once, whatever its role. */
static void each_byte_pays_its_core_once(void)
{
    for (int i = 0; names[i]; i++) {
        struct scenario_run run;
        double moved = 0;
        write_scene(names[i]);
        play(&run, WF_VIEW_MARGINAL, NULL);
        for (int j = 0; j < WF_DIRECTION_COUNT; j++)
            moved += scenario_summary(&run)->outcome->byte[j];
        check_close(names[i], "core", carried_by(scenario_summary(&run)).core_byte, moved, 1e-12);
        scenario_release(&run);
    }
}

static const struct test_case laws[] = {
    LAW(parts_sum_to_the_whole_in_every_way),
    LAW(the_view_moves_joules_of_networks_only),
    LAW(every_figure_moves_what_it_should),
    LAW(each_byte_pays_its_core_once),
};

int main(int argc, char **argv)
{
    folder_make();
    int status = cases_main(argc, argv, laws, sizeof laws / sizeof *laws);
    folder_remove();
    return status;
}
