#include "output/histogram.h"
#include "output/gnuplot.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BINS_LEAST = 5, BINS_MOST = 60, WIDTH = 1000, HEIGHT = 500 };

struct sample {
    double *values; /* that are shown, ascending; logarithms on a logarithmic axis */
    size_t count;
};

struct histogram {
    struct wf_buffer script;
    const struct wf_chart_axis *x;
    struct sample *samples;
    size_t count, bins;
    double from, width; /* of the bins */
    double least, most; /* that are shown */
    double highest;     /* share, % */
    struct wf_chart_unit unit;
};

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void take_sample(const struct wf_chart_axis *x, const struct wf_histogram_sample *from,
                        struct sample *to)
{
    to->values = wf_calloc(from->count + 1, sizeof *to->values);
    for (size_t i = 0; i < from->count; i++)
        if (wf_chart_shows(x, from->values[i]))
            to->values[to->count++] = x->log ? log(from->values[i]) : from->values[i];
    qsort(to->values, to->count, sizeof *to->values, compare);
}

static double quantile(const struct sample *sample, double share)
{
    double at = share * (double)(sample->count - 1);
    size_t below = (size_t)at, above = below + 1 < sample->count ? below + 1 : below;
    double part = at - (double)below;
    return sample->values[below] * (1 - part) + sample->values[above] * part;
}

/* The narrowest that a sample asks for (Freedman and Diaconis 1981: 2 x interquartile range / cube
 * root of the count). @return false: there is no value */
static bool choose_bins(struct histogram *histogram)
{
    double least = INFINITY, most = -INFINITY, width = INFINITY;
    for (size_t i = 0; i < histogram->count; i++) {
        const struct sample *sample = &histogram->samples[i];
        if (!sample->count)
            continue;
        least = fmin(least, sample->values[0]);
        most = fmax(most, sample->values[sample->count - 1]);
        double own =
            2 * (quantile(sample, 0.75) - quantile(sample, 0.25)) / cbrt((double)sample->count);
        if (own > 0)
            width = fmin(width, own);
    }
    if (!(least <= most))
        return false;
    if (least == most) { /* one bin around it */
        double half = least != 0 ? 0.05 * fabs(least) : 0.5;
        histogram->bins = 1;
        histogram->from = least - half;
        histogram->width = 2 * half;
        return true;
    }
    double bins = ceil((most - least) / width);
    histogram->bins = (size_t)fmin(fmax(bins, BINS_LEAST), BINS_MOST);
    histogram->from = least;
    histogram->width = (most - least) / (double)histogram->bins;
    return true;
}

static double edge(const struct histogram *histogram, size_t bin)
{
    double at = histogram->from + (double)bin * histogram->width;
    return (histogram->x->log ? exp(at) : at) / histogram->unit.size;
}

static double shown(const struct histogram *histogram, double value)
{
    return histogram->x->log ? exp(value) : value;
}

/* The outline of the bars of one sample. */
static void add_outline(struct histogram *histogram, size_t number)
{
    const struct sample *sample = &histogram->samples[number];
    size_t *counts = wf_calloc(histogram->bins, sizeof *counts);
    for (size_t i = 0; i < sample->count; i++) {
        double bin = floor((sample->values[i] - histogram->from) / histogram->width);
        counts[(size_t)fmin(fmax(bin, 0), (double)histogram->bins - 1)]++;
    }
    wf_buffer_printf(&histogram->script, "$sample%zu << END\n%.9g 0\n", number, edge(histogram, 0));
    for (size_t i = 0; i < histogram->bins; i++) {
        double share = 100 * (double)counts[i] / (double)sample->count;
        histogram->highest = fmax(histogram->highest, share);
        wf_buffer_printf(&histogram->script, "%.9g %.6g\n%.9g %.6g\n", edge(histogram, i), share,
                         edge(histogram, i + 1), share);
    }
    wf_buffer_printf(&histogram->script, "%.9g 0\nEND\n", edge(histogram, histogram->bins));
    free(counts);
}

static void add_medians(struct histogram *histogram)
{
    for (size_t i = 0; i < histogram->count; i++)
        if (histogram->samples[i].count) {
            double at =
                shown(histogram, quantile(&histogram->samples[i], 0.5)) / histogram->unit.size;
            wf_buffer_printf(&histogram->script, "$median%zu << END\n%.9g 0\n%.9g %.6g\nEND\n", i,
                             at, at, 1.08 * histogram->highest);
        }
}

static void add_plots(struct histogram *histogram, const struct wf_histogram_sample *samples)
{
    struct wf_buffer *script = &histogram->script;
    const char *verb = "plot";
    for (size_t i = 0; i < histogram->count; i++) {
        if (!histogram->samples[i].count)
            continue;
        const char *colour = wf_gnuplot_colour(i);
        char median[64];
        wf_quantity_text(shown(histogram, quantile(&histogram->samples[i], 0.5)),
                         histogram->x->dimension, median, sizeof median);
        char *label = wf_format("%s, median %s", samples[i].label, median);
        wf_buffer_printf(script,
                         "%s $sample%zu with filledcurves closed linecolor rgb %s"
                         " fillstyle transparent solid 0.25 notitle,"
                         " $sample%zu with lines linewidth 2 dashtype %zu linecolor rgb %s title ",
                         verb, i, colour, i, i % 5 + 1, colour);
        wf_gnuplot_text(script, label);
        wf_buffer_printf(script,
                         ", $median%zu with lines linewidth 1.5 dashtype %zu linecolor rgb"
                         " %s notitle",
                         i, i % 5 + 1, colour);
        verb = ",";
        free(label);
    }
    wf_buffer_add(script, "\n", 1);
}

enum { LEGEND_COLUMNS = 3 }; /* labels that stand beside each other, at least */

static void add_settings(struct histogram *histogram, const char *title)
{
    struct wf_buffer *script = &histogram->script;
    wf_buffer_printf(script, "set title ");
    wf_gnuplot_text(script, title);
    wf_buffer_printf(script, " noenhanced\n");
    wf_chart_axis_commands(script, 'x', histogram->x, &histogram->unit,
                           histogram->least / histogram->unit.size,
                           histogram->most / histogram->unit.size);
    wf_buffer_printf(script,
                     "set ylabel 'share of the points, %%'\nset format y '%%.6g'\n"
                     "set key at screen 0.5, screen 0.015 bottom center horizontal noenhanced\n"
                     "set bmargin %zu\n"
                     "set grid linecolor rgb '#d0d0d0'\nset border 3\nset tics nomirror out\n"
                     "set autoscale xfix\nset yrange [0:%.6g]\n",
                     4 + (histogram->count + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS,
                     1.08 * histogram->highest);
}

int wf_histogram_draw(const char *path, const char *title, const struct wf_chart_axis *x,
                      const struct wf_histogram_sample *samples, size_t count, struct wf_err *err)
{
    if (wf_gnuplot_check(path, err) < 0)
        return -1;
    struct histogram histogram = {.x = x, .count = count};
    histogram.samples = wf_calloc(count + 1, sizeof *histogram.samples);
    for (size_t i = 0; i < count; i++)
        take_sample(x, &samples[i], &histogram.samples[i]);
    int status = 0;
    if (!choose_bins(&histogram)) {
        status = wf_err_set(err, WF_EINPUT, "cannot draw '%s': there is no value to draw", path);
    } else {
        double end = histogram.from + (double)histogram.bins * histogram.width;
        histogram.least = shown(&histogram, histogram.from);
        histogram.most = shown(&histogram, end);
        histogram.unit = wf_chart_unit(x, histogram.least, histogram.most);
        for (size_t i = 0; i < count; i++)
            if (histogram.samples[i].count)
                add_outline(&histogram, i);
        add_medians(&histogram);
        add_settings(&histogram, title);
        add_plots(&histogram, samples);
        status = wf_gnuplot_draw(path, WIDTH, HEIGHT, &histogram.script, err);
    }
    for (size_t i = 0; i < count; i++)
        free(histogram.samples[i].values);
    free(histogram.samples);
    wf_buffer_release(&histogram.script);
    return status;
}
