/* invariant.<law>: what must hold between results, whatever the figures. */
#include "../cases.h"
#include "../scenario.h"
#include "study/comparison.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void check(bool holds, const char *what, double a, double b)
{
    if (holds)
        return;
    printf("    FAILED %s: %.17g, %.17g\n", what, a, b);
    failures++;
}

static void check_close(double a, double b, double tolerance, const char *what)
{
    check(fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b)), what, a, b);
}

#define FLEET    "platforms/jetson-cluster.xml"
#define FEDAVG   "deployments/jetson-fedavg.xml"
#define GRENOBLE "platforms/grenoble.xml"
#define PHONES   "deployments/resnet18-cifar10-federated.xml"
#define CENTRAL  "deployments/resnet18-cifar10-centralised.xml"
#define FEW      "server.rounds=4"
#define WIRED    FEW, "link.*-up.wattage_range=0:1", "link.*-down.wattage_range=0:1"

#define OUTPUT(name, expression)                                                                   \
    static double name##_of(const struct wf_summary *s)                                            \
    {                                                                                              \
        return expression;                                                                         \
    }
OUTPUT(time, s->outcome->time_s)
OUTPUT(energy, s->energy_j)
OUTPUT(host_energy, s->host_energy_j)
OUTPUT(link_energy, s->link_energy_j)
OUTPUT(carbon, s->carbon_g)
OUTPUT(embodied, s->embodied_g)
OUTPUT(uplink, s->outcome->byte[WF_UPLINK])
OUTPUT(downlink, s->outcome->byte[WF_DOWNLINK])
OUTPUT(flop, s->outcome->flop)
OUTPUT(compute, s->phase_j[WF_PHASE_COMPUTE])
OUTPUT(upload, s->phase_j[WF_PHASE_UPLOAD])
OUTPUT(download, s->phase_j[WF_PHASE_DOWNLOAD])
OUTPUT(aggregate, s->phase_j[WF_PHASE_AGGREGATE])
OUTPUT(wait, s->phase_j[WF_PHASE_WAIT])
OUTPUT(samples, s->outcome->samples)
OUTPUT(hours, s->busy_accelerator_hours)

/* What may change from one run to another; an invariant says which do, the others must not. */
static const struct {
    const char *name;
    double (*value)(const struct wf_summary *summary);
} outputs[] = {
    {"time_s", time_of},
    {"energy_j", energy_of},
    {"host_energy_j", host_energy_of},
    {"link_energy_j", link_energy_of},
    {"carbon_g", carbon_of},
    {"embodied_g", embodied_of},
    {"uplink_byte", uplink_of},
    {"downlink_byte", downlink_of},
    {"flop", flop_of},
    {"compute_j", compute_of},
    {"upload_j", upload_of},
    {"download_j", download_of},
    {"aggregate_j", aggregate_of},
    {"wait_j", wait_of},
    {"samples", samples_of},
    {"accelerator_hours", hours_of},
};
enum { OUTPUTS = sizeof outputs / sizeof *outputs };

/* Change one input: the outputs named in @p moved must move (up where @p up), no other may. */
static void changes_only(const char *platform, const char *deployment, const char *before,
                         const char *after, const char *moved)
{
    struct scenario_run a, b;
    const char *const first[] = {WIRED, before, NULL}, *const second[] = {WIRED, after, NULL};
    scenario_run(&a, platform, deployment, first, NULL);
    scenario_run(&b, platform, deployment, second, NULL);
    check(a.status == 0 && b.status == 0, "both runs succeed", a.status, b.status);
    for (size_t i = 0; a.status == 0 && b.status == 0 && i < OUTPUTS; i++) {
        char word[40];
        double x = outputs[i].value(scenario_summary(&a));
        double y = outputs[i].value(scenario_summary(&b));
        snprintf(word, sizeof word, " %s ", outputs[i].name);
        bool differs = !(fabs(x - y) <= 1e-9 * fmax(fabs(x), fabs(y)));
        char *text = wf_format("%s -> %s: %s %s", before, after, outputs[i].name,
                               differs ? "must not move" : "must move");
        check(differs == (strstr(moved, word) != NULL), text, x, y);
        free(text);
    }
    scenario_release(&a);
    scenario_release(&b);
}

static void model_size_moves_bytes_and_what_follows(void)
{
    changes_only(FLEET, FEDAVG, "workload.update-size=10MB", "workload.update-size=20MB",
                 " time_s energy_j host_energy_j link_energy_j carbon_g embodied_g uplink_byte "
                 "upload_j wait_j ");
    changes_only(FLEET, FEDAVG, "workload.model-size=10MB", "workload.model-size=20MB",
                 " time_s energy_j host_energy_j link_energy_j carbon_g embodied_g downlink_byte "
                 "download_j ");
}

static void samples_move_computation_and_what_follows(void)
{
    changes_only(FLEET, FEDAVG, "learner.samples=400", "learner.samples=500",
                 " time_s energy_j host_energy_j carbon_g embodied_g flop compute_j wait_j samples "
                 "accelerator_hours ");
}

/* upload_j moves with them: learners with more samples fall further behind, so that the server
 * spends more instants with some upload going on and none shared */
static void local_epochs_move_computation_and_what_follows(void)
{
    changes_only(FLEET, FEDAVG, "learner.local-epochs=1", "learner.local-epochs=2",
                 " time_s energy_j host_energy_j carbon_g embodied_g flop compute_j wait_j samples "
                 "accelerator_hours upload_j ");
}

static void batch_overhead_moves_time_not_flop(void)
{
    changes_only(FLEET, FEDAVG, "learner.batch-overhead=0", "learner.batch-overhead=100ms",
                 " time_s energy_j host_energy_j carbon_g embodied_g wait_j upload_j ");
}

static void batch_moves_nothing_without_batch_overhead(void)
{
    changes_only(FLEET, FEDAVG, "learner.batch=10", "learner.batch=20", "");
}

static void pue_moves_site_energy_only(void)
{
    changes_only(FLEET, FEDAVG, "zone.*.pue=1.1", "zone.*.pue=1.2",
                 " energy_j carbon_g compute_j upload_j download_j aggregate_j wait_j ");
}

static void intensity_moves_carbon_only(void)
{
    changes_only(FLEET, FEDAVG, "zone.*.carbon_intensity=56g/kWh",
                 "zone.*.carbon_intensity=57g/kWh", " carbon_g ");
}

static void link_watts_move_network_energy_only(void)
{
    changes_only(FLEET, FEDAVG, "link.*-up.wattage_range=0:1", "link.*-up.wattage_range=0:2",
                 " energy_j link_energy_j carbon_g upload_j ");
    changes_only(FLEET, FEDAVG, "link.*-up.wattage_range=0:1", "link.*-up.wattage_range=1:2",
                 " energy_j link_energy_j carbon_g wait_j ");
}

static void attribution_moves_energy_not_time(void)
{
    changes_only(
        FLEET, FEDAVG, "host.jetson-*.attribution=1", "host.jetson-*.attribution=0.5",
        " energy_j host_energy_j carbon_g embodied_g compute_j upload_j download_j aggregate_j "
        "wait_j ");
}

static void share_moves_energy_not_time(void)
{
    changes_only(
        FLEET, FEDAVG, "host.jetson-*.share=1", "host.jetson-*.share=0.02",
        " energy_j host_energy_j carbon_g embodied_g compute_j upload_j download_j aggregate_j "
        "wait_j ");
}

static void meter_factor_moves_energy_not_time(void)
{
    changes_only(
        FLEET, FEDAVG, "host.jetson-*.wall_factor=1", "host.jetson-*.wall_factor=1.2",
        " energy_j host_energy_j carbon_g compute_j upload_j download_j aggregate_j wait_j ");
}

static void bandwidth_moves_time_not_bytes(void)
{
    changes_only(FLEET, FEDAVG, "link.*-up.bandwidth=10MBps", "link.*-up.bandwidth=5MBps",
                 " time_s energy_j host_energy_j link_energy_j carbon_g embodied_g upload_j ");
}

static void unit_of_an_input_changes_nothing(void)
{
    changes_only(FLEET, FEDAVG, "server.round-overhead=90 s", "server.round-overhead=1.5 min", "");
    changes_only(FLEET, FEDAVG, "workload.model-size=8 MB", "workload.model-size=64 Mb", "");
    changes_only(FLEET, FEDAVG, "link.*-up.bandwidth=80Mbps", "link.*-up.bandwidth=10MBps", "");
}

static void check_sums(const char *platform, const char *deployment)
{
    struct scenario_run run;
    const char *const sets[] = {"zone.*.pue=1.37", NULL};
    scenario_run(&run, platform, deployment, sets, NULL);
    check(run.status == 0, "runs", run.status, 0);
    if (run.status == 0) {
        const struct wf_summary *s = scenario_summary(&run);
        double kinds = 0, phases = 0, hosts = 0, rounds = s->outcome->start_energy_j;
        for (size_t i = 0; i < s->kind_count; i++)
            kinds += s->kinds[i].energy_j;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
            phases += s->phase_j[phase];
        const struct wf_bills *bills = wf_summary_bills(s);
        for (size_t i = 0; i < bills->host_count; i++)
            hosts += bills->hosts[i].wall_j;
        for (size_t i = 0; i < s->outcome->round_count; i++)
            rounds += s->outcome->round_rows[i].energy_j;
        check_close(kinds, s->energy_j, 1e-12, "kinds sum to the energy");
        check_close(phases, s->energy_j, 1e-12, "phases sum to the energy");
        check_close(hosts, s->host_energy_j, 1e-12, "hosts sum to the host energy");
        check_close(rounds, s->energy_j, 1e-9,
                    "what is before the rounds and rounds sum to the energy");
        check_close(s->plugin_host_energy_j, s->ledger_host_energy_j, 1e-9, "plugin = ledger");
        for (size_t i = 0; i < s->outcome->host_count; i++) {
            const struct wf_host_usage *usage = &s->outcome->hosts[i];
            const struct wf_watts *watts = s->scenario->platform->hosts[usage->host].class->watts;
            double spent = 0, time = 0, least = INFINITY;
            for (uint32_t p = 0; p < s->scenario->platform->hosts[usage->host].class->pstate_count;
                 p++)
                least = fmin(least, watts[p].idle_w);
            for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
                spent += wf_host_usage_in(usage, phase)->energy_j;
                time += wf_host_usage_in(usage, phase)->time_s;
            }
            check_close(time, usage->last_s - usage->first_s, 1e-9, "phases fill the duty");
            check(spent >= least * time * (1 - 1e-12), "energy >= idle x time", spent,
                  least * time);
        }
    }
    scenario_release(&run);
}

static void breakdown_sums_to_the_total(void)
{
    check_sums(FLEET, FEDAVG);
    check_sums(GRENOBLE, PHONES);
    check_sums(GRENOBLE, CENTRAL);
    check_sums(GRENOBLE, "deployments/bert-large-centralised.xml");
}

static void twice_the_rounds_twice_the_bytes(void)
{
    struct scenario_run a, b;
    const char *const four[] = {"server.rounds=4", NULL}, *const eight[] = {"server.rounds=8",
                                                                            NULL};
    scenario_run(&a, FLEET, FEDAVG, four, NULL);
    scenario_run(&b, FLEET, FEDAVG, eight, NULL);
    check_close(2 * uplink_of(scenario_summary(&a)), uplink_of(scenario_summary(&b)), 0,
                "bytes up");
    check_close(2 * flop_of(scenario_summary(&a)), flop_of(scenario_summary(&b)), 1e-12, "flop");
    scenario_release(&a);
    scenario_release(&b);
}

static void same_totals(const struct scenario_run *a, const struct scenario_run *b)
{
    for (size_t i = 0; i < OUTPUTS; i++) {
        double x = outputs[i].value(scenario_summary(a)), y = outputs[i].value(scenario_summary(b));
        check(memcmp(&x, &y, sizeof x) == 0, outputs[i].name, x, y);
    }
}

#define COHORT "server.active=10", "server.selection=random", "server.rounds=5"

static void same_seed_same_bytes(void)
{
    struct scenario_run a, b, c;
    const char *const sets[] = {COHORT, NULL};
    const struct wf_options other = {.seed = 2, .audit = true};
    scenario_run(&a, GRENOBLE, PHONES, sets, NULL);
    scenario_run(&b, GRENOBLE, PHONES, sets, NULL);
    scenario_run(&c, GRENOBLE, PHONES, sets, &other);
    check(a.status == 0 && b.status == 0 && c.status == 0, "all runs succeed", a.status, c.status);
    same_totals(&a, &b);
    const struct wf_outcome *x = scenario_summary(&a)->outcome, *z = scenario_summary(&c)->outcome;
    check(x->hosts[1].host != z->hosts[1].host || x->hosts[2].host != z->hosts[2].host ||
              x->hosts[3].host != z->hosts[3].host,
          "another seed, another cohort", x->hosts[1].host, z->hosts[1].host);
    scenario_release(&a);
    scenario_release(&b);
    scenario_release(&c);
}

static void order_of_actors_changes_no_bit(void)
{
    static const char head[] = "<?xml version='1.0'?>\n<platform version='4.1'>\n";
    static const char *const actors[] = {
        "<actor host='onprem-0' function='server'><prop id='workload' value='%s'/>"
        "<prop id='rounds' value='5'/><prop id='active' value='12'/></actor>\n",
        "<actor host='phone-[0-29]' function='learner'><prop id='samples' value='70'/></actor>\n",
        "<actor host='phone-[30-59]' function='learner'><prop id='samples' value='50'/></actor>\n",
        "<actor host='jetson-*' function='learner'><prop id='samples' value='20'/></actor>\n"};
    static const int orders[][4] = {{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}};
    struct scenario_run runs[3];
    char workload[4096];
    if (!getcwd(workload, sizeof workload - 64))
        exit(1);
    strcat(workload, "/deployments/workloads/resnet18-cifar10.xml");
    for (int i = 0; i < 3; i++) {
        struct wf_buffer text = {0};
        wf_buffer_printf(&text, "%s", head);
        for (int j = 0; j < 4; j++) {
            if (orders[i][j] == 0) /* the one with a place for the workload */
                wf_buffer_printf(&text,
                                 "<actor host='onprem-0' function='server'>"
                                 "<prop id='workload' value='%s'/><prop id='rounds' value='5'/>"
                                 "<prop id='active' value='12'/></actor>\n",
                                 workload);
            else
                wf_buffer_printf(&text, "%s", actors[orders[i][j]]);
        }
        wf_buffer_printf(&text, "</platform>\n");
        char *path = scenario_file(text.text);
        scenario_run(&runs[i], GRENOBLE, path, NULL, NULL);
        check(runs[i].status == 0, "runs", runs[i].status, 0);
        unlink(path);
        free(path);
        wf_buffer_release(&text);
    }
    same_totals(&runs[0], &runs[1]);
    same_totals(&runs[0], &runs[2]);
    for (int i = 0; i < 3; i++)
        scenario_release(&runs[i]);
}

static void audit_changes_no_bit(void)
{
    struct scenario_run a, b;
    const char *const sets[] = {FEW, NULL};
    const struct wf_options without = {.seed = 1, .audit = false};
    scenario_run(&a, GRENOBLE, PHONES, sets, NULL);
    scenario_run(&b, GRENOBLE, PHONES, sets, &without);
    same_totals(&a, &b);
    check(isnan(scenario_summary(&b)->plugin_host_energy_j), "no audit, no plugin joules", 0, 0);
    scenario_release(&a);
    scenario_release(&b);
}

static double energy_at(const char *deployment, double rounds)
{
    struct scenario_run run;
    char set[64];
    snprintf(set, sizeof set, "server.rounds=%.0f", rounds);
    const char *const sets[] = {set, NULL};
    scenario_run_default(&run, GRENOBLE, deployment, sets);
    double energy_j = run.status == 0 ? scenario_summary(&run)->energy_j : NAN;
    scenario_release(&run);
    return energy_j;
}

static void winner_changes_at_the_break_even(void)
{
    static const char *const files[] = {"deployments/unet3d-kits19-centralised.xml",
                                        "deployments/unet3d-kits19-federated.xml"};
    struct wf_study study;
    struct wf_comparison comparison = {0};
    struct wf_err err = {0};
    struct wf_diag diag;
    struct wf_study_request request = {.platform = GRENOBLE,
                                       .deployments = files,
                                       .count = 2,
                                       .options = {.seed = 1, .audit = true}};
    const char *const contexts = "--cfg=contexts/factory:thread"; /* for ASan builds */
#ifdef __SANITIZE_ADDRESS__
    request.process.simgrid_arguments = &contexts;
    request.process.simgrid_argument_count = 1;
#endif
    (void)contexts;
    wf_diag_init(&diag);
    if (wf_study_load(&study, &request, &err) < 0 || wf_comparison_check(&study, &err) < 0 ||
        wf_study_run(&study, &request, &err) < 0) {
        check(false, err.text, 0, 0);
    } else {
        wf_comparison_make(&study, &comparison);
        double rounds = comparison.break_even[1].rounds, reference_j = study.summaries[0].energy_j;
        double below_j = energy_at(files[1], floor(rounds)),
               above_j = energy_at(files[1], ceil(rounds));
        check(comparison.assumed, "assumed rounds are known to be", 0, 1);
        check(comparison.best[WF_COMPARE_ENERGY] == 0, "the centralised one wins", 1, 0);
        check(below_j < reference_j, "below the break-even the other wins", below_j, reference_j);
        check(above_j > reference_j, "above it does not", above_j, reference_j);
        check_close(comparison.break_even[1].own_ratio, rounds / 2339, 1e-12, "ratio to its own");
        check_close(comparison.break_even[0].own_ratio, 1, 1e-9, "the reference breaks even at 1");
    }
    wf_comparison_release(&comparison);
    wf_study_release(&study);
    wf_diag_release(&diag);
}

static void pairs_of_workers_give_the_same(void)
{
    static const char *const files[][2] = {
        {FLEET, FEDAVG}, {GRENOBLE, PHONES}, {GRENOBLE, "deployments/bert-large-centralised.xml"}};
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        struct scenario_run single, paired;
        scenario_run(&single, files[f][0], files[f][1], NULL, NULL);
        scenario_paired_from = 1;
        scenario_run(&paired, files[f][0], files[f][1], NULL, NULL);
        scenario_paired_from = 0;
        check(single.status == 0 && paired.status == 0, "both succeed", single.status,
              paired.status);
        for (size_t i = 0; i < OUTPUTS && paired.status == 0; i++) {
            double x = outputs[i].value(scenario_summary(&single));
            double y = outputs[i].value(scenario_summary(&paired));
            check(fabs(x - y) <= 1e-12 * fabs(x) || (isnan(x) && isnan(y)), outputs[i].name, x, y);
        }
        scenario_release(&single);
        scenario_release(&paired);
    }
}

static void a_larger_model_never_costs_less_to_send(void)
{
    double last_j = 0, last_s = 0;
    static const char *const sizes[] = {"0", "1kB", "100kB", "10MB", "1GB"};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct scenario_run run;
        char *down = wf_format("workload.model-size=%s", sizes[i]);
        char *up = wf_format("workload.update-size=%s", sizes[i]);
        const char *const sets[] = {FEW, down, up, NULL};
        scenario_run(&run, GRENOBLE, PHONES, sets, NULL);
        double energy_j = energy_of(scenario_summary(&run)),
               time_s = time_of(scenario_summary(&run));
        check(energy_j > last_j && time_s > last_s, "energy and time grow with the model", last_j,
              energy_j);
        last_j = energy_j;
        last_s = time_s;
        scenario_release(&run);
        free(down);
        free(up);
    }
}

/* ---- phases ---- */

/* What a set of phases counts, and what its complement counts, make the whole: all pairs of sets,
 * on the account of one simulation. */
static void check_complements(const char *platform, const char *deployment, bool whole,
                              const char *const *sets)
{
    const struct wf_options options = {.seed = 1, .audit = true, .whole_platform = whole};
    struct scenario_run run;
    scenario_run(&run, platform, deployment, sets, &options);
    check(run.status == 0, "the run succeeds", run.status, 0);
    for (uint32_t phases = 1; run.status == 0 && phases < WF_PHASES_ALL / 2 + 1; phases++) {
        struct wf_scenario *scenario = &run.study.scenarios[0];
        const struct wf_summary *all = scenario_summary(&run);
        struct wf_summary some, rest;
        struct wf_diag diag;
        double kinds_j = 0, phases_g = 0;
        wf_diag_init(&diag);
        scenario->options.phases = phases;
        wf_summary_make(scenario, all->outcome, &some, &diag);
        scenario->options.phases = WF_PHASES_ALL & ~phases;
        wf_summary_make(scenario, all->outcome, &rest, &diag);
        check_close(some.energy_j + rest.energy_j, all->energy_j, 1e-12, "energy_j");
        check_close(some.host_energy_j + rest.host_energy_j, all->host_energy_j, 1e-12,
                    "host_energy_j");
        check_close(some.link_energy_j + rest.link_energy_j, all->link_energy_j, 1e-12,
                    "link_energy_j");
        check_close(some.carbon_g + rest.carbon_g, all->carbon_g, 1e-12, "carbon_g");
        check_close(some.embodied_g + rest.embodied_g, all->embodied_g, 1e-9, "embodied_g");
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            bool counts = phases >> phase & 1;
            phases_g += some.phase_carbon_g[phase];
            check_close(some.phase_j[phase], counts ? all->phase_j[phase] : 0, 0, "phase_j");
            check_close(rest.phase_j[phase], counts ? 0 : all->phase_j[phase], 0, "phase_j");
        }
        for (size_t i = 0; i < some.kind_count; i++)
            kinds_j += some.kinds[i].energy_j;
        check_close(kinds_j, some.energy_j, 1e-12, "kinds");
        check_close(phases_g, some.carbon_g, 1e-12, "carbon by phase");
        wf_summary_release(&some);
        wf_summary_release(&rest);
        wf_diag_release(&diag);
    }
    scenario_release(&run);
}

static void phases_and_their_complement_make_the_whole(void)
{
    static const char *const wired[] = {FEW, "link.*-up.wattage_range=1:3",
                                        "link.*-down.wattage_range=0:1", NULL};
    static const char *const changing[] = {
        FEW,
        "link.*-up.wattage_range=1:3",
        "link.*-down.wattage_range=0:1",
        "zone.jetson-cluster.carbon_intensity=platforms/grids/assumed-48h.csv",
        "zone.jetson-cluster.carbon_value=poland",
        NULL};
    for (int whole = 0; whole < 2; whole++) {
        check_complements(FLEET, FEDAVG, whole, wired);
        check_complements(FLEET, FEDAVG, whole, changing);
    }
}

/* The option counts as the account does, and changes no date. */
static void phases_move_no_date(void)
{
    const struct wf_options options = {
        .seed = 1, .audit = true, .phases = 1u << WF_PHASE_COMPUTE | 1u << WF_PHASE_UPLOAD};
    const char *const sets[] = {FEW, NULL};
    struct scenario_run a, b;
    scenario_run(&a, GRENOBLE, PHONES, sets, NULL);
    scenario_run(&b, GRENOBLE, PHONES, sets, &options);
    check(a.status == 0 && b.status == 0, "both runs succeed", a.status, b.status);
    if (a.status == 0 && b.status == 0) {
        const struct wf_summary *all = scenario_summary(&a), *some = scenario_summary(&b);
        check_close(time_of(some), time_of(all), 0, "time_s");
        check_close(some->energy_j, compute_of(all) + upload_of(all), 1e-12, "energy_j");
        check_close(some->plugin_host_energy_j, all->plugin_host_energy_j, 0, "plugin");
    }
    scenario_release(&a);
    scenario_release(&b);
}

/* ---- grids that change with time ---- */

static char *series_file(const char *text)
{
    char *path = scenario_file(text), *csv = wf_format("%s.csv", path);
    if (rename(path, csv) != 0)
        abort();
    free(path);
    return csv;
}

/* A series of one value is that value, to the last digits. */
static void a_flat_series_is_its_value(void)
{
    char *csv = series_file("time,carbon_intensity\n0,56\n3600,56\n7200,56\n1e9,56\n");
    char *set = wf_format("zone.grenoble.carbon_intensity=%s", csv);
    const char *const flat[] = {WIRED, "server.start-date=1800", set, NULL};
    const char *const constant[] = {WIRED, "zone.grenoble.carbon_intensity=56 g/kWh", NULL};
    for (int whole = 0; whole < 2; whole++) {
        const struct wf_options options = {.seed = 1, .audit = true, .whole_platform = whole};
        struct scenario_run a, b;
        scenario_run(&a, GRENOBLE, PHONES, flat, &options);
        scenario_run(&b, GRENOBLE, PHONES, constant, &options);
        check(a.status == 0 && b.status == 0, "both runs succeed", a.status, b.status);
        for (size_t i = 0; a.status == 0 && b.status == 0 && i < OUTPUTS; i++)
            check_close(outputs[i].value(scenario_summary(&a)),
                        outputs[i].value(scenario_summary(&b)), 1e-9, outputs[i].name);
        for (int phase = 0; a.status == 0 && b.status == 0 && phase < WF_PHASE_COUNT; phase++)
            check(fabs(scenario_summary(&a)->phase_carbon_g[phase] -
                       scenario_summary(&b)->phase_carbon_g[phase]) <=
                      1e-9 * scenario_summary(&b)->carbon_g,
                  wf_phase_name((enum wf_phase)phase), scenario_summary(&a)->phase_carbon_g[phase],
                  scenario_summary(&b)->phase_carbon_g[phase]);
        scenario_release(&a);
        scenario_release(&b);
    }
    unlink(csv);
    free(csv);
    free(set);
}

static void same_carbon(const struct wf_bills *a, const struct wf_bills *b)
{
    check(a->host_count == b->host_count && a->link_count == b->link_count, "as many bills",
          (double)a->host_count, (double)b->host_count);
    for (size_t i = 0; i < a->host_count; i++)
        check_close(a->hosts[i].carbon_g, b->hosts[i].carbon_g, 1e-9, "carbon of a host");
    for (size_t i = 0; i < a->link_count; i++)
        check(fabs(a->links[i].carbon_g - b->links[i].carbon_g) <= 1e-9 * a->links[i].carbon_g,
              "carbon of a link", a->links[i].carbon_g, b->links[i].carbon_g);
}

/* The start put off to an edge costs what a start on that edge costs, online and exact. */
static void a_start_put_off_is_a_start_then(void)
{
    static const char shipped[] = "zone.grenoble.carbon_intensity=platforms/grids/assumed-48h.csv";
    const char *const asked[] = {WIRED,
                                 shipped,
                                 "zone.grenoble.carbon_value=germany",
                                 "server.start-date=2023-01-01T00:30Z",
                                 "server.delay=20 h",
                                 NULL};
    struct scenario_run a, b;
    scenario_run(&a, GRENOBLE, PHONES, asked, NULL);
    check(a.status == 0, "the run succeeds", a.status, 0);
    if (a.status == 0) {
        const struct wf_summary *put_off = scenario_summary(&a);
        check(put_off->start_delay_s > 0, "another start is greener", put_off->start_delay_s, 0);
        char *start = wf_format("server.start-date=%.17g", put_off->start_s);
        const char *const then[] = {WIRED, shipped, "zone.grenoble.carbon_value=germany", start,
                                    NULL};
        scenario_run(&b, GRENOBLE, PHONES, then, NULL);
        check(b.status == 0, "the run succeeds", b.status, 0);
        for (size_t i = 0; b.status == 0 && i < OUTPUTS; i++)
            check_close(outputs[i].value(put_off), outputs[i].value(scenario_summary(&b)), 1e-9,
                        outputs[i].name);
        if (b.status == 0)
            same_carbon(wf_summary_bills(put_off), wf_summary_bills(scenario_summary(&b)));
        scenario_release(&b);
        free(start);
    }
    scenario_release(&a);
}

static const struct test_case laws[] = {
    LAW(model_size_moves_bytes_and_what_follows),
    LAW(samples_move_computation_and_what_follows),
    LAW(local_epochs_move_computation_and_what_follows),
    LAW(batch_overhead_moves_time_not_flop),
    LAW(batch_moves_nothing_without_batch_overhead),
    LAW(pue_moves_site_energy_only),
    LAW(intensity_moves_carbon_only),
    LAW(link_watts_move_network_energy_only),
    LAW(attribution_moves_energy_not_time),
    LAW(share_moves_energy_not_time),
    LAW(meter_factor_moves_energy_not_time),
    LAW(bandwidth_moves_time_not_bytes),
    LAW(unit_of_an_input_changes_nothing),
    LAW(breakdown_sums_to_the_total),
    LAW(twice_the_rounds_twice_the_bytes),
    LAW(same_seed_same_bytes),
    LAW(order_of_actors_changes_no_bit),
    LAW(audit_changes_no_bit),
    LAW(winner_changes_at_the_break_even),
    LAW(pairs_of_workers_give_the_same),
    LAW(a_larger_model_never_costs_less_to_send),
    LAW(phases_and_their_complement_make_the_whole),
    LAW(phases_move_no_date),
    LAW(a_flat_series_is_its_value),
    LAW(a_start_put_off_is_a_start_then),
};

int main(int argc, char **argv)
{
    return cases_main(argc, argv, laws, sizeof laws / sizeof *laws);
}
