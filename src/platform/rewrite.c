#include "platform/rewrite.h"
#include "file/xml.h"
#include "platform/part.h"
#include "platform/schema.h"
#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *target;
    enum wf_element element;
    const char *prop; /* the one prop that SimGrid reads there; it reads all attributes */
} readers[] = {{"host", WF_EL_HOST, "wattage_per_state"},
               {"link", WF_EL_LINK, "wattage_range"},
               {"host", WF_EL_CLUSTER, "wattage_per_state"},
               {"host", WF_EL_CABINET, NULL},
               {"host", WF_EL_PEER, NULL},
               {"link", WF_EL_BACKBONE, NULL}};
enum { READERS = sizeof readers / sizeof *readers };

static size_t reader_of(enum wf_element element)
{
    size_t which = 0;
    while (which < READERS && readers[which].element != element)
        which++;
    return which;
}

bool wf_override_is_simgrid(const struct wf_override *override)
{
    for (size_t i = 0; i < READERS; i++)
        if (!strcmp(override->target, readers[i].target) &&
            ((readers[i].prop && !strcmp(override->prop, readers[i].prop)) ||
             wf_schema_has(readers[i].element, override->prop)))
            return true;
    return false;
}

bool wf_config_is_replaced(const char *key, const char *value)
{
    return !strcmp(key, "cpu/optim") && !strcmp(value, "TI");
}

struct writer {
    FILE *out;
    const struct wf_platform *platform;
    const struct wf_overrides *overrides;
    struct wf_buffer id;   /* of the host or link that is open */
    struct wf_buffer name; /* of a host of it that overrides may name too; empty: none */
    const char *target;    /* "host" or "link"; NULL: none is open */
    uint32_t groups;       /* of the platform, that were met */
    bool expanded;         /* the open element is written as other elements: it has no end tag */
    struct wf_part *part;  /* that is written; NULL: all */
    uint32_t left_out;     /* elements that are open and are not written */
};

static void put_escaped(FILE *out, const char *text)
{
    for (; *text; text++) {
        const char *escape = *text == '&'   ? "&amp;"
                             : *text == '<' ? "&lt;"
                             : *text == '"' ? "&quot;"
                                            : NULL;
        if (escape)
            fputs(escape, out);
        else
            putc(*text, out);
    }
}

static void put_attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    put_escaped(out, value);
    putc('"', out);
}

/* The last override of this name that applies to the open element, or NULL. */
static const struct wf_override *find(const struct writer *writer, const char *prop)
{
    const struct wf_override *found = NULL;
    for (size_t i = 0; writer->target && i < writer->overrides->count; i++) {
        const struct wf_override *item = &writer->overrides->items[i];
        if (!strcmp(item->target, writer->target) && !strcmp(item->prop, prop) &&
            (!fnmatch(item->glob, writer->id.text, 0) ||
             (writer->name.length && !fnmatch(item->glob, writer->name.text, 0))))
            found = item;
    }
    return found;
}

static void open_element(struct writer *writer, const char *target, const char *id,
                         const char *name)
{
    writer->target = target;
    writer->id.length = writer->name.length = 0;
    wf_buffer_printf(&writer->id, "%s", id);
    if (name)
        wf_buffer_printf(&writer->name, "%s", name);
}

/* The hosts that an element declares, NULL where it declares none; elements come in the order of
 * the file. What is written once for all of them is the same for all (group_override.h). */
static const struct wf_host_group *next_group(struct writer *writer, enum wf_element element,
                                              const char *id)
{
    const struct wf_platform *platform = writer->platform;
    if (!id || writer->groups == platform->group_count)
        return NULL;
    const struct wf_host_group *group = &platform->groups[writer->groups];
    if (group->element != element || strcmp(group->id, id) != 0)
        return NULL;
    writer->groups++;
    return group;
}

/* ---- a cabinet: its element has no place for watts ---- */

/* Value of an attribute of the open element, or NULL. */
static const char *value_of(const struct writer *writer, const char *name,
                            const struct wf_xml_attribute *attributes, size_t count)
{
    const struct wf_override *item = find(writer, name);
    return item ? item->value : wf_xml_value(attributes, count, name);
}

static void put_watts_and_end(struct writer *writer)
{
    const struct wf_override *watts = find(writer, "wattage_per_state");
    fputs(">", writer->out);
    if (watts) {
        fputs("<prop id=\"wattage_per_state\"", writer->out);
        put_attribute(writer->out, "value", watts->value);
        fputs("/>", writer->out);
    }
    fputs("</host>\n", writer->out);
}

static void put_cabinet_host(struct writer *writer, const struct wf_xml_attribute *attributes,
                             size_t count)
{
    const char *host = writer->name.text;
    char *link = wf_format("link_%s", host), *up = wf_format("%s_UP", link);
    char *down = wf_format("%s_DOWN", link);
    fputs("<host", writer->out);
    put_attribute(writer->out, "id", host);
    put_attribute(writer->out, "speed", value_of(writer, "speed", attributes, count));
    put_watts_and_end(writer);
    fputs("<link sharing_policy=\"SPLITDUPLEX\"", writer->out);
    put_attribute(writer->out, "id", link);
    put_attribute(writer->out, "bandwidth", value_of(writer, "bw", attributes, count));
    put_attribute(writer->out, "latency", value_of(writer, "lat", attributes, count));
    fputs("/>\n<host_link", writer->out);
    put_attribute(writer->out, "id", host);
    put_attribute(writer->out, "up", up);
    put_attribute(writer->out, "down", down);
    fputs("/>\n", writer->out);
    free(link);
    free(up);
    free(down);
}

/* The hosts and links that SimGrid makes of a <cabinet>, one by one. */
static void put_cabinet(struct writer *writer, const struct wf_host_group *group,
                        const struct wf_xml_attribute *attributes, size_t count)
{
    for (uint32_t i = 0; i < group->host_count; i++) {
        open_element(writer, "host", group->id,
                     writer->platform->hosts[group->first_host + i].name);
        put_cabinet_host(writer, attributes, count);
    }
    writer->target = NULL;
    writer->expanded = true;
}

/* ---- the stream ---- */

/* The start of a prop that is written otherwise. @return false: it is not */
static bool put_other_prop(const struct writer *writer, const struct wf_xml_attribute *attributes,
                           size_t count)
{
    const char *id = wf_xml_value(attributes, count, "id");
    const char *value = wf_xml_value(attributes, count, "value");
    const struct wf_override *item = id ? find(writer, id) : NULL;
    if (item && wf_override_is_simgrid(item)) {
        fprintf(writer->out, "<prop");
        put_attribute(writer->out, "id", "replaced");
        put_attribute(writer->out, "value", "");
        fputs(">", writer->out);
        return true;
    }
    bool replaced = !writer->target && id && value && wf_config_is_replaced(id, value);
    if (replaced)
        fputs("<prop id=\"cpu/optim\" value=\"Lazy\">", writer->out);
    return replaced;
}

static void on_start(void *data, const char *tag, const struct wf_xml_attribute *attributes,
                     size_t count, uint32_t line)
{
    struct writer *writer = data;
    (void)line;
    enum wf_element element = wf_schema_element(tag);
    if (writer->left_out ||
        (writer->part && !writer->target &&
         !wf_part_has(writer->part, element, wf_xml_value(attributes, count, "id")))) {
        writer->left_out++;
        return;
    }
    if (element == WF_EL_PROP && put_other_prop(writer, attributes, count))
        return;
    const struct wf_override *added = NULL;
    size_t which = reader_of(element);
    const struct wf_host_group *group =
        next_group(writer, element, wf_xml_value(attributes, count, "id"));
    if (group && element == WF_EL_CABINET && writer->overrides->count) {
        put_cabinet(writer, group, attributes, count);
        return;
    }
    if (which < READERS) {
        const char *id = wf_xml_value(attributes, count, "id");
        open_element(writer, readers[which].target, id ? id : "",
                     group ? writer->platform->hosts[group->first_host].name : NULL);
        added = readers[which].prop ? find(writer, readers[which].prop) : NULL;
    }
    fprintf(writer->out, "<%s", tag);
    for (size_t i = 0; i < count; i++) {
        const struct wf_override *item = which < READERS ? find(writer, attributes[i].name) : NULL;
        put_attribute(writer->out, attributes[i].name, item ? item->value : attributes[i].value);
    }
    for (size_t i = 0; which < READERS && i < writer->overrides->count; i++) {
        const struct wf_override *item = &writer->overrides->items[i];
        if (wf_schema_has(element, item->prop) && find(writer, item->prop) == item &&
            !wf_xml_value(attributes, count, item->prop))
            put_attribute(writer->out, item->prop, item->value);
    }
    fputs(">", writer->out);
    if (added) {
        fprintf(writer->out, "<prop id=\"%s\"", readers[which].prop);
        put_attribute(writer->out, "value", added->value);
        fputs("/>", writer->out);
    }
}

static void on_end(void *data, const char *tag, uint32_t line)
{
    struct writer *writer = data;
    (void)line;
    enum wf_element element = wf_schema_element(tag);
    if (writer->left_out) {
        writer->left_out--;
        return;
    }
    if (writer->expanded)
        writer->expanded = false;
    else
        fprintf(writer->out, "</%s>\n", tag);
    if (reader_of(element) < READERS)
        writer->target = NULL;
}

static bool on_text(void *data, const char *text, size_t length)
{
    struct writer *writer = data;
    if (writer->part) /* blanks between elements */
        return true;
    char *copy = wf_format("%.*s", (int)length, text);
    put_escaped(writer->out, copy);
    free(copy);
    return true;
}

/* ---- a platform in memory ---- */

/* List of a host's values, one a pstate, as its attribute or prop says them. */
static void put_speeds(const struct wf_host_class *class, struct wf_buffer *out)
{
    char number[32];
    for (uint32_t i = 0; i < class->pstate_count; i++)
        wf_buffer_printf(out, "%s%sf", i ? "," : "",
                         wf_number_text(class->speed_flop_per_s[i], number, sizeof number));
}

static void put_watts(const struct wf_host_class *class, struct wf_buffer *out)
{
    for (uint32_t i = 0; i < class->pstate_count; i++) {
        const double watts[] = {class->watts[i].idle_w, class->watts[i].epsilon_w,
                                class->watts[i].all_cores_w};
        for (size_t j = 0; j < sizeof watts / sizeof *watts; j++) {
            char number[32];
            wf_buffer_printf(out, "%s%s",
                             j   ? ":"
                             : i ? ","
                                 : "",
                             wf_number_text(watts[j], number, sizeof number));
        }
    }
}

static void write_host(struct writer *writer, const struct wf_host *host)
{
    struct wf_buffer speeds = {0}, watts = {0}, cores = {0};
    put_speeds(host->class, &speeds);
    put_watts(host->class, &watts);
    wf_buffer_printf(&cores, "%u", host->class->core_count);
    const struct wf_xml_attribute attributes[] = {
        {"id", host->name}, {"speed", speeds.text}, {"core", cores.text}};
    const struct wf_xml_attribute prop[] = {{"id", "wattage_per_state"}, {"value", watts.text}};
    on_start(writer, "host", attributes, sizeof attributes / sizeof *attributes, 0);
    on_start(writer, "prop", prop, sizeof prop / sizeof *prop, 0);
    on_end(writer, "prop", 0);
    on_end(writer, "host", 0);
    wf_buffer_release(&speeds);
    wf_buffer_release(&watts);
    wf_buffer_release(&cores);
}

/* Through the same handlers as a file, so that overrides of what only SimGrid reads apply too. */
static void write_made(struct writer *writer, const struct wf_platform *platform)
{
    const struct wf_xml_attribute version = {"version", "4.1"};
    const struct wf_xml_attribute zone[] = {{"id", platform->zones[1].name}, {"routing", "None"}};
    on_start(writer, "platform", &version, 1, 0);
    on_start(writer, "zone", zone, sizeof zone / sizeof *zone, 0);
    for (uint32_t i = 0; i < platform->host_count; i++)
        write_host(writer, &platform->hosts[i]);
    on_end(writer, "zone", 0);
    on_end(writer, "platform", 0);
}

/* ---- the copy ---- */

static int write_file(struct writer *writer, const struct wf_platform *platform, struct wf_err *err)
{
    static const struct wf_xml_handler handler = {on_start, on_end, NULL, on_text};
    struct wf_diag diag;
    wf_diag_init(&diag);
    int status = wf_xml_read(wf_platform_text(platform), &handler, writer, &diag, err);
    if (status >= 0 && diag.error_count)
        status = wf_err_set(
            err, WF_EIO, "cannot write the changed platform: the file changed while it was read");
    wf_diag_release(&diag);
    return status < 0 ? -1 : 0;
}

/* @param part  NULL: all of it */
static int write_as_overridden(const struct wf_platform *platform, struct wf_part *part, FILE *out,
                               struct wf_err *err)
{
    static const struct wf_overrides none = {0};
    struct writer writer = {.out = out,
                            .platform = platform,
                            .overrides = platform->overrides ? platform->overrides : &none,
                            .part = part};
    int status = 0;
    fputs("<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM "
          "\"https://simgrid.org/simgrid.dtd\">\n",
          out);
    if (platform->made)
        write_made(&writer, platform);
    else
        status = write_file(&writer, platform, err);
    wf_buffer_release(&writer.id);
    wf_buffer_release(&writer.name);
    return status;
}

int wf_platform_write_part(const struct wf_platform *platform, const bool *hosts, int fd,
                           struct wf_err *err)
{
    int copy = dup(fd);
    FILE *out = copy < 0 ? NULL : fdopen(copy, "w");
    if (!out) {
        int why = errno;
        if (copy >= 0)
            close(copy);
        return wf_err_set(err, WF_EIO, "cannot write the changed platform: %s", strerror(why));
    }
    struct wf_part part = {0};
    if (hosts)
        wf_part_init(&part, platform, hosts);
    int status = hosts && !platform->rewritten
                     ? wf_part_copy(&part, out, err)
                     : write_as_overridden(platform, hosts ? &part : NULL, out, err);
    wf_part_release(&part);
    bool failed = ferror(out) != 0;
    failed |= fclose(out) != 0;
    if (status == 0 && failed)
        status = wf_err_set(err, WF_EIO, "cannot write the changed platform: %s", strerror(errno));
    return status;
}

int wf_platform_write(const struct wf_platform *platform, int fd, struct wf_err *err)
{
    return wf_platform_write_part(platform, NULL, fd, err);
}
