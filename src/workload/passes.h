/* How many passes over the data a federated training needs, against a centralised one to the same
 * target. Averaging models is not training one model: at equal passes federated training mostly
 * falls short. What other studies found, as a law with its 95 % interval:
 *   ratio = active^a x E^b x residual x (factor of the split)      E passes over the local data
 * Source of the law: a fit of the logarithm to 17 near-IID configurations with mini-batches of 5
 * tasks, docs/rounds.md says which. Assumed for any other task. */
#ifndef WF_WORKLOAD_PASSES_H
#define WF_WORKLOAD_PASSES_H

#include "base/text.h"
#include <stdbool.h>

struct wf_passes {
    double ratio, low, high;             /**< 95 % interval */
    bool by_law;                         /**< else the spread of all configurations, or a number */
    double split, split_low, split_high; /**< factor of the data's kind; 1 of near-IID data */
};

/** What is known of the terms of the law, for studies that draw them: exponents with standard
 *  errors (Student's t) and their correlation; 95 % interval of the residual. */
struct wf_passes_belief {
    double active, active_error, epochs, epochs_error, correlation, freedom;
    double residual_low, residual_high;
};
struct wf_passes_belief wf_passes_belief(void);

/** Terms of the law that are set, as a study draws them; NaN: as found. One that is set has no
 * interval. */
struct wf_passes_terms {
    double active, epochs; /**< exponents */
    double residual;       /**< also of what was seen where the law does not reach */
    double split;          /**< factor; without effect on near-IID data */
};

/** The law. Where it does not hold (active clients from 4 to 100, local epochs from 1 to 20, data
 *  that is near-IID, Dirichlet from 0.1 on, or one or two classes a client), the spread of all
 *  configurations: 4.9, 1.1 to 23.
 *  @param active  clients whose models are averaged in a round
 *  @param epochs  passes over the local data in a round
 *  @param data    kind of data (prop/data_kind.h); NaN: near-IID
 *  @param terms   that are set; NULL: none
 *  @param words   what it was taken for, as part of a sentence
 *  @return NULL, or why there is none: a split beyond all that was seen; to free */
char *wf_passes_find(double active, double epochs, double data, const struct wf_passes_terms *terms,
                     struct wf_passes *passes, struct wf_buffer *words);

#endif
