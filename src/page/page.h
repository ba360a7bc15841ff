/* A result as one HTML page that needs no other file and no network. The page holds the documents
 * that programs get (JSON), and draws from them; the text that people get; and how to make them
 * again. Its files are page.html, page.css, script/ and library/. */
#ifndef WF_PAGE_PAGE_H
#define WF_PAGE_PAGE_H

#include "base/text.h"

/** A document that the scripts draw from: `<script type="application/json" id="ID">`. */
struct wf_page_document {
    const char *id;   /**< "compare", "figures": letters and '-' */
    const char *json; /**< as it is printed */
};

/** A file that was read. */
struct wf_page_input {
    const char *path;
    uint64_t bytes;
    const char *hash;
};

/** All that a page shows; strings are borrowed. Texts may hold anything: they are escaped. */
struct wf_page {
    const char *title;
    const char *lead; /**< lines: the first one is the heading of the page */
    const char *text; /**< the page for a terminal */
    const struct wf_page_document *documents;
    size_t document_count;
    const char *const *commands; /**< that make the page, and its documents, again */
    size_t command_count;
    const struct wf_page_input *inputs;
    size_t input_count;
    const char *version; /**< of the program and of what it simulates with */
};

/** Append the page, UTF-8. */
void wf_page_write(const struct wf_page *page, struct wf_buffer *out);

/** Append @p text as HTML text: &, <, > and quotes by name, and what cannot be seen by its number
 *  (wf_text_show), line ends kept. */
void wf_page_escape(const char *text, struct wf_buffer *out);
/** Append @p json so that HTML reads it as it is within a script: each < as \u003c. */
void wf_page_escape_json(const char *json, struct wf_buffer *out);

#endif
