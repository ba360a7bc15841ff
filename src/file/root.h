/* Which kind of XML file it is, by its first bytes. */
#ifndef WF_FILE_ROOT_H
#define WF_FILE_ROOT_H

#include <stdbool.h>

/** Is the root element of the file @p path <TAG>? One that cannot be read has none. */
bool wf_file_has_root(const char *path, const char *tag);

#endif
