/* The unified diff of an edit. Changes lie inside elements, which are short: each stretch of lines
 * that they touch is compared by itself, so that a file of a million lines costs one pass. */
#include "file/edit.h"
#include <stdlib.h>
#include <string.h>

enum { CONTEXT = 3, CELLS_MAX = 1 << 22 };

struct line {
    const char *text;
    size_t length; /* with its line end */
};

struct lines {
    struct line *items;
    size_t count, capacity;
};

/* Lines [a, a + a_count) of the file become lines [b, b + b_count) of the text. */
struct change {
    size_t a, a_count, b, b_count;
};

struct diff {
    struct lines a, b;
    struct change *changes;
    size_t count, capacity;
};

static void split(const char *text, size_t size, struct lines *lines)
{
    for (const char *at = text, *end = text + size; at < end;) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        const char *next = feed ? feed + 1 : end;
        if (lines->count == lines->capacity) {
            lines->capacity = lines->capacity ? 2 * lines->capacity : 256;
            lines->items = wf_realloc(lines->items, lines->capacity * sizeof *lines->items);
        }
        lines->items[lines->count++] = (struct line){at, (size_t)(next - at)};
        at = next;
    }
}

static bool same(const struct diff *diff, size_t a, size_t b)
{
    const struct line *x = &diff->a.items[a], *y = &diff->b.items[b];
    return x->length == y->length && !memcmp(x->text, y->text, x->length);
}

static void add_change(struct diff *diff, struct change change)
{
    struct change *last = diff->count ? &diff->changes[diff->count - 1] : NULL;
    if (last && last->a + last->a_count == change.a && last->b + last->b_count == change.b) {
        last->a_count += change.a_count;
        last->b_count += change.b_count;
        return;
    }
    if (diff->count == diff->capacity) {
        diff->capacity = diff->capacity ? 2 * diff->capacity : 64;
        diff->changes = wf_realloc(diff->changes, diff->capacity * sizeof *diff->changes);
    }
    diff->changes[diff->count++] = change;
}

/* Changes of one stretch of lines, by the longest common subsequence; a stretch too long for the
 * table is a single change. */
static void compare(struct diff *diff, struct change stretch)
{
    while (stretch.a_count && stretch.b_count && same(diff, stretch.a, stretch.b)) {
        stretch.a++, stretch.b++;
        stretch.a_count--, stretch.b_count--;
    }
    while (stretch.a_count && stretch.b_count &&
           same(diff, stretch.a + stretch.a_count - 1, stretch.b + stretch.b_count - 1))
        stretch.a_count--, stretch.b_count--;
    size_t m = stretch.a_count, n = stretch.b_count, width = n + 1;
    if (m == 0 && n == 0)
        return;
    if (m == 0 || n == 0 || (m + 1) > CELLS_MAX / width) {
        add_change(diff, stretch);
        return;
    }
    uint32_t *common = wf_calloc((m + 1) * width, sizeof *common); /* of the ends from i and j */
    for (size_t i = m; i-- > 0;)
        for (size_t j = n; j-- > 0;) {
            uint32_t down = common[(i + 1) * width + j], right = common[i * width + j + 1];
            common[i * width + j] = same(diff, stretch.a + i, stretch.b + j)
                                        ? common[(i + 1) * width + j + 1] + 1
                                    : down > right ? down
                                                   : right;
        }
    for (size_t i = 0, j = 0; i < m || j < n;) {
        size_t a = stretch.a + i, b = stretch.b + j;
        if (i < m && j < n && same(diff, a, b)) {
            i++, j++;
        } else if (j == n || (i < m && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
            add_change(diff, (struct change){a, 1, b, 0});
            i++;
        } else {
            add_change(diff, (struct change){a, 0, b, 1});
            j++;
        }
    }
    free(common);
}

static size_t count_feeds(const char *text, size_t size)
{
    size_t feeds = 0;
    for (const char *end = text + size; (text = memchr(text, '\n', (size_t)(end - text))); text++)
        feeds++;
    return feeds;
}

/* Compare the lines that each changed element touches; elements on one line go together. */
static void compare_elements(const struct wf_edit *edit, struct diff *diff)
{
    const char *file = edit->file.text;
    size_t at = 0, line = 0, more = 0; /* more: lines the text has had more than the file */
    struct change stretch = {0};
    for (size_t i = 0; i < edit->count; i++) {
        const struct wf_edit_element *element = &edit->elements[i];
        if (!element->text.length)
            continue;
        line += count_feeds(file + at, element->start - at);
        at = element->start;
        size_t feeds = count_feeds(file + element->start, element->end - element->start);
        size_t now = count_feeds(element->text.text, element->text.length);
        bool joined = stretch.a_count && line < stretch.a + stretch.a_count;
        if (!joined) {
            if (stretch.a_count)
                compare(diff, stretch);
            stretch = (struct change){line, 0, line + more, 0};
        }
        more += now - feeds; /* modulo 2^64: what it is added to is larger */
        stretch.a_count = line + feeds + 1 - stretch.a;
        stretch.b_count = line + feeds + more + 1 - stretch.b;
    }
    if (stretch.a_count)
        compare(diff, stretch);
}

static void put_lines(const struct lines *lines, size_t from, size_t count, char mark,
                      struct wf_buffer *out)
{
    for (size_t i = from; i < from + count; i++) {
        const struct line *line = &lines->items[i];
        wf_buffer_add(out, &mark, 1);
        wf_buffer_add(out, line->text, line->length);
        if (line->text[line->length - 1] != '\n')
            wf_buffer_printf(out, "\n\\ No newline at end of file\n");
    }
}

/* "-12,3"; a hunk holds a line of the file at least, as elements are changed and never added. */
static void put_range(char mark, size_t from, size_t count, struct wf_buffer *out)
{
    wf_buffer_printf(out, "%c%zu", mark, from + 1);
    if (count != 1)
        wf_buffer_printf(out, ",%zu", count);
}

/* Changes [first, last] as one hunk. */
static void put_hunk(const struct diff *diff, size_t first, size_t last, struct wf_buffer *out)
{
    const struct change *begin = &diff->changes[first], *end = &diff->changes[last];
    size_t before = begin->a < CONTEXT ? begin->a : CONTEXT;
    size_t left = diff->a.count - end->a - end->a_count;
    size_t after = left < CONTEXT ? left : CONTEXT;
    wf_buffer_printf(out, "@@ ");
    put_range('-', begin->a - before, end->a + end->a_count + after - (begin->a - before), out);
    wf_buffer_printf(out, " ");
    put_range('+', begin->b - before, end->b + end->b_count + after - (begin->b - before), out);
    wf_buffer_printf(out, " @@\n");
    size_t at = begin->a - before;
    for (const struct change *change = begin; change <= end; change++) {
        put_lines(&diff->a, at, change->a - at, ' ', out);
        put_lines(&diff->a, change->a, change->a_count, '-', out);
        put_lines(&diff->b, change->b, change->b_count, '+', out);
        at = change->a + change->a_count;
    }
    put_lines(&diff->a, at, after, ' ', out);
}

void wf_edit_diff(const struct wf_edit *edit, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    if (!wf_edit_changed(edit))
        return;
    struct diff diff = {0};
    struct wf_buffer text = {0};
    wf_edit_text(edit, &text);
    split(edit->file.text, edit->file.length, &diff.a);
    split(text.text, text.length, &diff.b);
    compare_elements(edit, &diff);
    const char *path = edit->path + strspn(edit->path, "/"); /* `patch -p1 -d /` takes it */
    wf_buffer_printf(out, "--- a/%s\n+++ b/%s\n", path, path);
    for (size_t first = 0, last; first < diff.count; first = last + 1) {
        last = first;
        while (last + 1 < diff.count &&
               diff.changes[last + 1].a - diff.changes[last].a - diff.changes[last].a_count <=
                   2 * CONTEXT)
            last++;
        put_hunk(&diff, first, last, out);
    }
    free(diff.a.items);
    free(diff.b.items);
    free(diff.changes);
    wf_buffer_release(&text);
}
