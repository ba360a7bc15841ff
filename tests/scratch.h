/* A folder of its own for a test that writes files. */
#ifndef WF_TESTS_SCRATCH_H
#define WF_TESTS_SCRATCH_H

/** Make the folder. A test that enters leaves. */
void wf_scratch_enter(void);
/** Its path, without a slash behind. */
const char *wf_scratch_folder(void);
/** Path of a name in it. The eight latest are valid. */
const char *wf_scratch_at(const char *name);
/** Write a file into it. @return its path, as wf_scratch_at */
const char *wf_scratch_put(const char *name, const char *text);
/** Remove it. @return how many files were in it. */
int wf_scratch_leave(void);

#endif
