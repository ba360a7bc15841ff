#include "platform/profile.h"
#include <string.h>

static const struct {
    const char *attribute;
    uint8_t bit;
} profile_files[] = {{"speed_file", WF_PROFILE_SPEED},
                     {"availability_file", WF_PROFILE_AVAILABILITY},
                     {"state_file", WF_PROFILE_STATE},
                     {"bandwidth_file", WF_PROFILE_BANDWIDTH},
                     {"latency_file", WF_PROFILE_LATENCY}};

uint8_t wf_profile_of(const char *attribute)
{
    for (size_t i = 0; i < sizeof profile_files / sizeof *profile_files; i++)
        if (!strcmp(profile_files[i].attribute, attribute))
            return profile_files[i].bit;
    return 0;
}

uint8_t wf_profile_set(uint32_t profiles, const char *attribute, const char *text)
{
    uint8_t bit = wf_profile_of(attribute);
    return (uint8_t)(*text ? profiles | bit : profiles & (uint8_t)~bit);
}
