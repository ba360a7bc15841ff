/* Designs: which points of the unit cube are computed. Any row follows from its number, the same on
 * every machine, whatever rows were asked before. */
#ifndef WF_STATISTICS_DESIGN_H
#define WF_STATISTICS_DESIGN_H

#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

enum wf_design_kind {
    /** Latin hypercube (McKay, Beckman and Conover 1979): of each column, each of as many equal
     *  strata as there are rows holds one row. */
    WF_DESIGN_LHS,
    /** Full factorial: each combination of equal levels of the groups, the last group fastest; as
     *  many levels as the points allow. */
    WF_DESIGN_GRID,
    /** One at a time: row 0 is the centre (u = 0.5, the medians); then a path a group from end to
     *  end in equal steps, the others at the centre. */
    WF_DESIGN_OAT,
    /** Saltelli et al. 2010, for first and total order: samples A and B, and for each group A with
     *  its columns from B; on Sobol's sequence, randomly shifted 8 times (Cranley and Patterson
     *  1976), each time a replicate. At most 20 columns; with more, those of the largest group are
     *  drawn by chance. */
    WF_DESIGN_SOBOL,
    /** Morris 1991: trajectories on 4 levels in which each group moves once by 2/3 of the way from
     *  end to end; columns of one group together, each in a direction of its own (Campolongo,
     *  Cariboni and Saltelli 2007). */
    WF_DESIGN_MORRIS,
    WF_DESIGN_KINDS
};

enum {
    WF_DESIGN_REPLICATES = 8,
    WF_DESIGN_SEQUENCE = 20 /**< columns that Sobol's sequence serves: GSL's has 40 dimensions */
};

/** "lhs", "grid", "oat", "sobol", "morris". */
extern const char *const wf_design_words[WF_DESIGN_KINDS];

/** Fields are for reading. */
struct wf_design {
    enum wf_design_kind kind;
    size_t columns, groups;
    uint32_t *group; /**< of each column, 0 to groups - 1, in the order in which they appear */
    uint64_t rows;
    /** Of lhs: rows. grid: levels. oat: steps of a path. sobol: base points of a replicate, a power
     *  of two. morris: trajectories. */
    uint64_t size;
    uint64_t seed;
    double (*ends)[2];   /**< of each column: u where levels and paths begin and end */
    uint32_t *dimension; /**< sobol, of each column in A; UINT32_MAX: drawn by chance */
    size_t sequenced;    /**< sobol: columns that are not; their dimension in B is so much higher */
    uint32_t *direction; /**< sobol: direction numbers of the sequence */
};

/** @p columns coordinates. @p group_of, of each column: columns of one group are exchanged, or
 *  moved, together (a joint draw); NULL: each its own. @p points: rows asked for; there are at most
 *  so many, wf_design_rows() says how many. @p design is released first by the caller.
 *  @return 0, or -1 with WF_EINPUT: too few points (the error says how many it needs), more than
 *  10^9, no columns, too many groups for the sequence. */
int wf_design_make(struct wf_design *design, enum wf_design_kind kind, size_t columns,
                   const uint32_t *group_of, uint64_t points, uint64_t seed, struct wf_err *err);
/** Where levels and paths of @p column begin and end, as wf_shape_ends() says; else from 0.025 to
 *  0.975. Of grid, oat and morris. */
void wf_design_set_ends(struct wf_design *design, size_t column, double low_u, double high_u);
uint64_t wf_design_rows(const struct wf_design *design);
/** Row @p row, below wf_design_rows(): one u of [0, 1] for each column. */
void wf_design_row(const struct wf_design *design, uint64_t row, double *u);
void wf_design_release(struct wf_design *design);

/* ---- which row is what ---- */

/** How many columns @p group has. */
size_t wf_design_columns_of(const struct wf_design *design, size_t group);
/** Of sobol, the rows of a base point follow each other: A, B, then A with the columns of group 0
 *  from B, and so on. @return the first. */
uint64_t wf_design_sobol_row(const struct wf_design *design, uint64_t point, size_t replicate);
/** Of oat: the row of @p step of the path of @p group. */
uint64_t wf_design_path_row(const struct wf_design *design, size_t group, uint64_t step);
/** Of morris: which group moves after each row of trajectory @p trajectory but the last, and
 * whether its first column rises (1) or falls (-1). @p groups and @p signs have one place a group.
 * The trajectory begins at row trajectory x (groups + 1). */
void wf_design_moves(const struct wf_design *design, uint64_t trajectory, uint32_t *groups,
                     int *signs);

#endif
