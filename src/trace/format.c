#include "trace/format.h"

const struct wf_trace_format *const wf_trace_formats[] = {
    &wf_format_csv,
    &wf_format_ptdaemon,
    &wf_format_ptd_summary,
    &wf_format_mlperf_detail,
    &wf_format_mlperf_training,
    &wf_format_nvidia_smi,
    &wf_format_tegrastats,
    &wf_format_jtop,
    &wf_format_kwollect,
    &wf_format_omegawatt,
    &wf_format_codecarbon,
    &wf_format_perf_stat,
    &wf_format_turbostat,
    NULL, /* the last one */
};
