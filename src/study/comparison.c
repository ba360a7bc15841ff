#include "study/comparison.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- the same work ---- */

static void compare_workloads(struct wf_study *study, size_t other)
{
    const struct wf_scenario *a = &study->scenarios[0], *b = &study->scenarios[other];
    const char *path = b->deployment.path;
    if (strcmp(a->workload.id, b->workload.id))
        wf_diag_error(&study->diag, path, 0, "not the same work: workload '%s', but '%s' in %s",
                      b->workload.id, a->workload.id, a->deployment.path);
    for (const struct wf_prop *row = wf_workload_props; row->name; row++) {
        struct wf_buffer x = {0}, y = {0};
        if (!strcmp(row->name, "target"))
            continue;
        wf_buffer_add(&x, "", 0);
        wf_props_text(row, &a->workload, &x);
        wf_props_text(row, &b->workload, &y);
        const char *left = x.text ? x.text : "", *right = y.text ? y.text : "";
        if (strcmp(left, right))
            wf_diag_error(&study->diag, path, 0,
                          "not the same work: workload prop '%s' is '%s', but '%s' in %s",
                          row->name, right, left, a->deployment.path);
        wf_buffer_release(&x);
        wf_buffer_release(&y);
    }
}

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || (a <= b && a >= b);
}

int wf_comparison_check(struct wf_study *study, struct wf_err *err)
{
    const struct wf_scenario *first = &study->scenarios[0];
    for (size_t i = 1; i < study->count; i++) {
        const struct wf_scenario *other = &study->scenarios[i];
        char left[32], right[32];
        if (other->workload.content_hash != first->workload.content_hash)
            compare_workloads(study, i);
        if (!same_number(first->target, other->target))
            wf_diag_error(&study->diag, other->deployment.path, 0,
                          "not the same work: target %s, but %s in %s",
                          wf_number_text(other->target, right, sizeof right),
                          wf_number_text(first->target, left, sizeof left), first->deployment.path);
        if (other->total_samples != first->total_samples)
            wf_diag_error(&study->diag, other->deployment.path, 0,
                          "not the same work: %llu samples in all, but %llu in %s",
                          (unsigned long long)other->total_samples,
                          (unsigned long long)first->total_samples, first->deployment.path);
    }
    if (study->diag.error_count)
        return wf_err_set(err, WF_EINPUT, "%zu error%s", study->diag.error_count,
                          wf_plural(study->diag.error_count));
    return 0;
}

/* ---- who needs least, and why ---- */

double wf_compared_value(const struct wf_summary *summary, enum wf_compared what)
{
    switch (what) {
    case WF_COMPARE_ENERGY:
        return summary->energy_j;
    case WF_COMPARE_CARBON:
        return summary->carbon_g;
    default:
        return summary->outcome->time_s;
    }
}

static void find_best(struct wf_comparison *comparison)
{
    const struct wf_summary *summaries = comparison->study->summaries;
    size_t count = comparison->study->count;
    for (int what = 0; what < WF_COMPARED_COUNT; what++) {
        size_t *best = &comparison->best[what];
        *best = 0;
        for (size_t i = 0; i < count && *best != SIZE_MAX; i++) {
            double value = wf_compared_value(&summaries[i], (enum wf_compared)what);
            if (isnan(value))
                *best = SIZE_MAX;
            else if (value < wf_compared_value(&summaries[*best], (enum wf_compared)what))
                *best = i;
        }
    }
    comparison->second = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        if (i == comparison->best[WF_COMPARE_ENERGY])
            continue;
        if (comparison->second == SIZE_MAX ||
            summaries[i].energy_j < summaries[comparison->second].energy_j)
            comparison->second = i;
    }
}

static double kind_j(const struct wf_summary *summary, const char *name)
{
    for (size_t i = 0; i < summary->kind_count; i++)
        if (!strcmp(summary->kinds[i].name, name))
            return summary->kinds[i].energy_j;
    return 0;
}

static void find_cause(struct wf_comparison *comparison)
{
    const struct wf_summary *best =
        &comparison->study->summaries[comparison->best[WF_COMPARE_ENERGY]];
    const struct wf_summary *second = &comparison->study->summaries[comparison->second];
    for (size_t i = 0; i < second->kind_count; i++) {
        double more = second->kinds[i].energy_j - kind_j(best, second->kinds[i].name);
        if (!comparison->cause_kind || more > comparison->cause_kind_j) {
            comparison->cause_kind = second->kinds[i].name;
            comparison->cause_kind_j = more;
        }
    }
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        double more = second->phase_j[phase] - best->phase_j[phase];
        if (phase == 0 || more > comparison->cause_phase_j) {
            comparison->cause_phase = (enum wf_phase)phase;
            comparison->cause_phase_j = more;
        }
    }
}

/* ---- what makes a comparison weak ---- */

static void warn_meters(const struct wf_study *study, struct wf_diag *diag)
{
    struct {
        const char *first;
        uint32_t count;
    } met[WF_METER_ESTIMATE + 1] = {0};
    struct wf_map seen;
    wf_map_init(&seen);
    for (size_t i = 0; i < study->count; i++)
        for (size_t j = 0; j < study->summaries[i].host_count; j++) {
            const struct wf_host *host = &study->platform->hosts[study->summaries[i].hosts[j].host];
            const struct wf_site *site = host->class->site;
            /* a factor brings a meter to the wall */
            enum wf_meter_kind meter =
                wf_site_has_wall_factor(site) ? WF_METER_WALL : wf_site_meter(site);
            if (wf_map_add(&seen, host->name, 0) == WF_MAP_NONE && met[meter].count++ == 0)
                met[meter].first = host->name;
        }
    wf_map_release(&seen);
    struct wf_buffer list = {0};
    size_t kinds = 0;
    for (int meter = 0; meter <= WF_METER_ESTIMATE; meter++)
        if (met[meter].count)
            wf_buffer_printf(&list, "%s%s (%u host%s, %s)", kinds++ ? ", " : "",
                             wf_meter_name((uint32_t)meter), met[meter].count,
                             wf_plural(met[meter].count), met[meter].first);
    if (kinds > 1)
        wf_diag_warn(diag, study->platform->path, 0,
                     "watts from different meters are compared: %s; give the hosts a wall_factor",
                     list.text);
    wf_buffer_release(&list);
}

void wf_comparison_make(const struct wf_study *study, struct wf_comparison *comparison,
                        struct wf_diag *diag)
{
    *comparison = (struct wf_comparison){.study = study};
    comparison->break_even = wf_calloc(study->count, sizeof *comparison->break_even);
    for (size_t i = 0; i < study->count; i++) {
        comparison->assumed |= study->scenarios[i].provenance == WF_ASSUMED;
        comparison->break_even[i] = wf_break_even_of(&study->summaries[0], &study->summaries[i]);
    }
    find_best(comparison);
    if (comparison->second != SIZE_MAX)
        find_cause(comparison);
    warn_meters(study, diag);
}

void wf_comparison_release(struct wf_comparison *comparison)
{
    free(comparison->break_even);
    *comparison = (struct wf_comparison){0};
}
