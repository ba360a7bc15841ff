#include "sweep/sweep_picture.h"
#include "output/histogram.h"
#include "sweep/picture_name.h"
#include "sweep/results.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Beyond this ratio of the largest to the least value an axis is logarithmic; assumed. */
static const double WIDE = 30;

/* One a deployment, in the order of the columns. */
struct samples {
    struct wf_histogram_sample *items;
    size_t count;
    double least, most;
};

static void widen(struct samples *samples, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        samples->least = fmin(samples->least, values[i]);
        samples->most = fmax(samples->most, values[i]);
    }
}

static int read_samples(struct wf_store *store, enum wf_result result, struct samples *samples,
                        struct wf_err *err)
{
    const struct wf_store_header *header = wf_store_header(store);
    *samples = (struct samples){.least = NAN, .most = NAN};
    samples->items = wf_calloc(header->column_count + 1, sizeof *samples->items);
    for (size_t i = 0; i < header->column_count; i++) {
        const char *column = header->columns[i].name, *dot = strrchr(column, '.');
        if (!dot || strcmp(dot + 1, wf_results[result].name))
            continue;
        double *values = wf_calloc(header->points + 1, sizeof *values);
        samples->items[samples->count++] =
            (struct wf_histogram_sample){.label = wf_format("%.*s", (int)(dot - column), column),
                                         .values = values,
                                         .count = header->points};
        if (wf_store_numbers(store, column, values, err) < 0)
            return -1;
        widen(samples, values, header->points);
    }
    return 0;
}

static void release(struct samples *samples)
{
    for (size_t i = 0; i < samples->count; i++) {
        free((char *)samples->items[i].label);
        free((double *)samples->items[i].values);
    }
    free(samples->items);
}

/* @return 1: drawn, 0: nothing is known, -1 with @p err */
static int draw(struct wf_store *store, const char *path, enum wf_result result, const char *name,
                struct wf_err *err)
{
    struct samples samples;
    const struct wf_store_header *header = wf_store_header(store);
    int status = read_samples(store, result, &samples, err);
    if (status == 0 && !isnan(samples.most)) {
        const struct wf_chart_axis axis = {.name = name,
                                           .dimension = wf_results[result].dimension,
                                           .log = samples.least > 0 &&
                                                  samples.most > WIDE * samples.least};
        char *title = wf_format("%s over the points of a design %s of %" PRIu64, name,
                                header->design, header->points);
        char *file = wf_picture_name(path, name, NULL);
        status = wf_histogram_draw(file, title, &axis, samples.items, samples.count, err);
        status = status < 0 ? -1 : 1;
        free(title);
        free(file);
    }
    release(&samples);
    return status;
}

int wf_sweep_draw(struct wf_store *store, const char *path, struct wf_err *err)
{
    static const struct {
        enum wf_result result;
        const char *name;
    } drawn[] = {
        {WF_RESULT_ENERGY, "energy"}, {WF_RESULT_CARBON, "carbon"}, {WF_RESULT_TIME, "time"}};
    int count = 0;
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        int status = draw(store, path, drawn[i].result, drawn[i].name, err);
        if (status < 0)
            return -1;
        count += status;
    }
    if (count)
        return 0;
    return wf_err_set(err, WF_EINPUT, "cannot draw '%s': no point is done", path);
}
