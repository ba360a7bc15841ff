/* An executor without SimGrid: it plays turns whose steps take given lengths, so that every date of
 * a role's test is a sum that a reader can check. It has no network: transfers never meet, and a
 * step takes its length whatever else goes on. It does not follow batteries.
 *
 * Waits of the leader run the events on the leader's own stack, by date, then in the order in which
 * they were set. Before a wait returns, all events of its date have run. */
#ifndef WF_TESTS_FAKE_H
#define WF_TESTS_FAKE_H

#include "job/group.h"
#include "job/meter.h"

/** Seconds that @p step takes. */
typedef double fake_length(const void *data, const struct wf_step *step);

struct fake {
    struct wf_executor executor; /**< first */
    const struct wf_platform *platform;
    fake_length *length;
    const void *data; /**< of length */
    double now_s;
    uint64_t order; /**< of the next event */
    struct fake_player **players;
    size_t count, capacity;
    uint32_t *pstates; /**< by host */
    const void *links[2];
    /** Turns as they ended, in their last step: "13 phone>server, 18 server, 20 phone>server cut".
     */
    struct wf_buffer ended;
};

/** @param meter  books what turns use (borrowed) */
void fake_init(struct fake *fake, const struct wf_platform *platform, struct wf_meter *meter,
               fake_length *length, const void *data);
void fake_release(struct fake *fake);

#endif
