/* Names and words: order, nearest match, lists, paths, growing strings. */
#ifndef WF_BASE_TEXT_H
#define WF_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Are the words equal? For short tables: most words differ in their first byte. */
static inline bool wf_text_equal(const char *a, const char *b)
{
    return *a == *b && !strcmp(a, b);
}
/** Of two names the one that stands first in natural order; NULL: there is none. A message then
 * names the same one, in whatever order they were found. */
const char *wf_text_first(const char *a, const char *b);
/** Natural order: runs of digits compare as numbers (phone-2 < phone-10), ties byte by byte. */
int wf_text_compare_natural(const char *a, const char *b);

/** Damerau-Levenshtein distance (adjacent swaps count 1), at most @p limit + 1. */
size_t wf_text_distance(const char *a, const char *b, size_t limit);

/** Nearest of @p count names to @p word, or NULL where none is near: at most a third of the word's
 *  length away, at least 1 and at most 3. */
const char *wf_text_nearest(const char *word, const char *const *names, size_t count);

/** "; did you mean 'NEAR'?", as the end of a message about a wrong word; empty if @p near is NULL.
 *  Valid until the end of the full expression. A longer name is cut and ends in "..". */
struct wf_hint {
    char text[256];
};
struct wf_hint wf_hint(const char *near);
/** The same for an element: "; did you mean <NEAR>?". */
struct wf_hint wf_hint_tag(const char *near);

/** Ending of a regular noun after @p count: "" or "s". */
const char *wf_plural(uint64_t count);

/** Next item of a comma- or blank-separated list: copied into @p item; @p cursor moves behind it.
 *  @return false at the end. Items longer than size - 1 are cut. */
bool wf_text_next_item(const char **cursor, char *item, size_t size);

/** Path of the file @p name that @p file refers to: a relative name counts from the folder of @p
 *  file, or from the current folder if @p file is NULL. Caller frees. */
char *wf_text_beside(const char *file, const char *name);
/** A path as people read it: "a/c" of "a/b/../c". By its letters alone: where b is a link it may be
 *  another file, so it is not for opening. Caller frees. */
char *wf_text_tidy_path(const char *path);

/** A growing string; the caller frees @p text (NULL until something was added). */
struct wf_buffer {
    char *text;
    size_t length, capacity;
};
void wf_buffer_add(struct wf_buffer *buffer, const char *bytes, size_t length);
/** Make the string @p length bytes longer, to be written by the caller. @return where they begin */
char *wf_buffer_extend(struct wf_buffer *buffer, size_t length);
void wf_buffer_printf(struct wf_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void wf_buffer_release(struct wf_buffer *buffer);

/** Number of the first character of @p text, UTF-8, that a terminal or a table cannot show as it
 * is: control characters, line ends, those that change the direction of writing, and those that are
 * not seen at all; 0: none. A byte that is no UTF-8 counts by its value. */
uint32_t wf_text_unprintable(const char *text);
/** Why @p text, which results show, is refused for such a character; NULL: it is not. Caller frees.
 */
char *wf_text_why_unprintable(const char *text);
/** Append @p length bytes of @p text as terminals and tables show them: such characters by their
 *  number, "\x1b", "\u202e".
 *  @param kept  control characters that stay as they are, of "\n\r\t" */
void wf_text_show(struct wf_buffer *out, const char *text, size_t length, const char *kept);

#endif
