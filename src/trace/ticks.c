#include "trace/ticks.h"
#include "base/text.h"
#include "trace/duration.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* More sources than usual, with fewer rows of each, are no sources. */
enum { SOURCES_USUAL = 16, ROWS_OF_EACH = 4 };

/* ---- sources ---- */

bool wf_ticks_source(struct wf_ticks *ticks, struct wf_cell name, uint32_t *source)
{
    double number;
    for (*source = 0; *source < ticks->source_count; ++*source)
        if (wf_cell_is(name, ticks->sources[*source].name))
            return true;
    if (ticks->source_count == WF_TICK_SOURCES || !name.length || name.length >= WF_TICK_NAME)
        return false;
    struct wf_tick_source *added = &ticks->sources[ticks->source_count++];
    *added = (struct wf_tick_source){.order = *source};
    added->numeric = wf_cell_number(name, &number);
    if (added->numeric && number >= 0 && number < 1e6)
        added->order = (uint32_t)number;
    memcpy(added->name, name.text, name.length);
    return true;
}

/* "GPU 0", or "source 2 of a tick" if none is named. */
static const char *name_of(const struct wf_ticks *ticks, uint32_t source, char *text, size_t size)
{
    if (ticks->keyed && source < ticks->source_count)
        snprintf(text, size, "%s '%s'", ticks->noun, ticks->sources[source].name);
    else
        snprintf(text, size, "%s %u of each time", ticks->noun, source + 1);
    return text;
}

/* ---- ticks ---- */

static void send_tick(struct wf_ticks *ticks, struct wf_trace_out *out)
{
    const struct wf_tick_row *tick = &ticks->tick;
    if (!ticks->in_tick)
        return;
    ticks->ticks++;
    if (ticks->in_tick == ticks->per_tick) {
        ticks->whole++;
        wf_trace_add_sample(out, &(struct wf_trace_sample){.begin_ns = tick->time_ns,
                                                           .end_ns = tick->time_ns,
                                                           .power_w = tick->power_w,
                                                           .invalid = tick->invalid});
    } else {
        wf_trace_add_bad(out, tick->line, "%u %s%s at this time; expected %u", ticks->in_tick,
                         ticks->noun, wf_plural(ticks->in_tick), ticks->per_tick);
    }
    ticks->in_tick = 0;
}

static uint32_t order_of(const struct wf_ticks *ticks, const struct wf_tick_row *row)
{
    return ticks->sources[row->source].order;
}

/* Rows of one time may come in any order, those of later times only in that of the first tick. */
static bool begins_tick(const struct wf_ticks *ticks, const struct wf_tick_row *row)
{
    if (!ticks->in_tick)
        return true;
    if (ticks->keyed && ticks->sources[row->source].tick == ticks->ticks + 1)
        return true; /* it is in this one */
    if (ticks->keyed && order_of(ticks, row) <= order_of(ticks, &ticks->last) &&
        row->time_ns != ticks->last.time_ns)
        return true;
    if (!ticks->keyed && ticks->in_tick == ticks->channels)
        return true;
    wf_time_ns since_ns = wf_time_between(ticks->last.time_ns, row->time_ns);
    return since_ns < 0 || since_ns > ticks->apart_ns;
}

static void add_row(struct wf_ticks *ticks, const struct wf_tick_row *row)
{
    struct wf_tick_source *source = &ticks->sources[ticks->keyed ? row->source : ticks->in_tick];
    if (ticks->keyed || ticks->in_tick < WF_TICK_SOURCES) {
        source->tick = ticks->ticks + 1;
        source->rows++;
        source->silent += row->invalid;
    }
    if (!ticks->in_tick++) {
        ticks->tick = *row;
    } else {
        ticks->tick.power_w += row->power_w;
        ticks->tick.invalid |= row->invalid;
    }
    ticks->last = *row;
}

/* ---- what a tick is ---- */

static int compare_times(const void *left, const void *right)
{
    wf_time_ns a = *(const wf_time_ns *)left, b = *(const wf_time_ns *)right;
    return (a > b) - (a < b);
}

/* What the learnt rows look like if they are cut in this way. */
struct cut {
    wf_time_ns apart_ns;
    uint32_t per_tick;     /* the most frequent number of rows; on a tie, the larger */
    uint32_t ticks, alike; /* whole ones; those of per_tick rows. The last one may go on */
};

static void forget_ticks(struct wf_ticks *ticks)
{
    ticks->in_tick = 0;
    ticks->ticks = 0;
    for (uint32_t i = 0; i < WF_TICK_SOURCES; i++)
        ticks->sources[i].tick = ticks->sources[i].rows = ticks->sources[i].silent = 0;
}

static struct cut try_cut(struct wf_ticks *ticks, wf_time_ns apart_ns)
{
    struct cut cut = {.apart_ns = apart_ns};
    uint32_t found[WF_TICK_LEARNT + 1] = {0};
    ticks->apart_ns = apart_ns;
    for (size_t i = 0; i < ticks->learnt_count; i++) {
        if (ticks->in_tick && begins_tick(ticks, &ticks->learnt[i])) {
            found[ticks->in_tick]++;
            cut.ticks++;
            ticks->ticks++;
            ticks->in_tick = 0;
        }
        add_row(ticks, &ticks->learnt[i]);
    }
    cut.per_tick = ticks->in_tick;
    for (uint32_t rows = 1; rows <= WF_TICK_LEARNT; rows++)
        if (found[rows] && found[rows] >= cut.alike) {
            cut.per_tick = rows;
            cut.alike = found[rows];
        }
    forget_ticks(ticks);
    return cut;
}

/* Steps of time between the rows learnt, sorted. */
static size_t find_gaps(const struct wf_ticks *ticks, wf_time_ns gaps[WF_TICK_LEARNT])
{
    size_t count = 0;
    for (size_t i = 1; i < ticks->learnt_count; i++) {
        wf_time_ns from_ns = ticks->learnt[i - 1].time_ns, to_ns = ticks->learnt[i].time_ns;
        if (from_ns <= to_ns)
            gaps[count++] = wf_time_between(from_ns, to_ns);
    }
    if (count)
        qsort(gaps, count, sizeof *gaps, compare_times);
    return count;
}

/* Do rows come in groups? @return half the step between groups; INT64_MAX: they do not. */
static wf_time_ns apart_of_groups(const wf_time_ns *gaps, size_t count)
{
    wf_time_ns apart_ns = count ? gaps[count * 19 / 20] / 2 : 0;
    return count && gaps[count / 4] < apart_ns / 4 ? apart_ns : INT64_MAX;
}

/* Ticks are separated by keys or by the user's option; times help only if they come in groups. */
static struct cut cut_by_keys(struct wf_ticks *ticks, const wf_time_ns *gaps, size_t count)
{
    return try_cut(ticks, apart_of_groups(gaps, count));
}

/* Only times are left: find the length that divides their steps into short and long ones, so that
 * at least three ticks, and most of them, have the same number of rows. The longest such length is
 * taken: breaks in the log are longer, but leave ticks of any length. Otherwise each row is a tick,
 * except for equal times. */
static struct cut cut_by_times(struct wf_ticks *ticks, const wf_time_ns *gaps, size_t count)
{
    const wf_time_ns least_ns = WF_NS_PER_S / 1000, most_ns = WF_NS_PER_S / 2;
    for (size_t i = count; i-- > 1;) {
        wf_time_ns within_ns = gaps[i - 1] > least_ns ? gaps[i - 1] : least_ns;
        if (within_ns > most_ns || gaps[i] / 4 < within_ns)
            continue;
        struct cut cut = try_cut(ticks, gaps[i] / 2);
        if (cut.alike >= 3 && cut.alike >= cut.ticks - cut.ticks / 3)
            return cut;
    }
    return try_cut(ticks, 0);
}

static void use_row(struct wf_ticks *ticks, const struct wf_tick_row *row, struct wf_trace_out *out)
{
    if (ticks->plain || begins_tick(ticks, row))
        send_tick(ticks, out);
    add_row(ticks, row);
}

static bool all_numeric(const struct wf_ticks *ticks)
{
    for (uint32_t i = 0; i < ticks->source_count; i++)
        if (!ticks->sources[i].numeric)
            return false;
    return true;
}

/* Does the column name no source? An index that was written with a table hardly comes twice (only
 * if tables were appended); a load is a number, and its rows come one by one. */
static bool names_none(const struct wf_ticks *ticks, const wf_time_ns *gaps, size_t count)
{
    if (ticks->key == WF_TICK_SURE || (count && gaps[0] == 0))
        return false;
    bool seldom = ticks->source_count > SOURCES_USUAL &&
                  ticks->source_count > ticks->learnt_count / ROWS_OF_EACH;
    if (ticks->key == WF_TICK_COUNTER && !seldom)
        return ticks->learnt_count > 1 && ticks->source_count == ticks->learnt_count;
    return all_numeric(ticks) && apart_of_groups(gaps, count) == INT64_MAX;
}

static void learn(struct wf_ticks *ticks, struct wf_trace_out *out)
{
    wf_time_ns gaps[WF_TICK_LEARNT];
    size_t count = find_gaps(ticks, gaps);
    ticks->knows = true;
    if (ticks->keyed && names_none(ticks, gaps, count)) {
        ticks->plain = true;
        ticks->keyed = false;
        ticks->per_tick = 1;
    } else {
        bool known = ticks->keyed || ticks->channels;
        struct cut cut = known ? cut_by_keys(ticks, gaps, count) : cut_by_times(ticks, gaps, count);
        ticks->apart_ns = cut.apart_ns;
        ticks->per_tick = ticks->channels ? ticks->channels : cut.per_tick;
    }
    for (size_t i = 0; i < ticks->learnt_count; i++)
        use_row(ticks, &ticks->learnt[i], out);
}

/* ---- the whole ---- */

void wf_ticks_add(struct wf_ticks *ticks, const struct wf_tick_row *row, struct wf_trace_out *out)
{
    if (ticks->knows) {
        use_row(ticks, row, out);
        return;
    }
    ticks->learnt[ticks->learnt_count++] = *row;
    if (ticks->learnt_count == WF_TICK_LEARNT)
        learn(ticks, out);
}

/* A source without power makes every tick invalid. */
static int check_silent(const struct wf_ticks *ticks, const struct wf_trace_out *out,
                        struct wf_err *err)
{
    char name[WF_TICK_NAME + 32];
    for (uint32_t i = 0; i < WF_TICK_SOURCES; i++) {
        const struct wf_tick_source *source = &ticks->sources[i];
        if (source->silent <= source->rows / 2)
            continue;
        return wf_err_set(err, WF_EINPUT, "'%s': %s reports no power in %llu of its %llu rows; %s",
                          out->path, name_of(ticks, i, name, sizeof name),
                          (unsigned long long)source->silent, (unsigned long long)source->rows,
                          ticks->keyed ? "choose others by --sources"
                                       : "log it with a column 'index', and choose others by "
                                         "--sources");
    }
    return 0;
}

static int check_together(const struct wf_ticks *ticks, const struct wf_trace_out *out,
                          struct wf_err *err)
{
    if (!ticks->keyed || ticks->source_count < 2 ||
        (ticks->per_tick > 1 && ticks->whole >= ticks->ticks / 2))
        return 0;
    return wf_err_set(
        err, WF_EINPUT,
        "'%s': rows of %u sources ('%s', '%s'%s) do not come together, so they cannot be "
        "added up; choose one by --sources",
        out->path, ticks->source_count, ticks->sources[0].name, ticks->sources[1].name,
        ticks->source_count > 2 ? ", .." : "");
}

int wf_ticks_end(struct wf_ticks *ticks, struct wf_trace_out *out, struct wf_err *err)
{
    if (!ticks->knows)
        learn(ticks, out);
    send_tick(ticks, out);
    if (check_silent(ticks, out, err) < 0 || check_together(ticks, out, err) < 0)
        return -1;
    if (ticks->per_tick > 1)
        out->report.per_time = ticks->per_tick;
    return 0;
}
