#include "cli/assumed.h"
#include "cli/simulate.h"
#include "output/provenance.h"
#include "sweep/named_fit.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The page is one table: prop, value, where it is said. */
static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT, WF_ALIGN_LEFT};

static void WF_PRINTF(2, 3) add_line(struct wf_grid *grid, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    wf_grid_add_line(grid, text);
    free(text);
}

static void add_value(struct wf_grid *grid, const char *name, const char *value, const char *origin)
{
    char *cell = wf_format("    %s", name);
    wf_grid_row(grid, cell, value, origin);
    free(cell);
}

/* ---- props of workloads and actors ---- */

/* A line of the file named above the list, or another file. */
static char *say_origin(const struct wf_origin *origin, const char *more)
{
    return origin->line ? wf_format("line %u%s", origin->line, more)
                        : wf_format("%s%s", origin->file, more);
}

static void add_props(struct wf_grid *grid, const struct wf_prop *table, const void *values,
                      const struct wf_origin *origins)
{
    for (size_t i = 0; table[i].name; i++) {
        struct wf_buffer value = {0};
        wf_props_text(&table[i], values, &value);
        if (value.length && origins[i].file && table[i].kind != WF_PROP_PROVENANCE) {
            char *origin = say_origin(&origins[i], "");
            add_value(grid, table[i].name, value.text, origin);
            free(origin);
        }
        wf_buffer_release(&value);
    }
}

static void add_defaults(struct wf_grid *grid, const struct wf_prop *table, const void *values,
                         const struct wf_origin *origins)
{
    for (size_t i = 0; table[i].name; i++) {
        struct wf_buffer value = {0};
        wf_props_text(&table[i], values, &value);
        if (value.length && !origins[i].file)
            add_value(grid, table[i].name, value.text, "default");
        wf_buffer_release(&value);
    }
}

/* ---- hosts ---- */

static void name_origin(const struct wf_platform *platform, const struct wf_host *host,
                        uint32_t origin, char *text, size_t size)
{
    if (origin == WF_SITE_DEFAULT)
        snprintf(text, size, "default");
    else if (origin == WF_SITE_SET)
        snprintf(text, size, "--set");
    else if (origin == WF_SITE_OWN)
        snprintf(text, size, "line %u", host->line);
    else
        snprintf(text, size, "zone %.30s, line %u", platform->zones[origin - 1].name,
                 platform->zones[origin - 1].line);
}

/* Add one host for all @p count hosts of an actor that have the same class. */
static void add_host(struct wf_grid *grid, const struct wf_platform *platform,
                     const struct wf_host *host, uint32_t count)
{
    const struct wf_host_class *class = host->class;
    char text[64], *alike = count > 1 ? wf_format(" (first of %u alike)", count) : wf_strdup("");
    add_line(grid, "  host %s%s, %s line %u", host->name, alike, platform->path, host->line);
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        const struct wf_watts *watts = class->watts ? &class->watts[i] : NULL;
        char *states = watts ? wf_format(", idle %g W, epsilon %g W, all cores %g W", watts->idle_w,
                                         watts->epsilon_w, watts->all_cores_w)
                             : wf_strdup(", no watts");
        wf_quantity_text(class->speed_flop_per_s[i], WF_DIM_SPEED, text, sizeof text);
        add_line(grid, "    pstate %u: %s x %u core%s%s", i, text, class->core_count,
                 wf_plural(class->core_count), states);
        free(states);
    }
    for (size_t i = 0; wf_site_props[i].name; i++) {
        struct wf_buffer value = {0};
        if (wf_site_props[i].places & WF_ON_HOST && wf_site_props[i].kind != WF_PROP_PROVENANCE)
            wf_props_text(&wf_site_props[i], class->site, &value);
        name_origin(platform, host, class->origins[i], text, sizeof text);
        if (value.length)
            add_value(grid, wf_site_props[i].name, value.text, text);
        wf_buffer_release(&value);
    }
    free(alike);
}

/* ---- actors ---- */

/* Actors of one role for which the same props are given: only their values differ. */
static bool alike(const struct wf_actor *a, const struct wf_actor *b)
{
    const struct wf_prop *table = wf_actor_props(a);
    if (a->role != b->role)
        return false;
    for (size_t i = 0; table[i].name; i++)
        if (!a->origins[i].file != !b->origins[i].file)
            return false;
    return true;
}

/* The value of a prop for all of @p count actors: that of the first, and how many others there are.
 */
static void add_shared_value(struct wf_grid *grid, const struct wf_actor *actors, size_t count,
                             size_t row)
{
    const struct wf_prop *prop = &wf_actor_props(actors)[row];
    const struct wf_origin *first = &actors->origins[row];
    struct wf_buffer value = {0};
    size_t others = 0;
    wf_props_text(prop, &actors->values, &value);
    for (size_t i = 1; i < count; i++) {
        struct wf_buffer other = {0};
        wf_props_text(prop, &actors[i].values, &other);
        others +=
            other.length != value.length || (value.length && strcmp(other.text, value.text) != 0);
        wf_buffer_release(&other);
    }
    if (value.length && first->file && prop->kind != WF_PROP_PROVENANCE) {
        char *more = others ? wf_format(" (%zu of %zu others differ)", others, count - 1)
                            : wf_strdup(count > 1 && first->line ? " and others" : "");
        char *origin = say_origin(first, more);
        add_value(grid, prop->name, value.text, origin);
        free(origin);
        free(more);
    }
    wf_buffer_release(&value);
}

static void add_hosts(struct wf_grid *grid, const struct wf_scenario *scenario,
                      const struct wf_actor *actors, size_t count)
{
    enum { CLASSES_SHOWN = 8 };
    struct {
        const struct wf_host *first;
        uint32_t count;
    } classes[CLASSES_SHOWN];
    size_t shown = 0;
    uint32_t others = 0;
    for (size_t a = 0; a < count; a++)
        for (uint32_t i = 0; i < actors[a].host_count; i++) {
            const struct wf_host *host = &scenario->platform->hosts[actors[a].hosts[i]];
            size_t j = 0;
            while (j < shown && classes[j].first->class != host->class)
                j++;
            if (j < shown) {
                classes[j].count++;
            } else if (shown < CLASSES_SHOWN) {
                classes[shown].first = host;
                classes[shown++].count = 1;
            } else {
                others++;
            }
        }
    for (size_t j = 0; j < shown; j++)
        add_host(grid, scenario->platform, classes[j].first, classes[j].count);
    if (others)
        add_line(grid, "  .. and %u hosts of further classes", others);
}

static void add_actors(struct wf_grid *grid, const struct wf_scenario *scenario,
                       const struct wf_actor *actors, size_t count)
{
    const char *role = wf_roles[actors->role].name;
    uint32_t hosts = 0;
    for (size_t i = 0; i < count; i++)
        hosts += actors[i].host_count;
    if (count == 1)
        add_line(grid, "  %s on %s (%u host%s), line %u", role, actors->pattern, hosts,
                 wf_plural(hosts), actors->line);
    else
        add_line(grid, "  %zu actors %s, on %s first (%u hosts), line %u first", count, role,
                 actors->pattern, hosts, actors->line);
    for (size_t row = 0; wf_actor_props(actors)[row].name; row++)
        add_shared_value(grid, actors, count, row);
    add_hosts(grid, scenario, actors, count);
}

/* ---- the scenario ---- */

/* Without --verbose, actors that differ only in values are one. @return their number */
static size_t count_alike(const struct wf_deployment *deployment, size_t from, bool verbose)
{
    size_t to = from + 1;
    while (!verbose && to < deployment->actor_count &&
           alike(&deployment->actors[from], &deployment->actors[to]))
        to++;
    return to - from;
}

static void add_all_defaults(struct wf_grid *grid, const struct wf_scenario *scenario)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    wf_grid_add_line(grid, "");
    add_line(grid, "  defaults of the workload");
    add_defaults(grid, wf_workload_props, &scenario->workload, scenario->workload.origins);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        bool known = false;
        for (size_t j = 0; j < i && !known; j++)
            known = alike(actor, &deployment->actors[j]);
        if (known)
            continue;
        add_line(grid, "  defaults of the %s on %s", wf_roles[actor->role].name, actor->pattern);
        add_defaults(grid, wf_actor_props(actor), &actor->values, actor->origins);
    }
}

/* Each figure, with the word that says where it comes from: a table of its own, as keys are long.
 */
static void add_figures(struct wf_grid *grid, const struct wf_scenario *scenario, size_t width)
{
    struct wf_figure_list figures;
    struct wf_grid table;
    struct wf_buffer text = {0};
    char *rest;
    wf_figure_list_make(scenario, NULL, 0, &figures);
    wf_grid_init(&table, aligns, sizeof aligns / sizeof *aligns);
    wf_provenance_rows(&figures, &table);
    wf_grid_render(&table, width, &text);
    wf_grid_add_line(grid, "  figures, and where they come from");
    for (char *line = strtok_r(text.text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        wf_grid_add_line(grid, line);
    wf_buffer_release(&text);
    wf_grid_release(&table);
    wf_figure_list_release(&figures);
}

static void add_scenario(struct wf_grid *grid, const struct wf_scenario *scenario, bool verbose,
                         size_t width)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    char rounds[32];
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, deployment->path);
    add_line(grid, "  %s, workload %s, %s %s (%s), %llu samples", scenario->paradigm->name,
             scenario->workload.id, wf_scenario_rounds_text(scenario, rounds, sizeof rounds),
             scenario->paradigm->unit, wf_provenance_name(scenario->provenance),
             (unsigned long long)scenario->total_samples);
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, "  assumed, as nothing says otherwise");
    wf_assumed_add(scenario, grid);
    wf_grid_add_line(grid, "");
    add_figures(grid, scenario, width);
    wf_grid_add_line(grid, "");
    add_line(grid, "  workload %s", scenario->workload.path);
    add_props(grid, wf_workload_props, &scenario->workload, scenario->workload.origins);
    for (size_t i = 0, count; i < deployment->actor_count; i += count) {
        count = count_alike(deployment, i, verbose);
        add_actors(grid, scenario, &deployment->actors[i], count);
    }
    add_all_defaults(grid, scenario);
}

/* Files that only sweeps read. */
static int check_fits(struct wf_study *study, struct wf_err *err)
{
    size_t before = study->diag.error_count;
    wf_named_fits_check(study->platform, &study->diag);
    size_t errors = study->diag.error_count - before;
    return errors ? wf_err_set(err, WF_EINPUT, "%zu error%s", errors, wf_plural(errors)) : 0;
}

int wf_check_command(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_err err = {0};
    struct wf_buffer out = {0};
    struct wf_study_request request = wf_command_request(line);
    int status;
    if (wf_study_load(&study, &request, &err) < 0 || wf_study_try(&study, &request, &err) < 0 ||
        check_fits(&study, &err) < 0) {
        status = wf_terminal_fail(line, &study.diag, &err);
    } else {
        const struct wf_platform *platform = study.platform;
        struct wf_grid grid;
        wf_warn_of_start(line, &study);
        wf_terminal_warn(line, &study.diag);
        wf_grid_init(&grid, aligns, sizeof aligns / sizeof *aligns);
        add_line(&grid, "%s: %u host%s, %u link%s, %u zone%s", platform->path, platform->host_count,
                 wf_plural(platform->host_count), platform->link_count,
                 wf_plural(platform->link_count), platform->zone_count - 1,
                 wf_plural(platform->zone_count - 1));
        for (size_t i = 0; i < study.count; i++)
            add_scenario(&grid, &study.scenarios[i], line->verbose, wf_terminal_width(line));
        wf_grid_render(&grid, wf_terminal_width(line), &out);
        wf_grid_release(&grid);
        status = wf_terminal_result(line, &out);
    }
    wf_buffer_release(&out);
    wf_study_release(&study);
    return status;
}
