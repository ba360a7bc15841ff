#include "output/early_end.h"
#include <inttypes.h>

void wf_early_end_put(const struct wf_summary *summary, struct wf_buffer *out)
{
    const struct wf_scenario *scenario = summary->scenario;
    uint64_t played = summary->outcome->rounds, all = wf_scenario_all_rounds(scenario);
    if (!summary->outcome->partial)
        return;
    wf_buffer_printf(out, "ended by --max-time after %" PRIu64, played);
    if (played < all)
        wf_buffer_printf(out, " of %" PRIu64 " %s", all, scenario->paradigm->unit);
    else /* rounds without all updates advance it by less than one; or users were cut off */
        wf_buffer_printf(out, " %s, before its end", scenario->paradigm->unit);
}
