#include "scenario/role.h"

static const char *const selections[] = {
    "all", "random", "fastest", "slowest-first", "least-energy", "available", "least-carbon", NULL};
static const char *const train_on[] = {"all", "new", NULL};
static const char *const uploads[] = {"before each training", "as produced", "each epoch", NULL};
static const char *const resends[] = {"new", "all", NULL};
static const char *const start_up_each[] = {"run", "training", NULL};
static const char *const reserved_froms[] = {"data", "start", NULL};
static const char *const forms[] = {"sequential", "parallel", NULL};
static const char *const bases[] = {"sent", "there", NULL};
static const char *const all_reduces[] = {"ring", "tree", "hierarchical", NULL};
static const char *const drops[] = {"any", "download", "compute", "upload", NULL};

const char *wf_selection_name(uint32_t selection)
{
    return selections[selection];
}

const char *wf_all_reduce_name(uint32_t form)
{
    return all_reduces[form];
}

#define COUNT(name, member, min, fallback, doc)                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_COUNT, WF_DIM_COUNT, min, WF_MANY, fallback, NULL, 0, doc        \
    }
#define QUANTITY(name, member, dimension, min, max, fallback, doc)                                 \
    {                                                                                              \
        name, AT(member), WF_PROP_QUANTITY, dimension, min, max, fallback, NULL, 0, doc            \
    }
#define DISTRIBUTION(name, member, dimension, min, max, doc)                                       \
    {                                                                                              \
        name, AT(member), WF_PROP_DISTRIBUTION, dimension, min, max, NULL, NULL, 0, doc            \
    }
#define CHOICE(name, member, choices, fallback, doc)                                               \
    {                                                                                              \
        name, AT(member), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, fallback, choices, 0, doc           \
    }
#define TEXT(name, member, doc)                                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0, doc                    \
    }

#define PROVENANCE                                                                                 \
    {                                                                                              \
        "provenance", AT(provenance), WF_PROP_PROVENANCE, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0,      \
            "where the props given here come from, with ',' between; WORD is measured, fitted, "   \
            "published, derived or assumed"                                                        \
    }

#define PSTATE_DOC "name of one of the host's workloads, or number of a pstate"

/* Rows of what several roles have. AT is of the struct of each. */
#define PLAN(unit, dimension, least, done)                                                         \
    TEXT("workload", plan.workload, "workload file, relative to the deployment file"),             \
        QUANTITY(unit, plan.rounds, dimension, least, WF_MANY, NULL,                               \
                 done " (default: the workload's row)"),                                           \
        CHOICE(unit "-provenance", plan.rounds_provenance, wf_words_provenance, "assumed",         \
               "where the " unit " given here come from"),                                         \
        QUANTITY("target", plan.target, WF_DIM_NUMBER, -1e12, 1e12, NULL,                          \
                 "value of the workload's metric to reach (default: the workload's)"),             \
        {"data",                                                                                   \
         AT(plan.data),                                                                            \
         WF_PROP_DATA,                                                                             \
         WF_DIM_NUMBER,                                                                            \
         0,                                                                                        \
         0,                                                                                        \
         NULL,                                                                                     \
         NULL,                                                                                     \
         0,                                                                                        \
         "how the classes are spread over the learners; chooses among the workload's rows, and "   \
         "lengthens a training whose rounds are a passes-ratio"},                                  \
        COUNT("trainings", plan.trainings, 1, "1", "how often the model is trained (continual)"),  \
        QUANTITY("every", plan.every_s, WF_DIM_TIME, 0, 1e12, "0",                                 \
                 "time from the start of one training to that of the next (0: at once)"),          \
        QUANTITY("later-" unit, plan.later_rounds, dimension, least, WF_MANY, NULL,                \
                 unit " of each training after the first (default: the workload's row)"),          \
        CHOICE("train-on", plan.train_on, train_on, "all",                                         \
               "data of the trainings after the first: all there is, or the new"),                 \
        CHOICE("reserved", plan.reserved, wf_words_yes_no, "no",                                   \
               "are the hosts kept, and billed, between trainings"),                               \
        COUNT("trials", plan.trials, 0, "0",                                                       \
              "exploration: trial trainings before the first that counts"),                        \
        QUANTITY("trial-share", plan.trial_share_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, "1",         \
                 "share of a full training that each trial takes, in whole " unit),                \
        TEXT("start-date", plan.start_date,                                                        \
             "date of the start, ISO 8601, where carbon_intensity is a series (default: its "      \
             "first)"),                                                                            \
        QUANTITY("delay", plan.delay_s, WF_DIM_TIME, 0, 1e9, "0",                                  \
                 "window in which the start may be put off to where the carbon is least")
#define PASSES                                                                                     \
    {                                                                                              \
        "passes-ratio", AT(plan.passes_ratio), WF_PROP_QUANTITY, WF_DIM_NUMBER, 0.01, 1e4, NULL,   \
            wf_words_passes, 0,                                                                    \
            "in the place of rounds: passes over the data to the target, against the workload's "  \
            "epochs; auto: by the law of passes"                                                   \
    }
#define CODING                                                                                     \
    QUANTITY("uplink-bits", coding.uplink_bits, WF_DIM_NUMBER, 1, 64, NULL,                        \
             "quantisation of updates: bits a parameter (default: not quantised)"),                \
        QUANTITY("uplink-share", coding.uplink_share_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,    \
                 "sparsification of updates: share of the parameters sent"),                       \
        QUANTITY("index-bits", coding.index_bits, WF_DIM_NUMBER, 0, 64, "32",                      \
                 "bits that say which parameter, beside each one of a sparse message"),            \
        QUANTITY("compression-flop", coding.encode_flop, WF_DIM_FLOP, 0, 1e9, "0",                 \
                 "flop per parameter of making a message small, where it is sent"),                \
        QUANTITY("decompression-flop", coding.decode_flop, WF_DIM_FLOP, 0, 1e9, "0",               \
                 "flop per parameter of unpacking a small message, where it is received")
/* 63 flop: ChaCha20 (RFC 8439), 80 quarter rounds of 12 operations and 32 more for 16 words of 4 B,
 * so 62 a word, and one addition. 1.73: 2^10 users, 2^20 parameters of 16 bits, Bonawitz et al.
 * 2017. */
#define PROTECTION                                                                                 \
    CHOICE("secure-aggregation", protection.secure, wf_words_yes_no, "no",                         \
           "are updates masked, so that only their sum can be read (Bonawitz et al. 2017)"),       \
        QUANTITY("secure-traffic-factor", protection.traffic_factor, WF_DIM_NUMBER, 1, 1e3,        \
                 "1.73",                                                                           \
                 "bytes of a masked update, keys and shares, against a plain one (1.73: 1024 "     \
                 "learners, as published)"),                                                       \
        QUANTITY("mask-flop", protection.mask_flop, WF_DIM_FLOP, 0, 1e9, "63 flop",                \
                 "flop per parameter of expanding one mask and adding it (63: ChaCha20)"),         \
        QUANTITY("privacy-rounds-factor", protection.rounds_factor, WF_DIM_NUMBER, 1, 1e4, "1",    \
                 "how many times the workload's rounds are needed with the noise of "              \
                 "differential privacy")
#define AGGREGATION(whose)                                                                         \
    QUANTITY("aggregation-flop", aggregation_flop, WF_DIM_FLOP, 0, 1e15, "2 flop",                 \
             "flop per parameter and " whose),                                                     \
        QUANTITY("round-overhead", round_overhead_s, WF_DIM_TIME, 0, 1e9, "0",                     \
                 "time a round beside the simulated work, in which it waits, or is busy "          \
                 "(round-overhead-pstate)"),                                                       \
        TEXT("round-overhead-pstate", round_overhead_pstate,                                       \
             "power of the round overhead: busy in this pstate (default: waiting in the "          \
             "job); " PSTATE_DOC)
#define COHORT                                                                                     \
    QUANTITY("over-selection", over_selection_ratio, WF_DIM_RATIO, 0, 100, "0",                    \
             "learners asked beyond active, as a share of it; the round ends with the first "      \
             "active updates"),                                                                    \
        QUANTITY("deadline", deadline_s, WF_DIM_TIME, WF_POSITIVE, 1e12, NULL,                     \
                 "time after which a round goes on without those who are late"),                   \
        COUNT("selection-minimum", selection_minimum, 1, "1",                                      \
              "least learners to begin a round with: it waits until so many are there"),           \
        QUANTITY("selection-patience", selection_patience_s, WF_DIM_TIME, 0, 1e12, NULL,           \
                 "longest wait for the selection-minimum; then those that are there begin "        \
                 "(default: no limit)"),                                                           \
        QUANTITY("carbon-limit", carbon.g_per_kwh, WF_DIM_INTENSITY, 0, 1e6, NULL,                 \
                 "no learner begins a turn while its grid's carbon_intensity is above this"),      \
        QUANTITY("carbon-patience", carbon.patience_s, WF_DIM_TIME, 0, 1e12, NULL,                 \
                 "time from the begin of a round for which the carbon-limit holds (default: no "   \
                 "end)")
#define TRAINING(when)                                                                             \
    QUANTITY("batch-overhead", batch_overhead_s, WF_DIM_TIME, 0, 1e6, "0",                         \
             "time a batch loses beside its flop, waiting or busy (lost-pstate)"),                 \
        TEXT("lost-pstate", lost_pstate,                                                           \
             "power of lost time (batch-overhead, scaling-efficiency): busy in this pstate "       \
             "(default: waiting in the job); " PSTATE_DOC),                                        \
        TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),    \
        QUANTITY("start-up", start_up_s, WF_DIM_TIME, 0, 1e9, "0",                                 \
                 "fixed time before the first " when ", on each host: loading, compiling"),        \
        TEXT("start-up-pstate", start_up_pstate,                                                   \
             "power of start-up: busy in this pstate (default: waiting in the job); " PSTATE_DOC), \
        CHOICE("start-up-each", start_up_each, start_up_each, "run",                               \
               "is start-up paid once a run, or again in each training and trial"),                \
        TEXT("pstate", pstate, "power state of training (default: the workload's): " PSTATE_DOC)
#define ACCUMULATION                                                                               \
    COUNT("accumulation", accumulation, 1, "1",                                                    \
          "parts of a batch that a device computes one after the other before an update: each of " \
          "them pays the batch-overhead")
#define LOCAL_WORK                                                                                 \
    COUNT("local-epochs", local_epochs, 1, "1", "passes over the local samples a round"),          \
        COUNT(                                                                                     \
            "local-steps", local_steps, 1, NULL,                                                   \
            "in the place of local-epochs: batches a round, drawn from the local samples in turn")
#define POPULATION                                                                                 \
    {                                                                                              \
        "count", AT(count), WF_PROP_COUNT, WF_DIM_COUNT, 1, WF_MANY, NULL, NULL, WF_SET_ONLY,      \
            "how many of all that the patterns of this role match take part, of each pattern "     \
            "its first hosts, in proportion (default: all)"                                        \
    }
#define HELD                                                                                       \
    DISTRIBUTION("samples", samples, WF_DIM_COUNT, 1, WF_MANY,                                     \
                 "samples held (default: an equal share of the workload's)"),                      \
        QUANTITY("samples-share", samples_share_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,         \
                 "in the place of samples: share of the workload's samples that each holds"),      \
        COUNT("new-samples", new_samples, 0, "0",                                                  \
              "samples added before each training but the first")
#define SPEED                                                                                      \
    DISTRIBUTION("speed-factor", speed_factor, WF_DIM_RATIO, WF_POSITIVE, 1e6,                     \
                 "samples per second of the device against those of its host's kind (default: 1)")

#define BASE(when)                                                                                 \
    CHOICE("base", base, bases, "sent",                                                            \
           "the frozen parameters of a workload with trainable-parameters: sent to it once, " when \
           ", or there already")

#define EVALUATION(units, unit)                                                                    \
    COUNT("evaluation-period", evaluation.period, 0, "1",                                          \
          "evaluate after every so many " units " (0: never)"),                                    \
        COUNT("evaluation-start", evaluation.start, 0, "0",                                        \
              "first " unit " that is evaluated after (0: the evaluation-period)"),                \
        QUANTITY("evaluation-passes", evaluation.passes, WF_DIM_NUMBER, WF_POSITIVE, WF_MANY,      \
                 NULL,                                                                             \
                 "in the place of evaluation-period: passes over the data from one evaluation to " \
                 "the next, each after the " unit " that completes them"),                         \
        QUANTITY("evaluation-start-passes", evaluation.start_passes, WF_DIM_NUMBER, WF_POSITIVE,   \
                 WF_MANY, NULL,                                                                    \
                 "passes over the data before the first evaluation (default: the "                 \
                 "evaluation-passes)")

#define AT(member) offsetof(struct wf_server, member)
static const struct wf_prop server_props[] = {
    PLAN("rounds", WF_DIM_COUNT, 1, "global rounds"),
    PASSES,
    {"host", AT(host), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, WF_SET_ONLY,
     "where it runs, in the place of the host of its file"},
    COUNT("active", active, 1, NULL, "learners (or gateways) of a round (default: all)"),
    CHOICE(
        "selection", selection, selections, NULL,
        "cohort of a round, of those that are there (default: random where active is given, else "
        "all)"),
    COHORT,
    CHOICE("aggregation", aggregation, wf_words_aggregation, "sync",
           "sync: all of a cohort; buffered: as soon as buffer updates have come (FedBuff); "
           "semi-sync: what has come by each deadline"),
    COUNT("buffer", buffer, 1, NULL, "updates of a buffered aggregation (default: active)"),
    COUNT("concurrency", concurrency, 1, NULL,
          "learners that train at the same time, buffered (default: active); fewer where "
          "max-staleness would waste what they do"),
    COUNT("max-staleness", max_staleness, 0, NULL,
          "versions by which an update may lag; older ones are wasted (default: any)"),
    AGGREGATION("update"),
    CODING,
    QUANTITY("downlink-bits", coding.downlink_bits, WF_DIM_NUMBER, 1, 64, NULL,
             "quantisation of the model sent: bits a parameter (default: not quantised)"),
    QUANTITY("downlink-share", coding.downlink_share_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "sparsification of the model sent: share of the parameters"),
    PROTECTION,
    EVALUATION("rounds", "round"),
    COUNT("evaluation-samples", evaluation_samples, 0, NULL,
          "samples the server evaluates on (default: the workload's)"),
    CHOICE("evaluation-download", evaluation_download, wf_words_yes_no, "yes",
           "is the model sent again to the learners that evaluate"),
    TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),
    TEXT("pstate", pstate,
         "power state of the server's work (default: the workload's): " PSTATE_DOC),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_gateway, member)
static const struct wf_prop gateway_props[] = {
    POPULATION,
    COUNT("local-rounds", local_rounds, 1, "1", "rounds with its learners for one of the server's"),
    COUNT("active", active, 1, NULL, "learners of a local round (default: all of its own)"),
    CHOICE("selection", selection, selections, NULL,
           "cohort of a local round (default: random where active is given, else all)"),
    COHORT,
    AGGREGATION("update"),
    BASE("where a learner needs them of it"),
    TEXT("pstate", pstate, "power state of its work (default: the workload's): " PSTATE_DOC),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_learner, member)
static const struct wf_prop learner_props[] = {
    POPULATION,
    HELD,
    LOCAL_WORK,
    COUNT("batch", batch, 1, NULL, "local batch (default: all local samples)"),
    TRAINING("local training"),
    ACCUMULATION,
    COUNT("evaluation-samples", evaluation_samples, 0, "0",
          "local samples evaluated on after the server's evaluation-period, when it is in the "
          "cohort"),
    SPEED,
    TEXT("availability", availability,
         "when it is there: a daily pattern (\"22:00-06:00\") or a CSV trace (default: always)"),
    QUANTITY("availability-spread", availability_spread_s, WF_DIM_TIME, 0, 1e9, "0",
             "each device's pattern is later by a time drawn evenly up to this"),
    TEXT("charging", charging,
         "when a device with a battery is at its charger: a daily pattern (default: always)"),
    QUANTITY("battery-level", battery_level_ratio, WF_DIM_RATIO, 0, 1, "1",
             "charge at the start, of a host with a battery"),
    QUANTITY("battery-minimum", battery_minimum_ratio, WF_DIM_RATIO, 0, 1, "0",
             "charge at which the device stops during a turn"),
    QUANTITY("battery-start", battery_start_ratio, WF_DIM_RATIO, 0, 1, "20 %",
             "charge that it needs to begin a turn"),
    BASE("before its first turn"),
    TEXT("gateway", gateway, "host of the gateway it answers to (default: dealt out in turn)"),
    QUANTITY("dropout", dropout_ratio, WF_DIM_RATIO, 0, 1, "0",
             "probability that it leaves during a turn"),
    CHOICE("dropout-phase", dropout_phase, drops, "any",
           "where it leaves: any of the three, equally likely, or always in this one"),
    QUANTITY("dropout-point", dropout_point_ratio, WF_DIM_RATIO, 0, 1, NULL,
             "share of that phase done when it leaves (default: drawn evenly from 0 to 1)"),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_peer, member)
static const struct wf_prop peer_props[] = {
    PLAN("rounds", WF_DIM_COUNT, 1, "rounds of training and exchange"),
    PASSES,
    POPULATION,
    CHOICE("neighbours", neighbours, wf_words_neighbours, "ring",
           "with whom a peer exchanges models each round"),
    COUNT("degree", degree, 1, NULL, "neighbours of a peer, of k-regular and random"),
    HELD,
    SPEED,
    LOCAL_WORK,
    COUNT("batch", batch, 1, NULL, "local batch (default: all local samples)"),
    TRAINING("local training"),
    ACCUMULATION,
    AGGREGATION("model received"),
    BASE("before its first round, by a neighbour"),
    CODING,
    EVALUATION("rounds", "round"),
    COUNT("evaluation-samples", evaluation_samples, 0, "0", "samples each peer evaluates on"),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_split_server, member)
static const struct wf_prop split_server_props[] = {
    PLAN("rounds", WF_DIM_COUNT, 1, "rounds, in each of which every client trains once"),
    PASSES,
    CHOICE("form", form, forms, "sequential",
           "sequential: clients train one after another, each from the part of the one before; "
           "parallel: all at the same time, then their parts are averaged (SplitFed)"),
    AGGREGATION("client's part that is averaged, of the parallel form"),
    EVALUATION("rounds", "round"),
    COUNT("evaluation-samples", evaluation_samples, 0, NULL,
          "samples the server evaluates on, with both parts (default: the workload's)"),
    TEXT("evaluation-pstate", evaluation_pstate, "power state of evaluation: " PSTATE_DOC),
    TEXT("pstate", pstate,
         "power state of the server's work (default: the workload's): " PSTATE_DOC),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_split_client, member)
static const struct wf_prop split_client_props[] = {
    POPULATION,
    HELD,
    SPEED,
    LOCAL_WORK,
    COUNT("batch", batch, 1, NULL,
          "local batch (default: all local samples); each goes to the server and back"),
    TRAINING("local training"),
    COUNT("evaluation-samples", evaluation_samples, 0, "0",
          "local samples evaluated on, with the server, after its evaluation-period"),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_trainer, member)
static const struct wf_prop trainer_props[] = {
    PLAN("epochs", WF_DIM_NUMBER, WF_POSITIVE, "passes over the data, the last may be a part"),
    POPULATION,
    COUNT("batch", batch, 1, NULL, "global batch (default: all samples); one all-reduce a batch"),
    CHOICE("all-reduce", all_reduce, all_reduces, "ring",
           "how gradients are exchanged between nodes; hierarchical: between the accelerators of a "
           "node first (accelerators, intra_bandwidth), then in a ring between nodes"),
    TEXT("exchange-pstate", exchange_pstate,
         "power of the exchange of gradients: Idle of this pstate, where nothing is computed "
         "meanwhile (default: waiting in the job); " PSTATE_DOC),
    QUANTITY("overlap", overlap_ratio, WF_DIM_RATIO, 0, 1, "0",
             "share of a batch's computation that may run during its all-reduce"),
    QUANTITY("scaling-efficiency", scaling_efficiency_ratio, WF_DIM_RATIO, WF_POSITIVE, 1, NULL,
             "measured efficiency at this number of nodes; replaces the simulated all-reduce"),
    EVALUATION("whole epochs", "epoch"),
    COUNT("evaluation-samples", evaluation_samples, 0, NULL,
          "samples evaluated on, shared out over the nodes (default: the workload's)"),
    CHOICE("reserved-from", reserved_from, reserved_froms, "data",
           "its nodes are on duty in a training when all data is there, or from the start of its "
           "collection"),
    TRAINING("epoch"),
    ACCUMULATION,
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_source, member)
static const struct wf_prop source_props[] = {
    POPULATION,
    HELD,
    TEXT("trainer", trainer, "host of the trainer it uploads to (default: dealt out in turn)"),
    CHOICE("upload", upload, uploads, "before each training",
           "when samples are uploaded: new ones all before a training, or while they are produced; "
           "each "
           "epoch: it is a storage that all are read from again in every pass, while it is trained "
           "on"),
    QUANTITY("upload-period", upload_period_s, WF_DIM_TIME, WF_POSITIVE, 1e12, "1 h",
             "time between uploads as produced"),
    CHOICE("resend", resend, resends, "new",
           "what is uploaded before the trainings after the first: the new samples, or all"),
    TEXT("pstate", pstate, "power state while on duty (default: the workload's): " PSTATE_DOC),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define AT(member) offsetof(struct wf_user, member)
static const struct wf_prop user_props[] = {
    POPULATION,
    QUANTITY("per-day", per_day, WF_DIM_NUMBER, 0, 1e15, "0", "inferences a day"),
    QUANTITY("days", days, WF_DIM_NUMBER, 0, 1e6, "0",
             "days of use from the first delivery of the model"),
    QUANTITY("inference-period", period_s, WF_DIM_TIME, WF_POSITIVE, 1e9, "1 d",
             "the inferences of each such time run together at its start"),
    CHOICE("reserved", reserved, wf_words_yes_no, "no",
           "is the host kept, and billed, between its inferences"),
    BASE("before its first model"),
    TEXT("pstate", pstate, "power state of inference (default: the workload's): " PSTATE_DOC),
    PROVENANCE,
    WF_PROP_END,
};
#undef AT

#define OF(role, member) offsetof(struct wf_##role, member)
/* Peers and gossipers have the same values. */
#define PEER                                                                                       \
    .props = peer_props, .provenance = OF(peer, provenance), .pstate = OF(peer, pstate),           \
    .evaluation_pstate = OF(peer, evaluation_pstate),                                              \
    .start_up_pstate = OF(peer, start_up_pstate), .lost_pstate = OF(peer, lost_pstate),            \
    .overhead_pstate = OF(peer, round_overhead_pstate),                                            \
    .batch_overhead = OF(peer, batch_overhead_s), .accumulation = OF(peer, accumulation),          \
    .samples = OF(peer, samples), .samples_share = OF(peer, samples_share_ratio),                  \
    .count = OF(peer, count), .new_samples = OF(peer, new_samples),                                \
    .speed_factor = OF(peer, speed_factor), .evaluation = OF(peer, evaluation),                    \
    .evaluation_samples = OF(peer, evaluation_samples), .coding = OF(peer, coding),                \
    .batch = OF(peer, batch), .local_epochs = OF(peer, local_epochs),                              \
    .local_steps = OF(peer, local_steps),                                                          \
    .traits = WF_LEADS | WF_HOLDS | WF_TRAINS | WF_CODES | WF_ROUNDS,                              \
    .start_up = OF(peer, start_up_s), .round_overhead = OF(peer, round_overhead_s)
const struct wf_role wf_roles[WF_ROLE_COUNT] = {
    [WF_SERVER] = {.name = "server",
                   .props = server_props,
                   .provenance = OF(server, provenance),
                   .doc = "federated rounds: select, send, wait, aggregate",
                   .pstate = OF(server, pstate),
                   .evaluation_pstate = OF(server, evaluation_pstate),
                   .overhead_pstate = OF(server, round_overhead_pstate),
                   .evaluation = OF(server, evaluation),
                   .evaluation_samples = OF(server, evaluation_samples),
                   .coding = OF(server, coding),
                   .sends_model = true,
                   .single = true,
                   .traits = WF_LEADS | WF_COORDINATES | WF_CODES | WF_ROUNDS,
                   .round_overhead = OF(server, round_overhead_s)},
    [WF_GATEWAY] = {.name = "gateway",
                    .props = gateway_props,
                    .provenance = OF(gateway, provenance),
                    .doc = "hierarchical: aggregates its learners, answers to the server",
                    .count = OF(gateway, count),
                    .pstate = OF(gateway, pstate),
                    .overhead_pstate = OF(gateway, round_overhead_pstate),
                    .traits = WF_COORDINATES | WF_ROUNDS,
                    .round_overhead = OF(gateway, round_overhead_s)},
    [WF_LEARNER] = {.name = "learner",
                    .props = learner_props,
                    .evaluation_samples = OF(learner, evaluation_samples),
                    .provenance = OF(learner, provenance),
                    .doc = "local training of its samples, sends its update",
                    .pstate = OF(learner, pstate),
                    .evaluation_pstate = OF(learner, evaluation_pstate),
                    .start_up_pstate = OF(learner, start_up_pstate),
                    .lost_pstate = OF(learner, lost_pstate),
                    .batch_overhead = OF(learner, batch_overhead_s),
                    .accumulation = OF(learner, accumulation),
                    .count = OF(learner, count),
                    .samples = OF(learner, samples),
                    .samples_share = OF(learner, samples_share_ratio),
                    .new_samples = OF(learner, new_samples),
                    .speed_factor = OF(learner, speed_factor),
                    .batch = OF(learner, batch),
                    .local_epochs = OF(learner, local_epochs),
                    .local_steps = OF(learner, local_steps),
                    .traits = WF_HOLDS | WF_TRAINS,
                    .start_up = OF(learner, start_up_s)},
    [WF_PEER] = {.name = "peer",
                 .doc = "serverless: trains, exchanges models with its neighbours, averages",
                 PEER},
    [WF_GOSSIPER] = {.name = "gossiper",
                     .doc = "serverless: trains, sends its model to one random neighbour, averages",
                     PEER},
    [WF_SPLIT_SERVER] = {.name = "split-server",
                         .props = split_server_props,
                         .provenance = OF(split_server, provenance),
                         .doc =
                             "split learning: trains the server's part of the model on activations",
                         .pstate = OF(split_server, pstate),
                         .evaluation_pstate = OF(split_server, evaluation_pstate),
                         .overhead_pstate = OF(split_server, round_overhead_pstate),
                         .evaluation = OF(split_server, evaluation),
                         .evaluation_samples = OF(split_server, evaluation_samples),
                         .single = true,
                         .traits = WF_LEADS | WF_TRAINS | WF_ROUNDS,
                         .round_overhead = OF(split_server, round_overhead_s)},
    [WF_SPLIT_CLIENT] = {.name = "split-client",
                         .props = split_client_props,
                         .evaluation_samples = OF(split_client, evaluation_samples),
                         .provenance = OF(split_client, provenance),
                         .doc = "split learning: trains the client's part on its samples, sends "
                                "activations",
                         .pstate = OF(split_client, pstate),
                         .evaluation_pstate = OF(split_client, evaluation_pstate),
                         .start_up_pstate = OF(split_client, start_up_pstate),
                         .lost_pstate = OF(split_client, lost_pstate),
                         .batch_overhead = OF(split_client, batch_overhead_s),
                         .count = OF(split_client, count),
                         .samples = OF(split_client, samples),
                         .samples_share = OF(split_client, samples_share_ratio),
                         .new_samples = OF(split_client, new_samples),
                         .speed_factor = OF(split_client, speed_factor),
                         .batch = OF(split_client, batch),
                         .local_epochs = OF(split_client, local_epochs),
                         .local_steps = OF(split_client, local_steps),
                         .traits = WF_HOLDS | WF_TRAINS,
                         .start_up = OF(split_client, start_up_s)},
    [WF_TRAINER] = {.name = "trainer",
                    .props = trainer_props,
                    .provenance = OF(trainer, provenance),
                    .doc = "centralised training on one or many nodes (data parallel, "
                           "all-reduce)",
                    .count = OF(trainer, count),
                    .pstate = OF(trainer, pstate),
                    .evaluation_pstate = OF(trainer, evaluation_pstate),
                    .start_up_pstate = OF(trainer, start_up_pstate),
                    .lost_pstate = OF(trainer, lost_pstate),
                    .exchange_pstate = OF(trainer, exchange_pstate),
                    .batch_overhead = OF(trainer, batch_overhead_s),
                    .accumulation = OF(trainer, accumulation),
                    .evaluation = OF(trainer, evaluation),
                    .evaluation_samples = OF(trainer, evaluation_samples),
                    .batch = OF(trainer, batch),
                    .traits = WF_LEADS | WF_TRAINS,
                    .start_up = OF(trainer, start_up_s)},
    [WF_SOURCE] = {.name = "source",
                   .props = source_props,
                   .provenance = OF(source, provenance),
                   .doc = "holds data and uploads it",
                   .pstate = OF(source, pstate),
                   .count = OF(source, count),
                   .samples = OF(source, samples),
                   .samples_share = OF(source, samples_share_ratio),
                   .new_samples = OF(source, new_samples),
                   .traits = WF_HOLDS},
    [WF_USER] = {.name = "user",
                 .props = user_props,
                 .provenance = OF(user, provenance),
                 .doc = "receives the trained model, runs inferences",
                 .count = OF(user, count),
                 .pstate = OF(user, pstate)},
};
#define ROOM(table)                                                                                \
    _Static_assert(sizeof table / sizeof *table - 1 <= WF_ROLE_PROPS_MAX, "room for the origins")
ROOM(server_props);
ROOM(peer_props);
ROOM(learner_props);
