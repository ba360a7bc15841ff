#include "account/ledger.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* ---- exploration ---- */

void wf_ledger_release(struct wf_ledger *ledger)
{
    free(ledger->toggles_s);
    free(ledger->networks);
    wf_arena_release(&ledger->rooms);
    wf_power_free(ledger->power);
    ledger->power = NULL;
    ledger->idle = NULL;
    ledger->toggles_s = NULL;
    ledger->networks = NULL;
    ledger->toggle_count = 0;
    ledger->network_count = ledger->network_capacity = ledger->free_network = 0;
}

void wf_ledger_explore(struct wf_ledger *ledger, double now_s, bool on)
{
    if (on == (ledger->toggle_count % 2 == 1))
        return;
    ledger->toggles_s =
        wf_realloc(ledger->toggles_s, (ledger->toggle_count + 1) * sizeof *ledger->toggles_s);
    ledger->toggles_s[ledger->toggle_count++] = now_s;
}

static enum wf_phase phase_now(const struct wf_ledger *ledger, enum wf_phase phase)
{
    return ledger->toggle_count % 2 ? WF_PHASE_EXPLORATION : phase;
}

/* The first piece of from_s .. to_s that lies within one state of exploration: its end, and its
 * phase. */
static double piece(const struct wf_ledger *ledger, double from_s, double to_s,
                    enum wf_phase *phase)
{
    uint32_t passed = 0;
    while (passed < ledger->toggle_count && ledger->toggles_s[passed] <= from_s)
        passed++;
    if (passed % 2)
        *phase = WF_PHASE_EXPLORATION;
    return passed < ledger->toggle_count ? fmin(to_s, ledger->toggles_s[passed]) : to_s;
}

/* Lowest phase of a set that is not empty. */
static enum wf_phase first_phase(uint32_t phases)
{
    return (enum wf_phase)__builtin_ctz(phases);
}

/* ---- storage ---- */

static void accrue_storage(struct wf_ledger *ledger, double now_s)
{
    if (ledger->storage_w > 0)
        ledger->site_j += ledger->storage_w * (now_s - ledger->storage_since_s);
    ledger->storage_since_s = now_s;
}

void wf_ledger_store(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     double byte)
{
    if (host->storage_w_per_byte <= 0)
        return;
    accrue_storage(ledger, now_s);
    if (host->stored_byte > 0) {
        double byte_s = host->stored_byte * (now_s - host->stored_since_s);
        host->usage.stored_byte_s += byte_s;
        if (ledger->power)
            wf_power_add(ledger->power, host->power_row, host->storage_w_per_byte * byte_s,
                         host->stored_since_s, now_s);
        if (host->weights)
            wf_weights_add(host->weights, WF_ROW_STORAGE, host->stored_byte, host->stored_since_s,
                           now_s);
    }
    host->stored_since_s = now_s;
    host->stored_byte += byte;
    assert(host->stored_byte >= 0);
    ledger->storage_w += host->storage_w_per_byte * byte;
}

/* ---- hosts ---- */

void wf_ledger_host_init(struct wf_ledger_host *host, uint32_t index,
                         const struct wf_host_class *class, uint32_t pstate, uint16_t idle_pstate)
{
    struct wf_host_tariff tariff = wf_tariff_of_host(class, false, 0);
    *host =
        (struct wf_ledger_host){.class = class,
                                .site_factor = tariff.site_factor,
                                .unbilled_w = tariff.unbilled_w,
                                .storage_w_per_byte = tariff.pue_ratio * tariff.storage_w_per_byte,
                                .pstate = (uint16_t)pstate,
                                .idle_pstate = idle_pstate};
    host->usage.host = index;
    host->usage.plugin_j = NAN;
}

static void book(struct wf_ledger *ledger, struct wf_ledger_host *host, enum wf_phase phase,
                 bool busy, double from_s, double to_s)
{
    double time_s = to_s - from_s, energy_j = host->power_w * time_s;
    struct wf_phase_rows *phases = &host->usage.phases;
    if (wf_phase_rows_need_rest(phases, phase))
        phases->rest = wf_arena_alloc(&ledger->rooms, WF_PHASE_REST * sizeof *phases->rest);
    struct wf_phase_usage *row = wf_phase_rows_add(phases, phase);
    row->time_s += time_s;
    row->energy_j += energy_j;
    if (busy)
        row->busy_s += time_s;
    double site_j = wf_ledger_site_j(host, energy_j, time_s);
    host->site_j += site_j;
    ledger->site_j += site_j;
    if (ledger->power)
        wf_power_add(ledger->power, host->power_row, site_j, from_s, to_s);
    if (host->weights) {
        wf_weights_add(host->weights, phase, host->power_w, from_s, to_s);
        wf_weights_add(host->weights, WF_ROW_TIME + phase, 1, from_s, to_s);
    }
}

/* Close the step that lasted until now, of @p phase. */
static void advance_in(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                       enum wf_phase phase, bool busy)
{
    double from_s = host->since_s;
    host->since_s = now_s;
    accrue_storage(ledger, now_s);
    if (!host->on_duty || now_s <= from_s)
        return;
    if (ledger->toggle_count == 0) {
        book(ledger, host, phase, busy, from_s, now_s);
        return;
    }
    while (from_s < now_s) {
        enum wf_phase own = phase;
        double end_s = piece(ledger, from_s, now_s, &own);
        book(ledger, host, own, busy, from_s, end_s);
        from_s = end_s;
    }
}

static void advance(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s)
{
    advance_in(ledger, host, now_s, first_phase(host->active_phases | 1u << WF_PHASE_WAIT),
               host->loaded_phases);
}

/* Of a host with load. */
static uint16_t asked_pstate(const struct wf_ledger_host *host)
{
    return host->open ? host->open->asked_pstate[first_phase(host->loaded_phases)]
                      : host->asked_pstate;
}

/* Load decides the pstate: the first phase with load; without load the host waits in the job. */
static bool settle(struct wf_ledger_host *host)
{
    bool busy = host->loaded_phases;
    uint16_t pstate = busy ? asked_pstate(host) : host->idle_pstate;
    const struct wf_watts *watts = &host->class->watts[pstate];
    host->power_w = busy ? watts->all_cores_w : watts->idle_w;
    bool changed = pstate != host->pstate;
    host->pstate = pstate;
    return changed;
}

static void enter(struct wf_ledger_host *host, double now_s)
{
    if (host->met) { /* it has idled in its pstate since it left */
        double away_s = now_s - host->usage.last_s;
        host->usage.off_duty_s += away_s;
        host->usage.off_duty_j += host->power_w * away_s;
    } else {
        host->usage.first_s = now_s;
    }
    host->on_duty = host->met = true;
}

/* Of a large fleet few hosts have several activities at a time: these have a record of them. */
static struct wf_ledger_open *new_record(struct wf_ledger *ledger)
{
    struct wf_ledger_open *record = ledger->idle;
    if (!record)
        return wf_arena_alloc(&ledger->rooms, sizeof *record);
    ledger->idle = record->next;
    return record;
}

/* Another activity begins beside the only one. */
static struct wf_ledger_open *open_record(struct wf_ledger *ledger,
                                          const struct wf_ledger_host *host)
{
    struct wf_ledger_open *record = new_record(ledger);
    enum wf_phase phase = first_phase(host->active_phases);
    record->active[phase] = 1;
    record->loaded[phase] = host->loaded_phases != 0;
    record->asked_pstate[phase] = host->asked_pstate;
    return record;
}

/* All its counts are 0. */
static void close_record(struct wf_ledger *ledger, struct wf_ledger_host *host)
{
    host->open->next = ledger->idle;
    ledger->idle = host->open;
    host->open = NULL;
}

static void count_begin(struct wf_ledger_open *open, enum wf_phase phase, bool loaded,
                        uint16_t pstate)
{
    open->active[phase]++;
    open->loaded[phase] += loaded;
    if (loaded)
        open->asked_pstate[phase] = pstate;
}

static void count_end(struct wf_ledger_host *host, enum wf_phase phase, bool loaded)
{
    if (--host->open->active[phase] == 0)
        host->active_phases &= (uint16_t) ~(1u << phase);
    if (loaded && --host->open->loaded[phase] == 0)
        host->loaded_phases &= (uint16_t) ~(1u << phase);
}

bool wf_ledger_begin(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                     enum wf_phase phase, bool loaded, uint16_t pstate)
{
    advance(ledger, host, now_s);
    if (!host->on_duty)
        enter(host, now_s);
    if (host->active_phases && !host->open)
        host->open = open_record(ledger, host);
    host->active_phases |= (uint16_t)(1u << phase);
    if (loaded) {
        host->loaded_phases |= (uint16_t)(1u << phase);
        host->asked_pstate = pstate;
    }
    if (host->open)
        count_begin(host->open, phase, loaded, pstate);
    return settle(host);
}

bool wf_ledger_end(struct wf_ledger *ledger, struct wf_ledger_host *host, double now_s,
                   enum wf_phase phase, bool loaded)
{
    advance(ledger, host, now_s);
    assert(host->active_phases >> phase & 1 && (!loaded || host->loaded_phases >> phase & 1));
    if (host->open) {
        count_end(host, phase, loaded);
    } else {
        assert(host->active_phases == 1u << phase && !loaded == !host->loaded_phases);
        host->active_phases = host->loaded_phases = 0;
    }
    if (host->open && !host->active_phases)
        close_record(ledger, host);
    host->usage.last_s = now_s;
    return settle(host);
}

double wf_ledger_pass(struct wf_ledger *ledger, struct wf_ledger_host *host, double from_s,
                      double to_s, enum wf_phase phase, bool loaded, uint16_t pstate)
{
    assert(!host->active_phases && host->since_s <= from_s);
    advance_in(ledger, host, from_s, WF_PHASE_WAIT, false);
    if (!host->on_duty)
        enter(host, from_s);
    double before_j = host->site_j;
    if (loaded)
        host->power_w = host->class->watts[pstate].all_cores_w;
    else
        host->power_w = host->class->watts[host->idle_pstate].idle_w;
    advance_in(ledger, host, to_s, phase, loaded);
    host->usage.last_s = to_s;
    host->pstate = host->idle_pstate;
    host->power_w = host->class->watts[host->idle_pstate].idle_w;
    return host->site_j - before_j;
}

double wf_ledger_open_j(const struct wf_ledger_host *host, double now_s)
{
    double time_s = now_s - host->since_s;
    return host->on_duty && host->active_phases
               ? wf_ledger_site_j(host, host->power_w * time_s, time_s)
               : 0;
}

void wf_ledger_leave(struct wf_ledger_host *host)
{
    if (!host->active_phases)
        host->on_duty = false;
}

double wf_ledger_host_j(const struct wf_ledger_host *host, uint32_t first_pstate, double end_s)
{
    const struct wf_host_usage *usage = &host->usage;
    if (!host->met)
        return host->class->watts[first_pstate].idle_w * end_s;
    double total = host->class->watts[first_pstate].idle_w * usage->first_s +
                   host->power_w * (end_s - usage->last_s) + usage->off_duty_j;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        total += wf_host_usage_in(usage, phase)->energy_j;
    return total;
}

/* ---- radios ---- */

void wf_ledger_radio_init(struct wf_ledger_radio *radio, const struct wf_link_class *class)
{
    *radio =
        (struct wf_ledger_radio){.tail_s = isnan(class->site->tail_s) ? 0 : class->site->tail_s};
}

/* Airtime since the last step: of the first phase that is on the air. */
static void advance_radio(struct wf_ledger *ledger, const struct wf_ledger_link *link, double now_s)
{
    struct wf_ledger_radio *radio = link->extras->radio;
    const struct wf_link_tariff *tariff = link->tariff;
    double from_s = radio->since_s;
    radio->since_s = now_s;
    if (!radio->active_phases)
        return;
    while (from_s < now_s) {
        enum wf_phase phase = first_phase(radio->active_phases);
        double end_s = piece(ledger, from_s, now_s, &phase);
        radio->usage.airtime_s[phase] += end_s - from_s;
        ledger->site_j += tariff->pue_ratio * tariff->airtime_w * (end_s - from_s);
        if (radio->weights)
            wf_weights_add(radio->weights, phase, tariff->airtime_w, from_s, end_s);
        from_s = end_s;
    }
}

/* A tail from one date to another, or (sign -1) the end of one that is cut off. */
static void add_tail(struct wf_ledger *ledger, const struct wf_ledger_link *link, double sign,
                     double from_s, double to_s)
{
    struct wf_ledger_radio *radio = link->extras->radio;
    const struct wf_link_tariff *tariff = link->tariff;
    radio->usage.tail_s[radio->tail_phase] += sign * (to_s - from_s);
    ledger->site_j += sign * tariff->pue_ratio * tariff->tail_w * (to_s - from_s);
    if (radio->weights)
        wf_weights_add(radio->weights, radio->tail_phase, sign * tariff->tail_w, from_s, to_s);
}

static void begin_airtime(struct wf_ledger *ledger, const struct wf_ledger_link *link, double now_s,
                          enum wf_phase phase)
{
    struct wf_ledger_radio *radio = link->extras->radio;
    advance_radio(ledger, link, now_s);
    if (!radio->active_phases && radio->tail_end_s > now_s) {
        add_tail(ledger, link, -1, now_s, radio->tail_end_s);
        radio->tail_end_s = now_s;
    }
    radio->active[phase]++;
    radio->active_phases |= 1u << phase;
}

static void end_airtime(struct wf_ledger *ledger, const struct wf_ledger_link *link, double now_s,
                        enum wf_phase phase)
{
    struct wf_ledger_radio *radio = link->extras->radio;
    advance_radio(ledger, link, now_s);
    assert(radio->active[phase] > 0 && "its begin was reported");
    if (--radio->active[phase] == 0)
        radio->active_phases &= ~(1u << phase);
    if (radio->active_phases || radio->tail_s <= 0)
        return;
    radio->tail_phase = phase_now(ledger, phase);
    radio->tail_end_s = now_s + radio->tail_s;
    add_tail(ledger, link, 1, now_s, radio->tail_end_s);
}

/* ---- links ---- */

static struct wf_weights *weights_of(const struct wf_ledger_link *link)
{
    return link->extras ? link->extras->weights : NULL;
}

static struct wf_weights *network_weights_of(const struct wf_ledger_link *link)
{
    return link->extras ? link->extras->network_weights : NULL;
}

void wf_ledger_link_init(struct wf_ledger_link *link, const char *name,
                         const struct wf_link_tariff *tariff)
{
    *link = (struct wf_ledger_link){.tariff = tariff, .name = name};
}

/* A row that is not in use. */
static uint32_t new_network(struct wf_ledger *ledger)
{
    uint32_t place = ledger->free_network;
    if (place) {
        ledger->free_network = ledger->networks[place - 1].link;
        return place;
    }
    if (ledger->network_count == ledger->network_capacity) {
        ledger->network_capacity = ledger->network_capacity ? 2 * ledger->network_capacity : 64;
        ledger->networks =
            wf_realloc(ledger->networks, ledger->network_capacity * sizeof *ledger->networks);
    }
    return (uint32_t)++ledger->network_count;
}

void wf_ledger_network_put(struct wf_ledger *ledger, struct wf_ledger_link *link,
                           const struct wf_network_usage *row)
{
    uint32_t place = new_network(ledger);
    ledger->networks[place - 1] = *row;
    ledger->networks[place - 1].link = link->network;
    link->network = place;
}

void wf_ledger_network_drop(struct wf_ledger *ledger, struct wf_ledger_link *link)
{
    while (link->network) {
        uint32_t place = link->network;
        link->network = ledger->networks[place - 1].link;
        ledger->networks[place - 1].link = ledger->free_network;
        ledger->free_network = place;
    }
}

/* The row of a phase. A link carries bytes of one or two phases. */
static struct wf_network_usage *network_row(struct wf_ledger *ledger, struct wf_ledger_link *link,
                                            enum wf_phase phase)
{
    for (uint32_t next = link->network; next; next = ledger->networks[next - 1].link)
        if (ledger->networks[next - 1].phase == phase)
            return &ledger->networks[next - 1];
    wf_ledger_network_put(ledger, link, &(struct wf_network_usage){.phase = phase});
    return &ledger->networks[link->network - 1];
}

static void book_network(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                         double now_s, enum wf_phase phase, double byte)
{
    double time_s = now_s - start_s;
    network_row(ledger, link, phase)->transfer_s += time_s;
    ledger->site_j += wf_tariff_network_j(&link->tariff->network, byte, 0, time_s);
    struct wf_weights *weights = network_weights_of(link);
    if (!weights)
        return;
    wf_weights_spread(weights, phase, byte, start_s, now_s);
    wf_weights_spread(weights, WF_NETWORK_ROW_TIME + phase, time_s, start_s, now_s);
}

void wf_ledger_core(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                    double now_s, enum wf_phase phase, double byte)
{
    phase = phase_now(ledger, phase);
    network_row(ledger, link, phase)->core_byte += byte;
    ledger->site_j += wf_tariff_network_j(&link->tariff->network, 0, byte, 0);
    struct wf_weights *weights = network_weights_of(link);
    if (weights)
        wf_weights_spread(weights, WF_NETWORK_ROW_CORE + phase, byte, start_s, now_s);
}

static struct wf_carried_more *more_of(struct wf_ledger *ledger, struct wf_ledger_link *link)
{
    if (!link->carried.more)
        wf_carried_use(&link->carried, wf_arena_alloc(&ledger->rooms, sizeof *link->carried.more));
    return link->carried.more;
}

/* What a stretch of duty adds to the base, where totals are not enough. */
static void add_base(struct wf_ledger *ledger, struct wf_ledger_link *link, double from_s,
                     double to_s)
{
    struct wf_weights *weights = weights_of(link);
    while (from_s < to_s) {
        enum wf_phase phase = WF_PHASE_WAIT;
        double end_s = piece(ledger, from_s, to_s, &phase);
        bool explored = phase == WF_PHASE_EXPLORATION;
        if (explored)
            more_of(ledger, link)->explored_s += end_s - from_s;
        if (weights)
            wf_weights_add(weights, explored ? WF_ROW_BASE_EXPLORATION : WF_ROW_BASE, 1, from_s,
                           end_s);
        from_s = end_s;
    }
}

void wf_ledger_transfer_begin(struct wf_ledger *ledger, struct wf_ledger_link *link, double now_s,
                              enum wf_phase phase)
{
    if (wf_ledger_radio_of(link))
        begin_airtime(ledger, link, now_s, phase);
}

void wf_ledger_transfer(struct wf_ledger *ledger, struct wf_ledger_link *link, double start_s,
                        double now_s, enum wf_phase phase, double byte)
{
    struct wf_carried *carried = &link->carried;
    const struct wf_link_tariff *tariff = link->tariff;
    bool used = carried->transfers > 0;
    double from_s = used ? link->last_s : start_s, duty_s = fmax(now_s - from_s, 0);
    struct wf_weights *weights = weights_of(link);
    bool pieces = ledger->toggle_count || weights;
    if (wf_ledger_radio_of(link))
        end_airtime(ledger, link, now_s, phase);
    if (pieces)
        add_base(ledger, link, from_s, now_s);
    if (!used || start_s < link->first_s) {
        if (pieces && used)
            add_base(ledger, link, start_s, link->first_s);
        duty_s += used ? link->first_s - start_s : 0;
        link->first_s = start_s;
    }
    phase = phase_now(ledger, phase);
    link->last_s = used ? fmax(link->last_s, now_s) : now_s;
    if (wf_carried_needs_more(carried, phase))
        more_of(ledger, link);
    wf_carried_add(carried, phase, byte);
    carried->transfers++;
    double energy_j = wf_tariff_bytes_j(tariff, byte);
    ledger->site_j += tariff->pue_ratio * (energy_j + wf_tariff_base_j(tariff, duty_s));
    if (weights)
        wf_weights_spread(weights, phase, energy_j, start_s, now_s);
    if (tariff->has_network)
        book_network(ledger, link, start_s, now_s, phase, byte);
}

struct wf_link_usage wf_ledger_link_usage(const struct wf_ledger_link *link)
{
    return (struct wf_link_usage){.first_s = link->first_s,
                                  .last_s = link->last_s,
                                  .carried = link->carried,
                                  .plugin_j = NAN,
                                  .name = link->name,
                                  .class = link->tariff->class};
}
