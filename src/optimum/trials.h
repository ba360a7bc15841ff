/* Points that were tried, in the order in which they were asked for, found by their values. */
#ifndef WF_OPTIMUM_TRIALS_H
#define WF_OPTIMUM_TRIALS_H

#include <stdbool.h>
#include <stddef.h>

struct wf_trial {
    double *values;  /**< by variable */
    double *results; /**< by result; of a trial that failed unknown */
    char *reason;    /**< why it failed; NULL: it did not */
    bool played;     /**< else the time was up before */
};

struct wf_trials {
    size_t variables, results; /**< numbers of a trial */
    struct wf_trial *items;
    size_t count, capacity;
    size_t *slots; /* 1 + index, by hash of the values */
    size_t slot_count;
};

void wf_trials_init(struct wf_trials *trials, size_t variables, size_t results);
void wf_trials_release(struct wf_trials *trials);

/** A trial of these values that was not played yet. Release it, or add it. */
struct wf_trial wf_trial_make(const struct wf_trials *trials, const double *values);
void wf_trial_release(struct wf_trial *trial);

/** @return index of the trial of these values, or SIZE_MAX */
size_t wf_trials_find(const struct wf_trials *trials, const double *values);
/** Add one that is not there; its memory is theirs from now on. @return its index */
size_t wf_trials_add(struct wf_trials *trials, const struct wf_trial *trial);

#endif
