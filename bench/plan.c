#include "plan.h"

#include <errno.h>
#include <simgrid/actor.h>
#include <simgrid/engine.h>
#include <simgrid/link.h>
#include <simgrid/plugins/energy.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char server_name[] = "server-0";
static const char phone_prefix[] = "phone-";

void *must(void *memory)
{
    if (!memory) {
        fputs("bench: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

/** Put @p phone in the cohort of @p round (from 1). The data of a host is the last round it was in.
 *  @return 0, or -1 if it is in this cohort already */
static int enlist(struct plan *plan, sg_host_t phone, size_t round)
{
    size_t last = (size_t)(uintptr_t)sg_host_get_data(phone);
    if (last == round)
        return -1;
    sg_host_set_data(phone, (void *)(uintptr_t)round);
    if (last != 0)
        return 0;
    if (plan->participant_count == plan->participant_room) {
        plan->participant_room = plan->participant_room ? 2 * plan->participant_room : 1024;
        plan->participants =
            must(reallocarray(plan->participants, plan->participant_room, sizeof(sg_host_t)));
    }
    plan->participants[plan->participant_count++] = phone;
    return 0;
}

/** Read the cohort of @p round (from 1) into the plan. @return 0, or -1 after printing a message
 * about a bad line */
static int cohort_read(struct plan *plan, size_t round)
{
    if (getline(&plan->line, &plan->line_size, plan->cohorts) < 0) {
        fprintf(stderr, "bench: cohorts: no line %zu\n", round);
        return -1;
    }
    char *rest = NULL;
    const char *name = strtok_r(plan->line, " \t\r\n", &rest);
    size_t count = 0;
    for (; name; name = strtok_r(NULL, " \t\r\n", &rest), count++) {
        sg_host_t phone = sg_host_by_name(name);
        if (!phone || phone == plan->server) {
            fprintf(stderr, "bench: cohorts:%zu: no phone '%s'\n", round, name);
            return -1;
        }
        if (count == plan->active)
            break;
        if (enlist(plan, phone, round)) {
            fprintf(stderr, "bench: cohorts:%zu: '%s' twice\n", round, name);
            return -1;
        }
        plan->cohort[count] = phone;
    }
    if (count != plan->active || name) {
        fprintf(stderr, "bench: cohorts:%zu: not %zu hosts\n", round, plan->active);
        return -1;
    }
    return 0;
}

/** Every phone is in every round. */
static int cohort_all(struct plan *plan)
{
    if (sg_host_count() != plan->active + 1) {
        fprintf(stderr, "bench: cohorts '-': ACTIVE is %zu, the platform has %zu phones\n",
                plan->active, sg_host_count() - 1);
        return -1;
    }
    for (size_t i = 0; i < plan->active; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%zu", phone_prefix, i);
        sg_host_t phone = sg_host_by_name(name);
        if (!phone) {
            fprintf(stderr, "bench: no host '%s' in the platform\n", name);
            return -1;
        }
        plan->cohort[i] = phone;
        enlist(plan, phone, 1);
    }
    return 0;
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

static void print_result(const struct plan *plan)
{
    double host_j = sg_host_get_consumed_energy(plan->server);
    double link_j = 0;
    for (size_t i = 0; i < plan->participant_count; i++) {
        host_j += sg_host_get_consumed_energy(plan->participants[i]);
        link_j += link_energy_j(sg_host_get_name(plan->participants[i]));
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
        fprintf(stderr, "bench: %s: '%s' is not a number >= 0\n", name, text);
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
        fprintf(stderr, "bench: %s: '%s' is not a count > 0\n", name, text);
        return -1;
    }
    *value = read;
    return 0;
}

void actor_start(const char *name, sg_host_t host, void *data, void (*code)(int, char **))
{
    sg_actor_t actor = sg_actor_init(name, host);
    sg_actor_set_data(actor, data);
    sg_actor_start_(actor, code, 0, NULL);
}

int plan_cohort(struct plan *plan, size_t round)
{
    if (plan->cohorts)
        return cohort_read(plan, round);
    return round == 1 ? cohort_all(plan) : 0;
}

static int arguments_read(struct plan *plan, int count, char **all)
{
    if (count != 9) {
        fprintf(stderr,
                "usage: %s PLATFORM ACTIVE ROUNDS DOWN_BYTES FLOP UP_BYTES AGGREGATION_FLOP "
                "COHORTS_FILE|- [--cfg=..|--log=..]..\n",
                all[0]);
        return 2;
    }
    if (count_read("ACTIVE", all[2], &plan->active) ||
        count_read("ROUNDS", all[3], &plan->rounds) ||
        number_read("DOWN_BYTES", all[4], &plan->down_byte) ||
        number_read("FLOP", all[5], &plan->flop) ||
        number_read("UP_BYTES", all[6], &plan->up_byte) ||
        number_read("AGGREGATION_FLOP", all[7], &plan->aggregation_flop))
        return 2;
    if (strcmp(all[8], "-") != 0 && !(plan->cohorts = fopen(all[8], "r"))) {
        fprintf(stderr, "bench: %s: %s\n", all[8], strerror(errno));
        return 1;
    }
    return 0;
}

int plan_start(struct plan *plan, int argc, char **argv, char *option)
{
    /* Our options first, so that --cfg and --log of the caller win; SimGrid removes those it knows.
     */
    static char log[] = "--log=root.thres:error";
    char **all = must(calloc((size_t)argc + 3, sizeof *all));
    all[0] = argv[0];
    all[1] = log;
    all[2] = option;
    memcpy(all + 3, argv + 1, (size_t)(argc - 1) * sizeof *all);
    int count = argc + 2;
    simgrid_init(&count, all);
    sg_host_energy_plugin_init();
    sg_link_energy_plugin_init();
    int status = arguments_read(plan, count, all);
    if (status == 0) {
        simgrid_load_platform(all[1]);
        plan->cohort = must(calloc(plan->active, sizeof *plan->cohort));
        plan->server = sg_host_by_name(server_name);
        if (!plan->server) {
            fprintf(stderr, "bench: no host '%s' in the platform\n", server_name);
            status = 1;
        }
    }
    free(all);
    return status;
}

int plan_end(struct plan *plan)
{
    if (plan->finished)
        print_result(plan);
    if (plan->cohorts)
        fclose(plan->cohorts);
    free(plan->line);
    free(plan->cohort);
    free(plan->participants);
    return plan->finished ? 0 : 1;
}
