#include "decision/picture.h"

#include "output/histogram.h"
#include "sweep/picture_name.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- the ratio ---- */

double *wf_decision_ratios(const struct wf_decision *decision, const struct wf_sweep *sweep,
                           size_t *count, struct wf_err *err)
{
    const struct wf_standing *stated = &decision->stated;
    struct wf_draws draws;
    if (wf_draws_read(sweep, WF_QUANTITY_ENERGY, SIZE_MAX, &draws, err) < 0) {
        wf_draws_release(&draws);
        return NULL;
    }
    double *ratios = wf_calloc(draws.count + 1, sizeof *ratios);
    *count = draws.count;
    for (uint64_t i = 0; i < draws.count; i++)
        ratios[i] = draws.values[stated->second * draws.count + i] /
                    draws.values[stated->least * draws.count + i];
    wf_draws_release(&draws);
    return ratios;
}

static int draw_ratio(const struct wf_decision *decision, const struct wf_sweep *doubled,
                      const char *path, struct wf_err *err)
{
    const struct wf_sweep *sweeps[] = {decision->sweep, doubled};
    struct wf_histogram_sample samples[2] = {{.label = "as believed"},
                                             {.label = "what is assumed twice as wide"}};
    size_t count = doubled ? 2 : 1;
    int status = 0;
    for (size_t i = 0; status == 0 && i < count; i++) {
        samples[i].values = wf_decision_ratios(decision, sweeps[i], &samples[i].count, err);
        status = samples[i].values ? 0 : -1;
    }
    char *name =
        wf_format("energy, %s / %s", wf_decision_second(decision), wf_decision_winner(decision));
    char *title = wf_format("%s: %s needs less", wf_verdict_words[decision->verdict],
                            wf_decision_winner(decision));
    char *file = wf_picture_name(path, "ratio", NULL);
    const struct wf_chart_axis x = {.name = name, .dimension = WF_DIM_NUMBER, .log = true};
    if (status == 0)
        status = wf_histogram_draw(file, title, &x, samples, count, err);
    for (size_t i = 0; i < count; i++)
        free((double *)samples[i].values);
    free(file);
    free(title);
    free(name);
    return status;
}

/* ---- the tornado ---- */

static char *end_text(const struct wf_factor *factor, double u, size_t item)
{
    return wf_break_even_text(factor,
                              factor->texts ? (double)item : wf_shape_quantile(&factor->shape, u));
}

struct wf_tornado_bar wf_decision_bar(const struct wf_factor *factor,
                                      const struct wf_influence *influence)
{
    double low_u, high_u;
    wf_shape_ends(&factor->shape, &low_u, &high_u);
    return (struct wf_tornado_bar){.label = factor->key,
                                   .low_text = end_text(factor, low_u, influence->item_low),
                                   .high_text = end_text(factor, high_u, influence->item_high),
                                   .low = influence->ratio_low,
                                   .high = influence->ratio_high};
}

static int draw_tornado(const struct wf_decision *decision, const char *path, struct wf_err *err)
{
    const struct wf_influences *influences = &decision->influences;
    struct wf_tornado_bar *bars = wf_calloc(influences->count + 1, sizeof *bars);
    size_t count = 0;
    for (size_t i = 0; i < influences->count; i++) {
        const struct wf_influence *influence = &influences->items[i];
        if (influence->ratio_low < influence->ratio_high ||
            influence->ratio_low > influence->ratio_high)
            bars[count++] = wf_decision_bar(
                &decision->sweep->file->factors.items[influence->factor], influence);
    }
    char *name =
        wf_format("energy, %s / %s", wf_decision_second(decision), wf_decision_winner(decision));
    char *file = wf_picture_name(path, "tornado", NULL);
    const struct wf_chart_axis x = {.name = name, .dimension = WF_DIM_NUMBER};
    int status = count ? wf_tornado_draw(file, "each factor alone, the others at their centre", &x,
                                         influences->centre_ratio, bars, count, err)
                       : 0;
    for (size_t i = 0; i < count; i++) {
        free((char *)bars[i].low_text);
        free((char *)bars[i].high_text);
    }
    free(bars);
    free(file);
    free(name);
    return status;
}

int wf_decision_draw(const struct wf_decision *decision, const struct wf_sweep *doubled,
                     const char *path, struct wf_err *err)
{
    if (draw_ratio(decision, doubled, path, err) < 0)
        return -1;
    return draw_tornado(decision, path, err);
}
