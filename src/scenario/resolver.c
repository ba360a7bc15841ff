#include "scenario/resolver.h"
#include <stdlib.h>

static void report(struct wf_resolver *resolver, const struct wf_actor *actor,
                   struct wf_origin origin, const char *prop, const char *format, va_list arguments)
{
    char *text = wf_vformat(format, arguments);
    const char *role = wf_roles[actor->role].name;
    if (prop)
        wf_diag_error(resolver->diag, origin.file, origin.line, "<actor %s> prop '%s': %s", role,
                      prop, text);
    else
        wf_diag_error(resolver->diag, origin.file, origin.line, "<actor %s> %s", role, text);
    free(text);
}

void wf_resolver_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                       const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(resolver, actor, (struct wf_origin){resolver->path, actor->line}, NULL, format,
           arguments);
    va_end(arguments);
}

void wf_resolver_prop_error(struct wf_resolver *resolver, const struct wf_actor *actor,
                            const char *prop, const char *format, ...)
{
    struct wf_origin origin = actor->origins[wf_props_find(wf_actor_props(actor), prop, 0)];
    if (!origin.file)
        origin = (struct wf_origin){resolver->path, actor->line};
    va_list arguments;
    va_start(arguments, format);
    report(resolver, actor, origin, prop, format, arguments);
    va_end(arguments);
}
