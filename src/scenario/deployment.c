#include "scenario/deployment.h"
#include "scenario/population.h"
#include <stdlib.h>
#include <string.h>

void wf_deployment_make(struct wf_deployment *deployment, const char *name)
{
    *deployment = (struct wf_deployment){.path = name};
    wf_arena_init(&deployment->arena);
}

void wf_actor_make(struct wf_actor *actor, enum wf_role_id role)
{
    memset(actor, 0, sizeof *actor); /* equal actors are equal bytes, padding too */
    actor->role = role;
    wf_props_defaults(wf_actor_props(actor), &actor->values, actor->origins);
}

void wf_deployment_add(struct wf_deployment *deployment, const struct wf_actor *actor)
{
    enum { FIRST = 16 };
    size_t count = deployment->actor_count;
    bool full = count == 0 || (count >= FIRST && (count & (count - 1)) == 0);
    if (full)
        deployment->actors = wf_realloc(deployment->actors,
                                        (count ? 2 * count : FIRST) * sizeof *deployment->actors);
    deployment->actors[deployment->actor_count++] = *actor;
}

/* ---- with overrides ---- */

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
            continue; /* so is text, where one arena has both */
        wf_buffer_add(&x, "", 0);
        wf_props_text(row, &a->values, &x);
        wf_props_text(row, &b->values, &y);
        order = wf_text_compare_natural(x.text ? x.text : "", y.text ? y.text : "");
        wf_buffer_release(&x);
        wf_buffer_release(&y);
    }
    return order;
}

void wf_deployment_override(const struct wf_deployment *base, const struct wf_overrides *overrides,
                            bool *met, struct wf_deployment *deployment, struct wf_diag *diag)
{
    wf_deployment_make(deployment, base->path);
    deployment->line = base->line;
    deployment->incomplete = base->incomplete;
    if (!base->actor_count)
        return;
    deployment->actor_count = base->actor_count;
    deployment->actors = wf_malloc(base->actor_count * sizeof *deployment->actors);
    memcpy(deployment->actors, base->actors, base->actor_count * sizeof *deployment->actors);
    for (size_t i = 0; i < deployment->actor_count; i++) {
        struct wf_actor *actor = &deployment->actors[i];
        wf_overrides_apply(overrides, wf_roles[actor->role].name, wf_actor_props(actor),
                           &actor->values, actor->origins, &deployment->arena, met, diag);
    }
    qsort(deployment->actors, deployment->actor_count, sizeof *deployment->actors, compare_actors);
    wf_population_resolve(deployment, diag);
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
    free(deployment->actors);
    wf_arena_release(&deployment->arena);
    *deployment = (struct wf_deployment){0};
}

char *wf_actor_file(const struct wf_deployment *deployment, const struct wf_actor *actor,
                    const char *prop)
{
    const struct wf_prop *table = wf_actor_props(actor);
    int row = wf_props_find(table, prop, 0);
    const char *name =
        row < 0 ? NULL : *(const char *const *)((const char *)&actor->values + table[row].offset);
    if (!name)
        return NULL;
    return wf_text_beside(actor->origins[row].line ? deployment->path : NULL, name);
}
