#include "sweep/store.h"

#include "scratch.h"
#include "suite.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const struct wf_store_column columns[] = {
    {"zone.edge*.pue", WF_STORE_REAL},
    {"b:learner.\"count\"", WF_STORE_INTEGER},
    {"b:workload", WF_STORE_TEXT},
    {"b.energy_j", WF_STORE_REAL},
};
enum { COLUMNS = sizeof columns / sizeof *columns };
static const struct wf_store_input inputs[] = {{"p.xml", 10, "aa"}, {"d.xml", 20, "bb"}};

static struct wf_store_header study(void)
{
    return (struct wf_store_header){.version = "1.2",
                                    .seed = 7,
                                    .design = "lhs",
                                    .points = 1000,
                                    .shard = 1,
                                    .shards = 1,
                                    .factors =
                                        "[{\"key\":\"zone.edge*.pue\",\"low\":1.1,\"high\":1.5}]",
                                    .settings = "{}",
                                    .inputs = inputs,
                                    .input_count = 2,
                                    .columns = columns,
                                    .column_count = COLUMNS};
}

/* What a child that exits at once has still open is no leak. */
static struct wf_store *volatile last_opened;

static struct wf_store *open_study(const char *path)
{
    struct wf_store_header header = study();
    struct wf_store *store;
    struct wf_err err = {0};
    wf_store_open(&store, path, &header, &err);
    CHECK_TEXT(err.text, "");
    CU_ASSERT_PTR_NOT_NULL_FATAL(store);
    last_opened = store;
    return store;
}

static int add(struct wf_store *store, uint64_t point, struct wf_err *err)
{
    double x = (double)point;
    struct wf_store_value values[COLUMNS] = {wf_store_real(1 + x / 3),
                                             wf_store_integer((int64_t)point * 2),
                                             wf_store_text("unet"), wf_store_real(x * 1e6)};
    return wf_store_add(store, point, NULL, values, err);
}

/* What any tool sees: the first value of the first row, or "no row", or the error. */
static const char *query(const char *path, const char *sql)
{
    static char text[256];
    sqlite3 *handle;
    sqlite3_stmt *statement = NULL;
    sqlite3_open_v2(path, &handle, SQLITE_OPEN_READONLY, NULL);
    snprintf(text, sizeof text, "no row");
    if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) != SQLITE_OK)
        snprintf(text, sizeof text, "%s", sqlite3_errmsg(handle));
    else if (sqlite3_step(statement) == SQLITE_ROW)
        snprintf(text, sizeof text, "%s",
                 sqlite3_column_text(statement, 0) ? (const char *)sqlite3_column_text(statement, 0)
                                                   : "NULL");
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return text;
}

static void check_refused(const char *path, const struct wf_store_header *header, enum wf_code code,
                          const char *words)
{
    struct wf_store *store;
    struct wf_err err = {0};
    char expected[1024];
    CU_ASSERT_EQUAL(wf_store_open(&store, path, header, &err), -1);
    CU_ASSERT_PTR_NULL(store);
    CU_ASSERT_EQUAL(err.code, code);
    snprintf(expected, sizeof expected, words, path);
    CHECK_TEXT(err.text, expected);
}

static void rows_are_there_as_typed_columns_for_any_tool(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    struct wf_store_value failed[COLUMNS] = {wf_store_real(NAN), wf_store_integer(-3),
                                             wf_store_text(NULL)};
    CU_ASSERT_EQUAL(add(store, 3, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_add(store, 1, "the deadline is 0", failed, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT status FROM points WHERE point = 3"), "done");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT reason FROM points WHERE point = 3"), "NULL");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT \"zone.edge*.pue\" FROM points WHERE point = 3"),
               "2.0");
    CHECK_TEXT(
        query(wf_scratch_at("s"), "SELECT \"b:learner.\"\"count\"\"\" FROM points WHERE point = 3"),
        "6");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT \"b:workload\" FROM points WHERE point = 3"),
               "unet");
    CHECK_TEXT(
        query(wf_scratch_at("s"), "SELECT typeof(\"b.energy_j\") FROM points WHERE point = 3"),
        "real");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT status FROM points WHERE point = 1"), "failed");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT reason FROM points WHERE point = 1"),
               "the deadline is 0");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT \"b.energy_j\" FROM points WHERE point = 1"),
               "NULL");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT \"zone.edge*.pue\" FROM points WHERE point = 1"),
               "NULL");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT \"b:workload\" FROM points WHERE point = 1"),
               "NULL");
    CHECK_TEXT(query(wf_scratch_at("s"),
                     "SELECT group_concat(key || '=' || value) FROM study WHERE key NOT"
                     " IN ('factors', 'settings')"),
               "version=1.2,seed=7,design=lhs,points=1000,shard=1,shards=1");
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT group_concat(path || bytes || hash) FROM inputs"),
               "p.xml10aa,d.xml20bb");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1); /* no journal, no lock beside it */
}

static void a_store_is_opened_again_and_goes_on(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    CU_ASSERT_EQUAL(add(store, 10, NULL), 0);
    CU_ASSERT_TRUE(wf_store_has(store, 10)); /* added is enough */
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0); /* nothing to do */
    CU_ASSERT_EQUAL(add(store, 11, NULL), 0);
    wf_store_close(store); /* 11 was not committed */
    store = open_study(wf_scratch_at("s"));
    CU_ASSERT_TRUE(wf_store_has(store, 10));
    CU_ASSERT_FALSE(wf_store_has(store, 11));
    CU_ASSERT_EQUAL(add(store, 11, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT group_concat(point) FROM points"), "10,11");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_point_is_not_added_twice(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    struct wf_err err = {0};
    char expected[128];
    CU_ASSERT_EQUAL(add(store, 5, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    CU_ASSERT_EQUAL(add(store, 6, NULL), 0);
    CU_ASSERT_EQUAL(add(store, 5, &err), -1);
    snprintf(expected, sizeof expected, "'%s' has point 5 already", wf_scratch_at("s"));
    CHECK_TEXT(err.text, expected);
    err = (struct wf_err){0};
    CU_ASSERT_EQUAL(wf_store_commit(store, &err), -1); /* 6 is lost: it must not seem safe */
    CHECK_TEXT(err.text, expected);
    wf_store_close(store);
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT group_concat(point) FROM points"), "5");
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static int sum_rows(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    char **text = data;
    char *longer =
        wf_format("%s%zu:%s:%g ", *text, (size_t)row->point, row->reason ? row->reason : "done",
                  row->values[3].given ? row->values[3].real : NAN);
    free(*text);
    *text = longer;
    return row->point == 9 ? wf_err_set(err, WF_EFAIL, "stop") : 0;
}

static void rows_are_read_in_the_order_of_points(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    struct wf_store_value none[COLUMNS] = {0};
    CU_ASSERT_EQUAL(add(store, 4, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_add(store, 2, "no", none, NULL), 0);
    CU_ASSERT_EQUAL(add(store, 0, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    struct wf_err err = {0};
    CU_ASSERT_EQUAL_FATAL(wf_store_open_to_read(&store, wf_scratch_at("s"), &err), 0);
    char *text = wf_strdup("");
    CU_ASSERT_EQUAL(wf_store_each(store, sum_rows, &text, &err), 0);
    CHECK_TEXT(text, "0:done:0 2:no:nan 4:done:4e+06 ");
    free(text);
    double *numbers = calloc(1000, sizeof *numbers);
    CU_ASSERT_EQUAL(wf_store_numbers(store, "b.energy_j", numbers, &err), 0);
    CU_ASSERT(numbers[0] == 0 && isnan(numbers[2]) && numbers[4] == 4e6 && isnan(numbers[999]));
    CU_ASSERT_EQUAL(wf_store_numbers(store, "b:learner.\"count\"", numbers, &err), 0);
    CU_ASSERT(numbers[4] == 8 && isnan(numbers[3]));
    char expected[256];
    CU_ASSERT_EQUAL(wf_store_numbers(store, "b.energy", numbers, &err), -1);
    snprintf(expected, sizeof expected, "'%s' has no column 'b.energy'; did you mean 'b.energy_j'?",
             wf_scratch_at("s"));
    CHECK_TEXT(err.text, expected);
    CU_ASSERT_EQUAL(wf_store_numbers(store, "b:workload", numbers, &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "holds texts"));
    const struct wf_store_header *header = wf_store_header(store);
    CU_ASSERT_EQUAL(header->points, 1000);
    CU_ASSERT_EQUAL(header->seed, 7);
    CHECK_TEXT(header->factors, study().factors);
    CHECK_TEXT(header->columns[1].name, columns[1].name);
    CU_ASSERT_EQUAL(header->columns[1].type, WF_STORE_INTEGER);
    CHECK_TEXT(header->inputs[1].path, "d.xml");
    wf_store_close(store);
    free(numbers);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void a_reader_may_stop(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    CU_ASSERT_EQUAL(add(store, 9, NULL), 0);
    CU_ASSERT_EQUAL(add(store, 12, NULL), 0);
    struct wf_err err = {0};
    char *text = wf_strdup("");
    CU_ASSERT_EQUAL(wf_store_each(store, sum_rows, &text, &err), -1);
    CHECK_TEXT(err.text, "stop");
    CHECK_TEXT(text, "9:done:9e+06 ");
    free(text);
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

/* Each term of the study, changed alone. */
static void the_store_of_another_study_is_refused_and_stays(void)
{
    wf_scratch_enter();
    wf_store_close(open_study(wf_scratch_at("s")));
    struct wf_store_header header = study();
#define OTHER "'%s' is the store of another study: "
#define NAME  "; name another store"
    header.seed = 8;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the seed is 7 there, and 8 here" NAME);
    header = study(), header.version = "1.3";
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the version of wattfleet is 1.2 there, and 1.3 here" NAME);
    header = study(), header.design = "sobol";
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the design is lhs there, and sobol here" NAME);
    header = study(), header.points = 1001;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the number of points is 1000 there, and 1001 here" NAME);
    header = study(), header.shard = 2, header.shards = 4;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the shard is 1 there, and 2 here" NAME);
    header = study(), header.shards = 4;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the number of shards is 1 there, and 4 here" NAME);
    header = study(), header.factors = "[{\"key\":\"zone.edge*.pue\",\"low\":1.1,\"high\":1.6}]";
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the list of factors is [{\"key\":\"zone.edge*.pue\",\"low\":1.1,\"high\":"
                        "1.5}] there, and [{\"key\":\"zone.edge*.pue\",\"low\":1.1,\"high\":1.6}] "
                        "here" NAME);
    header = study(), header.settings = "{\"set\":[\"server.rounds=5\"]}";
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the list of settings is {} there, and {\"set\":[\"server.rounds=5\"]} "
                        "here" NAME);
    header = study(), header.settings = "{\n  \"set\": [\n\t\"server.rounds=5\"\n]}";
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the list of settings is {} there, and { \"set\": [ \"server.rounds=5\" ]} "
                        "here" NAME);
    struct wf_store_input other[] = {inputs[0], {"d.xml", 20, "bc"}};
    header = study(), header.inputs = other;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the file 'd.xml' has other content there than here" NAME);
    header = study(), header.input_count = 1;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the file 'd.xml' is read there only" NAME);
    struct wf_store_column names[COLUMNS];
    memcpy(names, columns, sizeof names);
    names[1].name = "c";
    header = study(), header.columns = names;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "column 2 is 'b:learner.\"count\"' there, and 'c' here" NAME);
    names[1] = columns[1], names[0].type = WF_STORE_INTEGER;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the column 'zone.edge*.pue' is REAL there, and INTEGER here" NAME);
    header = study(), header.column_count = 3;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  OTHER "the column 'b.energy_j' is there there only" NAME);
    /* a file that was moved is the same file */
    struct wf_store_input moved[] = {{"there/p.xml", 10, "aa"}, inputs[1]};
    struct wf_store *store;
    header = study(), header.inputs = moved;
    CU_ASSERT_EQUAL(wf_store_open(&store, wf_scratch_at("s"), &header, NULL), 0);
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(text, file);
    fclose(file);
}

static void what_is_no_store_is_refused_and_stays(void)
{
    wf_scratch_enter();
    struct wf_store_header header = study();
    write_file(wf_scratch_at("text"), "point,energy_j\n1,2\n");
    check_refused(wf_scratch_at("text"), &header, WF_EINPUT,
                  "cannot write '%s': it is no store: not an SQLite database");
    struct stat status;
    CU_ASSERT(stat(wf_scratch_at("text"), &status) == 0 && status.st_size == 19);
    sqlite3 *handle;
    sqlite3_open(wf_scratch_at("foreign"), &handle);
    sqlite3_exec(handle, "CREATE TABLE points (point)", NULL, NULL, NULL);
    sqlite3_close(handle);
    check_refused(wf_scratch_at("foreign"), &header, WF_EINPUT,
                  "'%s' is an SQLite database, but no store of a sweep");
    wf_store_close(open_study(wf_scratch_at("later")));
    sqlite3_open(wf_scratch_at("later"), &handle);
    sqlite3_exec(handle, "PRAGMA user_version = 9", NULL, NULL, NULL);
    sqlite3_close(handle);
    check_refused(wf_scratch_at("later"), &header, WF_EINPUT,
                  "'%s' is a store of format 9; this program knows format 1");
    check_refused(wf_scratch_folder(), &header, WF_EIO, "cannot write '%s': it is a folder");
    check_refused(wf_scratch_at("none/s"), &header, WF_EIO,
                  "cannot write '%s': No such file or directory");
    CU_ASSERT_EQUAL(mkfifo(wf_scratch_at("fifo"), 0600), 0);
    check_refused(wf_scratch_at("fifo"), &header, WF_EIO,
                  "cannot write '%s': it is not a regular file");
    write_file(wf_scratch_at("empty"), ""); /* as mktemp leaves one */
    wf_store_close(open_study(wf_scratch_at("empty")));
    struct wf_store *store;
    struct wf_err err = {0};
    write_file(wf_scratch_at("empty2"), "");
    CU_ASSERT_EQUAL(wf_store_open_to_read(&store, wf_scratch_at("empty2"), &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "is empty, and no store"));
    CU_ASSERT_EQUAL(wf_store_open_to_read(&store, wf_scratch_at("nothing"), &err), -1);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "No such file"));
    CU_ASSERT_EQUAL(wf_scratch_leave(), 6);
}

static void columns_that_sql_cannot_hold_are_refused(void)
{
    wf_scratch_enter();
    struct wf_store_header header = study();
    struct wf_store_column same[] = {{"host.A.speed", WF_STORE_REAL},
                                     {"host.a.speed", WF_STORE_REAL}};
    header.columns = same, header.column_count = 2;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  "cannot write '%s': the columns 'host.A.speed' and 'host.a.speed' would have one "
                  "name (upper and lower case are the same in SQL)");
    struct wf_store_column *many = calloc(5000, sizeof *many);
    char names[5000][16];
    for (int i = 0; i < 5000; i++) {
        snprintf(names[i], sizeof names[i], "c%d", i);
        many[i] = (struct wf_store_column){names[i], WF_STORE_REAL};
    }
    header.columns = many, header.column_count = 5000;
    check_refused(wf_scratch_at("s"), &header, WF_EINPUT,
                  "cannot write '%s': the study needs 5003 columns, a table has at most 2000; use "
                  "fewer factors or deployments");
    free(many);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 0);
}

static void a_second_writer_is_refused_and_readers_are_not(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    CU_ASSERT_EQUAL(add(store, 1, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0); /* SQLite itself holds no lock now */
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        struct wf_store_header header = study();
        struct wf_store *second;
        struct wf_err err = {0};
        wf_store_open(&second, wf_scratch_at("s"), &header, &err);
        if (write(ends[1], &err, sizeof err) == sizeof err)
            _exit(0);
    }
    struct wf_err err = {0};
    char expected[128];
    CU_ASSERT_EQUAL(read(ends[0], &err, sizeof err), sizeof err);
    waitpid(child, NULL, 0);
    close(ends[0]);
    close(ends[1]);
    snprintf(expected, sizeof expected, "cannot write '%s': another process is writing to it",
             wf_scratch_at("s"));
    CHECK_TEXT(err.text, expected);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CHECK_TEXT(query(wf_scratch_at("s"), "SELECT count(*) FROM points"), "1");
    struct wf_store *reader;
    CU_ASSERT_EQUAL(wf_store_open_to_read(&reader, wf_scratch_at("s"), NULL), 0);
    CU_ASSERT_TRUE(wf_store_has(reader, 1));
    wf_store_close(reader);
    CU_ASSERT_EQUAL(add(store, 2, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    wf_store_close(open_study(wf_scratch_at("s"))); /* free again */
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

/* A disk that is full after so many bytes. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes ? bytes : limit.rlim_max;
    signal(SIGXFSZ, bytes ? SIG_IGN : SIG_DFL);
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_full_disk_loses_nothing_that_was_committed(void)
{
    wf_scratch_enter();
    struct wf_store *store = open_study(wf_scratch_at("s"));
    struct wf_err err = {0};
    uint64_t point = 0, safe = 0;
    limit_files(100000);
    while (add(store, point, &err) == 0 && point < 100000)
        if (++point % 100 == 0) {
            if (wf_store_commit(store, &err) < 0)
                break;
            safe = point;
        }
    int again = wf_store_commit(store, NULL);
    limit_files(0);
    CU_ASSERT(point < 100000 && safe > 100);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "cannot write '"));
    CU_ASSERT(strstr(err.text, strerror(EFBIG)) || strstr(err.text, "the disk is full"));
    CU_ASSERT_EQUAL(again, -1);
    wf_store_close(store);
    CHECK_TEXT(query(wf_scratch_at("s"), "PRAGMA integrity_check"), "ok");
    store = open_study(wf_scratch_at("s"));
    for (uint64_t i = 0; i < safe; i++)
        CU_ASSERT_TRUE(wf_store_has(store, i));
    CU_ASSERT_FALSE(wf_store_has(store, safe));
    CU_ASSERT_EQUAL(add(store, safe, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void where_a_new_store_has_no_room_there_is_none(void)
{
    wf_scratch_enter();
    struct wf_store_header header = study();
    struct wf_store *store;
    struct wf_err err = {0};
    limit_files(5000);
    int status = wf_store_open(&store, wf_scratch_at("s"), &header, &err);
    limit_files(0);
    CU_ASSERT_EQUAL(status, -1);
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 0);
}

static void a_protected_store_or_folder_is_refused(void)
{
    wf_scratch_enter();
    wf_store_close(open_study(wf_scratch_at("s")));
    struct wf_store_header header = study();
    CU_ASSERT_EQUAL(chmod(wf_scratch_folder(), 0755), 0);
    uid_t user = geteuid();
    if (user != 0)
        CU_ASSERT_EQUAL(chmod(wf_scratch_at("s"), 0444) + chmod(wf_scratch_folder(), 0555), 0);
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(65534), 0);
    check_refused(wf_scratch_at("s"), &header, WF_EIO, "cannot write '%s': Permission denied");
    check_refused(wf_scratch_at("new"), &header, WF_EIO, "cannot write '%s': Permission denied");
    struct wf_store *store; /* reading needs no more than to read */
    CU_ASSERT_EQUAL(wf_store_open_to_read(&store, wf_scratch_at("s"), NULL), 0);
    wf_store_close(store);
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(0), 0);
    /* a file that may be written in a folder that may not: there is no room for the journal */
    CU_ASSERT_EQUAL(chmod(wf_scratch_at("s"), 0666) + chmod(wf_scratch_folder(), 0555), 0);
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(65534), 0);
    struct wf_err err = {0};
    int status = wf_store_open(&store, wf_scratch_at("s"), &header, &err);
    if (status == 0) {
        CU_ASSERT_EQUAL(add(store, 1, &err) < 0 || wf_store_commit(store, &err) < 0, true);
        wf_store_close(store);
    }
    CU_ASSERT_EQUAL(err.code, WF_EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "cannot write '"));
    if (user == 0)
        CU_ASSERT_EQUAL_FATAL(seteuid(0), 0);
    CU_ASSERT_EQUAL(chmod(wf_scratch_folder(), 0755), 0);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

/* Add points, five a commit, and report each commit through the pipe, until killed. */
static void write_until_killed(int report)
{
    struct wf_store *store = open_study(wf_scratch_at("s"));
    for (uint64_t point = 0;; point++) {
        if (wf_store_has(store, point))
            continue;
        for (uint64_t end = point + 5; point < end; point++)
            if (add(store, point, NULL) < 0)
                _exit(1);
        point--;
        if (wf_store_commit(store, NULL) < 0 || write(report, &point, sizeof point) < 0)
            _exit(1);
    }
}

static void fifty_kills_lose_nothing_that_was_reported(void)
{
    wf_scratch_enter();
    unsigned random = 12345;
    uint64_t last = 0, reported = 0;
    fflush(stdout);
    for (int i = 0; i < 50; i++) {
        int ends[2];
        CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0)
            write_until_killed(ends[1]);
        close(ends[1]);
        if (i % 2 && read(ends[0], &last, sizeof last) == sizeof last)
            reported = last + 1; /* every other one is killed while it writes for certain */
        random = random * 1664525 + 1013904223;
        nanosleep(&(struct timespec){.tv_nsec = 1000 + (long)(random % 30000000)}, NULL);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        while (read(ends[0], &last, sizeof last) == sizeof last)
            reported = last + 1;
        close(ends[0]);
        struct wf_store *store = open_study(wf_scratch_at("s")); /* at once: its lock is free */
        uint64_t point = 0;
        while (wf_store_has(store, point))
            point++;
        CU_ASSERT(point >= reported && point % 5 == 0);
        wf_store_close(store);
        char rows[32];
        snprintf(rows, sizeof rows, "%zu", (size_t)point);
        CHECK_TEXT(query(wf_scratch_at("s"), "SELECT count(*) FROM points"), rows);
    }
    CU_ASSERT(reported > 0);
    CHECK_TEXT(query(wf_scratch_at("s"), "PRAGMA integrity_check"), "ok");
    /* a journal that was just begun may lie there; the next commit removes it */
    struct wf_store *store = open_study(wf_scratch_at("s"));
    CU_ASSERT_EQUAL(add(store, 1000000, NULL), 0);
    CU_ASSERT_EQUAL(wf_store_commit(store, NULL), 0);
    wf_store_close(store);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

/* A child that outlives its parent by a moment has the lock, too. */
static void the_lock_of_a_killed_writer_is_waited_for(void)
{
    wf_scratch_enter();
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    fflush(stdout);
    pid_t parent = fork();
    if (parent == 0) {
        open_study(wf_scratch_at("s"));
        if (fork() == 0) {
            nanosleep(&(struct timespec){.tv_nsec = 300000000}, NULL);
            _exit(0);
        }
        if (write(ends[1], "x", 1) != 1)
            _exit(1);
        pause();
    }
    char byte;
    CU_ASSERT_EQUAL(read(ends[0], &byte, 1), 1);
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    wf_store_close(open_study(wf_scratch_at("s")));
    close(ends[0]);
    close(ends[1]);
    CU_ASSERT_EQUAL(wf_scratch_leave(), 1);
}

static void shards_are_neighbours_and_cover_all_points_once(void)
{
    uint64_t cases[][2] = {{1000, 4}, {10, 3}, {3, 10}, {UINT64_C(1) << 60, 7}, {0, 2}, {5, 1}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        uint64_t next = 0, from, to, least = UINT64_MAX, most = 0;
        for (uint64_t shard = 1; shard <= cases[c][1]; shard++) {
            wf_store_shard(cases[c][0], shard, cases[c][1], &from, &to);
            CU_ASSERT_EQUAL(from, next);
            next = to;
            least = to - from < least ? to - from : least;
            most = to - from > most ? to - from : most;
        }
        CU_ASSERT_EQUAL(next, cases[c][0]);
        CU_ASSERT(most - least <= 1);
    }
}

static const struct wf_test tests[] = {
    WF_TEST(rows_are_there_as_typed_columns_for_any_tool),
    WF_TEST(a_store_is_opened_again_and_goes_on),
    WF_TEST(a_point_is_not_added_twice),
    WF_TEST(rows_are_read_in_the_order_of_points),
    WF_TEST(a_reader_may_stop),
    WF_TEST(the_store_of_another_study_is_refused_and_stays),
    WF_TEST(what_is_no_store_is_refused_and_stays),
    WF_TEST(columns_that_sql_cannot_hold_are_refused),
    WF_TEST(a_second_writer_is_refused_and_readers_are_not),
    WF_TEST(a_full_disk_loses_nothing_that_was_committed),
    WF_TEST(where_a_new_store_has_no_room_there_is_none),
    WF_TEST(a_protected_store_or_folder_is_refused),
    WF_TEST(fifty_kills_lose_nothing_that_was_reported),
    WF_TEST(the_lock_of_a_killed_writer_is_waited_for),
    WF_TEST(shards_are_neighbours_and_cover_all_points_once),
};

int main(void)
{
    return wf_suite_run("store", tests, sizeof tests / sizeof tests[0]);
}
