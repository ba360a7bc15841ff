#include "optimum/player.h"
#include "base/clock.h"
#include "sweep/crew.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the store has ---- */

/* The value of a factor in a row; NaN: it is none of its values. */
static double value_of(const struct wf_factor *factor, const struct wf_store_value *value)
{
    if (!value->given || !factor->texts)
        return value->given ? value->real : NAN;
    bool number = wf_factor_is_number(factor);
    for (size_t i = 0; i < factor->shape.count; i++)
        if (number ? !(factor->numbers[i] < value->real || factor->numbers[i] > value->real)
                   : !strcmp(factor->texts[i], value->text))
            return (double)i;
    return NAN;
}

static int take_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    struct wf_player *player = data;
    const struct wf_factors *factors = &player->sweep->file->factors;
    double *values = wf_calloc(factors->count + 1, sizeof *values);
    (void)err;
    for (size_t i = 0; i < factors->count; i++)
        values[i] = value_of(&factors->items[i], &row->values[i]);
    if (wf_trials_find(&player->stored, values) == SIZE_MAX) {
        struct wf_trial trial = wf_trial_make(&player->stored, values);
        for (size_t i = 0; i < player->stored.results; i++) {
            const struct wf_store_value *value = &row->values[factors->count + i];
            trial.results[i] = value->given ? value->real : NAN;
        }
        trial.reason = row->reason ? wf_strdup(row->reason) : NULL;
        wf_trials_add(&player->stored, &trial);
    }
    free(values);
    return 0;
}

int wf_player_start(struct wf_player *player, struct wf_err *err)
{
    const struct wf_sweep *sweep = player->sweep;
    wf_trials_init(&player->stored, sweep->file->factors.count,
                   wf_swept_result_count(&sweep->swept));
    player->alone = sweep->swept;
    player->alone.loads_alike = false; /* crews begin in this process: it holds no platform */
    wf_samples_init(&player->samples, &player->alone);
    return wf_store_each(sweep->store, take_row, player, err);
}

void wf_player_release(struct wf_player *player)
{
    wf_trials_release(&player->stored);
    wf_samples_release(&player->samples);
}

/* Has the store the trial? It is given what it came to then. */
static bool recall(struct wf_player *player, struct wf_trial *trial)
{
    size_t index = wf_trials_find(&player->stored, trial->values);
    if (index == SIZE_MAX)
        return false;
    const struct wf_trial *known = &player->stored.items[index];
    memcpy(trial->results, known->results, player->stored.results * sizeof *known->results);
    trial->reason = known->reason ? wf_strdup(known->reason) : NULL;
    trial->played = true;
    player->found++;
    player->tried++;
    return true;
}

/* The first number without a row. */
static uint64_t next_number(struct wf_player *player)
{
    while (wf_store_has(player->sweep->store, player->next))
        player->next++;
    return player->next++;
}

static bool is_time_up(const struct wf_player *player)
{
    return player->until_s > 0 && wf_clock_s() >= player->until_s;
}

static int commit(struct wf_player *player, struct wf_err *err)
{
    if (wf_store_commit(player->sweep->store, err) < 0)
        return -1;
    player->committed_s = wf_clock_s();
    if (player->progress)
        player->progress(player->data, player->tried);
    return 0;
}

/* A commit waits for the disk, some 10 ms: a kill loses what was played in this time, s. */
static const double COMMIT_S = 0.2;

static int commit_at_times(struct wf_player *player, struct wf_err *err)
{
    return wf_clock_s() < player->committed_s + COMMIT_S ? 0 : commit(player, err);
}

int wf_player_finish(struct wf_player *player, struct wf_err *err)
{
    return commit(player, err);
}

static int keep(struct wf_player *player, struct wf_trial *trial, uint64_t number,
                struct wf_err *err)
{
    const struct wf_point point = {number, trial->reason, trial->values, trial->results};
    trial->played = true;
    player->tried++;
    return wf_sweep_keep(player->sweep, &point, err);
}

/* ---- one, in this process ---- */

static int play_one(struct wf_player *player, struct wf_trial *trial, struct wf_err *err)
{
    uint64_t before = player->samples.played;
    if (is_time_up(player))
        return 0;
    trial->reason = wf_point_at(&player->samples, trial->values, trial->results);
    wf_samples_next(&player->samples);
    player->simulations += player->samples.played - before;
    if (keep(player, trial, next_number(player), err) < 0)
        return -1;
    return commit_at_times(player, err);
}

/* ---- many, by a crew ---- */

struct batch {
    struct wf_player *player;
    struct wf_trial **trials; /* that the store has not */
    uint64_t *numbers;
    double *values;
    size_t count, next;
};

static bool next_points(void *data, uint64_t most, uint64_t *first, uint64_t *count)
{
    struct batch *batch = data;
    uint64_t left = batch->count - batch->next, fair = left / (2 * batch->player->jobs) + 1;
    if (!left || is_time_up(batch->player))
        return false;
    *first = batch->next;
    *count = most < fair ? most : fair;
    *count = *count < left ? *count : left;
    batch->next += *count;
    return true;
}

static int take_point(void *data, const struct wf_point *point, struct wf_err *err)
{
    struct batch *batch = data;
    struct wf_trial *trial = batch->trials[point->number];
    memcpy(trial->results, point->results, batch->player->stored.results * sizeof *point->results);
    trial->reason = point->reason ? wf_strdup(point->reason) : NULL;
    return keep(batch->player, trial, batch->numbers[point->number], err);
}

static int end_chunk(void *data, const struct wf_crew_cost *cost, struct wf_err *err)
{
    struct batch *batch = data;
    batch->player->simulations += cost->simulations;
    return commit_at_times(batch->player, err);
}

static int play_batch(struct batch *batch, struct wf_err *err)
{
    struct wf_player *player = batch->player;
    size_t width = player->stored.variables;
    for (size_t i = 0; i < batch->count; i++) {
        batch->numbers[i] = next_number(player);
        memcpy(&batch->values[i * width], batch->trials[i]->values, width * sizeof(double));
    }
    const struct wf_crew_work work = {.swept = &player->sweep->swept,
                                      .list = batch->values,
                                      .jobs =
                                          player->jobs < batch->count ? player->jobs : batch->count,
                                      .next = next_points,
                                      .take = take_point,
                                      .chunk = end_chunk,
                                      .data = batch};
    return wf_crew_run(&work, err);
}

int wf_player_play(void *data, struct wf_trial *trials, size_t count, struct wf_err *err)
{
    struct wf_player *player = data;
    struct batch batch = {.player = player};
    int status = 0;
    batch.trials = wf_calloc(count + 1, sizeof(struct wf_trial *));
    for (size_t i = 0; i < count; i++)
        if (!recall(player, &trials[i]))
            batch.trials[batch.count++] = &trials[i];
    batch.numbers = wf_calloc(batch.count + 1, sizeof *batch.numbers);
    batch.values = wf_calloc(batch.count * player->stored.variables + 1, sizeof *batch.values);
    if (batch.count == 1)
        status = play_one(player, batch.trials[0], err);
    else if (batch.count)
        status = play_batch(&batch, err);
    free(batch.trials);
    free(batch.numbers);
    free(batch.values);
    return status;
}
