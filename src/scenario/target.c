#include "scenario/target.h"
#include "base/text.h"
#include "scenario/role.h"
#include <string.h>

static const char *const others[] = {"workload", "fleet",  "host",  "zone",   "link",
                                     "network",  "region", "class", "access", "node"};
enum { OTHERS = sizeof others / sizeof *others, TARGETS = WF_ROLE_COUNT + OTHERS };

int wf_target_check(const struct wf_override *override, struct wf_err *err)
{
    const char *names[TARGETS];
    struct wf_buffer known = {0};
    for (size_t i = 0; i < TARGETS; i++) {
        names[i] = i < WF_ROLE_COUNT ? wf_roles[i].name : others[i - WF_ROLE_COUNT];
        if (!strcmp(names[i], override->target)) {
            wf_buffer_release(&known);
            return 0;
        }
        wf_buffer_printf(&known, "%s%s%s", i ? ", " : "", names[i],
                         i > WF_ROLE_COUNT + 1 ? ".GLOB" : "");
    }
    wf_err_set(err, WF_EUSAGE, "--set '%s': '%s' is not something that can be set; known: %s%s",
               override->text, override->target, known.text,
               wf_hint(wf_text_nearest(override->target, names, TARGETS)).text);
    wf_buffer_release(&known);
    return -1;
}
