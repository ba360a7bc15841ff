#include "sim/ledger.h"
#include "model/account.h"
#include <assert.h>
#include <math.h>

void wf_ledger_host_init(struct wf_ledger_host *host, uint32_t index,
                         const struct wf_host_class *class, uint32_t pstate, uint16_t idle_pstate)
{
    const struct wf_site *site = class->site;
    *host = (struct wf_ledger_host){.watts = class->watts,
                                    .pstate = (uint16_t)pstate,
                                    .idle_pstate = idle_pstate,
                                    .site_factor = wf_site_wall_factor(site) * wf_site_pue(site)};
    host->usage.host = index;
    host->usage.plugin_j = NAN;
    host->unbilled_w =
        (1 - wf_site_attribution(site, false)) * class->watts[wf_host_cold_pstate(class)].idle_w;
}

/* Close the step that lasted until now. */
static void advance(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s)
{
    double time_s = now_s - host->since_s;
    host->since_s = now_s;
    if (!host->on_duty || time_s <= 0)
        return;
    int phase = 0;
    bool busy = false;
    while (phase < WF_PHASE_WAIT && !host->active[phase])
        phase++;
    for (int i = 0; i < WF_PHASE_COUNT; i++)
        busy |= host->loaded[i] > 0;
    double energy_j = host->power_w * time_s;
    host->usage.time_s[phase] += time_s;
    host->usage.energy_j[phase] += energy_j;
    host->usage.busy_s += busy ? time_s : 0;
    double site_j = host->site_factor * (energy_j - host->unbilled_w * time_s);
    host->site_j += site_j;
    ledger->site_j += site_j;
}

/* Load decides the pstate: the first phase with load; without load the host waits in the job. */
static bool settle(struct wf_ledger_host *host)
{
    uint16_t pstate = host->idle_pstate;
    bool busy = false;
    for (int phase = WF_PHASE_COUNT - 1; phase >= 0; phase--)
        if (host->loaded[phase]) {
            pstate = host->asked_pstate[phase];
            busy = true;
        }
    const struct wf_watts *watts = &host->watts[pstate];
    host->power_w = busy ? watts->all_cores_w : watts->idle_w;
    bool changed = pstate != host->pstate;
    host->pstate = pstate;
    return changed;
}

bool wf_ledger_begin(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate)
{
    advance(ledger, host, now_s);
    if (!host->on_duty) {
        host->on_duty = true;
        host->usage.first_s = now_s;
    }
    host->active[phase]++;
    if (loaded) {
        host->loaded[phase]++;
        host->asked_pstate[phase] = pstate;
    }
    return settle(host);
}

bool wf_ledger_end(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                   enum wf_phase phase, bool loaded)
{
    advance(ledger, host, now_s);
    assert(host->active[phase] > 0 && (!loaded || host->loaded[phase] > 0));
    host->active[phase]--;
    host->loaded[phase] -= loaded;
    host->usage.last_s = now_s;
    return settle(host);
}

void wf_ledger_link_init(struct wf_ledger_link *link, const char *name,
                         const struct wf_link_class *class)
{
    *link = (struct wf_ledger_link){.class = class, .attribution = 1, .pue = 1};
    link->usage.name = name;
    link->usage.plugin_j = NAN;
    if (class) {
        link->attribution = wf_site_attribution(class->site, true);
        link->pue = wf_site_pue(class->site);
    }
}

void wf_ledger_transfer(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                        double now_s, enum wf_phase phase, double byte)
{
    struct wf_link_usage *usage = &link->usage;
    const struct wf_link_class *class = link->class;
    double duty_s = now_s - (usage->transfers ? usage->last_s : start_s);
    if (!usage->transfers || start_s < usage->first_s) {
        duty_s += usage->transfers ? usage->first_s - start_s : 0;
        usage->first_s = start_s;
    }
    usage->last_s = now_s;
    usage->byte[phase] += byte;
    usage->transfers++;
    if (class && !isnan(class->busy_w))
        ledger->site_j += link->pue * (wf_account_link_j(class->idle_w, class->busy_w, byte,
                                                         class->bandwidth_byte_per_s) +
                                       link->attribution * class->idle_w * duty_s);
}
