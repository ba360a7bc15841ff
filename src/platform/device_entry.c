#include "platform/device_entry.h"
#include "platform/device.h"
#include "platform/platform_reader.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- catalogues that have been read ---- */

/* Read a catalogue once; one that cannot be read is reported once. */
static struct wf_catalogue *open_catalogue(struct wf_catalogue **all, const char *path,
                                           const char *file, uint32_t line, struct wf_diag *diag)
{
    for (struct wf_catalogue *one = *all; one; one = one->next)
        if (!strcmp(one->path, path))
            return one;
    struct wf_catalogue *one = wf_calloc(1, sizeof *one);
    struct wf_err err = {0};
    struct wf_diag mistakes;
    wf_diag_init(&mistakes);
    one->path = wf_strdup(path);
    one->readable = wf_platform_load(path, &one->platform, &mistakes, &err) >= 0 &&
                    mistakes.error_count == 0 && wf_edit_load(path, &one->text, &err) == 0;
    if (!one->readable && mistakes.error_count)
        wf_diag_warn(diag, file, line,
                     "figures are not compared with '%s', which has %zu mistake%s: see 'wattfleet "
                     "check %s'",
                     path, mistakes.error_count, wf_plural(mistakes.error_count), path);
    else if (!one->readable)
        wf_diag_warn(diag, file, line, "figures are not compared with the catalogue: %s", err.text);
    wf_diag_release(&mistakes);
    one->next = *all;
    *all = one;
    return one;
}

void wf_catalogues_close(struct wf_catalogue *all)
{
    while (all) {
        struct wf_catalogue *next = all->next;
        wf_platform_release(&all->platform);
        wf_edit_release(&all->text);
        free(all->path);
        free(all);
        all = next;
    }
}

bool wf_device_entry_find(struct wf_catalogue **all, const struct wf_platform *platform,
                          const struct wf_host *host, struct wf_device_entry *entry,
                          struct wf_diag *diag)
{
    const char *device = host->class->site->device, *hash = strchr(device, '#');
    char *name = wf_format("%.*s", (int)(hash - device), device);
    char *path = wf_text_beside(platform->path, name);
    free(name);
    struct wf_catalogue *catalogue = open_catalogue(all, path, platform->path, host->line, diag);
    free(path);
    if (!catalogue->readable)
        return false;
    uint32_t index = wf_platform_host(&catalogue->platform, hash + 1);
    *entry = (struct wf_device_entry){catalogue, NULL};
    if (index != WF_MAP_NONE)
        entry->host = &catalogue->platform.hosts[index];
    if (entry->host && wf_device_is(entry->host->class))
        return true;
    const char *near =
        entry->host ? NULL : wf_platform_nearest_host(&catalogue->platform, hash + 1);
    wf_diag_error(diag, platform->path, host->line, "<host %s> prop 'device': '%s' %s '%s'%s",
                  host->name, hash + 1,
                  entry->host ? "has no samples_per_second and is no entry of"
                              : "is not an entry of",
                  catalogue->path, wf_hint(near).text);
    return false;
}

/* ---- the comparison ---- */

/** Both files write decimals: equal figures are equal but for the last bits of a product. */
static const double TOLERANCE = 1e-9;

static bool differs(double a, double b)
{
    return fabs(a - b) > TOLERANCE * fabs(b);
}

static double whole_speed(const struct wf_host_class *class, uint32_t pstate)
{
    return class->speed_flop_per_s[pstate] * class->core_count;
}

bool wf_device_speed_differs(const struct wf_host_class *ours, uint32_t pstate,
                             const struct wf_host_class *theirs, uint32_t other)
{
    return differs(whole_speed(ours, pstate), whole_speed(theirs, other));
}

bool wf_device_watts_differ(const struct wf_host_class *ours, uint32_t pstate,
                            const struct wf_host_class *theirs, uint32_t other)
{
    if (!theirs->watts)
        return false;
    if (!ours->watts)
        return true;
    const struct wf_watts *a = &ours->watts[pstate], *b = &theirs->watts[other];
    return differs(a->idle_w, b->idle_w) || differs(a->epsilon_w, b->epsilon_w) ||
           differs(a->all_cores_w, b->all_cores_w);
}

/* Pstate of a workload in an entry, or its number of pstates. */
static uint32_t pstate_of(const struct wf_host_class *entry, const char *workload)
{
    uint32_t pstate = 0;
    for (bool found = false; pstate < entry->pstate_count; pstate++) {
        char *name = wf_device_workload(entry, pstate);
        found = name && !strcmp(name, workload);
        free(name);
        if (found)
            break;
    }
    return pstate;
}

uint32_t wf_device_next_common(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                               uint32_t from, uint32_t *other)
{
    for (; from < ours->pstate_count; from++) {
        char *name = wf_device_workload(ours, from);
        *other = name ? pstate_of(theirs, name) : theirs->pstate_count;
        free(name);
        if (*other < theirs->pstate_count)
            break;
    }
    return from;
}

bool wf_device_meter_differs(const struct wf_host_class *ours, const struct wf_host_class *theirs)
{
    return wf_site_meter(ours->site) != wf_site_meter(theirs->site);
}

/* ---- as text ---- */

static void put_watts(const struct wf_host_class *class, uint32_t pstate, struct wf_buffer *out)
{
    char idle[32], epsilon[32], all[32];
    if (class->watts)
        wf_buffer_printf(out, "%s:%s:%s W",
                         wf_number_text(class->watts[pstate].idle_w, idle, sizeof idle),
                         wf_number_text(class->watts[pstate].epsilon_w, epsilon, sizeof epsilon),
                         wf_number_text(class->watts[pstate].all_cores_w, all, sizeof all));
    else
        wf_buffer_printf(out, "no watts");
}

void wf_device_differences(const struct wf_host_class *ours, const struct wf_host_class *theirs,
                           struct wf_buffer *out)
{
    char number[32], entry[32];
    uint32_t other = 0;
    if (wf_device_meter_differs(ours, theirs))
        wf_buffer_printf(out, "; meter %s, there %s", wf_meter_name(wf_site_meter(ours->site)),
                         wf_meter_name(wf_site_meter(theirs->site)));
    for (uint32_t i = 0; (i = wf_device_next_common(ours, theirs, i, &other)) < ours->pstate_count;
         i++) {
        char *name = wf_device_workload(ours, i);
        if (wf_device_speed_differs(ours, i, theirs, other))
            wf_buffer_printf(out, "; %s: %s flop/s, there %s flop/s", name,
                             wf_number_text(whole_speed(ours, i), number, sizeof number),
                             wf_number_text(whole_speed(theirs, other), entry, sizeof entry));
        if (wf_device_watts_differ(ours, i, theirs, other)) {
            wf_buffer_printf(out, "; %s: ", name);
            put_watts(ours, i, out);
            wf_buffer_printf(out, ", there ");
            put_watts(theirs, other, out);
        }
        free(name);
    }
}
