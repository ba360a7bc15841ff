#include "engine/death.h"
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/* The cause in SimGrid's own words: the first line that it logged as an error. The caller frees;
 * NULL where there is none. */
static char *find_cause(const struct wf_buffer *text)
{
    static const char *const marks[] = {"Parse error at ", "/CRITICAL] ",
                                        "/ERROR] ",        "terminate called",
                                        "what():  ",       "ERROR: AddressSanitizer"};
    if (!text->length)
        return NULL;
    char *copy = strndup(text->text, text->length), *cause = NULL;
    if (!copy)
        wf_die_no_memory();
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !cause; i++) {
        char *found = strstr(copy, marks[i]);
        if (!found)
            continue;
        found += found[0] == '/' || i == 0 ? strlen(marks[i]) : 0;
        found[strcspn(found, "\n")] = '\0';
        /* "Uncaught exception std::out_of_range: words" -> "words" */
        char *words = strncmp(found, "Uncaught exception", 18) ? NULL : strstr(found, ": ");
        found = words ? words + 2 : found;
        cause = wf_strdup(found);
    }
    free(copy);
    return cause;
}

/* Of the heap, or of a stack. */
static bool ran_out_of_memory(const struct wf_buffer *text)
{
    static const char *const marks[] = {"std::bad_alloc", "Cannot allocate memory",
                                        "Failed to allocate", "out of memory"};
    for (size_t i = 0; text->length && i < sizeof marks / sizeof *marks; i++)
        if (memmem(text->text, text->length, marks[i], strlen(marks[i])))
            return true;
    return false;
}

static void explain_platform(const char *platform, const char *words, struct wf_err *err)
{
    /* of the copy that SimGrid was given; the user knows the original */
    const char *colon = !strncmp(words, "/proc/self/fd/", 14) ? strchr(words, ':') : NULL;
    if (colon)
        wf_err_set(err, WF_EINPUT, "%s%s (SimGrid, of the platform as changed by --set)", platform,
                   colon);
    else if (!strncmp(words, platform, strlen(platform)))
        wf_err_set(err, WF_EINPUT, "%s (SimGrid)", words);
    else
        wf_err_set(err, WF_EINPUT, "%s: SimGrid refuses the platform: %s", platform, words);
}

void wf_death_explain(const char *platform, enum wf_stage stage, int status,
                      const struct wf_buffer *text, struct wf_err *err)
{
    char *cause = find_cause(text);
    const char *words = cause ? cause : "it said nothing";
    bool memory = ran_out_of_memory(text);
    bool deadlock = text->length && memmem(text->text, text->length, "eadlock", 7);
    if (memory) {
        wf_err_set(
            err, WF_EFAIL,
            "out of memory while SimGrid %s; it takes about 3.5 KB a host, and more a worker "
            "(nothing is wrong with the input)",
            stage == WF_STAGE_LOADED ? "simulated" : "loaded the platform");
    } else if (stage == WF_STAGE_NOTHING) {
        wf_err_set(err, WF_EUSAGE, "SimGrid does not take the arguments of --simgrid: %s", words);
    } else if (stage == WF_STAGE_STARTED && cause) {
        explain_platform(platform, words, err);
    } else if (deadlock) {
        wf_err_set(err, WF_ESIM, "deadlock: actors wait for each other, and SimGrid stopped%s%s",
                   WIFSIGNALED(status) ? " with signal " : "",
                   WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "");
    } else if (WIFSIGNALED(status)) {
        wf_err_set(err, WF_ESIM, "the simulating process was ended by signal %d (%s): %s",
                   WTERMSIG(status), strsignal(WTERMSIG(status)), words);
    } else {
        wf_err_set(err, WF_ESIM, "the simulating process ended early with status %d: %s",
                   WEXITSTATUS(status), words);
    }
    free(cause);
}
