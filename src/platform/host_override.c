#include "platform/host_override.h"
#include "platform/host_class.h"
#include <stdlib.h>
#include <string.h>

static bool is_entry(const struct wf_derivation *derivation, const struct wf_host_class *class)
{
    return class->site->samples_per_second || wf_derivation_value(derivation, "samples_per_second");
}

/* @p class with the overrides of the element at hand. */
static const struct wf_host_class *derive(struct wf_derivation *derivation,
                                          const struct wf_host_class *class)
{
    struct wf_arena *arena = &derivation->platform->arena;
    struct wf_mistakes mistakes = wf_derivation_mistakes(derivation);
    struct wf_host_draft draft;
    wf_host_draft_copy(&draft, class);
    wf_derivation_site(derivation, class->zone,
                       WF_ON_HOST | (is_entry(derivation, class) ? WF_IN_CATALOGUE : 0),
                       &draft.site, draft.origins);
    for (size_t i = 0; i < derivation->set_count; i++)
        if (wf_schema_has(derivation->element, derivation->sets[i]->prop))
            wf_host_draft_attribute(&draft, derivation->sets[i]->prop, derivation->sets[i]->value,
                                    arena, &derivation->units);
    const char *watts = wf_derivation_value(derivation, "wattage_per_state");
    const char *off = wf_derivation_value(derivation, "wattage_off");
    if (watts)
        wf_host_draft_wattage(&draft, watts, &mistakes);
    if (off)
        wf_host_check_wattage_off(off, &mistakes);
    if (!class->broken) /* else mistakes of the file would be reported again */
        wf_host_draft_check(&draft, &mistakes);
    return wf_host_draft_keep(&draft, class->broken || derivation->wrong, arena, &derivation->memo);
}

static void set_class(struct wf_derivation *derivation, uint32_t host,
                      const struct wf_host_class *class)
{
    const struct wf_platform *base = derivation->base;
    struct wf_platform *platform = derivation->platform;
    if (platform->hosts == base->hosts) {
        platform->hosts = wf_calloc(platform->host_count, sizeof *platform->hosts);
        memcpy(platform->hosts, base->hosts, platform->host_count * sizeof *platform->hosts);
        platform->host_capacity = platform->host_count;
    }
    platform->hosts[host].class = class;
}

/* The hosts from @p first to before @p end, which one element declared. */
static void override_hosts(struct wf_derivation *derivation, enum wf_element element,
                           const char *id, uint32_t line, uint32_t first, uint32_t end)
{
    bool any = wf_derivation_match(derivation, "host", id);
    const struct wf_host_class *old = NULL, *new = NULL;
    for (uint32_t i = first; i < end; i++) {
        const struct wf_host_class *class = derivation->platform->hosts[i].class;
        if (!any && !derivation->changed_zones[class->zone])
            continue;
        if (class != old) {
            old = class;
            new = wf_derivation_known(derivation, class);
            wf_derivation_open(derivation, element, id, line);
            new = new ? new : derive(derivation, class);
        }
        set_class(derivation, i, new);
    }
}

void wf_host_override(struct wf_derivation *derivation)
{
    struct wf_platform *platform = derivation->platform;
    uint32_t group = 0;
    for (uint32_t i = 0; i < platform->host_count;) {
        const struct wf_host *host = &platform->hosts[i];
        if (group < platform->group_count && platform->groups[group].first_host == i) {
            const struct wf_host_group *hosts = &platform->groups[group++];
            uint32_t end = i + hosts->host_count;
            override_hosts(derivation, hosts->element, hosts->id, hosts->line, i, end);
            i = end;
        } else {
            override_hosts(derivation, WF_EL_HOST, host->name, host->line, i, i + 1);
            i++;
        }
    }
}
