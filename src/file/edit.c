#include "file/edit.h"
#include "file/edit_scan.h"
#include "file/file.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Elements that have values to change and are not nested. */
static const struct {
    const char *name, *tag; /* <process> is what SimGrid called an actor */
} editable[] = {{"host", "host"},       {"link", "link"}, {"cluster", "cluster"},
                {"cabinet", "cabinet"}, {"peer", "peer"}, {"actor", "actor"},
                {"process", "actor"}};
enum { EDITABLE = sizeof editable / sizeof *editable };

static const char *editable_tag(const char *text, const struct wf_scan_tag *tag)
{
    for (size_t i = 0; i < EDITABLE; i++)
        if (wf_scan_is(text, tag, editable[i].name))
            return editable[i].tag;
    return NULL;
}

/* ---- reading ---- */

static const char *key_of(struct wf_edit *edit, const char *tag, const char *name)
{
    char *key = wf_format("%s %s", tag, name);
    const char *kept = wf_arena_text(&edit->arena, key, strlen(key));
    free(key);
    return kept;
}

/* Value of an attribute, entities resolved; NULL where there is none. Caller frees. */
static char *decoded(const char *text, const struct wf_scan_tag *tag, const char *attribute)
{
    size_t value, length;
    struct wf_buffer out = {0};
    if (!wf_scan_attribute(text, tag, attribute, &value, &length))
        return NULL;
    wf_scan_decode(text + value, length, &out);
    return out.text;
}

/* The name by which an element is found; NULL where it has none. Caller frees. */
static char *name_of(const char *text, const struct wf_scan_tag *tag, const char *kind)
{
    if (strcmp(kind, "actor"))
        return decoded(text, tag, "id");
    char *host = decoded(text, tag, "host"), *function = decoded(text, tag, "function");
    char *name = host && function ? wf_format("%s %s", host, function) : NULL;
    free(host);
    free(function);
    return name;
}

/* @return whether it was added: an element without a name cannot be found. */
static bool add_element(struct wf_edit *edit, const struct wf_scan_tag *tag, const char *kind,
                        uint32_t line)
{
    char *name = name_of(edit->file.text, tag, kind);
    if (!name)
        return false;
    const char *key = key_of(edit, kind, name);
    free(name);
    if (edit->count == edit->capacity) {
        edit->capacity = edit->capacity ? 2 * edit->capacity : 64;
        edit->elements = wf_realloc(edit->elements, edit->capacity * sizeof *edit->elements);
    }
    edit->elements[edit->count] = (struct wf_edit_element){.tag = kind,
                                                           .name = key + strlen(kind) + 1,
                                                           .start = tag->start,
                                                           .end = tag->end,
                                                           .line = line};
    uint32_t first = wf_map_add(&edit->by_name, key, (uint32_t)edit->count);
    if (first != WF_MAP_NONE && !edit->elements[first].again)
        edit->elements[first].again = line;
    edit->count++;
    return true;
}

static uint32_t lines_between(const char *text, size_t from, size_t to)
{
    uint32_t lines = 0;
    for (const char *at = text + from; (at = memchr(at, '\n', (size_t)(text + to - at))); at++)
        lines++;
    return lines;
}

/* Blanks between the start of the line of @p at and @p at; length -1: there is something else.
 */
static int indentation(const char *text, size_t at, size_t *start)
{
    *start = at;
    while (*start > 0 && (text[*start - 1] == ' ' || text[*start - 1] == '\t'))
        --*start;
    return *start == 0 || text[*start - 1] == '\n' ? (int)(at - *start) : -1;
}

/* Record the habits of the file: its line ends, and its indentation. */
static void learn_style(struct wf_edit *edit)
{
    const char *text = edit->file.text;
    const char *feed = memchr(text, '\n', edit->file.length);
    edit->line_end = feed && feed > text && feed[-1] == '\r' ? "\r\n" : "\n";
    edit->step = "  ";
    struct wf_scan_tag tag;
    for (size_t at = 0; (tag = wf_scan_next(text, edit->file.length, at)).kind != WF_SCAN_END &&
                        tag.kind != WF_SCAN_BROKEN;
         at = tag.end) {
        size_t start;
        int width = indentation(text, tag.start, &start);
        if (width > 0) {
            edit->step = wf_arena_text(&edit->arena, text + start, (size_t)width);
            return;
        }
    }
}

static int broken(const struct wf_edit *edit, uint32_t line, struct wf_err *err)
{
    return wf_err_set(err, WF_EINPUT,
                      "%s:%u: what begins here does not end; expected well-formed "
                      "XML",
                      edit->path, line);
}

static int scan(struct wf_edit *edit, struct wf_err *err)
{
    const char *text = edit->file.text;
    size_t at = 0, depth = 0; /* elements open, the editable one among them */
    uint32_t line = 1, open_line = 0;
    for (;;) {
        struct wf_scan_tag tag = wf_scan_next(text, edit->file.length, at);
        line += lines_between(text, at, tag.start);
        if (tag.kind == WF_SCAN_BROKEN)
            return broken(edit, line, err);
        if (tag.kind == WF_SCAN_END)
            return depth ? broken(edit, open_line, err) : 0;
        const char *kind = depth ? NULL : editable_tag(text, &tag);
        if (depth) {
            depth += tag.kind == WF_SCAN_START;
            depth -= tag.kind == WF_SCAN_STOP;
            if (depth == 0)
                edit->elements[edit->count - 1].end = tag.end;
        } else if (kind && tag.kind != WF_SCAN_STOP && add_element(edit, &tag, kind, line)) {
            depth = tag.kind == WF_SCAN_START;
            open_line = line;
        }
        line += lines_between(text, tag.start, tag.end);
        at = tag.end;
    }
}

int wf_edit_parse(const char *path, const char *bytes, size_t size, struct wf_edit *edit,
                  struct wf_err *err)
{
    *edit = (struct wf_edit){.path = wf_strdup(path)};
    wf_arena_init(&edit->arena);
    wf_map_init(&edit->by_name);
    wf_buffer_add(&edit->file, bytes, size);
    if (size == 0 || memchr(bytes, '\0', size))
        return wf_err_set(err, WF_EINPUT, "%s: %s; expected XML in UTF-8", path,
                          size ? "holds bytes that are no text" : "is empty");
    learn_style(edit);
    return scan(edit, err);
}

int wf_edit_load(const char *path, struct wf_edit *edit, struct wf_err *err)
{
    struct wf_buffer bytes = {0};
    char chunk[1 << 14];
    size_t got;
    *edit = (struct wf_edit){0};
    int fd = wf_file_open(path, NULL, err);
    FILE *in = fd < 0 ? NULL : fdopen(fd, "rb");
    if (!in)
        return -1;
    while ((got = fread(chunk, 1, sizeof chunk, in)) > 0)
        wf_buffer_add(&bytes, chunk, got);
    int status = ferror(in)
                     ? wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(errno))
                     : wf_edit_parse(path, bytes.text ? bytes.text : "", bytes.length, edit, err);
    fclose(in);
    wf_buffer_release(&bytes);
    return status;
}

void wf_edit_release(struct wf_edit *edit)
{
    if (!edit)
        return;
    for (size_t i = 0; i < edit->count; i++)
        wf_buffer_release(&edit->elements[i].text);
    free(edit->elements);
    free(edit->path);
    wf_buffer_release(&edit->file);
    wf_map_release(&edit->by_name);
    wf_arena_release(&edit->arena);
    *edit = (struct wf_edit){0};
}

/* ---- finding ---- */

static struct wf_edit_element *find(const struct wf_edit *edit, const char *tag, const char *name)
{
    char *key = wf_format("%s %s", tag, name);
    uint32_t index = edit->count ? wf_map_get(&edit->by_name, key) : WF_MAP_NONE;
    free(key);
    return index == WF_MAP_NONE ? NULL : &edit->elements[index];
}

/* The element to change, or NULL with @p err. */
static struct wf_edit_element *need(const struct wf_edit *edit, const char *tag, const char *name,
                                    struct wf_err *err)
{
    struct wf_edit_element *found = find(edit, tag, name);
    if (found && !found->again)
        return found;
    if (found) {
        wf_err_set(err, WF_EINPUT,
                   "%s:%u: <%s %s> is declared twice (first on line %u); which one "
                   "is meant is not known",
                   edit->path, found->again, tag, name, found->line);
        return NULL;
    }
    const char **names = wf_malloc((edit->count + 1) * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < edit->count; i++)
        if (!strcmp(edit->elements[i].tag, tag))
            names[count++] = edit->elements[i].name;
    const char *near = wf_text_nearest(name, names, count);
    wf_err_set(err, WF_EINPUT, "%s: there is no <%s %s>%s", edit->path, tag, name,
               wf_hint(near).text);
    free(names);
    return NULL;
}

bool wf_edit_has(const struct wf_edit *edit, const char *tag, const char *id)
{
    return find(edit, tag, id) != NULL;
}

/* What an element reads now. */
static const char *element_text(const struct wf_edit *edit, const struct wf_edit_element *element,
                                size_t *size)
{
    *size = element->text.length ? element->text.length : element->end - element->start;
    return element->text.length ? element->text.text : edit->file.text + element->start;
}

struct props {
    bool found;
    struct wf_scan_tag prop;     /* the one that was asked for */
    size_t last_start, last_end; /* of the last prop, to its end tag; 0: none */
};

/* Look through the direct children of an element. */
static struct props find_prop(const char *text, size_t size, const char *id)
{
    struct props props = {0};
    struct wf_scan_tag tag = wf_scan_next(text, size, 0);
    size_t depth = tag.kind == WF_SCAN_START;
    bool open = false; /* the last prop has not ended: <prop ..></prop> */
    while (depth > 0) {
        tag = wf_scan_next(text, size, tag.end);
        if (tag.kind == WF_SCAN_END || tag.kind == WF_SCAN_BROKEN)
            break;
        bool child = tag.kind != WF_SCAN_STOP && depth == 1;
        depth += tag.kind == WF_SCAN_START;
        depth -= tag.kind == WF_SCAN_STOP;
        if (open && depth == 1)
            props.last_end = tag.end;
        open = open && depth > 1;
        if (!child || !wf_scan_is(text, &tag, "prop"))
            continue;
        char *name = decoded(text, &tag, "id");
        if (name && !props.found && !strcmp(name, id)) {
            props.found = true;
            props.prop = tag;
        }
        free(name);
        props.last_start = tag.start;
        props.last_end = tag.end;
        open = tag.kind == WF_SCAN_START;
    }
    return props;
}

char *wf_edit_attribute_text(const struct wf_edit *edit, const char *tag, const char *id,
                             const char *attribute)
{
    const struct wf_edit_element *element = find(edit, tag, id);
    if (!element)
        return NULL;
    size_t size;
    const char *text = element_text(edit, element, &size);
    struct wf_scan_tag start = wf_scan_next(text, size, 0);
    return decoded(text, &start, attribute);
}

char *wf_edit_prop_text(const struct wf_edit *edit, const char *tag, const char *id,
                        const char *prop)
{
    const struct wf_edit_element *element = find(edit, tag, id);
    if (!element)
        return NULL;
    size_t size;
    const char *text = element_text(edit, element, &size);
    struct props props = find_prop(text, size, prop);
    return props.found ? decoded(text, &props.prop, "value") : NULL;
}

/* ---- changing ---- */

/* Put @p bytes in the place of @p length bytes at @p at of an element. */
static void replace(struct wf_edit *edit, struct wf_edit_element *element, size_t at, size_t length,
                    const char *bytes, size_t count)
{
    size_t size;
    const char *text = element_text(edit, element, &size);
    struct wf_buffer changed = {0};
    wf_buffer_add(&changed, text, at);
    wf_buffer_add(&changed, bytes, count);
    wf_buffer_add(&changed, text + at + length, size - at - length);
    wf_buffer_release(&element->text);
    element->text = changed;
    if (changed.length == element->end - element->start &&
        !memcmp(changed.text, edit->file.text + element->start, changed.length))
        wf_buffer_release(&element->text);
}

/* Change an attribute of one tag of an element. */
static void set_attribute(struct wf_edit *edit, struct wf_edit_element *element,
                          const struct wf_scan_tag *tag, const char *attribute, const char *value)
{
    size_t size, at, length;
    const char *text = element_text(edit, element, &size);
    struct wf_buffer written = {0};
    char *old = decoded(text, tag, attribute);
    if (old && !strcmp(old, value)) {
        free(old);
        return;
    }
    free(old);
    wf_buffer_add(&written, "", 0);
    if (wf_scan_attribute(text, tag, attribute, &at, &length)) {
        wf_scan_encode(value, text[at - 1], &written);
    } else {
        at = tag->attributes_end;
        length = 0;
        wf_buffer_printf(&written, " %s=\"", attribute);
        wf_scan_encode(value, '"', &written);
        wf_buffer_printf(&written, "\"");
    }
    replace(edit, element, at, length, written.text, written.length);
    wf_buffer_release(&written);
}

/* Add a new prop. If the element has several lines, on its own line: after the last prop and the
 * comment beside it, or after the start tag. */
static void insert_prop(struct wf_edit *edit, struct wf_edit_element *element,
                        const struct props *props, const char *prop, const char *value)
{
    size_t size, unused, at;
    const char *text = element_text(edit, element, &size);
    const char *file = edit->file.text;
    struct wf_scan_tag start = wf_scan_next(text, size, 0);
    int own = indentation(file, element->start, &unused);
    bool lines = own >= 0;
    struct wf_buffer indent = {0}, written = {0};
    wf_buffer_add(&indent, file + element->start - (lines ? own : 0), (size_t)(lines ? own : 0));
    if (props->last_end > 0) {
        size_t line;
        int width = indentation(text, props->last_start, &line);
        lines = width >= 0 && line > 0;
        if (lines)
            indent.length = 0;
        wf_buffer_add(&indent, text + props->last_start - (lines ? width : 0),
                      (size_t)(lines ? width : 0));
        at = props->last_end;
    } else {
        wf_buffer_printf(&indent, "%s", edit->step);
        at = start.kind == WF_SCAN_EMPTY ? start.attributes_end : start.end;
    }
    if (lines && start.kind != WF_SCAN_EMPTY)
        at = wf_scan_rest_of_line(text, size, at);
    if (start.kind == WF_SCAN_EMPTY)
        wf_buffer_printf(&written, ">");
    if (lines)
        wf_buffer_printf(&written, "%s%s", edit->line_end, indent.text);
    wf_buffer_printf(&written, "<prop id=\"");
    wf_scan_encode(prop, '"', &written);
    wf_buffer_printf(&written, "\" value=\"");
    wf_scan_encode(value, '"', &written);
    wf_buffer_printf(&written, "\"/>");
    /* put the end tag on its own line if it would follow on this one */
    if (lines && (start.kind == WF_SCAN_EMPTY || text[at] == '<'))
        wf_buffer_printf(&written, "%s%.*s", edit->line_end, own > 0 ? own : 0,
                         file + element->start - (own > 0 ? own : 0));
    if (start.kind == WF_SCAN_EMPTY)
        wf_buffer_printf(&written, "</%.*s>", (int)start.name_length, text + start.name);
    size_t over = start.kind == WF_SCAN_EMPTY ? size - at : 0;
    replace(edit, element, at, over, written.text, written.length);
    wf_buffer_release(&written);
    wf_buffer_release(&indent);
}

static void set_prop(struct wf_edit *edit, struct wf_edit_element *element, const char *prop,
                     const char *value)
{
    size_t size;
    const char *text = element_text(edit, element, &size);
    struct props props = find_prop(text, size, prop);
    if (props.found)
        set_attribute(edit, element, &props.prop, "value", value);
    else
        insert_prop(edit, element, &props, prop, value);
}

int wf_edit_attribute(struct wf_edit *edit, const char *tag, const char *id, const char *attribute,
                      const char *value, struct wf_err *err)
{
    struct wf_edit_element *element = need(edit, tag, id, err);
    if (!element)
        return -1;
    size_t size;
    const char *text = element_text(edit, element, &size);
    struct wf_scan_tag start = wf_scan_next(text, size, 0);
    set_attribute(edit, element, &start, attribute, value);
    return 0;
}

int wf_edit_prop(struct wf_edit *edit, const char *tag, const char *id, const char *prop,
                 const char *value, struct wf_err *err)
{
    struct wf_edit_element *element = need(edit, tag, id, err);
    if (!element)
        return -1;
    set_prop(edit, element, prop, value);
    return 0;
}

int wf_edit_actor_prop(struct wf_edit *edit, const char *host, const char *function,
                       const char *prop, const char *value, struct wf_err *err)
{
    char *name = wf_format("%s %s", host, function);
    int status = wf_edit_prop(edit, "actor", name, prop, value, err);
    free(name);
    return status;
}

/* ---- the result ---- */

bool wf_edit_changed(const struct wf_edit *edit)
{
    for (size_t i = 0; i < edit->count; i++)
        if (edit->elements[i].text.length)
            return true;
    return false;
}

void wf_edit_text(const struct wf_edit *edit, struct wf_buffer *out)
{
    size_t at = 0;
    wf_buffer_add(out, "", 0);
    for (size_t i = 0; i < edit->count; i++) {
        const struct wf_edit_element *element = &edit->elements[i];
        if (!element->text.length)
            continue;
        wf_buffer_add(out, edit->file.text + at, element->start - at);
        wf_buffer_add(out, element->text.text, element->text.length);
        at = element->end;
    }
    wf_buffer_add(out, edit->file.text + at, edit->file.length - at);
}
