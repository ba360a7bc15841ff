/* The options of calibrate. Their rows are in the table of options.c. */
#ifndef WF_CLI_CALIBRATE_OPTIONS_H
#define WF_CLI_CALIBRATE_OPTIONS_H

#include "cli/options.h"

/** Take over the value of an option. @return 0, or -1 with WF_EUSAGE */
typedef int wf_option_set(struct wf_command_line *line, const char *value, struct wf_err *err);

wf_option_set wf_calibrate_set_trace_format, wf_calibrate_set_time_column,
    wf_calibrate_set_power_column, wf_calibrate_set_power_unit, wf_calibrate_set_time_format,
    wf_calibrate_set_sources, wf_calibrate_set_into, wf_calibrate_set_host, wf_calibrate_set_fit,
    wf_calibrate_set_software, wf_calibrate_set_wall_pairs, wf_calibrate_set_campaign,
    wf_calibrate_set_load, wf_calibrate_set_batches, wf_calibrate_set_deployment,
    wf_calibrate_set_meter, wf_calibrate_set_interval, wf_calibrate_set_wall_factor,
    wf_calibrate_set_start_up, wf_calibrate_add_where, wf_calibrate_set_epoch_samples,
    wf_calibrate_set_time_unit, wf_calibrate_set_power_limit, wf_calibrate_set_channels,
    wf_calibrate_add_event_log, wf_calibrate_set_flop, wf_calibrate_set_rate, wf_calibrate_set_work;

/** The row of the workload named by the first @p length bytes of @p name. A missing row is added,
 * with unknown figures. Valid until the next call. */
struct wf_flop_of *wf_calibrate_flop_row(struct wf_calibrate_options *own, const char *name,
                                         size_t length);
/** Split "WORKLOAD=FILE". A file whose name contains a '=' needs a folder: ./a=b.
 *  @param[out] workload  its name; NULL: none is given; the caller frees it
 *  @return the file, a part of @p argument */
const char *wf_calibrate_split(const char *argument, char **workload);
/** Check the command line of a calibration on a table.
 *  @param option  that names the table, for messages
 *  @return 0, or -1 with WF_EUSAGE: logs or options of logs, another format than text and json,
 *  --dry-run without --into */
int wf_calibrate_check_table(const struct wf_command_line *line, const char *option,
                             struct wf_err *err);
/** --fit needs a platform, and a file of its own. @return 0, or -1 with WF_EUSAGE */
int wf_calibrate_check_fit(const struct wf_command_line *line, struct wf_err *err);
/** The first option given that is of centralised campaigns only; NULL: none. */
const char *wf_calibrate_option_of_runs(const struct wf_calibrate_options *own);
void wf_calibrate_options_release(struct wf_calibrate_options *own);

#endif
