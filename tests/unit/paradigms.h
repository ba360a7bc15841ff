/* Two paradigms, as far as bills and outputs read them. */
#ifndef WF_TESTS_UNIT_PARADIGMS_H
#define WF_TESTS_UNIT_PARADIGMS_H

#include "scenario/paradigm.h"

static const struct wf_paradigm fixture_federated __attribute__((unused)) = {
    .name = "federated", .worker = WF_LEARNER, .unit = "rounds", .federated = true};
static const struct wf_paradigm fixture_centralised __attribute__((unused)) = {
    .name = "centralised", .leader = WF_TRAINER, .worker = WF_TRAINER, .unit = "epochs"};

#endif
