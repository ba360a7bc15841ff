#include "output/progress.h"
#include "base/err.h"
#include "base/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BAR = 30 };
static const double LINE_EVERY_S = 30; /* for a log: rare enough not to fill it */
static const double BAR_FROM_S = 0.5, SLOW_FROM_S = 10;

void wf_progress_init(struct wf_progress *progress, bool live, size_t count)
{
    *progress = (struct wf_progress){.live = live, .count = count, .next_line_s = LINE_EVERY_S};
    progress->shares = wf_calloc(count, sizeof *progress->shares);
}

void wf_progress_move(struct wf_progress *progress, size_t index, uint64_t done, uint64_t total,
                      double elapsed_s)
{
    double share = total ? (double)done / (double)total : 0;
    if (share > progress->shares[index])
        progress->moved_s = elapsed_s;
    progress->sum += share - progress->shares[index];
    progress->shares[index] = share;
}

void wf_progress_crowd(struct wf_progress *progress, const char *link, uint64_t transfers)
{
    if (transfers <= progress->transfers)
        return;
    free(progress->link);
    progress->link = wf_strdup(link);
    progress->transfers = transfers;
}

static void put_line(double share, double elapsed_s, struct wf_buffer *out)
{
    char past[32], left[32] = "";
    wf_quantity_text(round(elapsed_s), WF_DIM_TIME, past, sizeof past);
    if (share > 0)
        wf_quantity_text(round(elapsed_s * (1 - share) / share), WF_DIM_TIME, left, sizeof left);
    wf_buffer_printf(out, "wattfleet: simulated %.0f %% after %s%s%s\n", 100 * share, past,
                     *left ? ", left: about " : "", left);
}

static void put_bar(double share, double elapsed_s, struct wf_buffer *out)
{
    char left[32];
    int full = (int)(share * BAR);
    wf_quantity_text(elapsed_s * (1 - share) / share, WF_DIM_TIME, left, sizeof left);
    wf_buffer_printf(out, "\r[%.*s%*s] %3.0f %%, %s left   ", full,
                     "##############################", BAR - full, "", 100 * share, left);
}

static void remove_bar(struct wf_progress *progress, struct wf_buffer *out)
{
    if (progress->shown)
        wf_buffer_printf(out, "\r%*s\r", BAR + 40, "");
    progress->shown = false;
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
    double share = fmin(progress->sum / (double)progress->count, 1);
    if (progress->link && !progress->warned && elapsed_s - progress->moved_s >= SLOW_FROM_S)
        put_slow(progress, out);
    if (progress->live && elapsed_s >= BAR_FROM_S && share > 0) {
        put_bar(share, elapsed_s, out);
        progress->shown = true;
    } else if (!progress->live && elapsed_s >= progress->next_line_s) {
        put_line(share, elapsed_s, out);
        progress->next_line_s = elapsed_s + LINE_EVERY_S;
    }
}

void wf_progress_finish(struct wf_progress *progress, struct wf_buffer *out)
{
    remove_bar(progress, out);
    free(progress->shares);
    free(progress->link);
    *progress = (struct wf_progress){0};
}
