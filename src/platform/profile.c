#include "platform/profile.h"
#include "base/text.h"
#include "file/file.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
    static const char ending[] = "_file"; /* of all: most attributes end otherwise */
    size_t length = strlen(attribute);
    if (length < sizeof ending || memcmp(attribute + length - 5, ending, 5))
        return 0;
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

char *wf_profile_find_file(const char *platform_path, const char *name, char **why)
{
    char *paths[] = {wf_text_beside(platform_path, name), wf_strdup(name)}, *found = NULL;
    struct wf_err err = {0};
    for (size_t i = 0; i < 2 && !found; i++) {
        struct stat info;
        int fd = i == 0 || stat(paths[1], &info) == 0 ? wf_file_open(paths[i], NULL, &err) : -1;
        if (fd < 0)
            continue;
        close(fd);
        found = wf_strdup(paths[i]);
    }
    *why = found ? NULL : wf_strdup(err.text);
    free(paths[0]);
    free(paths[1]);
    return found;
}
