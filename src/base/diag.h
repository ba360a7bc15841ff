/* Mistakes of input files, collected so that all of them are reported at once,
 * each as `file:line: what was found, what is expected, the nearest valid name`. */
#ifndef WF_BASE_DIAG_H
#define WF_BASE_DIAG_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include <stdint.h>

/** A note is a detail that few readers need: --verbose prints it, records contain it. */
enum wf_severity { WF_ERROR, WF_WARNING, WF_NOTE };

struct wf_diag_entry {
    enum wf_severity severity;
    uint32_t file_rank; /**< order in which the files first appeared */
    const char *file;   /**< NULL: no file */
    uint32_t line;      /**< 0: the whole file */
    uint32_t order;     /**< order of arrival; ties of file and line keep it */
    const char *text;
    const char *cause; /**< equal for entries that differ only in names, numbers and places */
};

struct wf_diag {
    struct wf_diag_entry *entries;
    size_t count, capacity;
    size_t error_count, warning_count; /**< notes count as warnings */
    struct wf_arena arena;             /* owns the texts and knows which entries were seen */
    struct wf_map files;               /* name -> rank */
};

void wf_diag_init(struct wf_diag *diag);
void wf_diag_release(struct wf_diag *diag);
/** Add one entry. The same text at the same place (and severity: an error never hides behind a
 *  warning) is kept once. @p file may be NULL. The format is its cause, a literal; of "%s" the text
 *  is. */
void wf_diag_add(struct wf_diag *diag, enum wf_severity severity, const char *file, uint32_t line,
                 const char *format, ...) WF_PRINTF(5, 6);
#define wf_diag_error(diag, file, line, ...)                                                       \
    wf_diag_add((diag), WF_ERROR, (file), (line), __VA_ARGS__)
#define wf_diag_warn(diag, file, line, ...)                                                        \
    wf_diag_add((diag), WF_WARNING, (file), (line), __VA_ARGS__)
/** Add the entries of @p from, in their order. */
void wf_diag_append(struct wf_diag *diag, const struct wf_diag *from);

/** Mistakes of one file, which may be wrong on every line: so many are reported, the others are
 *  counted. */
struct wf_diag_limit {
    struct wf_diag *diag;
    const char *file; /**< borrowed */
    size_t most;      /**< that are reported */
    size_t found;     /**< so far; start with 0 */
};
/** One more mistake on @p line of the file. */
void wf_diag_limit_error(struct wf_diag_limit *limit, uint32_t line, const char *format, ...)
    WF_PRINTF(3, 4);
/** After the last one: report how many were only counted, if any. */
void wf_diag_limit_end(const struct wf_diag_limit *limit);

/** Sort by file (in order of first appearance), then line, then arrival. */
void wf_diag_sort(struct wf_diag *diag);
/** One entry as a line of text, `file:line: text` or `file:line: warning: text`, or `note:`;
 * caller frees. */
char *wf_diag_text(const struct wf_diag_entry *entry);

#endif
