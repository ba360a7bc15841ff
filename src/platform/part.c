#include "platform/part.h"
#include "file/edit_scan.h"
#include "platform/netpoint.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void wf_part_init(struct wf_part *part, const struct wf_platform *platform, const bool *hosts)
{
    *part = (struct wf_part){.platform = platform,
                             .hosts = hosts,
                             .zones = wf_calloc(platform->zone_count + 1, sizeof *part->zones)};
    for (uint32_t i = 0; i < platform->host_count; i++)
        for (uint32_t zone = platform->hosts[i].class->zone; hosts[i] && zone && !part->zones[zone];
             zone = platform->zones[zone].parent)
            part->zones[zone] = true;
}

void wf_part_release(struct wf_part *part)
{
    free(part->zones);
    *part = (struct wf_part){0};
}

/* ---- what is of it ---- */

/* A <host_link> often follows its host. */
static bool has_host(struct wf_part *part, const char *name)
{
    const struct wf_platform *platform = part->platform;
    uint32_t next = part->next_host, host = WF_MAP_NONE;
    for (uint32_t guess = next ? next - 1 : 0; guess <= next && guess < platform->host_count;
         guess++)
        if (!strcmp(platform->hosts[guess].name, name))
            host = guess;
    if (host == WF_MAP_NONE)
        host = wf_platform_host(platform, name);
    if (host == WF_MAP_NONE)
        return false;
    part->next_host = host + 1;
    return part->hosts[host];
}

static bool has_link(struct wf_part *part, const char *name)
{
    const struct wf_platform *platform = part->platform;
    uint32_t link = part->next_link;
    if (link >= platform->link_count || strcmp(platform->links[link].name, name) != 0)
        link = wf_map_get(&platform->link_names, name);
    part->next_link = link == WF_MAP_NONE ? 0 : link + 1;
    uint32_t holder = link == WF_MAP_NONE ? 0 : platform->links[link].holder;
    return holder && holder != WF_LINK_COMMON && part->hosts[holder - 1];
}

static bool has_zone(const struct wf_part *part, const char *name)
{
    uint32_t netpoint = wf_map_get(&part->platform->netpoints, name);
    return netpoint != WF_MAP_NONE && wf_netpoint_kind(netpoint) == WF_NETPOINT_ZONE &&
           part->zones[wf_netpoint_index(netpoint)];
}

bool wf_part_has(struct wf_part *part, enum wf_element element, const char *id)
{
    switch (element) {
    case WF_EL_PLATFORM:
    case WF_EL_PROP:
        return true;
    case WF_EL_HOST:
    case WF_EL_HOST_LINK:
        return has_host(part, id);
    case WF_EL_LINK:
        return has_link(part, id);
    case WF_EL_ZONE:
        return has_zone(part, id);
    default:
        return false;
    }
}

/* ---- its text ---- */

struct copy {
    struct wf_part *part;
    FILE *out;
    const char *text;
    size_t size;
    struct wf_buffer id;
    size_t inside;   /* elements that are open, from the host or link on that is written */
    size_t left_out; /* the same of one that is not */
};

static enum wf_element element_of(const struct copy *copy, const struct wf_scan_tag *tag)
{
    char name[32];
    if (tag->name_length >= sizeof name)
        return WF_EL_NONE;
    memcpy(name, copy->text + tag->name, tag->name_length);
    name[tag->name_length] = '\0';
    return wf_schema_element(name);
}

static bool has(struct copy *copy, enum wf_element element, const struct wf_scan_tag *tag)
{
    size_t value, length;
    copy->id.length = 0;
    if (wf_scan_attribute(copy->text, tag, "id", &value, &length)) {
        if (memchr(copy->text + value, '&', length))
            wf_scan_decode(copy->text + value, length, &copy->id);
        else
            wf_buffer_add(&copy->id, copy->text + value, length);
    }
    return wf_part_has(copy->part, element, copy->id.length ? copy->id.text : "");
}

static void put(const struct copy *copy, const struct wf_scan_tag *tag)
{
    fwrite(copy->text + tag->start, 1, tag->end - tag->start, copy->out);
    putc('\n', copy->out);
}

static void copy_start(struct copy *copy, const struct wf_scan_tag *tag)
{
    enum wf_element element = WF_EL_NONE;
    bool opens = tag->kind == WF_SCAN_START;
    bool written = !copy->left_out && copy->inside > 0;
    if (!copy->left_out && !copy->inside) {
        element = element_of(copy, tag);
        written = has(copy, element, tag);
    }
    if (written)
        put(copy, tag);
    if (!written)
        copy->left_out += opens;
    else if (copy->inside || element == WF_EL_HOST || element == WF_EL_LINK)
        copy->inside += opens;
}

static void copy_stop(struct copy *copy, const struct wf_scan_tag *tag)
{
    if (copy->left_out) {
        copy->left_out--;
        return;
    }
    put(copy, tag);
    copy->inside -= copy->inside > 0;
}

/* @return whether the text could be read to its end */
static bool copy_text(struct copy *copy)
{
    struct wf_scan_tag tag;
    fputs("<?xml version=\"1.0\"?>\n<!DOCTYPE platform SYSTEM "
          "\"https://simgrid.org/simgrid.dtd\">\n",
          copy->out);
    for (size_t at = 0;; at = tag.end) {
        tag = wf_scan_next(copy->text, copy->size, at);
        if (tag.kind == WF_SCAN_END || tag.kind == WF_SCAN_BROKEN)
            return tag.kind == WF_SCAN_END;
        if (tag.kind == WF_SCAN_STOP)
            copy_stop(copy, &tag);
        else
            copy_start(copy, &tag);
    }
}

int wf_part_copy(struct wf_part *part, FILE *out, struct wf_err *err)
{
    const char *path = wf_platform_text(part->platform);
    struct stat status = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    void *text = MAP_FAILED;
    if (fd >= 0 && fstat(fd, &status) == 0)
        text = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    int why = errno;
    if (fd >= 0)
        close(fd);
    if (text == MAP_FAILED)
        return wf_err_set(err, WF_EIO, "cannot read '%s': %s", path, strerror(why));
    struct copy copy = {.part = part, .out = out, .text = text, .size = (size_t)status.st_size};
    bool whole = copy_text(&copy);
    munmap(text, copy.size);
    wf_buffer_release(&copy.id);
    return whole ? 0
                 : wf_err_set(err, WF_EIO,
                              "cannot write a part of the platform: the file changed while it was "
                              "read");
}
