/* What a job adds to its outcome while it is played. */
#ifndef WF_JOB_RECORD_H
#define WF_JOB_RECORD_H

#include "job/job.h"

/** A round that has ended; a trial's are not kept. */
void wf_record_round(struct wf_job *job, const struct wf_round_usage *round);
/** Read the clock: is the time up? At the end of each round, and wherever a job goes on for long
 *  without one. */
void wf_record_clock(struct wf_job *job);
/** More is left to play: is it left out because the time is up? At least one round that counts is
 *  played. Where it is left out, the result is partial. */
bool wf_record_cut_short(struct wf_job *job);
/** Turns that go on at the end of a training are cut off: site joules of it, which are the last
 *  round's. */
void wf_record_late(struct wf_job *job, double energy_j);
/** @p samples more were trained on: once for each local training, or epoch. */
void wf_record_samples(struct wf_job *job, double samples);
/** Does the job keep who was in a round? */
bool wf_record_keeps_cohorts(const struct wf_job *job);
/** Someone on this host was in the round. */
void wf_record_member(struct wf_job *job, uint32_t host);
/** @p samples more of the data of @p participant are kept on its host from now on. */
void wf_record_storage(struct wf_job *job, const struct wf_participant *participant,
                       double samples);

/** The job has ended, and its meter is closed (wf_meter_close): fill the rest of the outcome. */
void wf_record_end(struct wf_job *job);

#endif
