#include "file/edit_scan.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool begins(const char *text, size_t size, size_t at, const char *word)
{
    size_t length = strlen(word);
    return size - at >= length && !memcmp(text + at, word, length);
}

#define NEVER SIZE_MAX /* it does not end */

/* Position after the next @p word at or after @p from. */
static size_t behind(const char *text, size_t size, size_t from, const char *word)
{
    const char *found = from <= size ? memmem(text + from, size - from, word, strlen(word)) : NULL;
    return found ? (size_t)(found - text) + strlen(word) : NEVER;
}

/* Position after the next @p quote at or after @p from. Values are short: a loop is faster than a
 * call. */
static size_t behind_quote(const char *text, size_t size, size_t from, char quote)
{
    while (from < size && text[from] != quote)
        from++;
    return from < size ? from + 1 : NEVER;
}

/* Markup that is not a tag, and its end. */
static const struct {
    const char *begin, *end;
} passed[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
enum { PASSED = sizeof passed / sizeof *passed };

/* Position after the markup at @p at; @p at itself if there is none. */
static size_t pass(const char *text, size_t size, size_t at)
{
    if (at + 1 < size && text[at + 1] != '!' && text[at + 1] != '?')
        return at;
    for (size_t i = 0; i < PASSED; i++)
        if (begins(text, size, at, passed[i].begin))
            return behind(text, size, at + strlen(passed[i].begin), passed[i].end);
    return at;
}

/* Position after a DOCTYPE, whose internal subset can hold markup, comments and quoted words. */
static size_t pass_doctype(const char *text, size_t size, size_t at)
{
    size_t depth = 0;
    while (at < size) {
        size_t next = pass(text, size, at);
        if (next == NEVER)
            return NEVER;
        if (next > at) {
            at = next;
            continue;
        }
        char c = text[at++];
        if (c == '"' || c == '\'') {
            at = behind_quote(text, size, at, c);
            if (at == NEVER)
                return NEVER;
        }
        depth += c == '<';
        if (c == '>' && --depth == 0)
            return at;
    }
    return NEVER;
}

/* Find the end of the tag at tag->start; values in quotes may hold '>'. */
static void measure(const char *text, size_t size, struct wf_scan_tag *tag)
{
    bool stop = begins(text, size, tag->start, "</");
    size_t at = tag->start + 1 + stop;
    tag->name = at;
    while (at < size && !is_blank(text[at]) && text[at] != '>' && text[at] != '/')
        at++;
    tag->name_length = at - tag->name;
    tag->attributes_end = at;
    while (at < size && text[at] != '>') {
        char c = text[at++];
        if (c == '"' || c == '\'')
            at = behind_quote(text, size, at, c);
        if (at == NEVER)
            break;
        if (!is_blank(c) && c != '/')
            tag->attributes_end = at;
    }
    if (at >= size) { /* NEVER too */
        tag->kind = WF_SCAN_BROKEN;
        return;
    }
    tag->end = at + 1;
    tag->kind = stop ? WF_SCAN_STOP : text[at - 1] == '/' ? WF_SCAN_EMPTY : WF_SCAN_START;
}

struct wf_scan_tag wf_scan_next(const char *text, size_t size, size_t from)
{
    struct wf_scan_tag tag = {.kind = WF_SCAN_END, .start = size, .end = size};
    for (;;) {
        const char *open = from < size ? memchr(text + from, '<', size - from) : NULL;
        if (!open)
            return tag;
        size_t at = (size_t)(open - text);
        size_t next = pass(text, size, at);
        if (next == at && begins(text, size, at, "<!DOCTYPE"))
            next = pass_doctype(text, size, at);
        if (next > at && next != NEVER) {
            from = next;
            continue;
        }
        tag.start = at;
        if (next == NEVER)
            tag.kind = WF_SCAN_BROKEN;
        else
            measure(text, size, &tag);
        return tag;
    }
}

bool wf_scan_is(const char *text, const struct wf_scan_tag *tag, const char *name)
{
    return tag->name_length == strlen(name) && !memcmp(text + tag->name, name, tag->name_length);
}

bool wf_scan_attribute(const char *text, const struct wf_scan_tag *tag, const char *attribute,
                       size_t *value, size_t *length)
{
    size_t at = tag->name + tag->name_length, stop = tag->attributes_end;
    while (at < stop) {
        while (at < stop && is_blank(text[at]))
            at++;
        size_t name = at;
        while (at < stop && !is_blank(text[at]) && text[at] != '=')
            at++;
        size_t name_length = at - name;
        while (at < stop && text[at] != '"' && text[at] != '\'')
            at++;
        if (at >= stop)
            return false;
        size_t begin = at + 1;
        const char *quote = memchr(text + begin, text[at], tag->end - begin);
        if (!quote)
            return false;
        at = (size_t)(quote - text) + 1;
        if (name_length == strlen(attribute) && !memcmp(text + name, attribute, name_length)) {
            *value = begin;
            *length = at - 1 - begin;
            return true;
        }
    }
    return false;
}

/* A character of its number, as UTF-8. */
static void add_character(unsigned long code, struct wf_buffer *out)
{
    char bytes[4];
    size_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char lead[] = {0, 0xc0, 0xe0, 0xf0};
    bytes[0] = (char)(lead[more] | code >> 6 * more);
    for (size_t i = 1; i <= more; i++)
        bytes[i] = (char)(0x80 | (code >> 6 * (more - i) & 0x3f));
    wf_buffer_add(out, bytes, more + 1);
}

static const struct {
    const char *entity;
    char character;
} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
enum { ENTITIES = sizeof entities / sizeof *entities };

/* Resolve the reference at @p at. @return its length, 0 if XML does not know it. */
static size_t reference(const char *at, size_t size, struct wf_buffer *out)
{
    for (size_t i = 0; i < ENTITIES; i++)
        if (begins(at, size, 0, entities[i].entity)) {
            wf_buffer_add(out, &entities[i].character, 1);
            return strlen(entities[i].entity);
        }
    const char *semicolon = memchr(at, ';', size);
    if (size < 4 || at[1] != '#' || !semicolon)
        return 0;
    bool hex = at[2] == 'x';
    const char *digits = at + 2 + hex;
    if (strspn(digits, hex ? "0123456789abcdefABCDEF" : "0123456789") !=
            (size_t)(semicolon - digits) ||
        semicolon == digits)
        return 0;
    unsigned long code = strtoul(digits, NULL, hex ? 16 : 10);
    if (code == 0 || code > 0x10ffff)
        return 0;
    add_character(code, out);
    return (size_t)(semicolon - at) + 1;
}

void wf_scan_decode(const char *value, size_t length, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    for (size_t i = 0; i < length;) {
        size_t used = value[i] == '&' ? reference(value + i, length - i, out) : 0;
        if (used == 0) {
            bool pair = value[i] == '\r' && i + 1 < length && value[i + 1] == '\n';
            wf_buffer_add(out, is_blank(value[i]) ? " " : value + i, 1);
            used = 1 + pair;
        }
        i += used;
    }
}

void wf_scan_encode(const char *value, char quote, struct wf_buffer *out)
{
    for (; *value; value++) {
        if (*value == '&')
            wf_buffer_printf(out, "&amp;");
        else if (*value == '<')
            wf_buffer_printf(out, "&lt;");
        else if (*value == quote)
            wf_buffer_printf(out, quote == '"' ? "&quot;" : "&apos;");
        else if (is_blank(*value) && *value != ' ')
            wf_buffer_printf(out, "&#%d;", *value);
        else
            wf_buffer_add(out, value, 1);
    }
}

size_t wf_scan_rest_of_line(const char *text, size_t size, size_t from)
{
    for (size_t at = from; at < size;) {
        while (at < size && (text[at] == ' ' || text[at] == '\t'))
            at++;
        if (at == size || text[at] == '\r' || text[at] == '\n')
            return at;
        size_t next = begins(text, size, at, "<!--") ? pass(text, size, at) : NEVER;
        if (next == NEVER || memchr(text + at, '\n', next - at))
            return from;
        at = next;
    }
    return from;
}
