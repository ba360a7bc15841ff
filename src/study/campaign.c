#include "study/campaign.h"
#include "model/compute.h"
#include "platform/batch_list.h"
#include "platform/site_provenance.h"
#include "study/campaign_hosts.h"
#include "study/figures.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- where it ran ---- */

static const struct wf_scenario *scenario_of(const struct wf_campaign_place *place)
{
    return &place->study.scenarios[0];
}

static const struct wf_participant *server_of(const struct wf_scenario *scenario)
{
    return scenario->participants[WF_SERVER];
}

static const struct wf_learner *props_of(const struct wf_scenario *scenario, uint32_t learner)
{
    return &wf_scenario_actor(scenario, &scenario->participants[WF_LEARNER][learner])
                ->values.learner;
}

/* Why rounds of this job are not those that a campaign's table measures; NULL: they are. */
static const char *unfit_job(const struct wf_scenario *scenario)
{
    const struct wf_server *server =
        scenario->participant_count[WF_LEARNER] && !scenario->participant_count[WF_GATEWAY]
            ? wf_scenario_server(scenario)
            : NULL;
    if (!server || server->aggregation != WF_AGGREGATE_SYNC)
        return "its rounds are not those of one server that waits for its learners";
    if (scenario->active != scenario->participant_count[WF_LEARNER] || scenario->cuts)
        return "not all of its learners take part in each round to the end";
    if (server->plan.trainings > 1 || server->plan.trials > 0)
        return "it trains more than once";
    if (server_of(scenario)->overhead_pstate == WF_PSTATE_IDLE ||
        server_of(scenario)->overhead_pstate == server_of(scenario)->pstate)
        return "its server has no pstate of its own for the overhead of a round "
               "('round-overhead-pstate')";
    if (!wf_schedule_is_never(&server->evaluation) && wf_scenario_evaluation_samples(scenario) &&
        server_of(scenario)->evaluation_pstate != server_of(scenario)->pstate)
        return "its server evaluates in a pstate of its own, whose watts the table cannot tell";
    return NULL;
}

/* The same of one learner, beside the first. */
static const char *unfit_learner(const struct wf_scenario *scenario, uint32_t index)
{
    const struct wf_participant *first = scenario->participants[WF_LEARNER];
    const struct wf_participant *learner = &first[index];
    const struct wf_learner *props = props_of(scenario, index), *theirs = props_of(scenario, 0);
    const struct wf_host_class *class = wf_scenario_host(scenario, learner)->class;
    const struct wf_host_class *other = wf_scenario_host(scenario, first)->class;
    if (props->local_steps != WF_COUNT_UNSET)
        return "trains by 'local-steps', where the table tells of local epochs,";
    if (!learner->measured)
        return "has no pstate of the workload (prop 'workloads') for the speed to go to";
    if (wf_batch_lists(class->site->speed_by_batch, scenario->workload.id))
        return "has speeds by batch of the workload (speed_by_batch), which a table of runs does "
               "not "
               "tell";
    if (!class->watts)
        return "has no 'wattage_per_state'";
    if (class->speed_flop_per_s[learner->pstate] != other->speed_flop_per_s[first->pstate] ||
        class->core_count != other->core_count || learner->training_flop != first->training_flop)
        return "is not as fast as the first";
    if (class->watts[learner->pstate].all_cores_w != other->watts[first->pstate].all_cores_w)
        return "draws other watts than the first";
    if (props->local_epochs != theirs->local_epochs || props->batch != theirs->batch ||
        learner->batch_lost_s != first->batch_lost_s || learner->lost_pstate != first->lost_pstate)
        return "has other local epochs, batches or batch overhead than the first";
    if (learner->batch_lost_s > 0 && learner->lost_pstate != WF_PSTATE_IDLE &&
        learner->lost_pstate != learner->pstate)
        return "loses time in a pstate of its own, whose watts the table cannot tell";
    if (props->evaluation_samples &&
        !wf_schedule_is_never(&wf_scenario_server(scenario)->evaluation) &&
        learner->evaluation_pstate != learner->pstate)
        return "evaluates in a pstate of its own, whose watts the table cannot tell";
    if (learner->host == server_of(scenario)->host)
        return "is on the host of the server";
    return NULL;
}

static int check_place(const struct wf_campaign_place *place, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    const char *why = unfit_job(scenario);
    if (why)
        return wf_err_set(err, WF_EINPUT, "%s: a campaign cannot be fitted into it: %s",
                          place->deployment, why);
    if (!wf_scenario_host(scenario, server_of(scenario))->class->watts)
        return wf_err_set(err, WF_EINPUT, "%s: the server's host has no 'wattage_per_state'",
                          place->platform);
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++)
        if ((why = unfit_learner(scenario, i)))
            return wf_err_set(
                err, WF_EINPUT, "%s: learner '%s' %s: a campaign tells of learners of one kind",
                place->deployment,
                wf_scenario_host(scenario, &scenario->participants[WF_LEARNER][i])->name, why);
    return wf_campaign_hosts_check(scenario, err);
}

static struct wf_study_request request_of(const struct wf_campaign_place *place,
                                          const struct wf_overrides *overrides)
{
    return (struct wf_study_request){.platform = place->platform,
                                     .deployments = &place->deployment,
                                     .count = 1,
                                     .overrides = overrides,
                                     .options = {.seed = 1, .audit = true}};
}

int wf_campaign_place_load(const char *platform, const char *deployment,
                           struct wf_campaign_place *place, struct wf_err *err)
{
    *place = (struct wf_campaign_place){.platform = platform, .deployment = deployment};
    struct wf_study_request request = request_of(place, NULL);
    if (wf_study_load(&place->study, &request, err) < 0)
        return -1;
    return check_place(place, err);
}

void wf_campaign_place_release(struct wf_campaign_place *place)
{
    wf_study_release(&place->study);
}

/* ---- seconds of a learner ---- */

static double batches_s(const struct wf_scenario *scenario, uint32_t index)
{
    const struct wf_learner *props = props_of(scenario, index);
    uint64_t batch = props->batch == WF_COUNT_UNSET ? 0 : props->batch;
    return (double)wf_compute_batches(scenario->participants[WF_LEARNER][index].samples, batch) *
           scenario->participants[WF_LEARNER][index].batch_lost_s;
}

/* The learner with most samples: the last to end its epoch. */
static uint32_t slowest(const struct wf_scenario *scenario)
{
    uint32_t most = 0;
    for (uint32_t i = 1; i < scenario->participant_count[WF_LEARNER]; i++)
        if (scenario->participants[WF_LEARNER][i].samples >
            scenario->participants[WF_LEARNER][most].samples)
            most = i;
    return most;
}

/* Speed of a core at which an epoch of the slowest takes @p epoch_s. */
static double speed_for(const struct wf_scenario *scenario, double epoch_s)
{
    uint32_t last = slowest(scenario);
    const struct wf_participant *learner = &scenario->participants[WF_LEARNER][last];
    return learner->training_flop * (double)learner->samples /
           (epoch_s - batches_s(scenario, last));
}

/* Busy seconds of all learners together in an epoch. */
static double epoch_busy_s(const struct wf_scenario *scenario, double speed_flop_per_s)
{
    double sum_s = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_participant *learner = &scenario->participants[WF_LEARNER][i];
        sum_s += learner->training_flop * (double)learner->samples / speed_flop_per_s;
        if (learner->lost_pstate == learner->pstate)
            sum_s += batches_s(scenario, i);
    }
    return sum_s;
}

/* ---- writing into the platform ---- */

static bool has_learners_speed(const struct wf_scenario *scenario, uint32_t pstate)
{
    const struct wf_participant *learner = scenario->participants[WF_LEARNER];
    return wf_scenario_host(scenario, server_of(scenario))->class->speed_flop_per_s[pstate] ==
           wf_scenario_host(scenario, learner)->class->speed_flop_per_s[learner->pstate];
}

static bool has_learners_work(const struct wf_scenario *scenario)
{
    const struct wf_participant *learner = scenario->participants[WF_LEARNER];
    const struct wf_participant *server = server_of(scenario);
    return wf_scenario_host(scenario, server)->class->watts[server->pstate].all_cores_w ==
           wf_scenario_host(scenario, learner)->class->watts[learner->pstate].all_cores_w;
}

/* Does this pstate of the participant's host get the learners' speed? Of the server: where it has
 * it too. */
static bool gets_speed(const struct wf_scenario *scenario, const struct wf_participant *participant,
                       uint32_t pstate)
{
    const struct wf_participant *server = server_of(scenario);
    if (participant != server)
        return pstate == participant->pstate;
    return (pstate == server->pstate || pstate == server->overhead_pstate) &&
           has_learners_speed(scenario, pstate);
}

/* That a figure of a host was fitted, unless the platform says so already. */
static int say(const struct wf_scenario *scenario, const struct wf_participant *participant,
               const struct wf_fitted *fitted, struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    struct wf_sourced known = wf_host_sourced(scenario->platform, host->class, fitted->prop,
                                              fitted->pstate, fitted->part);
    if (isnan(fitted->bounds.value))
        return 0;
    return wf_figures_fitted(edit, wf_campaign_host_name(scenario, participant), fitted, &known,
                             err);
}

/* One host's pstates that get the speed. */
static int edit_speed(const struct wf_scenario *scenario, const struct wf_participant *participant,
                      const struct wf_estimate *speed_flop_per_s, struct wf_edit *edit,
                      struct wf_err *err)
{
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    bool trains = participant != server_of(scenario);
    int status = 0;
    for (uint32_t i = 0; status == 0 && i < host->class->pstate_count; i++) {
        if (!gets_speed(scenario, participant, i))
            continue;
        struct wf_fitted fitted = {"speed", i, WF_FIGURE_WHOLE, *speed_flop_per_s, false};
        status = wf_figures_speed(edit, wf_campaign_host_name(scenario, participant), i,
                                  speed_flop_per_s->value, err);
        if (status == 0 && trains) /* the server has the speed of another board */
            status = say(scenario, participant, &fitted, edit, err);
    }
    return status;
}

static int edit_speeds(const struct wf_scenario *scenario,
                       const struct wf_estimate *speed_flop_per_s, struct wf_edit *edit,
                       struct wf_err *err)
{
    int status = 0;
    for (uint32_t i = 0; status == 0 && i < scenario->participant_count[WF_LEARNER]; i++)
        status = edit_speed(scenario, &scenario->participants[WF_LEARNER][i], speed_flop_per_s,
                            edit, err);
    return status < 0 ? -1 : edit_speed(scenario, server_of(scenario), speed_flop_per_s, edit, err);
}

/* A pstate's watts, and that they were fitted. A figure that is NaN stays. */
static int edit_pstate(const struct wf_scenario *scenario, const struct wf_participant *participant,
                       uint32_t pstate, const struct wf_estimate *idle_w,
                       const struct wf_estimate *busy_w, struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_watts watts = {idle_w->value, idle_w->value, busy_w->value};
    const struct wf_fitted idle = {"wattage_per_state", pstate, WF_FIGURE_IDLE, *idle_w, false};
    const struct wf_fitted busy = {"wattage_per_state", pstate, WF_FIGURE_ALL, *busy_w, false};
    if (wf_figures_watts(edit, wf_campaign_host_name(scenario, participant), pstate, &watts, err) <
            0 ||
        say(scenario, participant, &idle, edit, err) < 0)
        return -1;
    return say(scenario, participant, &busy, edit, err);
}

/* Idle and full load of a participant's pstate, and idle where it waits in another. */
static int edit_watts(const struct wf_scenario *scenario, const struct wf_participant *participant,
                      const struct wf_estimate *idle_w, const struct wf_estimate *work_w,
                      struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    const struct wf_estimate none = wf_estimate_none();
    uint64_t idle_pstate = host->class->site->idle_pstate;
    if (edit_pstate(scenario, participant, participant->pstate, idle_w, work_w, edit, err) < 0)
        return -1;
    if (idle_pstate == WF_COUNT_UNSET || idle_pstate == participant->pstate)
        return 0;
    return edit_pstate(scenario, participant, (uint32_t)idle_pstate, idle_w, &none, edit, err);
}

static int edit_server(const struct wf_campaign_figures *figures,
                       const struct wf_scenario *scenario, struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_participant *server = server_of(scenario);
    const struct wf_estimate none = wf_estimate_none(), *idle_w = &figures->server_idle_w;
    double work_w = has_learners_work(scenario) ? figures->learner_work_w.value : NAN;
    /* its work in training is that of another board: written, and not called fitted */
    const struct wf_watts working = {NAN, NAN, work_w};
    if (!isnan(work_w) && wf_figures_watts(edit, wf_campaign_host_name(scenario, server),
                                           server->pstate, &working, err) < 0)
        return -1;
    if (isnan(idle_w->value))
        return 0;
    if (edit_watts(scenario, server, idle_w, &none, edit, err) < 0)
        return -1;
    return edit_pstate(scenario, server, server->overhead_pstate, idle_w, &figures->server_round_w,
                       edit, err);
}

static int edit_platform(const struct wf_campaign_figures *figures,
                         const struct wf_scenario *scenario, struct wf_edit *edit,
                         struct wf_err *err)
{
    int status = edit_speeds(scenario, &figures->speed_flop_per_s, edit, err);
    for (uint32_t i = 0; status == 0 && i < scenario->participant_count[WF_LEARNER]; i++)
        if (!isnan(figures->learner_idle_w.value))
            status = edit_watts(scenario, &scenario->participants[WF_LEARNER][i],
                                &figures->learner_idle_w, &figures->learner_work_w, edit, err);
    return status < 0 ? -1 : edit_server(figures, scenario, edit, err);
}

static int edit_deployment(const struct wf_campaign_figures *figures,
                           const struct wf_scenario *scenario, struct wf_edit *edit,
                           struct wf_err *err)
{
    const struct wf_actor *server = wf_scenario_actor(scenario, server_of(scenario));
    int status =
        wf_figures_actor_seconds(edit, server, "round-overhead", &figures->round_overhead_s, err);
    for (size_t i = 0; status == 0 && i < scenario->deployment.actor_count; i++) {
        const struct wf_actor *actor = &scenario->deployment.actors[i];
        if (actor->role == WF_LEARNER &&
            actor->values.learner.start_up_s != figures->start_up_s.value)
            status = wf_figures_actor_seconds(edit, actor, "start-up", &figures->start_up_s, err);
    }
    return status;
}

/* ---- what they have in common ---- */

/* In the order of their covariance. */
enum { SPEED, LEARNER_IDLE, LEARNER_WORK, SERVER_IDLE, SERVER_ROUND, OVERHEAD, START_UP };

/* @param of  "host.NAME.", of the server; "" of the hosts that name the fit */
static void keep(struct wf_fit_figures *fit, size_t which, const struct wf_estimate *figure,
                 const char *of, const char *prop, uint32_t pstate, enum wf_figure_part part)
{
    double derivatives[WF_CAMPAIGN_FIGURES] = {0};
    char *own = wf_fit_output_key(prop, pstate, part), *key = wf_format("%s%s", of, own);
    derivatives[which] = 1;
    wf_fit_figures_add(fit, key, figure->value, derivatives);
    free(key);
    free(own);
}

/* Idle watts of a participant, also where it waits in another pstate. */
static void keep_idle(struct wf_fit_figures *fit, size_t which, const struct wf_estimate *idle_w,
                      const char *of, const struct wf_scenario *scenario,
                      const struct wf_participant *participant)
{
    uint64_t waits = wf_scenario_host(scenario, participant)->class->site->idle_pstate;
    keep(fit, which, idle_w, of, "wattage_per_state", participant->pstate, WF_FIGURE_IDLE);
    if (waits != WF_COUNT_UNSET)
        keep(fit, which, idle_w, of, "wattage_per_state", (uint32_t)waits, WF_FIGURE_IDLE);
}

/* The figures as one learner's host has them, the server's, and those of the deployment. */
static int take_figures(const struct wf_campaign_figures *figures,
                        const struct wf_scenario *scenario, const struct wf_participant *learner,
                        struct wf_fit_output *output, struct wf_err *err)
{
    const struct wf_participant *server = server_of(scenario);
    double freedom[WF_CAMPAIGN_FIGURES];
    for (size_t i = 0; i < WF_CAMPAIGN_FIGURES; i++)
        freedom[i] = figures->freedom;
    struct wf_fit_figures fit = {.law = {WF_CAMPAIGN_FIGURES, figures->covariance, freedom}};
    char *of = wf_format("host.%s.", wf_campaign_host_name(scenario, server));
    keep(&fit, SPEED, &figures->speed_flop_per_s, "", "speed", learner->pstate, WF_FIGURE_WHOLE);
    keep_idle(&fit, LEARNER_IDLE, &figures->learner_idle_w, "", scenario, learner);
    keep(&fit, LEARNER_WORK, &figures->learner_work_w, "", "wattage_per_state", learner->pstate,
         WF_FIGURE_ALL);
    keep_idle(&fit, SERVER_IDLE, &figures->server_idle_w, of, scenario, server);
    keep(&fit, SERVER_IDLE, &figures->server_idle_w, of, "wattage_per_state",
         server->overhead_pstate, WF_FIGURE_IDLE);
    keep(&fit, SERVER_ROUND, &figures->server_round_w, of, "wattage_per_state",
         server->overhead_pstate, WF_FIGURE_ALL);
    keep(&fit, OVERHEAD, &figures->round_overhead_s, "", "server.round-overhead", WF_EVERY_PSTATE,
         WF_FIGURE_WHOLE);
    keep(&fit, START_UP, &figures->start_up_s, "", "learner.start-up", WF_EVERY_PSTATE,
         WF_FIGURE_WHOLE);
    int status = wf_fit_output_take(output, &fit, wf_campaign_host_name(scenario, learner), err);
    wf_fit_figures_release(&fit);
    free(of);
    return status;
}

static int edit_fit(const struct wf_campaign_figures *figures, const struct wf_scenario *scenario,
                    struct wf_edit *edit, struct wf_fit_output *output, struct wf_err *err)
{
    int status = 0;
    for (uint32_t i = 0; status == 0 && i < scenario->participant_count[WF_LEARNER]; i++) {
        const struct wf_participant *learner = &scenario->participants[WF_LEARNER][i];
        const char *name = wf_campaign_host_name(scenario, learner);
        const char *tag = wf_edit_has(edit, "host", name) ? "host" : "cluster";
        status = wf_fit_output_name(output, tag, name, edit, err);
        if (status == 0)
            status = take_figures(figures, scenario, learner, output, err);
    }
    return status;
}

int wf_campaign_edit(const struct wf_campaign_figures *figures,
                     const struct wf_campaign_place *place, struct wf_edit *platform,
                     struct wf_edit *deployment, struct wf_fit_output *fit, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    if (edit_platform(figures, scenario, platform, err) < 0 ||
        edit_fit(figures, scenario, platform, fit, err) < 0)
        return -1;
    return edit_deployment(figures, scenario, deployment, err);
}

/* ---- what the simulation spends by itself ---- */

/* One host's speeds: the fitted one as it would be written, the others so that they read back to
 * the same bits. */
static int override_speed(const struct wf_scenario *scenario,
                          const struct wf_participant *participant, double speed_flop_per_s,
                          struct wf_overrides *overrides, struct wf_err *err)
{
    const struct wf_host *host = wf_scenario_host(scenario, participant);
    struct wf_buffer text = {0};
    bool any = false;
    wf_buffer_printf(&text, "host.%s.speed=", wf_campaign_host_name(scenario, participant));
    for (uint32_t i = 0; i < host->class->pstate_count; i++) {
        char speed[WF_FIGURES_SPEED];
        bool fitted = gets_speed(scenario, participant, i);
        any |= fitted;
        wf_buffer_printf(
            &text, "%s%s%s", i ? "," : "",
            fitted ? wf_figures_speed_text(speed_flop_per_s, WF_FIGURES_DIGITS, speed)
                   : wf_number_text(host->class->speed_flop_per_s[i], speed, sizeof speed),
            fitted ? "" : "f");
    }
    const struct wf_override *last =
        overrides->count ? &overrides->items[overrides->count - 1] : NULL;
    bool repeated = last && !strcmp(last->text, text.text); /* of the cluster before */
    int status = any && !repeated ? wf_overrides_add(overrides, text.text, err) : 0;
    wf_buffer_release(&text);
    return status;
}

static int override_speeds(const struct wf_scenario *scenario, double speed_flop_per_s,
                           struct wf_overrides *overrides, struct wf_err *err)
{
    int status = 0;
    for (uint32_t i = 0; status == 0 && i < scenario->participant_count[WF_LEARNER]; i++)
        status = override_speed(scenario, &scenario->participants[WF_LEARNER][i], speed_flop_per_s,
                                overrides, err);
    return status < 0
               ? -1
               : override_speed(scenario, server_of(scenario), speed_flop_per_s, overrides, err);
}

/* As many rounds as hold one evaluation. */
static uint64_t rounds_of(const struct wf_scenario *scenario)
{
    double rounds = wf_schedule_rounds(&wf_scenario_server(scenario)->evaluation);
    return isnan(rounds) ? 1 : (uint64_t)llround(rounds);
}

static int set_up(const struct wf_campaign_place *place, double speed_flop_per_s,
                  struct wf_overrides *overrides, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    const struct wf_schedule *evaluation = &wf_scenario_server(scenario)->evaluation;
    char rounds[48], first[64]; /* the first round is evaluated */
    snprintf(rounds, sizeof rounds, "server.rounds=%llu", (unsigned long long)rounds_of(scenario));
    if (wf_schedule_by_passes(evaluation))
        snprintf(first, sizeof first, "server.evaluation-start-passes=%.17g",
                 evaluation->passes_a_round);
    else
        snprintf(first, sizeof first, "server.evaluation-start=1");
    const char *const sets[] = {rounds, "server.round-overhead=0", "learner.start-up=0",
                                wf_schedule_is_never(evaluation) ? NULL : first};
    for (size_t i = 0; i < sizeof sets / sizeof *sets && sets[i]; i++)
        if (wf_overrides_add(overrides, sets[i], err) < 0)
            return -1;
    return override_speeds(scenario, speed_flop_per_s, overrides, err);
}

static double busy_s(const struct wf_outcome *outcome, uint32_t host)
{
    for (size_t i = 0; i < outcome->host_count; i++)
        if (outcome->hosts[i].host == host)
            return wf_usage_busy_s(&outcome->hosts[i]);
    return 0;
}

static void read_spent(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                       double epoch_s, double busy_epoch_s, struct wf_campaign_spent *spent)
{
    double rounds = (double)outcome->round_count;
    double epochs = (double)props_of(scenario, 0)->local_epochs;
    double learners_s = 0;
    for (uint32_t i = 0; i < scenario->participant_count[WF_LEARNER]; i++)
        learners_s += busy_s(outcome, scenario->participants[WF_LEARNER][i].host);
    double whole_s =
        outcome->round_rows[outcome->round_count - 1].end_s - outcome->round_rows[0].start_s;
    spent->round_s = whole_s / rounds - epochs * epoch_s;
    spent->learners_busy_s = learners_s / rounds - epochs * busy_epoch_s;
    spent->server_busy_s = busy_s(outcome, server_of(scenario)->host) / rounds;
}

static int find_spent(const struct wf_campaign_place *place, double speed_flop_per_s,
                      double epoch_s, struct wf_campaign_spent *spent, struct wf_err *err)
{
    struct wf_overrides overrides = {0};
    struct wf_study study = {0};
    struct wf_study_request request = request_of(place, &overrides);
    const struct wf_scenario *scenario = scenario_of(place);
    int status = set_up(place, speed_flop_per_s, &overrides, err);
    if (status == 0)
        status = wf_study_vary(&study, &place->study, &request, err);
    if (status < 0 && study.diag.error_count) { /* the files were right: the fitted speed is not */
        char *first = wf_diag_text(&study.diag.entries[0]);
        wf_err_set(err, WF_EINPUT, "the fit cannot be simulated: %s", first);
        free(first);
    }
    if (status == 0)
        status = wf_study_run(&study, &request, err);
    if (status == 0)
        read_spent(scenario, &study.results[0].outcome, epoch_s,
                   epoch_busy_s(scenario, speed_flop_per_s), spent);
    wf_study_release(&study);
    wf_overrides_release(&overrides);
    return status;
}

/* ---- the figures ---- */

struct values {
    double speed_flop_per_s, learner_idle_w, learner_work_w, server_idle_w, server_round_w,
        round_overhead_s, start_up_s;
};

/* Two equations, two unknowns: the fixed part of a round and what an epoch adds, of all learners
 * together; each draws idle watts for its seconds, and what work adds for the busy ones. */
static void solve_learners(const struct wf_scenario *scenario, const struct wf_campaign *campaign,
                           const struct wf_campaign_spent *spent, struct values *values)
{
    double count = scenario->participant_count[WF_LEARNER];
    double fixed_s = count * campaign->time.per_round.value;
    double epoch_s = count * campaign->time.per_epoch.value;
    double fixed_busy_s = spent->learners_busy_s;
    double busy_epoch_s = epoch_busy_s(scenario, values->speed_flop_per_s);
    double fixed_j = campaign->clients.per_round.value, epoch_j = campaign->clients.per_epoch.value;
    double determinant = fixed_s * busy_epoch_s - epoch_s * fixed_busy_s;
    values->learner_idle_w = (fixed_j * busy_epoch_s - epoch_j * fixed_busy_s) / determinant;
    values->learner_work_w =
        values->learner_idle_w + (fixed_s * epoch_j - epoch_s * fixed_j) / determinant;
}

static void solve_server(const struct wf_scenario *scenario, const struct wf_campaign *campaign,
                         const struct wf_campaign_spent *spent, struct values *values)
{
    const struct wf_participant *server = server_of(scenario);
    const struct wf_host_class *class = wf_scenario_host(scenario, server)->class;
    double work_w = has_learners_work(scenario) && !isnan(values->learner_work_w)
                        ? values->learner_work_w
                        : class->watts[server->pstate].all_cores_w;
    values->server_idle_w = campaign->server_by_time.per_second.value;
    double simulated_j = (work_w - values->server_idle_w) * spent->server_busy_s;
    values->server_round_w =
        values->server_idle_w +
        (campaign->server_by_time.per_round.value - simulated_j) / values->round_overhead_s;
}

static void derive(const struct wf_scenario *scenario, const struct wf_campaign *campaign,
                   const struct wf_campaign_spent *spent, struct values *values)
{
    values->speed_flop_per_s = speed_for(scenario, campaign->time.per_epoch.value);
    values->round_overhead_s = campaign->time.per_round.value - spent->round_s;
    values->start_up_s = campaign->time.start_left_out ? 0 : campaign->time.start.value;
    solve_learners(scenario, campaign, spent, values);
    solve_server(scenario, campaign, spent, values);
}

static const struct figure {
    const char *name, *unit;
    size_t value;    /* in struct values */
    size_t estimate; /* in wf_campaign_figures */
    bool may_be_none;
} figures_of[] = {
#define FIGURE(member, name, unit, none)                                                           \
    {                                                                                              \
        name, unit, offsetof(struct values, member), offsetof(struct wf_campaign_figures, member), \
            none                                                                                   \
    }
    FIGURE(speed_flop_per_s, "learners' speed", "flop/s", false),
    FIGURE(learner_idle_w, "learners' idle power", "W", false),
    FIGURE(learner_work_w, "learners' power in training", "W", false),
    FIGURE(server_idle_w, "server's idle power", "W", false),
    FIGURE(server_round_w, "server's power in a round's overhead", "W", false),
    FIGURE(round_overhead_s, "overhead of a round", "s", false),
    FIGURE(start_up_s, "start-up", "s", true),
#undef FIGURE
};
enum { FIGURES = sizeof figures_of / sizeof *figures_of };
_Static_assert((int)FIGURES == (int)WF_CAMPAIGN_FIGURES, "a campaign has their covariance");

static double value_of(const struct values *values, size_t figure)
{
    return *(const double *)((const char *)values + figures_of[figure].value);
}

static int check_values(const struct wf_campaign *campaign, const struct wf_campaign_spent *spent,
                        const struct values *values, struct wf_err *err)
{
    if (values->round_overhead_s <= 0)
        return wf_err_set(err, WF_EINPUT,
                          "the simulation spends %.6g s a round on transfers, aggregation and "
                          "evaluation, expected less than the %.6g s that were measured beside "
                          "training",
                          spent->round_s, campaign->time.per_round.value);
    for (size_t i = 0; i < FIGURES; i++) {
        double value = value_of(values, i);
        if (value <= 0 && !figures_of[i].may_be_none)
            return wf_err_set(err, WF_EINPUT,
                              "%s comes out as %.6g %s, expected more than 0: the campaign is not "
                              "of this platform and deployment",
                              figures_of[i].name, value, figures_of[i].unit);
    }
    return 0;
}

/* Jackknife: how the figures move when each row is left out, one item of @p left_out a row. What
 * does not move at all was given. */
static double jackknifed(const struct values *left_out, size_t count, size_t one, size_t other)
{
    double n = (double)count, mean[2] = {0, 0}, sum = 0;
    for (size_t i = 0; i < count; i++) {
        mean[0] += value_of(&left_out[i], one) / n;
        mean[1] += value_of(&left_out[i], other) / n;
    }
    for (size_t i = 0; i < count; i++)
        sum += (value_of(&left_out[i], one) - mean[0]) * (value_of(&left_out[i], other) - mean[1]);
    return sum * (n - 1) / n;
}

static void put_intervals(const struct values *all, const struct values *left_out, size_t count,
                          struct wf_campaign_figures *figures)
{
    figures->freedom = (double)count - 1;
    for (size_t i = 0; i < FIGURES; i++) {
        for (size_t j = 0; j < FIGURES; j++)
            figures->covariance[i * FIGURES + j] = jackknifed(left_out, count, i, j);
        double *spread = &figures->covariance[i * FIGURES + i];
        *spread = *spread > 0 ? *spread : NAN;
        *(struct wf_estimate *)((char *)figures + figures_of[i].estimate) =
            wf_estimate_of(value_of(all, i), sqrt(*spread), figures->freedom);
    }
}

/* NaN where the other rows do not determine it. */
static void leave_out(const struct wf_campaign_table *table, size_t without, double start_up_s,
                      const struct wf_scenario *scenario, const struct wf_campaign_spent *spent,
                      struct values *values)
{
    struct wf_campaign_row *rows = wf_malloc((table->count + 1) * sizeof *rows);
    struct wf_campaign campaign;
    size_t count = 0;
    *values = (struct values){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    for (size_t i = 0; i < table->count; i++)
        if (i != without)
            rows[count++] = table->rows[i];
    if (wf_campaign_fit(rows, count, start_up_s, &campaign, NULL) == 0) {
        derive(scenario, &campaign, spent, values);
        wf_campaign_release(&campaign);
    }
    free(rows);
}

int wf_campaign_figures_find(const struct wf_campaign_table *table,
                             const struct wf_campaign *campaign, double start_up_s,
                             const struct wf_campaign_place *place,
                             struct wf_campaign_figures *figures, struct wf_err *err)
{
    const struct wf_scenario *scenario = scenario_of(place);
    double epoch_s = campaign->time.per_epoch.value;
    struct values values, *left_out;
    if (isnan(epoch_s))
        return wf_err_set(err, WF_EINPUT,
                          "%s: no seconds were measured, and figures of the simulation need them",
                          table->path);
    if (!(speed_for(scenario, epoch_s) > 0))
        return wf_err_set(err, WF_EINPUT,
                          "an epoch takes %.6g s, expected more than the %.6g s of its batches' "
                          "overhead",
                          epoch_s, batches_s(scenario, slowest(scenario)));
    if (find_spent(place, speed_for(scenario, epoch_s), epoch_s, &figures->spent, err) < 0)
        return -1;
    derive(scenario, campaign, &figures->spent, &values);
    if (check_values(campaign, &figures->spent, &values, err) < 0)
        return -1;
    left_out = wf_calloc(table->count, sizeof *left_out);
    for (size_t i = 0; i < table->count; i++)
        leave_out(table, i, start_up_s, scenario, &figures->spent, &left_out[i]);
    put_intervals(&values, left_out, table->count, figures);
    free(left_out);
    return 0;
}
