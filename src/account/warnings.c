#include "account/warnings.h"
#include "account/reserve_bill.h"
#include "base/text.h"
#include "platform/site_provenance.h"
#include "scenario/trainers.h"
#include <math.h>

static void warn_of_links(const char *path, const struct wf_outcome *outcome,
                          const struct wf_billed_links *links, struct wf_diag *diag)
{
    size_t all = links->all, unwatted = links->unknown;
    const char *first = links->first_unknown;
    for (size_t i = 0; i < outcome->reserve_bill_count; i++) {
        const struct wf_reserve_bill *group = &outcome->reserve_bills[i];
        if (group->unknown.all)
            first = wf_text_first(first, group->first_unknown.name);
        unwatted += group->unknown.all;
        all += group->links.count;
    }
    if (unwatted)
        wf_diag_warn(diag, path, 0,
                     "%zu link%s of %zu carr%s bytes but ha%s neither network_class nor "
                     "wattage_range ('%s'%s): their energy is not counted",
                     unwatted, wf_plural(unwatted), all, unwatted == 1 ? "ies" : "y",
                     unwatted == 1 ? "s" : "ve", first, unwatted == 1 ? "" : " first");
}

static void warn_of_radios(const char *path, const struct wf_outcome *outcome, struct wf_diag *diag)
{
    static const char alone[] =
        "base station, router and core are not in the platform: '%s' draws by airtime, and no link "
        "of its route has a network_class or other watts";
    const char *first = NULL;
    for (size_t i = 0; i < outcome->radio_count; i++)
        if (outcome->radios[i].alone)
            first = wf_text_first(first, outcome->links[outcome->radios[i].link].name);
    for (size_t i = 0; i < outcome->reserve_bill_count; i++)
        if (outcome->reserve_bills[i].radios_alone)
            first = wf_text_first(first, outcome->reserve_bills[i].first_alone.name);
    if (first)
        wf_diag_warn(diag, path, 0, alone, first);
}

static void warn_of_carbon(const char *path, const struct wf_partial *carbon,
                           const struct wf_partial *embodied, struct wf_diag *diag)
{
    if (carbon->unknown && carbon->known)
        wf_diag_warn(diag, path, 0,
                     "carbon is unknown: %u of %u billed hosts and links ('%s' first) have no "
                     "carbon_intensity",
                     carbon->unknown, carbon->unknown + carbon->known, carbon->first_unknown);
    if (embodied->unknown && embodied->known)
        wf_diag_warn(diag, path, 0,
                     "embodied carbon holds only %u of %u: the rest ('%s' first) have no "
                     "embodied_carbon with lifetime",
                     embodied->known, embodied->known + embodied->unknown, embodied->first_unknown);
}

/* Is its speed one on the workload: a pstate of it, speeds by batch, or joules a sample? */
static bool is_listed(const struct wf_scenario *scenario, const struct wf_participant *participant)
{
    const struct wf_site *site = wf_scenario_host(scenario, participant)->class->site;
    return participant->measured || site->speed_by_batch || !isnan(site->sample_j);
}

static bool all_are_listed(const struct wf_scenario *scenario)
{
    uint32_t count = wf_scenario_count_who_train(scenario);
    bool all = count > 0;
    for (uint32_t i = 0; i < count; i++)
        all &= is_listed(scenario, wf_scenario_who_trains(scenario, i));
    return all;
}

/* Which efficiency was taken: of a host and its workload that both say one, the smaller. @p any: by
 * enum wf_efficiency_of. */
static const char *whose_efficiency(const struct wf_scenario *scenario, const bool *any, bool both)
{
    if (any[WF_EFFICIENCY_OF_HOST] && any[WF_EFFICIENCY_OF_WORKLOAD])
        return "the smaller of the host's and the workload's efficiency";
    if (any[WF_EFFICIENCY_OF_HOST])
        return isnan(scenario->workload.efficiency_ratio)
                   ? "efficiency of the host"
                   : "efficiency of the host; the workload's is not smaller";
    return both ? "efficiency of the workload; the host's is larger" : "efficiency of the workload";
}

/* Those who train at a speed that was not measured on the workload, and at which share of it. */
static void warn_of_speeds(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    double least = INFINITY, most = 0;
    bool any[] = {false, false, false}, both = false; /* by enum wf_efficiency_of */
    for (uint32_t i = 0; i < wf_scenario_count_who_train(scenario); i++) {
        const struct wf_participant *participant = wf_scenario_who_trains(scenario, i);
        const struct wf_site *site = wf_scenario_host(scenario, participant)->class->site;
        enum wf_efficiency_of of;
        double ratio = wf_scenario_efficiency(scenario, site, &of);
        if (is_listed(scenario, participant))
            continue;
        any[of] = true;
        both |= of == WF_EFFICIENCY_OF_WORKLOAD && !isnan(site->efficiency_ratio);
        least = of ? fmin(least, ratio) : least;
        most = of ? fmax(most, ratio) : most;
    }
    bool any_assumed = any[WF_EFFICIENCY_NONE];
    bool any_given = any[WF_EFFICIENCY_OF_HOST] || any[WF_EFFICIENCY_OF_WORKLOAD];
    struct wf_buffer shares = {0};
    if (any_given)
        wf_buffer_printf(&shares, ": taken as %.3g %%", 100 * least);
    if (any_given && most > least)
        wf_buffer_printf(&shares, " to %.3g %%", 100 * most);
    if (any_given)
        wf_buffer_printf(&shares, " of the stated speed (%s)",
                         whose_efficiency(scenario, any, both));
    if (any_assumed)
        wf_buffer_printf(&shares,
                         "%s 100 %% of the stated speed %sis assumed, as no efficiency is given; "
                         "trainings that were measured reached 9 to 30 %% of a data sheet's peak "
                         "(calibration/README.md)",
                         any_given ? ";" : ":", any_given ? "of others " : "");
    wf_diag_warn(diag, scenario->deployment.path, 0,
                 "uncalibrated: hosts train at a speed that was not measured on workload '%s'%s",
                 scenario->workload.id, shares.text ? shares.text : "");
    wf_buffer_release(&shares);
}

/* Those whose speed is listed as that on the workload, but speed or watts not as measured. */
static void warn_of_words(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    const struct wf_participant *first = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < wf_scenario_count_who_train(scenario); i++) {
        const struct wf_participant *one = wf_scenario_who_trains(scenario, i);
        if (!is_listed(scenario, one) || one->calibrated)
            continue;
        first = first ? first : one;
        count += wf_scenario_stands_for(scenario, worker, i);
    }
    if (!first)
        return;
    const struct wf_host *host = wf_scenario_host(scenario, first);
    bool by_energy = !isnan(host->class->site->sample_j);
    struct wf_sourced speed =
        wf_host_sourced(scenario->platform, host->class, by_energy ? "j-per-sample" : "speed",
                        by_energy ? WF_EVERY_PSTATE : first->pstate, WF_FIGURE_WHOLE);
    struct wf_sourced watts = wf_host_sourced(scenario->platform, host->class, "wattage_per_state",
                                              first->pstate, WF_FIGURE_ALL);
    wf_diag_warn(diag, scenario->deployment.path, 0,
                 "uncalibrated: %u host%s ('%s'%s) train%s on workload '%s' with a speed that is "
                 "%s and watts that are %s; expected both measured or fitted (prop provenance)",
                 count, wf_plural(count), host->name, count == 1 ? "" : " first",
                 count == 1 ? "s" : "", scenario->workload.id, wf_provenance_name(speed.word),
                 wf_provenance_name(watts.word));
}

/* A pstate far slower than another of its host is hardly one to train in. */
static void warn_of_sleep_states(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    const double FAR = 100;
    const struct wf_participant *first = NULL;
    enum wf_role_id role = scenario->paradigm->worker;
    uint32_t count = 0, fastest = 0;
    for (uint32_t i = 0; i < wf_scenario_count_who_train(scenario); i++) {
        const struct wf_participant *one = wf_scenario_who_trains(scenario, i);
        const struct wf_host_class *class = wf_scenario_host(scenario, one)->class;
        uint32_t best = 0;
        for (uint32_t j = 1; j < class->pstate_count; j++)
            if (class->speed_flop_per_s[j] > class->speed_flop_per_s[best])
                best = j;
        if (one->measured ||
            class->speed_flop_per_s[best] < FAR * class->speed_flop_per_s[one->pstate])
            continue;
        fastest = first ? fastest : best;
        first = first ? first : one;
        count += wf_scenario_stands_for(scenario, role, i);
    }
    if (first)
        wf_diag_warn(diag, scenario->deployment.path, wf_scenario_actor(scenario, first)->line,
                     "%u host%s ('%s'%s) train%s in pstate %u, which is %.3g times slower than "
                     "pstate %u: if it is a sleep state, name the other by prop 'pstate' of the "
                     "actor, or by attribute 'pstate' of the host",
                     count, wf_plural(count), wf_scenario_host(scenario, first)->name,
                     count == 1 ? "" : " first", count == 1 ? "s" : "", first->pstate,
                     wf_scenario_host(scenario, first)->class->speed_flop_per_s[fastest] /
                         wf_scenario_host(scenario, first)->class->speed_flop_per_s[first->pstate],
                     fastest);
}

static bool loses_by_scaling(const struct wf_scenario *scenario)
{
    return scenario->paradigm->worker == WF_TRAINER &&
           wf_scenario_trainer(scenario)->scaling_efficiency_ratio < 1;
}

/* Those who lose time, and nobody said at which watts. */
static void warn_of_lost_time(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    enum wf_role_id worker = scenario->paradigm->worker;
    const struct wf_participant *first = NULL;
    for (uint32_t i = 0; !first && i < scenario->participant_count[worker]; i++) {
        const struct wf_participant *one = &scenario->participants[worker][i];
        if (one->lost_pstate == WF_PSTATE_IDLE &&
            (one->batch_lost_s > 0 || loses_by_scaling(scenario)))
            first = one;
    }
    if (!first)
        return;
    const char *of = !loses_by_scaling(scenario) ? "batch-overhead"
                     : first->batch_lost_s > 0   ? "batch-overhead, scaling-efficiency"
                                                 : "scaling-efficiency";
    wf_diag_warn(diag, scenario->deployment.path, wf_scenario_actor(scenario, first)->line,
                 "lost time (%s) is assumed to draw the watts of waiting; prop 'lost-pstate' names "
                 "another pstate",
                 of);
}

/* Those who exchange gradients, and nobody said at which watts. */
static void warn_of_exchange(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    uint32_t count =
        scenario->paradigm->worker == WF_TRAINER ? scenario->participant_count[WF_TRAINER] : 0;
    bool exchanges = count && wf_trainers_exchange(scenario);
    for (uint32_t i = 0; exchanges && i < count; i++) {
        const struct wf_participant *one = &scenario->participants[WF_TRAINER][i];
        if (one->exchange_pstate != WF_PSTATE_IDLE)
            continue;
        wf_diag_warn(diag, scenario->deployment.path, wf_scenario_actor(scenario, one)->line,
                     "the exchange of gradients is assumed to draw the watts of waiting; prop "
                     "'exchange-pstate' names another pstate");
        return;
    }
}

static void warn_of_assumptions(const struct wf_scenario *scenario, struct wf_diag *diag)
{
    char text[32];
    if (!scenario->calibrated && !all_are_listed(scenario))
        warn_of_speeds(scenario, diag);
    if (!scenario->calibrated && scenario->workload.scale_ratio == 1)
        warn_of_words(scenario, diag);
    warn_of_lost_time(scenario, diag);
    warn_of_exchange(scenario, diag);
    if (scenario->provenance == WF_ASSUMED)
        wf_diag_warn(diag, scenario->rounds_origin.file, scenario->rounds_origin.line,
                     "the number of %s (%s) is assumed%s%s", scenario->paradigm->unit,
                     wf_scenario_rounds_text(scenario, text, sizeof text),
                     scenario->rounds_unheld ? ": it was " : "",
                     scenario->rounds_unheld ? scenario->rounds_unheld : "");
}

static void warn_of_empty_rounds(const struct wf_scenario *scenario,
                                 const struct wf_outcome *outcome, struct wf_diag *diag)
{
    uint64_t empty = 0;
    for (size_t i = 0; i < outcome->round_count; i++)
        empty += outcome->round_rows[i].progress <= 0;
    if (empty)
        wf_diag_warn(diag, scenario->deployment.path, 0,
                     "%llu of the %zu rounds run advanced nothing, because no update came: they do "
                     "not count towards the number asked for",
                     (unsigned long long)empty, outcome->round_count);
}

/* Updates that were late, stale, missing or cut off: how the number of rounds counts them. */
static void warn_of_updates(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                            struct wf_diag *diag)
{
    const char *path = scenario->deployment.path;
    char text[32];
    if (outcome->late_trainings)
        wf_diag_warn(diag, path, 0,
                     "%llu of %llu trainings began late, by up to %s: the one before took longer "
                     "than 'every'",
                     (unsigned long long)outcome->late_trainings,
                     (unsigned long long)outcome->trainings,
                     wf_quantity_text(outcome->latest_training_s, WF_DIM_TIME, text, sizeof text));
    if (outcome->stale_updates && isnan(scenario->workload.staleness_factor_ratio))
        wf_diag_warn(
            diag, path, 0,
            "%llu updates were stale; workload '%s' has no staleness-factor: they count as "
            "fresh ones (assumed)",
            (unsigned long long)outcome->stale_updates, scenario->workload.id);
    if (outcome->missing_updates && isnan(scenario->workload.missing_factor_ratio))
        wf_diag_warn(diag, path, 0,
                     "%llu updates did not come; workload '%s' has no missing-factor: rounds count "
                     "as if they had (assumed)",
                     (unsigned long long)outcome->missing_updates, scenario->workload.id);
    if (outcome->cuts_estimated)
        wf_diag_warn(diag, path, 0,
                     "%llu transfers were cut off on links that others shared: the bytes they had "
                     "moved are an estimate",
                     (unsigned long long)outcome->cuts_estimated);
}

void wf_warnings_report(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                        const struct wf_billed_links *links, const struct wf_partial *carbon,
                        const struct wf_partial *embodied, struct wf_diag *diag)
{
    const char *path = scenario->deployment.path;
    warn_of_links(path, outcome, links, diag);
    warn_of_radios(path, outcome, diag);
    warn_of_carbon(path, carbon, embodied, diag);
    warn_of_assumptions(scenario, diag);
    warn_of_sleep_states(scenario, diag);
    warn_of_empty_rounds(scenario, outcome, diag);
    warn_of_updates(scenario, outcome, diag);
    if (scenario->total_samples != scenario->workload.samples)
        wf_diag_warn(diag, path, 0, "the actors hold %llu samples; workload '%s' has %llu",
                     (unsigned long long)scenario->total_samples, scenario->workload.id,
                     (unsigned long long)scenario->workload.samples);
}
