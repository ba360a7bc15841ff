#include "account/choice.h"
#include "base/text.h"
#include "platform/networks.h"

char *wf_choice_name(const struct wf_choice *choice)
{
    static const char *const idle[WF_IDLE_CHOICES] = {
        [WF_IDLE_STATED] = "as stated", [WF_IDLE_NONE] = "none", [WF_IDLE_ALL] = "all"};
    return wf_format("%s, idle %s, %s", wf_network_views[choice->network], idle[choice->idle],
                     choice->whole ? "whole hosts" : "share as stated");
}
