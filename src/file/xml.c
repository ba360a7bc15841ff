#include "file/xml.h"
#include "base/text.h"
#include "file/file.h"
#include <ctype.h>
#include <errno.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    CHUNK = 1 << 16,
    TAG_MAX = 1 << 18, /* libxml2 compares each attribute of a tag with all before it */
};

struct reader {
    const char *path;
    const struct wf_xml_handler *handler;
    void *data;
    struct wf_diag *diag;
    xmlParserCtxtPtr parser;
    struct wf_buffer scratch; /* attribute values of the current element, NUL-terminated */
    struct wf_xml_attribute *attributes;
    size_t *offsets;
    size_t capacity, depth;
    char doctype[64];
    uint32_t skipped; /* lines before the declaration */
    bool failed, text_told, started, marked, at_end;
};

static uint32_t line_of(const struct reader *reader)
{
    int line = xmlSAX2GetLineNumber(reader->parser);
    return (line > 0 ? (uint32_t)line : 1) + reader->skipped;
}

static void refuse(struct reader *reader, const char *what)
{
    if (reader->failed)
        return;
    reader->failed = true;
    wf_diag_error(reader->diag, reader->path, line_of(reader), "%s", what);
    xmlStopParser(reader->parser);
}

/* libxml2 leaves `&amp;` in attributes as `&#38;` unless entities are replaced, which we never do.
 */
static void add_value(struct wf_buffer *scratch, const char *value, size_t length)
{
    static const char kept[] = "&#38;";
    const char *end = value + length, *amp = memchr(value, '&', length);
    if (!amp) { /* nearly always */
        char *place = wf_buffer_extend(scratch, length + 1);
        memcpy(place, value, length);
        place[length] = '\0';
        return;
    }
    while ((amp = memchr(value, '&', (size_t)(end - value))) != NULL) {
        bool escaped =
            (size_t)(end - amp) >= sizeof kept - 1 && !memcmp(amp, kept, sizeof kept - 1);
        wf_buffer_add(scratch, value, (size_t)(amp - value) + 1);
        value = amp + (escaped ? sizeof kept - 1 : 1);
    }
    wf_buffer_add(scratch, value, (size_t)(end - value));
    wf_buffer_add(scratch, "", 1);
}

/* Before the first element: which DOCTYPE there is, and how the bytes are written. */
static void tell_prolog(struct reader *reader)
{
    const char *encoding = (const char *)reader->parser->encoding;
    bool plain = !reader->marked &&
                 (!encoding || !strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "US-ASCII"));
    reader->started = true;
    if (reader->handler->prolog)
        reader->handler->prolog(reader->data, *reader->doctype ? reader->doctype : NULL, plain,
                                line_of(reader));
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *public_id,
                       const xmlChar *system_id)
{
    struct reader *reader = context;
    (void)public_id, (void)system_id;
    snprintf(reader->doctype, sizeof reader->doctype, "%s", (const char *)name);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int count, int default_count,
                     const xmlChar **raw)
{
    struct reader *reader = context;
    (void)uri, (void)namespaces, (void)default_count;
    bool plain = !prefix && namespace_count == 0;
    if (reader->failed)
        return;
    if (!reader->started)
        tell_prolog(reader);
    reader->text_told = false;
    for (int i = 0; i < count; i++)
        plain &= !raw[5 * i + 1]; /* its prefix */
    if (!plain) {
        char what[120];
        snprintf(what, sizeof what, "element <%.60s> uses an XML namespace; expected none",
                 (const char *)name);
        refuse(reader, what);
        return;
    }
    if (++reader->depth > WF_XML_DEPTH_MAX) {
        char what[80];
        snprintf(what, sizeof what, "elements are nested too deeply; expected at most %d levels",
                 WF_XML_DEPTH_MAX);
        refuse(reader, what);
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
    reader->text_told = false;
    reader->handler->end(reader->data, (const char *)name, line_of(reader));
}

static void on_text(void *context, const xmlChar *text, int length)
{
    struct reader *reader = context;
    int i = 0;
    while (i < length && isspace(text[i]))
        i++;
    const struct wf_xml_handler *handler = reader->handler;
    if (i == length || reader->failed || reader->text_told ||
        (handler->text && reader->depth &&
         handler->text(reader->data, (const char *)text, (size_t)length)))
        return;
    reader->text_told = true;
    const char *from = (const char *)text + i;
    uint32_t line = line_of(reader); /* of its end */
    for (int j = i; j < length; j++)
        line -= text[j] == '\n';
    int shown = 0;
    while (shown < length - i && from[shown] != '\r' && from[shown] != '\n')
        shown++;
    if (shown > 24)
        for (shown = 24; (from[shown] & 0xc0) == 0x80;) /* not inside a character */
            shown--;
    wf_diag_error(reader->diag, reader->path, line, "text '%.*s' is not expected between elements",
                  shown, from);
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

/* A declaration in the DOCTYPE could give attributes that SimGrid does not see. */
static void refuse_declaration(void *context)
{
    refuse(context, "the DOCTYPE holds declarations; expected none, only SYSTEM and an address");
}

static void on_attribute_declaration(void *context, const xmlChar *element, const xmlChar *name,
                                     int type, int fallback, const xmlChar *value,
                                     xmlEnumerationPtr list)
{
    (void)element, (void)name, (void)type, (void)fallback, (void)value;
    xmlFreeEnumeration(list);
    refuse_declaration(context);
}

static void on_element_declaration(void *context, const xmlChar *name, int type,
                                   xmlElementContentPtr content)
{
    (void)name, (void)type, (void)content;
    refuse_declaration(context);
}

static void on_notation(void *context, const xmlChar *name, const xmlChar *public_id,
                        const xmlChar *system_id)
{
    (void)name, (void)public_id, (void)system_id;
    refuse_declaration(context);
}

static void on_reference(void *context, const xmlChar *name)
{
    char what[160];
    snprintf(what, sizeof what, "entity '&%.60s;' is not allowed", (const char *)name);
    refuse(context, what);
}

/* libxml2's message, or our own if that misleads. */
static const char *explain(const struct reader *reader, int code, const char *message)
{
    bool ended =
        reader->at_end && (code == XML_ERR_DOCUMENT_END || code == XML_ERR_DOCUMENT_EMPTY ||
                           code == XML_ERR_TAG_NOT_FINISHED);
    if (ended)
        return reader->started ? "the file ends before its last end tag; is it cut off?"
                               : "the file has no element";
    if (code == XML_ERR_DOCUMENT_EMPTY)
        return "the file does not begin with '<'";
    return message ? message : "unknown error";
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
    snprintf(text, sizeof text, "%s", explain(reader, error->code, error->message));
    text[strcspn(text, "\n")] = '\0';
    text[0] = (char)tolower((unsigned char)text[0]);
    wf_diag_error(reader->diag, reader->path,
                  (error->line > 0 ? (uint32_t)error->line : 1) + reader->skipped,
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
    sax.internalSubset = on_doctype;
    sax.attributeDecl = on_attribute_declaration;
    sax.elementDecl = on_element_declaration;
    sax.notationDecl = on_notation;
    sax.entityDecl = on_entity;
    sax.unparsedEntityDecl = on_unparsed_entity;
    sax.reference = on_reference;
    sax.serror = (xmlStructuredErrorFunc)on_error;
    return sax;
}

/* Does it begin with a byte order mark, or with UTF-16 or UTF-32 that has none? */
static bool has_mark(const char *bytes, size_t count)
{
    return count >= 4 && (!memcmp(bytes, "\xef\xbb\xbf", 3) || !memcmp(bytes, "\xfe\xff", 2) ||
                          !memcmp(bytes, "\xff\xfe", 2) || memchr(bytes, '\0', 4));
}

/* Position behind the blanks and comments at @p at. */
static size_t behind_blanks(const char *bytes, size_t count, size_t at)
{
    for (;;) {
        while (at < count && isspace((unsigned char)bytes[at]))
            at++;
        const char *end = count - at >= 4 && !memcmp(bytes + at, "<!--", 4)
                              ? memmem(bytes + at + 4, count - at - 4, "-->", 3)
                              : NULL;
        if (!end)
            return at;
        at = (size_t)(end - bytes) + 3;
    }
}

/* XML has nothing before <?xml; SimGrid reads over blank lines and comments there, and such files
 * are about. @return how many of the first bytes of the file to leave out. */
static size_t skip_before_declaration(struct reader *reader, const char *bytes, size_t count)
{
    static const char declaration[] = "<?xml";
    size_t mark = count >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;
    size_t at = behind_blanks(bytes, count, mark);
    if (at == mark || count - at < sizeof declaration ||
        memcmp(bytes + at, declaration, sizeof declaration - 1) != 0)
        return 0;
    for (size_t i = 0; i < at; i++)
        reader->skipped += bytes[i] == '\n';
    wf_diag_warn(reader->diag, reader->path, 1,
                 "blank lines or comments before <?xml are left out; XML has nothing before it, "
                 "and other programs may refuse the file");
    return at;
}

int wf_xml_read(const char *path, const struct wf_xml_handler *handler, void *data,
                struct wf_diag *diag, struct wf_err *err)
{
    struct reader reader = {.path = path, .handler = handler, .data = data, .diag = diag};
    char *chunk = NULL;
    int status = -1;
    int fd = wf_file_open(path, NULL, err);
    if (fd < 0)
        return -1;
    xmlSAXHandler sax = sax_handler();
    reader.parser = xmlCreatePushParserCtxt(&sax, &reader, NULL, 0, path);
    if (!reader.parser)
        wf_die_no_memory();
    xmlCtxtUseOptions(reader.parser, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    chunk = wf_malloc(CHUNK);
    ssize_t got = 0;
    size_t open = 0; /* bytes since the last '>' */
    for (bool first = true; !reader.failed && (got = read(fd, chunk, CHUNK)) > 0; first = false) {
        const char *closed = memrchr(chunk, '>', (size_t)got);
        reader.marked |= first && has_mark(chunk, (size_t)got);
        open = closed ? (size_t)(chunk + got - closed) - 1 : open + (size_t)got;
        if (open > TAG_MAX)
            refuse(&reader, "a tag, comment or text is longer than 256 KiB; expected a '>' before");
        size_t from = first ? skip_before_declaration(&reader, chunk, (size_t)got) : 0;
        xmlParseChunk(reader.parser, chunk + from, (int)((size_t)got - from), 0);
    }
    if (got < 0) {
        wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(errno));
        goto out;
    }
    reader.at_end = true;
    if (!reader.failed)
        xmlParseChunk(reader.parser, chunk, 0, 1);
    status = reader.failed;
out:
    xmlFreeDoc(reader.parser->myDoc); /* made by libxml2 itself for an entity's declaration */
    xmlFreeParserCtxt(reader.parser);
    free(chunk);
    free(reader.attributes);
    free(reader.offsets);
    wf_buffer_release(&reader.scratch);
    close(fd);
    return status;
}

const char *wf_xml_value(const struct wf_xml_attribute *attributes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (wf_text_equal(attributes[i].name, name))
            return attributes[i].value;
    return NULL;
}
