#include "cli/terminal.h"
#include "file/file.h"
#include "fleet/expansion.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the summary ---- */

static const char *count_text(uint64_t count, char *buffer, size_t size)
{
    return wf_quantity_text((double)count, WF_DIM_COUNT, buffer, size);
}

static void summarise(const struct wf_fleet *fleet, uint64_t bytes)
{
    char text[48];
    fprintf(stderr, "%s: %s device%s, %u node%s", fleet->path,
            count_text(fleet->device_count, text, sizeof text), wf_plural(fleet->device_count),
            fleet->node_count, wf_plural(fleet->node_count));
    for (uint32_t i = 0; i < fleet->class_count; i++)
        fprintf(stderr, "%s%s %s", i ? ", " : " (", fleet->classes[i].element.id,
                count_text(fleet->classes[i].count, text, sizeof text));
    fprintf(stderr, "%s; %s\n", fleet->class_count ? ")" : "",
            wf_quantity_text((double)bytes, WF_DIM_BYTE, text, sizeof text));
}

/* ---- the platform ---- */

struct output {
    struct wf_file_writer *writer;
    uint64_t bytes;
};

static int add(void *data, const char *bytes, size_t size)
{
    struct output *output = data;
    output->bytes += size;
    return wf_file_add(output->writer, bytes, size);
}

static bool in_one_folder(const char *a, const char *b)
{
    char *one = wf_text_beside(a, "."), *other = wf_text_beside(b, ".");
    char *left = realpath(one, NULL), *right = realpath(other, NULL);
    bool same = left && right && !strcmp(left, right);
    free(left);
    free(right);
    free(one);
    free(other);
    return same;
}

static int write_platform(const struct wf_command_line *line, const struct wf_fleet *fleet,
                          struct wf_err *err)
{
    const char *path = line->output ? line->output : "-";
    struct output output = {.writer = wf_file_begin(path)};
    const struct wf_fleet_selection all = {.elsewhere = !in_one_folder(fleet->path, path)};
    const struct wf_fleet_sink sink = {add, &output};
    wf_fleet_expand(fleet, &all, &sink);
    int status = wf_file_end(output.writer, true, err);
    if (status == 0 && !line->quiet)
        summarise(fleet, output.bytes);
    return status;
}

/* Wrong on the command line alone, or in the file? */
static int fail(const struct wf_diag *diag, struct wf_err *err)
{
    bool usage = true;
    for (size_t i = 0; i < diag->count; i++)
        if (diag->entries[i].severity == WF_ERROR && strcmp(diag->entries[i].file, "--set") != 0)
            usage = false;
    return wf_err_set(err, usage ? WF_EUSAGE : WF_EINPUT, "%zu error%s", diag->error_count,
                      wf_plural(diag->error_count));
}

static void check_used(const struct wf_command_line *line, const bool *met, struct wf_diag *diag)
{
    if (diag->error_count == 0)
        wf_overrides_check_used(&line->overrides, met, diag);
}

int wf_fleet_command(struct wf_command_line *line)
{
    struct wf_fleet fleet;
    struct wf_diag diag;
    struct wf_err err = {0};
    bool *met = wf_calloc(line->overrides.count + 1, sizeof *met);
    wf_diag_init(&diag);
    int status = wf_fleet_load(line->arguments[0], &line->overrides, met, &fleet, &diag, &err);
    if (status == 0) {
        check_used(line, met, &diag);
        if (diag.error_count)
            status = fail(&diag, &err);
    }
    if (status == 0)
        wf_terminal_warn(line, &diag);
    if (status == 0)
        status = write_platform(line, &fleet, &err);
    if (status < 0)
        status = wf_terminal_fail(line, &diag, &err);
    wf_fleet_release(&fleet);
    wf_diag_release(&diag);
    free(met);
    return status;
}
