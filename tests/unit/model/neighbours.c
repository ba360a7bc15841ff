#include "model/neighbours.h"

#include "suite.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static struct wf_neighbours graph;

static void build(enum wf_neighbours_kind kind, uint32_t peers, uint32_t degree, uint64_t seed)
{
    struct wf_random *random = wf_random_new(seed, "neighbours");
    struct wf_err err = {0};
    CU_ASSERT_EQUAL_FATAL(wf_neighbours_build(kind, peers, degree, random, &graph, &err), 0);
    wf_random_free(random);
}

static bool joined(uint32_t a, uint32_t b)
{
    for (uint64_t i = graph.offset[a]; i < graph.offset[a + 1]; i++)
        if (graph.peer[i] == b)
            return true;
    return false;
}

static uint32_t reached(void)
{
    uint32_t *queue = calloc(graph.peers + 1, sizeof *queue), head = 0, tail = 1;
    bool *seen = calloc(graph.peers, sizeof *seen);
    seen[0] = true;
    while (head < tail) {
        uint32_t at = queue[head++];
        for (uint64_t i = graph.offset[at]; i < graph.offset[at + 1]; i++)
            if (!seen[graph.peer[i]]) {
                seen[graph.peer[i]] = true;
                queue[tail++] = graph.peer[i];
            }
    }
    free(queue);
    free(seen);
    return tail;
}

/* Symmetric, connected, ascending (so distinct), nobody one's own neighbour, all of one degree. */
static void check_graph(enum wf_neighbours_kind kind, uint32_t peers, uint32_t given,
                        uint32_t degree)
{
    build(kind, peers, given, 1);
    int wrong = graph.offset[0] != 0;
    for (uint32_t i = 0; i < peers; i++) {
        wrong += graph.offset[i + 1] - graph.offset[i] != degree;
        for (uint64_t j = graph.offset[i]; j < graph.offset[i + 1]; j++) {
            wrong += graph.peer[j] >= peers || graph.peer[j] == i || !joined(graph.peer[j], i);
            wrong += j > graph.offset[i] && graph.peer[j - 1] >= graph.peer[j];
        }
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(reached(), peers);
    CU_ASSERT_EQUAL(graph.peers, peers);
    CU_ASSERT_EQUAL(graph.offset[peers], (uint64_t)peers * degree);
    CU_ASSERT_EQUAL(wf_neighbours_messages(kind, peers, given), graph.offset[peers]);
    wf_neighbours_release(&graph);
}

static void a_ring_has_two_neighbours_or_one(void)
{
    check_graph(WF_NEIGHBOURS_RING, 1, 0, 0);
    check_graph(WF_NEIGHBOURS_RING, 2, 0, 1);
    check_graph(WF_NEIGHBOURS_RING, 3, 0, 2);
    check_graph(WF_NEIGHBOURS_RING, 1000, 0, 2);
    build(WF_NEIGHBOURS_RING, 5, 0, 1);
    CU_ASSERT(joined(0, 4) && joined(0, 1) && joined(3, 4));
    wf_neighbours_release(&graph);
}

static void complete_is_everybody(void)
{
    check_graph(WF_NEIGHBOURS_COMPLETE, 1, 0, 0);
    check_graph(WF_NEIGHBOURS_COMPLETE, 2, 0, 1);
    check_graph(WF_NEIGHBOURS_COMPLETE, 7, 0, 6);
    check_graph(WF_NEIGHBOURS_COMPLETE, 64, 0, 63);
}

static void the_degree_is_read_by_k_regular_and_random_only(void)
{
    CU_ASSERT_EQUAL(wf_neighbours_messages(WF_NEIGHBOURS_RING, 10, 6), 20);
    CU_ASSERT_EQUAL(wf_neighbours_messages(WF_NEIGHBOURS_COMPLETE, 10, 6), 90);
    CU_ASSERT_EQUAL(wf_neighbours_messages(WF_NEIGHBOURS_K_REGULAR, 10, 6), 60);
    CU_ASSERT_EQUAL(wf_neighbours_messages(WF_NEIGHBOURS_RANDOM, 10, 6), 60);
    CU_ASSERT_EQUAL(wf_neighbours_messages(WF_NEIGHBOURS_K_REGULAR, 1000000, 10), 10000000);
}

static void a_circulant_joins_the_nearest_and_the_peer_opposite(void)
{
    build(WF_NEIGHBOURS_K_REGULAR, 10, 5, 1);
    static const uint32_t expected[] = {1, 2, 5, 8, 9};
    CU_ASSERT_EQUAL(memcmp(graph.peer, expected, sizeof expected), 0);
    CU_ASSERT(joined(9, 4) && joined(9, 0) && joined(9, 1) && joined(9, 7) && joined(9, 8));
    wf_neighbours_release(&graph);
}

static void every_possible_degree_gives_a_sound_graph(void)
{
    for (uint32_t peers = 2; peers <= 13; peers++)
        for (uint32_t degree = peers == 2 ? 1 : 2; degree < peers; degree++)
            if (degree % 2 == 0 || peers % 2 == 0) {
                check_graph(WF_NEIGHBOURS_K_REGULAR, peers, degree, degree);
                check_graph(WF_NEIGHBOURS_RANDOM, peers, degree, degree);
            }
    check_graph(WF_NEIGHBOURS_K_REGULAR, 10000, 7, 7);
    check_graph(WF_NEIGHBOURS_RANDOM, 10000, 7, 7);
    check_graph(WF_NEIGHBOURS_RANDOM, 10001, 2, 2);
    check_graph(WF_NEIGHBOURS_RANDOM, 200, 150, 150);
}

static void random_neighbours_follow_the_stream(void)
{
    build(WF_NEIGHBOURS_RANDOM, 100, 4, 1);
    struct wf_neighbours first = graph;
    build(WF_NEIGHBOURS_RANDOM, 100, 4, 1);
    CU_ASSERT_EQUAL(memcmp(first.peer, graph.peer, 400 * sizeof *graph.peer), 0);
    wf_neighbours_release(&graph);
    build(WF_NEIGHBOURS_RANDOM, 100, 4, 2);
    CU_ASSERT_NOT_EQUAL(memcmp(first.peer, graph.peer, 400 * sizeof *graph.peer), 0);
    wf_neighbours_release(&graph);
    wf_neighbours_release(&first);
}

/* Each pair of peers is joined with probability degree / (peers - 1): by symmetry of the labels. */
static void every_pair_is_joined_as_often(void)
{
    enum { PEERS = 8, DEGREE = 3, TRIALS = 4000 };
    int counts[PEERS][PEERS] = {{0}};
    struct wf_random *random = wf_random_new(3, "neighbours");
    for (int t = 0; t < TRIALS; t++) {
        struct wf_err err;
        CU_ASSERT_EQUAL_FATAL(
            wf_neighbours_build(WF_NEIGHBOURS_RANDOM, PEERS, DEGREE, random, &graph, &err), 0);
        for (uint32_t i = 0; i < PEERS; i++)
            for (uint32_t j = 0; j < i; j++)
                counts[i][j] += joined(i, j);
        wf_neighbours_release(&graph);
    }
    double p = DEGREE / (PEERS - 1.0), deviation = sqrt(TRIALS * p * (1 - p));
    int wrong = 0;
    for (uint32_t i = 0; i < PEERS; i++)
        for (uint32_t j = 0; j < i; j++)
            wrong += fabs(counts[i][j] - TRIALS * p) > 4.5 * deviation;
    CU_ASSERT_EQUAL(wrong, 0);
    wf_random_free(random);
}

/* A circulant of degree 6 is full of triangles (each connection to the next but one closes some), a
 * random graph of 2000 peers has next to none: about 5^3 / 6 = 21. */
static void switches_leave_nothing_of_the_circulant(void)
{
    build(WF_NEIGHBOURS_RANDOM, 2000, 6, 4);
    int triangles = 0;
    for (uint32_t i = 0; i < graph.peers; i++)
        for (uint64_t a = graph.offset[i]; a < graph.offset[i + 1]; a++)
            for (uint64_t b = graph.offset[i]; b < a; b++)
                triangles += joined(graph.peer[a], graph.peer[b]);
    wf_neighbours_release(&graph);
    CU_ASSERT(triangles / 3 < 50); /* 6000 before the switches */
}

static void refused(enum wf_neighbours_kind kind, uint64_t peers, uint64_t degree, const char *text)
{
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_neighbours_check(kind, peers, degree, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EINPUT);
    CHECK_TEXT(err.text, text);
}

static void impossible_degrees_are_refused_with_what_would_do(void)
{
    refused(WF_NEIGHBOURS_RING, 0, 0, "ring: there is no peer; expected at least one");
    refused(WF_NEIGHBOURS_K_REGULAR, 1, 2,
            "k-regular: one peer has no neighbours; expected two or more");
    refused(WF_NEIGHBOURS_K_REGULAR, 10, 0,
            "k-regular: 0 neighbours each among 10 peers; expected 2 to 9");
    refused(WF_NEIGHBOURS_RANDOM, 10, 10,
            "random: 10 neighbours each among 10 peers; expected 2 to 9");
    refused(WF_NEIGHBOURS_RANDOM, 2, 2, "random: 2 neighbours each among 2 peers; expected 1 to 1");
    refused(WF_NEIGHBOURS_K_REGULAR, 10, 1,
            "k-regular: with 1 neighbour each, 10 peers fall apart into pairs; expected 2 to 9");
    refused(WF_NEIGHBOURS_K_REGULAR, 11, 5,
            "k-regular: an odd number of peers (11) cannot have an odd number of neighbours each "
            "(5); expected 4 or 6");
    refused(
        WF_NEIGHBOURS_COMPLETE, 1000000, 0,
        "complete: 1000000 peers with 999999 neighbours each are more than 268435456 messages a "
        "round; expected fewer peers or neighbours");
    struct wf_err err = {0};
    graph.peers = 77;
    CU_ASSERT_EQUAL(wf_neighbours_build(WF_NEIGHBOURS_RANDOM, 5, 3, NULL, &graph, &err), -1);
    CU_ASSERT_EQUAL(graph.peers, 77);
    wf_neighbours_release(NULL);
}

static const struct wf_test tests[] = {
    WF_TEST(a_ring_has_two_neighbours_or_one),
    WF_TEST(complete_is_everybody),
    WF_TEST(the_degree_is_read_by_k_regular_and_random_only),
    WF_TEST(a_circulant_joins_the_nearest_and_the_peer_opposite),
    WF_TEST(every_possible_degree_gives_a_sound_graph),
    WF_TEST(random_neighbours_follow_the_stream),
    WF_TEST(every_pair_is_joined_as_often),
    WF_TEST(switches_leave_nothing_of_the_circulant),
    WF_TEST(impossible_degrees_are_refused_with_what_would_do),
};

int main(void)
{
    return wf_suite_run("neighbours", tests, sizeof tests / sizeof tests[0]);
}
