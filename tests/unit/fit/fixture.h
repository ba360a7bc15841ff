/* Power logs made by hand. */
#ifndef WF_TESTS_UNIT_FIT_FIXTURE_H
#define WF_TESTS_UNIT_FIT_FIXTURE_H

#include "base/random.h"
#include "trace/power_series.h"

/** A log in the making: one sample every @p interval_s, and noise of AR(1). */
struct log {
    struct wf_power_series series;
    struct wf_random *random; /* NULL: no noise */
    double interval_s, sigma_w, correlation;
    double now_s, noise_w;
};

static inline void log_sample(struct log *log, double power_w)
{
    if (log->random) {
        double fresh = sqrt(1 - log->correlation * log->correlation) * log->sigma_w;
        log->noise_w = log->correlation * log->noise_w + wf_random_normal(log->random, 0, fresh);
    }
    wf_time_ns time_ns = (wf_time_ns)llround(log->now_s * 1e9);
    wf_power_series_add(&log->series,
                        &(struct wf_trace_sample){time_ns, time_ns, power_w + log->noise_w, false});
    log->now_s += log->interval_s;
}

static inline void log_level(struct log *log, int samples, double power_w)
{
    for (int i = 0; i < samples; i++)
        log_sample(log, power_w);
}

/** Samples strictly between two powers. */
static inline void log_ramp(struct log *log, int samples, double from_w, double to_w)
{
    for (int i = 1; i <= samples; i++)
        log_sample(log, from_w + (to_w - from_w) * i / (samples + 1));
}

static inline void log_release(struct log *log)
{
    wf_power_series_release(&log->series);
    wf_random_free(log->random);
}

#endif
