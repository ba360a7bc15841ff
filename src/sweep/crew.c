#include "sweep/crew.h"
#include "base/clock.h"
#include "base/text.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- what crosses the pipes: structs of one program ---- */

struct order {
    uint64_t first, count;
};

/* A point: this, its values, its results, the bytes of its reason. Behind the points of a chunk:
 * what it took (struct wf_crew_cost). */
struct header {
    uint64_t number;
    uint64_t reason_size; /* with its end; 0: none */
};

static bool write_all(int fd, const void *bytes, size_t size)
{
    const char *next = bytes;
    while (size > 0) {
        ssize_t written = write(fd, next, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        next += written;
        size -= (size_t)written;
    }
    return true;
}

static bool read_all(int fd, void *bytes, size_t size)
{
    char *next = bytes;
    while (size > 0) {
        ssize_t got = read(fd, next, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        next += got;
        size -= (size_t)got;
    }
    return true;
}

static size_t value_count(const struct wf_swept *swept)
{
    return swept->factors->count;
}

static size_t result_count(const struct wf_swept *swept)
{
    return wf_swept_result_count(swept);
}

/* ---- in a process of the crew ---- */

struct packing {
    const struct wf_swept *swept;
    struct wf_buffer bytes;
};

static void pack(void *data, const struct wf_point *point)
{
    struct packing *packing = data;
    const struct wf_swept *swept = packing->swept;
    const struct header header = {point->number, point->reason ? strlen(point->reason) + 1 : 0};
    wf_buffer_add(&packing->bytes, (const char *)&header, sizeof header);
    wf_buffer_add(&packing->bytes, (const char *)point->values,
                  value_count(swept) * sizeof *point->values);
    wf_buffer_add(&packing->bytes, (const char *)point->results,
                  result_count(swept) * sizeof *point->results);
    if (point->reason)
        wf_buffer_add(&packing->bytes, point->reason, header.reason_size);
}

/* Play what is ordered until the orders end. */
static _Noreturn void work_on(const struct wf_crew_work *work, int orders, int points)
{
    struct wf_samples samples;
    struct order order;
    wf_samples_init(&samples, work->swept);
    while (read_all(orders, &order, sizeof order)) {
        struct packing packing = {.swept = work->swept};
        const struct wf_crew_cost before = {samples.played, samples.audited, samples.simulation_s};
        wf_points_play(&samples, work->design, work->list, order.first, order.count, pack,
                       &packing);
        const struct wf_crew_cost cost = {samples.played - before.simulations,
                                          samples.audited - before.audited,
                                          samples.simulation_s - before.simulation_s};
        wf_buffer_add(&packing.bytes, (const char *)&cost, sizeof cost);
        if (!write_all(points, packing.bytes.text, packing.bytes.length))
            _exit(WF_EIO);
        wf_buffer_release(&packing.bytes);
    }
    wf_samples_release(&samples);
    _exit(0);
}

/* ---- in the program ---- */

enum { BUFFER = 1 << 16 };

struct member {
    pid_t process;
    int orders, points; /* ends of the pipes to and from it; -1: closed */
    struct order order; /* that it works on; count 0: none */
    double since_s;
    uint64_t most; /* points of its next chunk */
    char *bytes;   /* that were read and not yet taken: of the chunk that it works on alone */
    size_t taken, length;
};

struct crew {
    const struct wf_crew_work *work;
    struct member *members;
    size_t count;
    double *values;
};

/* So long a chunk should take, s: long enough that orders cost nothing, short enough that little is
 * lost in a kill. */
static const double CHUNK_LEAST_S = 1, CHUNK_MOST_S = 8;
enum { CHUNK_MOST = 32768 };

/* In a new process: let go what the program holds of the crew. Orders end where no one else holds
 * them. */
static const struct wf_crew_work *leave_crew(struct crew *crew)
{
    for (size_t i = 0; i <= crew->count; i++) {
        close(crew->members[i].orders);
        close(crew->members[i].points);
        free(crew->members[i].bytes);
    }
    free(crew->members);
    free(crew->values);
    return crew->work;
}

static int start(struct crew *crew, struct wf_err *err)
{
    struct member *member = &crew->members[crew->count];
    pid_t program = getpid();
    int orders[2], points[2];
    if (pipe(orders) < 0)
        return wf_err_set(err, WF_EFAIL, "cannot open a pipe: %s", strerror(errno));
    if (pipe(points) < 0) {
        close(orders[0]);
        close(orders[1]);
        return wf_err_set(err, WF_EFAIL, "cannot open a pipe: %s", strerror(errno));
    }
    *member = (struct member){fork(), orders[1], points[0], {0, 0}, 0, 1, NULL, 0, 0};
    if (member->process == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != program)
            _exit(WF_EFAIL);
        work_on(leave_crew(crew), orders[0], points[1]);
    }
    close(orders[0]);
    close(points[1]);
    if (member->process < 0) {
        close(orders[1]);
        close(points[0]);
        return wf_err_set(err, WF_EFAIL, "cannot start a process: %s", strerror(errno));
    }
    member->bytes = wf_malloc(BUFFER);
    crew->count++;
    return 0;
}

static int died(struct member *member, struct wf_err *err)
{
    int status = 0;
    waitpid(member->process, &status, 0);
    member->process = 0;
    if (WIFSIGNALED(status))
        return wf_err_set(err, WF_EFAIL, "a process of the sweep was ended by signal %d (%s)",
                          WTERMSIG(status), strsignal(WTERMSIG(status)));
    return wf_err_set(err, WF_EFAIL, "a process of the sweep ended with status %d",
                      WEXITSTATUS(status));
}

/* Give a member the next chunk, or let it go. */
static int give_order(struct crew *crew, struct member *member, struct wf_err *err)
{
    const struct wf_crew_work *work = crew->work;
    member->order.count = 0;
    if (!work->next(work->data, member->most, &member->order.first, &member->order.count)) {
        close(member->orders);
        member->orders = -1;
        return 0;
    }
    member->since_s = wf_clock_s();
    return write_all(member->orders, &member->order, sizeof member->order) ? 0 : died(member, err);
}

/* As read_all, with few calls. */
static bool receive(struct member *member, void *bytes, size_t size)
{
    char *next = bytes;
    while (size > 0) {
        if (member->taken == member->length) {
            ssize_t got = read(member->points, member->bytes, BUFFER);
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                return false;
            member->taken = 0;
            member->length = (size_t)got;
        }
        size_t part = member->length - member->taken;
        part = part < size ? part : size;
        memcpy(next, member->bytes + member->taken, part);
        member->taken += part;
        next += part;
        size -= part;
    }
    return true;
}

static int take_point(struct crew *crew, struct member *member, struct wf_err *err)
{
    const struct wf_crew_work *work = crew->work;
    size_t values = value_count(work->swept), results = result_count(work->swept);
    struct header header;
    char *reason = NULL;
    int status = 0;
    if (!receive(member, &header, sizeof header) ||
        !receive(member, crew->values, (values + results) * sizeof *crew->values))
        return died(member, err);
    if (header.reason_size) {
        reason = wf_malloc(header.reason_size);
        if (!receive(member, reason, header.reason_size))
            status = died(member, err);
    }
    const struct wf_point point = {header.number, reason, crew->values, &crew->values[values]};
    if (status == 0)
        status = work->take(work->data, &point, err);
    free(reason);
    return status;
}

static int take_chunk(struct crew *crew, struct member *member, struct wf_err *err)
{
    const struct wf_crew_work *work = crew->work;
    double time_s = wf_clock_s() - member->since_s;
    for (uint64_t i = 0; i < member->order.count; i++)
        if (take_point(crew, member, err) < 0)
            return -1;
    struct wf_crew_cost cost;
    if (!receive(member, &cost, sizeof cost))
        return died(member, err);
    if (time_s < CHUNK_LEAST_S && member->order.count == member->most && member->most < CHUNK_MOST)
        member->most *= 2;
    else if (time_s > CHUNK_MOST_S && member->most > 1)
        member->most /= 2;
    if (work->chunk(work->data, &cost, err) < 0)
        return -1;
    return give_order(crew, member, err);
}

/* Wait for points, take them, give new orders, until all members were let go. */
static int direct(struct crew *crew, struct wf_err *err)
{
    struct pollfd *polls = wf_calloc(crew->count, sizeof *polls);
    int status = 0;
    for (size_t i = 0; status == 0 && i < crew->count; i++)
        status = give_order(crew, &crew->members[i], err);
    while (status == 0) {
        size_t busy = 0;
        for (size_t i = 0; i < crew->count; i++) {
            bool waits = crew->members[i].order.count > 0;
            busy += waits;
            polls[i] = (struct pollfd){waits ? crew->members[i].points : -1, POLLIN, 0};
        }
        if (!busy)
            break;
        if (poll(polls, crew->count, -1) < 0 && errno != EINTR)
            status = wf_err_set(err, WF_EFAIL, "cannot wait: %s", strerror(errno));
        for (size_t i = 0; status == 0 && i < crew->count; i++)
            if (polls[i].revents)
                status = take_chunk(crew, &crew->members[i], err);
    }
    free(polls);
    return status;
}

static void send_home(struct crew *crew, bool at_once)
{
    for (size_t i = 0; i < crew->count; i++) {
        struct member *member = &crew->members[i];
        if (at_once && member->process > 0)
            kill(member->process, SIGKILL);
        if (member->orders >= 0)
            close(member->orders);
        close(member->points);
        if (member->process > 0)
            waitpid(member->process, NULL, 0);
        free(member->bytes);
    }
}

int wf_crew_run(const struct wf_crew_work *work, struct wf_err *err)
{
    struct crew crew = {.work = work};
    int status = 0;
    void (*pipes)(int) = signal(SIGPIPE, SIG_IGN); /* a dead member is an error that is reported */
    crew.members = wf_calloc(work->jobs, sizeof *crew.members);
    crew.values =
        wf_calloc(value_count(work->swept) + result_count(work->swept) + 1, sizeof *crew.values);
    while (status == 0 && crew.count < work->jobs)
        status = start(&crew, err);
    if (status == 0)
        status = direct(&crew, err);
    send_home(&crew, status < 0);
    signal(SIGPIPE, pipes);
    free(crew.members);
    free(crew.values);
    return status;
}
