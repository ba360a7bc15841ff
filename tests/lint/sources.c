/* Figures without a source. Each number of a platform or a deployment that says where it comes from
 * in `provenance` has its source beside it in words. One of these is enough:
 *   - a comment on the line of the prop, or one that ends on the line before it;
 *   - a comment in the element (of a zone: above its hosts), or directly before it, that names the
 *     figure: by the prop's id, by its value with its unit, or, of a pstate, by the name that
 *     `workloads` gives it;
 *   - a comment directly in an enclosing zone that has its value with its unit, or that name;
 *   - in a catalogue, `source` of the element (`-`: none);
 *   - the same figure in the entry of a catalogue that `device` names;
 *   - the same figure in platforms/X.xml, where the comment at the head of the file says "figures
 * are those of platforms/X.xml". Files that comments name are there.   lint_sources FILE.. (in the
 * root of the repository) */
#include "base/text.h"
#include "platform/site.h"
#include "scenario/figure.h"
#include <ctype.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int missing;

/* ---- the tree ---- */

static bool is_element(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE &&
           (!name || !strcmp((const char *)node->name, name));
}

static const char *attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *at = node->properties; at; at = at->next)
        if (!strcmp((const char *)at->name, name) && at->children)
            return (const char *)at->children->content;
    return NULL;
}

/* The value of prop @p id of an element, or NULL. */
static const char *prop_of(const xmlNode *element, const char *id)
{
    for (const xmlNode *child = element->children; child; child = child->next)
        if (is_element(child, "prop") && attribute(child, "id") &&
            !strcmp(attribute(child, "id"), id))
            return attribute(child, "value");
    return NULL;
}

/* The same of the element or the nearest zone around it that has it. */
static const char *nearest_prop(const xmlNode *element, const char *id)
{
    const char *value = NULL;
    for (; !value && is_element(element, NULL); element = element->parent)
        value = prop_of(element, id);
    return value;
}

static long last_line(const xmlNode *node)
{
    return xmlGetLineNo((xmlNode *)node);
}

static long first_line(const xmlNode *comment)
{
    long line = last_line(comment);
    for (const char *at = (const char *)comment->content; *at; at++)
        line -= *at == '\n';
    return line;
}

static const xmlNode *before(const xmlNode *node)
{
    do
        node = node->prev;
    while (node && node->type == XML_TEXT_NODE);
    return node;
}

/* Does a comment end the line of something else? Then it is not of what follows. */
static bool trails(const xmlNode *comment)
{
    const xmlNode *previous = before(comment);
    previous = previous ? previous : comment->parent;
    return last_line(previous) == first_line(comment);
}

/* ---- does a comment name a figure? ---- */

struct figure {
    const xmlNode *element, *prop; /* prop: NULL of an attribute */
    const char *id, *value;        /* one item of it */
    const char *unit;              /* where the value has none: W, or "" */
    const char *workload;          /* of a pstate; or NULL */
    size_t pstate, pstates;        /* in a list */
};

static bool same_letters(const char *text, const char *id, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)text[i]) != tolower((unsigned char)id[i]) &&
            !((id[i] == '_' || id[i] == '-') && strchr(" _-\n", text[i])))
            return false;
    return true;
}

static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = text; strlen(at) >= length; at++)
        if ((at == text || !isalnum((unsigned char)at[-1])) && same_letters(at, word, length) &&
            (at[length] == 's' || !isalnum((unsigned char)at[length])))
            return true;
    return false;
}

/* Is @p written, as it stands in a comment, the number, or the number rounded to three digits or
 * more? */
static bool same_number(double number, const char *written, size_t length)
{
    int digits = 0, decimals = 0;
    bool point = false;
    for (size_t i = 0; i < length; i++) {
        point |= written[i] == '.';
        digits += isdigit((unsigned char)written[i]) != 0;
        decimals += point && written[i] != '.';
    }
    double value = strtod(written, NULL);
    return value == number ||
           (digits >= 3 && fabs(value - number) <= 0.5 * pow(10, -decimals) * (1 + 1e-9));
}

/* Has a comment the value, and its unit behind it (by the first two letters: Gbps, Gbit/s)? */
static bool has_value(const char *text, const struct figure *figure)
{
    char *end;
    double number = strtod(figure->value, &end);
    const char *unit = end + strspn(end, " ");
    unit = *unit ? unit : figure->unit;
    if (end == figure->value || !*unit)
        return false;
    size_t letters = strlen(unit) < 2 ? strlen(unit) : 2;
    for (const char *at = text; *at; at++) {
        if (!isdigit((unsigned char)*at) ||
            (at > text && (isalnum((unsigned char)at[-1]) || at[-1] == '.')))
            continue;
        size_t length = strspn(at, "0123456789.");
        const char *behind = at + length + strspn(at + length, " \n");
        if (same_number(number, at, length) && !strncmp(behind, unit, letters) &&
            (letters == 2 || !isalnum((unsigned char)behind[1])))
            return true;
        at += length - 1;
    }
    return false;
}

static bool names(const xmlNode *comment, const struct figure *figure, bool close)
{
    const char *text = (const char *)comment->content;
    return has_value(text, figure) || (figure->workload && has_word(text, figure->workload)) ||
           (close && !figure->workload && has_word(text, figure->id));
}

/* ---- where comments stand ---- */

/* By its place alone a comment is of one prop. */
static bool commented(const struct figure *figure)
{
    const xmlNode *prop = figure->prop, *previous = prop ? before(prop) : NULL;
    if (!prop)
        return false;
    if (previous && previous->type == XML_COMMENT_NODE && !trails(previous) &&
        last_line(previous) == last_line(prop) - 1)
        return true;
    for (const xmlNode *next = prop->next; next && !is_element(next, NULL); next = next->next)
        if (next->type == XML_COMMENT_NODE && first_line(next) == last_line(prop))
            return true;
    return false;
}

/* @param close  of the element itself; among its hosts and links a comment is no longer of its
 * props
 */
static bool named_within(const xmlNode *element, const struct figure *figure, bool close)
{
    for (const xmlNode *child = element->children; child; child = child->next) {
        close &= !is_element(child, NULL) || is_element(child, "prop");
        if (child->type == XML_COMMENT_NODE && names(child, figure, close))
            return true;
    }
    return false;
}

static bool named_before(const xmlNode *element, const struct figure *figure)
{
    for (const xmlNode *previous = before(element);
         previous && previous->type == XML_COMMENT_NODE && !trails(previous);
         previous = before(previous))
        if (names(previous, figure, true))
            return true;
    return false;
}

static bool named(const struct figure *figure)
{
    const xmlNode *element = figure->element;
    bool top = !is_element(element->parent, NULL);
    if (named_within(element, figure, true) || (!top && named_before(element, figure)))
        return true;
    for (const xmlNode *zone = element->parent; is_element(zone, "zone"); zone = zone->parent)
        if (named_within(zone, figure, false))
            return true;
    return false;
}

/* `source` of an entry: one for all, or one a pstate. */
static bool has_source(const struct figure *figure)
{
    const char *list = prop_of(figure->element, "source");
    if (!list || !figure->pstates)
        return false;
    if (!strchr(list, ';'))
        return strcmp(list, "-") != 0;
    for (size_t i = 0; list && i < figure->pstate; i++)
        list = strchr(list, ';') ? strchr(list, ';') + 1 : NULL;
    return list && *list != '-';
}

/* ---- the figures of an element ---- */

typedef void visitor(const struct figure *figure, void *data);

static char *item_of(const char *list, size_t index)
{
    for (size_t i = 0; list && i < index; i++)
        list = strchr(list, ',') ? strchr(list, ',') + 1 : NULL;
    if (!list)
        return NULL;
    list += strspn(list, " \n");
    return wf_format("%.*s", (int)strcspn(list, ","), list);
}

/* Of a list with an item a pstate, each item; of Idle:Epsilon:AllCores, idle and all. */
static void visit_pstates(struct figure figure, visitor *visit, void *data)
{
    const char *workloads = nearest_prop(figure.element, "workloads"), *list = figure.value;
    bool watts = !strcmp(figure.id, "wattage_per_state");
    figure.pstates = 1;
    for (const char *at = list; *at; at++)
        figure.pstates += *at == ',';
    for (figure.pstate = 0; figure.pstate < figure.pstates; figure.pstate++) {
        char *item = item_of(list, figure.pstate), *last = strrchr(item, ':');
        char *workload = item_of(workloads, figure.pstate);
        figure.workload = workload;
        figure.unit = watts ? "W" : "f";
        figure.value = watts && last ? last + 1 : item;
        visit(&figure, data);
        if (watts && last) {
            item[strcspn(item, ":")] = '\0';
            figure.value = item;
            visit(&figure, data);
        }
        free(item);
        free(workload);
    }
}

static bool is_figure(const xmlNode *element, const char *id)
{
    if (is_element(element, "actor"))
        return wf_is_figure_of_actor(id);
    for (const struct wf_prop *row = wf_site_props; row->name; row++)
        if (!strcmp(row->name, id))
            return row->kind == WF_PROP_QUANTITY || row->kind == WF_PROP_SERIES;
    return !strcmp(id, "wattage_range");
}

static void visit_figures(const xmlNode *element, visitor *visit, void *data)
{
    static const char *const attributes[] = {"bandwidth", "latency", "bw", "lat"};
    if (attribute(element, "speed"))
        visit_pstates((struct figure){.element = element,
                                      .id = "speed",
                                      .value = attribute(element, "speed")},
                      visit, data);
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        struct figure figure = {.element = element, .id = attributes[i], .unit = ""};
        figure.value = attribute(element, attributes[i]);
        if (figure.value && strcmp(figure.value, "0"))
            visit(&figure, data);
    }
    for (const xmlNode *child = element->children; child; child = child->next) {
        if (!is_element(child, "prop") || !attribute(child, "id") || !attribute(child, "value"))
            continue;
        struct figure figure = {.element = element, .prop = child, .unit = ""};
        figure.id = attribute(child, "id");
        figure.value = attribute(child, "value");
        if (!strcmp(figure.id, "wattage_per_state"))
            visit_pstates(figure, visit, data);
        if (!strcmp(figure.id, "wattage_range")) {
            figure.unit = "W";
            figure.value = strchr(figure.value, ':') ? strchr(figure.value, ':') + 1 : figure.value;
        }
        if (is_figure(element, figure.id))
            visit(&figure, data);
    }
}

static void visit_tree(const xmlNode *node, visitor *visit, void *data)
{
    for (; node; node = node->next)
        if (is_element(node, NULL)) {
            visit_figures(node, visit, data);
            visit_tree(node->children, visit, data);
        }
}

/* ---- the same figure elsewhere ---- */

struct search {
    const struct figure *figure;
    const char *entry; /* host, or NULL: any element */
    bool found;
};

static void compare(const struct figure *other, void *data)
{
    struct search *search = data;
    const struct figure *figure = search->figure;
    const char *host = attribute(other->element, "id");
    search->found |=
        !strcmp(figure->id, other->id) && !strcmp(figure->value, other->value) &&
        (!figure->workload || (other->workload && !strcmp(figure->workload, other->workload))) &&
        (!search->entry || (host && !strcmp(host, search->entry)));
}

static bool is_in_file(const struct figure *figure, const char *path, const char *entry)
{
    xmlDoc *doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
    struct search search = {figure, entry, false};
    if (doc)
        visit_tree(xmlDocGetRootElement(doc), compare, &search);
    xmlFreeDoc(doc);
    return search.found;
}

static bool is_of_device(const struct figure *figure, const char *file)
{
    const char *device = nearest_prop(figure->element, "device"), *id;
    if (is_element(figure->element, "actor") || !device || !(id = strchr(device, '#')))
        return false;
    char *path = wf_format("%.*s%.*s", (int)(strrchr(file, '/') + 1 - file), file,
                           (int)(id - device), device);
    bool found = is_in_file(figure, path, id + 1);
    free(path);
    return found;
}

/* "figures are those of platforms/X.xml" at the head of the file. */
static bool is_of_platform(const struct figure *figure)
{
    bool found = false;
    for (const xmlNode *node = figure->element->doc->children; node && !found; node = node->next) {
        if (node->type != XML_COMMENT_NODE)
            continue;
        const char *text = (const char *)node->content, *of = strstr(text, "figures are");
        of = of ? strstr(of, "those of platforms/") : NULL;
        if (!of)
            continue;
        of += strlen("those of ");
        char *path = wf_format("%.*s.xml", (int)strcspn(of, ". ,"), of);
        found = is_in_file(figure, path, NULL);
        free(path);
    }
    return found;
}

/* ---- a file ---- */

static void check_figure(const struct figure *figure, void *data)
{
    const char *file = data;
    if (commented(figure) || named(figure) || has_source(figure) || is_of_device(figure, file) ||
        is_of_platform(figure))
        return;
    const char *name = attribute(figure->element, "id");
    name = name ? name : attribute(figure->element, "host");
    char *pstate = figure->pstates ? wf_format(" of pstate %zu", figure->pstate) : wf_strdup("");
    printf("%s:%ld: %s %s: no source of %s '%s'%s\n", file,
           last_line(figure->prop ? figure->prop : figure->element),
           (const char *)figure->element->name, name ? name : "", figure->id, figure->value,
           pstate);
    free(pstate);
    missing++;
}

static bool is_there(const char *name, const char *file)
{
    static const char *const folders[] = {"", "platforms/", "deployments/"};
    char *path = wf_format("%.*s%s", (int)(strrchr(file, '/') + 1 - file), file, name);
    bool there = access(path, R_OK) == 0;
    free(path);
    for (size_t i = 0; i < sizeof folders / sizeof *folders && !there; i++) {
        path = wf_format("%s%s", folders[i], name);
        there = access(path, R_OK) == 0;
        free(path);
    }
    return there;
}

static void check_names(const xmlNode *comment, const char *file)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    const char *text = (const char *)comment->content;
    for (size_t length = 0; *text; text += length + (length == 0)) {
        length = strspn(text, letters);
        char *name = wf_format("%.*s", (int)length, text);
        for (size_t i = length; i && name[i - 1] == '.'; i--)
            name[i - 1] = '\0';
        const char *end = strrchr(name, '.');
        if (end && end != name && (!strcmp(end, ".xml") || !strcmp(end, ".md")) &&
            !is_there(name, file)) {
            printf("%s:%ld: no file '%s'\n", file, last_line(comment), name);
            missing++;
        }
        free(name);
    }
}

static void check_comments(const xmlNode *node, const char *file)
{
    for (; node; node = node->next) {
        if (node->type == XML_COMMENT_NODE)
            check_names(node, file);
        check_comments(is_element(node, NULL) ? node->children : NULL, file);
    }
}

int main(int argc, char **argv)
{
    int status = EXIT_SUCCESS;
    for (int i = 1; i < argc; i++) {
        xmlDoc *doc = strchr(argv[i], '/') ? xmlReadFile(argv[i], NULL, XML_PARSE_NONET) : NULL;
        if (!doc) {
            printf("%s: cannot be read\n", argv[i]);
            status = EXIT_FAILURE;
            continue;
        }
        visit_tree(xmlDocGetRootElement(doc), check_figure, argv[i]);
        check_comments(doc->children, argv[i]);
        xmlFreeDoc(doc);
    }
    return missing ? EXIT_FAILURE : status;
}
