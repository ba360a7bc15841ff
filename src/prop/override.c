#include "prop/override.h"
#include "base/text.h"
#include <stdlib.h>
#include <string.h>

/* Targets of which a platform has many, so that a glob says which. */
static const char *const platform_targets[] = {"host", "zone", "link", "network", NULL};
/* The same of a fleet. */
static const char *const fleet_targets[] = {"class", "region", "access", "node", NULL};

static bool is_one_of(const char *const *targets, const char *target)
{
    for (size_t i = 0; targets[i]; i++)
        if (!strcmp(targets[i], target))
            return true;
    return false;
}

int wf_overrides_add(struct wf_overrides *overrides, const char *text, struct wf_err *err)
{
    const char *equals = strchr(text, '='), *dot = strchr(text, '.');
    const char *colon = strchr(text, ':'), *key = text;
    if (colon && dot && colon < dot) /* a label; names of hosts stand behind a dot */
        key = colon + 1;
    if (!equals || !dot || dot > equals || dot == key || equals == dot + 1 || key == text + 1)
        return wf_err_set(err, WF_EUSAGE,
                          "--set '%s': expected TARGET.PROP=VALUE (e.g. server.rounds=50, "
                          "host.phone-*.attribution=1)",
                          text);
    char *target = strndup(key, (size_t)(dot - key));
    if (!target)
        wf_die_no_memory();
    struct wf_override item = {.text = wf_strdup(text), .target = target};
    if (key > text)
        item.label = wf_format("%.*s", (int)(colon - text), text);
    const char *prop = dot + 1;
    if (is_one_of(platform_targets, target) || is_one_of(fleet_targets, target)) {
        /* the prop follows the last dot: names of hosts may hold dots */
        const char *last = dot;
        for (const char *c = dot; c < equals; c++)
            if (*c == '.')
                last = c;
        if (last == dot) {
            wf_err_set(err, WF_EUSAGE, "--set '%s': expected %s.GLOB.PROP=VALUE", text, target);
            free(item.text);
            free(item.label);
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
        free(item->label);
        free(item->target);
        free(item->glob);
        free(item->prop);
        free(item->value);
    }
    free(overrides->items);
    *overrides = (struct wf_overrides){0};
}

bool wf_override_touches_platform(const struct wf_override *override)
{
    return is_one_of(platform_targets, override->target);
}

bool wf_override_touches_fleet(const struct wf_override *override)
{
    return is_one_of(fleet_targets, override->target) || !strcmp(override->target, "fleet");
}

bool wf_overrides_touch_fleet(const struct wf_overrides *overrides)
{
    for (size_t i = 0; i < overrides->count; i++)
        if (wf_override_touches_fleet(&overrides->items[i]))
            return true;
    return false;
}

bool wf_overrides_touch_platform(const struct wf_overrides *overrides)
{
    for (size_t i = 0; overrides && i < overrides->count; i++)
        if (wf_override_touches_platform(&overrides->items[i]))
            return true;
    return false;
}

char *wf_override_context(const struct wf_override *override)
{
    return wf_format("'%s':", override->text);
}

void wf_overrides_apply(const struct wf_overrides *overrides, const char *target,
                        const struct wf_prop *table, void *values, struct wf_origin *origins,
                        struct wf_arena *arena, bool *met, struct wf_diag *diag)
{
    static const struct wf_origin origin = {"--set", 0};
    for (size_t i = 0; overrides && i < overrides->count; i++) {
        const struct wf_override *item = &overrides->items[i];
        if (strcmp(item->target, target))
            continue;
        if (met)
            met[i] = true;
        int row = wf_props_find(table, item->prop, 0);
        if (row < 0) {
            wf_diag_error(diag, origin.file, origin.line, "'%s': %s prop '%s' is unknown%s",
                          item->text, target, item->prop,
                          wf_hint(wf_props_nearest(table, item->prop, 0)).text);
            continue;
        }
        char *context = wf_override_context(item);
        if (wf_props_set(table, row, values, item->value, origin, arena, context, diag) == 0)
            origins[row] = origin;
        free(context);
    }
}

void wf_overrides_check_used(const struct wf_overrides *overrides, const bool *met,
                             struct wf_diag *diag)
{
    for (size_t i = 0; i < overrides->count; i++) {
        const struct wf_override *item = &overrides->items[i];
        if (!met[i])
            wf_diag_error(diag, "--set", 0, "'%s' meets nothing: there is no %s%s%s%s here",
                          item->text, item->target, item->glob ? " '" : "",
                          item->glob ? item->glob : "", item->glob ? "'" : "");
    }
}
