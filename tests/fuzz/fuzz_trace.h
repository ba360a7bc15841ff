/* One log through one format: what every fuzzer and the replay of the corpora call. */
#ifndef WF_TESTS_FUZZ_FUZZ_TRACE_H
#define WF_TESTS_FUZZ_FUZZ_TRACE_H

#include <stddef.h>
#include <stdint.h>

/** Choose the format of the calls that follow. @return -1: there is none of that name. */
int fuzz_trace_format(const char *name);
/** Read the bytes as that format and as the one they look like; with no options, and with all.
 *  Aborts where what comes out breaks the reader's promises. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

#endif
