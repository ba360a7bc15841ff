#include "input/role.h"
#include "input/site.h"

static const char *const selections[] = {"all", "random", NULL};
static const char *const yes_no[] = {"no", "yes", NULL};
static const char *const provenances[] = {"measured", "published", "assumed", NULL};

const char *wf_provenance_name(uint32_t provenance)
{
    return provenances[provenance];
}

#define COUNT(name, member, min, fallback, doc)                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_COUNT, WF_DIM_COUNT, min, WF_MANY, fallback, NULL, 0, doc        \
    }
#define QUANTITY(name, member, dimension, min, max, fallback, doc)                                 \
    {                                                                                              \
        name, AT(member), WF_PROP_QUANTITY, dimension, min, max, fallback, NULL, 0, doc            \
    }
#define CHOICE(name, member, choices, fallback, doc)                                               \
    {                                                                                              \
        name, AT(member), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, fallback, choices, 0, doc           \
    }
#define TEXT(name, member, doc)                                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0, doc                    \
    }

#define PSTATE_DOC "name of one of the host's workloads, or number of a pstate"

#define AT(member) offsetof(struct wf_server, member)
static const struct wf_prop server_props[] = {
    TEXT("workload", workload, "workload file, relative to the deployment file"),
    COUNT("rounds", rounds, 1, NULL, "global rounds (default: the workload's row)"),
    CHOICE("rounds-provenance", rounds_provenance, provenances, "assumed",
           "where the rounds given here come from"),
    QUANTITY("target", target, WF_DIM_NUMBER, -1e12, 1e12, NULL,
             "value of the workload's metric to reach (default: the workload's)"),
    COUNT("active", active, 1, NULL, "learners of a round (default: all)"),
    CHOICE("selection", selection, selections, NULL,
           "cohort of a round (default: random where active is given, else all)"),
    QUANTITY("aggregation-flop", aggregation_flop, WF_DIM_FLOP, 0, 1e15, "2 flop",
             "cost of aggregation per parameter and update (a weighted sum: multiply and add)"),
    QUANTITY("round-overhead", round_overhead_s, WF_DIM_TIME, 0, 1e9, "0",
             "time a round in which the server is busy beside the simulated work; learners wait"),
    TEXT("round-overhead-pstate", round_overhead_pstate,
         "power state of the round overhead: " PSTATE_DOC),
    COUNT("evaluation-period", evaluation_period, 0, "1",
          "evaluate after every so many rounds (0: never)"),
    COUNT("evaluation-samples", evaluation_samples, 0, NULL,
          "samples the server evaluates on (default: the workload's)"),
    CHOICE("evaluation-download", evaluation_download, yes_no, "yes",
           "is the model sent again to the learners that evaluate"),
    TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),
    TEXT("pstate", pstate,
         "power state of the server's work (default: the workload's): " PSTATE_DOC),
    TEXT("start-date", start_date,
         "date of the start, ISO 8601, where carbon_intensity is a series (default: its first)"),
    QUANTITY("delay", delay_s, WF_DIM_TIME, 0, 1e9, "0",
             "window in which the start may be put off to where the carbon is least"),
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_learner, member)
static const struct wf_prop learner_props[] = {
    COUNT("samples", samples, 1, NULL, "local samples (default: an equal share of the workload's)"),
    COUNT("local-epochs", local_epochs, 1, "1", "passes over the local samples a round"),
    COUNT("batch", batch, 1, NULL, "local batch (default: all local samples)"),
    QUANTITY("batch-overhead", batch_overhead_s, WF_DIM_TIME, 0, 1e6, "0",
             "busy time a batch costs beside its flop"),
    COUNT("evaluation-samples", evaluation_samples, 0, "0",
          "local samples evaluated on after the server's evaluation-period"),
    TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),
    QUANTITY("start-up", start_up_s, WF_DIM_TIME, 0, 1e9, "0",
             "fixed time before the first local training: loading, compiling"),
    TEXT("start-up-pstate", start_up_pstate,
         "power of start-up: busy in this pstate (default: waiting in the job); " PSTATE_DOC),
    TEXT("pstate", pstate, "power state of training (default: the workload's): " PSTATE_DOC),
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_trainer, member)
static const struct wf_prop trainer_props[] = {
    TEXT("workload", workload, "workload file, relative to the deployment file"),
    COUNT("epochs", epochs, 1, NULL, "passes over the data (default: the workload's row)"),
    CHOICE("epochs-provenance", epochs_provenance, provenances, "assumed",
           "where the epochs given here come from"),
    QUANTITY("target", target, WF_DIM_NUMBER, -1e12, 1e12, NULL,
             "value of the workload's metric to reach (default: the workload's)"),
    COUNT("batch", batch, 1, NULL, "global batch (default: all samples); one all-reduce a batch"),
    QUANTITY("batch-overhead", batch_overhead_s, WF_DIM_TIME, 0, 1e6, "0",
             "busy time a batch costs each node beside its flop"),
    QUANTITY("overlap", overlap_ratio, WF_DIM_RATIO, 0, 1, "0",
             "share of a batch's computation that may run during its all-reduce"),
    QUANTITY("scaling-efficiency", scaling_efficiency_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "measured efficiency at this number of nodes; replaces the simulated all-reduce"),
    COUNT("evaluation-period", evaluation_period, 0, "1",
          "evaluate after every so many epochs (0: never)"),
    COUNT("evaluation-samples", evaluation_samples, 0, NULL,
          "samples evaluated on, shared out over the nodes (default: the workload's)"),
    TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),
    QUANTITY("start-up", start_up_s, WF_DIM_TIME, 0, 1e9, "0",
             "fixed time before the first epoch: loading, compiling"),
    TEXT("start-up-pstate", start_up_pstate,
         "power of start-up: busy in this pstate (default: waiting in the job); " PSTATE_DOC),
    TEXT("pstate", pstate, "power state of training (default: the workload's): " PSTATE_DOC),
    TEXT("start-date", start_date,
         "date of the start, ISO 8601, where carbon_intensity is a series (default: its first)"),
    QUANTITY("delay", delay_s, WF_DIM_TIME, 0, 1e9, "0",
             "window in which the start may be put off to where the carbon is least"),
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_source, member)
static const struct wf_prop source_props[] = {
    COUNT("samples", samples, 1, NULL, "samples held (default: an equal share of the workload's)"),
    TEXT("trainer", trainer, "host of the trainer it uploads to (default: dealt out in turn)"),
    TEXT("pstate", pstate, "power state while on duty (default: the workload's): " PSTATE_DOC),
    WF_PROP_END,
};
#undef AT

const struct wf_role wf_roles[WF_ROLE_COUNT] = {
    [WF_SERVER] = {"server", server_props, "federated rounds: select, send, wait, aggregate"},
    [WF_LEARNER] = {"learner", learner_props, "local training of its samples, sends its update"},
    [WF_TRAINER] = {"trainer", trainer_props,
                    "centralised training on one or many nodes (data parallel, ring all-reduce)"},
    [WF_SOURCE] = {"source", source_props, "holds data and uploads it once"},
};
_Static_assert(sizeof server_props / sizeof *server_props - 1 <= WF_ROLE_PROPS_MAX, "room");
_Static_assert(sizeof learner_props / sizeof *learner_props - 1 <= WF_ROLE_PROPS_MAX, "room");
_Static_assert(sizeof trainer_props / sizeof *trainer_props - 1 <= WF_ROLE_PROPS_MAX, "room");
