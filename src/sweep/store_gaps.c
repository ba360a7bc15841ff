#include "sweep/store_gaps.h"
#include "base/text.h"
#include <inttypes.h>
#include <stdlib.h>

enum { SHOWN = 6 }; /* gaps, and shards, that are named; the others are counted */

struct gaps {
    uint64_t points, shards;
    uint64_t next;    /* the first point that was not looked at */
    uint64_t missing; /* points so far */
    uint64_t gaps;    /* so far */
    uint64_t from[SHOWN], to[SHOWN];
    uint64_t shard; /* the first that was not looked at */
    uint64_t incomplete, named[SHOWN];
};

static void add_shards(struct gaps *gaps, uint64_t from, uint64_t to)
{
    for (; gaps->shard <= gaps->shards; gaps->shard++) {
        uint64_t first, end;
        wf_store_shard(gaps->points, gaps->shard, gaps->shards, &first, &end);
        if (first >= to)
            return;
        if (end <= from)
            continue;
        if (gaps->incomplete < SHOWN)
            gaps->named[gaps->incomplete] = gaps->shard;
        gaps->incomplete++;
    }
}

/* The points from gaps->next to before @p end are missing. */
static void add_gap(struct gaps *gaps, uint64_t end)
{
    if (gaps->next < end) {
        if (gaps->gaps < SHOWN) {
            gaps->from[gaps->gaps] = gaps->next;
            gaps->to[gaps->gaps] = end - 1;
        }
        gaps->gaps++;
        gaps->missing += end - gaps->next;
        add_shards(gaps, gaps->next, end);
    }
    gaps->next = end + 1;
}

static int see_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    (void)err;
    add_gap(data, row->point);
    return 0;
}

/* What stands before item @p i of a list of @p count, of which at most SHOWN are named. */
static const char *separator(uint64_t i, uint64_t count)
{
    return i == 0 ? "" : i + 1 == count ? " and " : ", ";
}

static char *words(const struct gaps *gaps)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, gaps->missing == 1 ? "point " : "points ");
    for (uint64_t i = 0; i < gaps->gaps && i < SHOWN; i++) {
        wf_buffer_printf(&text, "%s%" PRIu64, separator(i, gaps->gaps), gaps->from[i]);
        if (gaps->to[i] > gaps->from[i])
            wf_buffer_printf(&text, " to %" PRIu64, gaps->to[i]);
    }
    if (gaps->gaps > SHOWN)
        wf_buffer_printf(&text, " and %" PRIu64 " more gaps", gaps->gaps - SHOWN);
    wf_buffer_printf(&text, " %s not there (%" PRIu64 " of %" PRIu64,
                     gaps->missing == 1 ? "is" : "are", gaps->missing, gaps->points);
    for (uint64_t i = 0; i < gaps->incomplete && i < SHOWN; i++)
        wf_buffer_printf(&text, "%s%s%" PRIu64,
                         i                       ? ""
                         : gaps->incomplete == 1 ? "; shard "
                                                 : "; shards ",
                         separator(i, gaps->incomplete), gaps->named[i]);
    if (gaps->incomplete > SHOWN)
        wf_buffer_printf(&text, " and %" PRIu64 " more", gaps->incomplete - SHOWN);
    if (gaps->incomplete)
        wf_buffer_printf(&text, " of %" PRIu64, gaps->shards);
    wf_buffer_printf(&text, ")");
    return text.text;
}

int wf_store_gaps(struct wf_store *store, uint64_t shards, char **text, struct wf_err *err)
{
    struct gaps gaps = {
        .points = wf_store_header(store)->points, .shards = shards > 1 ? shards : 0, .shard = 1};
    *text = NULL;
    if (wf_store_each(store, see_row, &gaps, err) < 0)
        return -1;
    add_gap(&gaps, gaps.points);
    if (gaps.missing)
        *text = words(&gaps);
    return 0;
}
