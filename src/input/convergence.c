#include "input/convergence.h"
#include <math.h>

/* Attributes met, or -1 when one is not. */
static int score(const struct wf_convergence *row, const struct wf_convergence_query *query)
{
    const struct {
        uint64_t asked, had;
    } counts[] = {{row->batch, query->batch},
                  {row->local_epochs, query->local_epochs},
                  {row->active, query->active},
                  {row->learners, query->learners}};
    int met = 0;
    if (row->federated != (uint32_t)query->federated || row->value == WF_COUNT_UNSET)
        return -1;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (counts[i].asked == WF_COUNT_UNSET)
            continue;
        if (counts[i].asked != counts[i].had)
            return -1;
        met++;
    }
    if (!isnan(row->target) && !isnan(query->target)) {
        if (row->target < query->target || row->target > query->target)
            return -1;
        met++;
    }
    return met;
}

static void describe(const struct wf_convergence *row, struct wf_buffer *out)
{
    const char *separator = "";
    wf_buffer_printf(out, "line %u: ", row->origin.line);
    for (const struct wf_prop *prop = wf_convergence_props; prop->name; prop++) {
        struct wf_buffer text = {0};
        if (prop->kind == WF_PROP_TEXT || prop->kind == WF_PROP_CHOICE)
            continue;
        wf_props_text(prop, row, &text);
        if (text.length) {
            wf_buffer_printf(out, "%s%s=%s", separator, prop->name, text.text);
            separator = " ";
        }
        wf_buffer_release(&text);
    }
}

const struct wf_convergence *wf_convergence_find(const struct wf_workload *workload,
                                                 const struct wf_convergence_query *query,
                                                 char **why)
{
    const struct wf_convergence *best = NULL;
    int best_score = -1;
    bool tied = false;
    for (size_t i = 0; i < workload->row_count; i++) {
        int met = score(&workload->rows[i], query);
        if (met < 0 || met < best_score)
            continue;
        tied = met == best_score && (tied || best->value != workload->rows[i].value);
        if (met > best_score) {
            best = &workload->rows[i];
            best_score = met;
        }
    }
    if (best && !tied)
        return best;
    struct wf_buffer rows = {0};
    size_t listed = 0;
    for (size_t i = 0; i < workload->row_count; i++) {
        if (workload->rows[i].federated != (uint32_t)query->federated)
            continue;
        if (listed++ == 6) {
            wf_buffer_printf(&rows, "; ..");
            break;
        }
        wf_buffer_printf(&rows, "%s", listed > 1 ? "; " : "");
        describe(&workload->rows[i], &rows);
    }
    const char *tag = query->federated ? "rounds" : "epochs";
    *why = listed ? wf_format("%s <%s> row of %s fits this job; there are %s",
                              tied ? "more than one" : "no", tag, workload->path, rows.text)
                  : wf_format("%s has no <%s> row", workload->path, tag);
    wf_buffer_release(&rows);
    return NULL;
}
