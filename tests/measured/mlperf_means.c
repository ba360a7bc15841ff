/* measured.mlperf-means-full: the mean power of six inference logs, recomputed from their samples,
 * equals the one that the meter states itself (mlcommons/inference_results_v1.0 @ f7759ba, NVIDIA;
 * inference_results_v2.1 @ 91f7859, Krai; Apache-2.0). The limit, 0.13 %, is what 664 such logs
 * keep: the stated mean may hold a sample more or less. */
#include "trace/reader.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char folder[] = "../shared/traces";
static const char *const logs[] = {
    "mlperf-inference-1.0/jetson-agx-xavier/resnet50",
    "mlperf-inference-1.0/jetson-agx-xavier/bert-99",
    "mlperf-inference-1.0/jetson-agx-xavier/ssd-resnet34",
    "mlperf-inference-1.0/dgx-a100/resnet50",
    "mlperf-inference-2.1/firefly-tflite-v2.7.1-ruy/resnet50",
    "mlperf-inference-2.1/odroid-armnn-v22.05-neon/resnet50",
};
enum { SKIPPED = 77, MARK_MAX = 128 };
static const double limit = 0.0013;

/* What the meter states of its last run; and the mark of the samples. */
struct stated {
    double mean_w, valid;
    char mark[MARK_MAX], sampled[MARK_MAX];
};

static void keep_stated(void *data, const struct wf_trace_event *event)
{
    struct stated *stated = data;
    if (!strcmp(event->key, "stated_mean_w")) {
        stated->mean_w = event->value;
        snprintf(stated->mark, sizeof stated->mark, "%s", event->text ? event->text : "");
    } else if (!strcmp(event->key, "stated_valid")) {
        stated->valid = event->value;
    }
}

static void keep_mark(void *data, const struct wf_trace_event *event)
{
    struct stated *stated = data;
    if (!strcmp(event->key, "mark") && event->text)
        snprintf(stated->sampled, sizeof stated->sampled, "%s", event->text);
}

static int read_log(const char *log, const char *name, wf_trace_event_sink *event,
                    struct stated *stated, struct wf_trace_report *report, struct wf_diag *diag)
{
    struct wf_err err = {0};
    char *path = wf_format("%s/%s/%s", folder, log, name);
    int result = wf_trace_read(path, NULL, NULL, event, stated, report, diag, &err);
    if (result < 0)
        printf("FAILED %s: %s\n", path, err.text);
    free(path);
    return result;
}

static bool check_log(const char *log, struct wf_diag *diag)
{
    struct stated stated = {.mean_w = NAN, .valid = NAN};
    struct wf_trace_report summary, samples;
    if (read_log(log, "ptd_logs.txt", keep_stated, &stated, &summary, diag) < 0 ||
        read_log(log, "spl.txt", keep_mark, &stated, &samples, diag) < 0)
        return false;
    double difference = samples.mean_w / stated.mean_w - 1;
    printf("%s: %.6f W, stated %.6f W: %+.2g %%, samples %llu, stated %.0f, dropped %llu\n", log,
           samples.mean_w, stated.mean_w, 100 * difference, (unsigned long long)samples.samples,
           stated.valid, (unsigned long long)(samples.negative + samples.duplicates));
    if (!(fabs(difference) <= limit))
        printf("FAILED %s: more than %g %% from what is stated\n", log, 100 * limit);
    else if (strcmp(stated.mark, stated.sampled) != 0)
        printf("FAILED %s: samples of '%s', stated of '%s'\n", log, stated.sampled, stated.mark);
    else
        return true;
    return false;
}

int main(void)
{
    struct wf_diag diag;
    int failed = 0;
    if (access(folder, R_OK) != 0) {
        printf("skipped: %s is not here\n", folder);
        return SKIPPED;
    }
    wf_diag_init(&diag);
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++)
        failed += !check_log(logs[i], &diag);
    for (size_t i = 0; i < diag.count; i++)
        printf("FAILED %s:%u: %s\n", diag.entries[i].file, diag.entries[i].line,
               diag.entries[i].text);
    failed += diag.count > 0;
    wf_diag_release(&diag);
    return failed > 0;
}
