#include "prop/override.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

static const char *const place_targets[] = {"host", "zone", "link"};

static bool is_place(const char *target)
{
    for (size_t i = 0; i < sizeof place_targets / sizeof *place_targets; i++)
        if (!strcmp(place_targets[i], target))
            return true;
    return false;
}

int wf_overrides_add(struct wf_overrides *overrides, const char *text, struct wf_err *err)
{
    const char *equals = strchr(text, '='), *dot = strchr(text, '.');
    if (!equals || !dot || dot > equals || dot == text || equals == dot + 1)
        return wf_err_set(err, WF_EUSAGE,
                          "--set '%s': expected TARGET.PROP=VALUE (e.g. server.rounds=50, "
                          "host.phone-*.attribution=1)",
                          text);
    char *target = strndup(text, (size_t)(dot - text));
    if (!target)
        wf_die_no_memory();
    struct wf_override item = {.text = wf_strdup(text), .target = target};
    const char *prop = dot + 1;
    if (is_place(target)) { /* the prop follows the last dot: names of hosts may hold dots */
        const char *last = dot;
        for (const char *c = dot; c < equals; c++)
            if (*c == '.')
                last = c;
        if (last == dot) {
            wf_err_set(err, WF_EUSAGE, "--set '%s': expected %s.GLOB.PROP=VALUE", text, target);
            free(item.text);
            free(target);
            return -1;
        }
        item.glob = wf_format("%.*s", (int)(last - dot - 1), dot + 1);
        prop = last + 1;
    }
    item.prop = wf_format("%.*s", (int)(equals - prop), prop);
    item.value = wf_strdup(equals + 1);
    overrides->items =
        wf_realloc(overrides->items, (overrides->count + 1) * sizeof *overrides->items);
    overrides->items[overrides->count++] = item;
    return 0;
}

void wf_overrides_release(struct wf_overrides *overrides)
{
    if (!overrides)
        return;
    for (size_t i = 0; i < overrides->count; i++) {
        struct wf_override *item = &overrides->items[i];
        free(item->text);
        free(item->target);
        free(item->glob);
        free(item->prop);
        free(item->value);
    }
    free(overrides->items);
    *overrides = (struct wf_overrides){0};
}

char *wf_override_context(const struct wf_override *override)
{
    return wf_format("'%s':", override->text);
}

void wf_overrides_check_used(const struct wf_overrides *overrides, struct wf_diag *diag)
{
    for (size_t i = 0; i < overrides->count; i++) {
        const struct wf_override *item = &overrides->items[i];
        if (!item->used)
            wf_diag_error(diag, "--set", 0, "'%s' meets nothing: there is no %s%s%s%s here",
                          item->text, item->target, item->glob ? " '" : "",
                          item->glob ? item->glob : "", item->glob ? "'" : "");
    }
}
