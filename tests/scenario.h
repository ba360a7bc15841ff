/* Runs shipped or written files through the library, with overrides, for tests that hold results
 * against each other. */
#ifndef WF_TESTS_SCENARIO_H
#define WF_TESTS_SCENARIO_H

#include "study/study.h"

struct scenario_run {
    struct wf_study study;
    struct wf_overrides overrides;
    struct wf_diag diag;
    int status;
    struct wf_err err;
};

/** Of the runs to come, as in struct wf_process_options. */
extern uint64_t scenario_paired_from;

/** Load and simulate @p deployment on @p platform (paths from the project's root), with the closed
 *  forms' network model; @p sets: NULL-terminated KEY=VALUE, may be NULL. Prints what went wrong.
 *  Release in any case. */
void scenario_run(struct scenario_run *run, const char *platform, const char *deployment,
                  const char *const *sets, const struct wf_options *options);
/** The same under SimGrid's default network model, as a user would. */
void scenario_run_default(struct scenario_run *run, const char *platform, const char *deployment,
                          const char *const *sets);
void scenario_release(struct scenario_run *run);
static inline const struct wf_summary *scenario_summary(const struct scenario_run *run)
{
    return &run->study.summaries[0];
}
/** Site energy of a kind of host, J; 0 where there is none. */
double scenario_kind_j(const struct scenario_run *run, const char *kind);
/** Write @p text to a fresh temporary file and return its path (to free). */
char *scenario_file(const char *text);

#endif
