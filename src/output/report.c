#include "output/report.h"
#include "account/reserve_bill.h"
#include "base/date.h"
#include "output/amount.h"
#include "output/early_end.h"
#include "output/grid.h"
#include "output/provenance.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The page is one grid, so that its sections are aligned: indent, what, how much, share, note. */
static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                       WF_ALIGN_LEFT};
enum { COLUMN_COUNT = sizeof aligns / sizeof *aligns };

struct page {
    const struct wf_summary *summary;
    const struct wf_scenario *scenario;
    const struct wf_outcome *outcome;
    bool federated;
    struct wf_grid grid;
};

static void section(struct page *page, const char *title)
{
    wf_grid_add_line(&page->grid, "");
    wf_grid_add_line(&page->grid, title);
}

static void row(struct page *page, const char *what, const char *much, const char *share,
                const char *note)
{
    wf_grid_row(&page->grid, "", what, much, share, note);
}

/* The same with a quantity and a formatted note. */
static void WF_PRINTF(5, 6) quantity(struct page *page, const char *what, double value,
                                     enum wf_dimension dimension, const char *format, ...)
{
    char text[32];
    va_list arguments;
    va_start(arguments, format);
    char *note = wf_vformat(format, arguments);
    va_end(arguments);
    row(page, what, wf_quantity_text(value, dimension, text, sizeof text), NULL, note);
    free(note);
}

/* ---- headline ---- */

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] != '\0' ? slash + 1 : path;
}

/* Append the first line of the page, without its line end: what ran where, and its time, energy
 * and carbon. */
static void put_headline(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    const char *platform = base_name(scenario->platform->path);
    char time[32], energy[32], kwh[32], carbon[32];
    wf_buffer_printf(out, "%s %s on ", scenario->paradigm->name, scenario->workload.id);
    wf_text_show(out, platform, strlen(platform), "");
    wf_buffer_printf(out, ": %s, %s (%s), ",
                     wf_quantity_text(summary->outcome->time_s, WF_DIM_TIME, time, sizeof time),
                     wf_quantity_text(summary->energy_j, WF_DIM_ENERGY, energy, sizeof energy),
                     wf_amount_kwh(summary->energy_j, kwh, sizeof kwh));
    if (isnan(summary->carbon_g))
        wf_buffer_printf(out, "carbon unknown");
    else
        wf_buffer_printf(out, "%s CO2e",
                         wf_quantity_text(summary->carbon_g, WF_DIM_MASS, carbon, sizeof carbon));
}

/* ---- energy ---- */

/* A rest from subtracting equal watts is a rounding error, not an energy. */
static double without_noise(const struct wf_summary *summary, double energy_j)
{
    return fabs(energy_j) <= 1e-12 * summary->energy_j ? 0 : energy_j;
}

/* A part of the energy, with its share. */
static void part_row(struct page *page, const char *what, double energy_j, const char *note)
{
    char energy[32], share[32];
    row(page, what, wf_quantity_text(energy_j, WF_DIM_ENERGY, energy, sizeof energy),
        wf_amount_share(energy_j, page->summary->energy_j, share, sizeof share), note);
}

/* The number of links, and of how many the energy is unknown. @param[out] none  true: all of them
 */
static char *network_note(const struct wf_summary *summary, bool *none)
{
    size_t count = summary->billed_links, unknown = summary->unknown_links;
    *none = unknown == count;
    if (unknown == 0)
        return wf_format("%zu link%s", count, wf_plural(count));
    if (*none)
        return wf_format("%zu link%s, energy unknown", count, wf_plural(count));
    return wf_format("%zu links, %zu of unknown energy", count, unknown);
}

/* With --phases, every figure of energy and carbon is that of the phases listed. */
static void counted_phases(struct page *page)
{
    uint32_t phases = page->scenario->options.phases;
    struct wf_buffer line = {0};
    if (!phases)
        return;
    wf_buffer_printf(&line, "Only these phases count:");
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        if (wf_phases_have(phases, (enum wf_phase)phase))
            wf_buffer_printf(&line, " %s", wf_phase_name((enum wf_phase)phase));
    wf_grid_add_line(&page->grid, line.text);
    wf_buffer_release(&line);
}

/* Joules of the classes of networks in either view, and what is not known. */
static void network_lines(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    const struct wf_network_unknown *unknown = &summary->network_unknown;
    uint32_t counted = page->scenario->options.network;
    char first[32], second[32], third[32];
    if (summary->billed_links) {
        char *line = wf_format("  classes of networks: %s marginal, %s allocation; counted: %s",
                               wf_quantity_text(summary->network_energy_j[WF_VIEW_MARGINAL],
                                                WF_DIM_ENERGY, first, sizeof first),
                               wf_quantity_text(summary->network_energy_j[WF_VIEW_ALLOCATION],
                                                WF_DIM_ENERGY, second, sizeof second),
                               wf_network_views[counted]);
        wf_grid_add_line(&page->grid, line);
        free(line);
    }
    if (unknown->links) {
        char *line =
            wf_format("  of unknown energy: %s on %u link%s, counted as 0 J; may be %s to %s",
                      wf_quantity_text(unknown->byte, WF_DIM_BYTE, first, sizeof first),
                      unknown->links, wf_plural(unknown->links),
                      wf_quantity_text(unknown->low_j, WF_DIM_ENERGY, second, sizeof second),
                      wf_quantity_text(unknown->high_j, WF_DIM_ENERGY, third, sizeof third));
        wf_grid_add_line(&page->grid, line);
        free(line);
    }
}

static void energy_by_kind(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    section(page, page->scenario->options.whole_platform ? "Energy by kind (whole platform)"
                                                         : "Energy by kind");
    for (size_t i = 0; i < summary->kind_count; i++) {
        const struct wf_kind_bill *kind = &summary->kinds[i];
        bool links = summary->billed_links > 0 && !strcmp(kind->name, "network"), unknown = false;
        char *note = links ? network_note(summary, &unknown)
                           : wf_format("%u host%s", kind->count, wf_plural(kind->count));
        if (unknown)
            row(page, kind->name, "-", "-", note);
        else
            part_row(page, kind->name, without_noise(summary, kind->energy_j), note);
        free(note);
    }
    network_lines(page);
}

/* What a phase is; of split learning, what is exchanged is of batches. */
static const char *meaning_of(const struct page *page, enum wf_phase phase)
{
    static const char *const meanings[WF_PHASE_COUNT] = {
        [WF_PHASE_COMPUTE] = "training",
        [WF_PHASE_EVALUATE] = "forward passes on held-out data",
        [WF_PHASE_AGGREGATE] = "updates or gradients put together",
        [WF_PHASE_PROTECTION] = "updates hidden from the server, their sum uncovered",
        [WF_PHASE_PREPARATION] = "data made ready for training",
        [WF_PHASE_INFERENCE] = "the trained model at work",
        [WF_PHASE_UPLOAD] = "updates sent",
        [WF_PHASE_DOWNLOAD] = "models received",
        [WF_PHASE_COLLECTION] = "data brought to where it is trained on",
        [WF_PHASE_DEPLOYMENT] = "the trained model sent to its users, a frozen base to its devices",
        [WF_PHASE_EXPLORATION] = "trials before the training that counts",
        [WF_PHASE_STORAGE] = "data kept",
        [WF_PHASE_OVERHEAD] = "fixed cost of rounds and start-up",
        [WF_PHASE_WAIT] = "without work; base watts of links",
    };
    bool cut = page->scenario->paradigm->worker == WF_SPLIT_CLIENT;
    return cut && phase == WF_PHASE_UPLOAD     ? "activations sent, and clients' parts"
           : cut && phase == WF_PHASE_DOWNLOAD ? "gradients received, and clients' parts"
                                               : meanings[phase];
}

static void energy_by_phase(struct page *page)
{
    const double *phase_j = page->summary->phase_j;
    enum wf_phase order[WF_PHASE_COUNT];
    if (page->summary->energy_j == 0)
        return;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) { /* largest first, equal ones in order */
        int at = phase;
        for (; at > 0 && phase_j[order[at - 1]] < phase_j[phase]; at--)
            order[at] = order[at - 1];
        order[at] = phase;
    }
    section(page, "Energy by phase");
    for (int i = 0; i < WF_PHASE_COUNT; i++) {
        double energy_j = without_noise(page->summary, phase_j[order[i]]);
        if (energy_j != 0)
            part_row(page, wf_phase_name(order[i]), energy_j, meaning_of(page, order[i]));
    }
}

/* ---- carbon ---- */

static char *why_no_carbon(const struct wf_summary *summary)
{
    const struct wf_partial *hosts = &summary->host_carbon_g, *links = &summary->link_carbon_g;
    const char *first = wf_text_first(hosts->first_unknown, links->first_unknown);
    size_t unknown = (size_t)hosts->unknown + links->unknown;
    size_t known = hosts->known + (wf_sum_value(&links->sum) > 0 ? links->known : 0);
    if (known == 0 || unknown == 0)
        return wf_strdup("no carbon_intensity");
    if (unknown == 1)
        return wf_format("no carbon_intensity for '%s'", first);
    return wf_format("no carbon_intensity for '%s' and %zu more", first, unknown - 1);
}

/* The date of the start. A delayed start is chosen with knowledge of the later grid (an oracle). */
static void start_row(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    bool window = page->scenario->delay_s > 0, later = summary->start_delay_s > 0;
    char date[32], delay[32], much[48] = "";
    if (later)
        snprintf(much, sizeof much, "%s later",
                 wf_quantity_text(summary->start_delay_s, WF_DIM_TIME, delay, sizeof delay));
    char *note = wf_format("%s%s", wf_date_text(summary->start_s, date, sizeof date),
                           window ? ", greenest of the window (an oracle)" : "");
    row(page, "start", much, NULL, note);
    free(note);
}

static void carbon(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    section(page, "Carbon (CO2e)");
    if (isnan(summary->carbon_g)) {
        char *why = why_no_carbon(summary);
        row(page, "operational", "-", NULL, why);
        free(why);
    } else {
        char mean[32];
        double intensity = summary->carbon_g / (summary->energy_j / 3.6e6);
        wf_quantity_text(intensity, WF_DIM_INTENSITY, mean, sizeof mean);
        bool known = isfinite(intensity);
        quantity(page, "operational", summary->carbon_g, WF_DIM_MASS, "%s%s%s", known ? "at " : "",
                 known ? mean : "", known ? " on average" : "");
    }
    if (summary->dated)
        start_row(page);
    size_t known = summary->embodied_hosts;
    if (isnan(summary->embodied_g))
        row(page, "embodied", "-", NULL, "no embodied_carbon with lifetime");
    else if (known == summary->billed_hosts)
        quantity(page, "embodied", summary->embodied_g, WF_DIM_MASS, "of the time billed");
    else
        quantity(page, "embodied", summary->embodied_g, WF_DIM_MASS,
                 "of the time billed; known for %zu of %zu hosts", known, summary->billed_hosts);
}

/* ---- what was done ---- */

/* Who exchanges, and of trainers how and at which watts. */
static void write_exchange(const struct wf_scenario *scenario, char *text, size_t size)
{
    const struct wf_trainer *trainer =
        scenario->participant_count[WF_TRAINER] ? wf_scenario_trainer(scenario) : NULL;
    int length = snprintf(text, size, "between %ss", wf_roles[scenario->paradigm->worker].name);
    if (trainer)
        snprintf(text + length, size - (size_t)length, ": %s, at the watts of %s",
                 wf_all_reduce_name(trainer->all_reduce),
                 trainer->exchange_pstate ? "exchange-pstate" : "waiting");
}

static void network(struct page *page)
{
    char between[96];
    write_exchange(page->scenario, between, sizeof between);
    const struct {
        enum wf_direction direction;
        const char *name, *note;
    } rows[] = {{WF_UPLINK, "uplink", "to where it is trained or aggregated"},
                {WF_DOWNLINK, "downlink", "from the server"},
                {WF_EXCHANGE, "exchange", between}};
    section(page, "Bytes sent");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double byte = page->outcome->byte[rows[i].direction];
        if (byte > 0 || rows[i].direction == WF_UPLINK)
            quantity(page, rows[i].name, byte, WF_DIM_BYTE, "%s", byte > 0 ? rows[i].note : "");
    }
}

static void mean_round(struct page *page)
{
    const struct wf_outcome *outcome = page->outcome;
    double sum_s = 0, least_s = INFINITY, most_s = 0;
    char least[32], most[32];
    if (outcome->round_count < 2)
        return;
    for (size_t i = 0; i < outcome->round_count; i++) {
        double time_s = outcome->round_rows[i].end_s - outcome->round_rows[i].start_s;
        sum_s += time_s;
        least_s = fmin(least_s, time_s);
        most_s = fmax(most_s, time_s);
    }
    wf_quantity_text(least_s, WF_DIM_TIME, least, sizeof least);
    wf_quantity_text(most_s, WF_DIM_TIME, most, sizeof most);
    bool alike = !strcmp(least, most);
    char *note = alike ? wf_strdup("all alike") : wf_format("shortest %s, longest %s", least, most);
    quantity(page, page->federated ? "mean round" : "mean epoch",
             sum_s / (double)outcome->round_count, WF_DIM_TIME, "%s", note);
    free(note);
}

/* Rounds; of a centralised training epochs, the last of which may be a part. */
static double rounds_run(const struct page *page)
{
    const struct wf_outcome *outcome = page->outcome;
    double epochs = 0;
    for (size_t i = 0; i < outcome->round_count; i++)
        epochs += outcome->round_rows[i].progress;
    return page->federated ? (double)outcome->rounds : epochs;
}

/* What is sent of it, of how many parameters. */
static void model(struct page *page)
{
    const struct wf_workload *workload = &page->scenario->workload;
    char base[32];
    if (workload->base_byte > 0)
        quantity(page, "model", workload->model_byte, WF_DIM_BYTE,
                 "%.0f of %.0f parameters are trained; frozen base %s",
                 workload->trainable_parameters, workload->parameters,
                 wf_quantity_text(workload->base_byte, WF_DIM_BYTE, base, sizeof base));
    else
        quantity(page, "model", workload->model_byte, WF_DIM_BYTE, "%.0f parameters",
                 workload->parameters);
}

static void work(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    const struct wf_scenario *scenario = page->scenario;
    const struct wf_workload *workload = &scenario->workload;
    char target[32], passes[32], rate[32], hours[32];
    section(page, "Work");
    if (isnan(scenario->target))
        quantity(page, page->federated ? "rounds" : "epochs", rounds_run(page), WF_DIM_NUMBER, "%s",
                 "");
    else
        quantity(page, page->federated ? "rounds" : "epochs", rounds_run(page), WF_DIM_NUMBER,
                 "target %s%s%s",
                 wf_quantity_text(scenario->target, WF_DIM_NUMBER, target, sizeof target),
                 workload->metric ? " " : "", workload->metric ? workload->metric : "");
    mean_round(page);
    if (page->outcome->trainings > 1)
        quantity(page, "trainings", (double)page->outcome->trainings, WF_DIM_COUNT,
                 "%" PRIu64 " began late", page->outcome->late_trainings);
    if (page->outcome->inferences > 0)
        quantity(page, "inferences", page->outcome->inferences, WF_DIM_NUMBER, "run by users");
    quantity(page, "samples", page->outcome->samples, WF_DIM_COUNT,
             "%s pass%s over %" PRIu64 " samples; %s samples/J",
             wf_quantity_text(summary->epochs, WF_DIM_NUMBER, passes, sizeof passes),
             summary->epochs == 1 ? "" : "es", scenario->total_samples,
             wf_quantity_text(summary->samples_per_j, WF_DIM_NUMBER, rate, sizeof rate));
    quantity(page, "computation", page->outcome->flop, WF_DIM_FLOP, "%s accelerator-hours",
             wf_quantity_text(summary->busy_accelerator_hours, WF_DIM_NUMBER, hours, sizeof hours));
    model(page);
}

/* ---- how far to trust it ---- */

static void updates(struct page *page)
{
    const struct wf_outcome *outcome = page->outcome;
    section(page, "Updates that did not count");
    quantity(page, "dropped", (double)outcome->dropped_updates, WF_DIM_COUNT,
             "cut off, dropped out, late or too stale");
    quantity(page, "wasted", outcome->wasted_energy_j, WF_DIM_ENERGY, "in them; in the sums above");
}

static void coverage(struct page *page)
{
    const struct wf_outcome *outcome = page->outcome;
    char share[32], gini[32];
    if (outcome->dropped_updates)
        updates(page);
    if (!page->federated || isnan(outcome->learner_coverage))
        return;
    section(page, "Coverage");
    uint32_t learners = wf_scenario_count(page->scenario, WF_LEARNER);
    char *note =
        wf_format("of %u took part; %u a round; Gini index %s", learners, page->scenario->active,
                  wf_quantity_text(outcome->learner_gini, WF_DIM_NUMBER, gini, sizeof gini));
    row(page, "learners", wf_amount_share(outcome->learner_coverage, 1, share, sizeof share), NULL,
        note);
    free(note);
    note = wf_format("of %" PRIu64 " trained on; Gini index %s", page->scenario->total_samples,
                     wf_quantity_text(outcome->sample_gini, WF_DIM_NUMBER, gini, sizeof gini));
    row(page, "samples", wf_amount_share(outcome->sample_coverage, 1, share, sizeof share), NULL,
        note);
    free(note);
}

static void trust(struct page *page)
{
    const struct wf_scenario *scenario = page->scenario;
    const struct wf_origin *origin = &scenario->rounds_origin;
    const char *provenance = wf_provenance_name(scenario->provenance);
    const char *source = scenario->provenance_source ? scenario->provenance_source : "";
    size_t length = strlen(provenance);
    if (!strncmp(source, provenance, length) && !strncmp(source + length, ": ", 2))
        source += length + 2; /* the column before says so */
    struct wf_buffer note = {0};
    section(page, "Provenance");
    if (scenario->rounds_unheld)
        wf_buffer_printf(&note, "%s: ", scenario->rounds_unheld);
    wf_buffer_printf(&note, "%s", source);
    if (origin->file)
        wf_buffer_printf(&note, "%s(%s", note.length > 0 ? " " : "", origin->file);
    if (origin->file && origin->line)
        wf_buffer_printf(&note, ":%u", origin->line);
    if (origin->file)
        wf_buffer_printf(&note, ")");
    row(page, page->federated ? "rounds" : "epochs", provenance, NULL, note.text);
    wf_buffer_release(&note);
    row(page, "speeds", scenario->calibrated ? "calibrated" : "uncalibrated", NULL,
        scenario->calibrated ? "measured on this workload" : "not measured on this workload");
}

static void audit_row(struct page *page, const char *what, double ledger_j, double plugin_j)
{
    char text[32];
    double difference = (plugin_j - ledger_j) / ledger_j;
    if (isnan(ledger_j) || isnan(plugin_j))
        row(page, what, "-", NULL, "not audited");
    else if (ledger_j == 0 && plugin_j == 0)
        row(page, what, "0 J", NULL, "no watts declared");
    else if (ledger_j == plugin_j)
        quantity(page, what, ledger_j, WF_DIM_ENERGY, "plugin: the same");
    else if (fabs(difference) <= 1e-9)
        quantity(page, what, ledger_j, WF_DIM_ENERGY, "plugin: the same to %.0e", fabs(difference));
    else
        quantity(page, what, ledger_j, WF_DIM_ENERGY, "plugin: %s (%+.3g %%)",
                 wf_quantity_text(plugin_j, WF_DIM_ENERGY, text, sizeof text), 100 * difference);
}

static void audit(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    section(page, "Audit: ledger against SimGrid's energy plugins (raw joules of the whole run)");
    audit_row(page, "hosts", summary->ledger_host_energy_j, summary->plugin_host_energy_j);
    audit_row(page, "links", summary->ledger_link_energy_j, summary->plugin_link_energy_j);
}

/* The audit in one line. Hosts agree, or there is no result. */
static void audit_line(struct page *page)
{
    const struct wf_summary *summary = page->summary;
    double ledger_j = summary->ledger_host_energy_j, plugin_j = summary->plugin_host_energy_j;
    double link_j = summary->ledger_link_energy_j, difference = fabs(plugin_j / ledger_j - 1);
    double link_difference = fabs(summary->plugin_link_energy_j / link_j - 1);
    const struct wf_outcome *outcome = summary->outcome;
    struct wf_buffer line = {0};
    wf_buffer_printf(&line, "audit: ");
    if (outcome->rechecked_turns)
        wf_buffer_printf(&line, "SimGrid agrees on %llu of %llu turns, played again",
                         (unsigned long long)outcome->rechecked_turns,
                         (unsigned long long)outcome->turns);
    else if (isnan(ledger_j) || isnan(plugin_j))
        wf_buffer_printf(&line, "none: nothing checks these joules");
    else if (difference > 0)
        wf_buffer_printf(&line, "hosts agree with SimGrid to %.0e", difference);
    else
        wf_buffer_printf(&line, "hosts agree with SimGrid exactly");
    if (link_j > 0 && link_difference <= 1e-9)
        wf_buffer_printf(&line, "; links too");
    else if (link_j > 0 && !isnan(plugin_j))
        wf_buffer_printf(&line, "; links: see --verbose");
    wf_grid_add_line(&page->grid, "");
    wf_grid_add_line(&page->grid, line.text);
    wf_buffer_release(&line);
}

/* On one line, or else on two: where, and how much. */
static void headline(struct page *page, size_t width)
{
    struct wf_buffer text = {0};
    put_headline(page->summary, &text);
    char *values = NULL;
    for (char *colon = strstr(text.text, ": "); colon; colon = strstr(colon + 1, ": "))
        values = colon + 2; /* behind the last: names may contain colons, values do not */
    if (text.length > width && values) {
        char *indented = wf_format("  %s", values);
        values[-1] = '\0';
        wf_grid_add_line(&page->grid, text.text);
        wf_grid_add_line(&page->grid, indented);
        free(indented);
    } else {
        wf_grid_add_line(&page->grid, text.text);
    }
    wf_buffer_release(&text);
}

/* That it is no whole result comes before all else. */
static void partial_line(struct page *page)
{
    struct wf_buffer line = {0};
    if (!page->outcome->partial)
        return;
    wf_buffer_printf(&line, "partial: ");
    wf_early_end_put(page->summary, &line);
    wf_grid_add_line(&page->grid, line.text);
    wf_buffer_release(&line);
}

/* Who played the turns, where that was left to the program. */
static void engine_line(struct page *page)
{
    const struct wf_outcome *outcome = page->summary->outcome;
    if (page->scenario->options.engine == WF_ENGINE_SIMGRID)
        return;
    char *line = wf_format("engine: %s: %s", outcome->engine, outcome->engine_reason);
    wf_grid_add_line(&page->grid, line);
    free(line);
}

/* What is assumed comes before any number. */
static void assumed_line(struct page *page, size_t width)
{
    struct wf_figure_list figures;
    struct wf_buffer line = {0};
    wf_provenance_figures(page->summary, &figures);
    wf_provenance_line(&figures, 1, width, &line);
    if (line.length)
        wf_grid_add_line(&page->grid, line.text);
    wf_buffer_release(&line);
    wf_figure_list_release(&figures);
}

void wf_report_text(const struct wf_summary *summary, const struct wf_report_style *style,
                    struct wf_buffer *out)
{
    struct page page = {.summary = summary,
                        .scenario = summary->scenario,
                        .outcome = summary->outcome,
                        .federated = summary->scenario->paradigm->federated};
    wf_grid_init(&page.grid, aligns, COLUMN_COUNT);
    partial_line(&page);
    headline(&page, style->width);
    assumed_line(&page, style->width);
    counted_phases(&page);
    energy_by_kind(&page);
    energy_by_phase(&page);
    carbon(&page);
    work(&page);
    network(&page);
    coverage(&page);
    trust(&page);
    if (style->verbose)
        audit(&page);
    else
        audit_line(&page);
    engine_line(&page);
    wf_grid_render(&page.grid, style->width, out);
    wf_grid_release(&page.grid);
}
