#include "platform/host_class.h"
#include "platform/device.h"
#include "platform/profile.h"
#include "platform/site_provenance.h"
#include <stdlib.h>
#include <string.h>

static void report(const struct wf_mistakes *mistakes, const char *name, const char *format, ...)
    WF_PRINTF(3, 4);
static void report(const struct wf_mistakes *mistakes, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *why = wf_vformat(format, arguments);
    va_end(arguments);
    mistakes->report(mistakes->data, name, why);
    free(why);
}

/* ---- values ---- */

void wf_host_draft_inherit(struct wf_host_draft *draft, const struct wf_zone *zone,
                           uint32_t zone_index)
{
    memset(draft, 0, sizeof *draft);
    memcpy(&draft->site, zone->site, sizeof draft->site);
    memcpy(draft->origins, zone->origins, sizeof draft->origins);
    draft->class.zone = zone_index;
    draft->class.core_count = 1;
}

void wf_host_draft_copy(struct wf_host_draft *draft, const struct wf_host_class *class)
{
    memset(draft, 0, sizeof *draft);
    memcpy(&draft->class, class, sizeof draft->class);
    memcpy(&draft->site, class->site, sizeof draft->site);
    memcpy(draft->origins, class->origins, sizeof draft->origins);
    draft->watts = class->watts;
    draft->watts_count = class->watts ? class->pstate_count : 0;
}

static uint32_t count_of(const char *text)
{
    double count = 0;
    wf_quantity_parse(text, WF_DIM_COUNT, &count);
    return (uint32_t)count;
}

void wf_host_draft_attribute(struct wf_host_draft *draft, const char *name, const char *text,
                             struct wf_arena *arena, struct wf_unit_check *units)
{
    struct wf_host_class *class = &draft->class;
    if (!strcmp(name, "speed"))
        class->speed_flop_per_s = wf_attribute_speeds(text, &class->pstate_count, arena, units);
    else if (!strcmp(name, "core"))
        class->core_count = count_of(text);
    else if (!strcmp(name, "pstate"))
        class->start_pstate = count_of(text);
    else if (wf_profile_of(name))
        class->profiled = wf_profile_set(class->profiled, name, text);
}

void wf_host_draft_wattage(struct wf_host_draft *draft, const char *text,
                           const struct wf_mistakes *mistakes)
{
    uint32_t most = 1, count = 0;
    for (const char *c = text; *c; c++)
        most += *c == ',';
    struct wf_watts *watts = wf_calloc(most, sizeof *watts);
    bool wrong = false;
    for (const char *cursor = text; count < most && !wrong; count++) {
        double values[3];
        size_t length = strcspn(cursor, ",");
        size_t got = wf_attribute_watts(cursor, length, values, 3);
        wrong = got < 2;
        if (!wrong)
            watts[count] =
                (struct wf_watts){values[0], got == 3 ? values[1] : values[0], values[got - 1]};
        cursor += length + 1;
    }
    free(draft->new_watts);
    draft->watts = draft->new_watts = wrong ? NULL : watts;
    draft->watts_count = count;
    if (!wrong)
        return;
    free(watts);
    report(
        mistakes, "wattage_per_state",
        ": '%.80s': expected Idle:Epsilon:AllCores in watts, none negative, one triple a pstate%s",
        text, wf_attribute_watts_hint(text));
}

void wf_host_check_wattage_off(const char *text, const struct wf_mistakes *mistakes)
{
    double off_w;
    if (wf_attribute_watts(text, strlen(text), &off_w, 1) != 1)
        report(mistakes, "wattage_off", ": '%.80s': expected watts, a number, not negative%s", text,
               wf_attribute_watts_hint(text));
}

/* ---- checks ---- */

static void check_pstates(const struct wf_host_draft *draft, const struct wf_mistakes *mistakes)
{
    uint32_t count = draft->class.pstate_count;
    const struct {
        const char *name;
        uint64_t value;
    } pstates[] = {{"cold_pstate", draft->site.cold_pstate},
                   {"idle_pstate", draft->site.idle_pstate}};
    if (draft->class.start_pstate > 0 && draft->class.start_pstate >= count)
        report(mistakes, "pstate", ": '%u' is beyond its %u pstate%s", draft->class.start_pstate,
               count, wf_plural(count));
    if (draft->watts && draft->watts_count != count)
        report(mistakes, "wattage_per_state", " has %u triple%s for %u pstate%s",
               draft->watts_count, wf_plural(draft->watts_count), count, wf_plural(count));
    for (size_t i = 0; i < sizeof pstates / sizeof *pstates; i++)
        if (pstates[i].value != WF_COUNT_UNSET && pstates[i].value >= count)
            report(mistakes, pstates[i].name, ": %llu is beyond its %u pstate%s",
                   (unsigned long long)pstates[i].value, count, wf_plural(count));
    uint32_t named = 0;
    char item[128];
    for (const char *cursor = draft->site.workloads;
         cursor && wf_text_next_item(&cursor, item, sizeof item);)
        named++;
    if (named > count)
        report(mistakes, "workloads", " names %u workloads for %u pstate%s", named, count,
               wf_plural(count));
}

/* Watts of a pstate rise with its load. SimGrid takes any three and draws a line through them: full
 * load would save energy. @return what is wrong and what to write instead, or NULL; to free */
static char *why_watts_fall(const struct wf_watts *watts, uint32_t pstate)
{
    double idle = watts->idle_w, epsilon = watts->epsilon_w, full = watts->all_cores_w;
    if (full < idle)
        return wf_format(": pstate %u draws %.10g W at full load and %.10g W when idle; expected "
                         "Idle:Epsilon:AllCores in rising order; write '%.10g:%.10g' if the two "
                         "are swapped",
                         pstate, full, idle, full, idle);
    if (epsilon < idle || epsilon > full)
        return wf_format(": pstate %u draws %.10g W at a load just above 0, which is not between "
                         "%.10g W (idle) and %.10g W (full load); expected Idle:Epsilon:AllCores; "
                         "write '%.10g:%.10g' if it is not known",
                         pstate, epsilon, idle, full, idle, full);
    return NULL;
}

/* One warning a class: the first pstate in question. In a pstate of speed 0 nothing computes. */
static void doubt_watts(const struct wf_host_draft *draft, const struct wf_mistakes *mistakes)
{
    uint32_t count = draft->class.pstate_count;
    char *why = NULL;
    for (uint32_t i = 0; draft->watts_count == count && i < count && !why; i++)
        if (draft->class.speed_flop_per_s[i] > 0)
            why = why_watts_fall(&draft->new_watts[i], i);
    if (why)
        mistakes->doubt(mistakes->data, "wattage_per_state", why);
    free(why);
}

/* A host that names an entry of a catalogue, or is one. */
static void check_device(const struct wf_host_draft *draft, const struct wf_mistakes *mistakes)
{
    const char *device = draft->site.device, *hash = device ? strchr(device, '#') : NULL;
    if (device && (!hash || hash == device || !hash[1]))
        report(mistakes, "device",
               ": '%s' names no entry of a catalogue; expected FILE#ID (e.g. "
               "'devices.xml#agx-xavier')",
               device);
    struct wf_host_class class = draft->class;
    class.site = &draft->site;
    if (wf_device_is(&class))
        wf_device_check(&class, mistakes);
}

void wf_host_draft_check_provenance(const struct wf_host_draft *draft,
                                    const struct wf_platform *platform,
                                    const struct wf_mistakes *mistakes)
{
    struct wf_host_class class = draft->class;
    class.site = &draft->site;
    class.origins = draft->origins;
    class.watts = draft->watts_count == class.pstate_count ? draft->watts : NULL;
    wf_host_provenance_check(platform, &class, mistakes);
}

void wf_host_draft_check(struct wf_host_draft *draft, const struct wf_mistakes *mistakes)
{
    check_pstates(draft, mistakes);
    if (draft->new_watts) /* those of the class it was copied from were judged there */
        doubt_watts(draft, mistakes);
    check_device(draft, mistakes);
}

const struct wf_host_class *wf_host_draft_keep(struct wf_host_draft *draft, bool broken,
                                               struct wf_arena *arena, struct wf_class_memo *memo)
{
    struct wf_host_class *class = &draft->class;
    class->site = wf_class_memo_site(memo, arena, &draft->site);
    class->origins = wf_class_memo_origins(memo, arena, draft->origins);
    class->watts = draft->watts_count == class->pstate_count ? draft->watts : NULL;
    if (class->watts && draft->new_watts)
        class->watts =
            wf_arena_intern(arena, draft->new_watts, class->pstate_count * sizeof *class->watts);
    free(draft->new_watts);
    class->broken = broken;
    return wf_class_memo_keep(memo, arena, class, sizeof *class, !broken);
}
