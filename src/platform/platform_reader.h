/* Reads a platform file as a stream of elements. */
#ifndef WF_PLATFORM_PLATFORM_READER_H
#define WF_PLATFORM_PLATFORM_READER_H

#include "platform/platform.h"

/** Read and check the file @p path; mistakes go to @p diag. The platform is const afterwards.
 *  @return 0, or -1 with @p err (WF_EIO) when the file cannot be read. Release in both cases. */
int wf_platform_load(const char *path, struct wf_platform *platform, struct wf_diag *diag,
                     struct wf_err *err);
/** As wf_platform_load, of a text that stands for the file @p path: the open @p text_file, which
 * the platform takes over and SimGrid reads, too. Lines of messages are those of the text. */
int wf_platform_load_text(const char *path, int text_file, struct wf_platform *platform,
                          struct wf_diag *diag, struct wf_err *err);

#endif
