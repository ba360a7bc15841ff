#include "study/meter_planes.h"
#include "account/reserve_bill.h"

enum { PLANES = WF_METER_ESTIMATE + 1 };

struct planes {
    const char *first[PLANES]; /* host at each; NULL: none is */
};

static void add_host(struct planes *planes, const struct wf_host *host, const char *name)
{
    const struct wf_site *site = host->class->site;
    enum wf_meter_kind plane = wf_site_has_wall_factor(site) ? WF_METER_WALL : wf_site_meter(site);
    planes->first[plane] = wf_text_first(planes->first[plane], name);
}

static void add(struct planes *planes, const struct wf_summary *summary)
{
    const struct wf_outcome *outcome = summary->outcome;
    const struct wf_host *hosts = summary->scenario->platform->hosts;
    if (summary->scenario->options.whole_platform)
        for (uint32_t i = 0; i < summary->scenario->platform->host_count; i++)
            add_host(planes, &hosts[i], hosts[i].name);
    else
        for (size_t i = 0; i < outcome->host_count; i++)
            add_host(planes, &hosts[outcome->hosts[i].host], hosts[outcome->hosts[i].host].name);
    for (size_t i = 0; i < outcome->reserve_bill_count; i++)
        if (outcome->reserve_bills[i].hosts.count)
            add_host(planes, &hosts[outcome->reserve_bills[i].host],
                     outcome->reserve_bills[i].first.name);
}

static size_t count_of(const struct planes *planes)
{
    size_t count = 0;
    for (int plane = 0; plane < PLANES; plane++)
        count += planes->first[plane] != NULL;
    return count;
}

static void put(const struct planes *planes, bool name_wall, struct wf_buffer *out)
{
    size_t count = 0;
    for (int plane = 0; plane < PLANES; plane++) {
        if (!planes->first[plane])
            continue;
        wf_buffer_printf(out, "%s%s", count++ ? ", " : "", wf_meter_name((uint32_t)plane));
        if (name_wall || plane != WF_METER_WALL)
            wf_buffer_printf(out, " (%s)", planes->first[plane]);
    }
}

void wf_meter_planes_put(const struct wf_summary *summary, struct wf_buffer *out)
{
    struct planes planes = {{0}};
    add(&planes, summary);
    put(&planes, false, out);
}

bool wf_meter_planes_are_same(const struct wf_summary *a, const struct wf_summary *b)
{
    struct planes planes = {{0}};
    add(&planes, a);
    add(&planes, b);
    return count_of(&planes) <= 1;
}

void wf_meter_planes_why(const struct wf_study *study, size_t a, size_t b, struct wf_buffer *out)
{
    struct planes planes = {{0}};
    add(&planes, &study->summaries[a]);
    add(&planes, &study->summaries[b]);
    wf_buffer_printf(out, "watts of %s and %s come from different meters: ", study->labels.items[a],
                     study->labels.items[b]);
    put(&planes, true, out);
    wf_buffer_printf(out, "; give the hosts a wall_factor");
}
