/* Between the files that read a platform: pending.c (the text of the element at hand), place.c
 * (from that text to classes of hosts and links), platform_reader.c (the stream of elements).
 * Nobody else includes this. */
#ifndef WF_PLATFORM_PLATFORM_READER_H
#define WF_PLATFORM_PLATFORM_READER_H

#include "file/xml.h"
#include "platform/platform.h"
#include "platform/schema.h"

/* Netpoints (hosts, routers, zones) share one name space; the map keeps kind and index. */
enum netpoint { NETPOINT_HOST, NETPOINT_ROUTER, NETPOINT_ZONE };
#define NETPOINT(kind, index) ((uint32_t)(kind) << 30 | (index))
#define NETPOINT_KIND(value)  ((value) >> 30)
#define NETPOINT_INDEX(value) ((value)&0x3fffffffu)

enum { WF_PLACE_MEMO_MAX = 4096, WF_PLACE_CONTEXT = 160 };

/* An element whose props follow it: text kept until its end tag. */
struct wf_pending {
    enum wf_element element;
    uint32_t line;
    struct wf_buffer text; /* "name\0value\0" .. attributes, then props */
    struct wf_pending_item {
        size_t name, value;
        uint32_t line;
        bool prop;
        const struct wf_override *set; /* the override it comes from, or NULL */
    } * items;
    size_t count, capacity;
    bool broken; /* attributes that are wrong were told and left out */
    bool wrong;  /* a mistake was told of its props */
};

_Static_assert(WF_SITE_PROPS_MAX <= 64, "a bit a row of the sites' table");
struct wf_platform_frame {
    enum wf_element element;
    struct wf_schema_progress progress;
    uint32_t zone;
    uint64_t seen, set; /* rows of the zone's own props; of its overrides */
    uint32_t children;  /* links of a route; host links out of place of a zone */
};

struct wf_platform_builder {
    struct wf_platform *platform;
    const struct wf_overrides *overrides;
    struct wf_diag *diag;
    struct wf_platform_frame stack[WF_XML_DEPTH_MAX];
    size_t depth, skipped; /* skipped: depth inside an element that was refused */
    struct wf_pending pending;
    struct wf_buffer signature;
    struct wf_map memo; /* signature of a host or link -> index of its class */
    const void **memo_classes;
    uint32_t memo_count;
    bool unitless_told, actor_told;
    uint8_t *linked; /* by host: has a host_link */
    uint32_t linked_capacity;
};

/* ---- pending.c ---- */

void wf_pending_start(struct wf_pending *pending, enum wf_element element, uint32_t line);
void wf_pending_add(struct wf_pending *pending, const char *name, const char *value, uint32_t line,
                    bool prop, const struct wf_override *set);
struct wf_pending_item *wf_pending_find(const struct wf_pending *pending, const char *name,
                                        bool prop);
const char *wf_pending_value(const struct wf_pending *pending, const char *name, bool prop);
/** Replace or add what an override says of this element. */
void wf_pending_override(struct wf_platform_builder *builder, const char *target, const char *id);

/* ---- place.c ---- */

/** "<host phone-7>", to lead messages. */
void wf_place_context(const struct wf_platform_builder *builder, char context[WF_PLACE_CONTEXT]);
/** Row of a prop that is ours; -1 where it is nobody's or SimGrid's; what looks like a slip of one
 * of ours is told, and of an override whatever is nobody's. */
int wf_place_prop(struct wf_platform_builder *builder, const char *context, const char *name,
                  unsigned places, struct wf_origin origin);
double wf_place_quantity(struct wf_platform_builder *builder, const char *text,
                         enum wf_dimension dimension, uint32_t line);
enum wf_sharing wf_place_sharing(const char *text);
bool wf_place_profiled(const struct wf_pending *pending);
/** What a zone passes on to its links. */
struct wf_site wf_place_link_site(const struct wf_zone *zone);
/** Load the series that a site names. Where it is told when it cannot be read: at the element. */
void wf_place_series(struct wf_platform_builder *builder, const char *context, struct wf_site *site,
                     const uint32_t *origins);
void wf_place_link_watts(struct wf_platform_builder *builder, const char *context, const char *name,
                         struct wf_link_class *class);
const struct wf_host_class *wf_place_host_class(struct wf_platform_builder *builder);
const struct wf_link_class *wf_place_link_class(struct wf_platform_builder *builder);

#endif
