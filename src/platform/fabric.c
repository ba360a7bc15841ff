#include "platform/fabric.h"
#include "base/err.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

/* Split @p text, which SimGrid reads with std::stoi: what follows a number is ignored.
 * @return how many items there are; more than @p most are not kept; 0: one is no count above 0 */
static uint32_t read_counts(const char *text, uint32_t *counts, uint32_t most)
{
    uint32_t count = 0;
    for (const char *item = text;; count++) {
        char *end;
        long value = strtol(item, &end, 10);
        size_t length = strcspn(item, ",");
        if (end == item || end > item + length || value < 1 || value > 10000000)
            return 0;
        if (count < most)
            counts[count] = (uint32_t)value;
        if (!item[length])
            return count + 1;
        item += length + 1;
    }
}

/* @p text cut at ';': as many parts as there are, up to @p most. */
static uint32_t split(char *text, char **parts, uint32_t most)
{
    uint32_t count = 0;
    for (char *part = text; part && count < most; count++) {
        char *end = strchr(part, ';');
        if (end)
            *end++ = '\0';
        parts[count] = part;
        part = end;
        if (part && count + 1 == most)
            return most + 1;
    }
    return count;
}

static char *read_torus(char *text, struct wf_fabric *topology)
{
    topology->levels = read_counts(text, topology->down, WF_FABRIC_LEVELS);
    return topology->levels >= 1 && topology->levels <= WF_FABRIC_LEVELS
               ? NULL
               : wf_strdup("expected the sizes of a torus, e.g. '4,4,2'");
}

static char *read_tree(char *text, struct wf_fabric *topology)
{
    uint32_t *vectors[] = {topology->down, topology->up, topology->ports};
    char *parts[4];
    uint32_t levels = 0;
    bool well = split(text, parts, 4) == 4 && read_counts(parts[0], &levels, 1) == 1 &&
                levels <= WF_FABRIC_LEVELS;
    for (size_t i = 0; i < 3 && well; i++)
        well = read_counts(parts[i + 1], vectors[i], WF_FABRIC_LEVELS) == levels;
    topology->levels = levels;
    return well ? NULL
                : wf_strdup("expected the levels of a fat tree, and for each level its children, "
                            "its parents and the cables to each, e.g. '2;4,4;1,2;1,2'");
}

static char *read_dragonfly(char *text, struct wf_fabric *topology)
{
    uint32_t *sizes[] = {&topology->groups, &topology->chassis, &topology->blades};
    char *parts[4];
    bool well = split(text, parts, 4) == 4 && read_counts(parts[3], &topology->nodes, 1) == 1;
    for (size_t i = 0; i < 3 && well; i++) {
        uint32_t pair[2];
        well = read_counts(parts[i], pair, 2) == 2;
        *sizes[i] = pair[0];
    }
    return well ? NULL
                : wf_strdup("expected groups, chassis a group and blades a chassis of a dragonfly, "
                            "each with the cables between two, and nodes a blade, e.g. "
                            "'3,4;3,2;3,1;2'");
}

char *wf_fabric_read(const char *kind, const char *parameters, struct wf_fabric *topology)
{
    static const struct {
        const char *word;
        enum wf_fabric_kind kind;
        char *(*read)(char *text, struct wf_fabric *topology);
    } kinds[] = {{"TORUS", WF_TORUS, read_torus},
                 {"FAT_TREE", WF_FAT_TREE, read_tree},
                 {"DRAGONFLY", WF_DRAGONFLY, read_dragonfly}};
    *topology = (struct wf_fabric){.kind = WF_FLAT};
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].word, kind) != 0)
            continue;
        topology->kind = kinds[i].kind;
        char *text = wf_strdup(parameters ? parameters : "");
        char *why = kinds[i].read(text, topology);
        free(text);
        if (why)
            topology->kind = WF_FLAT;
        return why;
    }
    return NULL;
}

/* ---- sizes ---- */

/* Nodes of a tree at @p level: 0 its hosts, above them switches. */
static uint64_t nodes_at(const struct wf_fabric *tree, uint32_t level)
{
    uint64_t nodes = 1;
    for (uint32_t i = 0; i < tree->levels; i++)
        nodes *= i < level ? tree->up[i] : tree->down[i];
    return nodes;
}

uint64_t wf_fabric_hosts(const struct wf_fabric *topology)
{
    uint64_t hosts = 1;
    switch (topology->kind) {
    case WF_FLAT:
        return 0;
    case WF_TORUS:
        for (uint32_t i = 0; i < topology->levels; i++)
            hosts *= topology->down[i];
        return hosts;
    case WF_FAT_TREE:
        return nodes_at(topology, 0);
    case WF_DRAGONFLY:
        return (uint64_t)topology->groups * topology->chassis * topology->blades * topology->nodes;
    }
    return 0;
}

static uint64_t pairs(uint64_t count)
{
    return count * (count - 1) / 2;
}

uint64_t wf_fabric_switches(const struct wf_fabric *topology)
{
    uint64_t switches = 0;
    if (topology->kind == WF_DRAGONFLY)
        return (uint64_t)topology->groups * topology->chassis * topology->blades;
    for (uint32_t i = 1; topology->kind == WF_FAT_TREE && i <= topology->levels; i++)
        switches += nodes_at(topology, i);
    return switches;
}

uint64_t wf_fabric_cables(const struct wf_fabric *topology, uint64_t hosts)
{
    uint64_t groups = topology->groups, chassis = topology->chassis, blades = topology->blades;
    uint64_t cables = 0;
    switch (topology->kind) {
    case WF_FLAT:
        return hosts;
    case WF_TORUS:
        return hosts * topology->levels;
    case WF_FAT_TREE:
        for (uint32_t i = 0; i < topology->levels; i++)
            cables += nodes_at(topology, i) * topology->up[i] * topology->ports[i];
        return cables;
    case WF_DRAGONFLY:
        return wf_fabric_hosts(topology) + groups * chassis * pairs(blades) +
               groups * pairs(chassis) * blades + pairs(groups);
    }
    return 0;
}

bool wf_fabric_is_anonymous(enum wf_fabric_kind kind)
{
    return kind == WF_FAT_TREE || kind == WF_DRAGONFLY;
}

/* ---- names: those of SimGrid 3.32, src/kernel/routing/{Torus,FatTree,Dragonfly}Zone.cpp ---- */

struct namer {
    const struct wf_fabric *topology;
    const char *id;
    uint64_t number; /* of the next cable of an anonymous topology */
    wf_fabric_visit *visit;
    void *data;
    struct wf_buffer name;
};

static void say(struct namer *namer, const char *format, ...) WF_PRINTF(2, 3);
static void say(struct namer *namer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *name = wf_vformat(format, arguments);
    va_end(arguments);
    namer->name.length = 0;
    if (wf_fabric_is_anonymous(namer->topology->kind))
        wf_buffer_printf(&namer->name, "%s_%llu", name, (unsigned long long)namer->number++);
    else
        wf_buffer_printf(&namer->name, "%s_%s", namer->id, name);
    free(name);
    namer->visit(namer->data, namer->name.text);
}

/* From each node to the next of each dimension; the last one to the first. */
static void name_torus(struct namer *namer)
{
    const struct wf_fabric *torus = namer->topology;
    uint64_t hosts = wf_fabric_hosts(torus);
    for (uint64_t node = 0; node < hosts; node++) {
        uint64_t step = 1;
        for (uint32_t i = 0; i < torus->levels; i++) {
            uint64_t size = torus->down[i], place = node / step % size;
            uint64_t next = place + 1 == size ? node - place * step : node + step;
            say(namer, "link_from_%llu_to_%llu", (unsigned long long)node,
                (unsigned long long)next);
            step *= size;
        }
    }
}

/* A node of a tree has a digit a level: below its own level a parent's number, from there on a
 * child's. Its parents have the same digits but that of its level. Switches count down from twice
 * the hosts. */
static void name_tree(struct namer *namer)
{
    const struct wf_fabric *tree = namer->topology;
    uint64_t hosts = nodes_at(tree, 0), below = 0, above = 0; /* switches below a level's nodes */
    for (uint32_t level = 0; level < tree->levels; level++) {
        uint64_t nodes = nodes_at(tree, level), step = 1;
        for (uint32_t i = 0; i < level; i++)
            step *= tree->up[i];
        for (uint64_t node = 0; node < nodes; node++) {
            uint64_t low = node % step, high = node / step / tree->down[level];
            uint64_t own = level ? 2 * hosts - 1 - below - node : node;
            for (uint64_t up = 0; up < tree->up[level]; up++) {
                uint64_t parent = low + step * (up + tree->up[level] * high);
                for (uint32_t port = 0; port < tree->ports[level]; port++)
                    say(namer, "link_from_%lld_%lld", (long long)own,
                        (long long)(2 * hosts - 1 - above - parent));
            }
        }
        below = above;
        above += nodes_at(tree, level + 1);
    }
}

static void name_dragonfly(struct namer *namer)
{
    const struct wf_fabric *fly = namer->topology;
    uint32_t groups = fly->groups, chassis = fly->chassis, blades = fly->blades;
    for (uint32_t i = 0; i < groups * chassis * blades; i++)
        for (uint32_t j = 0; j < fly->nodes; j++)
            say(namer, "local_link_from_router_%u_to_node_%u", i, j);
    for (uint32_t i = 0; i < groups * chassis; i++)
        for (uint32_t j = 0; j < blades; j++)
            for (uint32_t k = j + 1; k < blades; k++)
                say(namer, "green_link_in_chassis_%u_between_routers_%u_and_%u", i % chassis, j, k);
    for (uint32_t i = 0; i < groups; i++)
        for (uint32_t j = 0; j < chassis; j++)
            for (uint32_t k = j + 1; k < chassis; k++)
                for (uint32_t l = 0; l < blades; l++)
                    say(namer, "black_link_in_group_%u_between_chassis_%u_and_%u_blade_%u", i, j, k,
                        l);
    for (uint32_t i = 0; i < groups; i++)
        for (uint32_t j = i + 1; j < groups; j++)
            say(namer, "blue_link_between_group_%u_and_%u_routers_%u_and_%u", i, j,
                i * blades * chassis + j, j * blades * chassis + i);
}

void wf_fabric_cable_names(const struct wf_fabric *topology, const char *id, uint64_t first,
                           wf_fabric_visit *visit, void *data)
{
    struct namer namer = {topology, id, first, visit, data, {0}};
    if (topology->kind == WF_TORUS)
        name_torus(&namer);
    else if (topology->kind == WF_FAT_TREE)
        name_tree(&namer);
    else if (topology->kind == WF_DRAGONFLY)
        name_dragonfly(&namer);
    wf_buffer_release(&namer.name);
}

static bool begins(const char *text, const char *head)
{
    return !strncmp(text, head, strlen(head));
}

enum wf_fabric_kind wf_fabric_of_cable(const char *name, uint64_t *number)
{
    static const char *const heads[] = {"local_link_from_router_", "green_link_in_chassis_",
                                        "black_link_in_group_", "blue_link_between_group_"};
    enum wf_fabric_kind kind = begins(name, "link_from_") ? WF_FAT_TREE : WF_FLAT;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (begins(name, heads[i]))
            kind = WF_DRAGONFLY;
    size_t length = strlen(name);
    if (length > 3 && !strcmp(name + length - 3, "_UP"))
        length -= 3;
    else if (length > 5 && !strcmp(name + length - 5, "_DOWN"))
        length -= 5;
    size_t digits = length;
    while (digits && isdigit((unsigned char)name[digits - 1]))
        digits--;
    if (digits == length || !digits || name[digits - 1] != '_')
        return WF_FLAT;
    *number = strtoull(name + digits, NULL, 10);
    return kind;
}
