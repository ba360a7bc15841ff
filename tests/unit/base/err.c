#include "base/err.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void an_error_keeps_its_code_and_text(void)
{
    struct wf_err err = {WF_OK, ""};
    CU_ASSERT_EQUAL(wf_err_set(&err, WF_EIO, "cannot read '%s': %d", "a.xml", 7), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CHECK_TEXT(err.text, "cannot read 'a.xml': 7");
}

static void an_error_without_a_place_is_still_a_failure(void)
{
    CU_ASSERT_EQUAL(wf_err_set(NULL, WF_EUSAGE, "no command"), -1);
}

static void an_error_may_be_wrapped_in_itself(void)
{
    struct wf_err err;
    wf_err_set(&err, WF_EINPUT, "no host");
    wf_err_set(&err, WF_EINPUT, "%s: %s", "fleet.xml", err.text);
    CHECK_TEXT(err.text, "fleet.xml: no host");
}

static void a_long_text_is_cut(void)
{
    char long_text[3000];
    memset(long_text, 'x', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    struct wf_err err;
    wf_err_set(&err, WF_EFAIL, "%s", long_text);
    CU_ASSERT_EQUAL(strlen(err.text), sizeof err.text - 1);
}

static void out_of_memory_says_so_and_exits_with_1(void)
{
    int ends[2];
    CU_ASSERT_FATAL(pipe(ends) == 0);
    fflush(NULL);
    pid_t child = fork();
    CU_ASSERT_FATAL(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        wf_die_no_memory();
    }
    close(ends[1]);
    char said[64];
    ssize_t length = read(ends[0], said, sizeof said - 1);
    close(ends[0]);
    CU_ASSERT_FATAL(length >= 0);
    said[length] = '\0';
    int status;
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    CHECK_TEXT(said, "wattfleet: out of memory\n");
}

static void empty_blocks_are_blocks(void)
{
    void *blocks[] = {wf_malloc(0), wf_calloc(0, 8), wf_calloc(8, 0), wf_realloc(NULL, 0)};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        CU_ASSERT_PTR_NOT_NULL(blocks[i]);
        free(blocks[i]);
    }
}

static void a_block_grows_and_keeps_its_content(void)
{
    char *text = wf_strdup("watt");
    text = wf_realloc(text, 100000);
    CHECK_TEXT(text, "watt");
    free(text);
    unsigned char *zeros = wf_calloc(10, 10);
    int sum = 0;
    for (size_t i = 0; i < 100; i++)
        sum += zeros[i];
    CU_ASSERT_EQUAL(sum, 0);
    free(zeros);
}

static void a_formatted_text_has_any_length(void)
{
    char *text = wf_format("%0500d|%s", 1, "end");
    CU_ASSERT_EQUAL(strlen(text), 504);
    CHECK_TEXT(text + 499, "1|end");
    free(text);
}

static const struct wf_test tests[] = {
    WF_TEST(an_error_keeps_its_code_and_text),
    WF_TEST(an_error_without_a_place_is_still_a_failure),
    WF_TEST(an_error_may_be_wrapped_in_itself),
    WF_TEST(a_long_text_is_cut),
    WF_TEST(out_of_memory_says_so_and_exits_with_1),
    WF_TEST(empty_blocks_are_blocks),
    WF_TEST(a_block_grows_and_keeps_its_content),
    WF_TEST(a_formatted_text_has_any_length),
};

int main(void)
{
    return wf_suite_run("err", tests, sizeof tests / sizeof tests[0]);
}
