#include "sim/outcome.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

void wf_outcome_release(struct wf_outcome *outcome)
{
    if (!outcome)
        return;
    for (size_t i = 0; i < outcome->link_count; i++)
        free(outcome->links[i].name);
    free(outcome->hosts);
    free(outcome->links);
    free(outcome->round_rows);
    free(outcome->cohorts);
    *outcome = (struct wf_outcome){0};
}

/* Both ends are the same program: the structs travel as they are, link names behind them. */
void wf_outcome_pack(const struct wf_outcome *outcome, struct wf_buffer *out)
{
    const struct {
        const void *data;
        size_t size;
    } parts[] = {{outcome, sizeof *outcome},
                 {outcome->hosts, outcome->host_count * sizeof *outcome->hosts},
                 {outcome->links, outcome->link_count * sizeof *outcome->links},
                 {outcome->round_rows, outcome->round_count * sizeof *outcome->round_rows},
                 {outcome->cohorts, outcome->cohort_count * sizeof *outcome->cohorts}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].size)
            wf_buffer_add(out, parts[i].data, parts[i].size);
    for (size_t i = 0; i < outcome->link_count; i++)
        wf_buffer_add(out, outcome->links[i].name, strlen(outcome->links[i].name) + 1);
}

static void *take(const char **cursor, const char *end, size_t count, size_t size)
{
    if (count == 0 || (size_t)(end - *cursor) / size < count)
        return NULL;
    void *copy = wf_malloc(count * size);
    memcpy(copy, *cursor, count * size);
    *cursor += count * size;
    return copy;
}

int wf_outcome_unpack(const char *bytes, size_t size, struct wf_outcome *outcome,
                      struct wf_err *err)
{
    const char *cursor = bytes, *end = bytes + size;
    struct wf_outcome whole;
    if (size < sizeof whole)
        return wf_err_set(err, WF_ESIM, "the simulation ended without a whole result");
    memcpy(&whole, bytes, sizeof whole);
    cursor += sizeof whole;
    whole.hosts = take(&cursor, end, whole.host_count, sizeof *whole.hosts);
    whole.links = take(&cursor, end, whole.link_count, sizeof *whole.links);
    whole.round_rows = take(&cursor, end, whole.round_count, sizeof *whole.round_rows);
    whole.cohorts = take(&cursor, end, whole.cohort_count, sizeof *whole.cohorts);
    size_t named = 0;
    for (; whole.links && named < whole.link_count; named++) {
        size_t length = strnlen(cursor, (size_t)(end - cursor));
        if (length == (size_t)(end - cursor))
            break;
        whole.links[named].name = wf_strdup(cursor);
        cursor += length + 1;
    }
    if ((whole.host_count && !whole.hosts) || named < whole.link_count || cursor != end) {
        whole.link_count = named;
        wf_outcome_release(&whole);
        return wf_err_set(err, WF_ESIM, "the simulation ended without a whole result");
    }
    *outcome = whole;
    return 0;
}
