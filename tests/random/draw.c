#include "draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool draw_chance(struct wf_random *random, double ratio)
{
    return wf_random_ratio(random) < ratio;
}

uint32_t draw_whole(struct wf_random *random, uint32_t least, uint32_t most)
{
    return least + (uint32_t)wf_random_below(random, most - least + 1);
}

/* ---- texts ---- */

/* "LEAST~MOST" at @p text. @return characters read; 0: no such thing */
static size_t draw_range(struct wf_random *random, const char *text, struct wf_buffer *out)
{
    char *end, *last;
    double least = strtod(text, &end);
    if (end == text || *end != '~')
        return 0;
    double most = strtod(end + 1, &last);
    size_t length = (size_t)(last - text);
    if (memchr(text, '.', length))
        wf_buffer_printf(out, "%.6g", wf_random_uniform(random, least, most));
    else
        wf_buffer_printf(out, "%u", draw_whole(random, (uint32_t)least, (uint32_t)most));
    return length;
}

void draw_text(struct wf_random *random, const char *pool, struct wf_buffer *out)
{
    size_t count = 1;
    for (const char *at = pool; *at; at++)
        count += *at == '|';
    for (size_t skip = wf_random_below(random, count); skip; skip--)
        pool = strchr(pool, '|') + 1;
    bool begins = true; /* a number may begin here */
    while (*pool && *pool != '|') {
        size_t read = begins ? draw_range(random, pool, out) : 0;
        begins = !strchr("0123456789.eE-", *pool);
        if (!read)
            wf_buffer_add(out, pool, 1);
        pool += read ? read : 1;
    }
}

const struct draw_pool *draw_pool_of(const char *owner, const char *prop)
{
    const struct draw_pool *pool = draw_pools;
    while (pool->prop && (strcmp(pool->prop, prop) || (pool->owner && strcmp(pool->owner, owner))))
        pool++;
    return pool->prop ? pool : NULL;
}

/* From what the row says. */
static void draw_from_row(struct wf_random *random, const struct wf_prop *row,
                          struct wf_buffer *out)
{
    size_t words = 0;
    bool ratio = row->dimension == WF_DIM_RATIO;
    while (row->choices && row->choices[words])
        words++;
    switch (row->kind) {
    case WF_PROP_CHOICE:
        wf_buffer_printf(out, "%s", row->choices[wf_random_below(random, words)]);
        break;
    case WF_PROP_COUNT:
        wf_buffer_printf(out, "%u", draw_whole(random, 1, 4));
        break;
    case WF_PROP_DATA:
        draw_text(random, "iid|non-iid|dirichlet:0.3", out);
        break;
    default: {
        char text[40];
        double value = wf_random_uniform(random, ratio ? 0.05 : 0.5, ratio ? 1 : 4);
        value = fmin(fmax(value, row->min), row->max);
        wf_quantity_text(value, row->dimension, text, sizeof text);
        wf_buffer_printf(out, "%s", text);
    }
    }
}

/* ---- what one owner is given ---- */

static size_t given_find(const struct given *given, const char *prop)
{
    size_t i = 0;
    while (i < given->count && strcmp(given->props[i], prop))
        i++;
    return i;
}

const char *given_value(const struct given *given, const char *prop)
{
    size_t i = given_find(given, prop);
    return i < given->count ? given->values[i] : NULL;
}

static void given_keep(struct given *given, const char *prop, char *value)
{
    size_t i = given_find(given, prop);
    if (i == GIVEN_MAX) {
        printf("more than %d props\n", GIVEN_MAX);
        exit(EXIT_FAILURE);
    }
    if (i < given->count)
        free(given->values[i]);
    given->count += i == given->count;
    given->props[i] = prop;
    given->values[i] = value;
}

void given_set(struct given *given, struct wf_random *random, const char *prop, const char *pool)
{
    struct wf_buffer text = {0};
    draw_text(random, pool, &text);
    given_keep(given, prop, text.text);
}

/* "PROP=POOL", which the pool borrows; the name is interned in the table of pools. */
static void given_company(struct given *given, struct wf_random *random, const char *company)
{
    const char *equals = strchr(company, '=');
    for (const struct draw_pool *pool = draw_pools; pool->prop; pool++)
        if (strlen(pool->prop) == (size_t)(equals - company) &&
            !strncmp(pool->prop, company, (size_t)(equals - company))) {
            if (!given_value(given, pool->prop))
                given_set(given, random, pool->prop, equals + 1);
            return;
        }
    printf("no prop for '%s'\n", company);
    exit(EXIT_FAILURE);
}

static bool has_rival(const struct given *given, const char *prop)
{
    for (size_t i = 0; i < given->count; i++) {
        const struct draw_pool *other = draw_pool_of(given->owner, given->props[i]);
        if (other && other->rival && !strcmp(other->rival, prop))
            return true;
    }
    const struct draw_pool *pool = draw_pool_of(given->owner, prop);
    return pool && pool->rival && given_value(given, pool->rival);
}

static void given_one(struct given *given, struct wf_random *random, const struct wf_prop *row,
                      const char *target)
{
    const struct draw_pool *pool = draw_pool_of(given->owner, row->name);
    struct wf_buffer text = {0};
    if (pool)
        draw_text(random, pool->values, &text);
    else
        draw_from_row(random, row, &text);
    if (row->places & WF_SET_ONLY) {
        wf_buffer_printf(&given->sets, "%s.%s=%s\n", target, row->name, text.text);
        wf_buffer_release(&text);
    } else {
        given_keep(given, row->name, text.text);
    }
    if (pool && pool->company)
        given_company(given, random, pool->company);
}

bool given_draw(struct given *given, struct wf_random *random, const struct wf_prop *table,
                unsigned place, const char *target, double density)
{
    bool ok = true;
    for (const struct wf_prop *row = table; row->name; row++) {
        const struct draw_pool *pool = draw_pool_of(given->owner, row->name);
        bool drawn = draw_chance(random, density); /* always: the same draws for all */
        if (row->kind == WF_PROP_PROVENANCE || (place && !(row->places & place)) ||
            row->places & WF_IN_CATALOGUE || (pool && !pool->values))
            continue;
        if (!pool && (row->kind == WF_PROP_TEXT || row->kind == WF_PROP_SERIES)) {
            printf("'%s' of %s is a text: give it values in tests/random/pools.c\n", row->name,
                   given->owner);
            ok = false;
        } else if (drawn && !given_value(given, row->name) && !has_rival(given, row->name)) {
            given_one(given, random, row, target);
        }
    }
    return ok;
}

void given_print(const struct given *given, struct wf_buffer *out)
{
    for (size_t i = 0; i < given->count; i++)
        wf_buffer_printf(out, "<prop id='%s' value='%s'/>", given->props[i], given->values[i]);
}

void given_release(struct given *given)
{
    for (size_t i = 0; i < given->count; i++)
        free(given->values[i]);
    wf_buffer_release(&given->sets);
    *given = (struct given){.owner = given->owner};
}
