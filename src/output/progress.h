/* What is shown while simulations run: a bar with the time left on a terminal, else a line
 * now and then; and, once, why it takes so long. No clock: the caller says how long it has been. */
#ifndef WF_OUTPUT_PROGRESS_H
#define WF_OUTPUT_PROGRESS_H

#include "base/text.h"

struct wf_progress {
    bool live;                   /**< a bar on a terminal, which is drawn again and again */
    bool shown;                  /**< there is a bar */
    bool warned;                 /**< of a crowd */
    size_t count;                /**< simulations */
    double *shares, sum;         /**< done of each, 0 to 1, and of all */
    double next_line_s, moved_s; /**< date of the next line; of the last progress */
    char *link;                  /**< the one with most transfers; NULL: none has many */
    uint64_t transfers;
};

/** @param count  number of simulations */
void wf_progress_init(struct wf_progress *progress, bool live, size_t count);
/** Simulation @p index has done @p done of @p total rounds, @p elapsed_s after the start. */
void wf_progress_move(struct wf_progress *progress, size_t index, uint64_t done, uint64_t total,
                      double elapsed_s);
/** So many transfers share @p link at the same time. */
void wf_progress_crowd(struct wf_progress *progress, const char *link, uint64_t transfers);
/** Append what is to be shown @p elapsed_s after the start; often nothing. */
void wf_progress_text(struct wf_progress *progress, double elapsed_s, struct wf_buffer *out);
/** Append what removes the bar, and release. */
void wf_progress_finish(struct wf_progress *progress, struct wf_buffer *out);

#endif
