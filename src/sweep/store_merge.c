#include "sweep/store_merge.h"
#include "base/text.h"
#include "file/file.h"
#include "sweep/store.h"
#include "sweep/store_gaps.h"
#include "sweep/store_header.h"
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Inputs are read one after the other, so that thousands need no more than one open file. A row
 * that is there already is compared with the one that was written first. */
struct merge {
    const char **inputs; /* sorted: their order must not matter */
    size_t count, index; /* of the input that is read now */
    const char *output;
    char *part; /* what takes the place of the output at the end */
    struct wf_store *merged;
    uint64_t shards; /* of all inputs that are shards; 0: none is, or they differ */
    bool mixed;      /* they differ */
};

static const char *input(const struct merge *merge)
{
    return merge->inputs[merge->index];
}

/* ---- what is merged ---- */

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_listed(const struct merge *merge, const char *path)
{
    for (size_t i = 0; i < merge->count; i++)
        if (wf_file_same(merge->inputs[i], path))
            return true;
    return false;
}

/* Sorted, each file once, with the output if it exists. */
static void list_inputs(struct merge *merge, const char *const *inputs, size_t count)
{
    const char **given = wf_calloc(count + 1, sizeof *given);
    memcpy(given, inputs, count * sizeof *given);
    if (wf_file_exists(merge->output))
        given[count++] = merge->output;
    qsort(given, count, sizeof *given, compare_paths);
    merge->inputs = wf_calloc(count + 1, sizeof *merge->inputs);
    for (size_t i = 0; i < count; i++)
        if (!is_listed(merge, given[i]))
            merge->inputs[merge->count++] = given[i];
    free(given);
}

static int check_study(const struct merge *merge, const struct wf_store_header *header,
                       struct wf_err *err)
{
    char *there = wf_format("in '%s'", merge->inputs[0]),
         *here = wf_format("in '%s'", input(merge));
    char *difference =
        wf_store_header_difference(wf_store_header(merge->merged), there, header, here, false);
    if (difference)
        wf_err_set(err, WF_EINPUT, "stores of different studies cannot be merged: %s", difference);
    int status = difference ? -1 : 0;
    free(there);
    free(here);
    free(difference);
    return status;
}

static void note_shards(struct merge *merge, uint64_t shards)
{
    if (shards <= 1)
        return;
    merge->mixed = merge->mixed || (merge->shards && merge->shards != shards);
    merge->shards = merge->mixed ? 0 : shards;
}

/* ---- equal points, equal rows ---- */

/* The input that gave the merged store its row of @p point. */
static const char *first_with(const struct merge *merge, uint64_t point)
{
    for (size_t i = 0; i < merge->index; i++) {
        struct wf_store *store;
        bool has = wf_store_open_to_read(&store, merge->inputs[i], NULL) == 0 &&
                   wf_store_has(store, point);
        wf_store_close(store);
        if (has)
            return merge->inputs[i];
    }
    return merge->output;
}

static char *value_text(const struct wf_store_value *value, enum wf_store_type type)
{
    if (!value->given)
        return wf_strdup("unknown");
    if (type == WF_STORE_REAL)
        return wf_format("%.17g", value->real);
    if (type == WF_STORE_INTEGER)
        return wf_format("%" PRId64, value->integer);
    return wf_format("'%.100s'", value->text);
}

struct pair {
    const struct merge *merge;
    const struct wf_store_row *row;
};

static int conflict(const struct pair *pair, const char *what, char *one, char *other,
                    struct wf_err *err)
{
    wf_err_set(err, WF_EINPUT,
               "point %" PRIu64 " differs between the stores: %s is %s in '%s', and %s in '%s'",
               pair->row->point, what, one, first_with(pair->merge, pair->row->point), other,
               input(pair->merge));
    free(one);
    free(other);
    return -1;
}

static char *status_text(const char *reason)
{
    return reason ? wf_format("failed (%.200s)", reason) : wf_strdup("done");
}

static int compare_rows(const struct wf_store_row *merged, void *data, struct wf_err *err)
{
    const struct pair *pair = data;
    const struct wf_store_header *header = wf_store_header(pair->merge->merged);
    char *one = status_text(merged->reason), *other = status_text(pair->row->reason);
    if (strcmp(one, other) != 0)
        return conflict(pair, "it", one, other, err);
    free(one);
    free(other);
    for (size_t i = 0; i < header->column_count; i++) {
        enum wf_store_type type = header->columns[i].type;
        one = value_text(&merged->values[i], type);
        other = value_text(&pair->row->values[i], type);
        if (strcmp(one, other) != 0) {
            char *name = wf_format("'%s'", header->columns[i].name);
            conflict(pair, name, one, other, err);
            free(name);
            return -1;
        }
        free(one);
        free(other);
    }
    return 0;
}

static int take_row(const struct wf_store_row *row, void *data, struct wf_err *err)
{
    struct merge *merge = data;
    uint64_t points = wf_store_header(merge->merged)->points;
    if (row->point >= points)
        return wf_err_set(err, WF_EINPUT,
                          "'%s' is damaged: it has point %" PRIu64 " of a design with %" PRIu64
                          " points, from 0 on",
                          input(merge), row->point, points);
    if (!wf_store_has(merge->merged, row->point))
        return wf_store_add(merge->merged, row->point, row->reason, row->values, err);
    struct pair pair = {merge, row};
    return wf_store_one(merge->merged, row->point, compare_rows, &pair, err);
}

/* ---- from first to last ---- */

static int make_part(struct merge *merge, const struct wf_store_header *header, struct wf_err *err)
{
    struct wf_store_header whole = *header;
    whole.shard = whole.shards = 1;
    int file = -1;
    for (int i = 0; i < 100 && file < 0; i++) {
        free(merge->part);
        merge->part = wf_format("%s.merging-%ld-%d", merge->output, (long)getpid(), i);
        file = open(merge->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (file < 0 && errno != EEXIST)
            break;
    }
    if (file < 0) {
        wf_err_set(err, WF_EIO, "cannot write '%s': %s", merge->output, strerror(errno));
        free(merge->part);
        merge->part = NULL; /* it is not ours */
        return -1;
    }
    close(file);
    return wf_store_open(&merge->merged, merge->part, &whole, err);
}

static int take_input(struct merge *merge, struct wf_err *err)
{
    struct wf_store *store;
    if (wf_store_open_to_read(&store, input(merge), err) < 0)
        return -1;
    const struct wf_store_header *header = wf_store_header(store);
    note_shards(merge, header->shards);
    int status = !header->points
                     ? wf_err_set(err, WF_EINPUT,
                                  "'%s' is the store of a search, which has no shards to merge",
                                  input(merge))
                 : merge->merged ? check_study(merge, header, err)
                                 : make_part(merge, header, err);
    if (status == 0)
        status = wf_store_each(store, take_row, merge, err);
    wf_store_close(store);
    return status;
}

static int fill(struct merge *merge, struct wf_err *err)
{
    for (merge->index = 0; merge->index < merge->count; merge->index++)
        if (take_input(merge, err) < 0)
            return -1;
    if (wf_store_commit(merge->merged, err) < 0)
        return -1;
    char *gaps;
    if (wf_store_gaps(merge->merged, merge->shards, &gaps, err) < 0)
        return -1;
    if (!gaps)
        return 0;
    wf_err_set(err, WF_EINPUT, "'%s' is not written: %s", merge->output, gaps);
    free(gaps);
    return -1;
}

static int take_place(struct merge *merge, struct wf_err *err)
{
    if (rename(merge->part, merge->output) == 0)
        return 0;
    return wf_err_set(err, WF_EIO, "cannot write '%s': %s", merge->output, strerror(errno));
}

int wf_store_merge(const char *output, const char *const *inputs, size_t count, struct wf_err *err)
{
    struct merge merge = {.output = output};
    struct wf_database there = {.lock = -1}; /* nobody adds to an output that is replaced */
    if (count == 0)
        return wf_err_set(err, WF_EUSAGE, "there is no store to merge into '%s'", output);
    if (wf_file_exists(output) && wf_database_open(&there, output, err) < 0)
        return -1;
    list_inputs(&merge, inputs, count);
    int status = fill(&merge, err);
    wf_store_close(merge.merged);
    if (status == 0)
        status = take_place(&merge, err);
    if (status < 0 && merge.part)
        unlink(merge.part);
    wf_database_close(&there, false);
    free(merge.part);
    free(merge.inputs);
    return status;
}
