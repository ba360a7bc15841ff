#include "fit/batches.h"
#include "base/text.h"
#include "model/batch_curve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_rows(const void *left, const void *right)
{
    const struct wf_batch_row *a = left, *b = right;
    return a->batch < b->batch ? -1 : a->batch > b->batch;
}

static double value_of(const struct wf_batch_row *row, size_t member)
{
    return *(const double *)((const char *)row + member);
}

/* Mean of a member of rows; those where it is NaN do not count. */
static struct wf_estimate mean_of(const struct wf_batch_row *rows, size_t count, size_t member)
{
    double sum = 0, squares = 0, known = 0;
    for (size_t i = 0; i < count; i++)
        if (!isnan(value_of(&rows[i], member))) {
            sum += value_of(&rows[i], member);
            known++;
        }
    if (known == 0)
        return wf_estimate_none();
    for (size_t i = 0; i < count; i++)
        if (!isnan(value_of(&rows[i], member)))
            squares += pow(value_of(&rows[i], member) - sum / known, 2);
    double error = known > 1 ? sqrt(squares / (known - 1) / known) : NAN;
    return wf_estimate_of(sum / known, error, known - 1);
}

static struct wf_batch_point point_of(const struct wf_batch_figures *figures)
{
    return (struct wf_batch_point){figures->batch, figures->samples_per_s.value,
                                   figures->power_w.value};
}

static struct wf_batch_error error_of(const struct wf_batch_figures *below,
                                      const struct wf_batch_figures *above,
                                      const struct wf_batch_figures *measured)
{
    const struct wf_batch_point least = point_of(below), most = point_of(above);
    const struct wf_batch_point at = wf_batch_between(&least, &most, measured->batch);
    double time = measured->samples_per_s.value / at.speed;
    return (struct wf_batch_error){time - 1, time * at.power_w / measured->power_w.value - 1};
}

void wf_batches_predict(struct wf_batches *batches)
{
    const struct wf_batch_error none = {NAN, NAN};
    for (size_t i = 0; i < batches->count; i++) {
        struct wf_batch_figures *figures = &batches->items[i];
        bool inside = i > 0 && i + 1 < batches->count;
        figures->unseen = inside ? error_of(figures - 1, figures + 1, figures) : none;
        figures->by_ends =
            inside ? error_of(batches->items, &batches->items[batches->count - 1], figures) : none;
    }
}

int wf_batches_fit(const struct wf_batch_row *rows, size_t count, struct wf_batches *batches,
                   struct wf_err *err)
{
    struct wf_batch_row *sorted = wf_calloc(count + 1, sizeof *sorted);
    memcpy(sorted, rows, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_rows);
    *batches = (struct wf_batches){wf_calloc(count + 1, sizeof *batches->items), 0};
    for (size_t first = 0, end; first < count; first = end) {
        for (end = first + 1; end < count && sorted[end].batch == sorted[first].batch;)
            end++;
        batches->items[batches->count++] = (struct wf_batch_figures){
            .batch = sorted[first].batch,
            .rows = end - first,
            .samples_per_s =
                mean_of(&sorted[first], end - first, offsetof(struct wf_batch_row, samples_per_s)),
            .power_w =
                mean_of(&sorted[first], end - first, offsetof(struct wf_batch_row, power_w))};
    }
    free(sorted);
    if (batches->count < 2)
        return wf_err_set(err, WF_EINPUT, "there %s; expected two or more",
                          batches->count ? "is one batch" : "is no batch");
    wf_batches_predict(batches);
    return 0;
}

void wf_batches_release(struct wf_batches *batches)
{
    free(batches->items);
    *batches = (struct wf_batches){0};
}
