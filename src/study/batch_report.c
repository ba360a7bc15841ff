/* A fit by batch: tables for people, and JSON. */
#include "output/grid.h"
#include "output/json.h"
#include "study/batch_table.h"
#include "study/estimate_text.h"
#include <math.h>
#include <stdio.h>

static void put_figures(const struct wf_batches *batches, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 6);
    wf_grid_row(&grid, "batch", "rows", "samples/s", "95 % interval", "W", "95 % interval");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < batches->count; i++) {
        const struct wf_batch_figures *item = &batches->items[i];
        char rows[24], texts[5][WF_ESTIMATE_TEXT];
        snprintf(rows, sizeof rows, "%zu", item->rows);
        wf_grid_row(&grid, wf_estimate_digits(item->batch, texts[0]), rows,
                    wf_estimate_digits(item->samples_per_s.value, texts[1]),
                    wf_estimate_bounds(&item->samples_per_s, texts[2]),
                    wf_estimate_digits(item->power_w.value, texts[3]),
                    wf_estimate_bounds(&item->power_w, texts[4]));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

static void put_errors(const struct wf_batches *batches, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 5);
    wf_grid_row(&grid, "batch left out", "time", "energy", "by the ends: time", "energy");
    wf_grid_add_rule(&grid);
    for (size_t i = 1; i + 1 < batches->count; i++) {
        const struct wf_batch_figures *item = &batches->items[i];
        char texts[5][WF_ESTIMATE_TEXT];
        wf_grid_row(&grid, wf_estimate_digits(item->batch, texts[0]),
                    wf_estimate_percent(item->unseen.time_ratio, texts[1]),
                    wf_estimate_percent(item->unseen.energy_ratio, texts[2]),
                    wf_estimate_percent(item->by_ends.time_ratio, texts[3]),
                    wf_estimate_percent(item->by_ends.energy_ratio, texts[4]));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    wf_grid_wrap("predicted / measured - 1, of a sample: from the next batches on both sides; by "
                 "the ends: from the least and the largest alone\n",
                 width, out);
}

void wf_batch_text(const struct wf_batches *batches, size_t width, struct wf_buffer *out)
{
    put_figures(batches, width, out);
    wf_buffer_printf(out, "\n");
    if (batches->count > 2)
        put_errors(batches, width, out);
    else
        wf_grid_wrap("Two batches: between them nothing was measured that could be left out.\n",
                     width, out);
}

static struct json_object *error_json(const struct wf_batch_error *error)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "time_ratio", wf_json_number(error->time_ratio));
    wf_json_add(object, "energy_ratio", wf_json_number(error->energy_ratio));
    return object;
}

struct json_object *wf_batch_json_array(const struct wf_batches *batches)
{
    struct json_object *items = wf_json_array();
    for (size_t i = 0; i < batches->count; i++) {
        const struct wf_batch_figures *item = &batches->items[i];
        struct json_object *row = wf_json_object();
        wf_json_add(row, "batch", wf_json_number(item->batch));
        wf_json_add(row, "rows", wf_json_count(item->rows));
        wf_json_add(row, "samples_per_s", wf_estimate_json(&item->samples_per_s));
        wf_json_add(row, "power_w", wf_estimate_json(&item->power_w));
        wf_json_add(row, "unseen", error_json(&item->unseen));
        wf_json_add(row, "by_ends", error_json(&item->by_ends));
        wf_json_append(items, row);
    }
    return items;
}

void wf_batch_json(const char *path, const struct wf_batches *batches, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "schema", wf_json_string("wattfleet.batches/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "table", wf_json_string(path));
    wf_json_add(object, "batches", wf_batch_json_array(batches));
    wf_json_text(object, out);
    json_object_put(object);
}
