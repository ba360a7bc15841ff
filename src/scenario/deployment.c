#include "scenario/deployment.h"
#include "file/xml.h"
#include "platform/schema.h"
#include "prop/radical.h"
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builder {
    const struct wf_platform *platform;
    const struct wf_overrides *overrides;
    struct wf_deployment *deployment;
    struct wf_diag *diag;
    size_t depth, skipped, capacity;
    struct wf_actor actor; /* the open one; role WF_ROLE_COUNT: unknown function */
    char context[160];
    struct wf_schema_progress progress;
};

/* ---- hosts ---- */

struct hosts {
    uint32_t *list;
    uint32_t count, capacity;
};

static void add_host(struct hosts *hosts, uint32_t host)
{
    if (hosts->count == hosts->capacity) {
        hosts->capacity = hosts->capacity ? 2 * hosts->capacity : 16;
        hosts->list = wf_realloc(hosts->list, hosts->capacity * sizeof *hosts->list);
    }
    hosts->list[hosts->count++] = host;
}

/* "phone-[0-9,20]-x": the bracketed part, when it is made like a radical and no other glob sign is
 * there. */
static bool find_radical(const char *pattern, size_t *from, size_t *length)
{
    const char *open = strchr(pattern, '['), *close = open ? strchr(open, ']') : NULL;
    if (!close || strpbrk(pattern, "*?") || strchr(close + 1, '['))
        return false;
    *from = (size_t)(open + 1 - pattern);
    *length = (size_t)(close - open - 1);
    return *length && strspn(open + 1, "0123456789,-") == *length;
}

static void resolve_radical(struct builder *builder, const char *pattern, size_t from,
                            size_t length, struct hosts *hosts)
{
    const struct wf_platform *platform = builder->platform;
    struct wf_radical_state state = {0};
    uint64_t number, count = wf_radical_count(pattern + from, length);
    struct wf_buffer name = {0};
    char *first_missing = NULL;
    size_t missing = 0;
    if (count == 0) {
        wf_diag_error(builder->diag, builder->deployment->path, builder->actor.line,
                      "%s: '%s': '%.*s' is not a radical (e.g. '0-9,20'); ranges ascend",
                      builder->context, pattern, (int)length, pattern + from);
        return;
    }
    if (count > platform->host_count && !platform->incomplete) {
        wf_diag_error(builder->diag, builder->deployment->path, builder->actor.line,
                      "%s: '%s' names %llu hosts, but %s has %u", builder->context, pattern,
                      (unsigned long long)count, platform->path, platform->host_count);
        return;
    }
    while (wf_radical_next(pattern + from, length, &state, &number)) {
        name.length = 0;
        wf_buffer_printf(&name, "%.*s%llu%s", (int)from - 1, pattern, (unsigned long long)number,
                         pattern + from + length + 1);
        uint32_t host = wf_platform_host(platform, name.text);
        if (host != WF_MAP_NONE)
            add_host(hosts, host);
        else if (missing++ == 0)
            first_missing = wf_strdup(name.text);
        if (missing > 100000)
            break; /* of an incomplete platform: none is told */
    }
    if (platform->incomplete)
        ; /* the missing ones may stand in what could not be read */
    else if (missing == 1)
        wf_diag_error(builder->diag, builder->deployment->path, builder->actor.line,
                      "%s: '%s' names the host '%s', which is not in %s", builder->context, pattern,
                      first_missing, builder->platform->path);
    else if (missing > 1)
        wf_diag_error(builder->diag, builder->deployment->path, builder->actor.line,
                      "%s: '%s' names %zu hosts that are not in %s, '%s' first", builder->context,
                      pattern, missing, builder->platform->path, first_missing);
    free(first_missing);
    wf_buffer_release(&name);
}

static int compare_hosts(const void *a, const void *b, void *hosts)
{
    const struct wf_host *list = hosts;
    return wf_text_compare_natural(list[*(const uint32_t *)a].name,
                                   list[*(const uint32_t *)b].name);
}

/* A platform usually declares its hosts in order: look before sorting a million. */
static void sort_hosts(const struct wf_platform *platform, struct hosts *hosts)
{
    for (uint32_t i = 1; i < hosts->count; i++)
        if (compare_hosts(&hosts->list[i - 1], &hosts->list[i], platform->hosts) > 0) {
            qsort_r(hosts->list, hosts->count, sizeof *hosts->list, compare_hosts, platform->hosts);
            return;
        }
}

static void refuse_repeated_host(struct builder *builder, const char *pattern,
                                 const struct hosts *hosts)
{
    for (uint32_t i = 1; i < hosts->count; i++)
        if (hosts->list[i] == hosts->list[i - 1]) {
            wf_diag_error(builder->diag, builder->deployment->path, builder->actor.line,
                          "%s: '%s' names the host '%s' twice", builder->context, pattern,
                          builder->platform->hosts[hosts->list[i]].name);
            return;
        }
}

static void resolve_hosts(struct builder *builder, const char *pattern)
{
    const struct wf_platform *platform = builder->platform;
    const char *path = builder->deployment->path;
    struct hosts hosts = {0};
    size_t from, length;
    uint32_t host = wf_platform_host(platform, pattern);
    if (host != WF_MAP_NONE) {
        add_host(&hosts, host);
    } else if (find_radical(pattern, &from, &length)) {
        resolve_radical(builder, pattern, from, length, &hosts);
    } else if (strpbrk(pattern, "*?[")) {
        for (uint32_t i = 0; i < platform->host_count; i++)
            if (!fnmatch(pattern, platform->hosts[i].name, 0))
                add_host(&hosts, i);
        if (hosts.count == 0 && !platform->incomplete)
            wf_diag_error(builder->diag, path, builder->actor.line,
                          "%s: '%s' matches no host of %s", builder->context, pattern,
                          platform->path);
    } else if (!platform->incomplete) {
        const char *near = builder->diag->error_count < WF_NEAREST_MAX
                               ? wf_platform_nearest_host(platform, pattern)
                               : NULL;
        wf_diag_error(builder->diag, path, builder->actor.line, "%s: there is no host '%s' in %s%s",
                      builder->context, pattern, platform->path, wf_hint(near).text);
    }
    sort_hosts(platform, &hosts);
    refuse_repeated_host(builder, pattern, &hosts);
    builder->actor.host_count = hosts.count;
    builder->actor.hosts =
        wf_arena_alloc(&builder->deployment->arena, (hosts.count + 1) * sizeof *hosts.list);
    if (hosts.count)
        memcpy(builder->actor.hosts, hosts.list, hosts.count * sizeof *hosts.list);
    free(hosts.list);
}

/* ---- props ---- */

static void set_prop(struct builder *builder, const char *name, const char *text, uint32_t line)
{
    struct wf_actor *actor = &builder->actor;
    const char *path = builder->deployment->path;
    if (actor->role == WF_ROLE_COUNT)
        return;
    const struct wf_prop *table = wf_actor_props(actor);
    int row = wf_props_find(table, name, 0);
    if (row < 0) {
        const char *near = wf_props_nearest(table, name, 0), *other = NULL;
        for (size_t i = 0; i < WF_ROLE_COUNT && !near && !other; i++)
            if (wf_props_find(wf_roles[i].props, name, 0) >= 0)
                other = wf_roles[i].name;
        wf_diag_error(builder->diag, path, line, "%s prop '%s' is unknown%s%s%s", builder->context,
                      name, wf_hint(near).text, other ? "; it is one of a " : "",
                      other ? other : "");
        return;
    }
    if (actor->origins[row].file) {
        wf_diag_error(builder->diag, path, line, "%s prop '%s' is given twice (first on line %u)",
                      builder->context, name, actor->origins[row].line);
        return;
    }
    actor->origins[row] = (struct wf_origin){path, line};
    wf_props_set(table, row, &actor->values, text, actor->origins[row], &builder->deployment->arena,
                 builder->context, builder->diag);
}

static void apply_overrides(struct builder *builder)
{
    struct wf_actor *actor = &builder->actor;
    for (size_t i = 0; builder->overrides && i < builder->overrides->count; i++) {
        struct wf_override *item = &builder->overrides->items[i];
        if (strcmp(item->target, wf_roles[actor->role].name))
            continue;
        item->used = true;
        const struct wf_prop *table = wf_actor_props(actor);
        int row = wf_props_find(table, item->prop, 0);
        struct wf_origin origin = {"--set", 0};
        if (row < 0) {
            const char *near = wf_props_nearest(table, item->prop, 0);
            wf_diag_error(builder->diag, "--set", 0, "'%s': %s prop '%s' is unknown%s", item->text,
                          item->target, item->prop, wf_hint(near).text);
        } else {
            char *context = wf_override_context(item);
            if (wf_props_set(table, row, &actor->values, item->value, origin,
                             &builder->deployment->arena, context, builder->diag) == 0)
                actor->origins[row] = origin;
            free(context);
        }
    }
}

/* ---- the stream ---- */

static void start_actor(struct builder *builder, const struct wf_xml_attribute *attributes,
                        size_t count, uint32_t line)
{
    const char *path = builder->deployment->path;
    const char *function = wf_xml_value(attributes, count, "function");
    const char *host = wf_xml_value(attributes, count, "host");
    const char *start = wf_xml_value(attributes, count, "start_time");
    struct wf_actor *actor = &builder->actor;
    memset(actor, 0, sizeof *actor);
    actor->line = line;
    actor->role = WF_ROLE_COUNT;
    snprintf(builder->context, sizeof builder->context, "<actor %.100s>",
             function ? function
             : host   ? host
                      : "");
    if (!function || !host) {
        builder->deployment->incomplete = true;
        return;
    }
    const char *names[WF_ROLE_COUNT];
    for (size_t i = 0; i < WF_ROLE_COUNT; i++) {
        names[i] = wf_roles[i].name;
        if (!strcmp(names[i], function))
            actor->role = (enum wf_role_id)i;
    }
    if (actor->role == WF_ROLE_COUNT) {
        const char *near = wf_text_nearest(function, names, WF_ROLE_COUNT);
        builder->deployment->incomplete = true;
        struct wf_buffer known = {0};
        for (size_t i = 0; i < WF_ROLE_COUNT; i++)
            wf_buffer_printf(&known, "%s%s", i ? ", " : "", names[i]);
        wf_diag_error(builder->diag, path, line, "<actor %s> function '%s' is unknown; known: %s%s",
                      host, function, known.text, wf_hint(near).text);
        wf_buffer_release(&known);
    } else {
        wf_props_defaults(wf_actor_props(actor), &actor->values, actor->origins);
    }
    actor->pattern = wf_arena_intern_text(&builder->deployment->arena, host);
    if (*host)
        resolve_hosts(builder, host);
    if (start && wf_quantity_parse(start, WF_DIM_TIME, &actor->start_s) != WF_QUANTITY_OK)
        wf_quantity_parse(start, WF_DIM_NUMBER, &actor->start_s);
    if (actor->start_s < 0)
        actor->start_s = 0; /* SimGrid's -1: at once */
    const char *kill = wf_xml_value(attributes, count, "kill_time");
    double kill_s = -1;
    if (kill &&
        (wf_quantity_parse(kill, WF_DIM_TIME, &kill_s) == WF_QUANTITY_OK ||
         wf_quantity_parse(kill, WF_DIM_NUMBER, &kill_s) == WF_QUANTITY_OK) &&
        kill_s >= 0)
        wf_diag_error(builder->diag, path, line,
                      "%s attribute 'kill_time': actors that leave are not simulated",
                      builder->context);
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct builder *builder = data;
    const char *path = builder->deployment->path;
    if (builder->skipped) {
        builder->skipped++;
        return;
    }
    enum wf_element element = wf_schema_element(tag);
    enum wf_element parent = builder->depth == 1 ? WF_EL_PLATFORM : WF_EL_ACTOR;
    struct wf_schema_progress fresh = {0};
    if (builder->depth == 0)
        builder->deployment->line = line;
    if (builder->depth == 0 ? element != WF_EL_PLATFORM
                            : element == WF_EL_NONE || wf_schema_child(parent, element, &fresh) ||
                                  (builder->depth == 1 && element != WF_EL_ACTOR)) {
        const char *near = builder->depth && element == WF_EL_NONE ? wf_schema_nearest(tag) : NULL;
        if (builder->depth == 0)
            wf_diag_error(builder->diag, path, line,
                          "root element is <%s>; expected <platform version=\"4.1\">", tag);
        else if (element == WF_EL_PROP || element == WF_EL_ARGUMENT)
            wf_diag_error(builder->diag, path, line,
                          "element <%s> is not allowed here; expected in "
                          "<actor>",
                          tag);
        else
            wf_diag_error(builder->diag, path, line,
                          "element <%s> is not expected in a deployment file%s", tag,
                          wf_hint_tag(near).text);
        builder->deployment->incomplete |= element != WF_EL_PROP && element != WF_EL_ARGUMENT;
        builder->skipped++;
        return;
    }
    bool well = wf_schema_attributes(element, tag, attributes, count, path, line, builder->diag);
    builder->depth++;
    if (element == WF_EL_ACTOR) {
        start_actor(builder, attributes, count, line);
    } else if (element == WF_EL_PROP && well) {
        set_prop(builder, wf_xml_value(attributes, count, "id"),
                 wf_xml_value(attributes, count, "value"), line);
    } else if (element == WF_EL_ARGUMENT && well) {
        const char *text = wf_xml_value(attributes, count, "value"), *equals = strchr(text, '=');
        if (!equals || equals == text) {
            wf_diag_error(builder->diag, path, line,
                          "%s argument '%.60s' is not of the form 'prop=value'", builder->context,
                          text);
            return;
        }
        char *name = strndup(text, (size_t)(equals - text));
        if (!name)
            wf_die_no_memory();
        set_prop(builder, name, equals + 1, line);
        free(name);
    }
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct builder *builder = data;
    (void)line;
    if (builder->skipped) {
        builder->skipped--;
        return;
    }
    builder->depth--;
    if (wf_schema_element(tag) != WF_EL_ACTOR || builder->actor.role == WF_ROLE_COUNT)
        return;
    apply_overrides(builder);
    struct wf_deployment *deployment = builder->deployment;
    if (deployment->actor_count == builder->capacity) {
        builder->capacity = builder->capacity ? 2 * builder->capacity : 16;
        deployment->actors =
            wf_realloc(deployment->actors, builder->capacity * sizeof *deployment->actors);
    }
    deployment->actors[deployment->actor_count++] = builder->actor;
}

/* Order of actors in the file changes no bit (ruling 16): role, pattern, start, props. */
static int compare_actors(const void *left, const void *right)
{
    const struct wf_actor *a = left, *b = right;
    if (a->role != b->role)
        return a->role < b->role ? -1 : 1;
    int order = wf_text_compare_natural(a->pattern, b->pattern);
    if (order)
        return order;
    if (a->start_s < b->start_s || a->start_s > b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    for (const struct wf_prop *row = wf_actor_props(a); row->name && !order; row++) {
        struct wf_buffer x = {0}, y = {0};
        if (!memcmp((const char *)&a->values + row->offset, (const char *)&b->values + row->offset,
                    wf_prop_size(row)))
            continue; /* equal text is interned */
        wf_buffer_add(&x, "", 0);
        wf_props_text(row, &a->values, &x);
        wf_props_text(row, &b->values, &y);
        order = wf_text_compare_natural(x.text ? x.text : "", y.text ? y.text : "");
        wf_buffer_release(&x);
        wf_buffer_release(&y);
    }
    return order;
}

int wf_deployment_load(const char *path, const struct wf_platform *platform,
                       const struct wf_overrides *overrides, struct wf_deployment *deployment,
                       struct wf_diag *diag, struct wf_err *err)
{
    *deployment = (struct wf_deployment){.path = wf_strdup(path)};
    wf_arena_init(&deployment->arena);
    struct builder builder = {
        .platform = platform, .overrides = overrides, .deployment = deployment, .diag = diag};
    static const struct wf_xml_handler handler = {on_start, on_end, NULL};
    int status = wf_xml_read(path, &handler, &builder, diag, err);
    if (status < 0)
        return -1;
    deployment->incomplete |= status > 0;
    if (deployment->actor_count)
        qsort(deployment->actors, deployment->actor_count, sizeof *deployment->actors,
              compare_actors);
    return 0;
}

const struct wf_actor *wf_deployment_first(const struct wf_deployment *deployment,
                                           enum wf_role_id role)
{
    for (size_t i = 0; i < deployment->actor_count; i++)
        if (deployment->actors[i].role == role)
            return &deployment->actors[i];
    return NULL;
}

void wf_deployment_release(struct wf_deployment *deployment)
{
    if (!deployment)
        return;
    free(deployment->path);
    free(deployment->actors);
    wf_arena_release(&deployment->arena);
    *deployment = (struct wf_deployment){0};
}
