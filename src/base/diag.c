#include "base/diag.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void wf_diag_init(struct wf_diag *diag)
{
    *diag = (struct wf_diag){0};
    wf_arena_init(&diag->arena);
    wf_map_init(&diag->files);
}

void wf_diag_release(struct wf_diag *diag)
{
    if (diag == NULL)
        return;
    free(diag->entries);
    wf_map_release(&diag->files);
    wf_arena_release(&diag->arena);
    *diag = (struct wf_diag){0};
}

static const char *intern(struct wf_diag *diag, enum wf_severity severity, const char *file,
                          uint32_t line, const char *text, bool *seen)
{
    struct {
        const char *file, *text; /* interned: equal pointers where equal */
        uint32_t line, severity;
    } entry = {file, wf_arena_intern_text(&diag->arena, text), line, severity};
    size_t before = diag->arena.interned_count;
    wf_arena_intern(&diag->arena, &entry, sizeof entry);
    *seen = diag->arena.interned_count == before;
    return entry.text;
}

/* @p cause NULL: the text is its own cause. */
static void add(struct wf_diag *diag, enum wf_severity severity, const char *file, uint32_t line,
                const char *cause, const char *text)
{
    const char *name = wf_arena_intern_text(&diag->arena, file == NULL ? "" : file);
    bool seen;
    const char *kept = intern(diag, severity, name, line, text, &seen);
    if (seen)
        return;

    uint32_t rank = wf_map_add(&diag->files, name, (uint32_t)diag->files.count);
    if (rank == WF_MAP_NONE)
        rank = (uint32_t)diag->files.count - 1;
    if (diag->count == diag->capacity) {
        diag->capacity = diag->capacity == 0 ? 16 : 2 * diag->capacity;
        diag->entries = wf_realloc(diag->entries, diag->capacity * sizeof *diag->entries);
    }
    diag->entries[diag->count] = (struct wf_diag_entry){
        .severity = severity,
        .file_rank = rank,
        .file = file == NULL ? NULL : name,
        .line = line,
        .order = (uint32_t)diag->count,
        .text = kept,
        .cause = cause ? cause : kept,
    };
    diag->count++;
    ++*(severity == WF_ERROR ? &diag->error_count : &diag->warning_count);
}

void wf_diag_add(struct wf_diag *diag, enum wf_severity severity, const char *file, uint32_t line,
                 const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    add(diag, severity, file, line, strcmp(format, "%s") ? format : NULL, text);
    free(text);
}

void wf_diag_append(struct wf_diag *diag, const struct wf_diag *from)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct wf_diag_entry *entry = &from->entries[i];
        bool own = entry->cause == entry->text; /* the text belongs to @p from */
        add(diag, entry->severity, entry->file, entry->line, own ? NULL : entry->cause,
            entry->text);
    }
}

void wf_diag_limit_error(struct wf_diag_limit *limit, uint32_t line, const char *format, ...)
{
    if (limit->found++ >= limit->most)
        return;
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    wf_diag_error(limit->diag, limit->file, line, "%s", text);
    free(text);
}

void wf_diag_limit_end(const struct wf_diag_limit *limit)
{
    if (limit->found > limit->most)
        wf_diag_error(limit->diag, limit->file, 0, "%zu more mistakes are not shown",
                      limit->found - limit->most);
}

static int compare_entries(const void *left, const void *right)
{
    const struct wf_diag_entry *a = left, *b = right;
    if (a->file_rank != b->file_rank)
        return a->file_rank < b->file_rank ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

void wf_diag_sort(struct wf_diag *diag)
{
    if (diag->count > 1)
        qsort(diag->entries, diag->count, sizeof *diag->entries, compare_entries);
}

char *wf_diag_text(const struct wf_diag_entry *entry)
{
    static const char *const severities[] = {
        [WF_ERROR] = "", [WF_WARNING] = "warning: ", [WF_NOTE] = "note: "};
    const char *severity = severities[entry->severity];
    if (entry->file == NULL)
        return wf_format("%s%s", severity, entry->text);
    if (entry->line == 0)
        return wf_format("%s: %s%s", entry->file, severity, entry->text);
    return wf_format("%s:%u: %s%s", entry->file, entry->line, severity, entry->text);
}
