/* Attributes that name a file of a profile. */
#ifndef WF_PLATFORM_PROFILE_H
#define WF_PLATFORM_PROFILE_H

#include "platform/platform.h"

/** Bit of enum wf_profile of an attribute; 0: it names no profile. */
uint8_t wf_profile_of(const char *attribute);
/** @p profiles with the bit of @p attribute set, or cleared where @p text is empty. */
uint8_t wf_profile_set(uint32_t profiles, const char *attribute, const char *text);

/** Path of the profile @p name of the file @p platform_path. SimGrid looks beside the platform,
 * then in the working directory. Caller frees.
 *  @return NULL with @p why (to free): SimGrid cannot read it */
char *wf_profile_find_file(const char *platform_path, const char *name, char **why);

#endif
