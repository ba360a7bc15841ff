/* What the rounds of bench/ are, for the programs that play them straight on SimGrid: sizes,
 * cohorts, and the joules and seconds that come out. A program is called with
 *
 *     PROGRAM PLATFORM ACTIVE ROUNDS DOWN_BYTES FLOP UP_BYTES AGGREGATION_FLOP COHORTS_FILE|-
 *             [--cfg=..|--log=..]..
 *
 * COHORTS_FILE has the phones of each round on a line; -: every phone in every round. */
#ifndef WF_BENCH_PLAN_H
#define WF_BENCH_PLAN_H

#include <simgrid/host.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct plan {
    size_t active;
    size_t rounds;
    double down_byte;
    double flop; /* per turn */
    double up_byte;
    double aggregation_flop; /* per round */

    sg_host_t server;
    sg_host_t *cohort; /* [active], of the round at hand */
    bool finished;     /* all rounds were played: set by the program */

    FILE *cohorts; /* NULL: every phone in every round */
    char *line;    /* of the cohorts file */
    size_t line_size;
    sg_host_t *participants; /* each phone once, in the order of their first rounds */
    size_t participant_count;
    size_t participant_room;
};

/** @p memory, or the end of the program. */
void *must(void *memory);
/** Set SimGrid up with both energy plugins, read the arguments, load the platform.
 *  @param option  of SimGrid, beside those of every program
 *  @return 0, or the exit status after printing a message */
int plan_start(struct plan *plan, int argc, char **argv, char *option);
/** Fill the cohort of @p round (from 1). @return 0, or -1 after printing a message */
int plan_cohort(struct plan *plan, size_t round);
/** After the simulation: print what it came to, and free all. @return the exit status */
int plan_end(struct plan *plan);

void actor_start(const char *name, sg_host_t host, void *data, void (*code)(int, char **));

#endif
