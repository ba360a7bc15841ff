/* Factors: keys of --set, and what is believed of their values. A factor is read (factor_reader.h:
 * from a study file, --factor, a file of draws), then resolved against the scenarios that it varies
 * (factor_resolve.h), then drawn: a row of a design gives values, and these give overrides
 * (factor_plan.h). */
#ifndef WF_SWEEP_FACTOR_H
#define WF_SWEEP_FACTOR_H

#include "base/diag.h"
#include "statistics/joint.h"
#include "statistics/shape.h"
#include "sweep/factor_key.h"

struct wf_factor {
    char *key;                  /**< as given */
    struct wf_factor_key parts; /**< of it; its target is known once it is resolved */
    const char *label;          /**< parts.label; NULL: all deployments */
    enum wf_dimension dimension;
    struct wf_shape shape; /**< in the canonical unit; with times: of the multiplier */
    bool times;
    char **texts;    /**< of a list: what is set; else NULL */
    double *numbers; /**< of a list: the same in the canonical unit; NaN: no number */
    double value;    /**< as resolved without the factor; NaN: none, or not one */
    uint32_t word;   /**< enum wf_provenance of the belief */
    char *source;    /**< NULL: none is said */
    uint32_t group;  /**< members of a joint draw share it; else its own */
    uint32_t column; /**< coordinate of a design that it follows; those of a file share one */
    uint32_t joint;  /**< 1 + index of the law that it is drawn by, with others; 0: by its shape */
    uint32_t member; /**< of that law */
    bool searched;   /**< it is what a search chooses, not a belief */
    struct wf_origin origin; /**< where it was said; "--factor". Its file is borrowed */
};

/** How the items of lists, and multiplied figures, are put together (factor_plan.h). */
struct wf_factor_plan;

/** A law of several factors: its coordinates stand in a row. */
struct wf_factor_joint {
    struct wf_joint law;
    const char *file;       /**< of the fit that it is of; NULL: the law of passes */
    uint32_t column, group; /**< of its first coordinate; of all of them */
};

/** Starts zeroed. */
struct wf_factors {
    struct wf_factor *items;
    size_t count, capacity;
    uint32_t groups, columns;
    bool searched; /**< all that are read are */
    struct wf_factor_joint *joints;
    size_t joint_count;
    struct wf_arena arena;       /**< owns the plan */
    struct wf_factor_plan *plan; /**< NULL: not resolved */
};
void wf_factors_release(struct wf_factors *factors);

void wf_factor_release(struct wf_factor *factor);
/** Add one; its group and column are set. */
void wf_factors_keep(struct wf_factors *factors, const struct wf_factor *factor);

/** Add a law of several factors, whose coordinates form one group. Its factors are added then, with
 *  joint, member, group and column of it. The law is the factors' from now on.
 *  @param file  of the fit; NULL: of none; it is copied
 *  @return its index */
size_t wf_factors_keep_joint(struct wf_factors *factors, const struct wf_joint *law,
                             const char *file);

/** Make what is believed of the assumed ones @p times as wide. @return how many are assumed */
size_t wf_factors_widen(struct wf_factors *factors, double times);

/** Group of each coordinate of a design: those of one group are moved together.
 *  @param[out] group_of  of factors->columns */
void wf_factors_groups(const struct wf_factors *factors, uint32_t *group_of);
/** Values of all factors at a row of a design: of a list the index, of times the multiplier.
 *  @param u            factors->columns coordinates in [0, 1)
 *  @param[out] values  factors->count */
void wf_factors_draw(const struct wf_factors *factors, const double *u, double *values);
/** Values of all factors at their centre: of a list its middle item. */
void wf_factors_middle(const struct wf_factors *factors, double *values);
/** The seed of a point: that of its factor, else @p seed. */
uint64_t wf_factors_seed(const struct wf_factors *factors, const double *values, uint64_t seed);

/** What messages call it: "factor", or "search". */
const char *wf_factor_noun(const struct wf_factor *factor);
/** Is it shown as a number (else as one of its texts)? */
bool wf_factor_is_number(const struct wf_factor *factor);
/** The number shown for a value: in the canonical unit, or the multiplier; NaN of a text. */
double wf_factor_number(const struct wf_factor *factor, double value);
/** The same as text, for people: "5 %" of a list as it stands, else "0.05", "3 W". Caller frees. */
char *wf_factor_text(const struct wf_factor *factor, double value);
/** A key of many names with the first and the last of them: "host.a|..|z.speed". Caller frees. */
char *wf_factor_short_key(const char *key);

#endif
