/* The command line: one table of options, one of commands. A new option is one row; a new command
 * is one file and one row. */
#ifndef WF_CLI_OPTIONS_H
#define WF_CLI_OPTIONS_H

#include "base/arena.h"
#include "study/calibration.h"
#include "study/study.h"
#include "study/training_runs.h"

enum wf_format { WF_FORMAT_TEXT, WF_FORMAT_JSON, WF_FORMAT_CSV };

/** The parsed command line. Strings are borrowed from argv. */
struct wf_command_line {
    const struct wf_command *command; /**< NULL: none was given */
    const char **arguments;           /**< positional, after the command */
    size_t argument_count;
    int argc; /**< all words, as they were given */
    char **argv;
    struct wf_given_option {
        const struct wf_option *option;
        const char *value; /**< NULL: it takes none */
    } * given;             /**< the options among them, in order */
    size_t given_count;
    struct wf_overrides overrides;
    struct wf_options options;
    enum wf_format format;
    const char *networks; /**< catalogue of networks; NULL: the one that ships */
    const char *output, *picture;
    const char *hosts_csv, *links_csv, *rounds_csv, *cohorts_csv, *power_csv;
    const char **simgrid_arguments;
    size_t simgrid_argument_count;
    size_t jobs;
    double max_time_s;   /**< wall-clock time after which simulations end early; 0: not given */
    const char **labels; /**< "B=federated" */
    size_t label_count;
    struct wf_calibrate_options {
        struct wf_trace_options trace;
        const char *into, *host, *meter, *wall_pairs, *software, *fit;
        const char *campaign, *load, *batches; /**< tables instead of logs */
        const char *deployment;                /**< of a campaign */
        const char **events;
        struct wf_flop_of *flops;
        struct wf_arena names; /**< owns the names of the workloads in flops */
        size_t event_count, flop_count;
        double wall_factor, work_s[2];
        double start_up_s;      /**< of a campaign; NaN: not given */
        struct wf_where *where; /**< rows of its table that count */
        size_t where_count;
        double epoch_samples; /**< of a table of epochs; NaN: not given */
    } calibrate;
    struct wf_sweep_options {
        const char **factors; /**< --factor, as given */
        size_t factor_count;
        uint64_t points;    /**< 0: not given */
        const char *design; /**< NULL: not given */
        const char *method; /**< of sensitivity; NULL: not given */
        const char *store;
        const char *frontier;     /**< of decide: "KEY1,KEY2"; NULL: not given */
        const char *frontier_csv; /**< path; NULL: none */
        uint64_t shard, shards;   /**< 0: not given */
    } sweep;
    struct wf_search_options {
        const char **searches, **limits; /**< --search, --limit, as given */
        size_t search_count, limit_count;
        const char *objective, *against; /**< NULL: not given */
        uint64_t evaluations, front;     /**< 0: not given */
    } search;
    struct wf_lab_options {
        const char *server, *edge, *phones, *workload, *intensity; /**< NULL: not given */
    } lab;
    const char *apply; /**< path of the platform that figures are written into */
    bool dry_run;      /**< print the diff instead of writing */
    bool keep_power;   /**< power over time is part of the result */
    bool quiet, verbose, help, version;
    bool help_command; /**< "help" in the place of a command */
};

struct wf_command {
    const char *name, *arguments, *doc;
    size_t least, most; /**< number of positional arguments */
    unsigned options;   /**< the options it takes: bits of enum wf_option_group */
    int (*run)(struct wf_command_line *line);
    const char *details; /**< a paragraph for --help; may be NULL */
    /** Append the names that the argument may be, from tables, for --help; may be NULL. */
    void (*add_names)(struct wf_buffer *out);
};

/** Groups of options: a command takes whole groups. */
enum wf_option_group {
    WF_OPTIONS_COMMON = 1, /**< --help, --quiet */
    WF_OPTIONS_INPUT = 2,  /**< --set, --seed, --whole-platform, --network(s), --start */
    WF_OPTIONS_RESULT = 4, /**< --output, --format */
    WF_OPTIONS_SIMGRID = 8,
    WF_OPTIONS_SERIES = 16, /**< the CSV files of runs */
    WF_OPTIONS_JOBS = 32,   /**< --jobs, --label: of several deployments */
    WF_OPTIONS_PHASES = 64, /**< --phases: the phases that a result counts */
    WF_OPTIONS_DEVICES = 128,
    WF_OPTIONS_DRY_RUN = 256,  /**< for commands that change files in place */
    WF_OPTIONS_VERBOSE = 1024, /**< --verbose */
    WF_OPTIONS_FLEET = 2048,   /**< --set and --output alone */
    WF_OPTIONS_SWEEP = 4096,   /**< factors, points and store of a sweep */
    WF_OPTIONS_SHARD = 8192,   /**< design and shard */
    WF_OPTIONS_METHOD = 16384, /**< of a sensitivity analysis */
    WF_OPTIONS_SEARCH = 65536, /**< what a search chooses, and for what */
    WF_OPTIONS_DECIDE = 32768, /**< the frontier of a decision */
    WF_OPTIONS_LAB = 131072,   /**< what a new folder of files is to hold */
    WF_OPTIONS_CALIBRATE = 512 /**< logs, and the host that gets their figures */
};

/** Ended by a row without a name, as the commands are. */
struct wf_option {
    const char *name, *argument; /**< argument: NULL for a flag */
    unsigned group;              /**< enum wf_option_group; 0: without a command */
    int (*set)(struct wf_command_line *line, const char *value, struct wf_err *err);
    const char *doc;
};

extern const struct wf_option wf_options[];
extern const struct wf_command wf_commands[];

/** Parse the command line. @return 0, or -1 with @p err: WF_EUSAGE. Release in both cases. */
int wf_command_line_parse(int argc, char **argv, struct wf_command_line *line, struct wf_err *err);
void wf_command_line_release(struct wf_command_line *line);
/** Append the help of the program (@p command NULL) or of one command, @p width columns wide. */
void wf_help(const struct wf_command *command, size_t width, struct wf_buffer *out);

/* The commands, each in a file of its own. @return exit status. */
int wf_run_command(struct wf_command_line *line);
int wf_compare_command(struct wf_command_line *line);
int wf_check_command(struct wf_command_line *line);
int wf_props_command(struct wf_command_line *line);
int wf_calibrate_command(struct wf_command_line *line);
int wf_fleet_command(struct wf_command_line *line);
int wf_devices_command(struct wf_command_line *line);
int wf_sweep_command(struct wf_command_line *line);
int wf_sensitivity_command(struct wf_command_line *line);
int wf_decide_command(struct wf_command_line *line);
int wf_optimize_command(struct wf_command_line *line);
int wf_init_command(struct wf_command_line *line);
int wf_report_command(struct wf_command_line *line);

/** The names of devices, networks and workloads that init knows. */
void wf_init_names(struct wf_buffer *out);
/** The names of the tables of props, as a line. */
void wf_props_names(struct wf_buffer *out);

#endif
