#include "output/run_json.h"
#include "base/date.h"
#include "output/json.h"
#include "output/provenance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *key;
    struct json_object *value;
};

static void add_rows(struct json_object *object, const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        wf_json_add(object, rows[i].key, rows[i].value);
}

static int compare_names(const void *a, const void *b)
{
    const struct wf_kind_bill *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static struct json_object *energy_by_kind(const struct wf_summary *summary)
{
    struct json_object *object = wf_json_object();
    const struct wf_kind_bill **kinds = wf_calloc(summary->kind_count, sizeof *kinds);
    for (size_t i = 0; i < summary->kind_count; i++)
        kinds[i] = &summary->kinds[i];
    qsort(kinds, summary->kind_count, sizeof *kinds, compare_names);
    for (size_t i = 0; i < summary->kind_count; i++)
        wf_json_add(object, kinds[i]->name, wf_json_number(kinds[i]->energy_j));
    free(kinds);
    return object;
}

static struct json_object *energy_by_phase(const struct wf_summary *summary)
{
    struct json_object *object = wf_json_object();
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_json_add(object, wf_phase_name(phase), wf_json_number(summary->phase_j[phase]));
    return object;
}

static struct json_object *carbon_by_phase(const struct wf_summary *summary)
{
    struct json_object *object = wf_json_object();
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_json_add(object, wf_phase_name((enum wf_phase)phase),
                    wf_json_number(summary->phase_carbon_g[phase]));
    return object;
}

/* The phases that count. */
static struct json_object *phases(const struct wf_scenario *scenario)
{
    struct json_object *array = wf_json_array();
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (wf_phases_have(scenario->options.phases, (enum wf_phase)phase))
            wf_json_append(array, wf_json_string(wf_phase_name((enum wf_phase)phase)));
    return array;
}

static struct json_object *date(double unix_s)
{
    char text[32];
    return isnan(unix_s) ? NULL : wf_json_string(wf_date_text(unix_s, text, sizeof text));
}

static struct json_object *provenance(const struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_origin *origin = &scenario->rounds_origin;
    const struct row rows[] = {
        {"value", wf_json_number(scenario->rounds)},
        {"provenance", wf_json_string(wf_provenance_name(scenario->provenance))},
        {"source", wf_json_string(scenario->provenance_source)},
        {"unheld", wf_json_string(scenario->rounds_unheld)},
        {"file", wf_json_string(origin->file)},
        {"line", origin->line ? wf_json_count(origin->line) : NULL},
    };
    struct json_object *rounds = wf_json_object(), *object = wf_json_object();
    add_rows(rounds, rows, sizeof rows / sizeof *rows);
    wf_json_add(object, "rounds", rounds);
    struct wf_figure_list figures;
    wf_provenance_figures(summary, &figures);
    wf_provenance_json(&figures, object);
    wf_figure_list_release(&figures);
    return object;
}

/* What was simulated, and how long it took. */
static void add_job(struct json_object *run, const struct wf_summary *summary)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    const struct row rows[] = {
        {"schema", wf_json_string("wattfleet.run/1")},
        {"wattfleet", wf_json_string(WATTFLEET_VERSION)},
        {"simgrid", wf_json_string(outcome->simgrid)},
        {"network_model", wf_json_string(outcome->network_model)},
        {"engine", wf_json_string(outcome->engine)},
        {"engine_reason", wf_json_string(outcome->engine_reason)},
        {"partial", wf_json_flag(outcome->partial)},
        {"seed", wf_json_count(scenario->options.seed)},
        {"platform", wf_json_string(scenario->platform->path)},
        {"deployment", wf_json_string(scenario->deployment.path)},
        {"paradigm", wf_json_string(scenario->paradigm->name)},
        {"workload", wf_json_string(scenario->workload.id)},
        {"time_s", wf_json_number(outcome->time_s)},
        {"start", date(summary->start_s)},
        {"start_delay_s", wf_json_number(summary->start_delay_s)},
        {"phases", phases(scenario)},
        {"rounds", wf_json_count(outcome->rounds)},
        {"epochs", wf_json_number(summary->epochs)},
        {"trainings", wf_json_count(outcome->trainings)},
        {"training_time_s", wf_json_number(outcome->training_time_s)},
        {"late_trainings", wf_json_count(outcome->late_trainings)},
    };
    add_rows(run, rows, sizeof rows / sizeof *rows);
}

static struct json_object *network_energy(const struct wf_summary *summary)
{
    struct json_object *object = wf_json_object();
    for (int view = 0; view < WF_NETWORK_VIEWS; view++)
        wf_json_add(object, wf_network_views[view],
                    wf_json_number(summary->network_energy_j[view]));
    return object;
}

static struct json_object *network_unknown(const struct wf_summary *summary)
{
    const struct wf_network_unknown *unknown = &summary->network_unknown;
    struct json_object *object = wf_json_object();
    wf_json_add(object, "byte", wf_json_number(unknown->byte));
    wf_json_add(object, "low_j", wf_json_number(unknown->low_j));
    wf_json_add(object, "high_j", wf_json_number(unknown->high_j));
    return object;
}

/* Energy and carbon. */
static void add_energy(struct json_object *run, const struct wf_summary *summary)
{
    const struct row rows[] = {
        {"energy_j", wf_json_number(summary->energy_j)},
        {"host_energy_j", wf_json_number(summary->host_energy_j)},
        {"energy_by_kind_j", energy_by_kind(summary)},
        {"energy_by_phase_j", energy_by_phase(summary)},
        {"link_energy_j", wf_json_number(summary->link_energy_j)},
        {"network_view", wf_json_string(wf_network_views[summary->scenario->options.network])},
        {"network_energy_j", network_energy(summary)},
        {"network_unknown", network_unknown(summary)},
        {"plugin_host_energy_j", wf_json_number(summary->plugin_host_energy_j)},
        {"ledger_host_energy_j", wf_json_number(summary->ledger_host_energy_j)},
        {"plugin_link_energy_j", wf_json_number(summary->plugin_link_energy_j)},
        {"ledger_link_energy_j", wf_json_number(summary->ledger_link_energy_j)},
        {"carbon_g", wf_json_number(summary->carbon_g)},
        {"carbon_by_phase_g", carbon_by_phase(summary)},
        {"embodied_g", wf_json_number(summary->embodied_g)},
    };
    add_rows(run, rows, sizeof rows / sizeof *rows);
}

/* What was done for it, and how far to trust it. */
static void add_work(struct json_object *run, const struct wf_summary *summary,
                     const struct wf_diag *warnings)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    const struct wf_workload *workload = &scenario->workload;
    const struct row rows[] = {
        {"uplink_byte", wf_json_number(outcome->byte[WF_UPLINK])},
        {"downlink_byte", wf_json_number(outcome->byte[WF_DOWNLINK])},
        {"exchange_byte", wf_json_number(outcome->byte[WF_EXCHANGE])},
        {"flop", wf_json_number(outcome->flop)},
        {"accelerator_hours", wf_json_number(summary->busy_accelerator_hours)},
        {"parameters", wf_json_number(workload->parameters)},
        {"trainable_parameters", wf_json_number(workload->trainable_parameters)},
        {"model_byte", wf_json_number(workload->model_byte)},
        {"base_byte", wf_json_number(workload->base_byte)},
        {"samples", wf_json_number(outcome->samples)},
        {"samples_per_j", wf_json_number(summary->samples_per_j)},
        {"byte_per_j", wf_json_number(summary->byte_per_j)},
        {"metric", wf_json_string(workload->metric)},
        {"target", wf_json_number(scenario->target)},
        {"learners", wf_json_count(wf_scenario_count(scenario, WF_LEARNER))},
        {"active", wf_json_count(scenario->active)},
        {"dropped_updates", wf_json_count(outcome->dropped_updates)},
        {"wasted_energy_j", wf_json_number(outcome->wasted_energy_j)},
        {"missing_updates", wf_json_count(outcome->missing_updates)},
        {"stale_updates", wf_json_count(outcome->stale_updates)},
        {"staleness", wf_json_number(outcome->staleness)},
        {"inferences", wf_json_number(outcome->inferences)},
        {"learner_coverage", wf_json_number(outcome->learner_coverage)},
        {"sample_coverage", wf_json_number(outcome->sample_coverage)},
        {"learner_gini", wf_json_number(outcome->learner_gini)},
        {"sample_gini", wf_json_number(outcome->sample_gini)},
        {"provenance", provenance(summary)},
        {"calibrated", wf_json_flag(scenario->calibrated)},
        {"warnings", wf_json_warnings(warnings)},
    };
    add_rows(run, rows, sizeof rows / sizeof *rows);
}

struct json_object *wf_run_json(const struct wf_summary *summary, const struct wf_diag *warnings)
{
    struct json_object *run = wf_json_object();
    add_job(run, summary);
    add_energy(run, summary);
    add_work(run, summary, warnings);
    return run;
}
