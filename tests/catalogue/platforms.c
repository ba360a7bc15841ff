/* catalogue.platforms: every host of a platform that ships names the entry of the catalogue that
 * its figures come from, and does not differ from it; every link has a class of network or watts.
 */
#include "platform/catalogue.h"
#include "platform/device.h"
#include "platform/platform_reader.h"
#include <glob.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Hosts put together from several machines: no device that the catalogue could hold. */
static const char *const composed[] = {"onprem-0", "onprem-1"};

static bool is_composed(const char *name)
{
    for (size_t i = 0; i < sizeof composed / sizeof *composed; i++)
        if (!strcmp(composed[i], name))
            return true;
    return false;
}

/* @return hosts that name a device; each mistake is printed and counted. */
static uint32_t check(const char *path, int *mistakes)
{
    struct wf_platform platform;
    struct wf_diag diag;
    struct wf_err err = {0};
    uint32_t named = 0;
    wf_diag_init(&diag);
    if (wf_platform_load(path, &platform, &diag, &err) == 0)
        wf_catalogue_check(&platform, &diag);
    else
        printf("%s\n", err.text), ++*mistakes;
    for (size_t i = 0; i < diag.count; i++, ++*mistakes) {
        char *text = wf_diag_text(&diag.entries[i]);
        printf("%s\n", text);
        free(text);
    }
    for (uint32_t i = 0; i < platform.host_count; i++) {
        const struct wf_host *host = &platform.hosts[i];
        named += host->class->site->device != NULL;
        if (host->class->site->device || wf_device_is(host->class) || is_composed(host->name))
            continue;
        printf("%s:%u: <host %s> names no device\n", path, host->line, host->name);
        ++*mistakes;
    }
    for (uint32_t i = 0; i < platform.link_count; i++) {
        const struct wf_link_class *class = platform.links[i].class;
        if (!isnan(class->busy_w) || wf_site_has_network(class->site) ||
            wf_site_has_radio(class->site))
            continue;
        printf("%s:%u: <link %s> has neither network_class nor watts\n", path,
               platform.links[i].line, platform.links[i].name);
        ++*mistakes;
    }
    printf("%s: %u of %u hosts name a device\n", path, named, platform.host_count);
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    return named;
}

int main(void)
{
    glob_t paths;
    int mistakes = 0;
    uint32_t named = 0;
    if (glob("platforms/*.xml", 0, NULL, &paths))
        return 1;
    for (size_t i = 0; i < paths.gl_pathc; i++)
        named += check(paths.gl_pathv[i], &mistakes);
    globfree(&paths);
    return mistakes || named < 100;
}
