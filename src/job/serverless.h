/* What serverless paradigms share: members that hold samples, train on them, and average models of
 * their neighbours in a graph. How the models travel is the paradigm's own (peer.c). */
#ifndef WF_JOB_SERVERLESS_H
#define WF_JOB_SERVERLESS_H

#include "job/group.h"
#include "job/job.h"
#include "model/neighbours.h"

/** One of those who train without a server. */
struct wf_member {
    struct wf_serverless *all;
    const struct wf_participant *participant;
    const struct wf_peer *props;
    struct wf_node *node;
    struct wf_turn work;        /**< training, then averaging */
    const uint32_t *neighbours; /**< indices of members */
    uint32_t neighbour_count;
    uint64_t round;    /**< in progress, from 1 */
    uint64_t prepared; /**< samples */
    uint32_t first_heir,
        heir_count; /**< to whom it passes the frozen base, of wf_serverless.heirs */
    bool in_line;   /**< its place among those who are given the frozen base is known */
    bool started;   /**< has paid its start-up, of the run or of this training */
};

struct wf_serverless {
    struct wf_job *job;
    struct wf_member *members;
    uint32_t count;
    struct wf_neighbours graph;
    struct wf_group group;
    uint32_t *heirs;        /**< members in the order in which they are given the frozen base */
    void *exchange;         /**< of the paradigm */
    uint64_t rounds;        /**< of this training */
    uint64_t *ended;        /**< members that have ended round 1, 2, .. */
    bool in_step;           /**< members wait for each other: all have the same last round */
    double start_s, used_j; /**< of the first round that not all have ended */
    uint64_t stamp;         /**< of the last sum of joules (node.h) */
};

/** Make job->paradigm: the members and their graph. Returns when the last of them starts. */
struct wf_serverless *wf_serverless_open(struct wf_job *job);
/** Before the paradigm frees its exchange. */
void wf_serverless_close(struct wf_serverless *all);
/** The samples of job->training are prepared where they are held. As in wf_paradigm_way. */
void wf_serverless_gather(struct wf_job *job);
/** Train for @p rounds: @p begin is called for each member's first round; returns when no turn is
 *  open any more. */
void wf_serverless_train(struct wf_serverless *all, uint64_t rounds,
                         void (*begin)(struct wf_member *member));

/** Start @p turn of @p member, with @p then called at its end. */
void wf_member_submit(struct wf_member *member, struct wf_turn *turn,
                      void (*then)(void *member, struct wf_turn *turn));
/** Start its local training of a round, the coding of its message included. */
void wf_member_train(struct wf_member *member, void (*then)(void *member, struct wf_turn *turn));
/** Start what ends its round: averaging with @p received models, evaluation, overhead. */
void wf_member_average(struct wf_member *member, uint32_t received,
                       void (*then)(void *member, struct wf_turn *turn));
/** Its round has ended: count it. @return whether it has another one to do; member->round is it. */
bool wf_member_end_round(struct wf_member *member);

#endif
