#include "fake/fake.h"
#include "job/booking.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct fake_player { /* of one turn */
    struct wf_turn *turn;
    struct wf_group *group;
    struct wf_booking booking;
    uint32_t step;
    double end_s; /* of the step */
    uint64_t order;
};

static struct fake *fake_of(struct wf_executor *executor)
{
    return (struct fake *)executor;
}

/* ---- steps ---- */

/* The step that ends next, or the turn that is cut next. */
static struct fake_player *next(const struct fake *fake, double *date_s)
{
    struct fake_player *first = NULL;
    for (size_t i = 0; i < fake->count; i++) {
        struct fake_player *player = fake->players[i];
        double at_s = fmin(player->end_s, player->turn->cut_s);
        if (first && (at_s > *date_s || (at_s >= *date_s && player->order > first->order)))
            continue;
        first = player;
        *date_s = at_s;
    }
    return first;
}

static void begin_step(struct fake *fake, struct fake_player *player)
{
    struct wf_meter *meter = fake->executor.meter;
    const struct wf_step *step = &player->turn->steps[player->step];
    bool sleeps = step->kind == WF_STEP_SLEEP_UNTIL;
    player->booking.start_s = fake->now_s;
    player->end_s =
        sleeps ? fmax(step->amount, fake->now_s) : fake->now_s + fake->length(fake->data, step);
    player->order = fake->order++;
    if (sleeps)
        return;
    wf_booking_begin(&player->booking, meter, player->turn, step, step->node);
    if (step->kind == WF_STEP_SEND) {
        if (wf_booking_has_peer(step))
            wf_booking_begin(&player->booking, meter, player->turn, step, step->peer);
        wf_booking_begin_transfer(&player->booking, meter, step);
    }
}

static const char *name_of(const struct fake *fake, const struct wf_node *node)
{
    return node ? fake->platform->hosts[node->index].name : "";
}

/* A turn has ended in @p step. */
static void note(struct fake *fake, const struct wf_step *step, const char *how)
{
    bool sends = step->kind == WF_STEP_SEND;
    wf_buffer_printf(&fake->ended, "%s%.10g %s%s%s%s", fake->ended.length ? ", " : "", fake->now_s,
                     name_of(fake, step->node), sends ? ">" : "",
                     sends ? name_of(fake, step->peer) : "", how);
}

static void finish(struct fake *fake, struct fake_player *player, bool failed, const char *how)
{
    struct wf_turn *turn = player->turn;
    struct wf_group *group = player->group;
    for (size_t i = 0; i < fake->count; i++)
        if (fake->players[i] == player)
            fake->players[i] = fake->players[--fake->count];
    free(player);
    note(fake, &turn->steps[turn->step_count - 1], how);
    turn->player = NULL;
    turn->failed = failed;
    wf_group_conclude(group, turn);
}

static void end_step(struct fake *fake, struct fake_player *player)
{
    struct wf_turn *turn = player->turn;
    const struct wf_step *step = &turn->steps[player->step];
    wf_booking_end(&player->booking, fake->executor.meter, turn, step, step->amount);
    if (player->step + 1 < turn->step_count) {
        player->step++;
        begin_step(fake, player);
    } else {
        finish(fake, player, turn->drops_out, turn->drops_out ? " dropped" : "");
    }
}

static void cut(struct wf_executor *executor, struct wf_turn *turn)
{
    struct fake *fake = fake_of(executor);
    struct fake_player *player = turn->player;
    const struct wf_step *step = &turn->steps[player->step];
    double start_s = player->booking.start_s;
    if (player->end_s <= fake->now_s && player->step + 1 == turn->step_count)
        return; /* it ends by itself */
    double share =
        player->end_s > start_s ? (fake->now_s - start_s) / (player->end_s - start_s) : 1;
    for (uint32_t i = 0; i < player->step; i++)
        turn->trained_ratio += wf_step_trains(&turn->steps[i]);
    turn->trained_ratio += wf_step_trains(step) ? share : 0;
    turn->cut_step = player->step;
    wf_booking_end(&player->booking, executor->meter, turn, step, round(share * step->amount));
    finish(fake, player, true, " cut");
}

/* Run the events until @p until_s, that date included, or until the leader is woken. */
static void run(struct fake *fake, const struct wf_group *group, double until_s)
{
    double date_s = 0;
    for (;;) {
        bool woken = group && !group->waiting;
        struct fake_player *player = next(fake, &date_s);
        if (!player || date_s > (woken ? fake->now_s : until_s))
            break;
        fake->now_s = date_s;
        if (date_s < player->end_s)
            cut(&fake->executor, player->turn);
        else
            end_step(fake, player);
    }
}

/* ---- the executor ---- */

static double now(const struct wf_executor *executor)
{
    return ((const struct fake *)executor)->now_s;
}

static void sleep_until(struct wf_executor *executor, double date_s)
{
    run(fake_of(executor), NULL, date_s);
    fake_of(executor)->now_s = date_s;
}

static void finish_date(struct wf_executor *executor)
{
    run(fake_of(executor), NULL, fake_of(executor)->now_s);
}

static void submit(struct wf_executor *executor, struct wf_group *group, struct wf_turn *turn)
{
    struct fake *fake = fake_of(executor);
    struct fake_player *player = wf_calloc(1, sizeof *player);
    player->turn = turn;
    player->group = group;
    turn->player = player;
    if (fake->count == fake->capacity) {
        fake->capacity = 2 * fake->capacity + 16;
        fake->players = wf_realloc(fake->players, fake->capacity * sizeof *fake->players);
    }
    fake->players[fake->count++] = player;
    begin_step(fake, player);
}

static void keep_group(struct wf_executor *executor, struct wf_group *group)
{
    (void)executor, (void)group; /* group->waiting is all there is to wait by */
}

static bool wait(struct wf_executor *executor, struct wf_group *group, double until_s)
{
    struct fake *fake = fake_of(executor);
    run(fake, group, until_s);
    if (!group->waiting)
        return true;
    assert(isfinite(until_s) && "a group that is waited for has open turns, and all of them end");
    fake->now_s = until_s;
    return false;
}

static void *host(struct wf_executor *executor, uint32_t index, const char *name, uint32_t *pstate)
{
    (void)name;
    *pstate = 0;
    return &fake_of(executor)->pstates[index];
}

static void set_pstate(struct wf_executor *executor, void *handle, uint32_t pstate)
{
    (void)executor;
    *(uint32_t *)handle = pstate;
}

/* Links NAME-up of the sender and NAME-down of the receiver; no route where one is missing. */
static uint32_t route(struct wf_executor *executor, void *from, void *to, const void *const **links,
                      double *latency_s)
{
    struct fake *fake = fake_of(executor);
    const uint32_t *ends[] = {from, to};
    uint32_t count = 0;
    for (int i = 0; i < 2; i++) {
        const struct wf_host *end = &fake->platform->hosts[ends[i] - fake->pstates];
        char *name = wf_format("%s-%s", end->name, i ? "down" : "up");
        for (uint32_t k = 0; k < fake->platform->link_count; k++)
            if (!strcmp(fake->platform->links[k].name, name))
                fake->links[count++] = &fake->platform->links[k];
        free(name);
    }
    *links = fake->links;
    *latency_s = 0;
    return count == 2 ? count : 0;
}

static const char *link_name(const struct wf_executor *executor, const void *link)
{
    (void)executor;
    return ((const struct wf_link *)link)->name;
}

static struct wf_link_facts link_facts(const struct wf_executor *executor, const void *link)
{
    const struct wf_link *declared = link;
    (void)executor;
    return (struct wf_link_facts){.bandwidth_byte_per_s = declared->class->bandwidth_byte_per_s};
}

static const struct wf_executor_ops ops = {
    .now = now,
    .sleep_until = sleep_until,
    .finish_date = finish_date,
    .submit = submit,
    .cut = cut,
    .open_group = keep_group,
    .close_group = keep_group,
    .wait = wait,
    .wake = keep_group,
    .host = host,
    .set_pstate = set_pstate,
    .route = route,
    .link_name = link_name,
    .link_facts = link_facts,
};

void fake_init(struct fake *fake, const struct wf_platform *platform, struct wf_meter *meter,
               fake_length *length, const void *data)
{
    *fake = (struct fake){.executor = {.ops = &ops, .meter = meter},
                          .platform = platform,
                          .length = length,
                          .data = data};
    fake->pstates = wf_calloc(platform->host_count, sizeof *fake->pstates);
}

void fake_release(struct fake *fake)
{
    free(fake->players);
    free(fake->pstates);
    wf_buffer_release(&fake->ended);
}
