/* A fitted campaign for people, and as JSON. */
#include "output/grid.h"
#include "output/json.h"
#include "study/campaign.h"
#include "study/estimate_text.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARTS = 3 };

static const struct part {
    const char *name, *unit, *key;
    size_t member;
} parts[PARTS] = {{"time", "s", "time_s", offsetof(struct wf_campaign, time)},
                  {"clients", "J", "clients_j", offsetof(struct wf_campaign, clients)},
                  {"server", "J", "server_j", offsetof(struct wf_campaign, server)}};

static const struct wf_campaign_part *part_of(const struct wf_campaign *campaign, size_t part)
{
    return (const struct wf_campaign_part *)((const char *)campaign + parts[part].member);
}

static const struct wf_estimate_row figures_of[] = {
#define FIGURE(member, name, unit, scale)                                                          \
    {                                                                                              \
        name, unit, #member, scale, offsetof(struct wf_campaign_figures, member)                   \
    }
    FIGURE(speed_flop_per_s, "learners, speed of a core", "Gflop/s", 1e-9),
    FIGURE(learner_idle_w, "learners, idle", "W", 1),
    FIGURE(learner_work_w, "learners, training", "W", 1),
    FIGURE(server_idle_w, "server, idle", "W", 1),
    FIGURE(server_round_w, "server, in the overhead of a round", "W", 1),
    FIGURE(round_overhead_s, "round-overhead", "s", 1),
    FIGURE(start_up_s, "start-up", "s", 1),
#undef FIGURE
};
enum { FIGURES = sizeof figures_of / sizeof *figures_of };

/* ---- for people ---- */

static void put_fit(const struct wf_campaign *campaign, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT,  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                           WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 6);
    wf_grid_row(&grid, "", "runs", "a round", "95 % interval", "a local epoch", "95 % interval");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i < PARTS; i++) {
        const struct wf_campaign_part *part = part_of(campaign, i);
        char name[32], rows[32], round[WF_ESTIMATE_TEXT], round_bounds[WF_ESTIMATE_TEXT],
            epoch[WF_ESTIMATE_TEXT], epoch_bounds[WF_ESTIMATE_TEXT];
        snprintf(name, sizeof name, "%s, %s", parts[i].name, parts[i].unit);
        snprintf(rows, sizeof rows, "%zu", part->rows);
        wf_grid_row(&grid, name, rows, wf_estimate_digits(part->per_round.value, round),
                    wf_estimate_bounds(&part->per_round, round_bounds),
                    wf_estimate_digits(part->per_epoch.value, epoch),
                    wf_estimate_bounds(&part->per_epoch, epoch_bounds));
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}

static void put_notes(const struct wf_campaign *campaign, struct wf_buffer *out)
{
    const struct wf_estimate *start = &campaign->time.start;
    const struct wf_campaign_part *server = &campaign->server_by_time;
    char value[WF_ESTIMATE_TEXT], bounds[WF_ESTIMATE_TEXT], watts[WF_ESTIMATE_TEXT],
        watt_bounds[WF_ESTIMATE_TEXT];
    wf_buffer_printf(out, "clients: all together; a round: without its local epochs\n");
    if (campaign->time.start_left_out)
        wf_buffer_printf(out, "start-up: the runs cannot tell it apart (--start-up); none is "
                              "meant\n");
    else if (!isnan(start->value))
        wf_buffer_printf(out, "start-up: %s s, %s\n", wf_estimate_digits(start->value, value),
                         isnan(start->low) ? "as given" : wf_estimate_bounds(start, bounds));
    if (server->rows)
        wf_buffer_printf(out, "server: as well %s W (%s) all the time and %s J (%s) a round\n",
                         wf_estimate_digits(server->per_second.value, watts),
                         wf_estimate_bounds(&server->per_second, watt_bounds),
                         wf_estimate_digits(server->per_round.value, value),
                         wf_estimate_bounds(&server->per_round, bounds));
}

static void put_rows(const struct wf_campaign_table *table, const struct wf_campaign *campaign,
                     size_t width, struct wf_buffer *out)
{
    enum { COLUMNS = 3 + 2 * PARTS };
    static const enum wf_align aligns[COLUMNS] = {WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                                  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT,
                                                  WF_ALIGN_RIGHT, WF_ALIGN_RIGHT, WF_ALIGN_RIGHT};
    struct wf_grid grid;
    char texts[COLUMNS][WF_ESTIMATE_TEXT];
    wf_grid_init(&grid, aligns, COLUMNS);
    wf_grid_row(&grid, "line", "epochs", "rounds", "time", "unseen", "clients", "unseen", "server",
                "unseen");
    wf_grid_add_rule(&grid);
    for (size_t i = 0; i <= table->count; i++) {
        const char *cells[COLUMNS];
        bool last = i == table->count;
        snprintf(texts[0], WF_ESTIMATE_TEXT, "%u", last ? 0 : table->lines[i]);
        cells[0] = last ? "worst" : texts[0];
        cells[1] = last ? "" : wf_estimate_digits(table->rows[i].local_epochs, texts[1]);
        cells[2] = last ? "" : wf_estimate_digits(table->rows[i].rounds, texts[2]);
        for (size_t j = 0; j < PARTS; j++) {
            const struct wf_campaign_part *part = part_of(campaign, j);
            const double *ratios[] = {part->residual_ratio, part->unseen_ratio};
            for (size_t k = 0; k < 2; k++)
                cells[3 + 2 * j + k] =
                    last ? wf_estimate_size(wf_estimate_worst(ratios[k], table->count),
                                            texts[3 + 2 * j + k])
                         : wf_estimate_percent(ratios[k][i], texts[3 + 2 * j + k]);
        }
        wf_grid_add_row(&grid, cells, COLUMNS);
    }
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
    wf_grid_wrap("(measured - fitted) / measured; unseen: fitted to the other runs\n", width, out);
}

static void put_figures(const struct wf_campaign_figures *figures, size_t width,
                        struct wf_buffer *out)
{
    wf_estimate_table_text(figures_of, FIGURES, figures, width, out);
    char *spent = wf_format("of a round the simulation itself spends %.6g s: transfers, "
                            "aggregation, evaluation",
                            figures->spent.round_s);
    wf_grid_wrap(spent, width, out);
    free(spent);
}

void wf_campaign_text(const struct wf_campaign_table *table, const struct wf_campaign *campaign,
                      const struct wf_campaign_figures *figures, size_t width,
                      struct wf_buffer *out)
{
    struct wf_buffer notes = {0};
    put_fit(campaign, width, out);
    put_notes(campaign, &notes);
    wf_grid_wrap(notes.text, width, out);
    wf_buffer_release(&notes);
    wf_buffer_printf(out, "\n");
    put_rows(table, campaign, width, out);
    if (!figures)
        return;
    wf_buffer_printf(out, "\n");
    put_figures(figures, width, out);
}

/* ---- JSON ---- */

static struct json_object *part_json(const struct wf_campaign_part *part)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "runs", wf_json_count(part->rows));
    wf_json_add(object, "per_round", wf_estimate_json(&part->per_round));
    wf_json_add(object, "per_epoch", wf_estimate_json(&part->per_epoch));
    return object;
}

static struct json_object *row_json(const struct wf_campaign_table *table,
                                    const struct wf_campaign *campaign, size_t row)
{
    struct json_object *object = wf_json_object();
    wf_json_add(object, "line", wf_json_count(table->lines[row]));
    wf_json_add(object, "local_epochs", wf_json_number(table->rows[row].local_epochs));
    wf_json_add(object, "rounds", wf_json_number(table->rows[row].rounds));
    for (size_t i = 0; i < PARTS; i++) {
        const struct wf_campaign_part *part = part_of(campaign, i);
        struct json_object *errors = wf_json_object();
        wf_json_add(errors, "residual_ratio", wf_json_number(part->residual_ratio[row]));
        wf_json_add(errors, "unseen_ratio", wf_json_number(part->unseen_ratio[row]));
        wf_json_add(object, parts[i].key, errors);
    }
    return object;
}

static struct json_object *figures_json(const struct wf_campaign_figures *figures)
{
    if (!figures)
        return NULL;
    struct json_object *object = wf_estimate_table_json(figures_of, FIGURES, figures);
    wf_json_add(object, "simulated_round_s", wf_json_number(figures->spent.round_s));
    return object;
}

void wf_campaign_json(const struct wf_campaign_table *table, const struct wf_campaign *campaign,
                      const struct wf_campaign_figures *figures, struct wf_buffer *out)
{
    struct json_object *object = wf_json_object(), *rows = wf_json_array();
    struct json_object *by_time = wf_json_object();
    const struct wf_campaign_part *server = &campaign->server_by_time;
    for (size_t i = 0; i < table->count; i++)
        json_object_array_add(rows, row_json(table, campaign, i));
    wf_json_add(by_time, "runs", wf_json_count(server->rows));
    wf_json_add(by_time, "per_round", wf_estimate_json(&server->per_round));
    wf_json_add(by_time, "per_second", wf_estimate_json(&server->per_second));
    wf_json_add(object, "schema", wf_json_string("wattfleet.campaign/1"));
    wf_json_add(object, "wattfleet", wf_json_string(WATTFLEET_VERSION));
    wf_json_add(object, "table", wf_json_string(table->path));
    wf_json_add(object, "start_up_s", wf_estimate_json(&campaign->time.start));
    wf_json_add(object, "start_up_told", json_object_new_boolean(!campaign->time.start_left_out));
    for (size_t i = 0; i < PARTS; i++)
        wf_json_add(object, parts[i].key, part_json(part_of(campaign, i)));
    wf_json_add(object, "server_by_time_j", by_time);
    wf_json_add(object, "runs", rows);
    wf_json_add(object, "figures", figures_json(figures));
    wf_json_text(object, out);
    json_object_put(object);
}
