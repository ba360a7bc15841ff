#include "output/json.h"
#include "base/date.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ---- */

/* json-c returns NULL when memory is out, which would be written as null. */
static struct json_object *must(struct json_object *object)
{
    if (!object)
        wf_die_no_memory();
    return object;
}

struct json_object *wf_json_number(double value)
{
    char text[32];
    if (!isfinite(value))
        return NULL;
    return must(json_object_new_double_s(value, wf_number_text(value, text, sizeof text)));
}

struct json_object *wf_json_count(uint64_t value)
{
    return must(json_object_new_uint64(value));
}

static struct json_object *flag(bool value)
{
    return must(json_object_new_boolean(value));
}

/* Bytes of the UTF-8 sequence at @p s: 1 to 4, or 0 where there is none (RFC 3629: no overlong
 * ones, no surrogates, nothing beyond U+10FFFF). */
static size_t sequence_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    size_t length = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    bool refused = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] >= 0xA0) ||
                   (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] >= 0x90);
    return refused ? 0 : length;
}

struct json_object *wf_json_string(const char *text)
{
    if (!text)
        return NULL;
    struct wf_buffer whole = {0};
    wf_buffer_add(&whole, "", 0);
    while (*text != '\0') {
        size_t length = sequence_length((const unsigned char *)text);
        if (length > 0)
            wf_buffer_add(&whole, text, length);
        else
            wf_buffer_add(&whole, "\xEF\xBF\xBD", 3);
        text += length > 0 ? length : 1;
    }
    struct json_object *string = must(json_object_new_string(whole.text));
    wf_buffer_release(&whole);
    return string;
}

void wf_json_add(struct json_object *object, const char *key, struct json_object *value)
{
    if (json_object_object_add(object, key, value) < 0)
        wf_die_no_memory();
}

struct json_object *wf_json_warnings(const struct wf_diag *warnings)
{
    struct json_object *array = must(json_object_new_array());
    for (size_t i = 0; warnings && i < warnings->count; i++) {
        if (warnings->entries[i].severity != WF_WARNING)
            continue;
        struct wf_diag_entry entry = warnings->entries[i];
        entry.severity = WF_ERROR; /* an entry of "warnings" need not say that it is one */
        char *text = wf_diag_text(&entry);
        if (json_object_array_add(array, wf_json_string(text)) < 0)
            wf_die_no_memory();
        free(text);
    }
    return array;
}

/* ---- the run ---- */

struct row {
    const char *key;
    struct json_object *value;
};

static struct json_object *object_of(const struct row *rows, size_t count)
{
    struct json_object *object = must(json_object_new_object());
    for (size_t i = 0; i < count; i++)
        wf_json_add(object, rows[i].key, rows[i].value);
    return object;
}

static int compare_names(const void *a, const void *b)
{
    const struct wf_kind_bill *const *x = a, *const *y = b;
    return strcmp((*x)->name, (*y)->name);
}

static struct json_object *energy_by_kind(const struct wf_summary *summary)
{
    struct json_object *object = must(json_object_new_object());
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
    struct json_object *object = must(json_object_new_object());
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_json_add(object, wf_phase_name(phase), wf_json_number(summary->phase_j[phase]));
    return object;
}

static struct json_object *carbon_by_phase(const struct wf_summary *summary)
{
    struct json_object *object = must(json_object_new_object());
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        wf_json_add(object, wf_phase_name((enum wf_phase)phase),
                    wf_json_number(summary->phase_carbon_g[phase]));
    return object;
}

/* Those that count. */
static struct json_object *phases(const struct wf_scenario *scenario)
{
    struct json_object *array = must(json_object_new_array());
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (wf_phases_have(scenario->options.phases, (enum wf_phase)phase) &&
            json_object_array_add(array, wf_json_string(wf_phase_name((enum wf_phase)phase))) < 0)
            wf_die_no_memory();
    return array;
}

static struct json_object *date(double unix_s)
{
    char text[32];
    return isnan(unix_s) ? NULL : wf_json_string(wf_date_text(unix_s, text, sizeof text));
}

static struct json_object *provenance(const struct wf_scenario *scenario)
{
    const struct wf_origin *origin = &scenario->rounds_origin;
    const struct row rows[] = {
        {"value", wf_json_count(scenario->rounds)},
        {"provenance", wf_json_string(wf_provenance_name(scenario->provenance))},
        {"source", wf_json_string(scenario->provenance_source)},
        {"file", wf_json_string(origin->file)},
        {"line", origin->line ? wf_json_count(origin->line) : NULL},
    };
    const struct row of_rounds[] = {{"rounds", object_of(rows, sizeof rows / sizeof *rows)}};
    return object_of(of_rounds, 1);
}

struct json_object *wf_json_run(const struct wf_summary *summary, const struct wf_diag *warnings)
{
    const struct wf_scenario *scenario = summary->scenario;
    const struct wf_outcome *outcome = summary->outcome;
    const struct wf_workload *workload = &scenario->workload;
    const struct row rows[] = {
        {"schema", wf_json_string("wattfleet.run/1")},
        {"wattfleet", wf_json_string(WATTFLEET_VERSION)},
        {"simgrid", wf_json_string(outcome->simgrid)},
        {"network_model", wf_json_string(outcome->network_model)},
        {"seed", wf_json_count(scenario->options.seed)},
        {"platform", wf_json_string(scenario->platform->path)},
        {"deployment", wf_json_string(scenario->deployment.path)},
        {"paradigm", wf_json_string(scenario->paradigm->name)},
        {"workload", wf_json_string(workload->id)},
        {"time_s", wf_json_number(outcome->time_s)},
        {"start", date(summary->start_s)},
        {"start_delay_s", wf_json_number(summary->start_delay_s)},
        {"phases", phases(scenario)},
        {"rounds", wf_json_count(outcome->rounds)},
        {"epochs", wf_json_number(summary->epochs)},
        {"trainings", wf_json_count(outcome->trainings)},
        {"training_time_s", wf_json_number(outcome->training_time_s)},
        {"late_trainings", wf_json_count(outcome->late_trainings)},
        {"energy_j", wf_json_number(summary->energy_j)},
        {"host_energy_j", wf_json_number(summary->host_energy_j)},
        {"energy_by_kind_j", energy_by_kind(summary)},
        {"energy_by_phase_j", energy_by_phase(summary)},
        {"link_energy_j", wf_json_number(summary->link_energy_j)},
        {"plugin_host_energy_j", wf_json_number(summary->plugin_host_energy_j)},
        {"ledger_host_energy_j", wf_json_number(summary->ledger_host_energy_j)},
        {"plugin_link_energy_j", wf_json_number(summary->plugin_link_energy_j)},
        {"ledger_link_energy_j", wf_json_number(summary->ledger_link_energy_j)},
        {"carbon_g", wf_json_number(summary->carbon_g)},
        {"carbon_by_phase_g", carbon_by_phase(summary)},
        {"embodied_g", wf_json_number(summary->embodied_g)},
        {"uplink_byte", wf_json_number(outcome->byte[WF_UPLINK])},
        {"downlink_byte", wf_json_number(outcome->byte[WF_DOWNLINK])},
        {"exchange_byte", wf_json_number(outcome->byte[WF_EXCHANGE])},
        {"flop", wf_json_number(outcome->flop)},
        {"accelerator_hours", wf_json_number(summary->busy_accelerator_hours)},
        {"parameters", wf_json_number(workload->parameters)},
        {"model_byte", wf_json_number(workload->model_byte)},
        {"samples", wf_json_number(outcome->samples)},
        {"samples_per_j", wf_json_number(summary->samples_per_j)},
        {"byte_per_j", wf_json_number(summary->byte_per_j)},
        {"metric", wf_json_string(workload->metric)},
        {"target", wf_json_number(scenario->target)},
        {"learners", wf_json_count(scenario->participant_count[WF_LEARNER])},
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
        {"provenance", provenance(scenario)},
        {"calibrated", flag(scenario->calibrated)},
        {"warnings", wf_json_warnings(warnings)},
    };
    return object_of(rows, sizeof rows / sizeof *rows);
}

void wf_json_text(struct json_object *object, struct wf_buffer *out)
{
    const char *text = json_object_to_json_string_ext(
        object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE);
    if (!text)
        wf_die_no_memory();
    wf_buffer_add(out, text, strlen(text));
    wf_buffer_add(out, "\n", 1);
}
