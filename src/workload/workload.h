/* The workload: the model, the data, and how many rounds or epochs reach the target. A file is read
 * once and stays as it says; what a scenario works with is resolved from it, with any overrides.
 * Rows, tables and curves are read in convergence_reader.c, compression in compression.c. */
#ifndef WF_WORKLOAD_WORKLOAD_H
#define WF_WORKLOAD_WORKLOAD_H

#include "base/arena.h"
#include "prop/data_kind.h"
#include "prop/override.h"
#include "prop/provenance.h"
#include "prop/words.h"
#include "workload/passes.h"

enum wf_row_training { WF_ROW_FIRST, WF_ROW_LATER }; /**< of a continual learning */
enum wf_row_direction { WF_ROW_UP, WF_ROW_DOWN };
enum wf_row_interpolation { WF_ROW_LINEAR, WF_ROW_MODEL }; /**< between the rows of a table */

/** A batch of all (local) samples: the word "all". */
#define WF_BATCH_ALL WF_COUNT_WORD(0)

struct wf_curve;

/** One row of <epochs> or <rounds>, one line of a <table>'s file, or a <curve>: what is given must
 *  match; what is not given matches all. */
struct wf_convergence {
    uint32_t federated;    /**< 1: <rounds>, 0: <epochs> */
    uint32_t unreached;    /**< 1: the target was not reached with these settings; no value */
    double value;          /**< rounds, or epochs with a fraction; NaN of a curve: it depends on
                                the target */
    double passes_ratio;   /**< of <rounds>, in the place of the value: passes over the data against
                                the workload's epochs; WF_BY_LAW; NaN: not given */
    uint64_t batch;        /**< global batch of <epochs>, local batch of <rounds>; WF_BATCH_ALL */
    uint64_t local_epochs; /**< of <rounds> */
    uint64_t local_steps;  /**< of <rounds> */
    uint64_t active;       /**< of <rounds> */
    uint64_t learners;     /**< of <rounds>: size of the population */
    double target;
    double fraction_ratio; /**< active / learners */
    double dropout_ratio;
    double data;            /**< kind of data (prop/data_kind.h) */
    uint32_t training;      /**< enum wf_row_training */
    uint32_t topology;      /**< enum wf_topology; never unset */
    uint32_t aggregation;   /**< enum wf_aggregation; never unset */
    uint64_t buffer;        /**< updates of a buffered aggregation */
    uint64_t local_rounds;  /**< of a gateway, for one of the server's; never unset */
    const char *file;       /**< of a <table> or <curve>, as given */
    uint32_t interpolation; /**< enum wf_row_interpolation, of a <table>; never unset */
    uint32_t direction;     /**< enum wf_row_direction, of a <curve> */
    uint32_t provenance;    /**< enum wf_provenance */
    double low, high;       /**< interval of the value, of <rounds> and <epochs>; NaN: not stated */
    const char *source;
    const struct wf_curve *curve; /**< NULL: a row */
    struct wf_origin origin;      /**< of a <table>'s rows: file and line of the CSV */
};

/** One <compression>: how many times the rounds an exchange with it needs. */
struct wf_compression {
    double uplink_bits, downlink_bits; /**< bits a parameter sent; NaN: its full precision */
    double uplink_share_ratio, downlink_share_ratio; /**< share of parameters sent; NaN: all */
    double rounds_factor;
    uint32_t provenance; /**< enum wf_provenance */
    const char *source;
    struct wf_origin origin;
};

enum { WF_WORKLOAD_PROPS_MAX = 64 };

struct wf_workload {
    const char *id, *path;
    uint32_t line;     /**< of the root element */
    bool incomplete;   /**< the file could not be read to its end, or says not what it is */
    uint64_t guessed;  /**< rows of props that a misspelt one was taken for: not missing as well */
    double parameters; /**< all, frozen ones too */
    double trainable_parameters; /**< those that are trained, and exchanged */
    double bytes_per_parameter, frozen_bytes_per_parameter, optimiser_bytes_per_parameter;
    double model_byte, update_byte, gradient_byte, server_state_byte;
    double training_flop, forward_flop; /**< per sample, all parameters trained */
    double moved_byte;                  /**< memory traffic per sample in training; NaN unknown */
    double memory_byte;                 /**< all parameters trained */
    double activation_byte; /**< per sample, at the cut of split learning; NaN: not given */
    double client_flop_ratio, client_parameters; /**< of the part below the cut; NaN: not given */
    /* what follows for the parameters that are trained (adapters.h) */
    double base_byte;           /**< the frozen parameters, as sent and stored; 0: none */
    double trained_flop;        /**< per sample of a training */
    double trained_moved_byte;  /**< NaN unknown */
    double trained_memory_byte; /**< NaN: not stated */
    uint64_t samples, evaluation_samples;
    uint64_t stated_samples; /**< as the file says, whatever --set says; WF_COUNT_UNSET: nothing */
    double scale_ratio;      /**< of --set: the model is so many times as large */
    double epochs_ratio;     /**< of --set: so many times the epochs that its rows state */
    struct wf_passes_terms passes_terms; /**< of --set */
    double sample_byte, read_byte;       /**< uploaded, read of a storage; NaN unknown */
    double efficiency_ratio;
    const char *metric;
    double target;
    double staleness_factor_ratio;               /**< NaN: not given */
    double missing_factor_ratio;                 /**< NaN: not given */
    double preparation_flop;                     /**< per byte of data; NaN: not given */
    double inference_flop;                       /**< per inference */
    const struct wf_provenance_list *provenance; /**< of the props; NULL: nothing is said */
    const struct wf_convergence *rows;
    size_t row_count;
    bool rows_missing; /**< wrong rows of a table or curve were reported and left out */
    const struct wf_compression *compressions;
    size_t compression_count;
    struct wf_origin origins[WF_WORKLOAD_PROPS_MAX];
    uint64_t content_hash; /**< of id and all values: the same work in a comparison; 0 until
                              resolved */
};

extern const struct wf_prop wf_workload_props[];
extern const struct wf_prop wf_convergence_props[];
extern const struct wf_prop wf_compression_props[];

/** Read @p path. Values are as the file says, unset where it says nothing.
 *  @param arena  owns what the workload points to
 *  @return 0 after mistakes, if any, were reported to @p diag, or -1 with @p err when the file
 *          cannot be read */
int wf_workload_load(const char *path, struct wf_arena *arena, struct wf_workload *workload,
                     struct wf_diag *diag, struct wf_err *err);
/** A workload that is not in a file: nothing is set. @p name stands for its path and its id;
 *  borrowed. */
void wf_workload_make(struct wf_workload *workload, const char *name);

/** What a scenario works with: @p base with the `workload.` overrides and all defaults. Props that
 *  are needed and missing are reported to @p diag; of an incomplete file nothing further is.
 *  @param overrides  may be NULL
 *  @param arena      owns texts of overrides
 *  @param met        as wf_overrides_apply
 *  @param[out] workload  shares rows, curves and texts with @p base */
void wf_workload_resolve(const struct wf_workload *base, const struct wf_overrides *overrides,
                         struct wf_arena *arena, bool *met, struct wf_workload *workload,
                         struct wf_diag *diag);

#endif
