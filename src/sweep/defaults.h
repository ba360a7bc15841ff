/* What is believed of figures of which nothing else is known, by their class: a table with a source
 * for each row. It is read from a CSV file; the one that ships (platforms/factor-defaults.csv) is
 * built into the program. */
#ifndef WF_SWEEP_DEFAULTS_H
#define WF_SWEEP_DEFAULTS_H

#include "base/diag.h"
#include "prop/provenance.h"
#include "statistics/shape.h"

enum wf_default_basis {
    WF_BASIS_VALUE, /**< the value itself */
    WF_BASIS_TIMES, /**< of the value as it stands */
    WF_BASIS_BUSY   /**< of the watts of AllCores in the same pstate */
};
extern const char *const wf_default_bases[];
/** Targets of the table, ended by NULL: host is also for what a zone gives, training for props of
 *  whoever leads. */
extern const char *const wf_default_targets[];

/** What is known of a figure, to find its row. */
struct wf_default_facts {
    const char *target, *prop;
    enum wf_figure_part part;
    const char *kind;     /**< of the host; NULL: none */
    const char *meter;    /**< of the host; NULL: none */
    const char *class;    /**< of network; NULL: none */
    const char *name;     /**< glob of the target; NULL: none */
    const char *workload; /**< its name */
    double accelerators;  /**< of the host; NaN: none */
    double value;         /**< as it stands, canonical unit; NaN: none */
    bool scaled;          /**< an efficiency counts there */
    uint32_t word;        /**< enum wf_provenance */
};

struct wf_default_condition {
    int fact; /* which one */
    const char *text;
};
enum { WF_DEFAULT_CONDITIONS = 8 };

struct wf_default {
    const char *target, *prop;
    enum wf_figure_part part;
    struct wf_default_condition where[WF_DEFAULT_CONDITIONS];
    size_t condition_count;
    const char *where_text;
    enum wf_default_basis basis;
    enum wf_shape_kind shape;
    enum wf_dimension dimension;
    double low, centre, high; /**< canonical unit, or factors; centre NaN: none */
    const char *source, *year, *quality, *note;
    uint32_t line;
};

struct wf_defaults {
    const char *path;
    const struct wf_default *items;
    size_t count;
};

/** The table that is built in. It lives as long as @p arena. */
const struct wf_defaults *wf_defaults_shipped(struct wf_arena *arena);
/** Read a table from @p path. Each mistake goes to @p diag with its line.
 *  @return 0, or -1 with @p err: the file cannot be read, or (WF_EINPUT) has mistakes */
int wf_defaults_load(const char *path, struct wf_arena *arena, const struct wf_defaults **defaults,
                     struct wf_diag *diag, struct wf_err *err);
/** The first row that holds for a figure; NULL: there is none. */
const struct wf_default *wf_defaults_find(const struct wf_defaults *defaults,
                                          const struct wf_default_facts *facts);
/** Does its source quote another one? */
bool wf_default_is_secondary(const struct wf_default *row);

#endif
