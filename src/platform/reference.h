/* Elements that mention names: routes, host links, trace connections. SimGrid would abort at the
 * first name that is not declared before it. */
#ifndef WF_PLATFORM_REFERENCE_H
#define WF_PLATFORM_REFERENCE_H

#include "platform/builder.h"

/** Report a link that is not declared before, or whose direction is missing or wrong.
 *  @param direction  of a <link_ctn>; NULL elsewhere */
void wf_reference_link(struct wf_builder *builder, const char *tag, const char *name,
                       const char *direction, uint32_t line);
/** Report a netpoint that is not declared before, or is of another kind.
 *  @param kinds  set of 1 << enum wf_netpoint */
void wf_reference_netpoint(struct wf_builder *builder, const char *tag, const char *attribute,
                           const char *name, unsigned kinds, uint32_t line);
/** Report a gateway that does not stand in the zone it is one of, which SimGrid refuses.
 *  @param attributes, names  of the gateway, of its zone, of the other zone */
void wf_reference_gateway(struct wf_builder *builder, const char *tag,
                          const char *const attributes[3], const char *const names[3],
                          uint32_t line);
/** Report a route that its zone does not take, or that is given twice.
 *  @param names  of source and destination */
void wf_reference_route(struct wf_builder *builder, const char *tag, const char *const names[2],
                        const char *symmetrical, uint32_t line);
/** Report a profile, by file or id, that was used before. */
void wf_reference_profile(struct wf_builder *builder, const char *name, uint32_t line);
/** Check a <host_link> of @p name, and note whose the @p links are that it names. @p frame: of its
 *  zone, whose wrong kind is reported once. */
void wf_reference_host_link(struct wf_builder *builder, const char *name,
                            const char *const links[2], struct wf_frame *frame, uint32_t line);
/** A route names the link called @p name: it is no host's alone. */
void wf_reference_common_link(struct wf_platform *platform, const char *name);
/** Check a <trace_connect>, and mark what it makes vary with time. @p kind: NULL: the default. */
void wf_reference_trace(struct wf_builder *builder, const char *kind, const char *name,
                        uint32_t line);

#endif
