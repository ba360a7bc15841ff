#include "statistics/design.h"
#include "statistics/chance.h"
#include "statistics/sequence.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const uint64_t MOST_ROWS = 1000000000;

enum {
    LEVELS = 4,    /* of Morris: even, a move is half of them */
    LEAST_BITS = 2 /* log2 of the base points of a replicate */
};

/* streams of draws */
enum { ORDER = 1, JITTER, SHIFT, SAMPLE, LEVEL, DIRECTION };

const char *const wf_design_words[WF_DESIGN_KINDS] = {"lhs", "grid", "oat", "sobol", "morris"};

/* u of @p column at @p way, 0 to 1, from its one end to the other. */
static double along(const struct wf_design *design, size_t column, double way)
{
    return design->ends[column][0] * (1 - way) + design->ends[column][1] * way;
}

/* ---- Latin hypercube ---- */

static int plan_hypercube(struct wf_design *design, uint64_t points, struct wf_err *err)
{
    (void)err;
    design->size = design->rows = points;
    return 0;
}

static void hypercube_row(const struct wf_design *design, uint64_t row, double *u)
{
    for (size_t c = 0; c < design->columns; c++) {
        uint64_t stratum = wf_chance_place(design->seed, ORDER, c, row, design->size);
        /* in steps of 2^-32, and never at the end of a stratum, where rounding would lead out */
        double inside = wf_chance_ratio(design->seed, JITTER, c, row) * 0x1p32;
        u[c] = ((double)stratum + (floor(inside) + 0.5) * 0x1p-32) / (double)design->size;
    }
}

/* ---- full factorial ---- */

/* levels^groups, at most @p most + 1. */
static uint64_t power(uint64_t levels, size_t groups, uint64_t most)
{
    uint64_t product = 1;
    for (size_t g = 0; g < groups; g++) {
        if (product > most / levels)
            return most + 1;
        product *= levels;
    }
    return product;
}

static int plan_grid(struct wf_design *design, uint64_t points, struct wf_err *err)
{
    if (power(2, design->groups, points) > points)
        return wf_err_set(err, WF_EINPUT,
                          "a grid of %zu factors needs at least 2^%zu points, found %llu",
                          design->groups, design->groups, (unsigned long long)points);
    uint64_t levels = (uint64_t)pow((double)points, 1 / (double)design->groups);
    while (power(levels + 1, design->groups, points) <= points)
        levels++; /* the power was rounded */
    while (power(levels, design->groups, points) > points)
        levels--;
    design->size = levels;
    design->rows = power(levels, design->groups, points);
    return 0;
}

static void grid_row(const struct wf_design *design, uint64_t row, double *u)
{
    double way[design->groups];
    for (size_t g = design->groups; g-- > 0; row /= design->size)
        way[g] = (double)(row % design->size) / (double)(design->size - 1);
    for (size_t c = 0; c < design->columns; c++)
        u[c] = along(design, c, way[design->group[c]]);
}

/* ---- one at a time ---- */

static int plan_paths(struct wf_design *design, uint64_t points, struct wf_err *err)
{
    if (points < 1 + 2 * design->groups)
        return wf_err_set(
            err, WF_EINPUT,
            "one-at-a-time paths of %zu factors need at least 1 + %zu x 2 = %zu points, found %llu",
            design->groups, design->groups, 1 + 2 * design->groups, (unsigned long long)points);
    design->size = (points - 1) / design->groups;
    design->rows = 1 + design->groups * design->size;
    return 0;
}

uint64_t wf_design_path_row(const struct wf_design *design, size_t group, uint64_t step)
{
    return 1 + group * design->size + step;
}

static void path_row(const struct wf_design *design, uint64_t row, double *u)
{
    for (size_t c = 0; c < design->columns; c++)
        u[c] = 0.5;
    if (row == 0)
        return;
    double way = (double)((row - 1) % design->size) / (double)(design->size - 1);
    for (size_t c = 0; c < design->columns; c++)
        if (design->group[c] == (row - 1) / design->size)
            u[c] = along(design, c, way);
}

/* ---- Saltelli's samples ---- */

size_t wf_design_columns_of(const struct wf_design *design, size_t group)
{
    size_t count = 0;
    for (size_t c = 0; c < design->columns; c++)
        count += design->group[c] == group;
    return count;
}

/* Which dimension of the sequence each column takes. */
static int share_sequence(struct wf_design *design, struct wf_err *err)
{
    size_t largest = SIZE_MAX;
    if (design->columns > WF_DESIGN_SEQUENCE) {
        largest = 0;
        for (size_t g = 1; g < design->groups; g++)
            if (wf_design_columns_of(design, g) > wf_design_columns_of(design, largest))
                largest = g;
    }
    design->dimension = wf_malloc(design->columns * sizeof *design->dimension);
    uint32_t next = 0;
    for (size_t c = 0; c < design->columns; c++)
        design->dimension[c] = design->group[c] == largest ? UINT32_MAX : next++;
    design->sequenced = next;
    if (next <= WF_DESIGN_SEQUENCE)
        return 0;
    return wf_err_set(err, WF_EINPUT,
                      "a sobol design has %d columns beside one group of any size, found %u: draw "
                      "more of them as one group",
                      WF_DESIGN_SEQUENCE, next);
}

static int plan_saltelli(struct wf_design *design, uint64_t points, struct wf_err *err)
{
    if (share_sequence(design, err) < 0)
        return -1;
    uint64_t block = WF_DESIGN_REPLICATES * (design->groups + 2);
    if (points < block << LEAST_BITS)
        return wf_err_set(err, WF_EINPUT,
                          "a sobol design of %zu factors needs at least %d x (%zu + 2) x %d = %llu "
                          "points, found %llu",
                          design->groups, WF_DESIGN_REPLICATES, design->groups, 1 << LEAST_BITS,
                          (unsigned long long)(block << LEAST_BITS), (unsigned long long)points);
    /* a power of two: each half, quarter, .. of each coordinate then holds as many points */
    unsigned bits = LEAST_BITS;
    while ((block << (bits + 1)) <= points)
        bits++;
    design->size = UINT64_C(1) << bits;
    design->rows = design->size * block;
    design->direction = wf_sequence_directions(bits);
    return 0;
}

uint64_t wf_design_sobol_row(const struct wf_design *design, uint64_t point, size_t replicate)
{
    return (point * WF_DESIGN_REPLICATES + replicate) * (design->groups + 2);
}

/* Coordinate @p column of base point @p point in sample A (0) or B (1). */
static double sample_value(const struct wf_design *design, uint64_t point, uint64_t replicate,
                           size_t column, uint32_t sample)
{
    uint32_t dimension = design->dimension[column];
    if (dimension == UINT32_MAX)
        return wf_chance_ratio(design->seed, SAMPLE, column * 2 + sample,
                               point * WF_DESIGN_REPLICATES + replicate);
    dimension += sample * (uint32_t)design->sequenced;
    double u = wf_sequence_value(design->direction, dimension, (uint32_t)point) +
               wf_chance_ratio(design->seed, SHIFT, dimension, replicate);
    u = u >= 1 ? u - 1 : u;
    return u < 1 ? u : 0;
}

static void saltelli_row(const struct wf_design *design, uint64_t row, double *u)
{
    uint64_t which = row % (design->groups + 2), base = row / (design->groups + 2);
    for (size_t c = 0; c < design->columns; c++) {
        bool from_b = which == 1 || (which >= 2 && design->group[c] == which - 2);
        u[c] = sample_value(design, base / WF_DESIGN_REPLICATES, base % WF_DESIGN_REPLICATES, c,
                            from_b);
    }
}

/* ---- Morris' trajectories ---- */

static int plan_morris(struct wf_design *design, uint64_t points, struct wf_err *err)
{
    size_t length = design->groups + 1;
    if (points < 2 * length)
        return wf_err_set(
            err, WF_EINPUT,
            "a morris design of %zu factors needs at least (%zu + 1) x 2 = %zu points, found %llu",
            design->groups, design->groups, 2 * length, (unsigned long long)points);
    design->size = points / length;
    design->rows = design->size * length;
    return 0;
}

static bool rises(const struct wf_design *design, uint64_t trajectory, size_t column)
{
    return wf_chance_ratio(design->seed, DIRECTION, column, trajectory) < 0.5;
}

void wf_design_moves(const struct wf_design *design, uint64_t trajectory, uint32_t *groups,
                     int *signs)
{
    for (size_t move = 0; move < design->groups; move++) {
        size_t column = 0;
        groups[move] =
            (uint32_t)wf_chance_place(design->seed, ORDER, trajectory, move, design->groups);
        while (design->group[column] != groups[move])
            column++;
        signs[move] = rises(design, trajectory, column) ? 1 : -1;
    }
}

static void morris_row(const struct wf_design *design, uint64_t row, double *u)
{
    uint64_t trajectory = row / (design->groups + 1), moves = row % (design->groups + 1);
    bool moved[design->groups];
    memset(moved, 0, sizeof moved);
    for (uint64_t move = 0; move < moves; move++)
        moved[wf_chance_place(design->seed, ORDER, trajectory, move, design->groups)] = true;
    for (size_t c = 0; c < design->columns; c++) {
        double lower = wf_chance_ratio(design->seed, LEVEL, c, trajectory) * (LEVELS / 2);
        bool up = rises(design, trajectory, c) == moved[design->group[c]];
        u[c] = along(design, c, (floor(lower) + (up ? LEVELS / 2 : 0)) / (LEVELS - 1));
    }
}

/* ---- all ---- */

static const struct {
    int (*plan)(struct wf_design *design, uint64_t points, struct wf_err *err);
    void (*row)(const struct wf_design *design, uint64_t row, double *u);
} kinds[WF_DESIGN_KINDS] = {
    [WF_DESIGN_LHS] = {plan_hypercube, hypercube_row},
    [WF_DESIGN_GRID] = {plan_grid, grid_row},
    [WF_DESIGN_OAT] = {plan_paths, path_row},
    [WF_DESIGN_SOBOL] = {plan_saltelli, saltelli_row},
    [WF_DESIGN_MORRIS] = {plan_morris, morris_row},
};

/* Numbers the groups in the order in which they appear. */
static void number_groups(struct wf_design *design, const uint32_t *group_of)
{
    design->group = wf_malloc(design->columns * sizeof *design->group);
    for (size_t c = 0; c < design->columns; c++) {
        size_t first = group_of ? 0 : c;
        while (first < c && group_of[first] != group_of[c])
            first++;
        design->group[c] = first < c ? design->group[first] : (uint32_t)design->groups++;
    }
}

int wf_design_make(struct wf_design *design, enum wf_design_kind kind, size_t columns,
                   const uint32_t *group_of, uint64_t points, uint64_t seed, struct wf_err *err)
{
    *design = (struct wf_design){.kind = kind, .columns = columns, .seed = seed};
    if (columns == 0)
        return wf_err_set(err, WF_EINPUT, "a design needs a factor: nothing varies");
    if (points == 0 || points > MOST_ROWS)
        return wf_err_set(err, WF_EINPUT, "%llu points, expected 1 to %llu",
                          (unsigned long long)points, (unsigned long long)MOST_ROWS);
    number_groups(design, group_of);
    design->ends = wf_malloc(columns * sizeof *design->ends);
    for (size_t c = 0; c < columns; c++)
        wf_design_set_ends(design, c, 0.025, 0.975);
    if (kinds[kind].plan(design, points, err) == 0)
        return 0;
    wf_design_release(design);
    return -1;
}

void wf_design_set_ends(struct wf_design *design, size_t column, double low_u, double high_u)
{
    design->ends[column][0] = low_u;
    design->ends[column][1] = high_u;
}

uint64_t wf_design_rows(const struct wf_design *design)
{
    return design->rows;
}

void wf_design_row(const struct wf_design *design, uint64_t row, double *u)
{
    assert(row < design->rows);
    kinds[design->kind].row(design, row, u);
}

void wf_design_release(struct wf_design *design)
{
    if (!design)
        return;
    free(design->group);
    free(design->ends);
    free(design->dimension);
    free(design->direction);
    *design = (struct wf_design){0};
}
