#include "decision/choices.h"

/* Is a part of a host the job's, of one that takes part? */
static bool has_shares(const struct wf_study *study)
{
    for (size_t i = 0; i < study->count; i++)
        for (int role = 0; role < WF_ROLE_COUNT; role++)
            for (uint32_t j = 0; j < study->scenarios[i].participant_count[role]; j++) {
                const struct wf_host *host = wf_scenario_host(
                    &study->scenarios[i], &study->scenarios[i].participants[role][j]);
                if (wf_site_share(host->class->site) < 1)
                    return true;
            }
    return false;
}

size_t wf_choice_changes(const struct wf_choice *choice, uint32_t stated_network)
{
    return (size_t)(choice->network != stated_network) + (size_t)(choice->idle != WF_IDLE_STATED) +
           (size_t)choice->whole;
}

size_t wf_choices_of(const struct wf_study *study, struct wf_choice *choices)
{
    uint32_t stated = study->scenarios[0].options.network;
    int parts = has_shares(study) ? 2 : 1;
    size_t count = 0;
    for (uint32_t network = 0; network < WF_NETWORK_VIEWS; network++)
        for (uint32_t idle = 0; idle < WF_IDLE_CHOICES; idle++)
            for (int whole = 0; whole < parts; whole++) {
                choices[count] = (struct wf_choice){network, idle, whole};
                count += wf_choice_changes(&choices[count], stated) > 0;
            }
    return count;
}
