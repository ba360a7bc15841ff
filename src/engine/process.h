/* Simulations in child processes: SimGrid has one engine a process, and aborts on errors. The
 * program listens to its children (child.h) and turns their deaths into errors with the cause. */
#ifndef WF_ENGINE_PROCESS_H
#define WF_ENGINE_PROCESS_H

#include "base/text.h"
#include "engine/engine.h"

struct wf_process_request {
    const struct wf_scenario *scenario;
    wf_job_life *live;     /**< NULL: wf_job_live */
    const void *life_data; /**< becomes job->life_data */
    bool keep_cohorts, keep_power;
    /** Write what the program is to get of the outcome, in its place; called in the child, which
     *  has its own copy of all memory. Not called where turns were kept for an audit to come. NULL:
     *  it gets the whole outcome */
    void (*digest)(void *data, struct wf_outcome *outcome, struct wf_buffer *out);
    void *digest_data;
};

struct wf_process_result {
    int status; /**< 0, or -1 with err */
    struct wf_err err;
    struct wf_outcome outcome; /**< with a digest: without its parts */
    struct wf_buffer digest;   /**< empty: there is none; the caller releases it */
};

struct wf_process_options {
    const char *const *simgrid_arguments;
    size_t simgrid_argument_count;
    size_t jobs; /**< most simulations at the same time; 0: one a core. Each takes two descriptors;
                      where these do not suffice, fewer run */
    /** Date (base/clock.h) at which simulations end with what they have played: at the end
     * of the round in progress. Those that wait for another to end share what is left. 0: never */
    double until_s;
    bool held; /**< this process holds the platform (wf_process_hold) */
    /** Requests are played in closed form without audit, one after the other in one process, or
     * not at all (WF_EALL). Each may have a platform of its own, which differs from the others in
     * speeds, watts, and bandwidths and latencies of links alone. */
    bool closed_only;
    uint64_t paired_from; /**< turns at the same time from which workers are pairs; 0: 3000 */
    /** Called as rounds end (wf_job.progress); may be NULL. */
    void (*progress)(void *data, size_t request, uint64_t done, uint64_t total, uint64_t turns);
    /** Many transfers share a link at the same time, which may take SimGrid long; may be NULL. */
    void (*crowd)(void *data, const char *link, uint64_t transfers);
    /** Called about once a second while nothing is reported; may be NULL. */
    void (*quiet)(void *data);
    void *progress_data; /**< of all three */
};

/** Simulate @p count requests on one platform.
 *  @param count         at least 1
 *  @param[out] results  @p count, each with its own status; release their outcomes
 *  @param diag          gets the mistakes that only SimGrid can see (no route), in the order of the
 *                       requests
 *  @return 0 when all succeeded, or -1 with the error of the first that failed. WF_EFAIL where the
 *  platform was still loading at until_s. No child is left in
 *  either case. */
int wf_process_run(const struct wf_platform *platform, const struct wf_process_request *requests,
                   size_t count, const struct wf_process_options *options,
                   struct wf_process_result *results, struct wf_diag *diag, struct wf_err *err);

/** Must SimGrid load its platform for one of them? */
bool wf_process_needs_platform(const struct wf_process_request *requests, size_t count,
                               const struct wf_process_options *options);
/** Set SimGrid up in this very process: simulations to come inherit it. They must have the same
 * arguments. SimGrid ends the process where it refuses one: a child must have started with them
 * before.
 *  @param audit  of a simulation to come */
void wf_process_start(bool audit, const struct wf_process_options *options);
/** Have SimGrid load @p platform in this very process, once: simulations to come on it, or on
 * others that SimGrid loads alike, inherit it (wf_process_options.held), and no other can be played
 * from here. SimGrid ends the process where it refuses it: a child must have loaded it before.
 *  @param audit  of a simulation to come
 *  @return 0, or -1 with @p err */
int wf_process_hold(const struct wf_platform *platform, bool audit,
                    const struct wf_process_options *options, struct wf_err *err);

/** Have SimGrid load @p platform in a process of its own, and no more: what it refuses is the
 * error.
 *  @return 0, or -1 with @p err */
int wf_process_load(const struct wf_platform *platform, const struct wf_process_options *options,
                    struct wf_err *err);

#endif
