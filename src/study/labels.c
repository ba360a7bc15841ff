#include "study/labels.h"
#include "base/text.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A to Z, AA to ZZ, AAA .. */
static char *letters(size_t i)
{
    char text[16], *at = text + sizeof text - 1;
    *at = '\0';
    for (i++; i > 0; i = (i - 1) / 26)
        *--at = (char)('A' + (i - 1) % 26);
    return wf_strdup(at);
}

static bool is_word(const char *name)
{
    const char *c = name;
    while (isalnum((unsigned char)*c) || *c == '-' || *c == '_')
        c++;
    return c > name && !*c;
}

static const char *nearest(const struct wf_labels *labels, const char *name)
{
    const char *near = wf_text_nearest(name, (const char *const *)labels->items, labels->count);
    return near ? near : wf_text_nearest(name, (const char *const *)labels->letters, labels->count);
}

/* "from A to F", "A" */
static void put_range(const struct wf_labels *labels, struct wf_buffer *out)
{
    if (labels->count > 1)
        wf_buffer_printf(out, "one of %s to %s", labels->letters[0],
                         labels->letters[labels->count - 1]);
    else
        wf_buffer_printf(out, "%s", labels->count ? labels->letters[0] : "none");
}

static void take(struct wf_labels *labels, const char *text, struct wf_diag *diag)
{
    const char *equals = strchr(text, '=');
    char *letter = wf_format("%.*s", equals ? (int)(equals - text) : 0, text);
    const char *name = equals ? equals + 1 : "";
    size_t at = equals ? wf_labels_find(labels, letter) : SIZE_MAX, other;
    struct wf_buffer range = {0};
    put_range(labels, &range);
    if (!equals)
        wf_diag_error(diag, "--label", 0, "'%s': expected LETTER=NAME (e.g. B=federated)", text);
    else if (at == SIZE_MAX)
        wf_diag_error(diag, "--label", 0, "'%s': there is no deployment '%s'; expected %s%s", text,
                      letter, range.text, wf_hint(nearest(labels, letter)).text);
    else if (!is_word(name))
        wf_diag_error(diag, "--label", 0,
                      "'%s': a label has letters, digits, '-' and '_', at least one", text);
    else if ((other = wf_labels_find(labels, name)) != SIZE_MAX && other != at)
        wf_diag_error(diag, "--label", 0, "'%s': '%s' is the label of another deployment (%s)",
                      text, name, labels->letters[other]);
    else {
        free(labels->items[at]);
        labels->items[at] = wf_strdup(name);
    }
    wf_buffer_release(&range);
    free(letter);
}

void wf_labels_init(struct wf_labels *labels, size_t count, const char *const *given,
                    size_t given_count, struct wf_diag *diag)
{
    *labels = (struct wf_labels){.items = wf_calloc(count + 1, sizeof *labels->items),
                                 .letters = wf_calloc(count + 1, sizeof *labels->letters),
                                 .count = count};
    for (size_t i = 0; i < count; i++) {
        labels->letters[i] = letters(i);
        labels->items[i] = wf_strdup(labels->letters[i]);
    }
    for (size_t i = 0; i < given_count; i++)
        take(labels, given[i], diag);
}

void wf_labels_release(struct wf_labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        free(labels->items[i]);
        free(labels->letters[i]);
    }
    free(labels->items);
    free(labels->letters);
    *labels = (struct wf_labels){0};
}

size_t wf_labels_find(const struct wf_labels *labels, const char *name)
{
    for (size_t i = 0; i < labels->count; i++)
        if (!strcmp(name, labels->items[i]) || !strcmp(name, labels->letters[i]))
            return i;
    return SIZE_MAX;
}

void wf_labels_check(const struct wf_labels *labels, const struct wf_overrides *overrides,
                     struct wf_diag *diag)
{
    struct wf_buffer range = {0};
    put_range(labels, &range);
    for (size_t i = 0; overrides && i < overrides->count; i++) {
        const struct wf_override *item = &overrides->items[i];
        if (!item->label)
            continue;
        if (wf_labels_find(labels, item->label) == SIZE_MAX)
            wf_diag_error(diag, "--set", 0, "'%s': there is no deployment '%s'; expected %s%s",
                          item->text, item->label, range.text,
                          wf_hint(nearest(labels, item->label)).text);
        else if (item->glob || !strcmp(item->target, "fleet"))
            wf_diag_error(diag, "--set", 0,
                          "'%s': the platform is that of all deployments; expected the key "
                          "without '%s:'",
                          item->text, item->label);
    }
    wf_buffer_release(&range);
}

void wf_labels_select(const struct wf_labels *labels, const struct wf_overrides *all,
                      size_t deployment, struct wf_overrides *selected, size_t *numbers)
{
    *selected = (struct wf_overrides){.items = wf_calloc(all->count + 1, sizeof *all->items)};
    for (size_t i = 0; i < all->count; i++) {
        const struct wf_override *item = &all->items[i];
        if (item->label && wf_labels_find(labels, item->label) != deployment)
            continue;
        numbers[selected->count] = i;
        selected->items[selected->count++] = *item;
    }
}
