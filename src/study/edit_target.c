#include "study/edit_target.h"
#include "prop/radical.h"
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

static void add(struct wf_edit_targets *targets, const char *tag, const char *id)
{
    targets->items = wf_realloc(targets->items, (targets->count + 1) * sizeof *targets->items);
    targets->items[targets->count++] = (struct wf_edit_target){tag, id};
}

/* How many hosts the element declares, and how many of them the pattern names. */
struct share {
    uint64_t all, named;
};

static struct share count_hosts(const struct wf_edit *edit, const struct wf_edit_element *element,
                                const char *pattern)
{
    enum { LOOKED_AT = 10000000 }; /* as many as a platform may have of one radical */
    const char *names[] = {"prefix", "radical", "suffix"};
    char *texts[3];
    for (size_t i = 0; i < 3; i++)
        texts[i] = wf_edit_attribute_text(edit, element->tag, element->name, names[i]);
    struct share share = {0};
    struct wf_radical_state state = {0};
    struct wf_buffer name = {0};
    size_t length = texts[1] ? strlen(texts[1]) : 0;
    uint64_t number, count = texts[1] ? wf_radical_count(texts[1], length) : 0;
    while (count && count <= LOOKED_AT && wf_radical_next(texts[1], length, &state, &number)) {
        name.length = 0;
        wf_buffer_printf(&name, "%s%llu%s", texts[0] ? texts[0] : "", (unsigned long long)number,
                         texts[2] ? texts[2] : "");
        share.all++;
        share.named += !strcmp(pattern, name.text) || !fnmatch(pattern, name.text, 0);
    }
    wf_buffer_release(&name);
    for (size_t i = 0; i < 3; i++)
        free(texts[i]);
    return share;
}

/* A <cluster>, <cabinet> or <peer>. */
static int add_group(const struct wf_edit *edit, const struct wf_edit_element *element,
                     const char *pattern, struct wf_edit_targets *targets, struct wf_err *err)
{
    bool whole = !strcmp(pattern, element->name) || !fnmatch(pattern, element->name, 0);
    struct share share = count_hosts(edit, element, pattern);
    if (!whole && !share.named)
        return 0;
    if (strcmp(element->tag, "cluster"))
        return wf_err_set(err, WF_EINPUT,
                          "%s:%u: <%s %s> has no place for figures of its hosts; declare them by a "
                          "<host> or <cluster>",
                          edit->path, element->line, element->tag, element->name);
    if (!whole && share.named < share.all)
        return wf_err_set(err, WF_EINPUT,
                          "%s:%u: '%s' names %llu of the %llu hosts of <cluster %s>, which has the "
                          "same figures for all of them; write --host %s for all, or declare a "
                          "<cluster> for each kind of host",
                          edit->path, element->line, pattern, (unsigned long long)share.named,
                          (unsigned long long)share.all, element->name, element->name);
    add(targets, element->tag, element->name);
    return 0;
}

int wf_edit_targets_find(const struct wf_edit *edit, const char *pattern,
                         struct wf_edit_targets *targets, struct wf_err *err)
{
    *targets = (struct wf_edit_targets){0};
    bool exact = wf_edit_has(edit, "host", pattern);
    for (size_t i = 0; i < edit->count; i++) {
        const struct wf_edit_element *element = &edit->elements[i];
        bool host = !strcmp(element->tag, "host");
        bool group = !strcmp(element->tag, "cluster") || !strcmp(element->tag, "cabinet") ||
                     !strcmp(element->tag, "peer");
        if (host && (exact ? !strcmp(pattern, element->name) : !fnmatch(pattern, element->name, 0)))
            add(targets, "host", element->name);
        else if (group && !exact && add_group(edit, element, pattern, targets, err) < 0)
            return -1;
    }
    if (targets->count == 0) /* a change of nothing: its message names the nearest host */
        add(targets, "host", pattern);
    return 0;
}

void wf_edit_targets_release(struct wf_edit_targets *targets)
{
    free(targets->items);
    *targets = (struct wf_edit_targets){0};
}

uint32_t wf_edit_target_host(const struct wf_platform *platform, const char *name)
{
    uint32_t index = wf_platform_host(platform, name);
    for (uint32_t i = 0; index == WF_MAP_NONE && i < platform->group_count; i++)
        if (!strcmp(platform->groups[i].id, name) && platform->groups[i].host_count)
            index = platform->groups[i].first_host;
    return index;
}
