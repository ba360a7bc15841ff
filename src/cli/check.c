#include "cli/terminal.h"
#include <stdio.h>
#include <string.h>

static void print_value(const char *name, const struct wf_buffer *value, const char *origin,
                        struct wf_buffer *out)
{
    wf_buffer_printf(out, "    %-22s %-30s %s\n", name, value->text, origin);
}

/* Print each value that is set, with its origin: a line of the file named above the list, another
 * file, or "default". */
static void print_props(const struct wf_prop *table, const void *values,
                        const struct wf_origin *origins, struct wf_buffer *out)
{
    for (size_t i = 0; table[i].name; i++) {
        struct wf_buffer value = {0};
        char line[32];
        wf_props_text(&table[i], values, &value);
        snprintf(line, sizeof line, "line %u", origins[i].line);
        if (value.length)
            print_value(table[i].name, &value,
                        !origins[i].file  ? "default"
                        : origins[i].line ? line
                                          : origins[i].file,
                        out);
        wf_buffer_release(&value);
    }
}

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

/* Print one host for all @p count hosts of an actor that have the same class. */
static void print_host(const struct wf_platform *platform, const struct wf_host *host,
                       uint32_t count, struct wf_buffer *out)
{
    const struct wf_host_class *class = host->class;
    char text[64];
    wf_buffer_printf(out, "  host %s", host->name);
    if (count > 1)
        wf_buffer_printf(out, " (first of %u alike)", count);
    wf_buffer_printf(out, ", %s line %u\n", platform->path, host->line);
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        wf_quantity_text(class->speed_flop_per_s[i], WF_DIM_SPEED, text, sizeof text);
        wf_buffer_printf(out, "    pstate %u: %s x %u core%s", i, text, class->core_count,
                         wf_plural(class->core_count));
        if (class->watts)
            wf_buffer_printf(out, ", idle %g W, epsilon %g W, all cores %g W",
                             class->watts[i].idle_w, class->watts[i].epsilon_w,
                             class->watts[i].all_cores_w);
        wf_buffer_printf(out, "\n");
    }
    for (size_t i = 0; wf_site_props[i].name; i++) {
        struct wf_buffer value = {0};
        if (wf_site_props[i].places & WF_ON_HOST)
            wf_props_text(&wf_site_props[i], class->site, &value);
        name_origin(platform, host, class->origins[i], text, sizeof text);
        if (value.length)
            print_value(wf_site_props[i].name, &value, text, out);
        wf_buffer_release(&value);
    }
}

static void print_hosts(const struct wf_scenario *scenario, const struct wf_actor *actor,
                        struct wf_buffer *out)
{
    enum { CLASSES_SHOWN = 8 };
    struct {
        const struct wf_host *first;
        uint32_t count;
    } classes[CLASSES_SHOWN];
    size_t shown = 0;
    uint32_t others = 0;
    for (uint32_t i = 0; i < actor->host_count; i++) {
        const struct wf_host *host = &scenario->platform->hosts[actor->hosts[i]];
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
        print_host(scenario->platform, classes[j].first, classes[j].count, out);
    if (others)
        wf_buffer_printf(out, "  .. and %u hosts of further classes\n", others);
}

static void print_scenario(const struct wf_scenario *scenario, struct wf_buffer *out)
{
    const struct wf_deployment *deployment = &scenario->deployment;
    wf_buffer_printf(out, "\n%s\n  %s, workload %s, %llu %s (%s), %llu samples\n", deployment->path,
                     scenario->paradigm->name, scenario->workload.id,
                     (unsigned long long)scenario->rounds, scenario->paradigm->unit,
                     wf_provenance_name(scenario->provenance),
                     (unsigned long long)scenario->total_samples);
    wf_buffer_printf(out, "  workload %s\n", scenario->workload.path);
    print_props(wf_workload_props, &scenario->workload, scenario->workload.origins, out);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        wf_buffer_printf(out, "  %s on %s (%u host%s), line %u\n", wf_roles[actor->role].name,
                         actor->pattern, actor->host_count, wf_plural(actor->host_count),
                         actor->line);
        print_props(wf_actor_props(actor), &actor->values, actor->origins, out);
        print_hosts(scenario, actor, out);
    }
}

int wf_check_command(struct wf_command_line *line)
{
    struct wf_study study = {0};
    struct wf_err err = {0};
    struct wf_buffer out = {0};
    struct wf_study_request request = {.platform = line->arguments[0],
                                       .deployments = line->arguments + 1,
                                       .count = line->argument_count - 1,
                                       .overrides = &line->overrides,
                                       .options = line->options};
    int status;
    if (wf_study_load(&study, &request, &err) < 0) {
        status = wf_terminal_fail(line, &study.diag, &err);
    } else {
        const struct wf_platform *platform = study.platform;
        wf_terminal_warn(line, &study.diag);
        wf_buffer_printf(&out, "%s: %u host%s, %u link%s, %u zone%s\n", platform->path,
                         platform->host_count, wf_plural(platform->host_count),
                         platform->link_count, wf_plural(platform->link_count),
                         platform->zone_count - 1, wf_plural(platform->zone_count - 1));
        for (size_t i = 0; i < study.count; i++)
            print_scenario(&study.scenarios[i], &out);
        status = wf_terminal_result(line, &out);
    }
    wf_buffer_release(&out);
    wf_study_release(&study);
    return status;
}
