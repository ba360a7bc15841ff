#include "study/term_rows.h"
#include "output/early_end.h"
#include "prop/data_kind.h"
#include "scenario/evaluation.h"
#include "study/given_rounds.h"
#include "study/meter_planes.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the work ---- */

static void put_workload(const struct wf_summary *summary, struct wf_buffer *out)
{
    wf_buffer_printf(out, "%s", summary->scenario->workload.id);
}

/* Props of the workload, as text; the target is a term of its own. */
static char *workload_prop(const struct wf_summary *summary, const struct wf_prop *row)
{
    struct wf_buffer text = {0};
    wf_buffer_add(&text, "", 0);
    wf_props_text(row, &summary->scenario->workload, &text);
    return text.text;
}

static bool same_prop(const struct wf_summary *a, const struct wf_summary *b,
                      const struct wf_prop *row)
{
    char *left = workload_prop(a, row), *right = workload_prop(b, row);
    bool same = !strcmp(left, right) || !strcmp(row->name, "target");
    free(left);
    free(right);
    return same;
}

static bool same_workload(const struct wf_summary *a, const struct wf_summary *b)
{
    if (a->scenario->workload.content_hash == b->scenario->workload.content_hash)
        return true;
    for (const struct wf_prop *row = wf_workload_props; row->name; row++)
        if (!same_prop(a, b, row))
            return false;
    return true;
}

static void put_target(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    char number[32];
    if (isnan(scenario->target))
        wf_buffer_printf(out, "none stated");
    else
        wf_buffer_printf(out, "%s%s%s", scenario->workload.metric ? scenario->workload.metric : "",
                         scenario->workload.metric ? " " : "",
                         wf_number_text(scenario->target, number, sizeof number));
}

static void put_samples(const struct wf_summary *summary, struct wf_buffer *out)
{
    wf_buffer_printf(out, "%llu", (unsigned long long)summary->scenario->total_samples);
}

static void put_trainings(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_plan *plan = wf_scenario_plan(summary->scenario);
    wf_buffer_printf(out, "%llu", (unsigned long long)plan->trainings);
    if (plan->trainings > 1)
        wf_buffer_printf(out, ", on %s, %llu samples added before each but the first",
                         plan->train_on == WF_TRAIN_ON_NEW ? "what is new" : "all there is",
                         (unsigned long long)summary->scenario->total_new_samples);
}

static void put_trials(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_plan *plan = wf_scenario_plan(summary->scenario);
    if (plan->trials == 0)
        wf_buffer_printf(out, "none");
    else
        wf_buffer_printf(out, "%llu of %.4g %% of a training", (unsigned long long)plan->trials,
                         100 * plan->trial_share_ratio);
}

static void put_inferences(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    uint32_t count = scenario->participant_count[WF_USER];
    double inferences = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct wf_user *user =
            &wf_scenario_actor(scenario, &scenario->participants[WF_USER][i])->values.user;
        inferences += user->per_day * user->days;
    }
    if (count)
        wf_buffer_printf(out, "%.12g on %u host%s", inferences, count, wf_plural(count));
    else
        wf_buffer_printf(out, "none");
}

/* ---- evaluation ---- */

static void put_evaluation(const struct wf_summary *summary, struct wf_buffer *out)
{
    struct wf_evaluation evaluation = wf_evaluation_of(summary->scenario);
    if (evaluation.samples == 0) {
        wf_buffer_printf(out, "none");
        return;
    }
    wf_buffer_printf(out, "%.7g samples every %.7g passes over the data", evaluation.samples,
                     evaluation.period_passes);
    if (evaluation.start_passes > evaluation.period_passes + evaluation.round_passes)
        wf_buffer_printf(out, ", from pass %.7g on", evaluation.start_passes);
}

static bool same_evaluation(const struct wf_summary *a, const struct wf_summary *b)
{
    struct wf_evaluation left = wf_evaluation_of(a->scenario);
    struct wf_evaluation right = wf_evaluation_of(b->scenario);
    return wf_evaluation_is_same(&left, &right);
}

/* ---- collection of the data ---- */

enum collection { NOT_NEEDED, COUNTED, LEFT_OUT };

static enum collection collection_of(const struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    if (scenario->paradigm->holder == scenario->paradigm->worker)
        return NOT_NEEDED;
    return scenario->participant_count[scenario->paradigm->holder] ? COUNTED : LEFT_OUT;
}

static void put_collection(const struct wf_summary *summary, struct wf_buffer *out)
{
    static const char *const words[] = {"not needed: trained where the data is", "counted",
                                        "left out: the data is at the trainer"};
    wf_buffer_printf(out, "%s", words[collection_of(summary)]);
}

static bool same_collection(const struct wf_summary *a, const struct wf_summary *b)
{
    return (collection_of(a) == LEFT_OUT) == (collection_of(b) == LEFT_OUT);
}

/* ---- how the data is spread ---- */

/* A kind of data (prop/data_kind.h); NaN: not stated, or pooled. */
static double split_of(const struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    return scenario->paradigm->federated ? wf_scenario_plan(scenario)->data : NAN;
}

static void put_split(const struct wf_summary *summary, struct wf_buffer *out)
{
    double data = split_of(summary);
    if (isnan(data))
        wf_buffer_printf(out, "%s",
                         summary->scenario->paradigm->federated ? "not stated" : "pooled");
    else
        wf_data_kind_text(data, out);
}

/* What one does not state, or states in general (non-iid), may be what the other states. */
static bool same_split(const struct wf_summary *a, const struct wf_summary *b)
{
    double left = split_of(a), right = split_of(b);
    return isnan(left) || isnan(right) || wf_data_kind_fits(left, right) ||
           wf_data_kind_fits(right, left);
}

/* ---- rounds ---- */

static void put_rounds(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    char takes[32];
    wf_buffer_printf(out, "%s %s, %s", wf_scenario_rounds_text(scenario, takes, sizeof takes),
                     scenario->paradigm->unit, wf_provenance_name(scenario->provenance));
    if (scenario->rounds_unheld)
        wf_buffer_printf(out, "; %s", scenario->rounds_unheld);
}

static bool same_rounds(const struct wf_summary *a, const struct wf_summary *b)
{
    return !a->scenario->rounds_unheld && !b->scenario->rounds_unheld &&
           !wf_given_rounds_reused(a->scenario, b->scenario);
}

/* ---- links of unknown energy ---- */

static void put_network(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_network_unknown *unknown = &summary->network_unknown;
    char byte[32], low[32], high[32];
    if (unknown->byte > 0)
        wf_buffer_printf(out, "%s on %u link%s of unknown energy ('%s' first): %s to %s",
                         wf_quantity_text(unknown->byte, WF_DIM_BYTE, byte, sizeof byte),
                         unknown->links, wf_plural(unknown->links), unknown->first,
                         wf_quantity_text(unknown->low_j, WF_DIM_ENERGY, low, sizeof low),
                         wf_quantity_text(unknown->high_j, WF_DIM_ENERGY, high, sizeof high));
    else
        wf_buffer_printf(out, "known");
}

static bool same_network(const struct wf_summary *a, const struct wf_summary *b)
{
    return !wf_summary_unknown_turns(a, b);
}

static void put_network_why(const struct wf_study *study, size_t a, size_t b, struct wf_buffer *out)
{
    wf_buffer_printf(out, "what is not counted may change which of %s and %s uses less: ",
                     study->labels.items[a], study->labels.items[b]);
    put_network(&study->summaries[a], out);
    wf_buffer_printf(out, " (%s), ", study->labels.items[a]);
    put_network(&study->summaries[b], out);
    wf_buffer_printf(out, " (%s)", study->labels.items[b]);
}

/* ---- what may differ ---- */

static void put_data(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    enum wf_role_id holder = scenario->paradigm->holder;
    uint32_t count = wf_scenario_count(scenario, holder);
    if (!count) {
        wf_buffer_printf(out, "the trainer");
        return;
    }
    const struct wf_host *first = wf_scenario_host(scenario, scenario->participants[holder]);
    wf_buffer_printf(out, "%u host%s, %s", count, wf_plural(count), first->name);
    if (count > 1)
        wf_buffer_printf(out, " to %s", wf_scenario_last_host(scenario, holder));
}

/* Hosts kept between trainings, nodes kept while their data comes. */
static void put_reserved(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_plan *plan = wf_scenario_plan(scenario);
    bool early = scenario->paradigm->leader == WF_TRAINER &&
                 wf_scenario_trainer(scenario)->reserved_from == WF_RESERVED_FROM_START;
    wf_buffer_printf(out, "%s%s",
                     plan->trainings == 1       ? "one training"
                     : plan->reserved == WF_YES ? "between trainings"
                                                : "not between trainings",
                     early ? ", before the data is there" : "");
}

static void put_start(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_plan *plan = wf_scenario_plan(summary->scenario);
    char delay[32];
    wf_buffer_printf(out, "%s", plan->start_date ? plan->start_date : "any date");
    if (plan->delay_s > 0)
        wf_buffer_printf(out, ", put off by up to %s to the least carbon (an oracle)",
                         wf_quantity_text(plan->delay_s, WF_DIM_TIME, delay, sizeof delay));
}

/* ---- the table ---- */

/* What differs between two deployments, @p b the later. */
static void put_workload_why(const struct wf_study *study, size_t a, size_t b,
                             struct wf_buffer *out)
{
    const struct wf_summary *first = &study->summaries[a], *other = &study->summaries[b];
    size_t found = 0;
    for (const struct wf_prop *row = wf_workload_props; row->name; row++) {
        if (same_prop(first, other, row))
            continue;
        char *left = workload_prop(first, row), *right = workload_prop(other, row);
        wf_buffer_printf(out, "%s%s is %s in %s, %s in %s", found++ ? ", " : "", row->name,
                         *left ? left : "not given", study->labels.items[a],
                         *right ? right : "not given", study->labels.items[b]);
        free(left);
        free(right);
    }
}

static void put_unheld(const struct wf_study *study, size_t index, struct wf_buffer *out)
{
    const char *why = study->scenarios[index].rounds_unheld;
    if (why)
        wf_buffer_printf(out, "%sthose of %s were %s", out->length ? "; " : "",
                         study->labels.items[index], why);
}

static void put_rounds_why(const struct wf_study *study, size_t a, size_t b, struct wf_buffer *out)
{
    const struct wf_scenario *first = &study->scenarios[a], *other = &study->scenarios[b];
    char *reused = wf_given_rounds_reused(first, other), takes[32];
    struct wf_buffer text = {0};
    if (a == 0 && b == 1)
        put_unheld(study, a, &text);
    put_unheld(study, b, &text);
    if (reused)
        wf_buffer_printf(&text, "%s%s and %s give the same %s %s, but not the same settings: %s",
                         text.length ? "; " : "", study->labels.items[a], study->labels.items[b],
                         wf_scenario_rounds_text(first, takes, sizeof takes), first->paradigm->unit,
                         reused);
    wf_buffer_add(out, text.text ? text.text : "", text.length);
    wf_buffer_release(&text);
    free(reused);
}

/* ---- the end ---- */

static void put_end(const struct wf_summary *summary, struct wf_buffer *out)
{
    if (summary->outcome->partial)
        wf_early_end_put(summary, out);
    else
        wf_buffer_printf(out, "as planned");
}

/* What two would have used to their ends is not known, wherever they were ended. */
static bool same_end(const struct wf_summary *a, const struct wf_summary *b)
{
    return !a->outcome->partial && !b->outcome->partial;
}

const struct wf_term_row wf_term_rows[] = {
    {"end", false, false, put_end, same_end, NULL},
    {"workload", false, false, put_workload, same_workload, put_workload_why},
    {"target", false, false, put_target, NULL, NULL},
    {"samples", false, false, put_samples, NULL, NULL},
    {"split", false, false, put_split, same_split, NULL},
    {"trainings", false, false, put_trainings, NULL, NULL},
    {"rounds", false, false, put_rounds, same_rounds, put_rounds_why},
    {"evaluation", false, false, put_evaluation, same_evaluation, NULL},
    {"collection", false, false, put_collection, same_collection, NULL},
    {"trials", false, false, put_trials, NULL, NULL},
    {"inferences", false, false, put_inferences, NULL, NULL},
    {"meters", false, false, wf_meter_planes_put, wf_meter_planes_are_same, wf_meter_planes_why},
    {"network", false, true, put_network, same_network, put_network_why},
    {"data", true, false, put_data, NULL, NULL},
    {"reserved", true, false, put_reserved, NULL, NULL},
    {"start", true, false, put_start, NULL, NULL},
    {NULL, false, false, NULL, NULL, NULL},
};
