/* Formats of logs: one file and one row of wf_trace_formats each. A format turns records (lines, or
 * JSON objects) into samples and events (out.h). The reader (reader.h) opens the file and cuts it
 * into records. */
#ifndef WF_TRACE_FORMAT_H
#define WF_TRACE_FORMAT_H

#include "base/err.h"
#include "trace/out.h"
#include <stddef.h>

enum wf_trace_kind {
    WF_TRACE_POWER,  /**< power over time */
    WF_TRACE_EVENTS, /**< events: windows, rates */
    WF_TRACE_BOTH    /**< events and power in one file */
};
enum wf_trace_framing { WF_RECORD_LINES, WF_RECORD_OBJECTS };

/** What the caller knows about a file. Zeroed: nothing. */
struct wf_trace_options {
    const char *format; /**< name of a format; NULL: recognised by the first lines */
    const char *time_column, *power_column; /**< of CSV with a header; NULL: by their usual names */
    const char *power_unit;                 /**< "W", "mW"; NULL: the header's, else W */
    const char *time_format; /**< "iso", "s", "ms", "us", "ns", "min", "h", "d" (since 1970), or as
                                strptime's, %f for a fraction; NULL: by the first line */
    const char *sources; /**< comma-separated: which of several sources in a file are read and added
                            up: rails of a board, ports of a meter, GPUs, a metric */
    double interval_s;   /**< between records without a time; 0: not given */
    uint32_t channels;   /**< records of one instant, added up; 0: found by their times */
    double power_limit_w; /**< a sample above it is impossible; 0: judged by the others */
};

enum wf_record_status {
    WF_RECORD_USED,
    WF_RECORD_PASSED, /**< never meant to be a measurement: a header, a comment, another key */
    WF_RECORD_BAD,    /**< no measurement, but should be: @p why says what is wrong */
    WF_RECORD_STOP    /**< what follows cannot be read either (a column is missing): @p why becomes
                         the error of the whole file, WF_EINPUT */
};

struct wf_trace_record {
    const char *text; /**< NUL-terminated, without its end of line; the format may not keep it */
    size_t length;
    uint64_t line; /**< where it starts, from 1 */
    bool ended;    /**< by an end of line: not where the file ends within it */
};

struct wf_trace_format {
    const char *name;  /**< of --trace-format */
    const char *doc;   /**< one line */
    const char *meter; /**< what the meter of such a log measures: wall, module, package, gpu; NULL:
                          not known */
    enum wf_trace_kind kind;
    enum wf_trace_framing framing;
    size_t state_size; /**< of the memory that the functions below get, zeroed at first */
    /** Do the first bytes (at most 64 KiB, no byte order mark, a NUL behind) look like it? 0: no;
     * the largest of all formats wins, 100 is certain, below 10 only the outer shape fits. */
    int (*recognise)(const char *head, size_t length);
    /** @return 0, or -1 with @p err: an option is missing that this format needs. May be NULL. */
    int (*begin)(void *state, const struct wf_trace_options *options, struct wf_err *err);
    enum wf_record_status (*record)(void *state, const struct wf_trace_record *record,
                                    struct wf_trace_out *out, char *why, size_t why_size);
    /** After the last record. @return 0, or -1 with @p err: the file is wrong as a whole. May
     *  be NULL. */
    int (*end)(void *state, struct wf_trace_out *out, struct wf_err *err);
    /** Free what the state holds. May be NULL. */
    void (*release)(void *state);
};

/** All formats, ended by NULL. A new one: a row here, a row in format.c. */
extern const struct wf_trace_format *const wf_trace_formats[];

extern const struct wf_trace_format wf_format_csv;
extern const struct wf_trace_format wf_format_ptdaemon;
extern const struct wf_trace_format wf_format_ptd_summary;
extern const struct wf_trace_format wf_format_mlperf_detail;
extern const struct wf_trace_format wf_format_mlperf_training;
extern const struct wf_trace_format wf_format_codecarbon;
extern const struct wf_trace_format wf_format_jtop;
extern const struct wf_trace_format wf_format_kwollect;
extern const struct wf_trace_format wf_format_nvidia_smi;
extern const struct wf_trace_format wf_format_omegawatt;
extern const struct wf_trace_format wf_format_perf_stat;
extern const struct wf_trace_format wf_format_tegrastats;
extern const struct wf_trace_format wf_format_turbostat;

#endif
