/* What whoever accounts chooses, and nobody measures: no chance decides between them, so they are
 * crossed and told apart (ruling 2, ruling 10). */
#ifndef WF_ACCOUNT_CHOICE_H
#define WF_ACCOUNT_CHOICE_H

#include <stdbool.h>
#include <stdint.h>

/** What of the idle power of a host is the job's. */
enum wf_idle_choice {
    WF_IDLE_STATED, /**< its attribution: as stated, or that of its kind */
    WF_IDLE_NONE,   /**< attribution 0: what the job adds alone */
    WF_IDLE_ALL,    /**< attribution 1 */
    WF_IDLE_CHOICES
};

struct wf_choice {
    uint32_t network; /**< enum wf_network_view: the one that counts */
    uint32_t idle;    /**< enum wf_idle_choice */
    bool whole; /**< the whole of a host is the job's (share 1), not the part that is stated */
};

/** "marginal, idle as stated, share as stated"; "allocation, idle all, whole hosts". Caller frees.
 */
char *wf_choice_name(const struct wf_choice *choice);

#endif
