#include "study/calibration_batches.h"
#include "base/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool wf_batch_name(const char *name, size_t *length, double *batch)
{
    const char *colon = name ? strrchr(name, ':') : NULL;
    if (!colon || colon == name ||
        wf_quantity_parse(colon + 1, WF_DIM_COUNT, batch) != WF_QUANTITY_OK || *batch < 1)
        return false;
    *length = (size_t)(colon - name);
    return true;
}

static struct wf_calibrated_batches *find(struct wf_calibration_batches *all, const char *name,
                                          size_t length)
{
    for (size_t i = 0; i < all->count; i++)
        if (strlen(all->items[i].workload) == length &&
            !strncmp(all->items[i].workload, name, length))
            return &all->items[i];
    all->items = wf_realloc(all->items, (all->count + 1) * sizeof *all->items);
    all->items[all->count] =
        (struct wf_calibrated_batches){.workload = wf_format("%.*s", (int)length, name)};
    return &all->items[all->count++];
}

/* Add a batch where it belongs in their order. */
static void add(struct wf_batches *batches, double batch,
                const struct wf_calibrated_workload *workload)
{
    size_t at = batches->count;
    batches->items = wf_realloc(batches->items, (at + 1) * sizeof *batches->items);
    for (; at > 0 && batches->items[at - 1].batch > batch; at--)
        batches->items[at] = batches->items[at - 1];
    batches->items[at] = (struct wf_batch_figures){.batch = batch,
                                                   .rows = workload->runs,
                                                   .samples_per_s = workload->samples_per_s,
                                                   .power_w = workload->power_w};
    batches->count++;
}

int wf_calibration_batches_gather(const struct wf_calibration *calibration,
                                  struct wf_calibration_batches *all, struct wf_err *err)
{
    *all = (struct wf_calibration_batches){0};
    for (size_t i = 0; i < calibration->workload_count; i++) {
        const struct wf_calibrated_workload *workload = &calibration->workloads[i];
        size_t length;
        double batch;
        if (!wf_batch_name(workload->name, &length, &batch))
            continue;
        if (isnan(workload->samples_per_s.value))
            return wf_err_set(err, WF_EINPUT,
                              "no log tells the samples/s of batch '%s'; expected "
                              "--samples-per-second '%s=..'",
                              workload->name, workload->name);
        add(&find(all, workload->name, length)->batches, batch, workload);
    }
    for (size_t i = 0; i < all->count; i++) {
        if (all->items[i].batches.count < 2)
            return wf_err_set(err, WF_EINPUT,
                              "there are logs of one batch of workload '%s'; expected two or more",
                              all->items[i].workload);
        wf_batches_predict(&all->items[i].batches);
    }
    return 0;
}

void wf_calibration_batches_release(struct wf_calibration_batches *all)
{
    for (size_t i = 0; i < all->count; i++) {
        free(all->items[i].workload);
        wf_batches_release(&all->items[i].batches);
    }
    free(all->items);
    *all = (struct wf_calibration_batches){0};
}

void wf_calibration_batches_text(const struct wf_calibration_batches *all, size_t width,
                                 struct wf_buffer *out)
{
    for (size_t i = 0; i < all->count; i++) {
        wf_buffer_printf(out, "\nBatches of '%s':\n", all->items[i].workload);
        wf_batch_text(&all->items[i].batches, width, out);
    }
}
