/* Reads an XML file as a stream of elements. Opens no other file, even if the XML asks for it: no
 * DTD, no network, no entity. The only file that uses libxml2. */
#ifndef WF_FILE_XML_H
#define WF_FILE_XML_H

#include "base/diag.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WF_XML_DEPTH_MAX = 64 }; /**< depth of nested elements */

struct wf_xml_attribute {
    const char *name, *value; /**< NUL-terminated, valid during the call */
};

struct wf_xml_handler {
    /** @p line: where the start tag ends. */
    void (*start)(void *data, const char *element, const struct wf_xml_attribute *attributes,
                  size_t count, uint32_t line);
    void (*end)(void *data, const char *element, uint32_t line);
    /** Once, before the first element; may be NULL. @p doctype: its name, or NULL. @p plain: the
     * file is UTF-8 without a byte order mark. */
    void (*prolog)(void *data, const char *doctype, bool plain, uint32_t line);
    /** Text between tags, in one or several pieces; may be NULL: none is expected. @return whether
     *  it may stand in the open element; else it is reported. Not called for blanks alone. */
    bool (*text)(void *data, const char *text, size_t length);
};

/** Read all of @p path. Each thing that is not well-formed, or not allowed (entities, text between
 *  elements), is one error in @p diag; reading stops at the first fatal one.
 *  @return 0, 1 when it was not read to its end, or -1 with @p err (WF_EIO) when the file cannot be
 *          read. */
int wf_xml_read(const char *path, const struct wf_xml_handler *handler, void *data,
                struct wf_diag *diag, struct wf_err *err);

/** Value of attribute @p name, or NULL. */
const char *wf_xml_value(const struct wf_xml_attribute *attributes, size_t count, const char *name);

#endif
