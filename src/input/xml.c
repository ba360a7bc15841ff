#include "input/xml.h"
#include "base/text.h"
#include <ctype.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/SAX2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHUNK = 1 << 16, DEPTH_MAX = 200 };

struct reader {
    const char *path;
    const struct wf_xml_handler *handler;
    void *data;
    struct wf_diag *diag;
    xmlParserCtxtPtr parser;
    struct wf_buffer scratch; /* attribute values of the element at hand, NUL-terminated */
    struct wf_xml_attribute *attributes;
    size_t *offsets;
    size_t capacity, depth;
    bool failed, text_told;
};

static uint32_t line_of(const struct reader *reader)
{
    int line = xmlSAX2GetLineNumber(reader->parser);
    return line > 0 ? (uint32_t)line : 1;
}

static void refuse(struct reader *reader, const char *what)
{
    if (reader->failed)
        return;
    reader->failed = true;
    wf_diag_error(reader->diag, reader->path, line_of(reader), "%s", what);
    xmlStopParser(reader->parser);
}

/* libxml2 leaves `&amp;` in attributes as `&#38;` unless entities are replaced, which we never do. */
static void add_value(struct wf_buffer *scratch, const char *value, size_t length)
{
    static const char kept[] = "&#38;";
    const char *end = value + length, *amp;
    while ((amp = memchr(value, '&', (size_t)(end - value))) != NULL) {
        bool escaped = (size_t)(end - amp) >= sizeof kept - 1 && !memcmp(amp, kept, sizeof kept - 1);
        wf_buffer_add(scratch, value, (size_t)(amp - value) + 1);
        value = amp + (escaped ? sizeof kept - 1 : 1);
    }
    wf_buffer_add(scratch, value, (size_t)(end - value));
    wf_buffer_add(scratch, "", 1);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int count, int default_count,
                     const xmlChar **raw)
{
    struct reader *reader = context;
    (void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)default_count;
    if (reader->failed)
        return;
    if (++reader->depth > DEPTH_MAX) {
        refuse(reader, "elements are nested too deeply");
        return;
    }
    size_t n = (size_t)count;
    if (n > reader->capacity) {
        reader->capacity = n;
        reader->attributes = wf_realloc(reader->attributes, n * sizeof *reader->attributes);
        reader->offsets = wf_realloc(reader->offsets, n * sizeof *reader->offsets);
    }
    reader->scratch.length = 0;
    for (size_t i = 0; i < n; i++) {
        const xmlChar *const *attribute = raw + 5 * i; /* name, prefix, uri, value, end */
        reader->offsets[i] = reader->scratch.length;
        add_value(&reader->scratch, (const char *)attribute[3],
                  (size_t)(attribute[4] - attribute[3]));
    }
    for (size_t i = 0; i < n; i++)
        reader->attributes[i] = (struct wf_xml_attribute){
            (const char *)raw[5 * i], reader->scratch.text + reader->offsets[i]};
    reader->handler->start(reader->data, (const char *)name, reader->attributes, n,
                           line_of(reader));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    struct reader *reader = context;
    (void)prefix, (void)uri;
    if (reader->failed)
        return;
    reader->depth--;
    reader->handler->end(reader->data, (const char *)name, line_of(reader));
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct reader *reader = context;
    int i = 0;
    while (i < length && isspace(text[i]))
        i++;
    if (i == length || reader->failed || reader->text_told)
        return;
    reader->text_told = true;
    int shown = length - i > 24 ? 24 : length - i;
    while (shown > 0 && (text[i + shown - 1] == '\n' || (text[i + shown - 1] & 0x80)))
        shown--;
    const char *newline = memchr(text + i, '\n', (size_t)shown);
    if (newline)
        shown = (int)(newline - (const char *)(text + i));
    wf_diag_error(reader->diag, reader->path, line_of(reader),
                  "text '%.*s' is not expected between elements", shown, (const char *)text + i);
}

static void on_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                      const xmlChar *system_id, xmlChar *content)
{
    (void)type, (void)public_id, (void)system_id, (void)content;
    char what[160];
    snprintf(what, sizeof what, "entity '%.60s' is declared; entities are not allowed",
             (const char *)name);
    refuse(context, what);
}

static void on_unparsed_entity(void *context, const xmlChar *name, const xmlChar *public_id,
                               const xmlChar *system_id, const xmlChar *notation)
{
    (void)notation;
    on_entity(context, name, 0, public_id, system_id, NULL);
}

static void on_reference(void *context, const xmlChar *name)
{
    char what[160];
    snprintf(what, sizeof what, "entity '&%.60s;' is not allowed", (const char *)name);
    refuse(context, what);
}

/* The callback's argument became const in libxml2 2.12. */
#if LIBXML_VERSION >= 21200
static void on_error(void *context, const xmlError *error)
#else
static void on_error(void *context, xmlErrorPtr error)
#endif
{
    struct reader *reader = context;
    if (reader->failed || error->code == XML_NS_ERR_UNDEFINED_NAMESPACE)
        return;
    reader->failed = true;
    char text[240];
    snprintf(text, sizeof text, "%s", error->message ? error->message : "unknown error");
    text[strcspn(text, "\n")] = '\0';
    text[0] = (char)tolower((unsigned char)text[0]);
    wf_diag_error(reader->diag, reader->path, error->line > 0 ? (uint32_t)error->line : 1,
                  "not well-formed XML: %s", text);
    xmlStopParser(reader->parser);
}

static xmlSAXHandler sax_handler(void)
{
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.entityDecl = on_entity;
    sax.unparsedEntityDecl = on_unparsed_entity;
    sax.reference = on_reference;
    sax.serror = (xmlStructuredErrorFunc)on_error;
    return sax;
}

int wf_xml_read(const char *path, const struct wf_xml_handler *handler, void *data,
                struct wf_diag *diag, struct wf_err *err)
{
    struct reader reader = {.path = path, .handler = handler, .data = data, .diag = diag};
    char *chunk = NULL;
    int status = -1;
    FILE *file = fopen(path, "rb");
    if (!file)
        return wf_err_set(err, WF_EIO, "cannot open '%s': %s", path, strerror(errno));
    struct stat info;
    if (fstat(fileno(file), &info) == 0 && !S_ISREG(info.st_mode)) {
        wf_err_set(err, WF_EIO, "'%s' is not a regular file (it is read more than once)", path);
        goto out;
    }
    xmlSAXHandler sax = sax_handler();
    reader.parser = xmlCreatePushParserCtxt(&sax, &reader, NULL, 0, path);
    if (!reader.parser)
        wf_die_no_memory();
    xmlCtxtUseOptions(reader.parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    chunk = wf_malloc(CHUNK);
    size_t got;
    while (!reader.failed && (got = fread(chunk, 1, CHUNK, file)) > 0)
        xmlParseChunk(reader.parser, chunk, (int)got, 0);
    if (ferror(file)) {
        wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(errno));
        goto out;
    }
    if (!reader.failed)
        xmlParseChunk(reader.parser, chunk, 0, 1);
    status = 0;
out:
    if (reader.parser)
        xmlFreeParserCtxt(reader.parser);
    free(chunk);
    free(reader.attributes);
    free(reader.offsets);
    wf_buffer_release(&reader.scratch);
    fclose(file);
    return status;
}

const char *wf_xml_value(const struct wf_xml_attribute *attributes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(attributes[i].name, name))
            return attributes[i].value;
    return NULL;
}
