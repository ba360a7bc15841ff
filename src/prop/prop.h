/* One table a thing that can be configured. The same rows load, validate, document (`props`) and
 * echo the resolved values with their origin (`check`). A new prop is one row and one member. */
#ifndef WF_PROP_PROP_H
#define WF_PROP_PROP_H

#include "base/diag.h"
#include "base/text.h"
#include "base/units.h"
#include "prop/distribution.h"
#include <float.h>
#include <stdint.h>

enum wf_prop_kind {
    WF_PROP_QUANTITY, /**< member: double in the canonical unit of its dimension; unset: NaN;
                         choices: words beside numbers, of which none is below 0 */
    WF_PROP_COUNT,    /**< member: uint64_t; unset: WF_COUNT_UNSET; choices: words beside numbers */
    WF_PROP_CHOICE,   /**< member: uint32_t index into choices; unset: WF_CHOICE_UNSET */
    WF_PROP_TEXT,     /**< member: const char *, owned by the arena given; unset: NULL */
    WF_PROP_DISTRIBUTION, /**< member: struct wf_distribution; unset: WF_DISTRIBUTION_COUNT */
    WF_PROP_SERIES, /**< member: struct wf_prop_series: a quantity, or the name of a .csv file */
    WF_PROP_DATA,   /**< member: double, a kind of data (prop/data_kind.h); unset: NaN */
    WF_PROP_PROVENANCE, /**< member: const struct wf_provenance_list *, owned by the arena given;
                           unset: NULL */
};

/** A quantity (file NULL, value NaN where unset), or a file (value NaN). */
struct wf_prop_series {
    double value;
    const char *file; /**< as written; ends in .csv */
};

#define WF_COUNT_UNSET  UINT64_MAX
#define WF_CHOICE_UNSET UINT32_MAX
/** What word @p index of a count's choices is kept as. */
#define WF_COUNT_WORD(index) (UINT64_MAX - 1 - (uint64_t)(index))

/** What word @p index of a quantity's choices is kept as. */
#define WF_QUANTITY_WORD(index) (-1 - (double)(index))

/** Where a platform prop may stand; 0 for tables of one place. */
enum wf_prop_place {
    WF_ON_HOST = 1,
    WF_ON_LINK = 2,
    WF_ON_ZONE = 4,
    WF_LINK_INHERITS = 8,
    WF_IN_CATALOGUE = 16, /**< on hosts of a catalogue of devices; elsewhere nobody's */
    WF_COMMON_WORD = 32,  /**< what looks like a slip of it is likely somebody else's prop */
    WF_SET_ONLY = 64      /**< of tables of one place as well: no file says it, only --set */
};

struct wf_prop {
    const char *name;
    size_t offset;
    enum wf_prop_kind kind;
    enum wf_dimension dimension; /**< of a quantity */
    double min, max;             /**< inclusive; min WF_POSITIVE: greater than 0 */
    const char *fallback;        /**< text of the default, or NULL: unset */
    const char *const *choices;  /**< NULL-terminated, of a choice */
    unsigned places;
    const char *doc;
};

#define WF_POSITIVE DBL_MIN
#define WF_MANY     1e15 /**< bound of counts: integers stay exact in a double */

#define WF_PROP_END                                                                                \
    {                                                                                              \
        NULL, 0, WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0, NULL                            \
    }

/** Where a value comes from. */
struct wf_origin {
    const char *file; /**< NULL: the default; "--set": the command line */
    uint32_t line;
};

/** Rows of @p table. */
size_t wf_props_count(const struct wf_prop *table);
/** Bytes of a row's member. */
size_t wf_prop_size(const struct wf_prop *row);
/** Set every member to its default; origins may be NULL. */
void wf_props_defaults(const struct wf_prop *table, void *values, struct wf_origin *origins);
/** Row of @p name, or -1. @p places filters (0: all). */
int wf_props_find(const struct wf_prop *table, const char *name, unsigned places);
/** Nearest name of the table (places as above), or NULL. */
const char *wf_props_nearest(const struct wf_prop *table, const char *name, unsigned places);

struct wf_arena;
/** Parse @p text into row @p row of @p values.
 *  @param arena    owns copied text
 *  @param context  leads the message, e.g. "<actor server>"
 *  @return 0, or -1 after entries in @p diag at @p origin; the member is then untouched, but for a
 *          list of provenance, which keeps what could be read. */
int wf_props_set(const struct wf_prop *table, int row, void *values, const char *text,
                 struct wf_origin origin, struct wf_arena *arena, const char *context,
                 struct wf_diag *diag);
/** Value of a row as text that reads back to the same value ("12 s"); "" where unset. */
void wf_props_text(const struct wf_prop *row, const void *values, struct wf_buffer *out);
/** What a row accepts: "time > 0", "all | random". */
void wf_props_expectation(const struct wf_prop *row, struct wf_buffer *out);

#endif
