/* Our reader in bench/trace.sh: it reads a log of any format into a series, as calibration does.
 *
 *   trace FILE: prints the number of samples and their mean power */
#include "trace/power_series.h"
#include "trace/reader.h"
#include <stdio.h>

int main(int argc, char **argv)
{
    struct wf_power_series series = {0};
    struct wf_trace_report report;
    struct wf_diag diag;
    struct wf_err err;
    if (argc != 2) {
        fprintf(stderr, "usage: trace FILE\n");
        return 2;
    }
    wf_diag_init(&diag);
    if (wf_trace_read(argv[1], NULL, wf_power_series_add, NULL, &series, &report, &diag, &err) <
        0) {
        fprintf(stderr, "trace: %s\n", err.text);
        return err.code;
    }
    wf_power_series_finish(&series);
    printf("%llu samples, mean %.6f W, last %.3f s\n", (unsigned long long)report.samples,
           report.mean_w, (double)report.last_ns / (double)WF_NS_PER_S);
    wf_power_series_release(&series);
    wf_diag_release(&diag);
    return 0;
}
