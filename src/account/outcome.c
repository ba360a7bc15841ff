#include "account/outcome.h"
#include "account/reserve_bill.h"
#include "base/pages.h"
#include <stdlib.h>
#include <string.h>

void wf_outcome_release(struct wf_outcome *outcome)
{
    if (!outcome)
        return;
    free(outcome->hosts);
    free(outcome->links);
    free(outcome->round_rows);
    free(outcome->cohorts);
    free(outcome->radios);
    free(outcome->networks);
    free(outcome->weights);
    free(outcome->buckets);
    free(outcome->reserve_bills);
    free(outcome->kept);
    free(outcome->power_j);
    free(outcome->rest);
    free(outcome->names);
    *outcome = (struct wf_outcome){0};
}

/* ---- what usages point to ---- */

enum {
    ROW = sizeof(struct wf_phase_usage) / sizeof(double),
    MORE = sizeof(struct wf_carried_more) / sizeof(double)
};

static size_t rest_of(const struct wf_host_usage *usage)
{
    return ROW * wf_phase_rows_in_rest(&usage->phases);
}

static size_t more_of(const struct wf_link_usage *usage)
{
    return usage->carried.more ? MORE : 0;
}

static double *take(double **cursor, const double *from, size_t count)
{
    double *kept = *cursor;
    memcpy(kept, from, count * sizeof *kept);
    *cursor += count;
    return kept;
}

static void gather_rest(struct wf_outcome *outcome)
{
    for (size_t i = 0; i < outcome->host_count; i++)
        outcome->rest_count += rest_of(&outcome->hosts[i]);
    for (size_t i = 0; i < outcome->link_count; i++)
        outcome->rest_count += more_of(&outcome->links[i]);
    double *cursor = outcome->rest = wf_calloc(outcome->rest_count + 1, sizeof *outcome->rest);
    for (size_t i = 0; i < outcome->host_count; i++) {
        struct wf_phase_usage **rest = &outcome->hosts[i].phases.rest;
        size_t count = rest_of(&outcome->hosts[i]);
        *rest = count ? (void *)take(&cursor, &(*rest)->time_s, count) : NULL;
    }
    for (size_t i = 0; i < outcome->link_count; i++) {
        struct wf_carried_more **more = &outcome->links[i].carried.more;
        *more = *more ? (void *)take(&cursor, (*more)->byte, MORE) : NULL;
    }
}

/* Once it has arrived: the pointers of the other process mean nothing here. */
static void point_to_rest(struct wf_outcome *outcome)
{
    double *cursor = outcome->rest;
    for (size_t i = 0; i < outcome->host_count; i++) {
        size_t count = rest_of(&outcome->hosts[i]);
        outcome->hosts[i].phases.rest = count ? (void *)cursor : NULL;
        cursor += count;
    }
    for (size_t i = 0; i < outcome->link_count; i++) {
        size_t count = more_of(&outcome->links[i]);
        outcome->links[i].carried.more = count ? (void *)cursor : NULL;
        cursor += count;
    }
}

static void gather_names(struct wf_outcome *outcome)
{
    for (size_t i = 0; i < outcome->link_count; i++)
        outcome->name_size += strlen(outcome->links[i].name) + 1;
    char *cursor = outcome->names = wf_pages_alloc(outcome->name_size + 1);
    for (size_t i = 0; i < outcome->link_count; i++) {
        const char *name = outcome->links[i].name;
        outcome->links[i].name = cursor;
        cursor = stpcpy(cursor, name) + 1;
    }
}

void wf_outcome_gather(struct wf_outcome *outcome)
{
    gather_rest(outcome);
    gather_names(outcome);
}

/* Where the pointer to a part stands, and how many bytes the counts announce. */
static void **place_of(struct wf_outcome *outcome, enum wf_outcome_part part, size_t *size)
{
    switch (part) {
    case WF_PART_HOSTS:
        *size = outcome->host_count * sizeof *outcome->hosts;
        return (void **)&outcome->hosts;
    case WF_PART_LINKS:
        *size = outcome->link_count * sizeof *outcome->links;
        return (void **)&outcome->links;
    case WF_PART_ROUNDS:
        *size = outcome->round_count * sizeof *outcome->round_rows;
        return (void **)&outcome->round_rows;
    case WF_PART_COHORTS:
        *size = outcome->cohort_count * sizeof *outcome->cohorts;
        return (void **)&outcome->cohorts;
    case WF_PART_RADIOS:
        *size = outcome->radio_count * sizeof *outcome->radios;
        return (void **)&outcome->radios;
    case WF_PART_NETWORKS:
        *size = outcome->network_count * sizeof *outcome->networks;
        return (void **)&outcome->networks;
    case WF_PART_WEIGHTS:
        *size = outcome->weight_count * sizeof *outcome->weights;
        return (void **)&outcome->weights;
    case WF_PART_BUCKETS:
        *size = outcome->bucket_count * sizeof *outcome->buckets;
        return (void **)&outcome->buckets;
    case WF_PART_RESERVE_BILLS:
        *size = outcome->reserve_bill_count * sizeof *outcome->reserve_bills;
        return (void **)&outcome->reserve_bills;
    case WF_PART_KEPT:
        *size = outcome->kept_count * sizeof *outcome->kept;
        return (void **)&outcome->kept;
    case WF_PART_POWER:
        *size = outcome->power_count * sizeof *outcome->power_j;
        return (void **)&outcome->power_j;
    case WF_PART_REST:
        *size = outcome->rest_count * sizeof *outcome->rest;
        return (void **)&outcome->rest;
    default:
        *size = outcome->name_size;
        return (void **)&outcome->names;
    }
}

const void *wf_outcome_part(const struct wf_outcome *outcome, enum wf_outcome_part part,
                            size_t *size)
{
    struct wf_outcome copy = *outcome;
    const void *data = *place_of(&copy, part, size);
    return *size ? data : NULL;
}

void wf_outcome_drop(struct wf_outcome *outcome, enum wf_outcome_part part)
{
    size_t size;
    void **place = place_of(outcome, part, &size);
    free(*place);
    *place = NULL;
}

struct wf_outcome wf_outcome_head(const struct wf_outcome *outcome)
{
    struct wf_outcome head = *outcome;
    for (int part = 0; part < WF_PART_COUNT; part++) {
        size_t size;
        *place_of(&head, (enum wf_outcome_part)part, &size) = NULL;
    }
    head.host_count = head.link_count = head.round_count = head.cohort_count = 0;
    head.radio_count = head.network_count = head.weight_count = head.bucket_count = 0;
    head.reserve_bill_count = head.kept_count = head.power_count = 0;
    head.rest_count = head.name_size = 0;
    return head;
}

void wf_outcome_arrive(struct wf_outcome_arrival *arrival, const struct wf_outcome *head)
{
    arrival->outcome = *head;
    arrival->begun = true;
    for (int part = 0; part < WF_PART_COUNT; part++) {
        size_t size;
        void **place = place_of(&arrival->outcome, (enum wf_outcome_part)part, &size);
        *place = size ? wf_pages_alloc(size) : NULL;
    }
}

int wf_outcome_arrive_piece(struct wf_outcome_arrival *arrival, enum wf_outcome_part part,
                            const void *bytes, size_t size)
{
    size_t announced;
    void **place = place_of(&arrival->outcome, part, &announced);
    if (!arrival->begun || size > announced - arrival->filled[part])
        return -1;
    memcpy((char *)*place + arrival->filled[part], bytes, size);
    arrival->filled[part] += size;
    return 0;
}

int wf_outcome_arrived(struct wf_outcome_arrival *arrival, struct wf_outcome *outcome,
                       struct wf_err *err)
{
    bool whole = arrival->begun;
    for (int part = 0; part < WF_PART_COUNT; part++) {
        size_t announced;
        place_of(&arrival->outcome, (enum wf_outcome_part)part, &announced);
        whole &= arrival->filled[part] == announced;
    }
    if (!whole) {
        wf_outcome_release(&arrival->outcome);
        return wf_err_set(err, WF_ESIM, "the simulation ended without a whole result");
    }
    point_to_rest(&arrival->outcome);
    const char *name = arrival->outcome.names;
    for (size_t i = 0; i < arrival->outcome.link_count; i++) {
        arrival->outcome.links[i].name = name;
        name += strlen(name) + 1;
    }
    wf_reserve_bills_settle(&arrival->outcome);
    *outcome = arrival->outcome;
    arrival->outcome = (struct wf_outcome){0};
    return 0;
}
