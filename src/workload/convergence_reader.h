/* Reads what a workload says of its rounds and epochs: <rounds> and <epochs>, a <table> in a CSV
 * file, a <curve> in another. All become rows of the workload, in the order of the file. */
#ifndef WF_WORKLOAD_CONVERGENCE_READER_H
#define WF_WORKLOAD_CONVERGENCE_READER_H

#include "file/xml.h"
#include "workload/workload.h"

/** What the readers of a workload's elements write to. */
struct wf_convergence_reader {
    struct wf_workload *workload;
    struct wf_arena *arena;
    struct wf_diag *diag;
    struct wf_convergence *rows; /**< of the workload, as they grow; it has them for reading only */
    struct wf_compression *compressions; /**< likewise */
};

/** Read one element; its mistakes go to the reader's diag. @return false: @p tag is none of these.
 */
bool wf_convergence_read(struct wf_convergence_reader *reader, const char *tag,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line);

/** Read an attribute of @p tag by its row in @p table. An unknown one, and one in @p barred (ended
 * by NULL), is a mistake. */
void wf_convergence_reader_set(struct wf_convergence_reader *reader, const struct wf_prop *table,
                               const char *tag, const char *const *barred,
                               const struct wf_xml_attribute *attribute, uint32_t line,
                               void *values);

/** Make room for one more row after @p count rows of @p size bytes. @return the rows, which may
 * have moved */
void *wf_convergence_reader_grow(struct wf_convergence_reader *reader, void *rows, size_t count,
                                 size_t size);

#endif
