/* A trial is one value of one prop: loaded, simulated where it is not refused, and held against the
 * trials of the prop's other values. */
#ifndef WF_TESTS_LAW_TRIAL_H
#define WF_TESTS_LAW_TRIAL_H

#include "prop/override.h"
#include "prop/prop.h"

/** A temporary folder with all files of the test, which becomes the working directory. */
void folder_make(void);
void folder_remove(void);
/** Path of a file in it (to free). */
char *folder_path(const char *name);
void folder_write(const char *name, const char *text);
/** Write @p text and release it. */
void folder_write_buffer(const char *name, struct wf_buffer *text);

struct trial {
    char *deployment;              /**< path */
    char *value;                   /**< of the prop, to be printed */
    const char *target, *prop;     /**< "server" and the row's name; borrowed */
    struct wf_overrides overrides; /**< of this trial alone */
    bool refused, warned;
    char *why;    /**< the first mistake, or why the simulation failed */
    char *result; /**< JSON of the run; NULL: refused, or failed */
};

/** Load it: is it refused, does a warning say that its prop changes nothing? */
void trial_check(struct trial *trial, const char *platform);
/** Simulate @p count trials in one study; where one fails, each alone. They have no overrides,
 *  unless @p count is 1. */
void trial_run(struct trial *const *trials, size_t count, const char *platform);
void trial_release(struct trial *trial);

/** All values of a prop. */
struct trials {
    const char *scene, *target, *prop;
    struct trial *items;
    size_t count;
};
enum verdict {
    VERDICT_HOLDS,
    VERDICT_SILENT,       /**< the same results, and no warning */
    VERDICT_FALSE_WARNING /**< results differ, and a warning says that they do not */
};
/** @param verbose  print what became of it, even where the law holds */
enum verdict trials_judge(const struct trials *trials, bool verbose);
/** Print why the law does not hold. */
void trials_print(const struct trials *trials, enum verdict verdict);

#endif
