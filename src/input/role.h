/* The functions an actor may have, each with its props. What a role does stands in sim/. */
#ifndef WF_INPUT_ROLE_H
#define WF_INPUT_ROLE_H

#include "input/prop.h"

enum wf_role_id { WF_SERVER, WF_LEARNER, WF_TRAINER, WF_SOURCE, WF_ROLE_COUNT };

enum wf_selection { WF_SELECT_ALL, WF_SELECT_RANDOM };
enum wf_provenance { WF_MEASURED, WF_PUBLISHED, WF_ASSUMED };
enum { WF_PROVENANCE_COUNT = 3 };
const char *wf_provenance_name(uint32_t provenance);

/** Federated rounds: select, send, wait, aggregate, evaluate. */
struct wf_server {
    const char *workload;
    uint64_t rounds;
    uint32_t rounds_provenance; /**< enum wf_provenance */
    double target;
    uint64_t active;
    uint32_t selection;      /**< enum wf_selection */
    double aggregation_flop; /**< per parameter and update */
    double round_overhead_s;
    const char *round_overhead_pstate;
    uint64_t evaluation_period; /**< rounds; 0 never */
    uint64_t evaluation_samples;
    uint32_t evaluation_download; /**< enum wf_yes_no */
    const char *evaluation_pstate, *pstate;
    const char *start_date;
    double delay_s;
};

/** Local training of its samples. */
struct wf_learner {
    uint64_t samples, batch, local_epochs, evaluation_samples;
    double batch_overhead_s, start_up_s;
    const char *start_up_pstate, *evaluation_pstate, *pstate;
};

/** Centralised training; several are data parallel. */
struct wf_trainer {
    const char *workload;
    uint64_t epochs;
    uint32_t epochs_provenance;
    double target;
    uint64_t batch; /**< global */
    double overlap_ratio, scaling_efficiency_ratio, batch_overhead_s, start_up_s;
    uint64_t evaluation_period, evaluation_samples; /**< epochs; 0 never */
    const char *start_up_pstate, *evaluation_pstate, *pstate;
    const char *start_date;
    double delay_s;
};

/** Holds data, uploads it once. */
struct wf_source {
    uint64_t samples;
    const char *trainer; /**< host it uploads to */
    const char *pstate;
};

union wf_role_values {
    struct wf_server server;
    struct wf_learner learner;
    struct wf_trainer trainer;
    struct wf_source source;
};
enum { WF_ROLE_PROPS_MAX = 24 };

struct wf_role {
    const char *name;
    const struct wf_prop *props;
    const char *doc;
};
extern const struct wf_role wf_roles[WF_ROLE_COUNT];

#endif
