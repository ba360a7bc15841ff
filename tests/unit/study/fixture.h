/* Small files for the readers of tables. */
#ifndef WF_TESTS_UNIT_STUDY_FIXTURE_H
#define WF_TESTS_UNIT_STUDY_FIXTURE_H

#include "base/diag.h"
#include "suite.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char fixture_path[64];
static struct wf_diag fixture_diag;
static struct wf_err fixture_err;

/** Write @p text to a file and start anew with what is told. @return its path. */
static inline const char *fixture_file(const char *text)
{
    strcpy(fixture_path, "/tmp/wattfleet-table-XXXXXX");
    int fd = mkstemp(fixture_path);
    CU_ASSERT_FATAL(fd >= 0);
    CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    wf_diag_init(&fixture_diag);
    fixture_err = (struct wf_err){0};
    return fixture_path;
}

static inline void fixture_end(void)
{
    unlink(fixture_path);
    wf_diag_release(&fixture_diag);
}

/** The first message, which names @p line. */
static inline const char *fixture_message(uint32_t line)
{
    CU_ASSERT_FATAL(fixture_diag.count > 0);
    CU_ASSERT_EQUAL(fixture_diag.entries[0].line, line);
    return fixture_diag.entries[0].text;
}

#endif
