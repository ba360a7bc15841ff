/* The functions that an actor may have, each with its props. job/ plays them. */
#ifndef WF_SCENARIO_ROLE_H
#define WF_SCENARIO_ROLE_H

#include "model/neighbours.h"
#include "model/schedule.h"
#include "prop/provenance.h"
#include "prop/words.h"

enum wf_role_id {
    WF_SERVER,
    WF_GATEWAY,
    WF_LEARNER,
    WF_PEER,
    WF_GOSSIPER,
    WF_SPLIT_SERVER,
    WF_SPLIT_CLIENT,
    WF_TRAINER,
    WF_SOURCE,
    WF_USER,
    WF_ROLE_COUNT
};

enum wf_selection {
    WF_SELECT_ALL,
    WF_SELECT_RANDOM,
    WF_SELECT_FASTEST,
    WF_SELECT_SLOWEST_FIRST,
    WF_SELECT_LEAST_ENERGY,
    WF_SELECT_AVAILABLE,
    WF_SELECT_LEAST_CARBON /**< energy x the present intensity of the device's grid */
};
enum wf_train_on { WF_TRAIN_ON_ALL, WF_TRAIN_ON_NEW };
enum wf_upload { WF_UPLOAD_BEFORE_TRAINING, WF_UPLOAD_AS_PRODUCED, WF_UPLOAD_EACH_EPOCH };
enum wf_resend { WF_RESEND_NEW, WF_RESEND_ALL };
enum wf_drop { WF_DROP_ANY, WF_DROP_DOWNLOAD, WF_DROP_COMPUTE, WF_DROP_UPLOAD };
/** The frozen base of a model whose adapters are trained. */
enum wf_base { WF_BASE_SENT, WF_BASE_THERE };
const char *wf_selection_name(uint32_t selection);
/** Word of an all-reduce (enum wf_all_reduce). */
const char *wf_all_reduce_name(uint32_t form);

/** What every leading role (server, peer, trainer) has: the work, and how often. */
struct wf_plan {
    const char *workload;
    double rounds;              /**< epochs of a trainer, with a fraction; NaN: not given */
    uint32_t rounds_provenance; /**< enum wf_provenance */
    double target;
    double data;         /**< kind of data (prop/data_kind.h); NaN: not given */
    double passes_ratio; /**< WF_BY_LAW: auto; NaN: not given; see wf_plan_is_by_passes */
    uint64_t trainings;
    double later_rounds; /**< NaN: not given */
    double every_s;
    uint32_t reserved; /**< enum wf_yes_no */
    uint32_t train_on; /**< enum wf_train_on */
    uint64_t trials;
    double trial_share_ratio;
    const char *start_date;
    double delay_s;
};

/** Are its rounds stated as passes over the data? */
static inline bool wf_plan_is_by_passes(const struct wf_plan *plan)
{
    return plan->passes_ratio > 0 || plan->passes_ratio < 0; /* 0 of a role without that prop */
}

/** Size of what is sent, and what making it small costs. */
struct wf_coding {
    double uplink_bits, uplink_share_ratio, downlink_bits, downlink_share_ratio; /**< NaN: plain */
    double index_bits;               /**< beside each parameter of a sparse message */
    double encode_flop, decode_flop; /**< per parameter */
};

/** Nobody begins a turn while the intensity of its grid is above a limit, for as long as patience
 *  lasts from the begin of each round. */
struct wf_carbon_limit {
    double g_per_kwh;  /**< NaN: there is no limit */
    double patience_s; /**< NaN: it has no end */
};

/** What hiding each update from the server costs (job/protection.h), and noise. */
struct wf_protection {
    uint32_t secure; /**< enum wf_yes_no */
    double traffic_factor, mask_flop;
    double rounds_factor; /**< of differential privacy */
};

/** Federated rounds: select, send, wait, aggregate, evaluate. */
struct wf_server {
    struct wf_plan plan;
    struct wf_coding coding;
    struct wf_protection protection;
    const char *host; /**< of --set: in the place of that of the file; NULL: that one */
    uint64_t active;
    uint32_t selection;   /**< enum wf_selection */
    uint32_t aggregation; /**< enum wf_aggregation */
    uint64_t buffer, concurrency, max_staleness;
    double over_selection_ratio, deadline_s;
    uint64_t selection_minimum;
    double selection_patience_s; /**< NaN: no limit */
    struct wf_carbon_limit carbon;
    double aggregation_flop; /**< per parameter and update */
    double round_overhead_s;
    const char *round_overhead_pstate;
    struct wf_schedule evaluation; /**< rounds */
    uint64_t evaluation_samples;
    uint32_t evaluation_download; /**< enum wf_yes_no */
    const char *evaluation_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** Aggregates its learners, answers upward. */
struct wf_gateway {
    uint64_t local_rounds, active;
    uint64_t count;     /**< of --set: of those that all patterns match; of every role but server */
    uint32_t selection; /**< enum wf_selection */
    double over_selection_ratio, deadline_s;
    uint64_t selection_minimum;
    double selection_patience_s; /**< NaN: no limit */
    struct wf_carbon_limit carbon;
    double aggregation_flop, round_overhead_s;
    uint32_t base; /**< enum wf_base */
    const char *round_overhead_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** How often a host pays its start-up. */
enum wf_all_reduce { WF_ALL_REDUCE_RING, WF_ALL_REDUCE_TREE, WF_ALL_REDUCE_HIERARCHICAL };
enum wf_reserved_from { WF_RESERVED_FROM_DATA, WF_RESERVED_FROM_START };
enum wf_start_up_each { WF_START_UP_A_RUN, WF_START_UP_A_TRAINING };

/** Local training of its samples. */
struct wf_learner {
    const char *gateway; /**< host it answers to */
    uint64_t count;
    struct wf_distribution samples;
    double samples_share_ratio; /**< in the place of samples; NaN: not given */
    uint64_t new_samples, batch, accumulation, evaluation_samples;
    uint64_t local_epochs, local_steps; /**< steps unset: epochs count */
    struct wf_distribution speed_factor;
    double batch_overhead_s, start_up_s;
    uint32_t start_up_each; /**< enum wf_start_up_each */
    const char *start_up_pstate, *lost_pstate, *evaluation_pstate, *pstate;
    const char *availability, *charging; /**< daily pattern; availability: or a CSV trace */
    double availability_spread_s;
    double battery_level_ratio, battery_minimum_ratio, battery_start_ratio;
    double dropout_ratio, dropout_point_ratio;
    uint32_t dropout_phase; /**< enum wf_drop */
    uint32_t base;          /**< enum wf_base */
    const struct wf_provenance_list *provenance;
};

/** Serverless training: its samples, then its neighbours' models. */
struct wf_peer {
    struct wf_plan plan;
    struct wf_coding coding;
    uint32_t neighbours; /**< enum wf_neighbours_kind */
    uint32_t base;       /**< enum wf_base */
    uint64_t degree, count;
    struct wf_distribution samples;
    double samples_share_ratio; /**< in the place of samples; NaN: not given */
    uint64_t new_samples, batch, accumulation;
    uint64_t local_epochs, local_steps; /**< steps unset: epochs count */
    struct wf_distribution speed_factor;
    double batch_overhead_s, start_up_s;
    uint32_t start_up_each; /**< enum wf_start_up_each */
    double aggregation_flop, round_overhead_s;
    const char *round_overhead_pstate;
    struct wf_schedule evaluation; /**< rounds */
    uint64_t evaluation_samples;
    const char *start_up_pstate, *lost_pstate, *evaluation_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** In which order the clients of split learning train. */
enum wf_form {
    WF_FORM_SEQUENTIAL, /**< one after another, on one client's part */
    WF_FORM_PARALLEL    /**< at the same time, each on a part of its own; then these are averaged */
};

/** Split learning: trains the server's part of the model on the activations of the clients. */
struct wf_split_server {
    struct wf_plan plan;
    uint32_t form;           /**< enum wf_form */
    double aggregation_flop; /**< per parameter of a client's part */
    double round_overhead_s;
    const char *round_overhead_pstate;
    struct wf_schedule evaluation; /**< rounds */
    uint64_t evaluation_samples;
    const char *evaluation_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** Holds samples; trains the client's part of the model on them, batch by batch with the server. */
struct wf_split_client {
    uint32_t start_up_each; /**< enum wf_start_up_each; first, as offset 0 means none (wf_role) */
    uint64_t count;
    struct wf_distribution samples;
    double samples_share_ratio; /**< in the place of samples; NaN: not given */
    uint64_t new_samples, batch, evaluation_samples;
    uint64_t local_epochs, local_steps; /**< steps unset: epochs count */
    struct wf_distribution speed_factor;
    double batch_overhead_s, start_up_s;
    const char *start_up_pstate, *lost_pstate, *evaluation_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** Centralised training; several are data parallel. */
struct wf_trainer {
    struct wf_plan plan;
    uint64_t count, batch; /**< batch: global */
    uint32_t all_reduce;   /**< enum wf_all_reduce */
    const char *exchange_pstate;
    uint64_t accumulation; /**< parts of a node's share of it, one after the other */
    double overlap_ratio, scaling_efficiency_ratio, batch_overhead_s, start_up_s;
    uint32_t start_up_each;        /**< enum wf_start_up_each */
    uint32_t reserved_from;        /**< enum wf_reserved_from */
    struct wf_schedule evaluation; /**< epochs */
    uint64_t evaluation_samples;
    const char *start_up_pstate, *lost_pstate, *evaluation_pstate, *pstate;
    const struct wf_provenance_list *provenance;
};

/** Holds data, uploads it. */
struct wf_source {
    const char *trainer; /**< host it uploads to */
    uint64_t count;
    struct wf_distribution samples;
    double samples_share_ratio; /**< in the place of samples; NaN: not given */
    uint64_t new_samples;
    uint32_t upload; /**< enum wf_upload */
    uint32_t resend; /**< enum wf_resend */
    double upload_period_s;
    const char *pstate;
    const struct wf_provenance_list *provenance;
};

/** Receives the trained model, runs inferences. */
struct wf_user {
    double per_day, days, period_s;
    uint64_t count;
    uint32_t reserved; /**< enum wf_yes_no */
    uint32_t base;     /**< enum wf_base */
    const char *pstate;
    const struct wf_provenance_list *provenance;
};

union wf_role_values {
    struct wf_plan plan; /**< of a leading role */
    struct wf_server server;
    struct wf_gateway gateway;
    struct wf_learner learner;
    struct wf_peer peer;
    struct wf_split_server split_server;
    struct wf_split_client split_client;
    struct wf_trainer trainer;
    struct wf_source source;
    struct wf_user user;
};
enum { WF_ROLE_PROPS_MAX = 64 }; /**< bits of wf_resolver.reported */

/** What a role does, as far as rules hold for several roles. */
enum wf_role_trait {
    WF_LEADS = 1,       /**< has the plan of the job */
    WF_HOLDS = 2,       /**< holds samples */
    WF_TRAINS = 4,      /**< trains on samples */
    WF_COORDINATES = 8, /**< has a cohort each round */
    WF_CODES = 16,      /**< decides how messages are made small */
    WF_ROUNDS = 32      /**< has an overhead each round */
};

struct wf_role {
    const char *name;
    const struct wf_prop *props;
    const char *doc;
    /* where members that several roles have stand in its values; 0: it has none */
    size_t pstate, evaluation_pstate, start_up_pstate, overhead_pstate, lost_pstate,
        exchange_pstate;
    size_t provenance;
    unsigned traits; /**< enum wf_role_trait */
    size_t batch_overhead, accumulation, start_up, round_overhead, samples, new_samples,
        speed_factor, batch, local_epochs, local_steps, count, samples_share;
    size_t evaluation, evaluation_samples, coding;
    bool sends_model; /**< its coding has a downlink: it sends the model to those who train */
    bool single;      /**< one actor, on one host */
};
extern const struct wf_role wf_roles[WF_ROLE_COUNT];

#endif
