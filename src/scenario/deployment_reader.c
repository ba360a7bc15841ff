#include "scenario/deployment_reader.h"
#include "file/xml.h"
#include "platform/schema.h"
#include "scenario/host_pattern.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct builder {
    const struct wf_platform *platform;
    struct wf_deployment *deployment;
    struct wf_diag *diag;
    size_t depth, skipped;
    struct wf_actor actor; /* the open one; role WF_ROLE_COUNT: unknown function */
    char context[160];
};

static void resolve_hosts(struct builder *builder, const char *text)
{
    const struct wf_host_pattern pattern = {.text = text,
                                            .platform = builder->platform,
                                            .file = builder->deployment->path,
                                            .context = builder->context,
                                            .line = builder->actor.line};
    struct wf_actor *actor = &builder->actor;
    uint32_t *found = wf_host_pattern_find(&pattern, &actor->host_count, builder->diag);
    uint32_t *hosts =
        wf_arena_alloc(&builder->deployment->arena, (actor->host_count + 1u) * sizeof *hosts);
    if (found)
        memcpy(hosts, found, actor->host_count * sizeof *hosts);
    actor->hosts = hosts;
    free(found);
}

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
    if (table[row].places & WF_SET_ONLY) {
        wf_diag_error(builder->diag, path, line,
                      "%s prop '%s' stands in no file; set it: --set %s.%s=..", builder->context,
                      name, wf_roles[actor->role].name, name);
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
    bool well =
        wf_schema_attributes(element, tag, attributes, count, path, line, NULL, builder->diag);
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

/* What the prop `provenance` of the actor names is there, and values lie in their intervals. */
static void check_provenance(struct builder *builder)
{
    const struct wf_actor *actor = &builder->actor;
    const struct wf_prop *table = wf_actor_props(actor);
    const struct wf_provenance_list *list = wf_actor_provenance(actor);
    uint32_t line = actor->origins[wf_props_find(table, "provenance", 0)].line;
    for (size_t i = 0; list && i < list->count; i++)
        if (!actor->origins[wf_props_find(table, list->entries[i].prop, 0)].file)
            wf_diag_error(builder->diag, builder->deployment->path, line,
                          "%s prop 'provenance': '%s' is not given here", builder->context,
                          list->entries[i].prop);
    for (int row = 0; list && table[row].name; row++)
        wf_provenance_check_value(list, &table[row], &actor->values, &actor->origins[row],
                                  builder->context, builder->diag);
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
    check_provenance(builder);
    wf_deployment_add(builder->deployment, &builder->actor);
}

int wf_deployment_load(const char *path, const struct wf_platform *platform,
                       struct wf_deployment *deployment, struct wf_diag *diag, struct wf_err *err)
{
    wf_deployment_make(deployment, NULL);
    deployment->path = wf_arena_intern_text(&deployment->arena, path);
    struct builder builder = {.platform = platform, .deployment = deployment, .diag = diag};
    static const struct wf_xml_handler handler = {on_start, on_end, NULL, NULL};
    int status = wf_xml_read(path, &handler, &builder, diag, err);
    if (status < 0)
        return -1;
    deployment->incomplete |= status > 0;
    return 0;
}
