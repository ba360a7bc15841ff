/* Logs of a run made up by the test: what the device drew is known to the last digit. */
#ifndef MADE_LOG_H
#define MADE_LOG_H

#include "study/measured_run.h"

/** One run, a sample a second from second 0 on. Everything changes half a second after a sample, so
 *  that a trapezoid over the change is worth the step: the joules of the log are those of the
 *  levels. The events (MLPerf Training) say when; the first block warms up at half its rate. */
struct made_log {
    double cold_w, waiting_w, plateau_w, evaluation_w; /**< NaN: the run has none of it */
    double later_w;                                    /**< plateau from halfway on; 0: as before */
    double samples_per_s;                              /**< while at work */
    uint32_t cold_s, waiting_s, work_s, after_s;       /**< work: a multiple of 60 */
    uint32_t day; /**< of its start: runs are made on different ones */
    /* noise, of the power: */
    uint64_t seed;
    double deviation;   /**< standard deviation, a share of the power */
    double correlation; /**< of neighbouring samples: AR(1) */
    uint32_t
        spikes; /**< every so manieth sample is half as much again, the next one half; 0: none */
    uint32_t gap_s[2];   /**< from, to: no samples */
    uint32_t duplicates; /**< every so manieth line comes twice, with other watts; 0: none */
};

/** 60 s cold, 60 s waiting, 600 s at work with no evaluation, 60 s cold; no noise. */
struct made_log made_log_plain(double plateau_w);
/** Seconds of the work: its begin, its end, its two evaluations. */
double made_log_begin(const struct made_log *log);
double made_log_end(const struct made_log *log);
void made_log_evaluation(const struct made_log *log, int which, double span_s[2]);

/** Write FOLDER/NAME/power.csv and events.txt. @return the path of that folder; caller frees. */
char *made_log_write(const struct made_log *log, const char *folder, const char *name);

/** A folder for the test's files, and its removal with all in it. */
char *made_folder(void);
void made_folder_remove(char *folder);

#endif
