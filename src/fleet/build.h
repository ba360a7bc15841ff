/* A fleet while it is read: shared by the files that read, override and check it. */
#ifndef WF_FLEET_BUILD_H
#define WF_FLEET_BUILD_H

#include "fleet/fleet.h"

/** Kinds of elements below the root, in the order of their tables. */
enum wf_fleet_kind {
    WF_FLEET_KIND_REGION,
    WF_FLEET_KIND_ACCESS,
    WF_FLEET_KIND_CLASS,
    WF_FLEET_KIND_NODE,
    WF_FLEET_KINDS
};

struct wf_fleet_kind_row {
    const char *tag; /**< also the target of --set */
    const struct wf_prop *table;
    size_t size;
    unsigned places; /**< of its <prop>s, set of enum wf_prop_place */
};
extern const struct wf_fleet_kind_row wf_fleet_kinds[WF_FLEET_KINDS];

/** Elements of one kind. Each begins with a struct wf_fleet_element. */
struct wf_fleet_list {
    char *bytes;
    uint32_t count, capacity;
};

struct wf_fleet_build {
    struct wf_fleet *fleet;
    struct wf_diag *diag;
    struct wf_fleet_list lists[WF_FLEET_KINDS];
};

/** Element @p index of a kind. */
struct wf_fleet_element *wf_fleet_at(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                                     uint32_t index);
/** "<class phone>", to lead messages. Valid until the end of the full expression. */
struct wf_fleet_context {
    char text[160];
};
struct wf_fleet_context wf_fleet_context(enum wf_fleet_kind kind,
                                         const struct wf_fleet_element *element);
/** Give an element a <prop>; one of the same name from before is replaced. Texts are copied. */
void wf_fleet_put(struct wf_fleet_build *build, struct wf_fleet_element *element,
                  struct wf_fleet_item item);
/** Is it a prop that a platform's element has, but none of a fleet? That is reported. */
bool wf_fleet_refuse_prop(struct wf_fleet_build *build, enum wf_fleet_kind kind,
                          const struct wf_fleet_element *element, const struct wf_fleet_item *item);
/** The <prop> of this name, or NULL. */
const struct wf_fleet_item *wf_fleet_item(const struct wf_fleet_element *element, const char *name);

#endif
