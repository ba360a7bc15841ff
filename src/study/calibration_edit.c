/* Write fitted figures into a host of a platform or of the catalogue, in place. */
#include "base/date.h"
#include "base/units.h"
#include "platform/device.h"
#include "study/calibration.h"
#include "study/calibration_batches.h"
#include "study/calibration_law.h"
#include "study/edit_target.h"
#include "study/figures.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- lists of a host, one item per pstate ---- */

struct list {
    char **items;
    uint32_t count;
};

static void list_set(struct list *list, uint32_t index, const char *value)
{
    if (index >= list->count) {
        list->items = wf_realloc(list->items, (index + 1) * sizeof *list->items);
        while (list->count <= index)
            list->items[list->count++] = wf_strdup("-");
    }
    free(list->items[index]);
    list->items[index] = wf_strdup(value);
}

static struct list list_of(char *text, char separator)
{
    struct list list = {0};
    char *item;
    while (text && (item = wf_device_item(text, separator, list.count))) {
        list.items = wf_realloc(list.items, (list.count + 1) * sizeof *list.items);
        list.items[list.count++] = item;
    }
    free(text);
    return list;
}

/* @param one_for_all  one item is written if all are equal */
static char *list_text(const struct list *list, char separator, bool one_for_all)
{
    struct wf_buffer text = {0};
    uint32_t count = list->count;
    wf_buffer_add(&text, "", 0);
    while (one_for_all && count > 1 && !strcmp(list->items[count - 1], list->items[0]))
        count--;
    count = count == 1 ? 1 : list->count;
    for (uint32_t i = 0; i < count; i++)
        wf_buffer_printf(&text, "%.*s%s", i > 0, &separator, list->items[i]);
    return text.text;
}

static void list_release(struct list *list)
{
    for (uint32_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
}

/* ---- the host ---- */

enum { SPEED, WATTS, WORKLOADS, RATES, FLOPS, DATES, RESIDUALS, SOURCES, SOFTWARE, LISTS };

/* The last ones are props of a catalogue only. One item that holds for all pstates is repeated for
 * each before one of them changes. */
static const struct {
    const char *name;
    char separator;
    bool attribute, one_for_all;
} lists[LISTS] = {
    [SPEED] = {"speed", ',', true, false},
    [WATTS] = {"wattage_per_state", ',', false, false},
    [WORKLOADS] = {"workloads", ',', false, false},
    [RATES] = {"samples_per_second", ',', false, false},
    [FLOPS] = {"flop_per_sample", ',', false, false},
    [DATES] = {"date", ',', false, true},
    [RESIDUALS] = {"residual", ',', false, true},
    [SOURCES] = {"source", ';', false, true},
    [SOFTWARE] = {"software", ';', false, true},
};

struct target {
    const struct wf_calibration *calibration;
    struct wf_edit *edit;
    const char *tag, *id;
    struct list lists[LISTS];
    const char *software; /* NULL: not said */
    char *provenance;     /* its list; NULL: none */
    struct wf_fit_figures fit;
    bool catalogue;
    double cores;
};

static char *text_of(const struct target *target, int which)
{
    return lists[which].attribute
               ? wf_edit_attribute_text(target->edit, target->tag, target->id, lists[which].name)
               : wf_edit_prop_text(target->edit, target->tag, target->id, lists[which].name);
}

/* A figure that is @p scale times parameter @p parameter of the calibration. */
static void keep(struct target *target, const struct wf_fitted *fitted, size_t parameter,
                 double scale)
{
    double *derivatives = wf_calloc(target->fit.law.count, sizeof *derivatives);
    char *key = wf_fit_output_key(fitted->prop, fitted->pstate, fitted->part);
    derivatives[parameter] = scale;
    wf_fit_figures_add(&target->fit, key, fitted->bounds.value, derivatives);
    free(key);
    free(derivatives);
}

/* That a figure was fitted; nothing where it is NaN. */
static void say(struct target *target, const char *prop, uint32_t pstate, enum wf_figure_part part,
                const struct wf_estimate *figure, size_t parameter, double scale)
{
    const struct wf_fitted fitted = {prop, pstate, part, *figure, false};
    if (isnan(figure->value))
        return;
    keep(target, &fitted, parameter, scale);
    char *list = wf_figures_with_fitted(target->provenance, &fitted);
    free(target->provenance);
    target->provenance = list;
}

static void load_lists(struct target *target)
{
    target->provenance = wf_edit_prop_text(target->edit, target->tag, target->id, "provenance");
    for (int i = 0; i < LISTS; i++)
        target->lists[i] = list_of(text_of(target, i), lists[i].separator);
    target->catalogue = target->lists[RATES].count > 0;
    uint32_t pstates = target->lists[SPEED].count;
    for (int i = 0; target->catalogue && i < LISTS; i++)
        for (uint32_t j = 1; lists[i].one_for_all && target->lists[i].count == j && j < pstates;
             j++)
            list_set(&target->lists[i], j, target->lists[i].items[0]);
    char *cores = wf_edit_attribute_text(target->edit, target->tag, target->id, "core");
    target->cores = cores ? strtod(cores, NULL) : 1;
    free(cores);
}

static int store_lists(struct target *target, struct wf_err *err)
{
    int status = 0;
    for (int i = 0; status == 0 && i < (target->catalogue ? LISTS : WORKLOADS + 1); i++) {
        char *text = list_text(&target->lists[i], lists[i].separator, lists[i].one_for_all);
        if (!*text)
            ; /* a prop that the host does not have is not added */
        else if (lists[i].attribute)
            status =
                wf_edit_attribute(target->edit, target->tag, target->id, lists[i].name, text, err);
        else
            status = wf_edit_prop(target->edit, target->tag, target->id, lists[i].name, text, err);
        free(text);
    }
    if (status == 0 && target->provenance)
        status = wf_edit_prop(target->edit, target->tag, target->id, "provenance",
                              target->provenance, err);
    return status;
}

static uint32_t find(const struct list *list, const char *name)
{
    uint32_t index = 0;
    while (index < list->count && strcmp(list->items[index], name))
        index++;
    return index;
}

/* The pstate of a workload. A missing one is added after the last. */
static uint32_t pstate_of(struct target *target, const char *workload, bool *made)
{
    uint32_t pstate = find(&target->lists[WORKLOADS], workload);
    *made = pstate == target->lists[WORKLOADS].count;
    if (*made && pstate < target->lists[SPEED].count)
        pstate = target->lists[SPEED].count;
    if (*made)
        list_set(&target->lists[WORKLOADS], pstate, workload);
    return pstate;
}

static void set_watts(struct target *target, uint32_t pstate, double idle_w, double busy_w)
{
    char text[96];
    snprintf(text, sizeof text, "%.5g:%.5g:%.5g", idle_w, idle_w, busy_w);
    list_set(&target->lists[WATTS], pstate, text);
}

/* Idle watts of a pstate as the file has them; NaN: none. */
static double idle_of(const struct target *target, uint32_t pstate)
{
    const struct list *watts = &target->lists[WATTS];
    char *end = NULL;
    double idle_w = pstate < watts->count ? strtod(watts->items[pstate], &end) : NAN;
    return end && *end == ':' ? idle_w : NAN;
}

static void set_speed(struct list *list, uint32_t pstate, double flop_per_s)
{
    char text[WF_FIGURES_SPEED];
    list_set(list, pstate, wf_figures_speed_text(flop_per_s, 8, text));
}

static void set_number(struct list *list, uint32_t index, const char *form, double value)
{
    char text[64];
    snprintf(text, sizeof text, form, value);
    list_set(list, index, text);
}

/* The check of a workload with the largest error; NULL: it was not checked. */
static const struct wf_calibration_check *worst_of(const struct wf_calibration *calibration,
                                                   const char *workload)
{
    const struct wf_calibration_check *worst = NULL;
    for (size_t i = 0; i < calibration->check_count; i++) {
        const struct wf_calibration_check *check = &calibration->checks[i];
        if (!strcmp(calibration->runs[check->run].workload, workload) &&
            !isnan(check->energy_error) &&
            (!worst || fabs(check->energy_error) > fabs(worst->energy_error)))
            worst = check;
    }
    return worst;
}

/* The largest error, and what it is of. */
static void set_residual(struct target *target, const char *workload, uint32_t pstate)
{
    const struct wf_calibration_check *worst = worst_of(target->calibration, workload);
    char *text = worst ? wf_format("%.2g %% %s", 100 * fabs(worst->energy_error),
                                   wf_residual_of_name(worst->half ? WF_RESIDUAL_SECOND_HALF
                                                                   : WF_RESIDUAL_RUN_LEFT_OUT))
                       : wf_strdup("-");
    list_set(&target->lists[RESIDUALS], pstate, text);
    free(text);
}

/* The release that the logs are of, where it is said. A list that the entry has stays complete. */
static void set_software(struct target *target, uint32_t pstate)
{
    struct list *list = &target->lists[SOFTWARE];
    if (target->software)
        list_set(list, pstate, target->software);
    else if (list->count > 0 && list->count <= pstate)
        list_set(list, pstate, "-");
}

static void set_facts(struct target *target, const struct wf_calibrated_workload *workload,
                      uint32_t pstate, double flop)
{
    const struct wf_calibration *calibration = target->calibration;
    wf_time_ns first_ns = INT64_MAX;
    const char *log = "-";
    char date[40];
    for (size_t i = 0; i < calibration->run_count; i++)
        if (!strcmp(calibration->runs[i].workload, workload->name) &&
            calibration->runs[i].report.first_ns < first_ns) {
            first_ns = calibration->runs[i].report.first_ns;
            log = calibration->runs[i].path;
        }
    wf_date_text((double)(first_ns / WF_NS_PER_S), date, sizeof date);
    date[10] = '\0'; /* the day */
    list_set(&target->lists[DATES], pstate, first_ns < WF_NS_PER_S ? "-" : date);
    set_residual(target, workload->name, pstate);
    set_software(target, pstate);
    if (pstate >= target->lists[SOURCES].count ||
        !strcmp(target->lists[SOURCES].items[pstate], "-"))
        list_set(&target->lists[SOURCES], pstate, log);
    if (!isnan(workload->samples_per_s.value) && !isnan(flop)) {
        set_number(&target->lists[RATES], pstate, "%.6g", workload->samples_per_s.value);
        set_number(&target->lists[FLOPS], pstate, "%.10g Gflop", flop / 1e9);
    }
    for (int i = RATES; i < SOURCES; i++) /* keep one item per pstate */
        if (target->lists[i].count <= pstate)
            list_set(&target->lists[i], pstate, "-");
}

static int set_workload(struct target *target, const struct wf_calibrated_workload *workload,
                        struct wf_err *err)
{
    const struct wf_calibration *calibration = target->calibration;
    bool made;
    uint32_t pstate = pstate_of(target, workload->name, &made);
    double idle_w = isnan(calibration->cold_w.value) ? idle_of(target, made ? 0 : pstate)
                                                     : calibration->cold_w.value;
    double flop = workload->flop_per_sample;
    double speed = workload->samples_per_s.value * flop;
    if (isnan(workload->power_w.value))
        return wf_err_set(err, WF_EINPUT, "no log shows workload '%s' at work", workload->name);
    if (isnan(idle_w))
        return wf_err_set(err, WF_EINPUT,
                          "no log shows host '%s' idle, and the file has no watts of it",
                          target->id);
    if (made && isnan(speed))
        return wf_err_set(err, WF_EINPUT,
                          "host '%s' has no pstate of workload '%s', and a new one needs a speed: "
                          "say --flop '%s=..'%s",
                          target->id, workload->name, workload->name,
                          isnan(workload->samples_per_s.value) ? " and --samples-per-second" : "");
    set_watts(target, pstate, idle_w, workload->power_w.value);
    size_t parameter = wf_parameter_of_workload((size_t)(workload - calibration->workloads));
    say(target, "wattage_per_state", pstate, WF_FIGURE_IDLE, &calibration->cold_w,
        WF_PARAMETER_COLD, 1);
    say(target, "wattage_per_state", pstate, WF_FIGURE_ALL, &workload->power_w, parameter, 1);
    if (!isnan(speed)) { /* from the rate as written, so that flop x rate = speed holds in the
                            catalogue */
        char rate[32];
        snprintf(rate, sizeof rate, "%.6g", workload->samples_per_s.value);
        double value = strtod(rate, NULL) * flop / target->cores, scale = flop / target->cores;
        set_speed(&target->lists[SPEED], pstate, value);
        say(target, "speed", pstate, WF_FIGURE_WHOLE,
            &(struct wf_estimate){value, workload->samples_per_s.low * scale,
                                  workload->samples_per_s.high * scale},
            parameter + 1, scale);
    }
    if (target->catalogue)
        set_facts(target, workload, pstate, flop);
    return 0;
}

/* The cold pstate is cold_pstate, by default the one the host begins in. */
static void set_cold(struct target *target)
{
    double cold_w = target->calibration->cold_w.value;
    char *text = wf_edit_prop_text(target->edit, target->tag, target->id, "cold_pstate");
    if (!text)
        text = wf_edit_attribute_text(target->edit, target->tag, target->id, "pstate");
    uint32_t pstate = text ? (uint32_t)strtoul(text, NULL, 10) : 0;
    struct list *watts = &target->lists[WATTS];
    free(text);
    if (isnan(cold_w) || pstate >= watts->count)
        return;
    const char *rest = strchr(watts->items[pstate], ':');
    char *triple = wf_format("%.5g%s", cold_w, rest ? rest : "");
    list_set(watts, pstate, triple);
    free(triple);
    say(target, "wattage_per_state", pstate, WF_FIGURE_IDLE, &target->calibration->cold_w,
        WF_PARAMETER_COLD, 1);
}

/* The speed of a pstate that does not compute has no meaning. */
static void say_assumed(struct target *target, uint32_t pstate)
{
    char *key = wf_format("speed.%u", pstate);
    char *list = wf_provenance_with(target->provenance, key, "assumed");
    free(target->provenance);
    free(key);
    target->provenance = list;
}

/* Waiting in a job has a pstate of its own; idle_pstate names it. */
static int set_waiting(struct target *target, struct wf_err *err)
{
    double waiting_w = target->calibration->waiting_w.value;
    char *text = wf_edit_prop_text(target->edit, target->tag, target->id, "idle_pstate"),
         number[16];
    uint32_t pstate = text ? (uint32_t)strtoul(text, NULL, 10) : target->lists[SPEED].count;
    free(text);
    if (isnan(waiting_w))
        return 0;
    set_watts(target, pstate, waiting_w, waiting_w);
    say(target, "wattage_per_state", pstate, WF_FIGURE_IDLE, &target->calibration->waiting_w,
        WF_PARAMETER_WAITING, 1);
    say(target, "wattage_per_state", pstate, WF_FIGURE_ALL, &target->calibration->waiting_w,
        WF_PARAMETER_WAITING, 1);
    if (target->catalogue)
        set_software(target, pstate);
    if (pstate < target->lists[SPEED].count)
        return 0;
    list_set(&target->lists[SPEED], pstate, target->lists[SPEED].items[0]);
    list_set(&target->lists[WORKLOADS], pstate, "waiting");
    say_assumed(target, pstate);
    for (int i = RATES; target->catalogue && i < SOFTWARE; i++)
        list_set(&target->lists[i], pstate, "-");
    snprintf(number, sizeof number, "%u", pstate);
    return wf_edit_prop(target->edit, target->tag, target->id, "idle_pstate", number, err);
}

/* The constant of the line; a ratio replaces one that was there. */
static int set_constant(struct target *target, struct wf_err *err)
{
    double constant_w = target->calibration->wall_constant_w.value;
    char text[40] = "0 W";
    char *before = wf_edit_prop_text(target->edit, target->tag, target->id, "wall_constant");
    bool unwanted = isnan(constant_w) && !before;
    free(before);
    if (unwanted)
        return 0;
    if (!isnan(constant_w))
        snprintf(text, sizeof text, "%.4g W", constant_w);
    return wf_edit_prop(target->edit, target->tag, target->id, "wall_constant", text, err);
}

/* Factor and constant that were fitted on pairs; given ones say nothing of where from. */
static void say_wall(struct target *target)
{
    const struct wf_calibration *calibration = target->calibration;
    if (!calibration->pairs.path)
        return;
    say(target, "wall_factor", WF_EVERY_PSTATE, WF_FIGURE_WHOLE, &calibration->wall_factor,
        WF_PARAMETER_WALL_FACTOR, 1);
    say(target, "wall_constant", WF_EVERY_PSTATE, WF_FIGURE_WHOLE, &calibration->wall_constant_w,
        WF_PARAMETER_WALL_CONSTANT, 1);
}

static int set_meter(struct target *target, struct wf_err *err)
{
    const struct wf_calibration *calibration = target->calibration;
    char factor[32];
    if (calibration->meter &&
        wf_edit_prop(target->edit, target->tag, target->id, "meter", calibration->meter, err) < 0)
        return -1;
    if (isnan(calibration->wall_factor.value))
        return 0;
    snprintf(factor, sizeof factor, "%.4g", calibration->wall_factor.value);
    if (wf_edit_prop(target->edit, target->tag, target->id, "wall_factor", factor, err) < 0)
        return -1;
    return calibration->pairs.path ? set_constant(target, err) : 0;
}

static double flop_of(const struct wf_edit *edit, const struct wf_edit_target *of,
                      const char *workload)
{
    struct list names =
        list_of(wf_edit_prop_text(edit, of->tag, of->id, lists[WORKLOADS].name), ',');
    struct list flops = list_of(wf_edit_prop_text(edit, of->tag, of->id, lists[FLOPS].name), ',');
    uint32_t pstate = find(&names, workload);
    double flop = NAN;
    if (pstate < names.count && pstate < flops.count)
        wf_quantity_parse(flops.items[pstate], WF_DIM_FLOP, &flop);
    list_release(&names);
    list_release(&flops);
    return flop;
}

double wf_calibration_flop(const struct wf_edit *edit, const char *host, const char *workload)
{
    struct wf_edit_targets targets;
    struct wf_err unused = {0}; /* what is wrong is said when the figures are written */
    double flop = wf_edit_targets_find(edit, host, &targets, &unused) == 0
                      ? flop_of(edit, &targets.items[0], workload)
                      : NAN;
    wf_edit_targets_release(&targets);
    return flop;
}

/* Refuse a name that cannot be an item of a list, or that has another meaning there. */
static int check_name(const struct wf_measured_run *run, struct wf_err *err)
{
    const char *name = run->workload;
    if (!name)
        return wf_err_set(err, WF_EUSAGE, "which workload '%s' ran is not known; say WORKLOAD=LOG",
                          run->path);
    if (strpbrk(name, ",; \t\r\n") || !*name)
        return wf_err_set(err, WF_EUSAGE,
                          "workload '%s' cannot stand in a list of names; expected one without "
                          "blanks, commas and semicolons",
                          name);
    if (!strcmp(name, "-") || !strcmp(name, "waiting"))
        return wf_err_set(err, WF_EUSAGE,
                          "workload '%s': a host's list of workloads means "
                          "something else by that name",
                          name);
    return 0;
}

/* Only an entry of a catalogue says which software its figures hold for. */
static int check_software(const struct target *target, struct wf_err *err)
{
    if (!target->software || target->catalogue)
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "--software: host '%s' is no entry of a catalogue (it has no "
                      "samples_per_second); expected one, or no --software",
                      target->id);
}

/* SimGrid needs watts of every pstate, or of none of them. */
static int check_watts(const struct target *target, struct wf_err *err)
{
    const struct list *watts = &target->lists[WATTS];
    for (uint32_t i = 0; i < watts->count; i++)
        if (!strchr(watts->items[i], ':'))
            return wf_err_set(err, WF_EINPUT,
                              "host '%s' has no watts of pstate %u, and SimGrid needs those of "
                              "all: add them to its wattage_per_state, or name the workload of "
                              "pstate %u in its prop 'workloads'",
                              target->id, i, i);
    return 0;
}

static int edit_element(const struct wf_calibration *calibration,
                        const struct wf_edit_target *element, const char *software,
                        const struct wf_fit_law *law, struct wf_edit *edit,
                        struct wf_fit_output *fit, struct wf_err *err)
{
    struct target target = {.calibration = calibration,
                            .edit = edit,
                            .tag = element->tag,
                            .id = element->id,
                            .fit = {.law = *law}};
    target.software = software;
    int status = 0;
    size_t length;
    double batch;
    load_lists(&target);
    if (target.lists[SPEED].count ==
        0) /* no host of this name: the message of the edit names the nearest */
        status = wf_edit_prop(edit, element->tag, element->id, "meter", "wall", err);
    if (status == 0)
        status = check_software(&target, err);
    for (size_t i = 0; status == 0 && i < calibration->run_count; i++)
        status = check_name(&calibration->runs[i], err);
    for (size_t i = 0; status == 0 && i < calibration->workload_count; i++)
        if (!wf_batch_name(calibration->workloads[i].name, &length, &batch)) /* batch_edit.c */
            status = set_workload(&target, &calibration->workloads[i], err);
    if (status == 0) {
        set_cold(&target);
        status = set_waiting(&target, err);
    }
    if (status == 0)
        status = check_watts(&target, err);
    if (status == 0)
        say_wall(&target);
    if (status == 0)
        status = store_lists(&target, err);
    if (status == 0)
        status = set_meter(&target, err);
    if (status == 0)
        status = wf_fit_output_name(fit, element->tag, element->id, edit, err);
    if (status == 0)
        status = wf_fit_output_take(fit, &target.fit, element->id, err);
    for (int i = 0; i < LISTS; i++)
        list_release(&target.lists[i]);
    free(target.provenance);
    wf_fit_figures_release(&target.fit);
    return status;
}

int wf_calibration_edit(const struct wf_calibration *calibration, const char *host,
                        const char *software, struct wf_edit *edit, struct wf_fit_output *fit,
                        struct wf_err *err)
{
    struct wf_edit_targets targets;
    struct wf_calibration_law law;
    wf_calibration_law_make(calibration, &law);
    int status = wf_edit_targets_find(edit, host, &targets, err);
    for (size_t i = 0; status == 0 && i < targets.count; i++)
        status = edit_element(calibration, &targets.items[i], software, &law.law, edit, fit, err);
    wf_calibration_law_release(&law);
    wf_edit_targets_release(&targets);
    return status;
}
