/* The choices of an accountant that are crossed in a decision. */
#ifndef WF_DECISION_CHOICES_H
#define WF_DECISION_CHOICES_H

#include "account/choice.h"
#include "study/study.h"

enum { WF_CHOICES_MAX = WF_NETWORK_VIEWS * WF_IDLE_CHOICES * 2 };

/** All combinations but the stated one: either view of networks; idle power as stated, none and all
 *  of it; and where a host of a deployment is shared, the whole of it too.
 *  @param study  loaded
 *  @param[out] choices  WF_CHOICES_MAX
 *  @return how many */
size_t wf_choices_of(const struct wf_study *study, struct wf_choice *choices);

/** How much of a choice is another than stated: 1 of single ones. */
size_t wf_choice_changes(const struct wf_choice *choice, uint32_t stated_network);

#endif
