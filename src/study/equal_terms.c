#include "study/equal_terms.h"
#include "study/term_rows.h"
#include <stdlib.h>
#include <string.h>

/* "VALUE (A, C); VALUE (B)" */
static void put_values(const struct wf_study *study, const struct wf_equal_term *term,
                       struct wf_buffer *out)
{
    for (size_t i = 0; i < study->count; i++) {
        size_t first = 0;
        while (strcmp(term->values[first], term->values[i]))
            first++;
        if (first < i)
            continue;
        wf_buffer_printf(out, "%s%s (%s", i ? "; " : "", term->values[i], study->labels.items[i]);
        for (size_t j = i + 1; j < study->count; j++)
            if (!strcmp(term->values[i], term->values[j]))
                wf_buffer_printf(out, ", %s", study->labels.items[j]);
        wf_buffer_printf(out, ")");
    }
}

/* Is its value another than that of each before? */
static bool is_new(const struct wf_equal_term *term, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (!strcmp(term->values[i], term->values[index]))
            return false;
    return true;
}

/* The first of those that stand for a value, before @p index, that it is unequal to; SIZE_MAX:
 * none. Not the first deployment alone: what one does not state equals all. */
static size_t unequal_to(const struct wf_study *study, const struct wf_term_row *row,
                         const struct wf_equal_term *term, const size_t *distinct, size_t count,
                         size_t index)
{
    for (size_t i = 0; i < count; i++) {
        bool same = row->same ? row->same(&study->summaries[distinct[i]], &study->summaries[index])
                              : !strcmp(term->values[distinct[i]], term->values[index]);
        if (!same)
            return distinct[i];
    }
    return SIZE_MAX;
}

static void judge(const struct wf_study *study, const struct wf_term_row *row,
                  struct wf_equal_term *term)
{
    size_t *distinct = wf_calloc(study->count, sizeof *distinct), count = 0;
    struct wf_buffer why = {0};
    *term = (struct wf_equal_term){.name = row->name,
                                   .is_choice = row->is_choice,
                                   .equal = true,
                                   .values = wf_calloc(study->count, sizeof *term->values)};
    for (size_t i = 0; i < study->count; i++) {
        struct wf_buffer value = {0};
        row->value(&study->summaries[i], &value);
        term->values[i] = value.text;
        size_t other = unequal_to(study, row, term, distinct, count, i);
        if (row->each_pair || is_new(term, i))
            distinct[count++] = i;
        if (other == SIZE_MAX)
            continue;
        term->equal = false;
        if (row->why) {
            if (why.length)
                wf_buffer_printf(&why, "; ");
            row->why(study, other, i, &why);
        }
    }
    if (!term->equal && !row->why)
        put_values(study, term, &why);
    term->why = why.text;
    free(distinct);
}

void wf_equal_terms_make(const struct wf_study *study, struct wf_equal_terms *terms)
{
    size_t count = 0;
    while (wf_term_rows[count].name)
        count++;
    *terms = (struct wf_equal_terms){.items = wf_calloc(count, sizeof *terms->items),
                                     .count = count,
                                     .deployment_count = study->count};
    for (size_t i = 0; i < count; i++) {
        judge(study, &wf_term_rows[i], &terms->items[i]);
        terms->unequal += !terms->items[i].equal && !terms->items[i].is_choice;
    }
}

void wf_equal_terms_release(struct wf_equal_terms *terms)
{
    for (size_t i = 0; i < terms->count; i++) {
        for (size_t j = 0; j < terms->deployment_count; j++)
            free(terms->items[i].values[j]);
        free(terms->items[i].values);
        free(terms->items[i].why);
    }
    free(terms->items);
    *terms = (struct wf_equal_terms){0};
}

bool wf_equal_terms_differ(const struct wf_equal_terms *terms, const char *name)
{
    for (size_t i = 0; i < terms->count; i++)
        if (!strcmp(terms->items[i].name, name))
            return !terms->items[i].equal && !terms->items[i].is_choice;
    return false;
}
