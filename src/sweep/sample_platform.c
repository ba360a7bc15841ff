#include "sweep/sample_platform.h"
#include <stdlib.h>
#include <string.h>

char *wf_sample_failure(const struct wf_diag *diag, const struct wf_err *err)
{
    for (size_t i = 0; i < diag->count; i++) {
        const struct wf_diag_entry *entry = &diag->entries[i];
        if (entry->severity == WF_ERROR)
            return entry->file && strcmp(entry->file, "--set")
                       ? wf_format("%s:%u: %s", entry->file, entry->line, entry->text)
                       : wf_strdup(entry->text);
    }
    return wf_strdup(err->text);
}

bool wf_sample_platform_draws(const struct wf_study *study)
{
    return study->inputs->fleet && study->inputs->fleet->drawn;
}

/* Must its files be read and its fleet be expanded for this platform alone? What the base of the
 * sweep holds is its fleet without the factors, and perhaps but one device of each group. */
static bool is_expanded(const struct wf_sample_wish *wish)
{
    bool expands = wf_overrides_touch_fleet(wish->factors);
    if (wf_sample_platform_draws(wish->base))
        expands |= wish->all || wf_overrides_touch_platform(wish->request->overrides);
    return expands;
}

static bool is_of_platform(const struct wf_override *override)
{
    return wf_override_touches_platform(override) || wf_override_touches_fleet(override);
}

static char *key_of(const struct wf_sample_wish *wish, bool expanded)
{
    const struct wf_overrides *all = wish->request->overrides;
    struct wf_buffer key = {0};
    wf_buffer_printf(&key, "%d %d\n", expanded, expanded && wish->all);
    for (size_t i = 0; i < all->count; i++)
        if (is_of_platform(&all->items[i]))
            wf_buffer_printf(&key, "%s\n", all->items[i].text);
    return key.text;
}

/* Its fleet, with one scenario that shows whether devices can be drawn. */
static int expand(struct wf_sample_platform *platform, const struct wf_sample_wish *wish,
                  struct wf_err *err)
{
    struct wf_study_request request = *wish->request;
    request.each_host = wish->all;
    return wf_study_load(&platform->study, &request, err);
}

static int derive(struct wf_sample_platform *platform, const struct wf_sample_wish *wish,
                  struct wf_err *err)
{
    const struct wf_overrides *all = wish->request->overrides;
    for (size_t i = 0; i < all->count; i++)
        if (wf_override_touches_platform(&all->items[i]))
            wf_overrides_add(&platform->overrides, all->items[i].text, err);
    struct wf_study_request request = *wish->request;
    request.count = 0;
    request.overrides = &platform->overrides;
    return wf_study_vary(&platform->study, wish->base, &request, err);
}

size_t wf_sample_platforms_find(struct wf_sample_platforms *platforms,
                                const struct wf_sample_wish *wish, uint64_t chunk)
{
    struct wf_err err = {0};
    bool expanded = is_expanded(wish);
    char *key = key_of(wish, expanded);
    for (size_t i = 0; i < platforms->count; i++)
        if (!strcmp(platforms->items[i].key, key)) {
            platforms->items[i].used = chunk;
            free(key);
            return i;
        }
    platforms->items =
        wf_realloc(platforms->items, (platforms->count + 1) * sizeof *platforms->items);
    struct wf_sample_platform *platform = &platforms->items[platforms->count];
    *platform = (struct wf_sample_platform){.key = key, .used = chunk};
    int status = expanded ? expand(platform, wish, &err) : derive(platform, wish, &err);
    if (status < 0)
        platform->reason = wf_sample_failure(&platform->study.diag, &err);
    return platforms->count++;
}

static void release(struct wf_sample_platform *platform)
{
    wf_study_release(&platform->study);
    wf_overrides_release(&platform->overrides);
    free(platform->reason);
    free(platform->key);
}

void wf_sample_platforms_keep(struct wf_sample_platforms *platforms, uint64_t chunk)
{
    size_t kept = 0;
    for (size_t i = 0; i < platforms->count; i++)
        if (platforms->items[i].used == chunk)
            platforms->items[kept++] = platforms->items[i];
        else
            release(&platforms->items[i]);
    platforms->count = kept;
}

void wf_sample_platforms_release(struct wf_sample_platforms *platforms)
{
    for (size_t i = 0; i < platforms->count; i++)
        release(&platforms->items[i]);
    free(platforms->items);
    *platforms = (struct wf_sample_platforms){0};
}
