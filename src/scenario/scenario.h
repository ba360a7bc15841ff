/* The scenario: platform, deployment and workload put together, checked against each other, every
 * default resolved. Built by scenario/build.h; const for the run. Here: what it holds, and the
 * facts that follow from it. */
#ifndef WF_SCENARIO_SCENARIO_H
#define WF_SCENARIO_SCENARIO_H

#include "model/availability.h"
#include "platform/platform.h"
#include "scenario/deployment.h"
#include "scenario/paradigm.h"
#include "workload/workload.h"

struct wf_availability_trace;
struct wf_reserve;

enum { WF_PSTATE_IDLE = UINT16_MAX };

/** One actor on one host, its costs resolved for that host. */
struct wf_participant {
    uint32_t host, actor;
    uint64_t samples, new_samples; /**< at the first training; added before each later one */
    double training_flop;          /**< executed per core and sample */
    double rest_s;                 /**< a sample: it computes so long at the watts of waiting */
    double batch_lost_s;           /**< a batch: lost beside computing */
    double read_s;                 /**< a sample: read in so long; 0: nothing bounds it */
    uint16_t pstate, idle_pstate;
    uint16_t lost_pstate, overhead_pstate, start_up_pstate,
        exchange_pstate; /**< or WF_PSTATE_IDLE */
    uint16_t evaluation_pstate;
    bool measured;           /**< its speed was measured on this workload */
    bool calibrated;         /**< and it is known that this and its watts were measured or fitted */
    uint32_t partner;        /**< of a source: index of its trainer; of a learner: of its gateway */
    double evaluation_flop;  /**< executed per core and sample */
    double preparation_flop; /**< executed per core and sample, once */
    double speed_factor;     /**< against that of its host's kind */
};
/** Bytes at its beginning that a turn of training uses. */
#define WF_PARTICIPANT_HOT offsetof(struct wf_participant, start_up_pstate)
_Static_assert(WF_PARTICIPANT_HOT <= 64, "a line of cache");

/** What a gateway's props come to. */
struct wf_gateway_plan {
    uint32_t active, asked; /**< learners of a local round, and of them asked */
};

/** A learner as a device: when it is available, and its battery. */
struct wf_presence {
    const struct wf_availability *there;    /**< NULL: always */
    const struct wf_availability *charging; /**< NULL: always */
    double shift_s;                         /**< of both patterns */
    double capacity_j;                      /**< of the battery; NaN: none */
    double level_j, minimum_j, start_j;     /**< at the start; where it stops; to begin a turn */
    double charging_w;                      /**< into the battery; 0: no charger */
};

/** Who plays the turns. */
enum wf_engine_choice {
    WF_ENGINE_SIMGRID,
    WF_ENGINE_AUTO,       /**< in closed form where that is proven to be exact, else SimGrid */
    WF_ENGINE_CLOSED_FORM /**< or an error */
};

struct wf_options {
    uint32_t engine; /**< enum wf_engine_choice */
    uint64_t seed;
    bool whole_platform;
    bool audit;        /**< SimGrid's energy plugins run beside the ledger */
    bool spared;       /**< of its audit, turns in closed form are not played again: those of other
                            runs of a sweep are */
    uint32_t network;  /**< enum wf_network_view: whose joules of networks count */
    uint32_t phases;   /**< set of phases that count (model/phase.h); 0: all */
    const char *start; /**< date of the start, ISO 8601; wins over 'start-date'; NULL: not given */
};

struct wf_scenario {
    const struct wf_platform *platform; /**< borrowed */
    struct wf_options options;
    struct wf_arena arena;              /**< owns what was resolved and stands nowhere else */
    struct wf_deployment deployment;    /**< with the overrides, in canonical order */
    struct wf_workload workload;        /**< with the overrides and all defaults */
    const struct wf_paradigm *paradigm; /**< borrowed */
    struct wf_participant *participants[WF_ROLE_COUNT];
    uint32_t participant_count[WF_ROLE_COUNT];
    const struct wf_reserve *reserve; /**< borrowed; of the learners (reserve.h); NULL: all of them
                                         are participants */
    const char *needs_all; /**< why learners of a fleet are not in reserve, as part of a sentence;
                              NULL: they are, or nobody asked */
    /* the job: rounds of a federated scenario, epochs of a centralised one */
    double rounds, later_rounds;    /**< of the first training, of each later one; epochs may have a
                                       fraction */
    uint32_t provenance;            /**< enum wf_provenance of the rounds */
    double rounds_low, rounds_high; /**< their interval; NaN: none is stated */
    bool by_law;                    /**< they follow from the law of passes */
    bool rounds_interpolated;       /**< between two rows, on a straight line: of no interval */
    struct wf_passes passes;        /**< of the first training, where its rounds follow from a
                                       passes-ratio; ratio 0: they do not */
    const char *provenance_source;
    /** Why the number no longer holds: settings it was not stated for, as part of a sentence
     * ("stated for no drop-outs; dropout is 0.3"). NULL: it holds. */
    const char *rounds_unheld;
    const char *rounds_missing; /**< why nobody knows the number; NULL: one is known, or given */
    struct wf_origin rounds_origin;
    double target;
    uint64_t total_samples,
        total_new_samples; /**< at the first training; added for each later one */
    uint32_t active;       /**< cohort of a federated round: learners, or gateways */
    uint32_t asked;        /**< learners asked for it: active and over-selection */
    uint32_t *members,
        *first_member;                 /**< learners by gateway, where there are gateways: those of
                                          gateway g stand from first_member[g] to first_member[g+1] */
    struct wf_gateway_plan *gateways;  /**< by gateway */
    uint64_t exchanges;                /**< models sent in a round of peers */
    double uplink_byte, downlink_byte; /**< an update and the model as sent */
    struct wf_presence *presences;     /**< by learner; NULL: always there, no batteries */
    const struct wf_availability_trace **traces; /**< by actor: what its availability names; NULL: a
                                                    pattern, or none. Borrowed */
    bool cuts; /**< turns may be cut off: by a deadline, by over-selection, by devices that leave */
    bool calibrated;     /**< all who train are */
    double start_date_s; /**< Unix seconds of date 0; NaN: not given */
    double delay_s;      /**< window in which the start may be put off; 0: none */
};

/** Release what the scenario owns; what it was built from stays. NULL is accepted. */
void wf_scenario_release(struct wf_scenario *scenario);

/** How many there are of a role, those in reserve included. */
uint32_t wf_scenario_count(const struct wf_scenario *scenario, enum wf_role_id role);
/** How many participant @p index of a role stands for: 1, or those in reserve behind it. */
uint32_t wf_scenario_stands_for(const struct wf_scenario *scenario, enum wf_role_id role,
                                uint32_t index);
/** How many train, and one of them: the workers; then the leader, where it trains a part of the
 *  model (split learning). */
uint32_t wf_scenario_count_who_train(const struct wf_scenario *scenario);
const struct wf_participant *wf_scenario_who_trains(const struct wf_scenario *scenario,
                                                    uint32_t index);
/** Name of the host of the last one of a role. */
const char *wf_scenario_last_host(const struct wf_scenario *scenario, enum wf_role_id role);
/** Steps of a local training of an actor; WF_COUNT_UNSET: it trains whole epochs. */
uint64_t wf_actor_steps(const struct wf_actor *actor);
/** Rounds, or epochs, of a training as text: "20", "20.0143". @p size at least 32. */
const char *wf_scenario_rounds_text(const struct wf_scenario *scenario, char *buffer, size_t size);
/** Rounds, or epochs, of all trainings that count; a part of one counts as one. */
uint64_t wf_scenario_all_rounds(const struct wf_scenario *scenario);
/** Rounds of a trial of a training of @p rounds: whole ones, but never more than the training's. */
double wf_scenario_trial_rounds(const struct wf_scenario *scenario, double rounds);
/** The first actor of the leading role. */
const struct wf_actor *wf_scenario_leading_actor(const struct wf_scenario *scenario);
/** The plan of the job; its server; its first trainer or peer, whose props hold for all. */
const struct wf_plan *wf_scenario_plan(const struct wf_scenario *scenario);
const struct wf_server *wf_scenario_server(const struct wf_scenario *scenario);
const struct wf_trainer *wf_scenario_trainer(const struct wf_scenario *scenario);
const struct wf_peer *wf_scenario_peer(const struct wf_scenario *scenario);
/** Samples a participant holds at training @p number (from 1), and those it trains on then. */
uint64_t wf_participant_held(const struct wf_participant *participant, uint64_t number);
uint64_t wf_scenario_trained_on(const struct wf_scenario *scenario,
                                const struct wf_participant *participant, uint64_t number);
/** Of all together: samples that are new at training @p number, and that it trains on. */
uint64_t wf_scenario_new_samples(const struct wf_scenario *scenario, uint64_t number);
uint64_t wf_scenario_total_trained_on(const struct wf_scenario *scenario, uint64_t number);
/** Who says which share of a host's speed a training reaches; NONE: nobody. */
enum wf_efficiency_of { WF_EFFICIENCY_NONE, WF_EFFICIENCY_OF_HOST, WF_EFFICIENCY_OF_WORKLOAD };
/** Share of the speed of a host that a training reaches there if its speed was not measured on the
 *  workload: the smaller of the host's 'efficiency' (of the machine, whatever it trains) and the
 *  workload's (of the model, wherever it is trained), as each is a bound; the one that is given;
 *  else all of it (assumed).
 *  @param[out] of  whose it is; may be NULL */
double wf_scenario_efficiency(const struct wf_scenario *scenario, const struct wf_site *site,
                              enum wf_efficiency_of *of);
/** How its messages are coded; NULL: a paradigm that sends none. */
const struct wf_coding *wf_scenario_coding(const struct wf_scenario *scenario);
/** Are updates (or what peers exchange) made smaller; is the model that a server sends? */
bool wf_scenario_packs(const struct wf_scenario *scenario);
bool wf_scenario_unpacks(const struct wf_scenario *scenario);
/** Turns that may go on at the same time, at most. */
uint64_t wf_scenario_most_turns(const struct wf_scenario *scenario);
/** How many hosts are likely to take part, where those of each round are drawn. */
double wf_scenario_likely_hosts(const struct wf_scenario *scenario);
static inline const struct wf_actor *wf_scenario_actor(const struct wf_scenario *scenario,
                                                       const struct wf_participant *participant)
{
    return &scenario->deployment.actors[participant->actor];
}
static inline const struct wf_host *wf_scenario_host(const struct wf_scenario *scenario,
                                                     const struct wf_participant *participant)
{
    return &scenario->platform->hosts[participant->host];
}
/** Unix seconds of date 0 if the start is not put off: as given, else the first date that all
 * series of the platform have; NaN without either. */
double wf_scenario_start_s(const struct wf_scenario *scenario);
/** Step of the series, s, when the start may be put off; else 0. */
double wf_scenario_bucket_s(const struct wf_scenario *scenario);
/** Samples evaluated centrally after each period: the prop's, else the workload's. */
uint64_t wf_scenario_evaluation_samples(const struct wf_scenario *scenario);

#endif
