/* The tags of an XML text and their positions, for what needs that a parser hides: where each value
 * stands (edit.c), the bytes of an element (platform/part.c). */
#ifndef WF_FILE_EDIT_SCAN_H
#define WF_FILE_EDIT_SCAN_H

#include "base/text.h"
#include <stdbool.h>
#include <stddef.h>

enum wf_scan_kind {
    WF_SCAN_START, /**< <tag ..> */
    WF_SCAN_EMPTY, /**< <tag ../> */
    WF_SCAN_STOP,  /**< </tag> */
    WF_SCAN_END,   /**< of the text */
    WF_SCAN_BROKEN /**< something has no end: @p start is where it begins */
};

/** A tag: offsets into the text. */
struct wf_scan_tag {
    enum wf_scan_kind kind;
    size_t start, end;        /**< from '<' to behind '>' */
    size_t name, name_length; /**< of the element */
    size_t attributes_end;    /**< behind the last attribute, or the name */
};

/** The next tag at or after @p from: comments, CDATA, processing instructions and the DOCTYPE are
 *  skipped. */
struct wf_scan_tag wf_scan_next(const char *text, size_t size, size_t from);
/** Is it an element @p name? */
bool wf_scan_is(const char *text, const struct wf_scan_tag *tag, const char *name);
/** Position of the value of an attribute of @p tag, without its quotes (the byte before it is a
 *  quote). @return whether the attribute exists. */
bool wf_scan_attribute(const char *text, const struct wf_scan_tag *tag, const char *attribute,
                       size_t *value, size_t *length);
/** Add a value as an XML reader returns it: entities resolved, line ends as blanks. */
void wf_scan_decode(const char *value, size_t length, struct wf_buffer *out);
/** Add @p value as it stands between two @p quote. */
void wf_scan_encode(const char *value, char quote, struct wf_buffer *out);
/** Position after blanks and whole comments at @p from, as long as they are on its line. */
size_t wf_scan_rest_of_line(const char *text, size_t size, size_t from);

#endif
