#include "platform/site_prop.h"
#include <stdlib.h>
#include <string.h>

/* Props that SimGrid reads. */
static const char *const simgrid_props[] = {"wattage_per_state", "wattage_off", "wattage_range",
                                            "backbone_wattage_range"};
enum { SIMGRID_PROPS = sizeof simgrid_props / sizeof *simgrid_props };

static bool is_set(const struct wf_prop_source *source)
{
    return !strcmp(source->origin.file, "--set");
}

/* Other programs use it too: in a file, what only looks like it, or stands elsewhere, is theirs. */
static bool is_common_word(int row)
{
    return wf_site_props[row].places & WF_COMMON_WORD;
}

static void report_misplaced(const struct wf_prop_source *source, const char *name, int row)
{
    static const char *const place_names[] = {"hosts", "links", "zones"};
    struct wf_buffer list = {0};
    for (size_t i = 0; i < sizeof place_names / sizeof *place_names; i++)
        if (wf_site_props[row].places & 1u << i)
            wf_buffer_printf(&list, "%s%s", list.length ? " and " : "", place_names[i]);
    wf_diag_error(source->diag, source->origin.file, source->origin.line,
                  "%s prop '%s' has no meaning here; it is a prop of %s", source->context, name,
                  list.text);
    wf_buffer_release(&list);
}

/* Props of former releases, and what takes their place. */
static const struct {
    const char *name, *instead;
} former_props[] = {
    {"network_energy", "name the link's network in 'network_class', and the view of its joules by "
                       "--network marginal or allocation"},
};
enum { FORMER_PROPS = sizeof former_props / sizeof *former_props };

static const char *instead_of(const char *name)
{
    for (size_t i = 0; i < FORMER_PROPS; i++)
        if (!strcmp(former_props[i].name, name))
            return former_props[i].instead;
    return NULL;
}

int wf_site_prop_find(const struct wf_prop_source *source, const char *name, bool *wrong)
{
    int row = wf_props_find(wf_site_props, name, source->places);
    if (row >= 0 && wf_site_props[row].places & WF_SET_ONLY && !is_set(source)) {
        *wrong = true;
        wf_diag_error(source->diag, source->origin.file, source->origin.line,
                      "%s prop '%s' stands in no file; set it: --set host.GLOB.%s=..",
                      source->context, name, name);
        return -1;
    }
    if (row >= 0)
        return row;
    row = wf_props_find(wf_site_props, name, (unsigned)~WF_IN_CATALOGUE);
    if (row >= 0 && !is_set(source) && is_common_word(row))
        return -1;
    if (row >= 0) {
        *wrong = true;
        report_misplaced(source, name, row);
        return -1;
    }
    for (size_t i = 0; i < SIMGRID_PROPS; i++)
        if (!strcmp(simgrid_props[i], name) && source->places != WF_ON_ZONE)
            return -1;
    const char *instead = instead_of(name);
    if (instead) {
        *wrong = true;
        wf_diag_error(source->diag, source->origin.file, source->origin.line,
                      "%s prop '%s' is no longer read; %s", source->context, name, instead);
        return -1;
    }
    const char *near = wf_props_nearest(wf_site_props, name, source->places);
    if (near && !is_set(source) &&
        is_common_word(wf_props_find(wf_site_props, near, source->places)))
        near = NULL;
    if (!near && source->places != WF_ON_ZONE)
        near = wf_text_nearest(name, simgrid_props, SIMGRID_PROPS);
    if (near || is_set(source)) {
        *wrong = true;
        wf_diag_error(source->diag, source->origin.file, source->origin.line,
                      "%s prop '%s' is unknown%s", source->context, name, wf_hint(near).text);
    }
    return -1;
}

/* SimGrid's own carbon plugin (4.x) has a prop of hosts by this name, a plain number in g/kWh: one
 * file serves both. */
static char *as_simgrid_means(const struct wf_prop_source *source, const char *name,
                              const char *text)
{
    double value;
    if (strcmp(name, "carbon_intensity") != 0 || !(source->places & WF_ON_HOST) || is_set(source) ||
        wf_quantity_parse(text, WF_DIM_INTENSITY, &value) != WF_QUANTITY_NO_UNIT)
        return NULL;
    wf_diag_warn(source->diag, source->origin.file, 0,
                 "a carbon_intensity without unit on a host is read in g/kWh, as SimGrid's carbon "
                 "plugin means it");
    return wf_format("%s g/kWh", text);
}

bool wf_site_prop_set(const struct wf_prop_source *source, const char *name, const char *text,
                      struct wf_site *site, uint32_t *origins)
{
    bool wrong = false;
    int row = wf_site_prop_find(source, name, &wrong);
    if (row < 0)
        return !wrong;
    char *meant = as_simgrid_means(source, name, text);
    int status = wf_props_set(wf_site_props, row, site, meant ? meant : text, source->origin,
                              source->arena, source->context, source->diag);
    free(meant);
    if (status == 0 || wf_site_props[row].kind == WF_PROP_PROVENANCE)
        origins[row] = source->mark;
    return status == 0;
}

void wf_site_copy_row(int row, const struct wf_site *from, const uint32_t *from_origins,
                      struct wf_site *to, uint32_t *to_origins)
{
    size_t offset = wf_site_props[row].offset;
    memcpy((char *)to + offset, (const char *)from + offset, wf_prop_size(&wf_site_props[row]));
    to_origins[row] = from_origins[row];
}

void wf_site_inherit_link(const struct wf_zone *zone, struct wf_site *site, uint32_t *origins)
{
    wf_props_defaults(wf_site_props, site, NULL);
    memset(origins, 0, WF_SITE_PROPS_MAX * sizeof *origins);
    for (int row = 0; wf_site_props[row].name; row++)
        if (wf_site_props[row].places & WF_LINK_INHERITS)
            wf_site_copy_row(row, zone->site, zone->origins, site, origins);
}

/* ---- the series of carbon intensity ---- */

static int intensity_row(void)
{
    return wf_props_find(wf_site_props, "carbon_intensity", 0);
}

uint64_t wf_site_carbon_rows(void)
{
    static const char *const names[] = {"carbon_intensity", "carbon_time", "carbon_value",
                                        "carbon_gaps"};
    uint64_t rows = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        rows |= UINT64_C(1) << wf_props_find(wf_site_props, names[i], 0);
    return rows;
}

void wf_site_find_series(struct wf_site *site, const uint32_t *origins, const char *platform_path,
                         struct wf_series_set *set, struct wf_diag *diag, struct wf_err *err)
{
    site->carbon_series = NULL;
    if (!site->carbon_file)
        return;
    bool from_here = origins[intensity_row()] == WF_SITE_SET;
    char *path = wf_text_beside(from_here ? NULL : platform_path, site->carbon_file);
    site->carbon_series = wf_series_load(
        set, path, site->carbon_time ? site->carbon_time : "time",
        site->carbon_value ? site->carbon_value : "carbon_intensity",
        site->carbon_gaps == WF_GAPS_INTERPOLATE ? WF_GAPS_INTERPOLATE : WF_GAPS_REPORT, diag, err);
    free(path);
}
