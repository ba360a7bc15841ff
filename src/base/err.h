/* One failure, filled once where its cause is known and passed up untouched.
 * The codes are the exit statuses of the program. */
#ifndef WF_BASE_ERR_H
#define WF_BASE_ERR_H

#include <stdarg.h>
#include <stddef.h>

/** Codes of failure; each is the exit status of the program. */
enum wf_code {
    WF_OK = 0,
    WF_EFAIL = 1,  /**< a failure of no other kind (out of memory among them) */
    WF_EUSAGE = 2, /**< the command line is wrong */
    WF_EINPUT = 3, /**< an input file is wrong */
    WF_ESIM = 4,   /**< the simulation failed: deadlock, crash, audit */
    WF_EIO = 5,    /**< a file cannot be read or written */
    WF_EALL = 100  /**< never an exit status: this run needs all devices of a fleet, none drawn */
};

struct wf_err {
    enum wf_code code;
    char text[1024]; /**< lower case, no full stop */
};

#define WF_PRINTF(f, a) __attribute__((format(printf, f, a)))

/** Fill @p err (may be NULL); text past its end is cut. @return -1 always, so that a caller may
 *  return it. */
int wf_err_set(struct wf_err *err, enum wf_code code, const char *format, ...) WF_PRINTF(3, 4);

/** Out of memory: prints one line and exits with status 1 (the one exit outside cli/). */
_Noreturn void wf_die_no_memory(void);

/** malloc, calloc, realloc that never return NULL. */
void *wf_malloc(size_t size) __attribute__((malloc));
void *wf_calloc(size_t count, size_t size) __attribute__((malloc));
void *wf_realloc(void *block, size_t size);
char *wf_strdup(const char *text);
/** printf into a fresh string; the caller frees. */
char *wf_format(const char *format, ...) WF_PRINTF(1, 2);
char *wf_vformat(const char *format, va_list arguments) WF_PRINTF(1, 0);

#endif
