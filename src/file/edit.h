/* Changes single values of an XML file in place. All other bytes stay as they are: comments, order,
 * indentation, line ends. libxml2 would write the whole tree again. */
#ifndef WF_FILE_EDIT_H
#define WF_FILE_EDIT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/map.h"
#include "base/text.h"
#include <stdbool.h>
#include <stdint.h>

/** An element whose values can be changed. Such elements are never nested. */
struct wf_edit_element {
    const char *tag, *name; /**< name: the id; of an actor "HOST FUNCTION" */
    size_t start, end;      /**< bytes of the file, start tag to end tag */
    uint32_t line, again;   /**< of the start tag; of a second one of this name, or 0 */
    struct wf_buffer text;  /**< its new text; length 0: unchanged */
};

/** A file with the changes made to it so far. Plain UTF-8 (a byte order mark may lead it). */
struct wf_edit {
    char *path;
    struct wf_buffer file; /**< as read */
    struct wf_edit_element *elements;
    size_t count, capacity;
    struct wf_map by_name;
    struct wf_arena arena;
    const char *line_end; /**< "\n" or "\r\n", as the first line ends */
    const char *step;     /**< one step of indentation, of the first indented element */
};

/** Read @p path and find its hosts, links, clusters, cabinets, peers and actors.
 *  @return 0, or -1 with WF_EIO (it cannot be read) or WF_EINPUT (its tags do not close, or it is
 *  not text). The loaders make the full checks. Release in both cases. */
int wf_edit_load(const char *path, struct wf_edit *edit, struct wf_err *err);
/** The same for @p size bytes in memory; @p path names them in messages and in the diff. */
int wf_edit_parse(const char *path, const char *bytes, size_t size, struct wf_edit *edit,
                  struct wf_err *err);
void wf_edit_release(struct wf_edit *edit);

/** Is there an element @p tag ("host", "link", "cluster", "cabinet", "peer") with this id? */
bool wf_edit_has(const struct wf_edit *edit, const char *tag, const char *id);
/** Current value, entities resolved; NULL if the element, the attribute or the prop does not exist.
 *  Caller frees. */
char *wf_edit_attribute_text(const struct wf_edit *edit, const char *tag, const char *id,
                             const char *attribute);
char *wf_edit_prop_text(const struct wf_edit *edit, const char *tag, const char *id,
                        const char *prop);

/** Set an attribute; a new one is added after the last. The value is escaped; setting the current
 *  value changes no byte.
 *  @return 0, or -1 with WF_EINPUT: no such element (the nearest is named), or two of them */
int wf_edit_attribute(struct wf_edit *edit, const char *tag, const char *id, const char *attribute,
                      const char *value, struct wf_err *err);
/** The same for the value of a direct child <prop id="PROP">. A new prop is added on its own line
 *  after the last prop, or after the start tag, indented as the file is. */
int wf_edit_prop(struct wf_edit *edit, const char *tag, const char *id, const char *prop,
                 const char *value, struct wf_err *err);
/** The same for an actor of a deployment, found by its host (as written there) and function. */
int wf_edit_actor_prop(struct wf_edit *edit, const char *host, const char *function,
                       const char *prop, const char *value, struct wf_err *err);

/** Does any byte differ from the file? */
bool wf_edit_changed(const struct wf_edit *edit);
/** The whole file with its changes. */
void wf_edit_text(const struct wf_edit *edit, struct wf_buffer *out);
/** The changes as a unified diff, three lines of context, a/PATH and b/PATH; empty if nothing has
 *  changed. `git apply` and `patch` take it. */
void wf_edit_diff(const struct wf_edit *edit, struct wf_buffer *out);

#endif
