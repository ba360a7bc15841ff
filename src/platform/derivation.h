/* State of the derivation of a platform from another one: which overrides apply to the element at
 * hand, and where its mistakes go. */
#ifndef WF_PLATFORM_DERIVATION_H
#define WF_PLATFORM_DERIVATION_H

#include "platform/attribute.h"
#include "platform/class_memo.h"
#include "platform/mistakes.h"
#include "platform/schema.h"
#include "platform/site_prop.h"

struct wf_derivation {
    const struct wf_platform *base;
    struct wf_platform
        *platform; /**< that is derived; shares the tables of the base until they change */
    const struct wf_overrides *overrides; /**< with what they say of made links */
    const size_t *origins;                /**< by override: the one that was given */
    struct wf_diag *diag;
    bool *met;           /**< by override that was given; may be NULL */
    bool *changed_zones; /**< by zone: what it passes on differs from the base */
    bool carbon;         /**< some class has another series of carbon intensity, or none */
    struct wf_unit_check units;
    struct wf_class_memo memo; /**< classes by old class and overrides */

    /* the element at hand */
    enum wf_element element;
    const char *id;
    uint32_t line;
    const struct wf_override **matches; /**< overrides that apply to it, in their order */
    size_t match_count;
    const struct wf_override **sets; /**< of those, the last valid one of each name */
    size_t set_count;
    bool wrong; /**< a mistake was reported */
};

/** Start with a platform that shares all tables with @p base. Release it. */
void wf_derivation_init(struct wf_derivation *derivation, const struct wf_platform *base,
                        const struct wf_overrides *overrides, bool *met,
                        struct wf_platform *platform, struct wf_diag *diag);
void wf_derivation_release(struct wf_derivation *derivation);

/** Find the overrides of @p target whose glob matches @p name: they have met something.
 *  @return whether there are any */
bool wf_derivation_match(struct wf_derivation *derivation, const char *target, const char *name);
/** The same for @p name, one of several that an element @p group declares: a glob may name either.
 *  @param group  id of the element; NULL: @p name stands alone */
bool wf_derivation_match_member(struct wf_derivation *derivation, const char *target,
                                const char *name, const char *group);
/** The class that was derived from @p class with the overrides that match now, or NULL: it is
 *  derived and kept in the memo next. */
const void *wf_derivation_known(struct wf_derivation *derivation, const void *class);
/** Make @p element the element at hand. Attributes among its overrides that are wrong are reported
 *  and left out. */
void wf_derivation_open(struct wf_derivation *derivation, enum wf_element element, const char *id,
                        uint32_t line);
/** Value that an override gives the attribute or prop @p name of the element at hand, or NULL. */
const char *wf_derivation_value(const struct wf_derivation *derivation, const char *name);
/** Mistakes of the element at hand: reported as the override's that gave it, else at the element.
 *  It is then wrong. */
struct wf_mistakes wf_derivation_mistakes(struct wf_derivation *derivation);

/** The clusters of the platform, to change them. */
struct wf_cluster *wf_derivation_clusters(struct wf_derivation *derivation);

/** Set the props of a site that the overrides which match now give, in their order; one that is
 * wrong is reported and leaves the value before it. SimGrid's own props (wattages) are no rows of a
 * site.
 *  @param places  set of enum wf_prop_place: the element it stands on
 *  @return set of the rows that were given: bit i for wf_site_props[i] */
uint64_t wf_derivation_props(struct wf_derivation *derivation, unsigned places,
                             struct wf_site *site, uint32_t *origins);
/** Bring a site of a member of @p zone up to date: rows that are not its own from the zone, then
 * the props that overrides give it (not wattages), then its series.
 *  @param places  set of enum wf_prop_place: the element it stands on */
void wf_derivation_site(struct wf_derivation *derivation, uint32_t zone, unsigned places,
                        struct wf_site *site, uint32_t *origins);

#endif
