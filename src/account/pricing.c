#include "account/pricing.h"
#include "account/bill_sums.h"
#include "account/tariff.h"
#include "account/weights.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of weights of a link, with those of its class of network. */
enum { LINK_ROWS = (int)WF_LINK_ROWS + (int)WF_NETWORK_ROWS };

/* Pstates in which a host was, to bill it under other watts. */
struct states {
    uint16_t idle;
    uint16_t busy[WF_PHASE_COUNT];
};

/* Hosts that are billed alike: a class of their own, and the sums of their usages. */
struct host_lot {
    struct wf_host_class class;
    struct wf_site site;
    struct wf_watts *watts;
    struct wf_host host; /* of the class; without a name */
    struct wf_host_usage usage;
    struct wf_phase_usage rest[WF_PHASE_REST]; /* of the usage */
    double weighted[WF_HOST_ROWS]; /* where the intensity changes with time (weights.h) */
    struct states states;
};

/* The same of links. */
struct link_lot {
    struct wf_link_class class; /* of the first one */
    struct wf_site site;
    struct wf_link_usage usage;
    struct wf_carried_more carried; /* of the usage; bytes as at the first one's bandwidth: they
                                       take as long there */
    double byte[WF_PHASE_CARRIERS]; /* as they were */
    bool differ;                    /* in bandwidth */
    double weighted[LINK_ROWS];     /* as of hosts */
    struct wf_radio_usage radio;
    struct wf_network_usage networks[WF_PHASE_COUNT];
    bool has_radio, has_networks;
};

struct wf_pricing {
    struct wf_scenario scenario; /* its options alone, on the platform below */
    struct wf_platform platform; /* its networks alone */
    struct wf_networks networks;
    struct wf_outcome totals; /* of the run: its time alone */
    size_t figure_count;
    bool watts; /* those of hosts are among the figures */
    struct host_lot *hosts;
    struct link_lot *links;
    size_t host_count, link_count;
    double **slots;     /* where the figures stand, one after the other */
    size_t *first_slot; /* by figure, and the end */
};

/* What is put together. */
struct source {
    const struct wf_platform *platform;
    const struct wf_outcome *outcome;
};

/* ---- lots ---- */

/* What is put together, and where it stands in the outcome. */
struct member {
    const void *class;
    struct states states;
    uint32_t index, lot;
};

static int compare_alike(const struct member *a, const struct member *b)
{
    if (a->class != b->class)
        return (uintptr_t)a->class < (uintptr_t)b->class ? -1 : 1;
    return memcmp(&a->states, &b->states, sizeof a->states);
}

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    int order = compare_alike(x, y);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

static int compare_indices(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

/* Number the lots in the order in which their first members stand, so that no sum depends on
 * addresses. @return how many */
static size_t number_lots(struct member *members, size_t count)
{
    if (!count)
        return 0;
    uint32_t *numbers = wf_malloc(count * sizeof *numbers);
    uint32_t first = 0;
    size_t lots = 0;
    qsort(members, count, sizeof *members, compare_members);
    for (size_t i = 0; i < count;
         i++) { /* a lot goes by the index of its first member until it has a number */
        if (i == 0 || compare_alike(&members[i - 1], &members[i]))
            first = members[i].index;
        members[i].lot = first;
    }
    qsort(members, count, sizeof *members, compare_indices);
    uint32_t *by_first = wf_malloc((members[count - 1].index + 1) * sizeof *by_first);
    for (size_t i = 0; i < count; i++) {
        if (members[i].lot == members[i].index)
            by_first[members[i].index] = (uint32_t)lots++;
        numbers[i] = by_first[members[i].lot];
    }
    for (size_t i = 0; i < count; i++)
        members[i].lot = numbers[i];
    free(numbers);
    free(by_first);
    return lots;
}

/* Classes that are billed alike, each by the first one that was met. Of a fleet every device has a
 * class of its own, for its speed or its bandwidth. */
enum { KINDS_MAX = 64 };
struct kinds {
    bool (*alike)(const void *a, const void *b);
    const void *first[KINDS_MAX];
    size_t count, last;
};

static const void *kind_of(struct kinds *kinds, const void *class)
{
    if (kinds->count && kinds->alike(kinds->first[kinds->last], class))
        return kinds->first[kinds->last];
    for (size_t i = 0; i < kinds->count; i++)
        if (kinds->alike(kinds->first[i], class)) {
            kinds->last = i;
            return kinds->first[i];
        }
    if (kinds->count == KINDS_MAX)
        return class;
    kinds->last = kinds->count++;
    return kinds->first[kinds->last] = class;
}

/* ---- hosts ---- */

static bool hosts_alike(const void *a, const void *b)
{
    const struct wf_host_class *x = a, *y = b;
    return x->site == y->site && x->pstate_count == y->pstate_count &&
           x->start_pstate == y->start_pstate && !x->watts == !y->watts &&
           (!x->watts || !memcmp(x->watts, y->watts, x->pstate_count * sizeof *x->watts));
}

static const double AGREES = 1e-9; /* relative: joules as metered, against watts x seconds */

static bool agrees(double energy_j, double found_j)
{
    return fabs(energy_j - found_j) <= AGREES * fmax(fabs(energy_j), fabs(found_j));
}

static double metered_j(const struct wf_phase_usage *row, const struct wf_watts *watts,
                        uint16_t idle, uint16_t busy)
{
    return watts[idle].idle_w * (row->time_s - row->busy_s) + watts[busy].all_cores_w * row->busy_s;
}

/* The pstate of its load in each phase, if it waits in @p states->idle. */
static bool find_busy(const struct wf_host_class *class, const struct wf_host_usage *usage,
                      struct states *states)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        const struct wf_phase_usage *row = wf_host_usage_in(usage, phase);
        uint16_t pstates = row->busy_s > 0 ? (uint16_t) class->pstate_count : 1, busy = 0;
        while (busy < pstates &&
               !agrees(row->energy_j, metered_j(row, class->watts, states->idle, busy)))
            busy++;
        if (busy == pstates)
            return false;
        states->busy[phase] = busy;
    }
    return true;
}

static bool find_states(const struct wf_host_class *class, const struct wf_host_usage *usage,
                        struct states *states)
{
    for (states->idle = 0; states->idle < class->pstate_count; states->idle++)
        if (find_busy(class, usage, states))
            return true;
    return false;
}

static int list_hosts(const struct source *source, bool watts, struct member *members,
                      struct wf_err *err)
{
    const struct wf_outcome *outcome = source->outcome;
    struct kinds kinds = {.alike = hosts_alike};
    for (size_t i = 0; i < outcome->host_count; i++) {
        const struct wf_host *host = &source->platform->hosts[outcome->hosts[i].host];
        members[i].class = kind_of(&kinds, host->class);
        members[i].index = (uint32_t)i;
        if (watts && !find_states(host->class, &outcome->hosts[i], &members[i].states))
            return wf_err_set(err, WF_EFAIL, "host '%s' works in several pstates in one phase",
                              host->name);
    }
    return 0;
}

/* Its parts name each other. */
static void tie_host_lot(struct host_lot *lot)
{
    lot->class.site = &lot->site;
    lot->class.watts = lot->watts;
    lot->host = (struct wf_host){.name = "", .class = &lot->class};
    lot->usage.phases.rest = lot->rest;
}

static void open_host_lot(struct host_lot *lot, const struct wf_host *host,
                          const struct member *member)
{
    lot->class = *host->class;
    lot->site = *host->class->site;
    lot->watts = wf_malloc(lot->class.pstate_count * sizeof *lot->watts);
    memcpy(lot->watts, host->class->watts, lot->class.pstate_count * sizeof *lot->watts);
    tie_host_lot(lot);
    lot->states = member->states;
}

static void add_host(struct host_lot *lot, const struct wf_host_usage *usage)
{
    lot->usage.host = usage->host;
    lot->usage.last_s += usage->last_s - usage->first_s;
    lot->usage.off_duty_s += usage->off_duty_s;
    lot->usage.stored_byte_s += usage->stored_byte_s;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        const struct wf_phase_usage *row = wf_host_usage_in(usage, phase);
        if (!(row->time_s > 0))
            continue;
        struct wf_phase_usage *sum = wf_phase_rows_add(&lot->usage.phases, phase);
        sum->time_s += row->time_s;
        sum->energy_j += row->energy_j;
        sum->busy_s += row->busy_s;
    }
}

static int make_hosts(struct wf_pricing *pricing, const struct source *source, struct wf_err *err)
{
    const struct wf_outcome *outcome = source->outcome;
    size_t count = outcome->host_count;
    struct member *members = wf_calloc(count + 1, sizeof *members);
    int status = list_hosts(source, pricing->watts, members, err);
    if (status == 0) {
        pricing->host_count = number_lots(members, count);
        pricing->hosts = wf_calloc(pricing->host_count + 1, sizeof *pricing->hosts);
        for (size_t i = 0; i < count; i++) {
            struct host_lot *lot = &pricing->hosts[members[i].lot];
            if (!lot->watts)
                open_host_lot(lot, &source->platform->hosts[outcome->hosts[i].host], &members[i]);
            add_host(lot, &outcome->hosts[i]);
        }
        for (size_t i = 0; i < outcome->weight_count; i++) {
            const struct wf_weight_row *row = &outcome->weights[i];
            if (!row->link)
                pricing->hosts[members[row->owner].lot].weighted[row->row] += row->weighted;
        }
    }
    free(members);
    return status;
}

/* ---- links ---- */

/* But for their bandwidth, which the bytes of a lot allow for. */
static bool links_alike(const void *a, const void *b)
{
    const struct wf_link_class *x = a, *y = b;
    return x->site == y->site && !memcmp(&x->idle_w, &y->idle_w, sizeof x->idle_w) &&
           !memcmp(&x->busy_w, &y->busy_w, sizeof x->busy_w);
}

/* Links that SimGrid made up have no class, and cost nothing. */
static size_t list_links(const struct source *source, struct member *members)
{
    const struct wf_outcome *outcome = source->outcome;
    struct kinds kinds = {.alike = links_alike};
    size_t radio = 0, count = 0;
    for (size_t i = 0; i < outcome->link_count; i++) {
        const struct wf_link_class *class =
            wf_bill_link_class(source->platform, &outcome->links[i]);
        bool has_radio = radio < outcome->radio_count && outcome->radios[radio].link == i;
        radio += has_radio;
        if (!class)
            continue;
        /* of two halves of a cable one has the radio */
        members[count] = (struct member){.class = kind_of(&kinds, class), .index = (uint32_t)i};
        members[count++].states.idle = has_radio;
    }
    return count;
}

static void tie_link_lot(struct link_lot *lot)
{
    lot->class.site = &lot->site;
    lot->usage.name = "";
    lot->usage.carried.more = &lot->carried;
}

static void open_link_lot(struct link_lot *lot, const struct wf_link_class *class)
{
    lot->class = *class;
    lot->site = *class->site;
    tie_link_lot(lot);
    for (uint32_t phase = 0; phase < WF_PHASE_COUNT; phase++)
        lot->networks[phase].phase = phase;
}

static void add_link(struct link_lot *lot, const struct wf_link_usage *usage,
                     const struct wf_link_class *class)
{
    double by = lot->class.bandwidth_byte_per_s / class->bandwidth_byte_per_s;
    lot->differ |= by < 1 || by > 1;
    lot->usage.last_s += usage->last_s - usage->first_s;
    lot->carried.explored_s += wf_carried_explored_s(&usage->carried);
    for (int phase = 0; phase < WF_PHASE_CARRIERS; phase++) {
        lot->carried.byte[phase] += by * wf_link_usage_byte(usage, phase);
        lot->byte[phase] += wf_link_usage_byte(usage, phase);
    }
}

static void add_radios(const struct wf_outcome *outcome, struct link_lot *const *lot_of)
{
    for (size_t i = 0; i < outcome->radio_count; i++) {
        const struct wf_radio_usage *radio = &outcome->radios[i];
        struct link_lot *lot = lot_of[radio->link];
        if (!lot)
            continue;
        lot->has_radio = true;
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            lot->radio.airtime_s[phase] += radio->airtime_s[phase];
            lot->radio.tail_s[phase] += radio->tail_s[phase];
        }
    }
}

static void add_networks(const struct wf_outcome *outcome, struct link_lot *const *lot_of)
{
    for (size_t i = 0; i < outcome->network_count; i++) {
        const struct wf_network_usage *row = &outcome->networks[i];
        struct link_lot *lot = lot_of[row->link];
        if (!lot)
            continue;
        lot->has_networks = true;
        lot->networks[row->phase].transfer_s += row->transfer_s;
        lot->networks[row->phase].core_byte += row->core_byte;
    }
}

static void make_links(struct wf_pricing *pricing, const struct source *source)
{
    const struct wf_outcome *outcome = source->outcome;
    struct member *members = wf_calloc(outcome->link_count + 1, sizeof *members);
    struct link_lot **lot_of = wf_calloc(outcome->link_count + 1, sizeof(struct link_lot *));
    size_t count = list_links(source, members);
    pricing->link_count = number_lots(members, count);
    pricing->links = wf_calloc(pricing->link_count + 1, sizeof *pricing->links);
    for (size_t i = 0; i < count; i++) {
        const struct wf_link_usage *usage = &outcome->links[members[i].index];
        struct link_lot *lot = lot_of[members[i].index] = &pricing->links[members[i].lot];
        if (!lot->usage.name)
            open_link_lot(lot, members[i].class);
        add_link(lot, usage, wf_bill_link_class(source->platform, usage));
    }
    add_radios(outcome, lot_of);
    add_networks(outcome, lot_of);
    for (size_t i = 0; i < outcome->weight_count; i++) {
        const struct wf_weight_row *row = &outcome->weights[i];
        if (row->link && lot_of[row->owner])
            lot_of[row->owner]->weighted[row->row] += row->weighted;
    }
    free(members);
    free(lot_of);
}

/* ---- where the figures stand ---- */

struct slots {
    double **items;
    size_t count, capacity;
};

static void add_if_marked(struct slots *slots, double *place, double mark)
{
    if (*place < mark || *place > mark || isnan(*place))
        return;
    if (slots->count == slots->capacity) {
        slots->capacity = 2 * slots->capacity + 16;
        slots->items = wf_realloc(slots->items, slots->capacity * sizeof *slots->items);
    }
    slots->items[slots->count++] = place;
}

static double *site_member(struct wf_site *site, int row)
{
    return (double *)(void *)((char *)site + wf_site_props[row].offset);
}

static void add_of_sites(struct wf_pricing *pricing, const struct wf_priced_figure *figure,
                         struct slots *slots)
{
    for (size_t i = 0; i < pricing->host_count; i++)
        add_if_marked(slots, site_member(&pricing->hosts[i].site, figure->row), figure->mark);
    for (size_t i = 0; i < pricing->link_count; i++)
        add_if_marked(slots, site_member(&pricing->links[i].site, figure->row), figure->mark);
}

static void add_of_host_watts(struct wf_pricing *pricing, const struct wf_priced_figure *figure,
                              struct slots *slots)
{
    for (size_t i = 0; i < pricing->host_count; i++)
        for (uint32_t pstate = 0; pstate < pricing->hosts[i].class.pstate_count; pstate++) {
            struct wf_watts *watts = &pricing->hosts[i].watts[pstate];
            if (figure->part == WF_FIGURE_IDLE)
                add_if_marked(slots, &watts->idle_w, figure->mark);
            else if (figure->part == WF_FIGURE_EPSILON)
                add_if_marked(slots, &watts->epsilon_w, figure->mark);
            else
                add_if_marked(slots, &watts->all_cores_w, figure->mark);
        }
}

static void add_of_link_watts(struct wf_pricing *pricing, const struct wf_priced_figure *figure,
                              struct slots *slots)
{
    for (size_t i = 0; i < pricing->link_count; i++) {
        struct wf_link_class *class = &pricing->links[i].class;
        bool idle = figure->part == WF_FIGURE_IDLE;
        add_if_marked(slots, idle ? &class->idle_w : &class->busy_w, figure->mark);
    }
}

static void add_of_networks(struct wf_pricing *pricing, const struct wf_priced_figure *figure,
                            struct slots *slots)
{
    for (int class = 0; class < WF_NETWORK_CLASSES; class ++)
        for (int view = 0; view < WF_NETWORK_VIEWS; view++) {
            struct wf_network_values *values = &pricing->networks.items[class][view].values;
            char *member = (char *)values + wf_network_figures[figure->row].offset;
            add_if_marked(slots, (double *)(void *)member, figure->mark);
        }
}

static void find_slots(struct wf_pricing *pricing, const struct wf_priced_figure *figures)
{
    static void (*const add[])(struct wf_pricing *, const struct wf_priced_figure *,
                               struct slots *) = {[WF_PRICED_SITE] = add_of_sites,
                                                  [WF_PRICED_HOST_WATTS] = add_of_host_watts,
                                                  [WF_PRICED_LINK_WATTS] = add_of_link_watts,
                                                  [WF_PRICED_NETWORK] = add_of_networks};
    struct slots slots = {0};
    pricing->first_slot = wf_calloc(pricing->figure_count + 1, sizeof *pricing->first_slot);
    for (size_t i = 0; i < pricing->figure_count; i++) {
        pricing->first_slot[i] = slots.count;
        add[figures[i].place](pricing, &figures[i], &slots);
    }
    pricing->first_slot[pricing->figure_count] = slots.count;
    pricing->slots = slots.items;
}

/* ---- the interface ---- */

bool wf_priced_is_drawn(const struct wf_priced_figure *figure)
{
    static const char *const watts[] = {"airtime_wattage", "tail_wattage"};
    bool drawn = figure->place == WF_PRICED_HOST_WATTS || figure->place == WF_PRICED_LINK_WATTS;
    for (size_t i = 0; figure->place == WF_PRICED_SITE && i < sizeof watts / sizeof *watts; i++)
        drawn |= !strcmp(wf_site_props[figure->row].name, watts[i]);
    return drawn;
}

static int check(const struct wf_scenario *scenario, const struct wf_outcome *outcome,
                 const struct wf_priced_figure *figures, size_t count, struct wf_err *err)
{
    if (scenario->options.whole_platform)
        return wf_err_set(err, WF_EFAIL, "all of the platform is billed");
    if (outcome->reserve_bill_count)
        return wf_err_set(err, WF_EFAIL, "devices of the fleet are billed while they are drawn");
    if (outcome->bucket_count)
        return wf_err_set(err, WF_EFAIL, "the start moves to where the grid is greenest");
    for (size_t i = 0; outcome->weight_count && i < count; i++)
        if (wf_priced_is_drawn(&figures[i]))
            return wf_err_set(err, WF_EFAIL,
                              "watts vary, and an intensity changes with time: it is weighted by "
                              "joules as they are drawn");
    return 0;
}

/* One that has no lots yet. */
static struct wf_pricing *begin(const struct wf_scenario *scenario, double time_s,
                                const struct wf_priced_figure *figures, size_t count)
{
    struct wf_pricing *pricing = wf_calloc(1, sizeof *pricing);
    pricing->scenario.options = scenario->options;
    pricing->scenario.platform = &pricing->platform;
    pricing->networks = *scenario->platform->networks;
    pricing->platform.networks = &pricing->networks;
    pricing->totals.time_s = time_s;
    pricing->figure_count = count;
    for (size_t i = 0; i < count; i++)
        pricing->watts |= figures[i].place == WF_PRICED_HOST_WATTS;
    return pricing;
}

struct wf_pricing *wf_pricing_make(const struct wf_scenario *scenario,
                                   const struct wf_outcome *outcome,
                                   const struct wf_priced_figure *figures, size_t count,
                                   struct wf_err *err)
{
    if (check(scenario, outcome, figures, count, err) < 0)
        return NULL;
    const struct source source = {scenario->platform, outcome};
    struct wf_pricing *pricing = begin(scenario, outcome->time_s, figures, count);
    if (make_hosts(pricing, &source, err) < 0) {
        wf_pricing_free(pricing);
        return NULL;
    }
    make_links(pricing, &source);
    find_slots(pricing, figures);
    return pricing;
}

/* ---- from one process to another ---- */

struct packed_head {
    double time_s;
    uint64_t host_count, link_count;
};

void wf_pricing_pack(const struct wf_pricing *pricing, struct wf_buffer *out)
{
    const struct packed_head head = {pricing->totals.time_s, pricing->host_count,
                                     pricing->link_count};
    wf_buffer_add(out, (const char *)&head, sizeof head);
    wf_buffer_add(out, (const char *)pricing->hosts, head.host_count * sizeof *pricing->hosts);
    wf_buffer_add(out, (const char *)pricing->links, head.link_count * sizeof *pricing->links);
    for (size_t i = 0; i < pricing->host_count; i++)
        wf_buffer_add(out, (const char *)pricing->hosts[i].watts,
                      pricing->hosts[i].class.pstate_count * sizeof *pricing->hosts[i].watts);
}

static const char *take_bytes(const char *bytes, void *to, size_t size)
{
    memcpy(to, bytes, size);
    return bytes + size;
}

struct wf_pricing *wf_pricing_unpack(const struct wf_scenario *scenario, const char *bytes,
                                     const struct wf_priced_figure *figures, size_t count)
{
    struct packed_head head;
    bytes = take_bytes(bytes, &head, sizeof head);
    struct wf_pricing *pricing = begin(scenario, head.time_s, figures, count);
    pricing->host_count = head.host_count;
    pricing->link_count = head.link_count;
    pricing->hosts = wf_calloc(head.host_count + 1, sizeof *pricing->hosts);
    pricing->links = wf_calloc(head.link_count + 1, sizeof *pricing->links);
    bytes = take_bytes(bytes, pricing->hosts, head.host_count * sizeof *pricing->hosts);
    bytes = take_bytes(bytes, pricing->links, head.link_count * sizeof *pricing->links);
    for (size_t i = 0; i < head.host_count; i++) {
        struct host_lot *lot = &pricing->hosts[i];
        size_t size = lot->class.pstate_count * sizeof *lot->watts;
        lot->watts = wf_malloc(size);
        bytes = take_bytes(bytes, lot->watts, size);
        tie_host_lot(lot);
    }
    for (size_t i = 0; i < head.link_count; i++)
        tie_link_lot(&pricing->links[i]);
    find_slots(pricing, figures);
    return pricing;
}

size_t wf_pricing_places(const struct wf_pricing *pricing, size_t figure)
{
    return pricing->first_slot[figure + 1] - pricing->first_slot[figure];
}

void wf_pricing_set(struct wf_pricing *pricing, size_t figure, double value)
{
    for (size_t i = pricing->first_slot[figure]; i < pricing->first_slot[figure + 1]; i++)
        *pricing->slots[i] = value;
}

static void meter(struct host_lot *lot)
{
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        if (!(wf_host_usage_in(&lot->usage, phase)->time_s > 0))
            continue;
        struct wf_phase_usage *row = wf_phase_rows_add(&lot->usage.phases, phase);
        row->energy_j = metered_j(row, lot->watts, lot->states.idle, lot->states.busy[phase]);
    }
}

/* What a bill of one lot reads: the weights of its only owner. */
struct reading {
    struct wf_outcome outcome;
    struct wf_weight_row rows[LINK_ROWS];
    struct wf_carbon carbon;
};

static void start_reading(struct reading *reading, const struct wf_pricing *pricing,
                          const double *weighted, uint16_t rows, bool link)
{
    reading->outcome = pricing->totals;
    reading->outcome.weights = reading->rows;
    for (uint16_t i = 0; i < rows; i++)
        if (weighted[i] != 0)
            reading->rows[reading->outcome.weight_count++] =
                (struct wf_weight_row){.link = link, .row = i, .weighted = weighted[i]};
    reading->carbon = (struct wf_carbon){
        .scenario = &pricing->scenario, .outcome = &reading->outcome, .row = reading->rows};
}

/* Where bills of links go. */
struct link_sums {
    const struct wf_pricing *pricing;
    struct wf_sum *phase_carbon_g; /* nobody asks for it */
    struct wf_bill_sums *sums;
};

static void bill_lot(const struct link_sums *to, const struct link_lot *lot,
                     const struct wf_link_class *class, struct wf_link_usage *usage)
{
    struct reading reading;
    start_reading(&reading, to->pricing, lot->weighted, LINK_ROWS, true);
    reading.outcome.links = usage;
    struct wf_link_bill bill = {.name = "",
                                .class = class,
                                .count = 1,
                                .usage = usage,
                                .radio = lot->has_radio ? &lot->radio : NULL,
                                .networks = lot->networks,
                                .network_count = lot->has_networks ? WF_PHASE_COUNT : 0};
    double phase_j[WF_PHASE_COUNT];
    wf_bill_device_link(&to->pricing->scenario, &reading.outcome, &bill, &reading.carbon,
                        to->phase_carbon_g, phase_j);
    wf_bill_sums_add_link(to->sums, &bill, phase_j);
}

/* Links of several bandwidths, whose class of network is billed for bytes as they were: by watts
 * and time, then by that class alone. */
static void bill_in_two(const struct link_sums *to, struct link_lot *lot)
{
    struct wf_link_class class = lot->class;
    struct wf_site site = lot->site;
    class.site = &site;
    site.network_class = WF_NETWORK_CLASSES;
    bill_lot(to, lot, &class, &lot->usage);
    site.network_class = lot->site.network_class;
    class.idle_w = class.busy_w = site.airtime_w = site.tail_w = site.embodied_carbon_g = NAN;
    struct wf_link_usage usage = lot->usage;
    struct wf_carried_more carried = lot->carried;
    memcpy(carried.byte, lot->byte, sizeof carried.byte);
    usage.carried.more = &carried;
    bill_lot(to, lot, &class, &usage);
}

static void add_up_links(struct wf_pricing *pricing, struct wf_sum *phase_carbon_g,
                         struct wf_bill_sums *sums)
{
    const struct link_sums to = {pricing, phase_carbon_g, sums};
    for (size_t i = 0; i < pricing->link_count; i++) {
        struct link_lot *lot = &pricing->links[i];
        if (lot->differ && wf_site_has_network(&lot->site))
            bill_in_two(&to, lot);
        else
            bill_lot(&to, lot, &lot->class, &lot->usage);
    }
}

void wf_pricing_total(struct wf_pricing *pricing, struct wf_price *price)
{
    struct wf_bill_sums hosts = {0}, links = {0};
    struct wf_sum phase_carbon_g[WF_PHASE_COUNT] = {0};
    for (size_t i = 0; i < pricing->host_count; i++) {
        struct host_lot *lot = &pricing->hosts[i];
        if (pricing->watts)
            meter(lot);
        struct reading reading;
        start_reading(&reading, pricing, lot->weighted, WF_HOST_ROWS, false);
        reading.outcome.hosts = &lot->usage;
        const struct wf_host_bill bill =
            wf_bill_device(&pricing->scenario, &reading.outcome, &lot->class, &lot->usage,
                           &reading.carbon, phase_carbon_g);
        wf_bill_sums_add_host(&hosts, &bill, &lot->host);
    }
    add_up_links(pricing, phase_carbon_g, &links);
    wf_price_of(&hosts, &links, price);
}

/* ---- choices ---- */

static void choose(const struct wf_choice *choice, bool link, struct wf_site *site)
{
    if (choice->whole && !link)
        site->share_ratio = 1;
    if (choice->idle == WF_IDLE_NONE)
        site->attribution_ratio = 0;
    if (choice->idle == WF_IDLE_ALL && !link)
        site->attribution_ratio = 1;
}

void wf_pricing_total_as(struct wf_pricing *pricing, const struct wf_choice *choice,
                         struct wf_price *price)
{
    struct wf_site *stated =
        wf_calloc(pricing->host_count + pricing->link_count + 1, sizeof *stated);
    struct wf_site *of_links = stated + pricing->host_count;
    uint32_t network = pricing->scenario.options.network;
    pricing->scenario.options.network = choice->network;
    for (size_t i = 0; i < pricing->host_count; i++) {
        stated[i] = pricing->hosts[i].site;
        choose(choice, false, &pricing->hosts[i].site);
    }
    for (size_t i = 0; i < pricing->link_count; i++) {
        of_links[i] = pricing->links[i].site;
        choose(choice, true, &pricing->links[i].site);
    }
    wf_pricing_total(pricing, price);
    for (size_t i = 0; i < pricing->host_count; i++)
        pricing->hosts[i].site = stated[i];
    for (size_t i = 0; i < pricing->link_count; i++)
        pricing->links[i].site = of_links[i];
    pricing->scenario.options.network = network;
    free(stated);
}

void wf_pricing_free(struct wf_pricing *pricing)
{
    if (!pricing)
        return;
    for (size_t i = 0; i < pricing->host_count; i++)
        free(pricing->hosts[i].watts);
    free(pricing->hosts);
    free(pricing->links);
    free(pricing->slots);
    free(pricing->first_slot);
    free(pricing);
}
