/* SimGrid's platform and deployment language (its DTD 4.1) as tables: elements, their attributes,
 * which element may stand in which, and in which order. SimGrid aborts at the first violation and
 * names neither attribute nor cause; here each is reported. */
#ifndef WF_PLATFORM_SCHEMA_H
#define WF_PLATFORM_SCHEMA_H

#include "file/xml.h"
#include <stdbool.h>

struct wf_attribute_memo;

enum wf_element {
    WF_EL_PROP,
    WF_EL_HOST,
    WF_EL_LINK,
    WF_EL_HOST_LINK,
    WF_EL_LINK_CTN,
    WF_EL_ROUTE,
    WF_EL_ACTOR,
    WF_EL_ARGUMENT,
    WF_EL_ZONE,
    WF_EL_ROUTER,
    WF_EL_BACKBONE,
    WF_EL_CLUSTER,
    WF_EL_CABINET,
    WF_EL_PEER,
    WF_EL_ZONE_ROUTE,
    WF_EL_BYPASS_ROUTE,
    WF_EL_BYPASS_ZONE_ROUTE,
    WF_EL_CONFIG,
    WF_EL_RANDOM,
    WF_EL_TRACE,
    WF_EL_TRACE_CONNECT,
    WF_EL_DISK,
    WF_EL_PLATFORM,
    WF_EL_COUNT,
    WF_EL_NONE = WF_EL_COUNT
};

/** Element of a tag name (deprecated spellings included), or WF_EL_NONE. */
enum wf_element wf_schema_element(const char *tag);
/** Tag name of an element (not WF_EL_NONE). */
const char *wf_schema_tag(enum wf_element element);
/** Lead of messages about an element, "<host phone-7>". */
struct wf_context {
    char text[160];
};
struct wf_context wf_schema_context(enum wf_element element, const char *id);
/** Nearest tag name, or NULL. */
const char *wf_schema_nearest(const char *tag);

/** State of the check of the order of an element's children. Start zeroed. */
struct wf_schema_progress {
    unsigned rank, branch;
};
/** May @p child stand in @p parent, in whatever order? */
bool wf_schema_allows(enum wf_element parent, enum wf_element child);
/** May @p child come next in @p parent? @return NULL, or why not (static text). */
const char *wf_schema_child(enum wf_element parent, enum wf_element child,
                            struct wf_schema_progress *progress);

/** Check names, presence and values of the attributes; each mistake is one entry in @p diag.
 *  @param memo  of the file; may be NULL
 *  @return whether there is none. */
bool wf_schema_attributes(enum wf_element element, const char *tag,
                          const struct wf_xml_attribute *attributes, size_t count, const char *file,
                          uint32_t line, struct wf_attribute_memo *memo, struct wf_diag *diag);

/** Check the value of one attribute that @p element has. @p context leads the message.
 *  @return whether it is right. */
bool wf_schema_value(enum wf_element element, const struct wf_xml_attribute *attribute,
                     const char *context, const char *file, uint32_t line, struct wf_diag *diag);
/** The same without a message; an attribute that does not exist is not valid. */
bool wf_schema_valid(enum wf_element element, const struct wf_xml_attribute *attribute);

/** Is @p name an attribute of @p element? */
bool wf_schema_has(enum wf_element element, const char *name);

#endif
