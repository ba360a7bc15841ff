#include "sweep/store_header.h"
#include "base/text.h"
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { APPLICATION = 0x57467374, FORMAT = 1 }; /* "WFst"; of these tables */

/* ---- what the table `study` holds ---- */

enum kind { TEXT, WHOLE };

static const struct term {
    const char *key;
    enum kind kind;
    size_t offset;
    const char *words;
    bool of_shard; /* differs between the shards of one study */
} terms[] = {
    {"version", TEXT, offsetof(struct wf_store_header, version), "the version of wattfleet", false},
    {"seed", WHOLE, offsetof(struct wf_store_header, seed), "the seed", false},
    {"design", TEXT, offsetof(struct wf_store_header, design), "the design", false},
    {"points", WHOLE, offsetof(struct wf_store_header, points), "the number of points", false},
    {"factors", TEXT, offsetof(struct wf_store_header, factors), "the list of factors", false},
    {"settings", TEXT, offsetof(struct wf_store_header, settings), "the list of settings", false},
    {"shard", WHOLE, offsetof(struct wf_store_header, shard), "the shard", true},
    {"shards", WHOLE, offsetof(struct wf_store_header, shards), "the number of shards", true},
};
enum { TERMS = sizeof terms / sizeof *terms };

static const void *member(const struct wf_store_header *header, const struct term *term)
{
    return (const char *)header + term->offset;
}

/* The value of a term as text; the caller frees. */
static char *term_text(const struct wf_store_header *header, const struct term *term)
{
    if (term->kind == WHOLE)
        return wf_format("%" PRIu64, *(const uint64_t *)member(header, term));
    return wf_strdup(*(const char *const *)member(header, term));
}

static void set_term(struct wf_store_header *header, const struct term *term, const char *text,
                     struct wf_arena *arena)
{
    void *at = (char *)header + term->offset;
    if (term->kind == WHOLE)
        *(uint64_t *)at = strtoull(text, NULL, 10);
    else
        *(const char **)at = wf_arena_text(arena, text, strlen(text));
}

static const char *const types[] = {
    [WF_STORE_REAL] = "REAL", [WF_STORE_INTEGER] = "INTEGER", [WF_STORE_TEXT] = "TEXT"};

/* ---- writing ---- */

/* A name in SQL: quoted, its quotes doubled. */
static void add_name(struct wf_buffer *sql, const char *name)
{
    wf_buffer_add(sql, "\"", 1);
    for (; *name; name++)
        wf_buffer_add(sql, *name == '"' ? "\"\"" : name, *name == '"' ? 2 : 1);
    wf_buffer_add(sql, "\"", 1);
}

static int make_tables(struct wf_database *database, const struct wf_store_header *header,
                       struct wf_err *err)
{
    struct wf_buffer sql = {0};
    wf_buffer_printf(&sql,
                     "PRAGMA application_id = %d; PRAGMA user_version = %d;\n"
                     "CREATE TABLE study (key TEXT PRIMARY KEY, value TEXT NOT NULL);\n"
                     "CREATE TABLE inputs (number INTEGER PRIMARY KEY, path TEXT NOT NULL,"
                     " bytes INTEGER NOT NULL, hash TEXT NOT NULL);\n"
                     "CREATE TABLE points (point INTEGER PRIMARY KEY, status TEXT NOT NULL,"
                     " reason TEXT",
                     APPLICATION, FORMAT);
    for (size_t i = 0; i < header->column_count; i++) {
        wf_buffer_printf(&sql, ",\n ");
        add_name(&sql, header->columns[i].name);
        wf_buffer_printf(&sql, " %s", types[header->columns[i].type]);
    }
    wf_buffer_printf(&sql, ")");
    int status = wf_database_run(database, sql.text, err);
    wf_buffer_release(&sql);
    return status;
}

static int write_term(struct wf_database *database, sqlite3_stmt *insert, const char *key,
                      const char *value, struct wf_err *err)
{
    sqlite3_reset(insert);
    sqlite3_bind_text(insert, 1, key, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 2, value, -1, SQLITE_TRANSIENT);
    return wf_database_step(database, insert, err);
}

static int write_terms(struct wf_database *database, const struct wf_store_header *header,
                       struct wf_err *err)
{
    sqlite3_stmt *insert = wf_database_prepare(database, "INSERT INTO study VALUES (?, ?)", err);
    int status = insert ? 0 : -1;
    for (size_t i = 0; i < TERMS && status == 0; i++) {
        char *value = term_text(header, &terms[i]);
        status = write_term(database, insert, terms[i].key, value, err);
        free(value);
    }
    sqlite3_finalize(insert);
    return status;
}

static int write_inputs(struct wf_database *database, const struct wf_store_header *header,
                        struct wf_err *err)
{
    sqlite3_stmt *insert =
        wf_database_prepare(database, "INSERT INTO inputs VALUES (?, ?, ?, ?)", err);
    int status = insert ? 0 : -1;
    for (size_t i = 0; i < header->input_count && status == 0; i++) {
        const struct wf_store_input *input = &header->inputs[i];
        sqlite3_reset(insert);
        sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1);
        sqlite3_bind_text(insert, 2, input->path, -1, SQLITE_STATIC);
        sqlite3_bind_int64(insert, 3, (sqlite3_int64)input->bytes);
        sqlite3_bind_text(insert, 4, input->hash, -1, SQLITE_STATIC);
        status = wf_database_step(database, insert, err);
    }
    sqlite3_finalize(insert);
    return status;
}

int wf_store_header_write(struct wf_database *database, const struct wf_store_header *header,
                          struct wf_err *err)
{
    int status = wf_database_run(database, "BEGIN IMMEDIATE", err);
    if (status == 0)
        status = make_tables(database, header, err);
    if (status == 0)
        status = write_terms(database, header, err);
    if (status == 0)
        status = write_inputs(database, header, err);
    if (status == 0)
        status = wf_database_run(database, "COMMIT", err);
    if (status < 0 && !sqlite3_get_autocommit(database->handle))
        wf_database_run(database, "ROLLBACK", NULL);
    return status;
}

/* ---- reading ---- */

int wf_store_header_empty(struct wf_database *database, struct wf_err *err)
{
    int64_t application = 0, format = 0, tables = 0;
    if (wf_database_integer(database, "PRAGMA application_id", &application, err) < 0 ||
        wf_database_integer(database, "PRAGMA user_version", &format, err) < 0 ||
        wf_database_integer(database, "SELECT count(*) FROM sqlite_master", &tables, err) < 0)
        return -1;
    if (application == 0 && format == 0 && tables == 0)
        return 1;
    if (application != APPLICATION)
        return wf_err_set(err, WF_EINPUT, "'%s' is an SQLite database, but no store of a sweep",
                          database->path);
    if (format != FORMAT)
        return wf_err_set(err, WF_EINPUT,
                          "'%s' is a store of format %" PRId64 "; this program knows format %d",
                          database->path, format, FORMAT);
    return 0;
}

static const char *text_of(sqlite3_stmt *row, int column, struct wf_arena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return wf_arena_text(arena, text ? text : "", text ? strlen(text) : 0);
}

static int read_terms(struct wf_database *database, struct wf_arena *arena,
                      struct wf_store_header *header, struct wf_err *err)
{
    sqlite3_stmt *select =
        wf_database_prepare(database, "SELECT value FROM study WHERE key = ?", err);
    int status = select ? 0 : -1;
    for (size_t i = 0; i < TERMS && status == 0; i++) {
        sqlite3_reset(select);
        sqlite3_bind_text(select, 1, terms[i].key, -1, SQLITE_STATIC);
        int found = wf_database_step(database, select, err);
        if (found > 0)
            set_term(header, &terms[i], text_of(select, 0, arena), arena);
        else if (found == 0)
            wf_err_set(err, WF_EINPUT, "'%s' is damaged: its table 'study' has no '%s'",
                       database->path, terms[i].key);
        status = found > 0 ? 0 : -1;
    }
    sqlite3_finalize(select);
    return status;
}

static int read_inputs(struct wf_database *database, struct wf_arena *arena,
                       struct wf_store_header *header, struct wf_err *err)
{
    int64_t count = 0;
    if (wf_database_integer(database, "SELECT count(*) FROM inputs", &count, err) < 0)
        return -1;
    struct wf_store_input *inputs = wf_arena_alloc(arena, (size_t)count * sizeof *inputs + 1);
    sqlite3_stmt *select =
        wf_database_prepare(database, "SELECT path, bytes, hash FROM inputs ORDER BY number", err);
    int status = select ? 1 : -1;
    while (status > 0 && (status = wf_database_step(database, select, err)) > 0 &&
           header->input_count < (size_t)count)
        inputs[header->input_count++] =
            (struct wf_store_input){.path = text_of(select, 0, arena),
                                    .bytes = (uint64_t)sqlite3_column_int64(select, 1),
                                    .hash = text_of(select, 2, arena)};
    sqlite3_finalize(select);
    header->inputs = inputs;
    return status;
}

static enum wf_store_type type_named(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(name, types[i]) == 0)
            return (enum wf_store_type)i;
    return WF_STORE_TEXT;
}

static int read_columns(struct wf_database *database, struct wf_arena *arena,
                        struct wf_store_header *header, struct wf_err *err)
{
    int64_t count = 0;
    const char *where = "FROM pragma_table_info('points') WHERE cid > 2";
    char *sql = wf_format("SELECT count(*) %s", where);
    int status = wf_database_integer(database, sql, &count, err) < 0 ? -1 : 1;
    free(sql);
    struct wf_store_column *columns = wf_arena_alloc(arena, (size_t)count * sizeof *columns + 1);
    sql = wf_format("SELECT name, type %s ORDER BY cid", where);
    sqlite3_stmt *select = status > 0 ? wf_database_prepare(database, sql, err) : NULL;
    status = select ? 1 : -1;
    while (status > 0 && (status = wf_database_step(database, select, err)) > 0 &&
           header->column_count < (size_t)count)
        columns[header->column_count++] = (struct wf_store_column){
            .name = text_of(select, 0, arena), .type = type_named(text_of(select, 1, arena))};
    sqlite3_finalize(select);
    free(sql);
    header->columns = columns;
    return status;
}

int wf_store_header_read(struct wf_database *database, struct wf_arena *arena,
                         struct wf_store_header *header, struct wf_err *err)
{
    *header = (struct wf_store_header){0};
    if (read_terms(database, arena, header, err) < 0 ||
        read_inputs(database, arena, header, err) < 0 ||
        read_columns(database, arena, header, err) < 0)
        return -1;
    return 0;
}

void wf_store_header_copy(const struct wf_store_header *from, struct wf_arena *arena,
                          struct wf_store_header *to)
{
    *to = *from;
    for (size_t i = 0; i < TERMS; i++) {
        char *text = term_text(from, &terms[i]);
        set_term(to, &terms[i], text, arena);
        free(text);
    }
    struct wf_store_input *inputs = wf_arena_alloc(arena, from->input_count * sizeof *inputs + 1);
    for (size_t i = 0; i < from->input_count; i++) {
        inputs[i] = from->inputs[i];
        inputs[i].path = wf_arena_text(arena, inputs[i].path, strlen(inputs[i].path));
        inputs[i].hash = wf_arena_text(arena, inputs[i].hash, strlen(inputs[i].hash));
    }
    struct wf_store_column *columns =
        wf_arena_alloc(arena, from->column_count * sizeof *columns + 1);
    for (size_t i = 0; i < from->column_count; i++) {
        columns[i] = from->columns[i];
        columns[i].name = wf_arena_text(arena, columns[i].name, strlen(columns[i].name));
    }
    to->inputs = inputs;
    to->columns = columns;
}

/* ---- differences ---- */

enum { SHOWN = 70, BEFORE = 30 };

/* JSON in one line: blanks and line ends become one blank. */
static char *one_line(const char *text)
{
    struct wf_buffer line = {0};
    for (; *text; text++) {
        bool blank = strchr(" \t\r\n", *text) != NULL;
        if (!blank)
            wf_buffer_add(&line, text, 1);
        else if (line.length && line.text[line.length - 1] != ' ')
            wf_buffer_add(&line, " ", 1);
    }
    wf_buffer_add(&line, "", 0);
    return line.text ? line.text : wf_strdup("");
}

/* As much of a long text as shows where it differs from another. */
static char *excerpt(const char *text, size_t first)
{
    size_t length = strlen(text), from = first > BEFORE ? first - BEFORE : 0;
    if (length <= SHOWN)
        return wf_strdup(length ? text : "empty");
    return wf_format("%s%.*s%s", from ? ".." : "", SHOWN, text + from,
                     length - from > SHOWN ? ".." : "");
}

static char *term_difference(const struct term *term, const char *a, const char *there,
                             const char *b, const char *here)
{
    if (strcmp(a, b) == 0)
        return NULL;
    char *one = one_line(a), *other = one_line(b);
    size_t first = 0;
    while (one[first] && one[first] == other[first])
        first++;
    char *shown = excerpt(one, first), *beside = excerpt(other, first);
    char *words = wf_format("%s is %s %s, and %s %s", term->words, shown, there, beside, here);
    free(one);
    free(other);
    free(shown);
    free(beside);
    return words;
}

static char *input_difference(const struct wf_store_header *a, const char *there,
                              const struct wf_store_header *b, const char *here)
{
    for (size_t i = 0; i < a->input_count && i < b->input_count; i++) {
        const struct wf_store_input *one = &a->inputs[i], *other = &b->inputs[i];
        if (strcmp(one->hash, other->hash) == 0 && one->bytes == other->bytes)
            continue;
        if (strcmp(one->path, other->path) == 0)
            return wf_format("the file '%s' has other content %s than %s", one->path, there, here);
        return wf_format("the file '%s' %s has other content than '%s' %s", one->path, there,
                         other->path, here);
    }
    if (a->input_count == b->input_count)
        return NULL;
    const struct wf_store_header *more = a->input_count > b->input_count ? a : b;
    size_t least = more == a ? b->input_count : a->input_count;
    return wf_format("the file '%s' is read %s only", more->inputs[least].path,
                     more == a ? there : here);
}

static char *column_difference(const struct wf_store_header *a, const char *there,
                               const struct wf_store_header *b, const char *here)
{
    for (size_t i = 0; i < a->column_count && i < b->column_count; i++) {
        const struct wf_store_column *one = &a->columns[i], *other = &b->columns[i];
        if (strcmp(one->name, other->name) != 0)
            return wf_format("column %zu is '%s' %s, and '%s' %s", i + 1, one->name, there,
                             other->name, here);
        if (one->type != other->type)
            return wf_format("the column '%s' is %s %s, and %s %s", one->name, types[one->type],
                             there, types[other->type], here);
    }
    if (a->column_count == b->column_count)
        return NULL;
    const struct wf_store_header *more = a->column_count > b->column_count ? a : b;
    size_t least = more == a ? b->column_count : a->column_count;
    return wf_format("the column '%s' is there %s only", more->columns[least].name,
                     more == a ? there : here);
}

char *wf_store_header_difference(const struct wf_store_header *a, const char *there,
                                 const struct wf_store_header *b, const char *here, bool with_shard)
{
    char *words = input_difference(a, there, b, here);
    for (size_t i = 0; i < TERMS && !words; i++) {
        if (terms[i].of_shard && !with_shard)
            continue;
        char *one = term_text(a, &terms[i]), *other = term_text(b, &terms[i]);
        words = term_difference(&terms[i], one, there, other, here);
        free(one);
        free(other);
    }
    return words ? words : column_difference(a, there, b, here);
}
