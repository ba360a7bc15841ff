/* Which paradigm the roles of a deployment make. */
#include "scenario/paradigm.h"
#include "scenario/deployment.h"
#include <stdlib.h>
#include <string.h>

/* ---- which paradigm ---- */

struct chooser {
    const struct wf_paradigm *const *paradigms;
    const struct wf_deployment *deployment;
    struct wf_diag *diag;
    const struct wf_actor *first[WF_ROLE_COUNT]; /* NULL: nobody has the role */
    unsigned present, leaders;                   /* roles, a bit each; of those that are present */
};

static void report(struct chooser *chooser, enum wf_role_id role, const char *format, ...)
    WF_PRINTF(3, 4);

static void report(struct chooser *chooser, enum wf_role_id role, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = wf_vformat(format, arguments);
    va_end(arguments);
    wf_diag_error(chooser->diag, chooser->deployment->path, chooser->first[role]->line,
                  "<actor %s> %s", wf_roles[role].name, text);
    free(text);
}

/* Roles that lead some paradigm in which @p role may take part, a bit each. */
static unsigned leaders_of(const struct chooser *chooser, enum wf_role_id role)
{
    unsigned leaders = 0;
    for (const struct wf_paradigm *const *one = chooser->paradigms; *one; one++)
        if (((*one)->needs | (*one)->allows) & WF_ROLE_BIT(role))
            leaders |= WF_ROLE_BIT((*one)->leader);
    return leaders;
}

/* "a, b or c" of a set of roles that is not empty. */
static void name_roles(unsigned roles, struct wf_buffer *out)
{
    for (int role = 0; role < WF_ROLE_COUNT; role++) {
        if (!(roles & WF_ROLE_BIT(role)))
            continue;
        bool last = !(roles >> (role + 1));
        wf_buffer_printf(out, "%s%s",
                         !out->length ? ""
                         : last       ? " or "
                                      : ", ",
                         wf_roles[role].name);
    }
}

/* A role that nobody leads, or that stands beside a leader it has nothing to do with. */
static void refuse_role(struct chooser *chooser, enum wf_role_id role)
{
    unsigned leaders = leaders_of(chooser, role);
    struct wf_buffer names = {0};
    name_roles(leaders, &names);
    int leader = 0;
    while (leader < WF_ROLE_COUNT && !(chooser->leaders & WF_ROLE_BIT(leader)))
        leader++;
    if (leader < WF_ROLE_COUNT)
        report(chooser, role, "stands beside a %s (line %u); expected a %s", wf_roles[leader].name,
               chooser->first[leader]->line, names.text);
    else if (leaders & (leaders - 1))
        report(chooser, role, "has no %s to receive a model from", names.text);
    else
        report(chooser, role, "has no %s; add <actor function=\"%s\">", names.text, names.text);
    wf_buffer_release(&names);
}

/* One leading role, on one host where it works alone. */
static void check_leaders(struct chooser *chooser)
{
    const struct wf_deployment *deployment = chooser->deployment;
    int first = -1;
    for (int role = 0; role < WF_ROLE_COUNT; role++) {
        if (!(chooser->leaders & WF_ROLE_BIT(role)))
            continue;
        if (first >= 0)
            report(chooser, (enum wf_role_id)role,
                   "stands beside a %s (line %u): one deployment, one paradigm",
                   wf_roles[first].name, chooser->first[first]->line);
        first = first < 0 ? role : first;
    }
    for (size_t i = 0; i < deployment->actor_count; i++) {
        const struct wf_actor *actor = &deployment->actors[i];
        const struct wf_actor *one = chooser->first[actor->role];
        const char *name = wf_roles[actor->role].name;
        if (!wf_roles[actor->role].single)
            continue;
        if (actor != one)
            wf_diag_error(chooser->diag, deployment->path,
                          actor->line > one->line ? actor->line : one->line,
                          "<actor %s> is the second %s (first on line %u); expected one", name,
                          name, actor->line > one->line ? one->line : actor->line);
        else if (actor->host_count > 1)
            wf_diag_error(chooser->diag, deployment->path, actor->line,
                          "<actor %s> '%s' is %u hosts; expected one %s", name, actor->pattern,
                          actor->host_count, name);
    }
}

/* The row whose roles are there; of several, the one that needs most of them. */
static const struct wf_paradigm *find(const struct chooser *chooser)
{
    const struct wf_paradigm *best = NULL;
    for (const struct wf_paradigm *const *one = chooser->paradigms; *one; one++)
        if (((*one)->needs & chooser->present) == (*one)->needs &&
            (chooser->present & ~((*one)->needs | (*one)->allows)) == 0 &&
            (!best || __builtin_popcount((*one)->needs) > __builtin_popcount(best->needs)))
            best = *one;
    return best;
}

/* No row fits: name what stands in the way. */
static void report_misfit(struct chooser *chooser)
{
    size_t errors = chooser->diag->error_count;
    for (int role = 0; role < WF_ROLE_COUNT; role++)
        if (chooser->first[role] &&
            !(leaders_of(chooser, (enum wf_role_id)role) & chooser->leaders))
            refuse_role(chooser, (enum wf_role_id)role);
    for (const struct wf_paradigm *const *one = chooser->paradigms; *one; one++)
        if (chooser->leaders & WF_ROLE_BIT((*one)->leader) &&
            !(chooser->present & WF_ROLE_BIT((*one)->worker)) &&
            chooser->diag->error_count == errors)
            report(chooser, (*one)->leader, "has no %s; add <actor function=\"%s\">",
                   wf_roles[(*one)->worker].name, wf_roles[(*one)->worker].name);
}

/* A role without any host: its patterns were reported already. */
static bool has_hosts(const struct chooser *chooser)
{
    const struct wf_deployment *deployment = chooser->deployment;
    unsigned hosted = 0;
    for (size_t i = 0; i < deployment->actor_count; i++)
        hosted |= deployment->actors[i].host_count ? WF_ROLE_BIT(deployment->actors[i].role) : 0;
    return hosted == chooser->present;
}

const struct wf_paradigm *wf_paradigm_choose(const struct wf_paradigm *const *paradigms,
                                             const struct wf_deployment *deployment,
                                             struct wf_diag *diag)
{
    struct chooser chooser = {.paradigms = paradigms, .deployment = deployment, .diag = diag};
    size_t errors = diag->error_count;
    for (int role = 0; role < WF_ROLE_COUNT; role++) {
        chooser.first[role] = wf_deployment_first(deployment, (enum wf_role_id)role);
        chooser.present |= chooser.first[role] ? WF_ROLE_BIT(role) : 0;
    }
    for (const struct wf_paradigm *const *one = paradigms; *one; one++)
        chooser.leaders |= chooser.present & WF_ROLE_BIT((*one)->leader);
    if (deployment->actor_count)
        check_leaders(&chooser);
    if (deployment->incomplete)
        return NULL;
    if (deployment->actor_count == 0)
        wf_diag_error(diag, deployment->path, deployment->line,
                      "there is no <actor>; expected a server and learners, or trainers");
    const struct wf_paradigm *found = find(&chooser);
    if (!found && diag->error_count == errors)
        report_misfit(&chooser);
    return diag->error_count == errors && has_hosts(&chooser) ? found : NULL;
}
