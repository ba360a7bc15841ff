#include "platform/host_override.h"
#include "platform/group_override.h"
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
    draft.class.speed_set |= wf_derivation_value(derivation, "speed") != NULL;
    const char *watts = wf_derivation_value(derivation, "wattage_per_state");
    const char *off = wf_derivation_value(derivation, "wattage_off");
    draft.class.watts_set |= watts != NULL;
    if (watts && derivation->element == WF_EL_PEER)
        mistakes.report(mistakes.data, "wattage_per_state",
                        ": a <peer> has no place for watts, and SimGrid reads them there; declare "
                        "its host by <host>, in a zone of routing 'Cluster'");
    else if (watts)
        wf_host_draft_wattage(&draft, watts, &mistakes);
    if (off)
        wf_host_check_wattage_off(off, &mistakes);
    if (!class->broken) /* else mistakes of the file would be reported again */
        wf_host_draft_check(&draft, &mistakes);
    if (wf_derivation_value(derivation, "provenance")) /* else it was checked in the file */
        wf_host_draft_check_provenance(&draft, derivation->platform, &mistakes);
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

/* The element at hand, and the last class that was derived for one of its hosts: mistakes are
 * reported once, not a host. */
struct element {
    const struct wf_host_group *group; /* NULL: a <host> */
    const struct wf_host_class *class;
    struct wf_buffer key;
};

static const struct wf_host_class *class_of(struct wf_derivation *derivation,
                                            struct element *element, const struct wf_host *host)
{
    const struct wf_host_group *group = element->group;
    const struct wf_host_class *known = wf_derivation_known(derivation, host->class);
    const struct wf_buffer *key = &derivation->memo.key;
    if (known)
        return known;
    if (element->key.length && !strcmp(element->key.text, key->text))
        return element->class;
    wf_derivation_open(derivation, group ? (enum wf_element)group->element : WF_EL_HOST,
                       group ? group->id : host->name, host->line);
    element->class = derive(derivation, host->class);
    element->key.length = 0;
    if (group)
        wf_buffer_add(&element->key, key->text, key->length);
    return element->class;
}

static void override_host(struct wf_derivation *derivation, struct element *element, uint32_t index)
{
    const struct wf_host *host = &derivation->platform->hosts[index];
    const char *id = element->group ? element->group->id : NULL;
    bool any = wf_derivation_match_member(derivation, "host", host->name, id);
    if (any || derivation->changed_zones[host->class->zone])
        set_class(derivation, index, class_of(derivation, element, host));
}

void wf_host_override(struct wf_derivation *derivation)
{
    const struct wf_platform *platform = derivation->platform;
    const struct wf_host_group *group = platform->groups, *end = group + platform->group_count;
    struct element element = {0};
    for (uint32_t i = 0; i < platform->host_count; i++) {
        while (group < end && i >= group->first_host + group->host_count)
            group++;
        element.group = group < end && i >= group->first_host ? group : NULL;
        if (element.group && i == group->first_host) {
            wf_group_check(derivation, group);
            element.key.length = 0;
        }
        override_host(derivation, &element, i);
    }
    wf_buffer_release(&element.key);
}
