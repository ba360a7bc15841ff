#include "job/muster.h"
#include "base/fetch.h"
#include "base/pages.h"
#include "base/record_store.h"
#include "scenario/participants.h"
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a run changes of a device ---- */

enum { NETWORK_ROWS = 4 }; /* of a link: phases in which it carries bytes */

struct rows {
    struct wf_network_usage items[NETWORK_ROWS];
};

/* Of a link nothing else changes. */
struct carried {
    double first_s, last_s;
    struct wf_carried carried;
};

/* All of it in one piece, so that it can be kept as the words that differ from those drawn. */
struct changes {
    struct wf_learner_state state;
    struct wf_ledger_host host;
    struct carried links[2];
    struct rows rows[2];              /* behind what all have: of links with a class of network */
    struct wf_ledger_radio radios[2]; /* last: most have none */
};

enum {
    WORDS = sizeof(struct changes) / sizeof(uint64_t),
    NETWORK_WORDS = offsetof(struct changes, radios) / sizeof(uint64_t),
    PLAIN_WORDS = offsetof(struct changes, rows) / sizeof(uint64_t)
};
_Static_assert(sizeof(struct changes) % sizeof(uint64_t) == 0, "whole words");
_Static_assert((int)WORDS <= (int)WF_RECORD_WORDS, "an image is one record");

union image {
    struct changes changes;
    uint64_t words[WORDS];
};

/* ---- the muster ---- */

struct place {
    struct wf_called called;
    union image drawn; /* as it was drawn */
    bool used;
};

struct entry { /* of the table of all that were ever called up */
    uint32_t learner, where;
};

static const uint32_t CALLED = 1u << 31; /* where: a place, else a record */
static const uint32_t NOBODY = UINT32_MAX;
enum { AHEAD = 8 }; /* learners of a stage of wf_muster_fetch (base/fetch.h) */
enum { RECORD_FETCH = 2 * WF_FETCH_LINE }; /* of a record: most have about as much */
enum { EXPECTED_MAX = 1 << 16 }; /* places for which room is mapped before they are used */
enum { STRETCH = 1 << 15 };      /* places of records that a cache of the processor holds */

struct wf_muster {
    struct wf_job *job;
    struct wf_node *server;
    struct wf_arena arena; /* of the places */
    struct place **places;
    uint32_t place_count, place_capacity;
    uint32_t *idle; /* places that are not used */
    uint32_t idle_count;
    struct entry *entries;
    size_t capacity, count;
    struct wf_record_store store; /* of those dismissed: what differs from the image as drawn */
    struct wf_called *last;       /* called up */
};

static void make_entries(struct wf_muster *muster, size_t capacity)
{
    muster->capacity = capacity;
    muster->entries = wf_pages_calloc(capacity, sizeof *muster->entries);
    memset(muster->entries, 0xff, capacity * sizeof *muster->entries);
}

struct wf_muster *wf_muster_new(struct wf_job *job, const struct wf_participant *server)
{
    struct wf_muster *muster = wf_calloc(1, sizeof *muster);
    muster->job = job;
    muster->server = wf_meter_node(&job->meter, server);
    wf_arena_init(&muster->arena);
    size_t expected = job->scenario->asked < EXPECTED_MAX ? job->scenario->asked : EXPECTED_MAX;
    wf_arena_expect(&muster->arena, expected * sizeof **muster->places);
    wf_record_store_init(&muster->store);
    make_entries(muster, 1024);
    return muster;
}

void wf_muster_free(struct wf_muster *muster)
{
    if (!muster)
        return;
    wf_arena_release(&muster->arena);
    wf_record_store_release(&muster->store);
    free(muster->places);
    free(muster->idle);
    free(muster->entries);
    free(muster);
}

static size_t first_of(const struct wf_muster *muster, uint32_t learner)
{
    return (size_t)(learner * 0x9e3779b97f4a7c15u >> 32) & (muster->capacity - 1);
}

static struct entry *entry_of(const struct wf_muster *muster, uint32_t learner)
{
    size_t i = first_of(muster, learner);
    while (muster->entries[i].learner != NOBODY && muster->entries[i].learner != learner)
        i = (i + 1) & (muster->capacity - 1);
    return &muster->entries[i];
}

static void grow(struct wf_muster *muster)
{
    struct entry *old = muster->entries;
    size_t count = muster->capacity;
    make_entries(muster, 2 * count);
    for (size_t i = 0; i < count; i++)
        if (old[i].learner != NOBODY)
            *entry_of(muster, old[i].learner) = old[i];
    free(old);
}

/* ---- drawing ---- */

static void draw_host(struct wf_muster *muster, struct wf_called *called,
                      const struct wf_fleet_device *device)
{
    const struct wf_scenario *scenario = muster->job->scenario;
    const struct wf_fleet *fleet = scenario->reserve->fleet;
    const struct wf_participant *model = &scenario->participants[WF_LEARNER][called->group];
    const struct wf_node *node = wf_meter_node(&muster->job->meter, model);
    const struct wf_host *host = wf_scenario_host(scenario, model);
    called->class = *host->class;
    for (uint32_t i = 0; i < host->class->pstate_count; i++) {
        called->speed_flop_per_s[i] = wf_fleet_speed(fleet, device, i);
        called->watts[i] = wf_fleet_watts(fleet, device, i);
    }
    called->class.speed_flop_per_s = called->speed_flop_per_s;
    called->class.watts = called->watts;
    called->participant = *model;
    wf_participant_price(scenario, &called->class, &called->participant);
    called->node = *node;
    called->node.called = called;
    wf_ledger_host_init(&called->node.ledger, node->index, &called->class, node->first_pstate,
                        called->participant.idle_pstate);
    called->node.ledger.power_row = node->ledger.power_row;
}

static void draw_way(struct wf_called_way *way, const struct wf_route *model, double byte_per_s,
                     double latency_s)
{
    const struct wf_route_link *link = model->links[0];
    way->class = *link->ledger.tariff->class;
    way->class.bandwidth_byte_per_s = byte_per_s;
    way->tariff = *link->ledger.tariff;
    way->tariff.class = &way->class;
    if (way->tariff.has_range)
        way->tariff.bandwidth_byte_per_s = byte_per_s;
    way->link = *link;
    wf_ledger_link_init(&way->link.ledger, link->ledger.name, &way->tariff);
    way->link.drawn = true;
    way->link.dates = NULL;
    if (wf_ledger_radio_of(&link->ledger)) {
        way->extras = (struct wf_ledger_extras){.radio = &way->radio};
        way->link.ledger.extras = &way->extras;
        wf_ledger_radio_init(&way->radio, &way->class);
    }
    way->links[0] = &way->link;
    way->route = *model;
    way->route.links = way->links;
    way->route.latency_s = latency_s;
    way->route.core = model->core ? &way->link : NULL;
    way->route.pace = &way->pace;
    way->pace = (struct wf_route_pace){0};
}

static void draw(struct wf_muster *muster, struct wf_called *called, uint32_t learner)
{
    const struct wf_scenario *scenario = muster->job->scenario;
    const struct wf_reserve *reserve = scenario->reserve;
    struct wf_fleet_device device;
    wf_fleet_draw(reserve->fleet, reserve->first + learner, &device);
    memset(&called->state, 0, sizeof called->state);
    called->learner = learner;
    called->group = reserve->of_group[wf_reserve_group(reserve->fleet, &device)];
    struct wf_meter *meter = &muster->job->meter;
    struct wf_node *model =
        wf_meter_node(meter, &scenario->participants[WF_LEARNER][called->group]);
    const struct wf_tie *tie = wf_meter_tie(meter, model, muster->server);
    draw_host(muster, called, &device);
    draw_way(&called->up, tie->out, device.up_byte_per_s, device.latency_s);
    draw_way(&called->down, tie->in, device.down_byte_per_s, device.latency_s);
    called->node.partner = muster->server;
    called->node.tie = (struct wf_tie){.out = &called->up.route, .in = &called->down.route};
}

/* ---- what changed ---- */

static bool has_radio(const struct wf_called *called)
{
    return called->up.link.ledger.extras || called->down.link.ledger.extras;
}

static bool has_rows(const struct wf_called *called)
{
    return called->up.tariff.has_network || called->down.tariff.has_network;
}

static uint32_t word_count(const struct wf_called *called)
{
    return has_radio(called) ? WORDS : has_rows(called) ? NETWORK_WORDS : PLAIN_WORDS;
}

static void gather_rows(const struct wf_ledger *ledger, const struct wf_ledger_link *link,
                        struct rows *rows)
{
    int row = 0;
    memset(rows, 0, sizeof *rows);
    for (uint32_t next = link->network; next; next = ledger->networks[next - 1].link) {
        assert(row < NETWORK_ROWS);
        rows->items[row] = ledger->networks[next - 1];
        rows->items[row++].link = 1; /* it is one */
    }
}

/* Words past word_count are not set. */
static void gather(const struct wf_muster *muster, const struct wf_called *called,
                   union image *image)
{
    const struct wf_ledger *ledger = &muster->job->meter.ledger;
    const struct wf_called_way *ways[2] = {&called->up, &called->down};
    bool rows = word_count(called) > PLAIN_WORDS, radios = has_radio(called);
    image->changes.state = called->state;
    image->changes.host = called->node.ledger;
    for (int i = 0; i < 2; i++) {
        const struct wf_ledger_link *link = &ways[i]->link.ledger;
        image->changes.links[i] = (struct carried){link->first_s, link->last_s, link->carried};
        if (rows)
            gather_rows(ledger, link, &image->changes.rows[i]);
        if (radios && link->extras)
            image->changes.radios[i] = ways[i]->radio;
        else if (radios)
            memset(&image->changes.radios[i], 0, sizeof image->changes.radios[i]);
    }
}

static void restore(struct wf_muster *muster, struct wf_called *called, const union image *image)
{
    struct wf_called_way *ways[2] = {&called->up, &called->down};
    bool rows = word_count(called) > PLAIN_WORDS;
    called->state = image->changes.state;
    called->node.ledger = image->changes.host;
    for (int i = 0; i < 2; i++) {
        struct wf_ledger_link *link = &ways[i]->link.ledger;
        link->first_s = image->changes.links[i].first_s;
        link->last_s = image->changes.links[i].last_s;
        link->carried = image->changes.links[i].carried;
        link->network = 0;
        if (link->extras)
            ways[i]->radio = image->changes.radios[i];
        for (int row = NETWORK_ROWS; rows && row-- > 0;)
            if (image->changes.rows[i].items[row].link)
                wf_ledger_network_put(&muster->job->meter.ledger, link,
                                      &image->changes.rows[i].items[row]);
    }
}

/* ---- calling up, dismissing ---- */

static uint32_t new_place(struct wf_muster *muster)
{
    if (muster->idle_count)
        return muster->idle[--muster->idle_count];
    if (muster->place_count == muster->place_capacity) {
        muster->place_capacity = 2 * muster->place_capacity + 64;
        muster->places =
            wf_realloc(muster->places, muster->place_capacity * sizeof *muster->places);
        muster->idle = wf_realloc(muster->idle, muster->place_capacity * sizeof *muster->idle);
    }
    muster->places[muster->place_count] = wf_arena_alloc(&muster->arena, sizeof **muster->places);
    return muster->place_count++;
}

/* Go on from what a record says. */
static void continue_from(struct wf_muster *muster, struct place *place, uint32_t record)
{
    union image now;
    memcpy(now.words, place->drawn.words, word_count(&place->called) * sizeof *now.words);
    wf_record_store_get(&muster->store, record, now.words);
    restore(muster, &place->called, &now);
}

struct wf_called *wf_muster_call(struct wf_muster *muster, uint32_t index)
{
    if (muster->last && muster->last->learner == index)
        return muster->last;
    if (4 * (muster->count + 1) > 3 * muster->capacity)
        grow(muster);
    struct entry *entry = entry_of(muster, index);
    if (entry->learner != NOBODY && entry->where & CALLED)
        return muster->last = &muster->places[entry->where & ~CALLED]->called;
    uint32_t where = new_place(muster);
    struct place *place = muster->places[where];
    draw(muster, &place->called, index);
    gather(muster, &place->called, &place->drawn);
    place->used = true;
    if (entry->learner == NOBODY) {
        muster->count++;
        entry->learner = index;
    } else {
        continue_from(muster, place, entry->where);
        wf_record_store_drop(&muster->store, entry->where);
    }
    entry->where = where | CALLED;
    return muster->last = &place->called;
}

static void fetch(const struct wf_muster *muster, const uint32_t *cohort, size_t index,
                  size_t count)
{
    if (index % AHEAD)
        return;
    for (size_t i = index + 2 * AHEAD; i < index + 3 * AHEAD && i < count; i++)
        wf_fetch(&muster->entries[first_of(muster, cohort[i])], sizeof *muster->entries);
    for (size_t i = index + AHEAD; i < index + 2 * AHEAD && i < count; i++) {
        const struct entry *entry = entry_of(muster, cohort[i]);
        if (entry->learner != NOBODY && !(entry->where & CALLED))
            wf_fetch(wf_record_store_at(&muster->store, entry->where), RECORD_FETCH);
    }
}

void wf_muster_fetch(const struct wf_muster *muster, const uint32_t *cohort, uint32_t index,
                     uint32_t count)
{
    fetch(muster, cohort, index, count);
}

static void drop_networks(struct wf_muster *muster, struct wf_called *called)
{
    wf_ledger_network_drop(&muster->job->meter.ledger, &called->up.link.ledger);
    wf_ledger_network_drop(&muster->job->meter.ledger, &called->down.link.ledger);
}

static void dismiss(struct wf_muster *muster, uint32_t where)
{
    struct place *place = muster->places[where];
    union image now;
    gather(muster, &place->called, &now);
    entry_of(muster, place->called.learner)->where = wf_record_store_put(
        &muster->store, place->drawn.words, now.words, word_count(&place->called));
    drop_networks(muster, &place->called);
    place->used = false;
    muster->last = NULL;
    muster->idle[muster->idle_count++] = where;
}

void wf_muster_dismiss(struct wf_muster *muster)
{
    for (uint32_t i = 0; i < muster->place_count; i++)
        if (muster->places[i]->used && !muster->places[i]->called.state.busy)
            dismiss(muster, i);
}

static bool has_record(const struct entry *entry)
{
    return entry->learner != NOBODY && !(entry->where & CALLED);
}

/* All that have a record, by stretches of these: to look for each record where it happens to stand
 * would take longer than its bill. @return how many */
static size_t order_by_place(const struct wf_muster *muster, struct entry *ordered)
{
    enum { STRETCHES = (1u << 31) / STRETCH };
    size_t *first = wf_calloc(STRETCHES + 1, sizeof *first);
    for (size_t i = 0; i < muster->capacity; i++)
        if (has_record(&muster->entries[i]))
            first[muster->entries[i].where / STRETCH + 1]++;
    for (size_t i = 0; i < STRETCHES; i++)
        first[i + 1] += first[i];
    size_t count = first[STRETCHES];
    for (size_t i = 0; i < muster->capacity; i++)
        if (has_record(&muster->entries[i]))
            ordered[first[muster->entries[i].where / STRETCH]++] = muster->entries[i];
    free(first);
    return count;
}

size_t wf_muster_count(const struct wf_muster *muster)
{
    return muster->count;
}

void wf_muster_review(struct wf_muster *muster,
                      void (*visit)(void *data, const struct wf_called *called), void *data)
{
    wf_muster_dismiss(muster);
    struct place *place = wf_calloc(1, sizeof *place);
    struct entry *ordered = wf_pages_alloc((muster->count + 1) * sizeof *ordered);
    size_t count = order_by_place(muster, ordered);
    for (size_t i = 0; i < count; i++) {
        if (i + AHEAD < count)
            wf_fetch(wf_record_store_at(&muster->store, ordered[i + AHEAD].where), RECORD_FETCH);
        draw(muster, &place->called, ordered[i].learner);
        gather(muster, &place->called, &place->drawn);
        continue_from(muster, place, ordered[i].where);
        visit(data, &place->called);
        drop_networks(muster, &place->called);
    }
    for (uint32_t i = 0; i < muster->place_count; i++)
        if (muster->places[i]->used) /* in a turn that will not end */
            visit(data, &muster->places[i]->called);
    free(ordered);
    free(place);
}

/* ---- the end ---- */

static void bill_way(const struct wf_muster *muster, struct wf_reserve_bill *bills,
                     struct wf_outcome *outcome, const struct wf_called *called, bool up)
{
    const struct wf_called_way *way = up ? &called->up : &called->down;
    const struct wf_ledger *ledger = &muster->job->meter.ledger;
    const struct wf_ledger_link *link = &way->link.ledger;
    struct wf_network_usage rows[NETWORK_ROWS];
    uint32_t count = 0;
    for (uint32_t next = link->network; next; next = ledger->networks[next - 1].link)
        rows[count++] = ledger->networks[next - 1];
    const struct wf_link_usage usage = wf_ledger_link_usage(link);
    struct wf_link_bill bill = {.name = link->name,
                                .class = &way->class,
                                .count = 1,
                                .usage = &usage,
                                .radio = link->extras ? &way->radio.usage : NULL,
                                .networks = rows,
                                .network_count = count};
    if (!usage.carried.transfers)
        return;
    if (bill.radio)
        outcome->until_s = fmax(outcome->until_s, way->radio.tail_end_s);
    wf_reserve_bill_link(bills, muster->job->scenario, outcome, &bill, called->learner, up);
}

void wf_muster_open_bills(const struct wf_muster *muster, struct wf_outcome *outcome)
{
    const struct wf_scenario *scenario = muster->job->scenario;
    uint32_t groups = scenario->participant_count[WF_LEARNER];
    outcome->reserve_bills = wf_calloc(groups, sizeof *outcome->reserve_bills);
    outcome->reserve_bill_count = groups;
    outcome->time_s = wf_job_now(muster->job); /* nothing comes after */
    for (uint32_t i = 0; i < groups; i++)
        outcome->reserve_bills[i].host = scenario->participants[WF_LEARNER][i].host;
}

void wf_muster_bill(const struct wf_muster *muster, const struct wf_called *called,
                    struct wf_outcome *outcome)
{
    const struct wf_scenario *scenario = muster->job->scenario;
    struct wf_reserve_bill *bills = &outcome->reserve_bills[called->group];
    if (!wf_meter_is_billed(&called->node))
        return;
    const struct wf_host host = {.name = "", .class = &called->class}; /* named later */
    struct wf_host_usage usage = called->node.ledger.usage;
    usage.first_pstate = called->node.first_pstate;
    usage.final_pstate = called->node.ledger.pstate;
    wf_reserve_bill_host(bills, scenario, outcome, &host, &usage, called->learner);
    bill_way(muster, bills, outcome, called, false);
    bill_way(muster, bills, outcome, called, true);
}
