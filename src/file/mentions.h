/* The files that an XML file is made of: itself, those that its attributes name, and theirs. Which
 * attribute names a file is not asked: whatever leads to the file looked for is a mention of it. So
 * no list of such attributes has to be kept. */
#ifndef WF_FILE_MENTIONS_H
#define WF_FILE_MENTIONS_H

#include "base/arena.h"

/** Is the file @p wanted read with the XML file @p xml? Names count from the folder of the file
 * that says them, or from the current folder; what follows a '#' is no part of them. XML files that
 * are named are searched, too. What cannot be read says nothing.
 *  @param arena  owns the result
 *  @return the path by which it was found (@p xml itself, for one), or NULL */
const char *wf_mentions_find(const char *xml, const char *wanted, struct wf_arena *arena);

#endif
