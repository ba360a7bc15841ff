#include "output/progress.h"
#include "base/err.h"
#include "base/units.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 30, BAR_LEAST = 5 };
static const double LINE_EVERY_S = 30; /* for a log: rare enough not to fill it */
static const double BAR_FROM_S = 0.5, SLOW_FROM_S = 10, RATE_FROM_S = 0.5;

void wf_progress_init(struct wf_progress *progress, size_t columns, size_t count)
{
    *progress = (struct wf_progress){
        .columns = columns, .count = count, .next_line_s = LINE_EVERY_S, .first_s = NAN};
    progress->reports = wf_calloc(count, sizeof *progress->reports);
}

static double share_of(const struct wf_progress_report *report)
{
    return report->total ? (double)report->done / (double)report->total : 0;
}

void wf_progress_move(struct wf_progress *progress, size_t index,
                      const struct wf_progress_report *report, double elapsed_s)
{
    struct wf_progress_report *before = &progress->reports[index], *all = &progress->all;
    double share = share_of(report) - share_of(before);
    if (share > 0)
        progress->moved_s = elapsed_s;
    progress->share += share;
    all->done += report->done - before->done;
    all->total += report->total - before->total;
    all->turns += report->turns - before->turns;
    *before = *report;
    if (isnan(progress->first_s)) {
        progress->first_s = elapsed_s;
        progress->first_turns = all->turns;
    }
}

void wf_progress_crowd(struct wf_progress *progress, const char *link, uint64_t transfers)
{
    if (transfers <= progress->transfers)
        return;
    free(progress->link);
    progress->link = wf_strdup(link);
    progress->transfers = transfers;
}

/* "8 of 20 rounds, " */
static void put_rounds(const struct wf_progress *progress, struct wf_buffer *out)
{
    const struct wf_progress_report *all = &progress->all;
    wf_buffer_printf(out, "%" PRIu64 " of %" PRIu64 " %s, ", all->done, all->total,
                     progress->unit ? progress->unit : "rounds");
}

/* "1.23 M learner-rounds/s, ", once there is something to divide by */
static void put_rate(const struct wf_progress *progress, double elapsed_s, struct wf_buffer *out)
{
    static const char *const prefixes[] = {"", " k", " M", " G"};
    double rate =
        (double)(progress->all.turns - progress->first_turns) / (elapsed_s - progress->first_s);
    size_t prefix = 0;
    if (!(rate > 0) || isinf(rate) || elapsed_s - progress->first_s < RATE_FROM_S)
        return;
    for (; rate >= 999.5 && prefix < sizeof prefixes / sizeof *prefixes - 1; prefix++)
        rate /= 1000;
    wf_buffer_printf(out, "%.3g%s learner-rounds/s, ", rate, prefixes[prefix]);
}

static void put_line(struct wf_progress *progress, double share, double elapsed_s,
                     struct wf_buffer *out)
{
    char past[32], left[32] = "";
    wf_quantity_text(round(elapsed_s), WF_DIM_TIME, past, sizeof past);
    wf_buffer_printf(out, "wattfleet: simulated %.0f %%", 100 * share);
    if (share <= 0) {
        wf_buffer_printf(out, " after %s\n", past);
        return;
    }
    wf_quantity_text(round(elapsed_s * (1 - share) / share), WF_DIM_TIME, left, sizeof left);
    wf_buffer_printf(out, ", ");
    put_rounds(progress, out);
    wf_buffer_printf(out, "after %s, ", past);
    put_rate(progress, elapsed_s, out);
    wf_buffer_printf(out, "left: about %s\n", left);
}

/* As wide as there is room for beside the words, which are cut where they do not fit; behind them,
 * blanks over what was there before. */
static void put_bar(struct wf_progress *progress, double share, double elapsed_s,
                    struct wf_buffer *out)
{
    char left[32];
    struct wf_buffer words = {0};
    size_t most = progress->columns - 1, width = 0;
    wf_buffer_printf(&words, "%3.0f %%, ", 100 * share);
    put_rounds(progress, &words);
    put_rate(progress, elapsed_s, &words);
    wf_quantity_text(elapsed_s * (1 - share) / share, WF_DIM_TIME, left, sizeof left);
    wf_buffer_printf(&words, "%s left", left);
    size_t length = words.length < most ? words.length : most;
    if (most >= length + BAR_LEAST + 3)
        width = most - length - 3 < BAR ? most - length - 3 : BAR;
    int full = (int)(share * (double)width);
    wf_buffer_printf(out, "\r");
    if (width)
        wf_buffer_printf(out, "[%.*s%*s] ", full, "##############################",
                         (int)width - full, "");
    size_t shown = length + (width ? width + 3 : 0);
    size_t before = progress->shown < most ? progress->shown : most; /* it may be narrower by now */
    int blanks = before > shown ? (int)(before - shown) : 0;
    wf_buffer_printf(out, "%.*s%*s", (int)length, words.text, blanks, "");
    progress->shown = shown;
    wf_buffer_release(&words);
}

static void remove_bar(struct wf_progress *progress, struct wf_buffer *out)
{
    if (progress->shown)
        wf_buffer_printf(out, "\r%*s\r", (int)progress->shown, "");
    progress->shown = 0;
}

static void put_slow(struct wf_progress *progress, struct wf_buffer *out)
{
    remove_bar(progress, out);
    wf_buffer_printf(out, "wattfleet: slow: link '");
    wf_text_show(out, progress->link, strlen(progress->link), "");
    wf_buffer_printf(
        out,
        "' carries at least %llu transfers at the same time, and SimGrid shares it among them "
        "again whenever one begins or ends; a lower 'active', or links of their own, "
        "are faster\n",
        (unsigned long long)progress->transfers);
    progress->warned = true;
}

void wf_progress_text(struct wf_progress *progress, double elapsed_s, struct wf_buffer *out)
{
    double share = fmin(progress->share / (double)progress->count, 1);
    if (progress->link && !progress->warned && elapsed_s - progress->moved_s >= SLOW_FROM_S)
        put_slow(progress, out);
    if (progress->columns && elapsed_s >= BAR_FROM_S && share > 0) {
        put_bar(progress, share, elapsed_s, out);
    } else if (!progress->columns && elapsed_s >= progress->next_line_s) {
        put_line(progress, share, elapsed_s, out);
        progress->next_line_s = elapsed_s + LINE_EVERY_S;
    }
}

void wf_progress_finish(struct wf_progress *progress, struct wf_buffer *out)
{
    remove_bar(progress, out);
    free(progress->reports);
    free(progress->link);
    *progress = (struct wf_progress){0};
}
