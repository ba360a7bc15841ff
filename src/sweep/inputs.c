#include "sweep/inputs.h"
#include "file/content.h"
#include "workload/curve.h"
#include <stdlib.h>

/* Each path once. */
static int add_file(struct wf_inputs_read *inputs, const char *path, struct wf_err *err)
{
    char hash[WF_CONTENT_HASH_SIZE];
    uint64_t bytes;
    if (!path || wf_map_get(&inputs->paths, path) != WF_MAP_NONE)
        return 0;
    if (wf_content_hash(path, &bytes, hash, err) < 0)
        return -1;
    const char *kept = wf_arena_intern_text(&inputs->arena, path);
    wf_map_add(&inputs->paths, kept, (uint32_t)inputs->count);
    inputs->items = wf_realloc(inputs->items, (inputs->count + 1) * sizeof *inputs->items);
    inputs->items[inputs->count++] = (struct wf_store_input){
        .path = kept, .bytes = bytes, .hash = wf_arena_intern_text(&inputs->arena, hash)};
    return 0;
}

/* A list that was made from its end. */
static int add_profiles(struct wf_inputs_read *inputs, const struct wf_profile_file *file,
                        struct wf_err *err)
{
    if (!file)
        return 0;
    size_t count = 0;
    for (const struct wf_profile_file *i = file; i; i = i->next)
        count++;
    const char **paths = wf_calloc(count, sizeof *paths);
    for (size_t i = count; file; file = file->next)
        paths[--i] = file->path;
    int status = 0;
    for (size_t i = 0; i < count && status == 0; i++)
        status = add_file(inputs, paths[i], err);
    free(paths);
    return status;
}

/* With overrides a platform may name other series, or none. */
static int add_platform(struct wf_inputs_read *inputs, const struct wf_study *study,
                        struct wf_err *err)
{
    const struct wf_platform *own = &study->inputs->platform, *used = study->platform;
    if (add_file(inputs, own->path, err) < 0 || add_profiles(inputs, own->profile_files, err) < 0)
        return -1;
    for (size_t i = 0; i < used->series.count; i++)
        if (used->series.items[i] && add_file(inputs, used->series.items[i]->path, err) < 0)
            return -1;
    return 0;
}

/* Rows of tables come from files of their own; rows of the workload from its file. */
static int add_workload(struct wf_inputs_read *inputs, const struct wf_workload *workload,
                        struct wf_err *err)
{
    int status = add_file(inputs, workload->path, err);
    for (size_t i = 0; i < workload->row_count && status == 0; i++) {
        const struct wf_convergence *row = &workload->rows[i];
        status = add_file(inputs, row->curve ? row->curve->path : row->origin.file, err);
    }
    return status;
}

static int add_library(struct wf_inputs_read *inputs, struct wf_library *library,
                       struct wf_err *err)
{
    for (size_t i = 0; i < library->count; i++) {
        enum wf_library_kind kind;
        const char *path = wf_library_path(library, i, &kind);
        if (kind != WF_LIBRARY_WORKLOAD) {
            if (add_file(inputs, path, err) < 0)
                return -1;
            continue;
        }
        const struct wf_workload *workload = wf_library_workload(library, path, NULL, NULL);
        if (workload && add_workload(inputs, workload, err) < 0)
            return -1;
    }
    return 0;
}

int wf_inputs_read(const struct wf_study *study, const char *const *more, size_t more_count,
                   struct wf_inputs_read *inputs, struct wf_err *err)
{
    *inputs = (struct wf_inputs_read){0};
    wf_arena_init(&inputs->arena);
    wf_map_init(&inputs->paths);
    if (add_platform(inputs, study, err) < 0 ||
        add_library(inputs, &study->inputs->library, err) < 0)
        return -1;
    for (size_t i = 0; i < more_count; i++)
        if (add_file(inputs, more[i], err) < 0)
            return -1;
    return 0;
}

void wf_inputs_release(struct wf_inputs_read *inputs)
{
    free(inputs->items);
    wf_map_release(&inputs->paths);
    wf_arena_release(&inputs->arena);
    *inputs = (struct wf_inputs_read){0};
}
