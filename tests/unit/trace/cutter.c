#include "trace/cutter.h"

#include "suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CUT_MAX = 64, SHOWN = 40 };

/* What a text was cut into. */
struct cuts {
    int opened;
    struct wf_err err;
    size_t count;
    struct {
        enum wf_cut cut;
        uint64_t line;
        size_t length;
        char text[SHOWN]; /* of a bad one: the flaw */
    } at[CUT_MAX];
};

static void cut_file(struct cuts *cuts, const char *path, enum wf_trace_framing framing)
{
    struct wf_cutter cutter;
    struct wf_trace_record record;
    const char *flaw = NULL;
    *cuts = (struct cuts){0};
    cuts->opened = wf_cutter_open(&cutter, path, &cuts->err);
    if (cuts->opened < 0)
        return;
    for (;;) {
        enum wf_cut cut = wf_cutter_next(&cutter, framing, &record, &flaw, &cuts->err);
        if (cut == WF_CUT_END || cut == WF_CUT_FAILED)
            break;
        if (cut == WF_CUT_RECORD)
            CU_ASSERT_EQUAL(strlen(record.text), record.length);
        if (cuts->count < CUT_MAX) {
            cuts->at[cuts->count].cut = cut;
            cuts->at[cuts->count].line = record.line;
            cuts->at[cuts->count].length = record.length;
            snprintf(cuts->at[cuts->count].text, SHOWN, "%s",
                     cut == WF_CUT_BAD ? flaw : record.text);
        }
        cuts->count++;
    }
    wf_cutter_close(&cutter);
}

static void cut_bytes(struct cuts *cuts, const char *bytes, size_t length,
                      enum wf_trace_framing framing)
{
    char path[] = "/tmp/wf-cut-XXXXXX";
    int file = mkstemp(path);
    if (file < 0 || write(file, bytes, length) != (ssize_t)length)
        abort();
    close(file);
    cut_file(cuts, path, framing);
    unlink(path);
}

static void check_cut(const struct cuts *cuts, size_t i, enum wf_cut cut, uint64_t line,
                      const char *text, unsigned at)
{
    bool fits = i < cuts->count && cuts->at[i].cut == cut && cuts->at[i].line == line &&
                strstr(cuts->at[i].text, text) &&
                (cut == WF_CUT_BAD || !strcmp(cuts->at[i].text, text));
    if (!fits) {
        char what[128];
        snprintf(what, sizeof what, "record %zu of %zu: kind %d line %d '%s'", i, cuts->count,
                 (int)cuts->at[i].cut, (int)cuts->at[i].line, cuts->at[i].text);
        wf_check_text(what, text, "record", __FILE__, at);
    }
}
#define CHECK_RECORD(i, line, text) check_cut(&cuts, (i), WF_CUT_RECORD, (line), (text), __LINE__)
#define CHECK_BAD(i, line, text)    check_cut(&cuts, (i), WF_CUT_BAD, (line), (text), __LINE__)

static struct cuts cuts;

static void lines_end_in_any_way(void)
{
    static const char text[] = "a\nb\r\nc\rd\n\r\n\re";
    cut_bytes(&cuts, text, strlen(text), WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 7);
    CHECK_RECORD(0, 1, "a");
    CHECK_RECORD(1, 2, "b");
    CHECK_RECORD(2, 3, "c");
    CHECK_RECORD(3, 4, "d");
    CHECK_RECORD(4, 5, "");
    CHECK_RECORD(5, 6, "");
    CHECK_RECORD(6, 7, "e");
}

static void a_last_line_needs_no_end(void)
{
    cut_bytes(&cuts, "a\nlast", 6, WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 2);
    CHECK_RECORD(1, 2, "last");
    cut_bytes(&cuts, "a\nlast\r\n", 8, WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 2);
    CHECK_RECORD(1, 2, "last");
}

static void a_byte_order_mark_is_skipped(void)
{
    cut_bytes(&cuts, "\xef\xbb\xbftime\n", 8, WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 1);
    CHECK_RECORD(0, 1, "time");
    cut_bytes(&cuts, "\xef\xbb\xbf", 3, WF_RECORD_LINES);
    CU_ASSERT(cuts.opened < 0 && cuts.err.code == WF_EINPUT);
    cut_bytes(&cuts, "\xff\xfet\0i\0", 6, WF_RECORD_LINES);
    CU_ASSERT(cuts.opened < 0 && strstr(cuts.err.text, "UTF-16"));
}

static void a_nul_byte_makes_its_line_bad(void)
{
    cut_bytes(&cuts, "a\nb\0c\nd\n", 8, WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 3);
    CHECK_RECORD(0, 1, "a");
    CHECK_BAD(1, 2, "a NUL byte");
    CHECK_RECORD(2, 3, "d");
}

/* The one in the last whole line of a block must not hide the next. */
static void nul_bytes_are_found_across_blocks(void)
{
    enum { FIRST = (1 << 18) - 20, SECOND = 100 };
    char *text = wf_malloc(FIRST + SECOND + 6);
    memset(text, 'x', FIRST + SECOND);
    text[5] = '\0';
    text[FIRST] = '\n';
    memcpy(text + FIRST + SECOND, "\nc\0d\ne", 6);
    cut_bytes(&cuts, text, FIRST + SECOND + 6, WF_RECORD_LINES);
    CU_ASSERT_EQUAL(cuts.count, 4);
    CHECK_BAD(0, 1, "a NUL byte");
    CU_ASSERT_EQUAL(cuts.at[1].cut, WF_CUT_RECORD);
    CHECK_BAD(2, 3, "a NUL byte");
    CHECK_RECORD(3, 4, "e");
    free(text);
}

/* Bytes of 'x' between two short lines. */
static void cut_long_line(size_t length)
{
    char *text = wf_malloc(length + 4);
    memcpy(text, "a\n", 2);
    memset(text + 2, 'x', length);
    memcpy(text + 2 + length, "\nb", 2);
    cut_bytes(&cuts, text, length + 4, WF_RECORD_LINES);
    free(text);
}

static void a_line_of_more_than_a_mebibyte_is_bad(void)
{
    static const size_t lengths[] = {WF_RECORD_MAX + 1, 3 * WF_RECORD_MAX + 17};
    cut_long_line(WF_RECORD_MAX);
    CU_ASSERT(cuts.count == 3 && cuts.at[1].cut == WF_CUT_RECORD);
    CU_ASSERT_EQUAL(cuts.at[1].length, WF_RECORD_MAX);
    for (size_t i = 0; i < 2; i++) {
        cut_long_line(lengths[i]);
        CU_ASSERT_EQUAL(cuts.count, 3);
        CHECK_BAD(1, 2, "longer than 1 MiB");
        CHECK_RECORD(2, 3, "b");
    }
}

/* A text of many blocks, whose lines say their own number; @p length is its own. */
static char *numbered_lines(size_t count, size_t *length)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    char *text = wf_malloc(count * 64);
    *length = 0;
    for (size_t i = 0; i < count; i++) {
        int written = sprintf(text + *length, "%zu", i + 1);
        *length += (size_t)written;
        memset(text + *length, '.', i * 7 % 41);
        *length += i * 7 % 41;
        written = sprintf(text + *length, "%s", ends[i * i % 7 % 3]);
        *length += (size_t)written;
    }
    return text;
}

static void check_numbers(const char *path, size_t count)
{
    struct wf_cutter cutter;
    struct wf_trace_record record;
    const char *flaw;
    struct wf_err err = {0};
    size_t found = 0, wrong = 0;
    CU_ASSERT_FATAL(wf_cutter_open(&cutter, path, &err) == 0);
    while (wf_cutter_next(&cutter, WF_RECORD_LINES, &record, &flaw, &err) == WF_CUT_RECORD) {
        found++;
        wrong += record.line != found || strtoul(record.text, NULL, 10) != found ||
                 record.length != strlen(record.text) || strpbrk(record.text, "\r\n");
    }
    wf_cutter_close(&cutter);
    CU_ASSERT_EQUAL(found, count);
    CU_ASSERT_EQUAL(wrong, 0);
}

/* Two mebibytes: eight blocks, whose borders fall on all parts of lines and of their ends. */
static void lines_run_across_blocks(void)
{
    size_t length;
    char path[] = "/tmp/wf-cut-XXXXXX";
    for (size_t shift = 0; shift < 6; shift++) {
        int file = mkstemp(path);
        char *line = numbered_lines(80000 - shift, &length);
        CU_ASSERT(length > 6 * (1 << 18));
        CU_ASSERT(file >= 0 && write(file, line, length) == (ssize_t)length);
        close(file);
        free(line);
        check_numbers(path, 80000 - shift);
        unlink(path);
        strcpy(path + strlen(path) - 6, "XXXXXX");
    }
}

/* A CR whose LF comes with the next block or is not there at all. */
static void an_end_of_two_bytes_may_fall_apart(void)
{
    enum { BLOCK = (1 << 18) - 1 };
    for (size_t before = BLOCK - 3; before < BLOCK + 3; before++) {
        char *text = wf_malloc(before + 8);
        memset(text, 'x', before);
        memcpy(text + before, "\r\nb\r", 4);
        cut_bytes(&cuts, text, before + 4, WF_RECORD_LINES);
        CU_ASSERT_EQUAL(cuts.count, 2);
        CU_ASSERT_EQUAL(cuts.at[0].length, before);
        CHECK_RECORD(1, 2, "b");
        free(text);
    }
}

/* A pipe gives what there is: here 5 bytes at a time. */
static void a_pipe_is_read_as_a_file(void)
{
    int ends[2];
    size_t length;
    char path[32], *text = numbered_lines(500, &length);
    CU_ASSERT_FATAL(pipe(ends) == 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        for (size_t i = 0; i < length; i += 5)
            if (write(ends[1], text + i, length - i < 5 ? length - i : 5) < 0)
                _exit(1);
        free(text);
        _exit(0);
    }
    close(ends[1]);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    check_numbers(path, 500);
    close(ends[0]);
    waitpid(child, NULL, 0);
    free(text);
}

static void what_cannot_be_read_is_an_error(void)
{
    cut_file(&cuts, "/no/such/log", WF_RECORD_LINES);
    CU_ASSERT(cuts.opened < 0 && cuts.err.code == WF_EIO);
    CHECK_TEXT(cuts.err.text, "cannot read '/no/such/log': No such file or directory");
    cut_file(&cuts, "/tmp", WF_RECORD_LINES);
    CU_ASSERT(cuts.opened < 0 && cuts.err.code == WF_EIO);
    CHECK_TEXT(cuts.err.text, "cannot read '/tmp': it is a folder");
    cut_file(&cuts, "/dev/null", WF_RECORD_LINES);
    CU_ASSERT(cuts.opened < 0 && cuts.err.code == WF_EIO);
    CHECK_TEXT(cuts.err.text, "'/dev/null' is not a regular file");
    cut_file(&cuts, "/dev/zero", WF_RECORD_LINES); /* has no end */
    CU_ASSERT(cuts.opened < 0 && cuts.err.code == WF_EIO);
    CHECK_TEXT(cuts.err.text, "'/dev/zero' is not a regular file");
}

static void cut_objects(const char *text)
{
    cut_bytes(&cuts, text, strlen(text), WF_RECORD_OBJECTS);
}

static void objects_are_cut_out_of_arrays(void)
{
    cut_objects("[{\"a\": 1},\n {\"b\": [1, {\"c\": 2}]}\n,{}]\n");
    CU_ASSERT_EQUAL(cuts.count, 3);
    CHECK_RECORD(0, 1, "{\"a\": 1}");
    CHECK_RECORD(1, 2, "{\"b\": [1, {\"c\": 2}]}");
    CHECK_RECORD(2, 3, "{}");
}

static void objects_may_stand_one_a_line_or_over_many(void)
{
    cut_objects("{\"a\":\n1\n}{\"b\":2}\n{\"c\":3}");
    CU_ASSERT_EQUAL(cuts.count, 3);
    CHECK_RECORD(0, 1, "{\"a\":\n1\n}");
    CHECK_RECORD(1, 3, "{\"b\":2}");
    CHECK_RECORD(2, 4, "{\"c\":3}");
}

static void braces_in_strings_do_not_count(void)
{
    cut_objects("{\"a\": \"}{\\\"}\", \"b\\\\\": 1}{\"c\": \"\\\\\"}");
    CU_ASSERT_EQUAL(cuts.count, 2);
    CHECK_RECORD(0, 1, "{\"a\": \"}{\\\"}\", \"b\\\\\": 1}");
    CHECK_RECORD(1, 1, "{\"c\": \"\\\\\"}");
}

static void an_object_cut_off_is_bad(void)
{
    cut_objects("[{\"a\": 1},\n{\"b\": ");
    CU_ASSERT_EQUAL(cuts.count, 2);
    CHECK_BAD(1, 2, "the file ends within an object");
}

static void text_outside_of_objects_is_bad(void)
{
    cut_objects("{\"a\": 1}\n\nhello 1\n{\"b\": 2}");
    CU_ASSERT_EQUAL(cuts.count, 3);
    CHECK_BAD(1, 3, "text outside of braces");
    CHECK_RECORD(2, 4, "{\"b\": 2}");
    cut_objects("hello");
    CU_ASSERT_EQUAL(cuts.count, 1);
    cut_objects("hello 1\nhello 2\n{\"b\": 2}"); /* each line of it */
    CU_ASSERT_EQUAL(cuts.count, 3);
    CHECK_BAD(0, 1, "text outside of braces");
    CHECK_BAD(1, 2, "text outside of braces");
    CHECK_RECORD(2, 3, "{\"b\": 2}");
}

static void a_huge_object_is_bad_and_the_next_is_read(void)
{
    size_t inside = 3 * WF_RECORD_MAX;
    char *text = wf_malloc(inside + 64);
    strcpy(text, "{\"a\": \"");
    memset(text + 7, '}', inside);
    strcpy(text + 7 + inside, "\"}\n{\"b\": 2}");
    cut_objects(text);
    CU_ASSERT_EQUAL(cuts.count, 2);
    CHECK_BAD(0, 1, "longer than 1 MiB");
    CHECK_RECORD(1, 2, "{\"b\": 2}");
    free(text);
}

/* 60,000 objects in blocks that end anywhere in them. */
static void objects_run_across_blocks(void)
{
    enum { OBJECTS = 60000 };
    struct wf_cutter cutter;
    struct wf_trace_record record;
    struct wf_err err = {0};
    const char *flaw;
    char path[] = "/tmp/wf-cut-XXXXXX";
    FILE *file = fdopen(mkstemp(path), "w");
    size_t found = 0, wrong = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (int i = 0; i < OBJECTS; i++)
        fprintf(file, "%s{\"n\": %d, \"o\": {\"s\": \"}%.*s\"}}", i ? ",\n" : "[", i, i % 13,
                "aaaaaaaaaaaaa");
    fputs("]\n", file);
    fclose(file);
    CU_ASSERT_FATAL(wf_cutter_open(&cutter, path, &err) == 0);
    while (wf_cutter_next(&cutter, WF_RECORD_OBJECTS, &record, &flaw, &err) == WF_CUT_RECORD) {
        wrong += strtoul(record.text + 6, NULL, 10) != found ||
                 record.length != strlen(record.text) || record.line != found + 1;
        found++;
    }
    wf_cutter_close(&cutter);
    unlink(path);
    CU_ASSERT_EQUAL(found, OBJECTS);
    CU_ASSERT_EQUAL(wrong, 0);
}

int main(void)
{
    static const struct wf_test tests[] = {
        WF_TEST(lines_end_in_any_way),
        WF_TEST(a_last_line_needs_no_end),
        WF_TEST(a_byte_order_mark_is_skipped),
        WF_TEST(a_nul_byte_makes_its_line_bad),
        WF_TEST(nul_bytes_are_found_across_blocks),
        WF_TEST(a_line_of_more_than_a_mebibyte_is_bad),
        WF_TEST(lines_run_across_blocks),
        WF_TEST(an_end_of_two_bytes_may_fall_apart),
        WF_TEST(a_pipe_is_read_as_a_file),
        WF_TEST(what_cannot_be_read_is_an_error),
        WF_TEST(objects_are_cut_out_of_arrays),
        WF_TEST(objects_may_stand_one_a_line_or_over_many),
        WF_TEST(braces_in_strings_do_not_count),
        WF_TEST(an_object_cut_off_is_bad),
        WF_TEST(text_outside_of_objects_is_bad),
        WF_TEST(a_huge_object_is_bad_and_the_next_is_read),
        WF_TEST(objects_run_across_blocks),
    };
    return wf_suite_run("cutter", tests, sizeof tests / sizeof *tests);
}
