#include "study/run_rate.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Samples by throughput and by count may differ by so much. */
#define TOLERANCE 0.03
enum { PIECES = 8 }; /* of a run, as of its power (fit/level.c) */

/** A block of a training. */
struct block {
    double throughput;     /* as the log states it, samples/s */
    double span_s, work_s; /* all of its time; without evaluations */
    double counted;        /* samples by the log's counts; NaN: it has none */
    double begin_s, end_s;
    bool opening; /* no throughput is before it */
};

struct blocks {
    struct block *block;
    size_t count;
};

/* ---- the log ---- */

/* Seconds of pauses (evaluations) between two dates. */
static double paused_s(const struct wf_measured_run *run, double from_s, double to_s)
{
    double sum_s = 0;
    for (size_t i = 0; i < run->windows.pause_count; i++)
        sum_s += fmax(0, fmin(run->pauses[i][1], to_s) - fmax(run->pauses[i][0], from_s));
    return sum_s;
}

static bool is(const struct wf_trace_event *event, const char *key)
{
    return !strcmp(event->key, key);
}

/* The count in the line of a throughput, behind it: samples so far. NaN: none */
static double count_beside(const struct wf_event_log *log, size_t at)
{
    for (size_t i = at + 1; i < log->count && log->events[i].line == log->events[at].line; i++)
        if (is(&log->events[i], "tracked_stats.epoch_num") ||
            is(&log->events[i], "tracked_stats.samples_count"))
            return log->events[i].value;
    return NAN;
}

/** Where the walk through the events is. */
struct walk {
    double begin_s;       /* of the block */
    double epoch_count;   /* of the block as its start states it; NaN: not */
    double samples_count; /* before the block, likewise */
    double so_far;        /* samples counted beside the last throughput */
    bool rated;           /* a throughput of the block was found */
    bool begun;           /* a throughput of any block was found */
};

static void begin_block(struct walk *walk, double at_s)
{
    walk->begin_s = at_s;
    walk->epoch_count = NAN;
}

/* The count before a block gives the samples of the block before it. */
static void take_samples_before(struct walk *walk, struct blocks *blocks, double value)
{
    if (walk->rated && blocks->count && value > walk->samples_count)
        blocks->block[blocks->count - 1].counted = value - walk->samples_count;
    walk->samples_count = value;
    walk->rated = false;
}

/* Blocks that are mostly evaluation and blocks after the run are left out. */
static void take_throughput(const struct wf_measured_run *run, size_t at, struct walk *walk,
                            struct blocks *blocks)
{
    const struct wf_trace_event *event = &run->events.events[at];
    double at_s = wf_power_series_date(&run->series, event->time_ns);
    double count = count_beside(&run->events, at);
    struct block block = {.throughput = event->value,
                          .span_s = at_s - walk->begin_s,
                          .counted = walk->epoch_count,
                          .begin_s = walk->begin_s,
                          .end_s = at_s,
                          .opening = !walk->begun};
    block.work_s = block.span_s - paused_s(run, walk->begin_s, at_s);
    if (count > walk->so_far)
        block.counted = count - walk->so_far;
    walk->so_far = count;
    walk->begun = true;
    walk->begin_s = at_s;
    walk->epoch_count = NAN;
    walk->rated = block.work_s > block.span_s / 2 && at_s <= run->windows.work_s[1];
    if (walk->rated)
        blocks->block[blocks->count++] = block;
}

static void find_blocks(const struct wf_measured_run *run, struct blocks *blocks)
{
    const struct wf_event_log *log = &run->events;
    struct walk walk = {.begin_s = NAN, .epoch_count = NAN, .samples_count = NAN};
    for (size_t i = 0; i < log->count; i++) {
        const struct wf_trace_event *event = &log->events[i];
        if (is(event, "block_start"))
            begin_block(&walk, wf_power_series_date(&run->series, event->time_ns));
        else if (is(event, "block_start.epoch_count"))
            walk.epoch_count = event->value;
        else if (is(event, "block_start.samples_count"))
            take_samples_before(&walk, blocks, event->value);
        else if (is(event, "tracked_stats.throughput") && event->value > 0)
            take_throughput(run, i, &walk, blocks);
    }
}

/* Counts are samples, or epochs of so many samples: what is nearer to the throughput. */
static void count_samples(const struct wf_measured_run *run, struct blocks *blocks)
{
    const struct wf_trace_event *event =
        wf_event_log_last(&run->events, "samples_per_epoch", WF_EVENT_POINT);
    if (!event)
        event = wf_event_log_last(&run->events, "train_samples", WF_EVENT_POINT);
    for (size_t i = 0; event && event->value > 1 && i < blocks->count; i++) {
        struct block *block = &blocks->block[i];
        double by_rate = block->throughput * block->work_s;
        double epochs = block->counted * event->value;
        if (fabs(log(epochs / by_rate)) < fabs(log(block->counted / by_rate)))
            block->counted = epochs;
    }
}

/* ---- the rate ---- */

struct sums {
    double by_span, by_work, counted, seconds;
};

static struct sums sum_up(const struct blocks *blocks)
{
    struct sums sums = {0};
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->block[i];
        sums.by_span += block->throughput * block->span_s;
        sums.by_work += block->throughput * block->work_s;
        sums.counted += block->counted;
        sums.seconds += block->work_s;
    }
    return sums;
}

/* How samples were found. */
enum samples { BY_SPAN, BY_WORK, COUNTED };

static double samples_of(const struct block *block, enum samples how)
{
    return how == COUNTED   ? block->counted
           : how == BY_WORK ? block->throughput * block->work_s
                            : block->throughput * block->span_s;
}

/* Interval of a ratio of sums: Cochran, Sampling Techniques, 1977, 6.4. */
static struct wf_estimate rate_by(const struct blocks *blocks, enum samples how)
{
    double samples = 0, seconds = 0, squares = 0, count = (double)blocks->count;
    for (size_t i = 0; i < blocks->count; i++) {
        samples += samples_of(&blocks->block[i], how);
        seconds += blocks->block[i].work_s;
    }
    for (size_t i = 0; i < blocks->count; i++) {
        double away =
            samples_of(&blocks->block[i], how) - samples / seconds * blocks->block[i].work_s;
        squares += away * away;
    }
    return wf_estimate_of(samples / seconds,
                          count > 1 ? sqrt(squares * count / (count - 1)) / seconds : NAN,
                          count - 1);
}

/* The rate for another time than the run's: widened by the drift between pieces of its blocks. */
static struct wf_estimate widen(struct wf_estimate rate, const struct blocks *blocks,
                                enum samples how)
{
    double pieces[PIECES];
    size_t count = blocks->count < PIECES ? blocks->count : PIECES;
    for (size_t i = 0; i < count; i++) {
        size_t from = i * blocks->count / count, to = (i + 1) * blocks->count / count;
        struct blocks piece = {.block = blocks->block + from, .count = to - from};
        pieces[i] = rate_by(&piece, how).value;
    }
    return wf_estimate_widened(rate, pieces, count);
}

static double width(struct wf_estimate rate)
{
    return (rate.high - rate.low) / rate.value;
}

/* Without counts: a device works as fast in blocks with an evaluation as in others. */
static enum samples by_scatter(const struct blocks *blocks)
{
    struct wf_estimate span = rate_by(blocks, BY_SPAN), work = rate_by(blocks, BY_WORK);
    return width(span) > TOLERANCE && width(work) < width(span) / 3 ? BY_WORK : BY_SPAN;
}

static bool agrees(double samples, double counted)
{
    return fabs(samples / counted - 1) <= TOLERANCE;
}

static enum samples choose(const struct wf_measured_run *run, const struct blocks *blocks,
                           struct wf_diag *diag)
{
    struct sums sums = sum_up(blocks);
    enum samples how = !(sums.counted > 0)                  ? by_scatter(blocks)
                       : agrees(sums.by_span, sums.counted) ? BY_SPAN
                       : agrees(sums.by_work, sums.counted) ? BY_WORK
                                                            : COUNTED;
    if (how == BY_WORK)
        wf_diag_warn(diag, run->path, 0,
                     "its throughputs leave evaluations out: they hold for %.6g s of %.6g samples, "
                     "with evaluations they would be %.6g (%+.1f %%)",
                     sums.seconds, sums.by_work, sums.by_span,
                     100 * (sums.by_span / sums.by_work - 1));
    if (how == COUNTED)
        wf_diag_warn(diag, run->path, 0,
                     "its throughputs x time are %.6g samples, but it counts %.6g in that time "
                     "(%.3g times): are they of one accelerator of several? The counted samples "
                     "are used",
                     sums.by_work, sums.counted, sums.counted / sums.by_work);
    return how;
}

/* ---- the start-up ---- */

/* Samples of the first block. Its throughput may hold for another time than its own, so that what
 * the log counts goes before it. */
static double samples_of_first(const struct wf_measured_run *run, const struct block *first,
                               enum samples how, struct wf_diag *diag)
{
    double told = samples_of(first, how == COUNTED ? BY_WORK : how);
    if (!(first->counted > 0))
        return told;
    if (how != COUNTED && !agrees(told, first->counted))
        wf_diag_warn(diag, run->path, 0,
                     "the throughput x time of its first block are %.6g samples, but it counts "
                     "%.6g in that time (%.3g times): the counted ones tell its start-up",
                     told, first->counted, first->counted / told);
    return first->counted;
}

/* Seconds by which later blocks differ from what the rate says: the deviation of one. */
static double scatter_s(const struct blocks *later, enum samples how, double rate)
{
    double squares = 0;
    for (size_t i = 0; i < later->count; i++) {
        const struct block *block = &later->block[i];
        double away_s = block->work_s - samples_of(block, how) / rate;
        squares += away_s * away_s;
    }
    return later->count > 1 ? sqrt(squares / (double)(later->count - 1)) : NAN;
}

/* What the run took until its first block ended, above what the samples of the block take at the
 * rate of the later ones. The interval is that of one more block, which has their scatter, and of
 * the rate. */
static struct wf_estimate start_up_of(const struct wf_measured_run *run, const struct block *first,
                                      const struct blocks *later, enum samples how,
                                      const struct wf_estimate *rate, struct wf_diag *diag)
{
    const struct wf_trace_event *start =
        wf_event_log_first(&run->events, "run_start", WF_EVENT_BEGIN);
    double start_s = start ? wf_power_series_date(&run->series, start->time_ns) : NAN;
    double from_s = start_s < first->begin_s ? start_s : first->begin_s;
    if (!first->opening)
        return wf_estimate_none();
    double samples = samples_of_first(run, first, how, diag), freedom = (double)later->count - 1;
    double spent_s = first->end_s - from_s - paused_s(run, from_s, first->end_s);
    double at_rate_s = samples / rate->value;
    struct wf_estimate one = wf_estimate_of(0, scatter_s(later, how, rate->value), freedom);
    double half_s = hypot(one.high, at_rate_s * (rate->high - rate->low) / 2 / rate->value);
    double value_s = spent_s - at_rate_s;
    return (struct wf_estimate){fmax(value_s, 0), isnan(half_s) ? NAN : fmax(value_s - half_s, 0),
                                isnan(half_s) ? NAN : fmax(value_s + half_s, 0)};
}

/* The first of three or more blocks is not counted in the rate: it is a warm-up, which is a fixed
 * cost and not a speed. */
static void take_blocks(struct wf_measured_run *run, struct wf_diag *diag)
{
    struct block *all = wf_calloc(run->events.count + 1, sizeof *all);
    struct blocks blocks = {.block = all};
    find_blocks(run, &blocks);
    count_samples(run, &blocks);
    bool warm_up = blocks.count >= 3;
    if (warm_up) {
        blocks.block++;
        blocks.count--;
    }
    if (blocks.count) {
        enum samples how = choose(run, &blocks, diag);
        run->samples_per_s = rate_by(&blocks, how);
        run->widened_per_s = widen(run->samples_per_s, &blocks, how);
        if (warm_up)
            run->start_up_s = start_up_of(run, all, &blocks, how, &run->samples_per_s, diag);
    }
    free(all);
}

/* ---- LoadGen ---- */

static double point(const struct wf_measured_run *run, const char *key)
{
    const struct wf_trace_event *event = wf_event_log_last(&run->events, key, WF_EVENT_POINT);
    return event ? event->value : NAN;
}

/* Samples that LoadGen counts in its window; NaN: it does not. */
static double loadgen_samples(const struct wf_measured_run *run)
{
    const struct wf_trace_event *scenario =
        wf_event_log_last(&run->events, "effective_scenario", WF_EVENT_POINT);
    double each = point(run, "effective_samples_per_query");
    double queries = point(run, "result_query_count");
    if (isnan(queries) && scenario && scenario->text && !strcmp(scenario->text, "Offline"))
        queries = 1; /* all samples are one query */
    return each * queries;
}

static void take_loadgen(struct wf_measured_run *run, double rate, struct wf_diag *diag)
{
    const struct wf_trace_event *begin = wf_event_log_first(&run->events, "power", WF_EVENT_BEGIN);
    const struct wf_trace_event *end = wf_event_log_last(&run->events, "power", WF_EVENT_END);
    double counted = loadgen_samples(run);
    double window_s =
        begin && end ? (double)(end->time_ns - begin->time_ns) / (double)WF_NS_PER_S : NAN;
    if (counted > 0 && window_s > 0 && !agrees(rate * window_s, counted))
        wf_diag_warn(diag, run->path, 0,
                     "its rate of %.6g samples/s x the %.6g s of its window are %.6g samples, but "
                     "it counts %.6g (%.3g times): are its events of this run? The rate is used",
                     rate, window_s, rate * window_s, counted, counted / (rate * window_s));
    run->samples_per_s = run->widened_per_s = wf_estimate_of(rate, NAN, 0);
}

void wf_run_rate(struct wf_measured_run *run, struct wf_diag *diag)
{
    run->samples_per_s = run->widened_per_s = run->start_up_s = wf_estimate_none();
    const struct wf_trace_event *rate =
        wf_event_log_last(&run->events, "result_samples_per_second", WF_EVENT_POINT);
    const struct wf_trace_event *latency =
        wf_event_log_last(&run->events, "result_mean_latency_ns", WF_EVENT_POINT);
    if (rate && rate->value > 0)
        take_loadgen(run, rate->value, diag);
    /* with one sample at a time, and only then, the rate is the inverse of the latency */
    else if (latency && latency->value > 0)
        take_loadgen(run, 1e9 / latency->value, diag);
    else
        take_blocks(run, diag);
}
