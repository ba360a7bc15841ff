/* Figures of the simulation from a fit of centralised runs, written where they are used. */
#include "model/compute.h"
#include "platform/batch_list.h"
#include "platform/device.h"
#include "platform/site_provenance.h"
#include "scenario/trainers.h"
#include "study/figures.h"
#include "study/training_runs.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- where it ran ---- */

static const struct wf_scenario *scenario_of(const struct wf_campaign_place *place)
{
    return &place->study.scenarios[0];
}

static const struct wf_participant *node_of(const struct wf_scenario *scenario)
{
    return scenario->participants[WF_TRAINER];
}

/* Why the job is not one of the runs of a table; NULL: it is. */
static const char *unfit_job(const struct wf_scenario *scenario)
{
    if (strcmp(scenario->paradigm->name, "centralised") != 0)
        return "it is not centralised: a table of epochs or samples is of trainers";
    if (scenario->participant_count[WF_TRAINER] != 1)
        return "it has several trainers: their exchange is simulated, and would be counted twice";
    if (wf_trainers_exchange(scenario))
        return "its all-reduce is hierarchical: what its accelerators exchange is simulated, and "
               "would be counted twice";
    if (scenario->participant_count[WF_SOURCE] || scenario->participant_count[WF_USER])
        return "it has sources or users: expected the trainer alone, its data there";
    const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
    if (trainer->plan.trainings > 1 || trainer->plan.trials > 0)
        return "it trains more than once";
    if (!node_of(scenario)->measured)
        return "its host has no pstate of the workload (prop 'workloads') for the speed to go to";
    const struct wf_host_class *class = wf_scenario_host(scenario, node_of(scenario))->class;
    if (wf_batch_lists(class->site->speed_by_batch, scenario->workload.id))
        return "its host has speeds by batch of the workload (speed_by_batch), which a table of "
               "runs "
               "does not tell";
    return class->watts ? NULL : "its host has no 'wattage_per_state'";
}

int wf_training_place_load(const char *platform, const char *deployment,
                           struct wf_campaign_place *place, struct wf_err *err)
{
    *place = (struct wf_campaign_place){.platform = platform, .deployment = deployment};
    struct wf_study_request request = {.platform = platform,
                                       .deployments = &place->deployment,
                                       .count = 1,
                                       .options = {.seed = 1, .audit = true}};
    if (wf_study_load(&place->study, &request, err) < 0)
        return -1;
    const char *why = unfit_job(scenario_of(place));
    return why ? wf_err_set(err, WF_EINPUT, "%s: the runs cannot be fitted into it: %s", deployment,
                            why)
               : 0;
}

static double samples_of(const struct wf_scenario *scenario)
{
    return (double)wf_scenario_total_trained_on(scenario, 1);
}

struct wf_training_known wf_training_known_of(const struct wf_training_table *table,
                                              const struct wf_campaign_place *place)
{
    struct wf_training_known known = {table->in_samples ? 1 : NAN, NAN};
    if (!place)
        return known;
    const struct wf_scenario *scenario = scenario_of(place);
    const struct wf_participant *node = node_of(scenario);
    double evaluation_samples = (double)wf_scenario_evaluation_samples(scenario);
    double in_samples = node->evaluation_flop * evaluation_samples / node->training_flop;
    if (!table->in_samples)
        known.samples_per_work = samples_of(scenario);
    if (in_samples > 0)
        known.evaluation_work = in_samples / (table->in_samples ? 1 : samples_of(scenario));
    return known;
}

/* ---- the figures ---- */

static double variance(const struct wf_training_runs *runs, enum wf_training_figure one,
                       enum wf_training_figure other)
{
    return runs->covariance[one * WF_RUN_FIGURES + other];
}

/* Joules / seconds, as watts, its interval by the delta method. */
static struct wf_estimate watts_of(const struct wf_training_runs *runs,
                                   enum wf_training_figure joules, enum wf_training_figure seconds)
{
    double s = runs->figures[seconds].value, w = runs->figures[joules].value / s;
    double v = variance(runs, joules, joules) + w * w * variance(runs, seconds, seconds) -
               2 * w * variance(runs, joules, seconds);
    return isnan(w) ? wf_estimate_none()
                    : wf_estimate_of(w, sqrt(fmax(v, 0)) / s, (double)runs->rows - 1);
}

/* @p amount over seconds, so that the interval turns round. */
static struct wf_estimate over(double amount, const struct wf_estimate *seconds, double less_s)
{
    return (struct wf_estimate){amount / (seconds->value - less_s),
                                amount / (seconds->high - less_s),
                                amount / (seconds->low - less_s)};
}

/* Derivatives of what follows from joules and seconds (watts), and from seconds alone. */
static void put_watts(const struct wf_training_runs *runs, enum wf_training_figure joules,
                      enum wf_training_figure seconds, double derivatives[WF_RUN_FIGURES])
{
    double s = runs->figures[seconds].value;
    derivatives[joules] = 1 / s;
    derivatives[seconds] = -runs->figures[joules].value / s / s;
}

/* speed = amount / (seconds x unit - less), so that its derivative is -unit x speed^2 / amount. */
static double speed_slope(double speed, double amount, double unit)
{
    return -unit * speed * speed / amount;
}

/* Of an epoch: the node computes for efficiency x seconds - overhead, and loses the rest. */
struct computing {
    double efficiency, overhead_s;
    double lost_w; /* while it does; NaN: those of computing */
};

static struct computing computing_of(const struct wf_scenario *scenario)
{
    const struct wf_participant *node = node_of(scenario);
    const struct wf_trainer *trainer = wf_scenario_trainer(scenario);
    const struct wf_watts *watts = wf_scenario_host(scenario, node)->class->watts;
    double samples = samples_of(scenario);
    uint64_t batch = trainer->batch == WF_COUNT_UNSET ? (uint64_t)samples : trainer->batch;
    return (struct computing){
        .efficiency =
            isnan(trainer->scaling_efficiency_ratio) ? 1 : trainer->scaling_efficiency_ratio,
        .overhead_s = (double)wf_compute_batches((uint64_t)samples, batch) * node->batch_lost_s,
        .lost_w = node->lost_pstate == node->pstate     ? NAN
                  : node->lost_pstate == WF_PSTATE_IDLE ? watts[node->idle_pstate].idle_w
                                                        : watts[node->lost_pstate].all_cores_w};
}

/* Watts while the node computes: what is drawn while it loses time is taken from the joules. */
static struct wf_estimate work_watts(const struct wf_training_runs *runs, double unit,
                                     const struct computing *computing,
                                     double derivatives[WF_RUN_FIGURES])
{
    if (isnan(computing->lost_w)) {
        put_watts(runs, WF_RUN_WORK_J, WF_RUN_WORK_S, derivatives);
        return watts_of(runs, WF_RUN_WORK_J, WF_RUN_WORK_S);
    }
    double epoch_s = runs->figures[WF_RUN_WORK_S].value * unit;
    double epoch_j = runs->figures[WF_RUN_WORK_J].value * unit;
    double computing_s = computing->efficiency * epoch_s - computing->overhead_s;
    double w = (epoch_j - computing->lost_w * (epoch_s - computing_s)) / computing_s;
    double of_j = unit / computing_s;
    double of_s = -(computing->lost_w * (1 - computing->efficiency) + w * computing->efficiency) *
                  unit / computing_s;
    double v = of_j * of_j * variance(runs, WF_RUN_WORK_J, WF_RUN_WORK_J) +
               of_s * of_s * variance(runs, WF_RUN_WORK_S, WF_RUN_WORK_S) +
               2 * of_j * of_s * variance(runs, WF_RUN_WORK_J, WF_RUN_WORK_S);
    derivatives[WF_RUN_WORK_J] = of_j;
    derivatives[WF_RUN_WORK_S] = of_s;
    return isnan(w) ? wf_estimate_none()
                    : wf_estimate_of(w, sqrt(fmax(v, 0)), (double)runs->rows - 1);
}

static int check_figure(const char *name, const char *unit, double value, struct wf_err *err)
{
    if (!(value <= 0))
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "%s comes out as %.6g %s, expected more than 0: the runs are not of this "
                      "platform and deployment, or too few",
                      name, value, unit);
}

static int check_figures(const struct wf_training_place_figures *figures, struct wf_err *err)
{
    const struct {
        const char *name, *unit;
        double value;
    } all[] = {{"the speed", "flop/s", figures->speed_flop_per_s.value},
               {"the speed of an evaluation", "flop/s", figures->evaluation_speed_flop_per_s.value},
               {"the power in training", "W", figures->work_w.value},
               {"the power in an evaluation", "W", figures->evaluation_w.value},
               {"start-up", "s", figures->start_up_s.value},
               {"the power of start-up", "W", figures->start_up_w.value}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (check_figure(all[i].name, all[i].unit, all[i].value, err) < 0)
            return -1;
    return 0;
}

int wf_training_figures_find(const struct wf_training_table *table,
                             const struct wf_training_runs *runs,
                             const struct wf_campaign_place *place,
                             struct wf_training_place_figures *figures, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    const struct wf_participant *node = node_of(scenario);
    double samples = samples_of(scenario), unit = table->in_samples ? samples : 1;
    struct computing computing = computing_of(scenario);
    struct wf_estimate epoch_s = {runs->figures[WF_RUN_WORK_S].value * unit,
                                  runs->figures[WF_RUN_WORK_S].low * unit,
                                  runs->figures[WF_RUN_WORK_S].high * unit};
    if (isnan(epoch_s.value))
        return wf_err_set(err, WF_EINPUT,
                          "%s: no seconds were measured, and figures of the simulation need them",
                          table->path);
    double epoch_flop = node->training_flop * samples / computing.efficiency;
    *figures = (struct wf_training_place_figures){
        .speed_flop_per_s = over(epoch_flop, &epoch_s, computing.overhead_s / computing.efficiency),
        .evaluation_speed_flop_per_s = wf_estimate_none(),
        .evaluation_w = wf_estimate_none(),
        .start_up_s = runs->figures[WF_RUN_FIXED_S],
        .start_up_w = wf_estimate_none(),
        .samples_per_s = samples / epoch_s.value,
    };
    figures->derivatives[WF_PLACE_SPEED][WF_RUN_WORK_S] =
        speed_slope(figures->speed_flop_per_s.value, epoch_flop, unit);
    figures->work_w = work_watts(runs, unit, &computing, figures->derivatives[WF_PLACE_WORK_W]);
    figures->derivatives[WF_PLACE_START_UP_S][WF_RUN_FIXED_S] = 1;
    if (node->evaluation_pstate != node->pstate) {
        double flop = node->evaluation_flop * (double)wf_scenario_evaluation_samples(scenario);
        figures->evaluation_w_assumed = runs->told[WF_RUN_EVALUATION_J] != WF_TOLD_FITTED;
        figures->evaluation_w = watts_of(runs, WF_RUN_EVALUATION_J, WF_RUN_EVALUATION_S);
        put_watts(runs, WF_RUN_EVALUATION_J, WF_RUN_EVALUATION_S,
                  figures->derivatives[WF_PLACE_EVALUATION_W]);
        if (!isnan(runs->figures[WF_RUN_EVALUATION_S].value))
            figures->evaluation_speed_flop_per_s =
                over(flop, &runs->figures[WF_RUN_EVALUATION_S], 0);
        figures->derivatives[WF_PLACE_EVALUATION_SPEED][WF_RUN_EVALUATION_S] =
            speed_slope(figures->evaluation_speed_flop_per_s.value, flop, 1);
    }
    if (node->start_up_pstate != WF_PSTATE_IDLE) {
        figures->start_up_w = watts_of(runs, WF_RUN_FIXED_J, WF_RUN_FIXED_S);
        put_watts(runs, WF_RUN_FIXED_J, WF_RUN_FIXED_S, figures->derivatives[WF_PLACE_START_UP_W]);
    }
    return check_figures(figures, err);
}

/* ---- writing ---- */

/* One pstate of a host, in the platform or in its catalogue. */
struct place {
    struct wf_edit *edit;
    const char *host;
    uint32_t pstate;
    /* of the platform, whose zones may say it already; NULL: of the catalogue */
    const struct wf_platform *platform;
    const struct wf_host_class *class;
};

static int say(const struct place *place, const struct wf_fitted *fitted, struct wf_err *err)
{
    struct wf_sourced known = wf_unsourced;
    if (place->platform)
        known = wf_host_sourced(place->platform, place->class, fitted->prop, fitted->pstate,
                                fitted->part);
    return wf_figures_fitted(place->edit, place->host, fitted, place->platform ? &known : NULL,
                             err);
}

static int edit_speed(const struct place *place, const struct wf_estimate *speed_flop_per_s,
                      struct wf_err *err)
{
    struct wf_fitted fitted = {"speed", place->pstate, WF_FIGURE_WHOLE, *speed_flop_per_s, false};
    if (isnan(speed_flop_per_s->value))
        return 0;
    if (wf_figures_speed(place->edit, place->host, place->pstate, speed_flop_per_s->value, err) < 0)
        return -1;
    return say(place, &fitted, err);
}

static int edit_busy(const struct place *place, const struct wf_estimate *busy_w, bool assumed,
                     struct wf_err *err)
{
    const struct wf_watts watts = {NAN, NAN, busy_w->value};
    struct wf_fitted fitted = {"wattage_per_state", place->pstate, WF_FIGURE_ALL, *busy_w, assumed};
    if (isnan(busy_w->value))
        return 0;
    if (wf_figures_watts(place->edit, place->host, place->pstate, &watts, err) < 0)
        return -1;
    return say(place, &fitted, err);
}

/* The three pstates; where @p pstates has UINT32_MAX, the file has none. */
enum { TRAINING, EVALUATION, START_UP, PSTATES };

/* @param place  its pstate is set here */
static int edit_host(const struct wf_training_place_figures *figures, struct place *place,
                     const uint32_t pstates[PSTATES], struct wf_err *err)
{
    const struct wf_estimate none = wf_estimate_none();
    const struct wf_estimate *speeds[PSTATES] = {&figures->speed_flop_per_s,
                                                 &figures->evaluation_speed_flop_per_s, &none};
    const struct wf_estimate *watts[PSTATES] = {&figures->work_w, &figures->evaluation_w,
                                                &figures->start_up_w};
    int status = 0;
    for (int i = 0; status == 0 && i < PSTATES; i++) {
        place->pstate = pstates[i];
        if (pstates[i] != UINT32_MAX)
            status = edit_speed(place, speeds[i], err);
        if (pstates[i] != UINT32_MAX && status == 0)
            status =
                edit_busy(place, watts[i], i == EVALUATION && figures->evaluation_w_assumed, err);
    }
    return status;
}

/* "FILE#ID" of the trainer's host; NULL: it names no device. */
static const char *device_of(const struct wf_campaign_place *place)
{
    const struct wf_scenario *scenario = scenario_of(place);
    return wf_scenario_host(scenario, node_of(scenario))->class->site->device;
}

char *wf_training_catalogue(const struct wf_campaign_place *place)
{
    const char *device = device_of(place), *hash = device ? strrchr(device, '#') : NULL;
    if (!hash)
        return NULL;
    char *file = wf_format("%.*s", (int)(hash - device), device);
    char *path = wf_text_beside(place->platform, file);
    free(file);
    return path;
}

/* The pstate of the catalogue's entry that has the name which pstate @p pstate has in the platform;
 * UINT32_MAX: it has none. */
static uint32_t same_pstate(const struct wf_host_class *class, uint32_t pstate, const char *entries)
{
    char *name = wf_device_workload(class, pstate), *item;
    uint32_t found = UINT32_MAX;
    for (uint32_t i = 0; name && entries && (item = wf_device_item(entries, ',', i)); i++) {
        if (found == UINT32_MAX && !strcmp(item, name))
            found = i;
        free(item);
    }
    free(name);
    return found;
}

static int edit_rate(const struct wf_training_place_figures *figures, struct wf_edit *catalogue,
                     const char *id, uint32_t pstate, struct wf_err *err)
{
    char rate[32];
    snprintf(rate, sizeof rate, "%.6g", figures->samples_per_s);
    return wf_figures_item(catalogue, id, pstate, "samples_per_second", rate, err);
}

/* In the catalogue flop x rate = speed: the speed follows from the rate as written. */
static int edit_catalogue(const struct wf_training_place_figures *figures,
                          const struct wf_campaign_place *place, const uint32_t pstates[PSTATES],
                          struct wf_edit *catalogue, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    const struct wf_host_class *class = wf_scenario_host(scenario, node_of(scenario))->class;
    const char *id = strrchr(device_of(place), '#') + 1;
    char *names = wf_edit_prop_text(catalogue, "host", id, "workloads");
    uint32_t own[PSTATES];
    for (int i = 0; i < PSTATES; i++)
        own[i] = pstates[i] == UINT32_MAX ? UINT32_MAX : same_pstate(class, pstates[i], names);
    free(names);
    int status = edit_host(figures, &(struct place){.edit = catalogue, .host = id}, own, err);
    if (status == 0 && own[TRAINING] != UINT32_MAX)
        status = edit_rate(figures, catalogue, id, own[TRAINING], err);
    return status;
}

/* A figure of the host, or, where @p pstate is UINT32_MAX, @p prop as it stands. */
static void keep(struct wf_fit_figures *fit, const struct wf_training_place_figures *figures,
                 enum wf_training_place_figure which, const struct wf_estimate *estimate,
                 const char *prop, uint32_t pstate)
{
    enum wf_figure_part part = strcmp(prop, "wattage_per_state") ? WF_FIGURE_WHOLE : WF_FIGURE_ALL;
    char *key = wf_fit_output_key(prop, pstate, part);
    wf_fit_figures_add(fit, key, estimate->value, figures->derivatives[which]);
    free(key);
}

/* What was fitted, and what it has in common: the jackknife's covariance of seconds and joules. */
static int fill_fit(const struct wf_training_runs *runs,
                    const struct wf_training_place_figures *figures,
                    const uint32_t pstates[PSTATES], const char *host, struct wf_fit_output *output,
                    struct wf_err *err)
{
    static const char watts[] = "wattage_per_state";
    double freedom[WF_RUN_FIGURES];
    for (size_t i = 0; i < WF_RUN_FIGURES; i++)
        freedom[i] = (double)runs->rows - 1;
    struct wf_fit_figures fit = {.law = {WF_RUN_FIGURES, runs->covariance, freedom}};
    bool evaluates = pstates[EVALUATION] != UINT32_MAX;
    keep(&fit, figures, WF_PLACE_SPEED, &figures->speed_flop_per_s, "speed", pstates[TRAINING]);
    keep(&fit, figures, WF_PLACE_WORK_W, &figures->work_w, watts, pstates[TRAINING]);
    if (evaluates)
        keep(&fit, figures, WF_PLACE_EVALUATION_SPEED, &figures->evaluation_speed_flop_per_s,
             "speed", pstates[EVALUATION]);
    if (evaluates && !figures->evaluation_w_assumed)
        keep(&fit, figures, WF_PLACE_EVALUATION_W, &figures->evaluation_w, watts,
             pstates[EVALUATION]);
    if (pstates[START_UP] != UINT32_MAX)
        keep(&fit, figures, WF_PLACE_START_UP_W, &figures->start_up_w, watts, pstates[START_UP]);
    keep(&fit, figures, WF_PLACE_START_UP_S, &figures->start_up_s, "trainer.start-up",
         WF_EVERY_PSTATE);
    int status = wf_fit_output_take(output, &fit, host, err);
    wf_fit_figures_release(&fit);
    return status;
}

int wf_training_edit(const struct wf_training_runs *runs,
                     const struct wf_training_place_figures *figures,
                     const struct wf_campaign_place *place, struct wf_edit *platform,
                     struct wf_edit *catalogue, struct wf_edit *deployment,
                     struct wf_fit_output *fit, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    const struct wf_participant *node = node_of(scenario);
    const struct wf_actor *actor = wf_scenario_actor(scenario, node);
    const uint32_t pstates[PSTATES] = {
        [TRAINING] = node->pstate,
        [EVALUATION] =
            node->evaluation_pstate == node->pstate ? UINT32_MAX : node->evaluation_pstate,
        [START_UP] = node->start_up_pstate == WF_PSTATE_IDLE ? UINT32_MAX : node->start_up_pstate,
    };
    const struct wf_host *host = wf_scenario_host(scenario, node);
    struct place own = {
        .edit = platform, .host = host->name, .platform = scenario->platform, .class = host->class};
    if (edit_host(figures, &own, pstates, err) < 0 ||
        wf_fit_output_name(fit, wf_edit_has(platform, "host", host->name) ? "host" : "cluster",
                           host->name, platform, err) < 0 ||
        fill_fit(runs, figures, pstates, host->name, fit, err) < 0)
        return -1;
    if (catalogue && edit_catalogue(figures, place, pstates, catalogue, err) < 0)
        return -1;
    if (isnan(figures->start_up_s.value))
        return 0;
    return wf_figures_actor_seconds(deployment, actor, "start-up", &figures->start_up_s, err);
}
