#include "scenario.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

uint64_t scenario_paired_from;

static void run_with(struct scenario_run *run, const char *platform, const char *deployment,
                     const char *const *sets, const struct wf_options *options,
                     const char *const *arguments, size_t count)
{
    static const struct wf_options plain = {.seed = 1, .audit = true};
    *run = (struct scenario_run){0};
    wf_diag_init(&run->diag);
    for (; sets && *sets; sets++)
        if (wf_overrides_add(&run->overrides, *sets, &run->err) < 0)
            printf("    %s\n", run->err.text);
    struct wf_study_request request = {.platform = platform,
                                       .deployments = &deployment,
                                       .count = 1,
                                       .overrides = &run->overrides,
                                       .options = options ? *options : plain,
                                       .process = {.paired_from = scenario_paired_from,
                                                   .simgrid_arguments = arguments,
                                                   .simgrid_argument_count = count}};
    run->status = wf_study_load(&run->study, &request, &run->err);
    if (run->status == 0)
        run->status = wf_study_run(&run->study, &request, &run->err);
    for (size_t i = 0; run->status < 0 && i < run->study.diag.count; i++) {
        char *text = wf_diag_text(&run->study.diag.entries[i]);
        printf("    %s\n", text);
        free(text);
    }
    if (run->status < 0)
        printf("    %s\n", run->err.text);
}

#ifdef __SANITIZE_ADDRESS__
#define CONTEXTS , "--cfg=contexts/factory:thread" /* ASan does not follow raw contexts */
#else
#define CONTEXTS
#endif

void scenario_run(struct scenario_run *run, const char *platform, const char *deployment,
                  const char *const *sets, const struct wf_options *options)
{
    static const char *const closed[] = {"--cfg=network/model:CM02",
                                         "--cfg=network/crosstraffic:0" CONTEXTS};
    run_with(run, platform, deployment, sets, options, closed, sizeof closed / sizeof *closed);
}

void scenario_run_default(struct scenario_run *run, const char *platform, const char *deployment,
                          const char *const *sets)
{
    static const char *const plain[] = {"--log=root.thres:error" CONTEXTS};
    run_with(run, platform, deployment, sets, NULL, plain, sizeof plain / sizeof *plain);
}

void scenario_release(struct scenario_run *run)
{
    wf_study_release(&run->study);
    wf_overrides_release(&run->overrides);
    wf_diag_release(&run->diag);
}

double scenario_kind_j(const struct scenario_run *run, const char *kind)
{
    const struct wf_summary *summary = scenario_summary(run);
    for (size_t i = 0; i < summary->kind_count; i++)
        if (!strcmp(summary->kinds[i].name, kind))
            return summary->kinds[i].energy_j;
    return 0;
}

char *scenario_file(const char *text)
{
    const char *folder = getenv("TMPDIR");
    char *path = wf_format("%s/wattfleet-test-XXXXXX", folder ? folder : "/tmp");
    int fd = mkstemp(path);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text)) {
        perror(path);
        exit(1);
    }
    close(fd);
    return path;
}
