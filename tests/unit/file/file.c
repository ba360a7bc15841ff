#include "file/file.h"

#include "scratch.h"
#include "suite.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int put(const char *path, const char *text, struct wf_err *err)
{
    return wf_file_write(path, text, strlen(text), err);
}

static void check_content(const char *path, const char *expected)
{
    char text[256] = "";
    FILE *file = fopen(path, "rb");
    CU_ASSERT_PTR_NOT_NULL(file);
    if (!file)
        return;
    size_t length = fread(text, 1, sizeof text - 1, file);
    text[length] = '\0';
    fclose(file);
    CHECK_TEXT(text, expected);
}

static unsigned mode_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_mode & 07777 : 0;
}

static void check_refused(const char *path, int reason)
{
    struct wf_err err = {0};
    char expected[PATH_MAX + 128];
    CU_ASSERT_EQUAL(put(path, "x", &err), -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    snprintf(expected, sizeof expected, "cannot write '%s': %s", path, strerror(reason));
    CHECK_TEXT(err.text, expected);
}

static void a_new_file_has_the_bytes_and_the_mode_of_the_umask(void)
{
    wf_scratch_enter();
    mode_t before = umask(027);
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "hello\n", NULL), 0);
    CU_ASSERT_EQUAL(wf_file_write(wf_scratch_at("empty"), NULL, 0, NULL), 0);
    umask(before);
    check_content(wf_scratch_at("a"), "hello\n");
    check_content(wf_scratch_at("empty"), "");
    CU_ASSERT_EQUAL(mode_of(wf_scratch_at("a")), 0640);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

static void a_file_is_replaced_and_keeps_its_mode(void)
{
    wf_scratch_enter();
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "a longer text", NULL), 0);
    CU_ASSERT_EQUAL(chmod(wf_scratch_at("a"), 0604), 0);
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "new", NULL), 0);
    check_content(wf_scratch_at("a"), "new");
    CU_ASSERT_EQUAL(mode_of(wf_scratch_at("a")), 0604);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_failed_write_leaves_the_old_file_and_nothing_else(void)
{
    wf_scratch_enter();
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "old", NULL), 0);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 4096, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    static char bytes[10000];
    struct wf_err err = {0};
    int status = wf_file_write(wf_scratch_at("a"), bytes, sizeof bytes, &err);
    int fresh = wf_file_write(wf_scratch_at("b"), bytes, sizeof bytes, NULL);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    CU_ASSERT_EQUAL(status, -1);
    CU_ASSERT_EQUAL(fresh, -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, strerror(EFBIG)));
    check_content(wf_scratch_at("a"), "old");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_full_device_is_told(void)
{
    check_refused("/dev/full", ENOSPC);
    CU_ASSERT_EQUAL(put("/dev/null", "x", NULL), 0);
    struct stat status;
    CU_ASSERT(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
}

static void what_cannot_be_written_is_told(void)
{
    wf_scratch_enter();
    check_refused(wf_scratch_folder(), EISDIR);
    check_refused(wf_scratch_at("none/a"), ENOENT);
    check_refused("", ENOENT);
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "old", NULL), 0);
    check_refused(wf_scratch_at("a/b"), ENOTDIR);
    CU_ASSERT_EQUAL(symlink("loop", wf_scratch_at("loop")), 0);
    check_refused(wf_scratch_at("loop"), ELOOP);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

static void a_protected_file_stays(void)
{
    wf_scratch_enter();
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "old", NULL), 0);
    CU_ASSERT_EQUAL(chmod(wf_scratch_at("a"), 0444), 0);
    CU_ASSERT_EQUAL(chmod(wf_scratch_folder(), 0777), 0);
    uid_t user = geteuid();
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(65534), 0);
    check_refused(wf_scratch_at("a"), EACCES);
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(0), 0);
    check_content(wf_scratch_at("a"), "old");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_link_stays_and_its_file_is_written(void)
{
    wf_scratch_enter();
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "old", NULL), 0);
    CU_ASSERT_EQUAL(symlink("a", wf_scratch_at("near")), 0);
    CU_ASSERT_EQUAL(symlink(wf_scratch_at("near"), wf_scratch_at("far")), 0);
    CU_ASSERT_EQUAL(symlink("fresh", wf_scratch_at("dangling")), 0);
    CU_ASSERT_EQUAL(put(wf_scratch_at("far"), "new", NULL), 0);
    CU_ASSERT_EQUAL(put(wf_scratch_at("dangling"), "new", NULL), 0);
    struct stat status;
    CU_ASSERT(lstat(wf_scratch_at("far"), &status) == 0 && S_ISLNK(status.st_mode));
    CU_ASSERT(lstat(wf_scratch_at("dangling"), &status) == 0 && S_ISLNK(status.st_mode));
    check_content(wf_scratch_at("a"), "new");
    check_content(wf_scratch_at("fresh"), "new");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 5);
}

static void an_open_file_is_written_where_it_stands(void)
{
    wf_scratch_enter();
    int file = open(wf_scratch_at("log"), O_RDWR | O_CREAT, 0600);
    CU_ASSERT_EQUAL(write(file, "before ", 7), 7);
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", file);
    CU_ASSERT_EQUAL(put(path, "ours ", NULL), 0);
    CU_ASSERT_EQUAL(symlink(path, wf_scratch_at("stdout")), 0);
    CU_ASSERT_EQUAL(put(wf_scratch_at("stdout"), "linked ", NULL), 0);
    CU_ASSERT_EQUAL(write(file, "after", 5), 5);
    close(file);
    check_content(wf_scratch_at("log"), "before ours linked after");
    check_refused("/dev/fd/4321", EBADF);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

static void a_pipe_is_written_to(void)
{
    wf_scratch_enter();
    CU_ASSERT_EQUAL(mkfifo(wf_scratch_at("pipe"), 0600), 0);
    int reader = open(wf_scratch_at("pipe"), O_RDONLY | O_NONBLOCK);
    CU_ASSERT_EQUAL(put(wf_scratch_at("pipe"), "through", NULL), 0);
    char text[16] = "";
    CU_ASSERT_EQUAL(read(reader, text, sizeof text - 1), 7);
    CHECK_TEXT(text, "through");
    close(reader);
    struct stat status;
    CU_ASSERT(stat(wf_scratch_at("pipe"), &status) == 0 && S_ISFIFO(status.st_mode));
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void the_longest_name_is_no_problem(void)
{
    wf_scratch_enter();
    char name[NAME_MAX + 1];
    memset(name, 'n', NAME_MAX);
    name[NAME_MAX] = '\0';
    CU_ASSERT_EQUAL(put(wf_scratch_at(name), "x", NULL), 0);
    check_content(wf_scratch_at(name), "x");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_leftover_of_a_killed_run_is_no_problem(void)
{
    wf_scratch_enter();
    char name[64];
    snprintf(name, sizeof name, ".wattfleet-%ld-0", (long)getpid());
    CU_ASSERT_EQUAL(put(wf_scratch_at(name), "leftover", NULL), 0);
    CU_ASSERT_EQUAL(put(wf_scratch_at("a"), "x", NULL), 0);
    check_content(wf_scratch_at("a"), "x");
    check_content(wf_scratch_at(name), "leftover");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

/* Nothing stands in the folder until the end, so that nothing is left of an interrupted program. */
static void pieces_become_a_file_at_the_end_only(void)
{
    wf_scratch_enter();
    struct wf_file_writer *writer = wf_file_begin(wf_scratch_at("pieces"));
    CU_ASSERT_EQUAL(wf_file_add(writer, "one ", 4), 0);
    CU_ASSERT_EQUAL(access(wf_scratch_at("pieces"), F_OK), -1);
    CU_ASSERT_EQUAL(wf_file_add(writer, "two", 3), 0);
    CU_ASSERT_EQUAL(wf_file_end(writer, true, NULL), 0);
    check_content(wf_scratch_at("pieces"), "one two");
    writer = wf_file_begin(wf_scratch_at("pieces"));
    CU_ASSERT_EQUAL(wf_file_add(writer, "three", 5), 0);
    CU_ASSERT_EQUAL(wf_file_end(writer, false, NULL), 0);
    check_content(wf_scratch_at("pieces"), "one two");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void pieces_that_cannot_be_written_are_told_at_the_end(void)
{
    struct wf_err err = {0};
    char bytes[8192] = {0};
    struct wf_file_writer *writer = wf_file_begin("/dev/full");
    CU_ASSERT_EQUAL(wf_file_add(writer, bytes, sizeof bytes), -1);
    CU_ASSERT_EQUAL(wf_file_add(writer, bytes, sizeof bytes), -1);
    CU_ASSERT_EQUAL(wf_file_end(writer, true, &err), -1);
    CHECK_TEXT(err.text, "cannot write '/dev/full': No space left on device");
    writer = wf_file_begin("/nowhere/file");
    CU_ASSERT_EQUAL(wf_file_add(writer, "x", 1), -1);
    CU_ASSERT_EQUAL(wf_file_end(writer, true, &err), -1);
    CHECK_TEXT(err.text, "cannot write '/nowhere/file': No such file or directory");
}

/* What is written leads back from the file that has it; from elsewhere only the whole path does. */
static void a_name_counts_from_the_file_that_has_it(void)
{
    static const struct {
        const char *file, *path, *name;
    } cases[] = {{"platform.xml", "fit.csv", "fit.csv"},
                 {"platforms/node.xml", "platforms/fit.csv", "fit.csv"},
                 {"./platforms/node.xml", "platforms/fits/a.csv", "fits/a.csv"},
                 {"platforms/node.xml", "fit.csv", "../fit.csv"},
                 {"a/b/node.xml", "a/c/fit.csv", "../c/fit.csv"},
                 {"/x/y/node.xml", "/x/fit.csv", "../fit.csv"},
                 {"/x/node.xml", "/y/fit.csv", "/y/fit.csv"},
                 {"/node.xml", "/fit.csv", "fit.csv"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = wf_file_from(cases[i].file, cases[i].path);
        CHECK_TEXT(name, cases[i].name);
        free(name);
    }
    char *here = getcwd(NULL, 0), *whole = wf_format("%s/fit.csv", here);
    char *name = wf_file_from("../node.xml", "fit.csv"); /* no names lead from above to here */
    CHECK_TEXT(name, whole);
    free(name);
    free(whole);
    free(here);
}

static const struct wf_test tests[] = {
    WF_TEST(a_name_counts_from_the_file_that_has_it),
    WF_TEST(a_new_file_has_the_bytes_and_the_mode_of_the_umask),
    WF_TEST(a_file_is_replaced_and_keeps_its_mode),
    WF_TEST(a_failed_write_leaves_the_old_file_and_nothing_else),
    WF_TEST(a_full_device_is_told),
    WF_TEST(what_cannot_be_written_is_told),
    WF_TEST(a_protected_file_stays),
    WF_TEST(a_link_stays_and_its_file_is_written),
    WF_TEST(an_open_file_is_written_where_it_stands),
    WF_TEST(a_pipe_is_written_to),
    WF_TEST(the_longest_name_is_no_problem),
    WF_TEST(a_leftover_of_a_killed_run_is_no_problem),
    WF_TEST(pieces_become_a_file_at_the_end_only),
    WF_TEST(pieces_that_cannot_be_written_are_told_at_the_end),
};

int main(void)
{
    return wf_suite_run("file", tests, sizeof tests / sizeof tests[0]);
}
