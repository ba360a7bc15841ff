/* Names of the pictures of a study. */
#ifndef WF_SWEEP_PICTURE_NAME_H
#define WF_SWEEP_PICTURE_NAME_H

/** "FILE-tornado-energy-of-b.svg" of "FILE.svg", "tornado" and "energy of b": what is neither a
 * letter nor a digit of @p name becomes '-'. @p name may be NULL. Caller frees. */
char *wf_picture_name(const char *path, const char *kind, const char *name);

#endif
