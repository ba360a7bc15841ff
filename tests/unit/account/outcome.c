#include "account/outcome.h"
#include "account/reserve_bill.h"

#include "suite.h"
#include <string.h>

enum {
    HOSTS = 3,
    LINKS = 2,
    ROUNDS = 4,
    COHORT = 5,
    RADIOS = 1,
    NETWORKS = 3,
    WEIGHTS = 6,
    BUCKETS = 7,
    GROUPS = 2,
    KEPT = 3,
    POWER = 8
};

/* What the usages below point to, until it is gathered. */
static struct wf_phase_usage rest[WF_PHASE_REST];
static struct wf_carried_more more;

static void use(struct wf_phase_rows *rows, int phase)
{
    if (wf_phase_rows_need_rest(rows, phase)) {
        memset(rest, 0, sizeof rest);
        rows->rest = rest;
    }
    *wf_phase_rows_add(rows, phase) = (struct wf_phase_usage){1 + phase, 20 + phase, 0.5 + phase};
}

static void carry(struct wf_carried *carried, int phase)
{
    if (wf_carried_needs_more(carried, phase)) {
        more = (struct wf_carried_more){.explored_s = 0.75};
        wf_carried_use(carried, &more);
    }
    wf_carried_add(carried, phase, 100 + phase);
}

static void check_phases(const struct wf_outcome *got)
{
    memset(rest, 0xff, sizeof rest); /* nothing points there any more */
    memset(&more, 0xff, sizeof more);
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
        const struct wf_phase_usage *row = wf_host_usage_in(&got->hosts[1], phase);
        CHECK_CLOSE(row->time_s, 1 + phase, 0);
        CHECK_CLOSE(row->energy_j, 20 + phase, 0);
        CHECK_CLOSE(row->busy_s, 0.5 + phase, 0);
        CHECK_CLOSE(wf_host_usage_in(&got->hosts[0], phase)->time_s, 0, 0);
        CHECK_CLOSE(wf_host_usage_in(&got->hosts[2], phase)->time_s,
                    phase == WF_PHASE_WAIT ? 1 + phase : 0, 0);
        CHECK_CLOSE(wf_link_usage_byte(&got->links[0], phase),
                    phase == WF_PHASE_UPLOAD ? 100 + phase : 0, 0);
        CHECK_CLOSE(wf_link_usage_byte(&got->links[1], phase),
                    phase < WF_PHASE_CARRIERS ? 100 + phase : 0, 0);
    }
    CU_ASSERT_PTR_NULL(got->hosts[2].phases.rest);
    CU_ASSERT_PTR_NULL(got->links[0].carried.more);
    CHECK_CLOSE(wf_carried_explored_s(&got->links[0].carried), 0, 0);
    CHECK_CLOSE(wf_carried_explored_s(&got->links[1].carried), 0.75, 0);
}

/* An outcome with something in each part; its names are one block, as when it is sent. */
static struct wf_outcome outcome(void)
{
    struct wf_outcome outcome = {.time_s = 12.5,
                                 .rounds = ROUNDS,
                                 .host_count = HOSTS,
                                 .link_count = LINKS,
                                 .round_count = ROUNDS,
                                 .cohort_count = COHORT,
                                 .radio_count = RADIOS,
                                 .network_count = NETWORKS,
                                 .weight_count = WEIGHTS,
                                 .bucket_count = BUCKETS,
                                 .reserve_bill_count = GROUPS,
                                 .kept_count = KEPT,
                                 .power_count = POWER};
    outcome.hosts = wf_calloc(HOSTS, sizeof *outcome.hosts);
    outcome.links = wf_calloc(LINKS, sizeof *outcome.links);
    outcome.round_rows = wf_calloc(ROUNDS, sizeof *outcome.round_rows);
    outcome.cohorts = wf_calloc(COHORT, sizeof *outcome.cohorts);
    for (uint32_t i = 0; i < HOSTS; i++)
        outcome.hosts[i].host = 10 + i;
    outcome.links[0] = (struct wf_link_usage){.name = "wifi", .carried.transfers = 1};
    outcome.links[1] = (struct wf_link_usage){.name = "backbone_UP", .carried.transfers = 2};
    for (uint32_t i = 0; i < ROUNDS; i++)
        outcome.round_rows[i].end_s = i + 1;
    for (uint32_t i = 0; i < COHORT; i++)
        outcome.cohorts[i] = 20 + i;
    outcome.radios = wf_calloc(RADIOS, sizeof *outcome.radios);
    outcome.networks = wf_calloc(NETWORKS, sizeof *outcome.networks);
    outcome.weights = wf_calloc(WEIGHTS, sizeof *outcome.weights);
    outcome.buckets = wf_calloc(BUCKETS, sizeof *outcome.buckets);
    outcome.reserve_bills = wf_calloc(GROUPS, sizeof *outcome.reserve_bills);
    outcome.kept = wf_calloc(KEPT, sizeof *outcome.kept);
    outcome.reserve_bills[1].host = 5;
    outcome.kept[2].end_s = 4;
    outcome.radios[0].link = 1;
    for (uint32_t i = 0; i < NETWORKS; i++)
        outcome.networks[i].transfer_s = 3 + i;
    for (uint32_t i = 0; i < WEIGHTS; i++)
        outcome.weights[i].weighted = 0.5 * i;
    for (uint32_t i = 0; i < BUCKETS; i++)
        outcome.buckets[i] = 7 + i;
    outcome.power_j = wf_calloc(POWER, sizeof *outcome.power_j);
    for (uint32_t i = 0; i < POWER; i++)
        outcome.power_j[i] = 0.25 * i;
    for (int phase = 0; phase < WF_PHASE_COUNT; phase++)
        use(&outcome.hosts[1].phases, phase);
    use(&outcome.hosts[2].phases, WF_PHASE_WAIT);
    carry(&outcome.links[0].carried, WF_PHASE_UPLOAD);
    for (int phase = 0; phase < WF_PHASE_CARRIERS; phase++)
        carry(&outcome.links[1].carried, phase);
    wf_outcome_gather(&outcome);
    return outcome;
}

/* Send a part in pieces of at most @p piece bytes. */
static void send_part(struct wf_outcome_arrival *arrival, const struct wf_outcome *sent,
                      enum wf_outcome_part part, size_t piece)
{
    size_t size;
    const char *bytes = wf_outcome_part(sent, part, &size);
    for (size_t start = 0; start < size; start += piece)
        CU_ASSERT_EQUAL(wf_outcome_arrive_piece(arrival, part, bytes + start,
                                                size - start < piece ? size - start : piece),
                        0);
}

static void check_same(const struct wf_outcome *got, const struct wf_outcome *sent)
{
    CHECK_CLOSE(got->time_s, sent->time_s, 0);
    check_phases(got);
    CU_ASSERT_EQUAL(got->rounds, sent->rounds);
    CU_ASSERT_EQUAL_FATAL(got->host_count, HOSTS);
    CU_ASSERT_EQUAL_FATAL(got->link_count, LINKS);
    CU_ASSERT_EQUAL_FATAL(got->round_count, ROUNDS);
    CU_ASSERT_EQUAL_FATAL(got->cohort_count, COHORT);
    CU_ASSERT_EQUAL_FATAL(got->reserve_bill_count, GROUPS);
    CU_ASSERT_EQUAL_FATAL(got->kept_count, KEPT);
    CU_ASSERT_EQUAL(got->reserve_bills[1].host, 5);
    CHECK_CLOSE(got->kept[2].end_s, 4, 0);
    for (size_t i = 0; i < HOSTS; i++)
        CU_ASSERT_EQUAL(got->hosts[i].host, sent->hosts[i].host);
    for (size_t i = 0; i < LINKS; i++) {
        CHECK_TEXT(got->links[i].name, sent->links[i].name);
        CU_ASSERT_EQUAL(got->links[i].carried.transfers, sent->links[i].carried.transfers);
    }
    for (size_t i = 0; i < ROUNDS; i++)
        CHECK_CLOSE(got->round_rows[i].end_s, sent->round_rows[i].end_s, 0);
    CU_ASSERT_EQUAL(got->radios[0].link, sent->radios[0].link);
    for (size_t i = 0; i < NETWORKS; i++)
        CHECK_CLOSE(got->networks[i].transfer_s, sent->networks[i].transfer_s, 0);
    for (size_t i = 0; i < WEIGHTS; i++)
        CHECK_CLOSE(got->weights[i].weighted, sent->weights[i].weighted, 0);
    for (size_t i = 0; i < BUCKETS; i++)
        CHECK_CLOSE(got->buckets[i], sent->buckets[i], 0);
    for (size_t i = 0; i < POWER; i++)
        CHECK_CLOSE(got->power_j[i], sent->power_j[i], 0);
    for (size_t i = 0; i < COHORT; i++)
        CU_ASSERT_EQUAL(got->cohorts[i], sent->cohorts[i]);
}

static void an_outcome_arrives_in_pieces_of_any_size(void)
{
    static const size_t pieces[] = {1, 7, 64, 1 << 20};
    struct wf_outcome sent = outcome();
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        struct wf_outcome_arrival arrival = {0};
        struct wf_outcome got = {0};
        struct wf_err err = {0};
        wf_outcome_arrive(&arrival, &sent);
        for (int part = 0; part < WF_PART_COUNT; part++)
            send_part(&arrival, &sent, (enum wf_outcome_part)part, pieces[i]);
        CU_ASSERT_EQUAL_FATAL(wf_outcome_arrived(&arrival, &got, &err), 0);
        check_same(&got, &sent);
        CU_ASSERT(got.hosts != sent.hosts);
        wf_outcome_release(&got);
    }
    wf_outcome_release(&sent);
}

static void parts_may_come_in_any_order(void)
{
    struct wf_outcome sent = outcome(), got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    wf_outcome_arrive(&arrival, &sent);
    for (int part = WF_PART_COUNT - 1; part >= 0; part--)
        send_part(&arrival, &sent, (enum wf_outcome_part)part, 16);
    CU_ASSERT_EQUAL_FATAL(wf_outcome_arrived(&arrival, &got, &err), 0);
    check_same(&got, &sent);
    wf_outcome_release(&got);
    wf_outcome_release(&sent);
}

static void names_live_in_the_outcome_that_arrived(void)
{
    struct wf_outcome sent = outcome(), got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    wf_outcome_arrive(&arrival, &sent);
    for (int part = 0; part < WF_PART_COUNT; part++)
        send_part(&arrival, &sent, (enum wf_outcome_part)part, 1 << 20);
    CU_ASSERT_EQUAL_FATAL(wf_outcome_arrived(&arrival, &got, &err), 0);
    wf_outcome_release(&sent);
    CHECK_TEXT(got.links[0].name, "wifi");
    CHECK_TEXT(got.links[1].name, "backbone_UP");
    CU_ASSERT(got.links[0].name == got.names);
    wf_outcome_release(&got);
}

static void a_missing_piece_is_an_error(void)
{
    struct wf_outcome sent = outcome();
    for (int missing = 0; missing < WF_PART_COUNT; missing++) {
        struct wf_outcome_arrival arrival = {0};
        struct wf_outcome got = {0};
        struct wf_err err = {0};
        wf_outcome_arrive(&arrival, &sent);
        for (int part = 0; part < WF_PART_COUNT; part++)
            if (part != missing)
                send_part(&arrival, &sent, (enum wf_outcome_part)part, 1 << 20);
        CU_ASSERT_EQUAL(wf_outcome_arrived(&arrival, &got, &err), -1);
        CU_ASSERT_EQUAL(err.code, WF_ESIM);
        CHECK_TEXT(err.text, "the simulation ended without a whole result");
        CU_ASSERT_PTR_NULL(got.hosts);
        CU_ASSERT_PTR_NULL(arrival.outcome.hosts);
    }
    wf_outcome_release(&sent);
}

static void a_missing_last_byte_is_an_error(void)
{
    struct wf_outcome sent = outcome(), got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    wf_outcome_arrive(&arrival, &sent);
    for (int part = 0; part < WF_PART_NAMES; part++)
        send_part(&arrival, &sent, (enum wf_outcome_part)part, 1 << 20);
    CU_ASSERT_EQUAL(
        wf_outcome_arrive_piece(&arrival, WF_PART_NAMES, sent.names, sent.name_size - 1), 0);
    CU_ASSERT_EQUAL(wf_outcome_arrived(&arrival, &got, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_ESIM);
    wf_outcome_release(&sent);
}

static void nothing_at_all_is_an_error(void)
{
    struct wf_outcome_arrival arrival = {0};
    struct wf_outcome got = {0};
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_outcome_arrived(&arrival, &got, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_ESIM);
}

static void a_piece_before_its_head_is_refused(void)
{
    struct wf_outcome_arrival arrival = {0};
    CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, WF_PART_NAMES, "x", 1), -1);
}

static void more_than_was_announced_is_refused(void)
{
    struct wf_outcome sent = outcome(), got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    size_t size;
    wf_outcome_arrive(&arrival, &sent);
    const char *hosts = wf_outcome_part(&sent, WF_PART_HOSTS, &size);
    CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, WF_PART_HOSTS, hosts, size - 1), 0);
    CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, WF_PART_HOSTS, hosts, 2), -1);
    CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, WF_PART_HOSTS, hosts + size - 1, 1), 0);
    CU_ASSERT_EQUAL(wf_outcome_arrive_piece(&arrival, WF_PART_HOSTS, hosts, 1), -1);
    CU_ASSERT_EQUAL(wf_outcome_arrived(&arrival, &got, &err), -1); /* the rest never came */
    wf_outcome_release(&sent);
}

static void an_outcome_of_empty_parts_arrives_with_its_head(void)
{
    struct wf_outcome sent = {.time_s = 3}, got = {0};
    struct wf_outcome_arrival arrival = {0};
    struct wf_err err = {0};
    wf_outcome_gather(&sent);
    wf_outcome_arrive(&arrival, &sent);
    for (int part = 0; part < WF_PART_COUNT; part++) {
        size_t size = 99;
        CU_ASSERT_PTR_NULL(wf_outcome_part(&sent, (enum wf_outcome_part)part, &size));
        CU_ASSERT_EQUAL(size, 0);
    }
    CU_ASSERT_EQUAL(wf_outcome_arrived(&arrival, &got, &err), 0);
    CHECK_CLOSE(got.time_s, 3, 0);
    CU_ASSERT_PTR_NULL(got.hosts);
    wf_outcome_release(&got);
    wf_outcome_release(&sent);
}

static void names_are_gathered_one_behind_the_other(void)
{
    struct wf_outcome whole = outcome();
    size_t size;
    const char *names = wf_outcome_part(&whole, WF_PART_NAMES, &size);
    CU_ASSERT_EQUAL(size, strlen("wifi") + 1 + strlen("backbone_UP") + 1);
    CU_ASSERT_EQUAL(memcmp(names, "wifi\0backbone_UP", size), 0);
    wf_outcome_release(&whole);
}

static void what_was_released_may_be_released_again(void)
{
    struct wf_outcome whole = outcome();
    wf_outcome_release(&whole);
    CU_ASSERT_PTR_NULL(whole.hosts);
    CU_ASSERT_EQUAL(whole.host_count, 0);
    wf_outcome_release(&whole);
    wf_outcome_release(NULL);
}

static const struct wf_test tests[] = {
    WF_TEST(an_outcome_arrives_in_pieces_of_any_size),
    WF_TEST(parts_may_come_in_any_order),
    WF_TEST(names_live_in_the_outcome_that_arrived),
    WF_TEST(a_missing_piece_is_an_error),
    WF_TEST(a_missing_last_byte_is_an_error),
    WF_TEST(nothing_at_all_is_an_error),
    WF_TEST(a_piece_before_its_head_is_refused),
    WF_TEST(more_than_was_announced_is_refused),
    WF_TEST(an_outcome_of_empty_parts_arrives_with_its_head),
    WF_TEST(names_are_gathered_one_behind_the_other),
    WF_TEST(what_was_released_may_be_released_again),
};

int main(void)
{
    return wf_suite_run("outcome", tests, sizeof tests / sizeof tests[0]);
}
