/* Where figures come from, as a list that stands beside them:
 *   PROP[.PSTATE[.PART]]=WORD[:LOW..HIGH], with ',' between
 *   speed.1=fitted:785Tf..790Tf, wattage_per_state.1.all=fitted:3270..3285, pue=published
 * LOW..HIGH is the 95 % interval (of an assumed figure: its bounds), in the unit of the figure. */
#ifndef WF_PROP_PROVENANCE_H
#define WF_PROP_PROVENANCE_H

#include "prop/prop.h"
#include "prop/words.h"
#include <stdbool.h>

/** Which of several figures in one prop: Idle, Epsilon and AllCores of `wattage_per_state`, idle
 * and busy of `wattage_range`. */
enum wf_figure_part {
    WF_FIGURE_WHOLE,
    WF_FIGURE_IDLE,
    WF_FIGURE_EPSILON,
    WF_FIGURE_ALL,
    WF_FIGURE_BUSY,
    WF_FIGURE_PARTS
};
/** "" of the whole, else "idle" .. */
const char *wf_figure_part_name(enum wf_figure_part part);

#define WF_EVERY_PSTATE UINT32_MAX

/** One entry of a list. */
struct wf_provenance_entry {
    const char *prop; /**< its name in the table: lives as long as the program */
    uint32_t pstate;  /**< or WF_EVERY_PSTATE */
    uint16_t part;    /**< enum wf_figure_part */
    uint16_t word;    /**< enum wf_provenance */
    double low, high; /**< in the canonical unit; NaN: no interval */
};

/** A list that was read; const. */
struct wf_provenance_list {
    const char *text; /**< as written */
    const struct wf_provenance_entry *entries;
    size_t count;
};

/** What a list says of one figure. */
struct wf_sourced {
    uint32_t word;    /**< enum wf_provenance; WF_ASSUMED where nothing is said */
    bool given;       /**< does an entry say so? */
    double low, high; /**< NaN: no interval */
};
/** Measured, or fitted on measurements of it? */
static inline bool wf_sourced_is_measured(const struct wf_sourced *sourced)
{
    return sourced->word == WF_MEASURED || sourced->word == WF_FITTED;
}
/** Of a figure of which nothing is said. */
extern const struct wf_sourced wf_unsourced;

/** The entry that says most precisely what holds: one of this pstate and part before one of this
 *  pstate before one of the prop.
 *  @param list    may be NULL: nothing is said
 *  @param pstate  WF_EVERY_PSTATE of a prop without pstates */
struct wf_sourced wf_provenance_of(const struct wf_provenance_list *list, const char *prop,
                                   uint32_t pstate, enum wf_figure_part part);

/** Read a list. Each mistake is reported: an unknown prop or word (with the nearest), a pstate or a
 *  part where the prop has none, an interval that cannot be read or is reversed, a figure twice.
 *  @param table       whose props the entries name; on a platform (rows with places) SimGrid's
 *                     attributes and watts as well
 *  @param arena       owns the result
 *  @param context     leads messages
 *  @param[out] read   the entries that could be read
 *  @return 0, or -1 after mistakes */
int wf_provenance_read(const struct wf_prop *table, const char *text, struct wf_origin origin,
                       struct wf_arena *arena, const char *context,
                       const struct wf_provenance_list **read, struct wf_diag *diag);
/** Read "WORD[:LOW..HIGH]" of one row, as an attribute beside it says it.
 *  @return NULL, or why not (to free) */
char *wf_provenance_read_word(const struct wf_prop *row, const char *text,
                              struct wf_provenance_entry *entry);
/** A list and further entries as one list. @p list may be NULL. */
const struct wf_provenance_list *wf_provenance_join(const struct wf_provenance_list *list,
                                                    const struct wf_provenance_entry *entries,
                                                    size_t count, struct wf_arena *arena);

/** The one value of a row, in its canonical unit; NaN: unset, or it has no single one (a text, a
 *  distribution, a series).
 *  @param values  of the table of @p row */
double wf_provenance_value(const struct wf_prop *row, const void *values);
/** Warn where the value of @p row, given at @p origin, lies outside the interval that the list
 * states for it. Only quantities and counts have one value.
 *  @param list    may be NULL
 *  @param values  of the table of @p row */
void wf_provenance_check_value(const struct wf_provenance_list *list, const struct wf_prop *row,
                               const void *values, const struct wf_origin *origin,
                               const char *context, struct wf_diag *diag);
/** "3 W, outside its own interval, 1 W to 2 W" where a value lies outside the interval; else NULL.
 * Caller frees. */
char *wf_sourced_why_outside(const struct wf_sourced *sourced, double value,
                             enum wf_dimension dimension);

/** Words and interval of @p key ("speed.1") as a list's text has them, "fitted:1Gf..2Gf"; NULL: it
 * has no such entry. @p list may be NULL. Caller frees. */
char *wf_provenance_text(const char *list, const char *key);
/** Text of a list with the entry @p key ("speed.1") set to @p value ("fitted:1Gf..2Gf"): replaced
 *  where it stands, or added behind. @p list may be NULL. Caller frees. */
char *wf_provenance_with(const char *list, const char *key, const char *value);

/** Has the prop or attribute a figure for each pstate? */
bool wf_figure_has_pstates(const char *prop);
/** Is it an attribute or prop that SimGrid reads (speed, bandwidth, watts ..)? */
bool wf_figure_is_simgrid(const char *prop);

#endif
