/* State of the reader of a platform file, shared by the files that read its elements. */
#ifndef WF_PLATFORM_BUILDER_H
#define WF_PLATFORM_BUILDER_H

#include "file/xml.h"
#include "platform/attribute.h"
#include "platform/class_memo.h"
#include "platform/mistakes.h"
#include "platform/pending.h"
#include "platform/platform.h"

/** An open element. */
struct wf_frame {
    enum wf_element element;
    struct wf_schema_progress progress;
    uint32_t zone;            /**< index of the zone it is or stands in */
    struct wf_site *site;     /**< of a zone whose props are read */
    uint32_t *origins;        /**< of that site */
    uint64_t seen;            /**< set of the rows of that site that were given */
    uint32_t provenance_line; /**< of its prop of this name; 0: none */
    uint32_t radios;          /**< links of a Wi-Fi zone */
    uint32_t children;        /**< links of a route; host links in a zone that may not have them */
};

struct wf_builder {
    struct wf_platform *platform;
    struct wf_diag *diag;
    struct wf_frame stack[WF_XML_DEPTH_MAX];
    size_t depth, skipped; /**< skipped: depth inside an element that was refused */
    struct wf_pending pending;
    struct wf_class_memo memo;
    struct wf_attribute_memo right;
    struct wf_unit_check units;
    bool actor_reported, second_reported;
    uint64_t *pairs; /**< of netpoints with a route: a set, 0 is free */
    size_t pair_count, pair_capacity;
    struct wf_map profiles; /**< name -> line */
    uint32_t tops;          /**< zones and clusters that stand in no other */
};

/** Index of the zone in which the pending element stands. */
uint32_t wf_builder_zone(const struct wf_builder *builder);
/** Index of the zone whose props the pending element takes: that one, or the zone that its prop
 *  `props_of` names; what is wrong with the name is reported. */
uint32_t wf_builder_props_zone(struct wf_builder *builder);
/** Mistakes of the pending element: reported where the prop was given, else (a zone's prop, an
 *  attribute) where the element was; the element is then wrong. */
struct wf_mistakes wf_builder_mistakes(struct wf_builder *builder);
/** Find or load the series that a site of the pending element names. */
void wf_builder_find_series(struct wf_builder *builder, struct wf_site *site,
                            const uint32_t *origins);
/** Class of the pending element, a host or a group of hosts. */
const struct wf_host_class *wf_builder_host_class(struct wf_builder *builder);
/** Class of the pending element, a <link> or <backbone>. */
const struct wf_link_class *wf_builder_link_class(struct wf_builder *builder);

#endif
