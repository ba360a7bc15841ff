#include "file/content.h"
#include "file/file.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char path[64];

static void hash_of(const char *text, size_t size, char hash[WF_CONTENT_HASH_SIZE])
{
    uint64_t bytes = 77;
    snprintf(path, sizeof path, "/tmp/wattfleet-content-%ld", (long)getpid());
    CU_ASSERT_EQUAL_FATAL(wf_file_write(path, text, size, NULL), 0);
    CU_ASSERT_EQUAL(wf_content_hash(path, &bytes, hash, NULL), 0);
    CU_ASSERT_EQUAL(bytes, size);
    unlink(path);
}

/* as `xxhsum -H128` prints them; the first is in the test vectors of xxHash */
static void known_contents_have_the_known_hashes(void)
{
    char hash[WF_CONTENT_HASH_SIZE];
    hash_of("", 0, hash);
    CHECK_TEXT(hash, "99aa06d3014798d86001c324468d497f");
    hash_of("abc", 3, hash);
    CHECK_TEXT(hash, "06b05ab6733a618578af5f94892f3950");
}

/* longer than a piece, so that it is read in several */
static void one_bit_of_a_long_file_changes_the_hash(void)
{
    size_t size = 200001;
    char *text = calloc(1, size), one[WF_CONTENT_HASH_SIZE], other[WF_CONTENT_HASH_SIZE];
    hash_of(text, size, one);
    hash_of(text, size, other);
    CHECK_TEXT(one, other);
    text[150000] ^= 1;
    hash_of(text, size, other);
    CU_ASSERT(strcmp(one, other) != 0);
    hash_of(text, size - 1, one);
    CU_ASSERT(strcmp(one, other) != 0);
    free(text);
}

static void what_cannot_be_read_is_reported(void)
{
    char hash[WF_CONTENT_HASH_SIZE];
    uint64_t bytes;
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(wf_content_hash("/nowhere/file", &bytes, hash, &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CHECK_TEXT(err.text, "cannot read '/nowhere/file': No such file or directory");
    CU_ASSERT_EQUAL(wf_content_hash("/tmp", &bytes, hash, &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "is not a regular file"));
}

static const struct wf_test tests[] = {
    WF_TEST(known_contents_have_the_known_hashes),
    WF_TEST(one_bit_of_a_long_file_changes_the_hash),
    WF_TEST(what_cannot_be_read_is_reported),
};

int main(void)
{
    return wf_suite_run("content", tests, sizeof tests / sizeof tests[0]);
}
