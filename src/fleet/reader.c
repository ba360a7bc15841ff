#include "fleet/reader.h"
#include "file/xml.h"
#include "platform/site_prop.h"
#include <string.h>

struct reader {
    struct wf_fleet_build *build;
    const char *path;
    size_t depth, skipped;
    enum wf_fleet_kind kind;          /* of the open element */
    struct wf_fleet_element *element; /* the open one; NULL: the root */
    bool foreign;                     /* its root is another */
};

/* ---- elements ---- */

static bool is_name(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char others[] = "0123456789-_";
    size_t length = strlen(text);
    for (size_t i = 0; i < length; i++)
        if (!strchr(letters, text[i]) && !strchr(others, text[i]))
            return false;
    return length > 0 && length <= 100;
}

static void read_id(struct reader *reader, const char *id, uint32_t line)
{
    const char *tag = wf_fleet_kinds[reader->kind].tag;
    struct wf_diag *diag = reader->build->diag;
    if (!id)
        wf_diag_error(diag, reader->path, line, "<%s> needs the attribute 'id'", tag);
    else if (!is_name(id))
        wf_diag_error(diag, reader->path, line,
                      "<%s> attribute 'id': '%.110s' is no name; expected letters, digits, '-' and "
                      "'_', at most 100",
                      tag, id);
    else
        reader->element->id = wf_arena_intern_text(&reader->build->fleet->arena, id);
}

static void read_attributes(struct reader *reader, const char *context, const struct wf_prop *table,
                            void *values, const struct wf_xml_attribute *attributes, size_t count,
                            uint32_t line)
{
    struct wf_fleet_build *build = reader->build;
    const struct wf_origin origin = {reader->path, line};
    for (size_t i = 0; i < count; i++) {
        const char *name = attributes[i].name;
        if (!strcmp(name, reader->element ? "id" : "version"))
            continue;
        int row = wf_props_find(table, name, 0);
        if (row < 0 && reader->element && wf_props_find(wf_site_props, name, 0) >= 0)
            wf_diag_error(build->diag, reader->path, line,
                          "%s attribute '%s' is a prop of a platform; write <prop id=\"%s\" "
                          "value=\"..\"/> inside",
                          context, name, name);
        else if (row < 0)
            wf_diag_error(build->diag, reader->path, line, "%s attribute '%s' is unknown%s",
                          context, name, wf_hint(wf_props_nearest(table, name, 0)).text);
        else
            wf_props_set(table, row, values, attributes[i].value, origin, &build->fleet->arena,
                         context, build->diag);
        if (row >= 0 && reader->element)
            reader->element->given |= UINT64_C(1) << row;
    }
}

static void start_root(struct reader *reader, const char *tag,
                       const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    struct wf_diag *diag = reader->build->diag;
    const char *version = wf_xml_value(attributes, count, "version");
    reader->build->fleet->line = line;
    if (strcmp(tag, "fleet")) {
        wf_diag_error(diag, reader->path, line,
                      "root element is <%s>; expected <fleet version=\"1\">", tag);
        reader->skipped++;
        reader->depth--;
        reader->foreign = true;
        return;
    }
    if (!version)
        wf_diag_error(diag, reader->path, line, "<fleet> needs the attribute 'version'");
    else if (strcmp(version, "1"))
        wf_diag_error(diag, reader->path, line,
                      "<fleet> attribute 'version': '%s' is unknown; expected '1'", version);
    reader->element = NULL;
    read_attributes(reader, "<fleet>", wf_fleet_props, reader->build->fleet, attributes, count,
                    line);
}

static struct wf_fleet_element *add(struct wf_fleet_list *list, size_t size)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 8;
        list->bytes = wf_realloc(list->bytes, list->capacity * size);
    }
    char *bytes = list->bytes + list->count++ * size;
    memset(bytes, 0, size);
    return (void *)bytes;
}

static void start_element(struct reader *reader, const struct wf_xml_attribute *attributes,
                          size_t count, uint32_t line)
{
    const struct wf_fleet_kind_row *row = &wf_fleet_kinds[reader->kind];
    reader->element = add(&reader->build->lists[reader->kind], row->size);
    wf_props_defaults(row->table, reader->element, NULL);
    reader->element->line = line;
    read_id(reader, wf_xml_value(attributes, count, "id"), line);
    read_attributes(reader, wf_fleet_context(reader->kind, reader->element).text, row->table,
                    reader->element, attributes, count, line);
}

static void start_prop(struct reader *reader, const struct wf_xml_attribute *attributes,
                       size_t count, uint32_t line)
{
    struct wf_diag *diag = reader->build->diag;
    const char *id = wf_xml_value(attributes, count, "id");
    const char *value = wf_xml_value(attributes, count, "value");
    struct wf_fleet_context context = wf_fleet_context(reader->kind, reader->element);
    for (size_t i = 0; i < count; i++)
        if (strcmp(attributes[i].name, "id") && strcmp(attributes[i].name, "value"))
            wf_diag_error(diag, reader->path, line,
                          "<prop> attribute '%s' is unknown; expected id and value",
                          attributes[i].name);
    if (!id || !value) {
        wf_diag_error(diag, reader->path, line, "%s <prop> needs the attribute '%s'", context.text,
                      id ? "value" : "id");
        return;
    }
    if (wf_props_find(wf_fleet_kinds[reader->kind].table, id, 0) >= 0 &&
        strcmp(id, "provenance") != 0 && strcmp(id, "share") != 0) {
        wf_diag_error(diag, reader->path, line,
                      "%s prop '%s' is an attribute; write %s=\"%s\" in <%s>", context.text, id, id,
                      value, wf_fleet_kinds[reader->kind].tag);
        return;
    }
    const struct wf_fleet_item *first = wf_fleet_item(reader->element, id);
    if (first)
        wf_diag_error(diag, reader->path, line, "%s prop '%s' is given twice (first on line %u)",
                      context.text, id, first->line);
    else
        wf_fleet_put(reader->build, reader->element,
                     (struct wf_fleet_item){id, value, line, false});
}

/* ---- the stream ---- */

static bool find_kind(const char *tag, enum wf_fleet_kind *kind)
{
    for (int i = 0; i < WF_FLEET_KINDS; i++)
        if (!strcmp(wf_fleet_kinds[i].tag, tag)) {
            *kind = (enum wf_fleet_kind)i;
            return true;
        }
    return false;
}

static void refuse(struct reader *reader, const char *tag, uint32_t line)
{
    const char *names[WF_FLEET_KINDS + 1] = {[WF_FLEET_KINDS] = "prop"};
    for (int i = 0; i < WF_FLEET_KINDS; i++)
        names[i] = wf_fleet_kinds[i].tag;
    const char *near = wf_text_nearest(tag, names, WF_FLEET_KINDS + 1);
    wf_diag_error(reader->build->diag, reader->path, line,
                  "element <%s> is not expected here; expected %s%s", tag,
                  reader->depth == 2 ? "<region>, <access>, <class> or <node> in <fleet>"
                                     : "<prop> in each of them",
                  wf_hint_tag(near && strcmp(near, tag) ? near : NULL).text);
    reader->depth--;
    reader->skipped++;
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct reader *reader = data;
    if (reader->skipped) {
        reader->skipped++;
        return;
    }
    reader->depth++;
    if (reader->depth == 1)
        start_root(reader, tag, attributes, count, line);
    else if (reader->depth == 2 && find_kind(tag, &reader->kind))
        start_element(reader, attributes, count, line);
    else if (reader->depth == 3 && !strcmp(tag, "prop"))
        start_prop(reader, attributes, count, line);
    else
        refuse(reader, tag, line);
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct reader *reader = data;
    (void)tag, (void)line;
    if (reader->skipped)
        reader->skipped--;
    else
        reader->depth--;
}

int wf_fleet_read(const char *path, struct wf_fleet_build *build, struct wf_err *err)
{
    static const struct wf_xml_handler handler = {on_start, on_end, NULL, NULL};
    struct reader reader = {.build = build, .path = path};
    int status = wf_xml_read(path, &handler, &reader, build->diag, err);
    return status == 0 && reader.foreign ? 1 : status;
}
