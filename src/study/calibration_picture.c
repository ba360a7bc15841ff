/* The picture of a run, measured and simulated. */
#include "output/picture.h"
#include "study/calibration.h"
#include <stdlib.h>
#include <string.h>

/* Dates and powers of the simulated intervals, then the end of the last one. */
static struct wf_picture_curve simulated_curve(const struct wf_calibration_check *check,
                                               double *time_s, double *power_w)
{
    size_t count = 0;
    double now_s = check->from_s;
    for (size_t i = 0; i < check->interval_count; i++) {
        double seconds = check->intervals[i].seconds;
        time_s[count] = now_s;
        power_w[count++] = check->interval_j[i] / seconds;
        now_s += seconds;
    }
    time_s[count] = now_s;
    power_w[count] = count ? power_w[count - 1] : NAN;
    return (struct wf_picture_curve){"simulated", WF_PICTURE_STEPS, time_s, power_w, count + 1};
}

int wf_calibration_draw(const struct wf_calibration *calibration,
                        const struct wf_calibration_check *check, const char *path,
                        struct wf_err *err)
{
    const struct wf_measured_run *run = &calibration->runs[check->run];
    const struct wf_power_series *series = &run->series;
    double *time_s = wf_calloc(check->interval_count + 1, sizeof *time_s);
    double *power_w = wf_calloc(check->interval_count + 1, sizeof *power_w);
    struct wf_picture_curve curves[] = {
        {"measured", WF_PICTURE_POINTS, series->time_s, series->power_w, series->count},
        simulated_curve(check, time_s, power_w)};
    char *title = wf_format("%s%s%s", run->workload ? run->workload : run->path,
                            check->half ? ", its second half predicted from the first"
                                        : ", predicted from other runs",
                            check->interval_count ? "" : " (nothing to predict it from)");
    int status = wf_picture_draw(path, title, curves, check->interval_count ? 2 : 1, err);
    free(title);
    free(time_s);
    free(power_w);
    return status;
}
