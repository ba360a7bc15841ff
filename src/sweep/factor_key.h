/* The key of a factor, taken apart, and what the tables of props say of it:
 *   [LABEL:]TARGET[.GLOB].PROP[.PSTATE[.PART]]
 * as --set takes it, and with pstate and part for the speeds and watts that --set knows as lists
 * ("host.board-*.wattage_per_state.1.all"). "PROP" alone is a prop of the role that leads the
 * deployment (server, peer, trainer ..); "seed" is the option. */
#ifndef WF_SWEEP_FACTOR_KEY_H
#define WF_SWEEP_FACTOR_KEY_H

#include "prop/provenance.h"

struct wf_factor_key {
    char *label;      /**< of the one deployment that it concerns; NULL: all */
    char *target;     /**< "server", "workload", "host" ..; NULL: the leading role, or the seed */
    char *glob;       /**< of host, zone, link, network, class ..; NULL for others */
    const char *prop; /**< its name in a table: lives as long as the program */
    uint32_t pstate;  /**< or WF_EVERY_PSTATE */
    enum wf_figure_part part;
    const struct wf_prop *table, *row; /**< NULL of what SimGrid reads, and of the seed */
    bool seed;
    bool number;   /**< it can lie between two bounds; else only a list is possible */
    bool whole;    /**< a count */
    bool unitless; /**< written as a plain number, though it has a dimension (watts) */
    bool listed;   /**< an item of a list that --set knows as a whole: speeds, watts */
    enum wf_dimension dimension;
    double least, most; /**< inclusive; least WF_POSITIVE: greater than 0 */
};

/** Take a key apart. Release it in any case.
 *  @return NULL, or why not, with the nearest name (to free) */
char *wf_factor_key_read(const char *text, struct wf_factor_key *key);
void wf_factor_key_release(struct wf_factor_key *key);
/** "[LABEL:]TARGET[.GLOB].PROP", as --set has it. @param target  in the place of NULL. Caller
 *  frees. */
char *wf_factor_key_text(const struct wf_factor_key *key, const char *target, const char *glob);
/** Does a key begin with a target ("host.", "server.", with or without a label)? */
bool wf_factor_key_has_target(const char *text);
/** Does @p name match one of the globs, with '|' between? */
bool wf_factor_glob_matches(const char *globs, const char *name);
/** Is it a prop of the platform, which is that of all deployments? */
bool wf_factor_key_is_common(const struct wf_factor_key *key);
/** What it accepts: "time > 0". */
void wf_factor_key_expectation(const struct wf_factor_key *key, struct wf_buffer *out);
/** A quantity of the key, with its unit. @return NULL, or why not (to free) */
char *wf_factor_key_value(const struct wf_factor_key *key, const char *text, double *value);
/** Check one item of a list: a quantity, or what the prop takes beside (a word, a file).
 *  @param[out] value  of a quantity; else NaN
 *  @return NULL, or why not (to free) */
char *wf_factor_key_item(const struct wf_factor_key *key, const char *text, double *value);
/** @p value as --set takes it: with the canonical unit, a count rounded. Caller frees. */
char *wf_factor_key_number(const struct wf_factor_key *key, double value);

#endif
