/* Data on its way to the trainers: before each training, while it is produced, or in each epoch. */
#include "job/collection.h"
#include "job/group.h"
#include "job/record.h"
#include "job/step.h"
#include <math.h>
#include <stdlib.h>

struct chain { /* a source; uploads of one that does as it produces follow each other */
    struct wf_collection *all;
    const struct wf_participant *source;
    const struct wf_source *props;
    struct wf_turn turn;
    uint64_t training, piece; /* next upload as produced: for which training, which from 1 */
    double samples;           /* on their way */
};

struct wf_collection {
    struct wf_job *job;
    struct chain *list;
    uint32_t count;
    struct wf_group before, produced, input;
    uint64_t *pending; /* uploads as produced that have not ended, for training 2, 3, .. */
    double start_s;    /* of the first training */
    bool to_sites;     /* the trainers' nodes are reserved when their data is there */
};

static void upload_next(struct chain *chain);

/* Uploads as produced in the time between two trainings. */
static uint64_t pieces_of(const struct chain *chain)
{
    double every_s = wf_scenario_plan(chain->all->job->scenario)->every_s;
    return (uint64_t)fmax(1, round(every_s / chain->props->upload_period_s));
}

static void submit(struct chain *chain, struct wf_group *group, double not_before_s, double samples,
                   void (*then)(void *, struct wf_turn *))
{
    struct wf_job *job = chain->all->job;
    const struct wf_scenario *scenario = job->scenario;
    const struct wf_participant *trainer =
        &scenario->participants[WF_TRAINER][chain->source->partner];
    double start_s = wf_scenario_actor(scenario, chain->source)->start_s;
    wf_turn_clear(&chain->turn);
    chain->turn.then = then;
    chain->turn.data = chain;
    chain->samples = samples;
    wf_turn_add(&chain->turn, wf_step_sleep_until(fmax(start_s, not_before_s)));
    struct wf_step upload =
        wf_step_send(wf_meter_node(&job->meter, chain->source), wf_meter_node(&job->meter, trainer),
                     WF_PHASE_COLLECTION, WF_UPLINK, samples * scenario->workload.sample_byte);
    upload.to_site = chain->all->to_sites;
    if (samples > 0)
        wf_turn_add(&chain->turn, upload);
    wf_group_submit(group, &chain->turn);
}

/* Its duty ends with its upload, unless hosts are reserved for the next, or this one by a trainer;
 * @p new_samples of those uploaded the trainer had not. */
static void keep(struct chain *chain, double new_samples)
{
    struct wf_job *job = chain->all->job;
    struct wf_node *node = wf_meter_node(&job->meter, chain->source);
    if (wf_scenario_plan(job->scenario)->reserved != WF_YES && !node->kept && !node->reserved)
        wf_meter_leave(&job->meter, node);
    wf_record_storage(job, &job->scenario->participants[WF_TRAINER][chain->source->partner],
                      new_samples);
}

static void on_upload(void *data, struct wf_turn *turn)
{
    struct chain *chain = data;
    uint64_t number = chain->all->job->training;
    (void)turn;
    keep(chain, (double)(number == 1 ? chain->source->samples : chain->source->new_samples));
}

static void on_piece(void *data, struct wf_turn *turn)
{
    struct chain *chain = data;
    struct wf_collection *collection = chain->all;
    (void)turn;
    keep(chain, chain->samples);
    collection->pending[chain->training]--;
    if (++chain->piece > pieces_of(chain)) {
        chain->piece = 1;
        chain->training++;
    }
    upload_next(chain);
}

static void upload_next(struct chain *chain)
{
    struct wf_collection *collection = chain->all;
    const struct wf_plan *plan = wf_scenario_plan(collection->job->scenario);
    double pieces = (double)pieces_of(chain);
    if (chain->training > plan->trainings)
        return;
    double periods = (double)(chain->training - 2) + (double)chain->piece / pieces;
    submit(chain, &collection->produced, collection->start_s + periods * plan->every_s,
           (double)chain->source->new_samples / pieces, on_piece);
}

struct wf_collection *wf_collection_new(struct wf_job *job)
{
    const struct wf_scenario *scenario = job->scenario;
    struct wf_collection *collection = wf_calloc(1, sizeof *collection);
    uint64_t trainings = wf_scenario_plan(scenario)->trainings;
    collection->job = job;
    collection->to_sites = wf_scenario_trainer(scenario)->reserved_from == WF_RESERVED_FROM_DATA;
    collection->count = scenario->participant_count[WF_SOURCE];
    collection->list = wf_calloc(collection->count, sizeof *collection->list);
    collection->pending = wf_calloc(trainings + 1, sizeof *collection->pending);
    wf_group_init(&collection->before, job->executor, false);
    wf_group_init(&collection->produced, job->executor, false);
    wf_group_init(&collection->input, job->executor, false);
    for (uint32_t i = 0; i < collection->count; i++) {
        struct chain *chain = &collection->list[i];
        chain->all = collection;
        chain->source = &scenario->participants[WF_SOURCE][i];
        chain->props = &wf_scenario_actor(scenario, chain->source)->values.source;
        chain->training = 2;
        chain->piece = 1;
        for (uint64_t t = 2; t <= trainings && chain->props->upload == WF_UPLOAD_AS_PRODUCED; t++)
            collection->pending[t] += pieces_of(chain);
    }
    return collection;
}

void wf_collection_wait(struct wf_collection *collection)
{
    uint64_t number = collection->job->training;
    if (number == 1)
        collection->start_s = wf_job_now(collection->job);
    for (uint32_t i = 0; i < collection->count; i++) {
        struct chain *chain = &collection->list[i];
        const struct wf_participant *source = chain->source;
        if (chain->props->upload == WF_UPLOAD_EACH_EPOCH) { /* the data stays where it is */
            wf_record_storage(collection->job, source,
                              (double)(number == 1 ? source->samples : source->new_samples));
            continue;
        }
        uint64_t samples = number == 1 || chain->props->resend == WF_RESEND_ALL
                               ? wf_participant_held(source, number)
                               : source->new_samples;
        if (number == 1 || chain->props->upload == WF_UPLOAD_BEFORE_TRAINING)
            submit(chain, &collection->before, 0, (double)samples, on_upload);
    }
    wf_group_wait(&collection->before);
    for (uint32_t i = 0; number == 1 && i < collection->count; i++)
        if (collection->list[i].props->upload == WF_UPLOAD_AS_PRODUCED)
            upload_next(&collection->list[i]);
    while (collection->pending[number]) /* each belongs to a chain with an open turn */
        wf_group_wait_for(&collection->produced, 1);
}

void wf_collection_read(struct wf_collection *collection, double share)
{
    struct wf_job *job = collection->job;
    const struct wf_scenario *scenario = job->scenario;
    for (uint32_t i = 0; i < collection->count; i++) {
        struct chain *chain = &collection->list[i];
        const struct wf_participant *trainer =
            &scenario->participants[WF_TRAINER][chain->source->partner];
        double samples =
            share * (double)wf_scenario_trained_on(scenario, chain->source, job->training);
        if (chain->props->upload != WF_UPLOAD_EACH_EPOCH || !(samples > 0))
            continue;
        wf_turn_clear(&chain->turn);
        wf_turn_add(&chain->turn,
                    wf_step_sleep_until(wf_scenario_actor(scenario, chain->source)->start_s));
        wf_turn_add(&chain->turn,
                    wf_step_send(wf_meter_node(&job->meter, chain->source),
                                 wf_meter_node(&job->meter, trainer), WF_PHASE_COLLECTION,
                                 WF_UPLINK, samples * scenario->workload.read_byte));
        wf_group_submit(&collection->input, &chain->turn);
    }
}

void wf_collection_wait_for_input(struct wf_collection *collection)
{
    wf_group_wait(&collection->input);
}

void wf_collection_free(struct wf_collection *collection)
{
    if (!collection)
        return;
    wf_group_release(&collection->before);
    wf_group_release(&collection->produced);
    wf_group_release(&collection->input);
    free(collection->pending);
    free(collection->list);
    free(collection);
}
