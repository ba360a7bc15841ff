#include "platform/link_class.h"
#include "platform/profile.h"
#include "platform/site_prop.h"
#include "platform/site_provenance.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

void wf_link_draft_inherit(struct wf_link_draft *draft, const struct wf_zone *zone,
                           uint32_t zone_index)
{
    memset(draft, 0, sizeof *draft);
    wf_site_inherit_link(zone, &draft->site, draft->origins);
    draft->class.zone = zone_index;
    draft->class.bandwidth_byte_per_s = NAN;
    draft->class.idle_w = draft->class.busy_w = NAN;
}

void wf_link_draft_copy(struct wf_link_draft *draft, const struct wf_link_class *class)
{
    memset(draft, 0, sizeof *draft);
    memcpy(&draft->class, class, sizeof draft->class);
    memcpy(&draft->site, class->site, sizeof draft->site);
    memcpy(draft->origins, class->origins, sizeof draft->origins);
}

enum wf_sharing wf_sharing_of(const char *text)
{
    if (!text)
        return WF_SHARED;
    if (!strcmp(text, "FATPIPE"))
        return WF_FATPIPE;
    if (!strcmp(text, "WIFI"))
        return WF_WIFI;
    return strcmp(text, "SHARED") ? WF_SPLITDUPLEX : WF_SHARED;
}

void wf_link_draft_attribute(struct wf_link_draft *draft, const char *name, const char *text,
                             struct wf_unit_check *units)
{
    struct wf_link_class *class = &draft->class;
    if (!strcmp(name, "bandwidth")) {
        char *first = wf_format("%.*s", (int)strcspn(text, ",;"), text);
        class->rates = text[strlen(first)] != '\0';
        class->bandwidth_byte_per_s = wf_attribute_quantity(first, WF_DIM_BANDWIDTH, units);
        class->played_byte_per_s = wf_attribute_played(first, WF_DIM_BANDWIDTH);
        free(first);
    }
    if (!strcmp(name, "latency")) {
        wf_attribute_quantity(text, WF_DIM_TIME, units);
        class->latency_s = wf_attribute_played(text, WF_DIM_TIME);
    } else if (!strcmp(name, "sharing_policy")) {
        class->sharing = (uint8_t)wf_sharing_of(text);
    } else if (wf_profile_of(name)) {
        class->profiled = wf_profile_set(class->profiled, name, text);
    }
}

void wf_link_draft_wattage(struct wf_link_draft *draft, const char *name, const char *text,
                           const struct wf_mistakes *mistakes)
{
    double values[2];
    bool well = wf_attribute_watts(text, strlen(text), values, 2) == 2;
    draft->class.idle_w = well ? values[0] : NAN;
    draft->class.busy_w = well ? values[1] : NAN;
    if (well)
        return;
    char *why = wf_format(": '%.80s': expected idle:busy in watts, none negative%s", text,
                          wf_attribute_watts_hint(text));
    mistakes->report(mistakes->data, name, why);
    free(why);
}

bool wf_link_draft_agrees(const struct wf_link_draft *draft)
{
    return isnan(draft->site.tail_s) == isnan(draft->site.tail_w);
}

void wf_link_draft_settle(struct wf_link_draft *draft, const struct wf_zone *zone,
                          const struct wf_mistakes *mistakes)
{
    if (zone->wifi)
        draft->class.sharing = WF_WIFI;
    else if (draft->class.rates)
        mistakes->report(mistakes->data, "bandwidth",
                         ": several rates are those of a Wi-Fi link, in a zone of routing 'Wifi'; "
                         "expected one");
}

void wf_link_draft_check(const struct wf_link_draft *draft, const struct wf_mistakes *mistakes)
{
    bool tail = !isnan(draft->site.tail_s);
    if (!wf_link_draft_agrees(draft))
        mistakes->report(mistakes->data, tail ? "tail" : "tail_wattage",
                         tail ? " has no meaning without 'tail_wattage'"
                              : " has no meaning without 'tail'");
}

void wf_link_draft_check_provenance(struct wf_link_draft *draft, const struct wf_mistakes *mistakes)
{
    struct wf_link_class class = draft->class;
    class.site = &draft->site;
    class.origins = draft->origins;
    wf_link_provenance_check(&class, mistakes);
}

const struct wf_link_class *wf_link_draft_keep(struct wf_link_draft *draft, bool remembered,
                                               struct wf_arena *arena, struct wf_class_memo *memo)
{
    struct wf_link_class *class = &draft->class;
    class->site = wf_class_memo_site(memo, arena, &draft->site);
    class->origins = wf_class_memo_origins(memo, arena, draft->origins);
    return wf_class_memo_keep(memo, arena, class, sizeof *class, remembered);
}
