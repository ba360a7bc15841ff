#include "trial.h"

#include "output/json.h"
#include "output/run_json.h"
#include "study/study.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const simgrid_arguments[] = {
    "--cfg=network/model:CM02",
    "--cfg=network/crosstraffic:0",
#ifdef __SANITIZE_ADDRESS__
    "--cfg=contexts/factory:thread",
#endif
};

/* ---- files ---- */

static char folder[64];

static void stop(const char *what, const char *path)
{
    printf("cannot %s %s: %s\n", what, path, strerror(errno));
    exit(EXIT_FAILURE);
}

void folder_make(void)
{
    const char *root = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%s/wattfleet-law-XXXXXX", root && *root ? root : "/tmp");
    if (!mkdtemp(folder) || chdir(folder) < 0)
        stop("make", folder);
}

void folder_remove(void)
{
    DIR *open = opendir(folder);
    if (!open)
        stop("read", folder);
    for (struct dirent *entry; (entry = readdir(open));) {
        char *path = folder_path(entry->d_name);
        unlink(path); /* not "." and ".." */
        free(path);
    }
    closedir(open);
    rmdir(folder);
}

char *folder_path(const char *name)
{
    return wf_format("%s/%s", folder, name);
}

void folder_write(const char *name, const char *text)
{
    char *path = folder_path(name);
    FILE *file = fopen(path, "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        stop("write", path);
    free(path);
}

void folder_write_buffer(const char *name, struct wf_buffer *text)
{
    folder_write(name, text->text);
    wf_buffer_release(text);
}

/* ---- one trial ---- */

static struct wf_study_request request_of(const char *platform, const char *const *files,
                                          size_t count, struct wf_overrides *overrides)
{
    return (struct wf_study_request){
        .platform = platform,
        .deployments = files,
        .count = count,
        .overrides = overrides,
        .options = {.seed = 1, .audit = true},
        .process = {.simgrid_arguments = simgrid_arguments,
                    .simgrid_argument_count = sizeof simgrid_arguments / sizeof *simgrid_arguments,
                    .jobs = 2}};
}

/* A warning of an actor names its role. */
static bool is_said_silent(const struct trial *trial, const struct wf_diag *diag)
{
    char *words = wf_format("'%s' changes nothing: ", trial->prop);
    char *whose = wf_format("<actor %s>", trial->target);
    bool said = false;
    for (size_t i = 0; i < diag->count && !said; i++) {
        char *text = wf_diag_text(&diag->entries[i]);
        said = strstr(text, words) && (strstr(text, whose) || !strstr(text, "<actor"));
        free(text);
    }
    free(words);
    free(whose);
    return said;
}

static char *first_mistake(const struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++)
        if (diag->entries[i].severity == WF_ERROR)
            return wf_diag_text(&diag->entries[i]);
    return wf_format("%s", err->text);
}

void trial_check(struct trial *trial, const char *platform)
{
    const char *files[] = {trial->deployment};
    struct wf_study_request request = request_of(platform, files, 1, &trial->overrides);
    struct wf_study study;
    struct wf_err err = {0};
    trial->refused = wf_study_load(&study, &request, &err) < 0;
    trial->warned = is_said_silent(trial, &study.diag);
    if (trial->refused)
        trial->why = first_mistake(&study.diag, &err);
    wf_study_release(&study);
}

/* What a reader of the run sees, less what only names files and lines. */
static char *result_of(const struct wf_study *study, size_t index)
{
    struct json_object *run = wf_run_json(&study->summaries[index], NULL), *provenance, *rounds;
    struct wf_buffer text = {0};
    json_object_object_del(run, "deployment");
    if (json_object_object_get_ex(run, "provenance", &provenance) &&
        json_object_object_get_ex(provenance, "rounds", &rounds)) {
        json_object_object_del(rounds, "file");
        json_object_object_del(rounds, "line");
        /* words of figures (tests/cli/figures.sh): those of a pstate that changes nothing, too */
        json_object_object_del(provenance, "figures");
        json_object_object_del(provenance, "intervals");
    }
    wf_json_text(run, &text);
    json_object_put(run);
    return text.text;
}

void trial_run(struct trial *const *trials, size_t count, const char *platform)
{
    const char **files = wf_calloc(count + 1, sizeof *files);
    struct wf_overrides none = {0};
    struct wf_study study;
    struct wf_err err = {0};
    for (size_t i = 0; i < count; i++)
        files[i] = trials[i]->deployment;
    struct wf_study_request request =
        request_of(platform, files, count, count == 1 ? &trials[0]->overrides : &none);
    bool ok =
        wf_study_load(&study, &request, &err) == 0 && wf_study_run(&study, &request, &err) == 0;
    for (size_t i = 0; ok && i < count; i++) {
        trials[i]->result = result_of(&study, i);
        trials[i]->warned |= is_said_silent(trials[i], &study.warnings[i]);
    }
    if (!ok && count == 1)
        trials[0]->why = first_mistake(&study.diag, &err);
    wf_study_release(&study);
    free(files);
    for (size_t i = 0; !ok && count > 1 && i < count; i++)
        trial_run(&trials[i], 1, platform);
}

void trial_release(struct trial *trial)
{
    free(trial->deployment);
    free(trial->value);
    free(trial->why);
    free(trial->result);
    wf_overrides_release(&trial->overrides);
}

/* ---- the law ---- */

enum verdict trials_judge(const struct trials *trials, bool verbose)
{
    const char *first = NULL;
    size_t accepted = 0, warned = 0;
    bool differ = false;
    for (size_t i = 0; i < trials->count; i++) {
        const struct trial *trial = &trials->items[i];
        if (!trial->result)
            continue;
        first = first ? first : trial->result;
        accepted++;
        warned += trial->warned;
        differ |= strcmp(trial->result, first) != 0;
    }
    if (verbose)
        printf("    %-10s %-24s %zu of %zu accepted, %zu warned, %s\n", trials->target,
               trials->prop, accepted, trials->count, warned,
               accepted == 0 ? trials->items[0].why
               : differ      ? "results differ"
                             : "same result");
    if (differ && warned == accepted)
        return VERDICT_FALSE_WARNING;
    return accepted > 1 && !differ && warned < accepted ? VERDICT_SILENT : VERDICT_HOLDS;
}

void trials_print(const struct trials *trials, enum verdict verdict)
{
    printf("    FAILED %s: %s prop '%s': %s:", trials->scene, trials->target, trials->prop,
           verdict == VERDICT_SILENT
               ? "the results are the same, and no warning says so"
               : "the results differ, although a warning says that it changes nothing");
    for (size_t i = 0; i < trials->count; i++)
        if (!trials->items[i].refused)
            printf(" '%s'%s", trials->items[i].value, trials->items[i].warned ? " (warned)" : "");
    printf("\n");
}
