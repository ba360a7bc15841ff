#include "sweep/store_merge.h"
#include "sweep/store.h"

#include "scratch.h"
#include "suite.h"
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct wf_store_column columns[] = {{"server.rounds", WF_STORE_INTEGER},
                                                 {"server.selection", WF_STORE_TEXT},
                                                 {"a.energy_j", WF_STORE_REAL}};
static const struct wf_store_input inputs[] = {{"p.xml", 10, "aa"}};

static struct wf_store_header study(uint64_t shard, uint64_t shards)
{
    return (struct wf_store_header){.version = "1.2",
                                    .seed = 7,
                                    .design = "lhs",
                                    .points = 50,
                                    .shard = shard,
                                    .shards = shards,
                                    .factors = "[]",
                                    .settings = "{}",
                                    .inputs = inputs,
                                    .input_count = 1,
                                    .columns = columns,
                                    .column_count = 3};
}

/* The points from @p from to @p to, of which every seventh fails. @p more is added to energies. */
static void make(const char *name, struct wf_store_header header, uint64_t from, uint64_t to,
                 double more)
{
    struct wf_store *store;
    struct wf_err err = {0};
    wf_store_open(&store, wf_scratch_at(name), &header, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_PTR_NOT_NULL_FATAL(store);
    for (uint64_t i = from; i <= to; i++) {
        bool fails = i % 7 == 6;
        struct wf_store_value values[] = {
            wf_store_integer((int64_t)i), wf_store_text(i % 2 ? "all" : "random"),
            fails ? (struct wf_store_value){0} : wf_store_real((double)i / 3 + more)};
        wf_store_add(store, i, fails ? "no way" : NULL, values, NULL);
    }
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
}

static void make_shard(const char *name, uint64_t shard, uint64_t shards)
{
    uint64_t from, to;
    wf_store_shard(50, shard, shards, &from, &to);
    make(name, study(shard, shards), from, to - 1, 0);
}

static char *bytes_of(const char *name, size_t *size)
{
    char *bytes = calloc(1, 1 << 20);
    FILE *file = fopen(wf_scratch_at(name), "rb");
    *size = file ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static bool same_bytes(const char *one, const char *other)
{
    size_t a, b;
    char *first = bytes_of(one, &a), *second = bytes_of(other, &b);
    bool same = a > 0 && a == b && memcmp(first, second, a) == 0;
    free(first);
    free(second);
    return same;
}

static int merge(const char *output, const char *a, const char *b, const char *c, const char *d,
                 struct wf_err *err)
{
    const char *names[] = {a, b, c, d}, *list[4];
    size_t count = 0;
    for (size_t i = 0; i < 4; i++)
        if (names[i])
            list[count++] = wf_scratch_at(names[i]);
    return wf_store_merge(wf_scratch_at(output), list, count, err);
}

static void refused(const char *output, const char *a, const char *b, enum wf_code code,
                    const char *words)
{
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(merge(output, a, b, NULL, NULL, &err), -1);
    CU_ASSERT_EQUAL(err.code, code);
    /* without the folder */
    char text[1024] = "", *out = text;
    for (const char *in = err.text; *in;)
        if (strncmp(in, wf_scratch_folder(), strlen(wf_scratch_folder())) == 0)
            in += strlen(wf_scratch_folder()) + 1;
        else
            *out++ = *in++;
    CHECK_TEXT(text, words);
}

static int add_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    char **text = data,
         *longer = wf_format("%s%zu %s %d %s %.17g\n", *text, (size_t)row->point,
                             row->reason ? row->reason : "done", (int)row->values[0].integer,
                             row->values[1].text, row->values[2].given ? row->values[2].real : -1);
    (void)err;
    free(*text);
    *text = longer;
    return 0;
}

static char *rows_of(const char *name)
{
    struct wf_store *store;
    char *text = wf_strdup("");
    CU_ASSERT_EQUAL_FATAL(wf_store_open_to_read(&store, wf_scratch_at(name), NULL), 0);
    CU_ASSERT_EQUAL(wf_store_each(store, add_row, &text, NULL), 0);
    wf_store_close(store);
    return text;
}

static void four_shards_give_the_rows_of_one_run_in_any_order(void)
{
    wf_scratch_enter();
    make("one", study(1, 1), 0, 49, 0);
    make_shard("s1", 1, 4);
    make_shard("s2", 2, 4);
    make_shard("s3", 3, 4);
    make_shard("s4", 4, 4);
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(merge("m", "s1", "s2", "s3", "s4", &err), 0);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_EQUAL(merge("n", "s3", "s1", "s4", "s2", &err), 0);
    CU_ASSERT_TRUE(same_bytes("m", "n"));
    char *one = rows_of("one"), *merged = rows_of("m");
    CHECK_TEXT(merged, one);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(one, "48 no way 48 random -1\n49 done 49 all 16.333333333333332"));
    free(one);
    free(merged);
    struct wf_store *store; /* the whole study goes on with it */
    struct wf_store_header header = study(1, 1);
    CU_ASSERT_EQUAL(wf_store_open(&store, wf_scratch_at("m"), &header, NULL), 0);
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 7); /* nothing else was left */
}

static void equal_rows_may_be_in_several(void)
{
    wf_scratch_enter();
    make("a", study(1, 1), 0, 30, 0);
    make("b", study(1, 1), 20, 49, 0);
    make("one", study(1, 1), 0, 49, 0);
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(merge("m", "a", "b", "a", NULL, &err), 0);
    CHECK_TEXT(err.text, "");
    char *one = rows_of("one"), *merged = rows_of("m");
    CHECK_TEXT(merged, one);
    free(one);
    free(merged);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 4);
}

static void a_conflict_is_refused_with_its_point_and_column(void)
{
    wf_scratch_enter();
    make("a", study(1, 1), 0, 30, 0);
    make("b", study(1, 1), 30, 49, 1);
    refused("m", "a", "b", WF_EINPUT,
            "point 30 differs between the stores: 'a.energy_j' is 10 in 'a', and 11 in 'b'");
    refused("m", "b", "a", WF_EINPUT,
            "point 30 differs between the stores: 'a.energy_j' is 10 in 'a', and 11 in 'b'");
    struct wf_store *store;
    struct wf_store_header header = study(1, 1);
    struct wf_store_value none[3] = {0};
    CU_ASSERT_EQUAL(wf_store_open(&store, wf_scratch_at("c"), &header, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_add(store, 3, "no memory", none, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    refused("m", "a", "c", WF_EINPUT,
            "point 3 differs between the stores: it is done in 'a', and failed (no memory) in 'c'");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 3);
}

static void missing_points_are_named(void)
{
    wf_scratch_enter();
    make("a", study(1, 1), 0, 11, 0);
    make("b", study(1, 1), 41, 48, 0);
    refused("m", "a", "b", WF_EINPUT,
            "'m' is not written: points 12 to 40 and 49 are not there (30 of 50)");
    make("c", study(1, 1), 12, 49, 0);
    make_shard("s1", 1, 4);
    make_shard("s3", 3, 4);
    refused("m", "s3", "s1", WF_EINPUT,
            "'m' is not written: points 12 to 24 and 37 to 49 are not there (26 of 50; shards 2 "
            "and 4 of 4)");
    make("all", study(1, 1), 1, 49, 0);
    refused("m", "all", NULL, WF_EINPUT, "'m' is not written: point 0 is not there (1 of 50)");
    make("none", study(1, 1), 1, 0, 0);
    refused("m", "none", NULL, WF_EINPUT,
            "'m' is not written: points 0 to 49 are not there (50 of 50)");
    struct wf_store *store;
    struct wf_store_header header = study(1, 1);
    struct wf_store_value none[3] = {0};
    wf_store_open(&store, wf_scratch_at("odd"), &header, NULL);
    for (uint64_t i = 1; i < 50; i += 2)
        wf_store_add(store, i, NULL, none, NULL);
    wf_store_commit(store, NULL);
    wf_store_close(store);
    refused("m", "odd", NULL, WF_EINPUT,
            "'m' is not written: points 0, 2, 4, 6, 8, 10 and 19 more gaps are not there (25 of "
            "50)");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 8);
}

static void stores_of_different_studies_are_refused(void)
{
    wf_scratch_enter();
    struct wf_store_header other = study(2, 2);
    make("a", study(1, 2), 0, 24, 0);
    other.seed = 8;
    make("b", other, 25, 49, 0);
    refused("m", "b", "a", WF_EINPUT,
            "stores of different studies cannot be merged: the seed is 7 in 'a', and 8 in 'b'");
    FILE *file = fopen(wf_scratch_at("text"), "wb");
    fputs("no store", file);
    fclose(file);
    refused("m", "a", "text", WF_EINPUT,
            "cannot read 'text': it is no store: not an SQLite database");
    refused("m", "a", "nothing", WF_EIO, "cannot read 'nothing': No such file or directory");
    refused("text", "a", "b", WF_EINPUT,
            "cannot write 'text': it is no store: not an SQLite database");
    refused("none/m", "a", NULL, WF_EIO, "cannot write 'none/m': No such file or directory");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 3);
}

static void an_output_that_is_there_is_merged_as_well(void)
{
    wf_scratch_enter();
    make_shard("s1", 1, 2);
    make_shard("s2", 2, 2);
    struct wf_err err = {0};
    CU_ASSERT_EQUAL(merge("m", "s1", "s2", NULL, NULL, &err), 0);
    CU_ASSERT_EQUAL(merge("n", "s1", "s2", NULL, NULL, &err), 0);
    CU_ASSERT_EQUAL(merge("m", "s2", "s1", NULL, NULL, &err), 0); /* again */
    CU_ASSERT_TRUE(same_bytes("m", "n"));
    CU_ASSERT_EQUAL(merge("m", "s2", "m", NULL, NULL, &err), 0);
    CU_ASSERT_TRUE(same_bytes("m", "n"));
    make("part", study(1, 1), 0, 9, 0); /* has what no input has */
    make("rest", study(1, 1), 10, 49, 0);
    CU_ASSERT_EQUAL(merge("part", "rest", NULL, NULL, NULL, &err), 0);
    CHECK_TEXT(err.text, "");
    char *one = rows_of("m"), *merged = rows_of("part");
    CHECK_TEXT(merged, one);
    free(one);
    free(merged);
    make("other", study(1, 1), 0, 49, 1);
    refused("m", "other", NULL, WF_EINPUT,
            "point 0 differs between the stores: 'a.energy_j' is 0 in 'm', and 1 in 'other'");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 7);
}

static void a_full_disk_leaves_no_half_of_it(void)
{
    wf_scratch_enter();
    make("old", study(1, 1), 0, 49, 0);
    make("a", study(1, 1), 0, 49, 0);
    struct rlimit before, small;
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 9000, .rlim_max = before.rlim_max};
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    struct wf_err err = {0};
    int fresh = merge("m", "a", NULL, NULL, NULL, &err);
    int over = merge("old", "a", NULL, NULL, NULL, NULL);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    CU_ASSERT(fresh == -1 && over == -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_TRUE(same_bytes("old", "a"));
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

static void an_output_that_another_process_writes_is_refused(void)
{
    wf_scratch_enter();
    make("a", study(1, 1), 0, 49, 0);
    struct wf_store *store;
    struct wf_store_header header = study(1, 1);
    CU_ASSERT_EQUAL(wf_store_open(&store, wf_scratch_at("m"), &header, NULL), 0);
    refused("m", "a", NULL, WF_EIO, "cannot write 'm': another process is writing to it");
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 2);
}

static const struct wf_test tests[] = {
    WF_TEST(four_shards_give_the_rows_of_one_run_in_any_order),
    WF_TEST(equal_rows_may_be_in_several),
    WF_TEST(a_conflict_is_refused_with_its_point_and_column),
    WF_TEST(missing_points_are_named),
    WF_TEST(stores_of_different_studies_are_refused),
    WF_TEST(an_output_that_is_there_is_merged_as_well),
    WF_TEST(a_full_disk_leaves_no_half_of_it),
    WF_TEST(an_output_that_another_process_writes_is_refused),
};

int main(void)
{
    return wf_suite_run("store_merge", tests, sizeof tests / sizeof tests[0]);
}
