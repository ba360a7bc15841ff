#include "sweep/store.h"
#include "base/text.h"
#include "sweep/store_header.h"
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct wf_store {
    struct wf_database database;
    struct wf_arena arena; /* of the header */
    struct wf_store_header header;
    sqlite3_stmt *insert, *has;
    struct wf_err failure; /* the first one; nothing is written after it */
    bool begun;            /* a transaction */
};

enum { FIXED_COLUMNS = 3 }; /* point, status, reason */
static const char *const fixed_columns[FIXED_COLUMNS] = {"point", "status", "reason"};

void wf_store_shard(uint64_t points, uint64_t shard, uint64_t shards, uint64_t *from, uint64_t *to)
{
    uint64_t each = points / shards, rest = points % shards;
    *from = each * (shard - 1) + rest * (shard - 1) / shards;
    *to = each * shard + rest * shard / shards;
}

/* ---- opening ---- */

static int compare_names(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

/* SQL does not tell columns apart that differ in case only, and has a largest number of them. */
static int check_columns(const struct wf_store *store, struct wf_err *err)
{
    const struct wf_store_header *header = &store->header;
    const char *path = store->database.path;
    size_t count = header->column_count + FIXED_COLUMNS;
    size_t most = (size_t)sqlite3_limit(store->database.handle, SQLITE_LIMIT_COLUMN, -1);
    if (count > most)
        return wf_err_set(
            err, WF_EINPUT,
            "cannot write '%s': the study needs %zu columns, a table has at most %zu; "
            "use fewer factors or deployments",
            path, count, most);
    const char **names = wf_calloc(count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = i < FIXED_COLUMNS ? fixed_columns[i] : header->columns[i - FIXED_COLUMNS].name;
    qsort(names, count, sizeof *names, compare_names);
    int status = 0;
    for (size_t i = 1; i < count && status == 0; i++)
        if (strcasecmp(names[i - 1], names[i]) == 0)
            status = wf_err_set(err, WF_EINPUT,
                                "cannot write '%s': the columns '%s' and '%s' would have one name "
                                "(upper and lower case are the same in SQL)",
                                path, names[i - 1], names[i]);
    free(names);
    return status;
}

static int check_study(const struct wf_store *store, const struct wf_store_header *header,
                       struct wf_err *err)
{
    char *difference = wf_store_header_difference(&store->header, "there", header, "here", true);
    if (!difference)
        return 0;
    wf_err_set(err, WF_EINPUT, "'%s' is the store of another study: %s; name another store",
               store->database.path, difference);
    free(difference);
    return -1;
}

static int prepare(struct wf_store *store, struct wf_err *err)
{
    struct wf_buffer sql = {0};
    wf_buffer_printf(&sql, "INSERT INTO points VALUES (?, ?, ?");
    for (size_t i = 0; i < store->header.column_count; i++)
        wf_buffer_add(&sql, ", ?", 3);
    wf_buffer_printf(&sql, ")");
    store->insert = wf_database_prepare(&store->database, sql.text, err);
    wf_buffer_release(&sql);
    return store->insert ? 0 : -1;
}

static int open_store(struct wf_store *store, const struct wf_store_header *header,
                      struct wf_err *err)
{
    int empty = wf_store_header_empty(&store->database, err);
    if (empty < 0)
        return -1;
    if (empty) {
        wf_store_header_copy(header, &store->arena, &store->header);
        if (check_columns(store, err) < 0 ||
            wf_store_header_write(&store->database, header, err) < 0)
            return -1;
    } else if (wf_store_header_read(&store->database, &store->arena, &store->header, err) < 0 ||
               check_study(store, header, err) < 0) {
        return -1;
    }
    return prepare(store, err);
}

static int prepare_has(struct wf_store *store, struct wf_err *err)
{
    store->has = wf_database_prepare(&store->database, "SELECT 1 FROM points WHERE point = ?", err);
    return store->has ? 0 : -1;
}

static void release(struct wf_store *store, bool discard)
{
    if (!store)
        return;
    sqlite3_finalize(store->insert);
    sqlite3_finalize(store->has);
    wf_database_close(&store->database, discard);
    wf_arena_release(&store->arena);
    free(store);
}

int wf_store_open(struct wf_store **opened, const char *path, const struct wf_store_header *header,
                  struct wf_err *err)
{
    struct wf_store *store = wf_calloc(1, sizeof *store);
    wf_arena_init(&store->arena);
    int status = wf_database_open(&store->database, path, err);
    if (status == 0)
        status = open_store(store, header, err);
    if (status == 0)
        status = prepare_has(store, err);
    if (status < 0)
        release(store, true);
    *opened = status < 0 ? NULL : store;
    return status;
}

int wf_store_open_to_read(struct wf_store **opened, const char *path, struct wf_err *err)
{
    struct wf_store *store = wf_calloc(1, sizeof *store);
    wf_arena_init(&store->arena);
    int status = wf_database_open_to_read(&store->database, path, err);
    int empty = status < 0 ? -1 : wf_store_header_empty(&store->database, err);
    if (empty > 0)
        wf_err_set(err, WF_EINPUT, "'%s' is empty, and no store", path);
    status = empty == 0 ? wf_store_header_read(&store->database, &store->arena, &store->header, err)
                        : -1;
    if (status == 0)
        status = prepare_has(store, err);
    if (status < 0)
        release(store, false);
    *opened = status < 0 ? NULL : store;
    return status;
}

void wf_store_close(struct wf_store *store)
{
    release(store, false);
}

const struct wf_store_header *wf_store_header(const struct wf_store *store)
{
    return &store->header;
}

const char *wf_store_path(const struct wf_store *store)
{
    return store->database.path;
}

/* ---- writing ---- */

/* Nothing is half written: the transaction is undone. SQLite does so itself after some failures. */
static int give_up(struct wf_store *store, struct wf_err *err)
{
    if (!sqlite3_get_autocommit(store->database.handle))
        wf_database_run(&store->database, "ROLLBACK", NULL);
    store->begun = false;
    if (err)
        *err = store->failure;
    return -1;
}

static void bind(sqlite3_stmt *statement, int number, enum wf_store_type type,
                 const struct wf_store_value *value)
{
    if (!value->given)
        sqlite3_bind_null(statement, number);
    else if (type == WF_STORE_REAL)
        sqlite3_bind_double(statement, number, value->real); /* NaN becomes NULL */
    else if (type == WF_STORE_INTEGER)
        sqlite3_bind_int64(statement, number, value->integer);
    else
        sqlite3_bind_text(statement, number, value->text, -1, SQLITE_STATIC);
}

static int insert_row(struct wf_store *store, uint64_t point, const char *reason,
                      const struct wf_store_value *values, struct wf_err *err)
{
    sqlite3_stmt *insert = store->insert;
    sqlite3_bind_int64(insert, 1, (sqlite3_int64)point);
    sqlite3_bind_text(insert, 2, reason ? "failed" : "done", -1, SQLITE_STATIC);
    sqlite3_bind_text(insert, 3, reason, -1, SQLITE_STATIC);
    for (size_t i = 0; i < store->header.column_count; i++)
        bind(insert, (int)i + FIXED_COLUMNS + 1, store->header.columns[i].type, &values[i]);
    int code = sqlite3_step(insert);
    sqlite3_reset(insert);
    if (code == SQLITE_DONE)
        return 0;
    if ((code & 0xff) == SQLITE_CONSTRAINT)
        return wf_err_set(err, WF_EFAIL, "'%s' has point %" PRIu64 " already", store->database.path,
                          point);
    return wf_database_fail(&store->database, code, err);
}

int wf_store_add(struct wf_store *store, uint64_t point, const char *reason,
                 const struct wf_store_value *values, struct wf_err *err)
{
    if (store->failure.code)
        return give_up(store, err);
    if (!store->begun && wf_database_run(&store->database, "BEGIN IMMEDIATE", &store->failure) < 0)
        return give_up(store, err);
    store->begun = true;
    if (insert_row(store, point, reason, values, &store->failure) < 0)
        return give_up(store, err);
    return 0;
}

int wf_store_commit(struct wf_store *store, struct wf_err *err)
{
    if (store->failure.code ||
        (store->begun && wf_database_run(&store->database, "COMMIT", &store->failure) < 0))
        return give_up(store, err);
    store->begun = false;
    return 0;
}

bool wf_store_has(struct wf_store *store, uint64_t point)
{
    if (store->failure.code)
        return false;
    sqlite3_bind_int64(store->has, 1, (sqlite3_int64)point);
    int found = wf_database_step(&store->database, store->has, &store->failure);
    sqlite3_reset(store->has);
    return found > 0;
}

/* ---- reading ---- */

static struct wf_store_value value_at(sqlite3_stmt *row, int column, enum wf_store_type type)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return (struct wf_store_value){.given = false};
    if (type == WF_STORE_REAL)
        return wf_store_real(sqlite3_column_double(row, column));
    if (type == WF_STORE_INTEGER)
        return wf_store_integer(sqlite3_column_int64(row, column));
    return wf_store_text((const char *)sqlite3_column_text(row, column));
}

/* Rows of a SELECT that is finalised here; NULL: it could not be prepared. */
static int each_row(struct wf_store *store, sqlite3_stmt *select,
                    int (*use)(const struct wf_store_row *row, void *data, struct wf_err *err),
                    void *data, struct wf_err *err)
{
    const struct wf_store_header *header = &store->header;
    struct wf_store_value *values = wf_calloc(header->column_count + 1, sizeof *values);
    int status = select ? 1 : -1;
    while (status > 0 && (status = wf_database_step(&store->database, select, err)) > 0) {
        for (size_t i = 0; i < header->column_count; i++)
            values[i] = value_at(select, (int)i + FIXED_COLUMNS, header->columns[i].type);
        bool done = strcmp((const char *)sqlite3_column_text(select, 1), "done") == 0;
        const char *reason = (const char *)sqlite3_column_text(select, 2);
        struct wf_store_row row = {.point = (uint64_t)sqlite3_column_int64(select, 0),
                                   .reason = done     ? NULL
                                             : reason ? reason
                                                      : "",
                                   .values = values};
        if (use(&row, data, err) < 0)
            status = -1;
    }
    sqlite3_finalize(select);
    free(values);
    return status;
}

int wf_store_each(struct wf_store *store,
                  int (*use)(const struct wf_store_row *row, void *data, struct wf_err *err),
                  void *data, struct wf_err *err)
{
    return each_row(
        store, wf_database_prepare(&store->database, "SELECT * FROM points ORDER BY point", err),
        use, data, err);
}

int wf_store_one(struct wf_store *store, uint64_t point,
                 int (*use)(const struct wf_store_row *row, void *data, struct wf_err *err),
                 void *data, struct wf_err *err)
{
    sqlite3_stmt *select =
        wf_database_prepare(&store->database, "SELECT * FROM points WHERE point = ?", err);
    if (select)
        sqlite3_bind_int64(select, 1, (sqlite3_int64)point);
    return each_row(store, select, use, data, err);
}

int wf_store_column(const struct wf_store *store, const char *name, struct wf_err *err)
{
    const struct wf_store_header *header = &store->header;
    const char **names = wf_calloc(header->column_count + 1, sizeof *names);
    int index = -1;
    for (size_t i = 0; i < header->column_count; i++) {
        names[i] = header->columns[i].name;
        if (strcmp(name, names[i]) == 0)
            index = (int)i;
    }
    if (index < 0)
        wf_err_set(err, WF_EINPUT, "'%s' has no column '%s'%s", store->database.path, name,
                   wf_hint(wf_text_nearest(name, names, header->column_count)).text);
    free(names);
    return index;
}

/* Of one column alone: a decision asks for a hundred, of rows that have a hundred. */
static sqlite3_stmt *select_column(struct wf_store *store, const char *name, struct wf_err *err)
{
    char *sql = sqlite3_mprintf("SELECT point, \"%w\" FROM points WHERE status = 'done'", name);
    if (!sql)
        wf_die_no_memory();
    sqlite3_stmt *select = wf_database_prepare(&store->database, sql, err);
    sqlite3_free(sql);
    return select;
}

int wf_store_numbers(struct wf_store *store, const char *name, double *values, struct wf_err *err)
{
    uint64_t points = store->header.points;
    int column = wf_store_column(store, name, err), status = 1;
    if (column < 0)
        return -1;
    enum wf_store_type type = store->header.columns[column].type;
    if (type == WF_STORE_TEXT)
        return wf_err_set(err, WF_EINPUT, "the column '%s' of '%s' holds texts, no numbers", name,
                          store->database.path);
    for (uint64_t i = 0; i < points; i++)
        values[i] = NAN;
    sqlite3_stmt *select = select_column(store, name, err);
    if (!select)
        return -1;
    while ((status = wf_database_step(&store->database, select, err)) > 0) {
        uint64_t point = (uint64_t)sqlite3_column_int64(select, 0);
        struct wf_store_value value = value_at(select, 1, type);
        if (value.given && point < points)
            values[point] = type == WF_STORE_REAL ? value.real : (double)value.integer;
    }
    sqlite3_finalize(select);
    return status;
}
