/* The same rounds as those of bare.c, in the way that simulations of SimGrid are usually written:
 * an actor a learner, on its host, with a mailbox of its own. The server puts the model into the
 * mailboxes of a round's cohort and takes the updates out of its own. Learners that are not asked
 * wait. */
#include "plan.h"

#include <simgrid/actor.h>
#include <simgrid/comm.h>
#include <simgrid/engine.h>
#include <simgrid/mailbox.h>
#include <stdlib.h>
#include <unistd.h>

static char model[] = "model", update[] = "update"; /* what is sent: only its size matters */

static void learn(int argc, char **argv)
{
    (void)argc, (void)argv;
    const struct plan *plan = sg_actor_self_get_data();
    sg_mailbox_t inbox = sg_mailbox_by_name(sg_host_get_name(sg_host_self()));
    sg_mailbox_t server = sg_mailbox_by_name("server");
    for (;;) {
        sg_mailbox_get(inbox);
        sg_actor_execute(plan->flop);
        sg_mailbox_put(server, update, (long)plan->up_byte);
    }
}

static void serve(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct plan *plan = sg_actor_self_get_data();
    sg_mailbox_t inbox = sg_mailbox_by_name("server");
    sg_mailbox_set_receiver("server"); /* updates begin before they are taken */
    size_t round = 1;
    for (; round <= plan->rounds; round++) {
        if (plan_cohort(plan, round))
            break;
        for (size_t i = 0; i < plan->active; i++) {
            sg_mailbox_t learner = sg_mailbox_by_name(sg_host_get_name(plan->cohort[i]));
            sg_comm_detach(sg_mailbox_put_init(learner, model, (long)plan->down_byte), NULL);
        }
        for (size_t i = 0; i < plan->active; i++)
            sg_mailbox_get(inbox);
        if (plan->aggregation_flop > 0)
            sg_actor_execute(plan->aggregation_flop);
    }
    plan->finished = round > plan->rounds;
    /* The learners still wait. SimGrid's link plugin (3.32) crashes on receptions that are given
     * up, so that the process ends here. */
    int status = plan_end(plan);
    fflush(stdout);
    _exit(status);
}

int main(int argc, char **argv)
{
    /* stacks without guard pages: the kernel allows a process 65,530 mappings */
    static char stack[] = "--cfg=contexts/guard-size:0";
    struct plan plan = {0};
    int status = plan_start(&plan, argc, argv, stack);
    if (status)
        return status;
    size_t count = sg_host_count();
    sg_host_t *hosts = sg_host_list();
    for (size_t i = 0; i < count; i++)
        if (hosts[i] != plan.server)
            actor_start("learner", hosts[i], &plan, learn);
    free(hosts);
    actor_start("server", plan.server, &plan, serve);
    simgrid_run(); /* returns on a deadlock only */
    fputs("actors: the simulation ended before its last round\n", stderr);
    return 1;
}
