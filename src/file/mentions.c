#include "file/mentions.h"
#include "base/map.h"
#include "base/text.h"
#include "file/file.h"
#include "file/xml.h"
#include <stdlib.h>
#include <string.h>

struct search {
    const char *wanted;
    const char *found; /* NULL: not yet */
    const char *here;  /* the file that is being read */
    struct wf_arena *arena;
    struct wf_map tried; /* values of the file that is being read */
    struct wf_map files; /* XML files, read or to be read: path -> index */
    const char **queue;
    size_t count;
};

static bool is_xml(const char *path)
{
    size_t length = strlen(path);
    return length > 4 && !strcmp(path + length - 4, ".xml");
}

static void add_file(struct search *search, const char *path)
{
    if (wf_map_add(&search->files, path, (uint32_t)search->count) != WF_MAP_NONE)
        return;
    search->queue = wf_realloc(search->queue, (search->count + 1) * sizeof *search->queue);
    search->queue[search->count++] = path;
}

static void try_path(struct search *search, const char *path)
{
    if (search->found)
        return;
    if (wf_file_same(path, search->wanted))
        search->found = wf_arena_intern_text(search->arena, path);
    else if (is_xml(path) && wf_file_exists(path))
        add_file(search, wf_arena_intern_text(search->arena, path));
}

static void try_value(struct search *search, const char *value)
{
    char *name = wf_format("%.*s", (int)strcspn(value, "#"), value);
    const char *kept = wf_arena_intern_text(search->arena, name);
    free(name);
    bool no_name = !*kept || !strcmp(kept, "-"); /* "-" in a file is no stream */
    if (no_name || wf_map_add(&search->tried, kept, 0) != WF_MAP_NONE)
        return;
    char *beside = wf_text_beside(search->here, kept);
    try_path(search, beside);
    try_path(search, kept);
    free(beside);
}

/* Names and quantities of hosts and links are no files. There can be millions, each another. */
static bool is_no_file(const char *attribute)
{
    static const char *const names[] = {"id",   "src",   "dst",       "up",
                                        "down", "speed", "bandwidth", "latency"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(attribute, names[i]))
            return true;
    return false;
}

static void start(void *data, const char *element, const struct wf_xml_attribute *attributes,
                  size_t count, uint32_t line)
{
    struct search *search = data;
    (void)element, (void)line;
    for (size_t i = 0; i < count && !search->found; i++)
        if (!is_no_file(attributes[i].name))
            try_value(search, attributes[i].value);
}

static void end(void *data, const char *element, uint32_t line)
{
    (void)data, (void)element, (void)line;
}

const char *wf_mentions_find(const char *xml, const char *wanted, struct wf_arena *arena)
{
    static const struct wf_xml_handler handler = {.start = start, .end = end};
    struct search search = {.wanted = wanted, .arena = arena};
    struct wf_diag unheard;
    wf_diag_init(&unheard);
    wf_map_init(&search.files);
    if (wf_file_same(xml, wanted))
        search.found = xml;
    add_file(&search, xml);
    for (size_t i = 0; i < search.count && !search.found; i++) {
        wf_map_init(&search.tried);
        search.here = search.queue[i];
        if (wf_file_exists(search.here))
            wf_xml_read(search.here, &handler, &search, &unheard, NULL);
        wf_map_release(&search.tried);
    }
    wf_map_release(&search.files);
    wf_diag_release(&unheard);
    free(search.queue);
    return search.found;
}
