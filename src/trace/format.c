#include "trace/format.h"

const struct wf_trace_format *const wf_trace_formats[] = {
    &wf_format_csv,           &wf_format_ptdaemon,        &wf_format_ptd_summary,
    &wf_format_mlperf_detail, &wf_format_mlperf_training, NULL,
};
