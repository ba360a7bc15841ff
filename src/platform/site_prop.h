/* From a <prop> to a row of a site: which row it is, on which elements it may stand, what its text
 * says, and what members of a zone inherit. */
#ifndef WF_PLATFORM_SITE_PROP_H
#define WF_PLATFORM_SITE_PROP_H

#include "platform/platform.h"

_Static_assert(WF_SITE_PROPS_MAX <= 64, "sets of rows fit a uint64_t");

/** Where a prop was given, and where its mistakes go. */
struct wf_prop_source {
    const char *context; /**< leads messages */
    struct wf_origin origin;
    unsigned places;        /**< set of enum wf_prop_place: the element it stands on */
    uint32_t mark;          /**< what its row's origin becomes: WF_SITE_OWN, _SET, 1 + zone */
    struct wf_arena *arena; /**< for texts */
    struct wf_diag *diag;
};

/** Row of a prop of ours, or -1: a prop that only SimGrid or others read. What is likely a spelling
 *  mistake of a prop of ours, or stands on the wrong element, is reported; of an override ("--set")
 *  every prop that nothing reads.
 *  @param[out] wrong  set to true where a mistake was reported */
int wf_site_prop_find(const struct wf_prop_source *source, const char *name, bool *wrong);
/** Read @p text into the row of @p name, as above. @return whether nothing was reported. */
bool wf_site_prop_set(const struct wf_prop_source *source, const char *name, const char *text,
                      struct wf_site *site, uint32_t *origins);

/** Copy @p row and its origin from one site to another. */
void wf_site_copy_row(int row, const struct wf_site *from, const uint32_t *from_origins,
                      struct wf_site *to, uint32_t *to_origins);
/** Give a site that was just cleared (memset) what a zone passes on to its links. */
void wf_site_inherit_link(const struct wf_zone *zone, struct wf_site *site, uint32_t *origins);

/** Set of the rows that say which series of carbon intensity holds. */
uint64_t wf_site_carbon_rows(void);
/** Find or load the series that the site names. A name from the command line is meant from the
 *  working directory, one in a file from beside @p platform_path.
 *  @param err  filled where the file cannot be read; other mistakes of it go to @p diag */
void wf_site_find_series(struct wf_site *site, const uint32_t *origins, const char *platform_path,
                         struct wf_series_set *set, struct wf_diag *diag, struct wf_err *err);

#endif
