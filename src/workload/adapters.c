#include "workload/adapters.h"
#include <math.h>
#include <string.h>

static struct wf_origin origin_of(const struct wf_workload *workload, const struct wf_prop *table,
                                  const char *prop)
{
    struct wf_origin origin = workload->origins[wf_props_find(table, prop, 0)];
    return origin.file ? origin : (struct wf_origin){workload->path, workload->line};
}

/* Bytes a parameter that is trained needs beside its own: its gradient and the optimiser's state.
 */
static double training_byte(const struct wf_workload *workload)
{
    return workload->bytes_per_parameter + workload->optimiser_bytes_per_parameter;
}

/* The stated memory holds all that a training of all parameters keeps; what is left of it when the
 * gradients and the optimiser's state of the frozen ones are taken away, and these are stored in
 * fewer bytes. */
static double memory_byte(const struct wf_workload *workload, const struct wf_prop *table,
                          struct wf_diag *diag)
{
    double frozen = workload->parameters - workload->trainable_parameters;
    double least = workload->parameters * (workload->bytes_per_parameter + training_byte(workload));
    if (isnan(workload->memory_byte) || !(frozen > 0))
        return workload->memory_byte;
    if (workload->memory_byte < least) {
        struct wf_origin origin = origin_of(workload, table, "memory");
        char have[32], want[32];
        wf_quantity_text(workload->memory_byte, WF_DIM_BYTE, have, sizeof have);
        wf_quantity_text(least, WF_DIM_BYTE, want, sizeof want);
        wf_diag_error(
            diag, origin.file, origin.line,
            "<workload> prop 'memory' is %s, of a training of all parameters; their "
            "weights, gradients and optimiser state (optimiser-bytes-per-parameter) alone "
            "take %s",
            have, want);
    }
    return workload->memory_byte -
           frozen * (training_byte(workload) + workload->bytes_per_parameter -
                     workload->frozen_bytes_per_parameter);
}

/* Props of frozen parameters, if there are none. */
static void warn_all_trained(const struct wf_workload *workload, const struct wf_prop *table,
                             struct wf_diag *diag)
{
    static const char *const props[] = {"frozen-bytes-per-parameter",
                                        "optimiser-bytes-per-parameter"};
    bool all = workload->trainable_parameters >= workload->parameters;
    for (size_t i = 0; i < sizeof props / sizeof *props; i++) {
        struct wf_origin origin = workload->origins[wf_props_find(table, props[i], 0)];
        const char *why = all                                      ? "all parameters are trained"
                          : i == 1 && isnan(workload->memory_byte) ? "no memory is stated"
                                                                   : NULL;
        if (origin.file && why)
            wf_diag_warn(diag, origin.file, origin.line, "<workload> prop '%s' changes nothing: %s",
                         props[i], why);
    }
}

static void check(const struct wf_workload *workload, const struct wf_prop *table,
                  struct wf_diag *diag)
{
    struct wf_origin origin = origin_of(workload, table, "trainable-parameters");
    if (workload->trainable_parameters > workload->parameters)
        wf_diag_error(diag, origin.file, origin.line,
                      "<workload> prop 'trainable-parameters' is %.10g; expected at most the "
                      "parameters, %.10g",
                      workload->trainable_parameters, workload->parameters);
    if (workload->trainable_parameters < workload->parameters &&
        workload->forward_flop > workload->training_flop)
        wf_diag_error(diag, origin.file, origin.line,
                      "<workload> prop 'trainable-parameters': the flop of frozen parameters is a "
                      "part of training-flop - forward-flop, which is %.4g flop; expected at "
                      "least 0",
                      workload->training_flop - workload->forward_flop);
}

void wf_workload_adapt(struct wf_workload *workload, const struct wf_prop *table,
                       struct wf_diag *diag)
{
    if (isnan(workload->trainable_parameters))
        workload->trainable_parameters = workload->parameters;
    if (isnan(workload->frozen_bytes_per_parameter))
        workload->frozen_bytes_per_parameter = workload->bytes_per_parameter;
    double frozen = fmax(0, workload->parameters - workload->trainable_parameters);
    double backward_flop = workload->training_flop - workload->forward_flop;
    workload->base_byte = frozen * workload->frozen_bytes_per_parameter;
    workload->trained_flop = workload->training_flop;
    workload->trained_moved_byte = workload->moved_byte;
    if (frozen > 0) { /* half of the backward pass are the gradients of the weights */
        double share = wf_workload_trained_share(workload);
        workload->trained_flop = workload->forward_flop + backward_flop / 2 * (1 + share);
        workload->trained_moved_byte *= workload->trained_flop / workload->training_flop;
    }
    check(workload, table, diag);
    workload->trained_memory_byte = memory_byte(workload, table, diag);
    if (!diag->error_count) /* else a wrong value is of more use */
        warn_all_trained(workload, table, diag);
}
