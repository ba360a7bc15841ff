#include "platform/catalogue_apply.h"
#include "platform/device.h"
#include "platform/device_entry.h"
#include "platform/site_provenance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Put @p item in the place of item @p index of a list with ',' between. */
static char *with_item(char *list, uint32_t index, const char *item)
{
    const char *from = list;
    while (index-- > 0)
        from = strchr(from, ',') + 1;
    from += strspn(from, " \t\r\n");
    size_t length = strcspn(from, ",");
    char *changed = wf_format("%.*s%s%s", (int)(from - list), list, item, from + length);
    free(list);
    return changed;
}

/* Copies of the two lists of a host; an entry's items go into them. */
struct figures {
    char *speed, *watts, *provenance; /* the last is NULL where it has none */
};

static struct figures figures_of(const struct wf_edit *edit, const char *host)
{
    return (struct figures){wf_edit_attribute_text(edit, "host", host, "speed"),
                            wf_edit_prop_text(edit, "host", host, "wattage_per_state"),
                            wf_edit_prop_text(edit, "host", host, "provenance")};
}

static void release_figures(struct figures *figures)
{
    free(figures->speed);
    free(figures->watts);
    free(figures->provenance);
}

static bool is_same(const struct wf_sourced *a, const struct wf_sourced *b)
{
    return a->word == b->word && (a->low == b->low || (isnan(a->low) && isnan(b->low))) &&
           (a->high == b->high || (isnan(a->high) && isnan(b->high)));
}

/* Where a figure of the entry comes from, into our list, if the figure was taken or if nothing is
 * said of it. @return whether it changes. */
static bool take_word(const struct wf_platform *platform, const struct wf_host *host,
                      uint32_t pstate, const struct wf_host_class *entry, uint32_t other,
                      const char *prop, enum wf_figure_part part, bool taken,
                      const struct figures *theirs, struct figures *ours)
{
    const char *name = wf_figure_part_name(part);
    struct wf_sourced there = wf_provenance_of(entry->site->provenance, prop, other, part);
    struct wf_sourced here = wf_host_sourced(platform, host->class, prop, pstate, part);
    if (!there.given || (here.given && (!taken || is_same(&here, &there))))
        return false;
    char *from = wf_format("%s.%u%s%s", prop, other, *name ? "." : "", name);
    char *to = wf_format("%s.%u%s%s", prop, pstate, *name ? "." : "", name);
    char *word = wf_provenance_text(theirs->provenance, from);
    char *list =
        wf_provenance_with(ours->provenance, to, word ? word : wf_provenance_name(there.word));
    bool changed = !ours->provenance || strcmp(list, ours->provenance);
    free(ours->provenance);
    ours->provenance = list;
    free(word);
    free(to);
    free(from);
    return changed;
}

/* Items of the entry that differ, into @p ours. @return whether any did. */
static bool take_figures(const struct wf_platform *platform, const struct wf_host *host,
                         const struct wf_device_entry *entry, const struct figures *theirs,
                         struct figures *ours)
{
    const struct wf_host_class *a = host->class, *b = entry->host->class;
    uint32_t other = 0;
    bool any = false;
    for (uint32_t i = 0; (i = wf_device_next_common(a, b, i, &other)) < a->pstate_count; i++) {
        char *speed = wf_device_item(theirs->speed, ',', other);
        char *watts = wf_device_item(theirs->watts, ',', other);
        bool new_speed = speed && wf_device_speed_differs(a, i, b, other);
        bool new_watts = watts && ours->watts && wf_device_watts_differ(a, i, b, other);
        if (new_speed)
            ours->speed = with_item(ours->speed, i, speed);
        if (new_watts)
            ours->watts = with_item(ours->watts, i, watts);
        any |= new_speed || new_watts;
        any |= take_word(platform, host, i, b, other, "speed", WF_FIGURE_WHOLE, new_speed, theirs,
                         ours);
        if (ours->watts) {
            any |= take_word(platform, host, i, b, other, "wattage_per_state", WF_FIGURE_IDLE,
                             new_watts, theirs, ours);
            any |= take_word(platform, host, i, b, other, "wattage_per_state", WF_FIGURE_ALL,
                             new_watts, theirs, ours);
        }
        free(speed);
        free(watts);
    }
    return any;
}

static int write_meter(const struct wf_host *host, const struct wf_device_entry *entry,
                       struct wf_edit *edit, struct wf_err *err)
{
    const struct wf_site *theirs = entry->host->class->site;
    char factor[32];
    wf_number_text(isnan(theirs->wall_factor) ? 1 : theirs->wall_factor, factor, sizeof factor);
    if (wf_edit_prop(edit, "host", host->name, "meter", wf_meter_name(wf_site_meter(theirs)), err) <
        0)
        return -1;
    if (wf_edit_prop(edit, "host", host->name, "wall_factor", factor, err) < 0)
        return -1;
    if (isnan(theirs->wall_constant_w) && isnan(host->class->site->wall_constant_w))
        return 0;
    char constant[40];
    wf_number_text(wf_site_wall_constant(theirs), constant, 32);
    strcat(constant, " W");
    return wf_edit_prop(edit, "host", host->name, "wall_constant", constant, err);
}

/* Why the lists of a host cannot take the entry's, or NULL. */
static const char *hindrance(const struct wf_edit *edit, const struct wf_host *host,
                             const struct wf_device_entry *entry)
{
    if (!wf_edit_has(edit, "host", host->name))
        return "is not declared by a <host> of its own";
    if (host->class->core_count != entry->host->class->core_count)
        return "has another number of cores";
    if (entry->host->class->watts && !host->class->watts)
        return "has no wattage_per_state";
    return NULL;
}

static int apply_to(const struct wf_platform *platform, const struct wf_host *host,
                    const struct wf_device_entry *entry, struct wf_edit *edit, bool *changed,
                    struct wf_err *err)
{
    struct figures theirs = figures_of(&entry->catalogue->text, entry->host->name);
    struct figures ours = figures_of(edit, host->name);
    int status = 0;
    *changed = take_figures(platform, host, entry, &theirs, &ours);
    if (*changed)
        status = wf_edit_attribute(edit, "host", host->name, "speed", ours.speed, err);
    if (*changed && status == 0 && ours.watts)
        status = wf_edit_prop(edit, "host", host->name, "wattage_per_state", ours.watts, err);
    if (*changed && status == 0 && ours.provenance)
        status = wf_edit_prop(edit, "host", host->name, "provenance", ours.provenance, err);
    if (status == 0 && wf_device_meter_differs(host->class, entry->host->class)) {
        *changed = true;
        status = write_meter(host, entry, edit, err);
    }
    release_figures(&theirs);
    release_figures(&ours);
    return status;
}

/* Figures go from pstate to pstate by the names of their workloads. */
static void warn_of_no_common(const struct wf_platform *platform, const struct wf_host *host,
                              const struct wf_device_entry *entry, struct wf_diag *diag)
{
    const struct wf_site *ours = host->class->site, *theirs = entry->host->class->site;
    uint32_t other;
    if (wf_device_next_common(host->class, entry->host->class, 0, &other) <
        host->class->pstate_count)
        return;
    if (ours->workloads)
        wf_diag_warn(
            diag, platform->path, host->line,
            "<host %s> gets no speed and no watts of %s: none of its workloads '%s' is one "
            "of the device's, '%s'",
            host->name, ours->device, ours->workloads, theirs->workloads);
    else
        wf_diag_warn(
            diag, platform->path, host->line,
            "<host %s> gets no speed and no watts of %s: it has no prop 'workloads', which "
            "names the workload of each pstate; the device has '%s'",
            host->name, ours->device, theirs->workloads);
}

int wf_catalogue_apply(const struct wf_platform *platform, struct wf_edit *edit, uint32_t *changed,
                       struct wf_diag *diag, struct wf_err *err)
{
    struct wf_catalogue *all = NULL;
    int status = 0;
    *changed = 0;
    for (uint32_t i = 0; i < platform->host_count && status == 0; i++) {
        const struct wf_host *host = &platform->hosts[i];
        struct wf_device_entry entry;
        bool touched = false;
        if (!host->class->site->device || !wf_device_entry_find(&all, platform, host, &entry, diag))
            continue;
        warn_of_no_common(platform, host, &entry, diag);
        struct wf_buffer differences = {0};
        wf_device_differences(host->class, entry.host->class, &differences);
        const char *why = differences.length ? hindrance(edit, host, &entry) : NULL;
        if (why)
            wf_diag_error(diag, platform->path, host->line,
                          "<host %s> %s and cannot be given the figures of %s", host->name, why,
                          host->class->site->device);
        else if (differences.length || !hindrance(edit, host, &entry))
            status = apply_to(platform, host, &entry, edit, &touched, err);
        wf_buffer_release(&differences);
        *changed += touched;
    }
    wf_catalogues_close(all);
    return status;
}
