/* What is shown while simulations run: a bar with the time left on a terminal, else a line
 * now and then; and, once, why it takes so long. No clock: the caller says how long it has been. */
#ifndef WF_OUTPUT_PROGRESS_H
#define WF_OUTPUT_PROGRESS_H

#include "base/text.h"

/** How far a simulation has come. */
struct wf_progress_report {
    uint64_t done, total; /**< rounds */
    uint64_t turns;       /**< learners that have ended a round, each counted each time */
};

struct wf_progress {
    size_t columns;                     /**< of the terminal, for a bar; 0: lines, for a log */
    size_t shown;                       /**< columns of the bar that is there; 0: none */
    bool warned;                        /**< of a crowd */
    const char *unit;                   /**< what is counted: "rounds", unless it is set */
    size_t count;                       /**< simulations */
    struct wf_progress_report *reports; /**< of each */
    struct wf_progress_report all;      /**< their sum */
    double share;                       /**< done of each, 0 to 1, summed */
    double next_line_s, moved_s;        /**< date of the next line; of the last progress */
    double first_s;                     /**< date of the first report, NaN: none yet */
    uint64_t first_turns;               /**< until then */
    char *link;                         /**< the one with most transfers; NULL: none has many */
    uint64_t transfers;
};

/** @param columns  width of the terminal; 0: no terminal
 *  @param count    number of simulations */
void wf_progress_init(struct wf_progress *progress, size_t columns, size_t count);
/** Simulation @p index is as far as @p report says, @p elapsed_s after the start. */
void wf_progress_move(struct wf_progress *progress, size_t index,
                      const struct wf_progress_report *report, double elapsed_s);
/** So many transfers share @p link at the same time. */
void wf_progress_crowd(struct wf_progress *progress, const char *link, uint64_t transfers);
/** Append what is to be shown @p elapsed_s after the start; often nothing. */
void wf_progress_text(struct wf_progress *progress, double elapsed_s, struct wf_buffer *out);
/** Append what removes the bar, and release. */
void wf_progress_finish(struct wf_progress *progress, struct wf_buffer *out);

#endif
