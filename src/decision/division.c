#include "decision/division.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *const wf_composed_names[WF_COMPOSED_COUNT] = {
    "passes ratio", "relative energy a sample", "passes ratio x relative energy a sample"};

/* Rows of a tree, of two halves: what it grows on, and what it is tested on. */
struct half {
    double *x;
    bool *y;
    size_t rows, capacity;
};

static double *add_row(struct half *half, size_t columns, bool y)
{
    if (half->rows == half->capacity) {
        half->capacity = 2 * half->capacity + 64;
        half->x = wf_realloc(half->x, half->capacity * columns * sizeof *half->x);
        half->y = wf_realloc(half->y, half->capacity * sizeof *half->y);
    }
    half->y[half->rows] = y;
    return &half->x[half->rows++ * columns];
}

/* The results that are asked of both deployments. */
enum column { ENERGY, EPOCHS, COMPUTE, SAMPLES, COLUMNS };

static int read_columns(const struct wf_sweep *sweep, const size_t pair[2],
                        double *columns[2][COLUMNS], struct wf_err *err)
{
    static const enum wf_result results[COLUMNS] = {WF_RESULT_ENERGY, WF_RESULT_EPOCHS,
                                                    WF_RESULT_COMPUTE_ENERGY, WF_RESULT_SAMPLES};
    int status = 0;
    for (int side = 0; side < 2; side++)
        for (int i = 0; status == 0 && i < COLUMNS; i++) {
            char *name = wf_sweep_column(sweep->base.labels.items[pair[side]], results[i]);
            status = wf_store_numbers(sweep->store, name, columns[side][i], err);
            free(name);
        }
    return status;
}

static void fill(const struct wf_sweep *sweep, uint64_t point, double *columns[2][COLUMNS],
                 double *u, double *x)
{
    const struct wf_factors *factors = &sweep->file->factors;
    double *composed = x + factors->count, ratio[COLUMNS];
    wf_design_row(&sweep->design, point, u);
    wf_factors_draw(factors, u, x);
    for (int i = 0; i < COLUMNS; i++)
        ratio[i] = columns[1][i][point] / columns[0][i][point];
    composed[WF_COMPOSED_PASSES] = ratio[EPOCHS];
    composed[WF_COMPOSED_SAMPLE_ENERGY] = ratio[COMPUTE] / ratio[SAMPLES];
    composed[WF_COMPOSED_BOTH] = composed[WF_COMPOSED_PASSES] * composed[WF_COMPOSED_SAMPLE_ENERGY];
}

/* Add the draws of a sweep that did not fail, to both halves in turn. */
static int add_draws(const struct wf_sweep *sweep, const size_t pair[2], struct half halves[2],
                     struct wf_err *err)
{
    uint64_t points = wf_design_rows(&sweep->design), count;
    uint64_t *numbers = wf_draws_points(&sweep->design, &count);
    double *memory = wf_calloc(2 * COLUMNS * points + sweep->design.columns + 1, sizeof *memory);
    double *columns[2][COLUMNS], *u = memory + 2 * COLUMNS * points;
    for (int i = 0; i < 2 * COLUMNS; i++)
        columns[i / COLUMNS][i % COLUMNS] = memory + (uint64_t)i * points;
    int status = read_columns(sweep, pair, columns, err);
    for (uint64_t i = 0; status == 0 && i < count; i++) {
        double ours = columns[0][ENERGY][numbers[i]], theirs = columns[1][ENERGY][numbers[i]];
        if (!isnan(ours) && !isnan(theirs))
            fill(sweep, numbers[i], columns, u,
                 add_row(&halves[i / 2 % 2], sweep->file->factors.count + WF_COMPOSED_COUNT,
                         ours < theirs));
    }
    free(memory);
    free(numbers);
    return status;
}

int wf_division_make(const struct wf_sweep *const *sweeps, size_t count, size_t winner,
                     size_t loser, struct wf_division *division, struct wf_err *err)
{
    enum { LEAST = 8 }; /* rows of a leaf */
    const size_t pair[] = {winner, loser};
    struct half halves[2] = {{0}, {0}};
    int status = 0;
    *division = (struct wf_division){.factors = sweeps[0]->file->factors.count};
    for (size_t i = 0; status == 0 && i < count; i++)
        if (sweeps[i])
            status = add_draws(sweeps[i], pair, halves, err);
    size_t columns = division->factors + WF_COMPOSED_COUNT;
    if (status == 0) {
        wf_tree_grow(&division->tree,
                     &(struct wf_tree_data){halves[0].x, halves[0].y, halves[0].rows, columns},
                     LEAST);
        wf_tree_test(&division->tree,
                     &(struct wf_tree_data){halves[1].x, halves[1].y, halves[1].rows, columns});
    }
    for (int i = 0; i < 2; i++) {
        free(halves[i].x);
        free(halves[i].y);
    }
    return status;
}

int wf_division_says(const struct wf_tree_node *node)
{
    const size_t PURE = 95; /* of 100 */
    if (node->tested && node->held * 100 >= node->tested * PURE)
        return 1;
    return node->tested && (node->tested - node->held) * 100 >= node->tested * PURE ? -1 : 0;
}
