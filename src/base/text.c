#include "base/text.h"

#include "base/err.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Compare the runs of digits at *a and *b as numbers of any length, and move behind them. */
static int compare_runs(const char **a, const char **b)
{
    *a += strspn(*a, "0");
    *b += strspn(*b, "0");
    size_t length = strspn(*a, "0123456789"), other = strspn(*b, "0123456789");
    if (length != other)
        return length < other ? -1 : 1;
    int order = memcmp(*a, *b, length);
    *a += length;
    *b += length;
    return order;
}

int wf_text_compare_natural(const char *a, const char *b)
{
    const char *x = a, *y = b;
    while (*x != '\0' && *x == *y) { /* names of a fleet differ at their end */
        x++;
        y++;
    }
    while (x > a && is_digit(x[-1])) { /* to the beginning of the number */
        x--;
        y--;
    }
    while (*x != '\0' || *y != '\0') {
        if (is_digit(*x) && is_digit(*y)) {
            int order = compare_runs(&x, &y);
            if (order != 0)
                return order;
        } else if (*x != *y) {
            return (unsigned char)*x < (unsigned char)*y ? -1 : 1;
        } else {
            x++;
            y++;
        }
    }
    return strcmp(a, b);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t wf_text_distance(const char *a, const char *b, size_t limit)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    size_t m = strlen(a), n = strlen(b);
    while (m > 0 && n > 0 && a[m - 1] == b[n - 1]) {
        m--;
        n--;
    }
    size_t longest = m > n ? m : n;
    limit = least(limit, longest);
    if (longest - least(m, n) > limit)
        return limit + 1;

    /* Rows i - 2, i - 1 and i of the distances of prefixes, only where |i - j| <= limit: what lies
     * outside this band is farther, and stays at limit + 1. */
    size_t on_stack[3 * 64];
    size_t *rows = n < 64 ? on_stack : wf_malloc(3 * (n + 1) * sizeof *rows);
    size_t *before = rows, *above = before + n + 1, *row = above + n + 1;
    for (size_t j = 0; j <= n; j++) {
        before[j] = row[j] = limit + 1;
        above[j] = least(j, limit + 1);
    }
    for (size_t i = 1; i <= m; i++) {
        size_t first = i > limit ? i - limit : 1, last = least(n, i + limit);
        row[first - 1] = i; /* of column 0; and where the band begins later, beyond limit */
        for (size_t j = first; j <= last; j++) {
            size_t distance = above[j - 1] + (a[i - 1] != b[j - 1]);
            distance = least(distance, 1 + least(above[j], row[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                distance = least(distance, 1 + before[j - 2]);
            row[j] = distance;
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    size_t distance = least(above[n], limit + 1);
    if (rows != on_stack)
        free(rows);
    return distance;
}

const char *wf_text_nearest(const char *word, const char *const *names, size_t count)
{
    size_t third = strlen(word) / 3;
    size_t bound = (third < 1 ? 1 : least(third, 3)) + 1; /* the distance must be below this */
    const char *nearest = NULL;
    for (size_t i = 0; i < count && bound > 0; i++) {
        size_t distance = wf_text_distance(word, names[i], bound - 1);
        if (distance < bound) {
            nearest = names[i];
            bound = distance;
        }
    }
    return nearest;
}

static const char separators[] = ", \t\r\n";

static struct wf_hint hint(const char *near, const char *open, const char *close)
{
    struct wf_hint hint = {""};
    enum { ROOM = sizeof hint.text - sizeof "; did you mean '..'?" };
    bool cut = near && strlen(near) > ROOM;
    if (near)
        snprintf(hint.text, sizeof hint.text, "; did you mean %s%.*s%s%s?", open, ROOM, near,
                 cut ? ".." : "", close);
    return hint;
}

struct wf_hint wf_hint(const char *near)
{
    return hint(near, "'", "'");
}

struct wf_hint wf_hint_tag(const char *near)
{
    return hint(near, "<", ">");
}

const char *wf_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

bool wf_text_next_item(const char **cursor, char *item, size_t size)
{
    assert(size > 0);
    const char *start = *cursor + strspn(*cursor, separators);
    size_t length = strcspn(start, separators);
    *cursor = start + length;
    size_t kept = least(length, size - 1);
    memcpy(item, start, kept);
    item[kept] = '\0';
    return length > 0;
}

/* Room for @p more bytes and the NUL behind them. */
static void reserve(struct wf_buffer *buffer, size_t more)
{
    size_t needed = buffer->length + more + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity == 0 ? 64 : 2 * buffer->capacity;
    buffer->capacity = capacity < needed ? needed : capacity;
    buffer->text = wf_realloc(buffer->text, buffer->capacity);
}

char *wf_text_beside(const char *file, const char *name)
{
    const char *slash = file && *name != '/' ? strrchr(file, '/') : NULL;
    return slash ? wf_format("%.*s/%s", (int)(slash - file), file, name) : wf_strdup(name);
}

/* Is there a folder before @p end that ".." leads out of? @return where it begins, or -1 */
static long folder_before(const char *path, size_t end)
{
    size_t begin = end;
    while (begin > 0 && path[begin - 1] != '/')
        begin--;
    bool up = end - begin == 2 && !strncmp(&path[begin], "..", 2);
    bool here = end - begin == 1 && path[begin] == '.';
    return begin == end || up || here ? -1 : (long)begin;
}

char *wf_text_tidy_path(const char *path)
{
    static const char up[] = "/../";
    char *tidy = wf_strdup(path);
    for (char *found = tidy; (found = strstr(found, up));) {
        long begin = folder_before(tidy, (size_t)(found - tidy));
        char *rest = found + sizeof up - 1;
        if (begin < 0) {
            found++;
            continue;
        }
        memmove(&tidy[begin], rest, strlen(rest) + 1);
        found = tidy;
    }
    return tidy;
}

char *wf_buffer_extend(struct wf_buffer *buffer, size_t length)
{
    reserve(buffer, length);
    char *place = buffer->text + buffer->length;
    buffer->length += length;
    buffer->text[buffer->length] = '\0';
    return place;
}

void wf_buffer_add(struct wf_buffer *buffer, const char *bytes, size_t length)
{
    char *place = wf_buffer_extend(buffer, length);
    if (length > 0)
        memcpy(place, bytes, length);
}

void wf_buffer_printf(struct wf_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    reserve(buffer, 64);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->text + buffer->length, room, format, arguments);
    if (length < 0)
        wf_die_no_memory();
    if ((size_t)length >= room) {
        reserve(buffer, (size_t)length);
        vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
    }
    buffer->length += (size_t)length;
    va_end(again);
    va_end(arguments);
}

void wf_buffer_release(struct wf_buffer *buffer)
{
    if (buffer == NULL)
        return;
    free(buffer->text);
    *buffer = (struct wf_buffer){0};
}

/* The character at @p at, UTF-8 of at most @p left bytes. @return its bytes; 0: there is none. */
static size_t take_character(const char *at, size_t left, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)*at;
    size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (!length || length > left || lead > 0xf4)
        return 0;
    *code = length == 1 ? lead : lead & (0x7fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (((unsigned char)at[i] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | ((unsigned char)at[i] & 0x3fu);
    }
    return *code < least[length] || *code > 0x10ffff ? 0 : length;
}

/* Control characters, and those of Unicode's class Cf that hide themselves or others; not the
 * joiners U+200C and U+200D, which words of some languages need. */
static bool is_unprintable(uint32_t code)
{
    static const struct {
        uint32_t first, last;
    } ranges[] = {{0x00, 0x1f},     {0x7f, 0x9f},      {0xad, 0xad},     {0x61c, 0x61c},
                  {0x180e, 0x180e}, {0x200b, 0x200b},  {0x200e, 0x200f}, {0x2028, 0x202e},
                  {0x2060, 0x206f}, {0xfeff, 0xfeff},  {0xfff9, 0xfffb}, {0x1bca0, 0x1bca3},
                  {0xd800, 0xdfff}, {0xe0000, 0xe007f}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

uint32_t wf_text_unprintable(const char *text)
{
    for (size_t length = 1;; text += length) {
        uint32_t code;
        while (*text >= ' ' && *text <= '~') /* nearly all names: no range is looked at */
            text++;
        if (!*text)
            return 0;
        length = take_character(text, 4, &code); /* it does not pass the NUL */
        if (!length)
            return (unsigned char)*text;
        if (is_unprintable(code))
            return code;
    }
}

char *wf_text_why_unprintable(const char *text)
{
    uint32_t code = wf_text_unprintable(text);
    return code ? wf_format("'%s' holds the character U+%04X, which tables and terminals cannot "
                            "show; expected text without it",
                            text, code)
                : NULL;
}

void wf_text_show(struct wf_buffer *out, const char *text, size_t length, const char *kept)
{
    for (size_t i = 0, used; i < length; i += used) {
        uint32_t code;
        for (used = 0; i + used < length && text[i + used] >= ' ' && text[i + used] <= '~';)
            used++;
        if (!used) {
            used = take_character(text + i, length - i, &code);
            bool whole = used > 0;
            if (!whole) {
                used = 1;
                code = (unsigned char)text[i];
            }
            bool shown = whole && (!is_unprintable(code) ||
                                   (code && code < ' ' && strchr(kept, (int)code) != NULL));
            if (!shown) {
                wf_buffer_printf(out,
                                 code < 0x100     ? "\\x%02x"
                                 : code < 0x10000 ? "\\u%04x"
                                                  : "\\U%08x",
                                 code);
                continue;
            }
        }
        wf_buffer_add(out, text + i, used);
    }
}

const char *wf_text_first(const char *a, const char *b)
{
    if (!a || !b)
        return a ? a : b;
    return wf_text_compare_natural(a, b) <= 0 ? a : b;
}
