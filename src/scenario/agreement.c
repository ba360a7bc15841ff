#include "scenario/agreement.h"
#include "scenario/resolver.h"
#include <string.h>

/* Props that hold for the whole job: several entries of trainers, or of peers, must agree. */
static bool holds_for_the_job(const char *name)
{
    static const char *const own[] = {"samples",        "samples-share",
                                      "new-samples",    "local-epochs",
                                      "local-steps",    "batch-overhead",
                                      "start-up",       "start-up-pstate",
                                      "start-up-each",  "evaluation-pstate",
                                      "pstate",         "round-overhead-pstate",
                                      "lost-pstate",    "base",
                                      "exchange-pstate"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (!strcmp(name, own[i]))
            return false;
    return true;
}

static void agree_on(struct wf_resolver *resolver, enum wf_role_id role, int row)
{
    struct wf_deployment *deployment = &resolver->scenario->deployment;
    const struct wf_prop *table = wf_roles[role].props;
    const struct wf_actor *given = NULL;
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != role || !actor->origins[row].file)
            continue;
        struct wf_buffer mine = {0}, theirs = {0};
        wf_props_text(&table[row], &actor->values, &mine);
        wf_props_text(&table[row], given ? &given->values : &actor->values, &theirs);
        if (mine.text && theirs.text && strcmp(mine.text, theirs.text))
            wf_resolver_prop_error(
                resolver, actor, table[row].name,
                "'%s' differs from '%s' (line %u); it holds for the whole training", mine.text,
                theirs.text, given->origins[row].line);
        wf_buffer_release(&mine);
        wf_buffer_release(&theirs);
        given = given ? given : actor;
    }
    for (size_t i = 0; given && i < deployment->actor_count; i++) {
        struct wf_actor *actor = &deployment->actors[i];
        if (actor->role != role || actor == given || actor->origins[row].file)
            continue;
        memcpy((char *)&actor->values + table[row].offset,
               (const char *)&given->values + table[row].offset, wf_prop_size(&table[row]));
        actor->origins[row] = given->origins[row];
    }
}

void wf_agreement_resolve(struct wf_resolver *resolver)
{
    enum wf_role_id role = resolver->scenario->paradigm->leader;
    const struct wf_prop *table = wf_roles[role].props;
    bool local_batch = wf_roles[role].local_epochs != 0;
    for (int row = 0; table[row].name; row++) {
        bool local = local_batch && (!strcmp(table[row].name, "batch") ||
                                     !strcmp(table[row].name, "accumulation") ||
                                     !strcmp(table[row].name, "evaluation-samples"));
        if (!local && holds_for_the_job(table[row].name))
            agree_on(resolver, role, row);
    }
}
