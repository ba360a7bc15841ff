#include "scenario/library.h"
#include "scenario/deployment_reader.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct wf_library_file {
    enum wf_library_kind kind;
    char *path;
    int status;          /* 0, or -1: could not be read */
    struct wf_err err;   /* why not */
    struct wf_diag diag; /* its mistakes */
    struct wf_arena arena;
    union {
        struct wf_deployment deployment;
        struct wf_workload workload;
        struct wf_availability_trace trace;
    };
};

void wf_library_init(struct wf_library *library, const struct wf_platform *platform)
{
    *library = (struct wf_library){.platform = platform};
    for (int kind = 0; kind < WF_LIBRARY_KINDS; kind++)
        wf_map_init(&library->indices[kind]);
}

static void free_file(struct wf_library_file *file)
{
    if (file->kind == WF_LIBRARY_DEPLOYMENT)
        wf_deployment_release(&file->deployment);
    if (file->kind == WF_LIBRARY_TRACE)
        wf_availability_trace_release(&file->trace);
    wf_arena_release(&file->arena);
    wf_diag_release(&file->diag);
    free(file->path);
    free(file);
}

void wf_library_release(struct wf_library *library)
{
    if (!library)
        return;
    for (size_t i = 0; i < library->count; i++)
        free_file(library->files[i]);
    for (int kind = 0; kind < WF_LIBRARY_KINDS; kind++)
        wf_map_release(&library->indices[kind]);
    free(library->files);
    *library = (struct wf_library){0};
}

static struct wf_library_file *add(struct wf_library *library, enum wf_library_kind kind,
                                   const char *path)
{
    struct wf_library_file *file = wf_calloc(1, sizeof *file);
    file->kind = kind;
    file->path = wf_strdup(path);
    wf_diag_init(&file->diag);
    wf_arena_init(&file->arena);
    library->files =
        wf_realloc(library->files, (library->count + 1) * sizeof(struct wf_library_file *));
    uint32_t known = wf_map_add(&library->indices[kind], file->path, (uint32_t)library->count);
    assert(known == WF_MAP_NONE);
    (void)known;
    library->files[library->count++] = file;
    return file;
}

static void read(const struct wf_library *library, struct wf_library_file *file)
{
    switch (file->kind) {
    case WF_LIBRARY_DEPLOYMENT:
        assert(library->platform);
        file->status = wf_deployment_load(file->path, library->platform, &file->deployment,
                                          &file->diag, &file->err);
        break;
    case WF_LIBRARY_WORKLOAD:
        file->status =
            wf_workload_load(file->path, &file->arena, &file->workload, &file->diag, &file->err);
        break;
    case WF_LIBRARY_TRACE:
        file->status =
            wf_availability_trace_load(file->path, &file->trace, &file->diag, &file->err);
        break;
    case WF_LIBRARY_KINDS:
        break;
    }
}

/* What the actors name; what is wrong with it is reported when a scenario uses it. */
static void read_ahead(struct wf_library *library, const struct wf_deployment *deployment)
{
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        char *workload = wf_actor_file(deployment, actor, "workload");
        char *trace = wf_actor_file(deployment, actor, "availability");
        if (workload)
            wf_library_workload(library, workload, NULL, NULL);
        if (trace && wf_availability_is_trace(trace))
            wf_library_trace(library, trace, NULL, NULL);
        free(workload);
        free(trace);
    }
}

/* @return NULL: it cannot be read */
static const struct wf_library_file *find(struct wf_library *library, enum wf_library_kind kind,
                                          const char *path, struct wf_diag *diag,
                                          struct wf_err *err)
{
    uint32_t index = wf_map_get(&library->indices[kind], path);
    struct wf_library_file *file = index == WF_MAP_NONE ? NULL : library->files[index];
    if (!file) {
        file = add(library, kind, path);
        library->read_count++;
        read(library, file);
        if (kind == WF_LIBRARY_DEPLOYMENT && file->status == 0)
            read_ahead(library, &file->deployment);
    }
    if (diag)
        wf_diag_append(diag, &file->diag);
    if (file->status < 0 && err)
        *err = file->err;
    return file->status < 0 ? NULL : file;
}

const struct wf_deployment *wf_library_deployment(struct wf_library *library, const char *path,
                                                  struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_library_file *file = find(library, WF_LIBRARY_DEPLOYMENT, path, diag, err);
    return file ? &file->deployment : NULL;
}

const struct wf_workload *wf_library_workload(struct wf_library *library, const char *path,
                                              struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_library_file *file = find(library, WF_LIBRARY_WORKLOAD, path, diag, err);
    return file ? &file->workload : NULL;
}

const struct wf_availability_trace *wf_library_trace(struct wf_library *library, const char *path,
                                                     struct wf_diag *diag, struct wf_err *err)
{
    const struct wf_library_file *file = find(library, WF_LIBRARY_TRACE, path, diag, err);
    return file ? &file->trace : NULL;
}

const char *wf_library_path(const struct wf_library *library, size_t index,
                            enum wf_library_kind *kind)
{
    *kind = library->files[index]->kind;
    return library->files[index]->path;
}

struct wf_workload *wf_library_make_workload(struct wf_library *library, const char *name)
{
    struct wf_library_file *file = add(library, WF_LIBRARY_WORKLOAD, name);
    wf_workload_make(&file->workload, file->path);
    return &file->workload;
}
