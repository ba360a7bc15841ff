/* SimGrid's engine: one a process, loaded once. Only a child of the program may call this: SimGrid
 * aborts on much that it does not like (process.h turns that into errors). */
#ifndef WF_ENGINE_ENGINE_H
#define WF_ENGINE_ENGINE_H

#include "job/job.h"

struct wf_engine_options {
    const char *const *simgrid_arguments; /**< of --simgrid, e.g. "--cfg=network/model:CM02" */
    size_t simgrid_argument_count;
    uint64_t most_actors; /**< largest number of workers at the same time, partners counted */
    bool audit;           /**< switch SimGrid's energy plugins on */
};

/** Set SimGrid up, unless this process or the one that it was forked from has done so: then only
 *  what it lacks of @p options, whose arguments must be the same. It ends the process itself when
 * it does not like an argument. */
void wf_engine_start(const struct wf_engine_options *options);
/** Another number of workers at the same time, after the start; before any worker is made. */
void wf_engine_make_room(uint64_t most_actors);
/** Have SimGrid load @p platform: its file, or a copy where wf_platform.rewritten says so.
 *  @return 0, or -1 with @p err (WF_EIO) when the copy cannot be made. */
int wf_engine_load(const struct wf_platform *platform, struct wf_err *err);

/** Make the links of the platform that SimGrid has loaded those of @p platform, which differs from
 * it in bandwidths and latencies of links, and in what the closed form does not ask SimGrid for.
 *  @param loaded  the platform that its links were last made those of, or that was loaded
 *  @return false: a link that differs is not a constant one; nothing may be played */
bool wf_engine_adapt(const struct wf_platform *loaded, const struct wf_platform *platform);

/** How transfers are played. */
struct wf_engine_network {
    const char *model; /**< as SimGrid calls it */
    bool paired;       /**< two actors a transfer, not one: faster with thousands in progress */
    const char *const *arguments; /**< of --simgrid */
    size_t argument_count;
    bool unloaded;    /**< SimGrid is not asked: the file says enough (wf_engine_needs_platform) */
    bool held;        /**< it has loaded the platform nevertheless, for the audit */
    bool closed_only; /**< where it is not proven to be exact, nothing is played (WF_EALL) */
};

/** Must SimGrid have loaded its platform for this scenario? @p live: NULL for wf_job_live. */
bool wf_engine_needs_platform(const struct wf_scenario *scenario, wf_job_life *live,
                              const struct wf_engine_network *network);

/** Simulate @p job->scenario on the loaded platform; @p live: NULL for wf_job_live.
 *  @return 0 with job->outcome filled, or -1 with @p err. Only the outcome is left of the job. */
int wf_engine_run(struct wf_job *job, wf_job_life *live, const struct wf_engine_network *network,
                  struct wf_diag *diag, struct wf_err *err);

/** Network model in force: of the arguments, else of the platform's <config>, else the default. */
const char *wf_engine_network_model(const struct wf_platform *platform,
                                    const char *const *simgrid_arguments, size_t count);

/** Version of the SimGrid in use, "3.32". */
const char *wf_engine_version(void);

#endif
