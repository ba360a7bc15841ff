#include "trace/format.h"

const struct wf_trace_format *const wf_trace_formats[] = {
    &wf_format_ptdaemon,
    NULL,
};
