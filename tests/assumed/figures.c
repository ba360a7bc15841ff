/* Prints the assumed figures of a comparison, one a line, with TABs between: what it is, its value,
 * its bounds (those of its provenance, else 20 % down and up), and the two `--set` that give it
 * these. `calibration/assumed.sh` runs `compare` with each. assumed_figures PLATFORM DEPLOYMENT..
 */
#include "scenario/figure_text.h"
#include "study/study.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bound of a figure that has none: 20 % either way; a share stays below 1, a count is whole. */
static double bound(const struct wf_figure *figure, bool high)
{
    double value = isnan(figure->sourced.low) ? figure->value * (high ? 1.2 : 0.8)
                   : high                     ? figure->sourced.high
                                              : figure->sourced.low;
    if (figure->dimension == WF_DIM_RATIO)
        value = fmin(value, 1);
    if (!strcmp(figure->prop, "pue"))
        value = fmax(value, 1);
    return figure->dimension == WF_DIM_COUNT ? round(value) : value;
}

static void print(const struct wf_figure *figure)
{
    char value[32], low[32], high[32], *label = wf_figure_label(figure);
    char *down = wf_figure_override(figure, bound(figure, false));
    char *up = wf_figure_override(figure, bound(figure, true));
    enum wf_dimension dimension = figure->dimension;
    printf("%s\t%s\t%s%s\t%s\t%s\t%s\n", label,
           wf_quantity_text(figure->value, dimension, value, sizeof value),
           wf_quantity_text(bound(figure, false), dimension, low, sizeof low),
           isnan(figure->sourced.low) ? " *" : "",
           wf_quantity_text(bound(figure, true), dimension, high, sizeof high), down, up);
    free(up);
    free(down);
    free(label);
}

int main(int argc, char **argv)
{
    struct wf_study study = {0};
    struct wf_err err = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: assumed_figures PLATFORM DEPLOYMENT..\n");
        return EXIT_FAILURE;
    }
    struct wf_study_request request = {.platform = argv[1],
                                       .deployments = (const char **)argv + 2,
                                       .count = (size_t)argc - 2,
                                       .options = {.seed = 1}};
    if (wf_study_load(&study, &request, &err) < 0) {
        fprintf(stderr, "%s\n", err.text);
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < study.count; i++) {
        struct wf_figure_list list;
        wf_figure_list_make(&study.scenarios[i], NULL, 0, &list);
        for (size_t j = 0; j < list.count; j++) {
            const struct wf_figure *figure = &list.items[j];
            if (figure->sourced.word == WF_ASSUMED && figure->exact && figure->value > 0)
                print(figure);
        }
        wf_figure_list_release(&list);
    }
    wf_study_release(&study);
    return EXIT_SUCCESS;
}
