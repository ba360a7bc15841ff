/* Figures without provenance: each that is not in a list `provenance`, explicit `assumed` included,
 * is printed. lint_provenance PLATFORM [DEPLOYMENT..] */
#include "platform/device.h"
#include "platform/platform_reader.h"
#include "platform/site_provenance.h"
#include "scenario/figure.h"
#include "study/study.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int missing;

static void need(const char *file, uint32_t line, const char *what, const char *name,
                 const char *figure, const struct wf_sourced *sourced)
{
    if (sourced->given)
        return;
    printf("%s:%u: %s %s: no provenance of '%s'\n", file, line, what, name, figure);
    missing++;
}

static void check_rows(const struct wf_platform *platform, const struct wf_host *host,
                       const struct wf_link *link)
{
    const uint32_t *origins = host ? host->class->origins : link->class->origins;
    for (int row = 0; wf_site_props[row].name; row++) {
        const struct wf_prop *prop = &wf_site_props[row];
        if (origins[row] == WF_SITE_DEFAULT ||
            (prop->kind != WF_PROP_QUANTITY && prop->kind != WF_PROP_SERIES))
            continue;
        struct wf_sourced sourced =
            host ? wf_host_sourced(platform, host->class, prop->name, WF_EVERY_PSTATE,
                                   WF_FIGURE_WHOLE)
                 : wf_link_sourced(platform, link->class, prop->name, WF_FIGURE_WHOLE);
        need(platform->path, host ? host->line : link->line, host ? "host" : "link",
             host ? host->name : link->name, prop->name, &sourced);
    }
}

static void check_host(const struct wf_platform *platform, const struct wf_host *host)
{
    static const struct {
        const char *prop, *name;
        enum wf_figure_part part;
    } figures[] = {{"speed", "speed", WF_FIGURE_WHOLE},
                   {"wattage_per_state", "wattage_per_state, idle", WF_FIGURE_IDLE},
                   {"wattage_per_state", "wattage_per_state, all", WF_FIGURE_ALL}};
    const struct wf_host_class *class = host->class;
    for (uint32_t i = 0; i < class->pstate_count; i++)
        for (size_t j = 0; j < (class->watts ? 3 : 1); j++) {
            struct wf_sourced sourced =
                wf_host_sourced(platform, class, figures[j].prop, i, figures[j].part);
            char *name = wf_format("%s, of pstate %u", figures[j].name, i);
            need(platform->path, host->line, "host", host->name, name, &sourced);
            free(name);
        }
    check_rows(platform, host, NULL);
}

static void check_link(const struct wf_platform *platform, const struct wf_link *link)
{
    static const char *const props[] = {"bandwidth", "latency", "wattage_range"};
    for (size_t i = 0; i < (isnan(link->class->busy_w) ? 2 : 3); i++) {
        struct wf_sourced sourced = wf_link_sourced(platform, link->class, props[i],
                                                    i < 2 ? WF_FIGURE_WHOLE : WF_FIGURE_BUSY);
        need(platform->path, link->line, "link", link->name, props[i], &sourced);
    }
    check_rows(platform, NULL, link);
}

static int fail(const struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++)
        if (diag->entries[i].severity == WF_ERROR)
            printf("%s:%u: %s\n", diag->entries[i].file, diag->entries[i].line,
                   diag->entries[i].text);
    printf("%s\n", err->text);
    return -1;
}

static int check_platform(const char *path)
{
    struct wf_platform platform = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    wf_diag_init(&diag);
    int status = wf_platform_load(path, &platform, &diag, &err) < 0 || diag.error_count
                     ? fail(&diag, &err)
                     : 0;
    for (uint32_t i = 0; status == 0 && i < platform.host_count; i++)
        check_host(&platform, &platform.hosts[i]);
    for (uint32_t i = 0; status == 0 && i < platform.link_count; i++)
        check_link(&platform, &platform.links[i]);
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    return status;
}

static int check_deployment(const char *platform, const char *deployment)
{
    struct wf_study study = {0};
    struct wf_err err = {0};
    struct wf_study_request request = {
        .platform = platform, .deployments = &deployment, .count = 1, .options = {.seed = 1}};
    struct wf_figure_list list = {0};
    int status = wf_study_load(&study, &request, &err) < 0 ? fail(&study.diag, &err) : 0;
    if (status == 0)
        wf_figure_list_make(&study.scenarios[0], NULL, 0, &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct wf_figure *figure = &list.items[i];
        need(figure->origin.file, figure->origin.line, "figure of", deployment, figure->prop,
             &figure->sourced);
    }
    wf_figure_list_release(&list);
    wf_study_release(&study);
    return status;
}

int main(int argc, char **argv)
{
    int status = argc > 1 ? check_platform(argv[1]) : -1;
    for (int i = 2; status == 0 && i < argc; i++)
        status = check_deployment(argv[1], argv[i]);
    return status < 0 || missing ? EXIT_FAILURE : EXIT_SUCCESS;
}
