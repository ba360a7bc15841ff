/* The same rounds as those of wattfleet, directly on SimGrid: the least that a simulation costs.
 *
 * A server sends the model to each phone of a round's cohort. The phone computes and sends its
 * update. The server aggregates when the last update has arrived. Both energy plugins run. Nothing
 * else is done: no failure handling, no accounting by phase, no checks of the platform.
 *
 * Actors are a pool that lives as long as the simulation, one per concurrent turn, all on the
 * server: the cheapest of the designs tried. */
#include <errno.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/exec.h>
#include <simgrid/host.h>
#include <simgrid/link.h>
#include <simgrid/plugins/energy.h>
#include <simgrid/semaphore.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char server_name[] = "server-0";
static const char phone_prefix[] = "phone-";

struct worker {
    struct bench *bench;
    sg_host_t phone; /* of the current turn */
    sg_sem_t go;
};

struct bench {
    size_t active;
    size_t rounds;
    double down_byte;
    double flop; /* per turn */
    double up_byte;
    double aggregation_flop; /* per round */
    FILE *cohorts;           /* NULL: every phone in every round */
    char *line;              /* of the cohorts file */
    size_t line_size;

    sg_host_t server;
    struct worker *workers; /* [active] */
    sg_sem_t round_done;
    size_t pending; /* turns of this round that have not ended */
    bool stop;
    bool finished;

    sg_host_t *participants; /* each phone once, in the order of their first rounds */
    size_t participant_count;
    size_t participant_room;
};

static void *must(void *memory)
{
    if (!memory) {
        fputs("bare: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static void work(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct worker *self = sg_actor_self_get_data();
    struct bench *bench = self->bench;
    for (;;) {
        sg_sem_acquire(self->go);
        if (bench->stop)
            return;
        sg_host_sendto(bench->server, self->phone, bench->down_byte);
        sg_exec_t training = sg_actor_exec_init(bench->flop);
        sg_exec_set_host(training, self->phone);
        sg_exec_start(training);
        sg_exec_wait(training);
        sg_host_sendto(self->phone, bench->server, bench->up_byte);
        /* Actors run one at a time: a plain counter is safe, and saves the master a wake-up per
         * turn. */
        if (--bench->pending == 0)
            sg_sem_release(bench->round_done);
    }
}

/** Put @p phone in the cohort of @p round (from 1). The data of a host is the last round it was in.
 *  @return 0, or -1 if it is in this cohort already */
static int enlist(struct bench *bench, sg_host_t phone, size_t round)
{
    size_t last = (size_t)(uintptr_t)sg_host_get_data(phone);
    if (last == round)
        return -1;
    sg_host_set_data(phone, (void *)(uintptr_t)round);
    if (last != 0)
        return 0;
    if (bench->participant_count == bench->participant_room) {
        bench->participant_room = bench->participant_room ? 2 * bench->participant_room : 1024;
        bench->participants =
            must(reallocarray(bench->participants, bench->participant_room, sizeof(sg_host_t)));
    }
    bench->participants[bench->participant_count++] = phone;
    return 0;
}

/** Read the cohort of @p round (from 1) into the workers. @return 0, or -1 after printing a message
 * about a bad line */
static int cohort_read(struct bench *bench, size_t round)
{
    if (getline(&bench->line, &bench->line_size, bench->cohorts) < 0) {
        fprintf(stderr, "bare: cohorts: no line %zu\n", round);
        return -1;
    }
    char *rest = NULL;
    const char *name = strtok_r(bench->line, " \t\r\n", &rest);
    size_t count = 0;
    for (; name; name = strtok_r(NULL, " \t\r\n", &rest), count++) {
        sg_host_t phone = sg_host_by_name(name);
        if (!phone || phone == bench->server) {
            fprintf(stderr, "bare: cohorts:%zu: no phone '%s'\n", round, name);
            return -1;
        }
        if (count == bench->active)
            break;
        if (enlist(bench, phone, round)) {
            fprintf(stderr, "bare: cohorts:%zu: '%s' twice\n", round, name);
            return -1;
        }
        bench->workers[count].phone = phone;
    }
    if (count != bench->active || name) {
        fprintf(stderr, "bare: cohorts:%zu: not %zu hosts\n", round, bench->active);
        return -1;
    }
    return 0;
}

/** Every phone has its own worker in every round. */
static int cohort_all(struct bench *bench)
{
    if (sg_host_count() != bench->active + 1) {
        fprintf(stderr, "bare: cohorts '-': ACTIVE is %zu, the platform has %zu phones\n",
                bench->active, sg_host_count() - 1);
        return -1;
    }
    for (size_t i = 0; i < bench->active; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%zu", phone_prefix, i);
        sg_host_t phone = sg_host_by_name(name);
        if (!phone) {
            fprintf(stderr, "bare: no host '%s' in the platform\n", name);
            return -1;
        }
        bench->workers[i].phone = phone;
        enlist(bench, phone, 1);
    }
    return 0;
}

static void master(int argc, char **argv)
{
    (void)argc, (void)argv;
    struct bench *bench = sg_actor_self_get_data();
    size_t round = 1;
    for (; round <= bench->rounds; round++) {
        if (bench->cohorts && cohort_read(bench, round))
            break;
        bench->pending = bench->active;
        for (size_t i = 0; i < bench->active; i++)
            sg_sem_release(bench->workers[i].go);
        sg_sem_acquire(bench->round_done);
        if (bench->aggregation_flop > 0)
            sg_actor_execute(bench->aggregation_flop);
    }
    bench->finished = round > bench->rounds;
    bench->stop = true;
    for (size_t i = 0; i < bench->active; i++)
        sg_sem_release(bench->workers[i].go);
}

static void actor_start(const char *name, sg_host_t host, void *data, void (*code)(int, char **))
{
    sg_actor_t actor = sg_actor_init(name, host);
    sg_actor_set_data(actor, data);
    sg_actor_start_(actor, code, 0, NULL);
}

/** Joules of a phone's own links: u-I and d-I for phone-I. */
static double link_energy_j(const char *phone)
{
    static const char *const prefixes[] = {"u-", "d-"};
    double energy_j = 0;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%s", prefixes[i], phone + sizeof phone_prefix - 1);
        energy_j += sg_link_get_consumed_energy(sg_link_by_name(name));
    }
    return energy_j;
}

static void print_result(const struct bench *bench)
{
    double host_j = sg_host_get_consumed_energy(bench->server);
    double link_j = 0;
    for (size_t i = 0; i < bench->participant_count; i++) {
        host_j += sg_host_get_consumed_energy(bench->participants[i]);
        link_j += link_energy_j(sg_host_get_name(bench->participants[i]));
    }
    printf("time_s=%.17g host_energy_j=%.17g link_energy_j=%.17g\n", simgrid_get_clock(), host_j,
           link_j);
}

/** Read a finite number >= 0. @return 0, or -1 after printing a message */
static int number_read(const char *name, const char *text, double *value)
{
    char *end;
    double read = strtod(text, &end);
    if (end == text || *end || !(read >= 0 && read <= 1e300)) {
        fprintf(stderr, "bare: %s: '%s' is not a number >= 0\n", name, text);
        return -1;
    }
    *value = read;
    return 0;
}

static int count_read(const char *name, const char *text, size_t *value)
{
    char *end;
    errno = 0;
    unsigned long read = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || read == 0) {
        fprintf(stderr, "bare: %s: '%s' is not a count > 0\n", name, text);
        return -1;
    }
    *value = read;
    return 0;
}

static int run(struct bench *bench, const char *platform)
{
    simgrid_load_platform(platform);
    bench->server = sg_host_by_name(server_name);
    if (!bench->server) {
        fprintf(stderr, "bare: no host '%s' in the platform\n", server_name);
        return -1;
    }
    bench->workers = must(calloc(bench->active, sizeof *bench->workers));
    if (!bench->cohorts && cohort_all(bench))
        return -1;
    bench->round_done = sg_sem_init(0);
    for (size_t i = 0; i < bench->active; i++) {
        struct worker *worker = &bench->workers[i];
        worker->bench = bench;
        worker->go = sg_sem_init(0);
        actor_start("worker", bench->server, worker, work);
    }
    actor_start("master", bench->server, bench, master);
    simgrid_run(); /* returns normally on a deadlock, too */
    if (bench->finished)
        print_result(bench);
    else if (!bench->stop)
        fputs("bare: the simulation ended before its last round\n", stderr);
    for (size_t i = 0; i < bench->active; i++)
        sg_sem_destroy(bench->workers[i].go);
    sg_sem_destroy(bench->round_done);
    return bench->finished ? 0 : -1;
}

int main(int argc, char **argv)
{
    /* Our options first, so that --cfg and --log of the caller win; SimGrid removes those it knows.
     */
    static char log[] = "--log=root.thres:error";
    static char stack[] = "--cfg=contexts/stack-size:64";
    char **all = must(calloc((size_t)argc + 3, sizeof *all));
    all[0] = argv[0];
    all[1] = log;
    all[2] = stack;
    memcpy(all + 3, argv + 1, (size_t)(argc - 1) * sizeof *all);
    int count = argc + 2;
    simgrid_init(&count, all);
    sg_host_energy_plugin_init();
    sg_link_energy_plugin_init();

    int status = 2;
    struct bench bench = {0};
    if (count != 9) {
        fputs("usage: bare PLATFORM ACTIVE ROUNDS DOWN_BYTES FLOP UP_BYTES AGGREGATION_FLOP "
              "COHORTS_FILE|- [--cfg=..|--log=..]..\n",
              stderr);
        goto out;
    }
    if (count_read("ACTIVE", all[2], &bench.active) ||
        count_read("ROUNDS", all[3], &bench.rounds) ||
        number_read("DOWN_BYTES", all[4], &bench.down_byte) ||
        number_read("FLOP", all[5], &bench.flop) ||
        number_read("UP_BYTES", all[6], &bench.up_byte) ||
        number_read("AGGREGATION_FLOP", all[7], &bench.aggregation_flop))
        goto out;
    status = 1;
    if (strcmp(all[8], "-") != 0) {
        bench.cohorts = fopen(all[8], "r");
        if (!bench.cohorts) {
            fprintf(stderr, "bare: %s: %s\n", all[8], strerror(errno));
            goto out;
        }
    }
    status = run(&bench, all[1]) ? 1 : 0;
out:
    if (bench.cohorts)
        fclose(bench.cohorts);
    free(bench.line);
    free(bench.workers);
    free(bench.participants);
    free(all);
    return status;
}
