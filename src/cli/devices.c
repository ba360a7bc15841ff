#include "output/devices.h"
#include "cli/shipped.h"
#include "cli/terminal.h"
#include "file/file.h"
#include "output/json.h"
#include "platform/catalogue_apply.h"
#include "platform/platform_reader.h"
#include <stdlib.h>
#include <string.h>

/* ---- the table ---- */

static int load(const char *path, struct wf_platform *platform, struct wf_diag *diag,
                struct wf_err *err)
{
    if (wf_platform_load(path, platform, diag, err) < 0)
        return -1;
    if (diag->error_count)
        return wf_err_set(err, WF_EINPUT, "%zu error%s", diag->error_count,
                          wf_plural(diag->error_count));
    return 0;
}

static int show(const struct wf_command_line *line, const struct wf_platform *catalogue)
{
    struct wf_device_table table;
    struct wf_buffer out = {0};
    wf_device_table_make(catalogue, &table);
    if (line->format == WF_FORMAT_JSON) {
        struct json_object *object = wf_device_table_json(&table);
        wf_json_text(object, &out);
        json_object_put(object);
    } else if (line->format == WF_FORMAT_CSV) {
        wf_device_table_csv(&table, &out);
    } else {
        wf_device_table_text(&table, wf_terminal_width(line), &out);
    }
    int status = wf_terminal_result(line, &out);
    wf_device_table_release(&table);
    wf_buffer_release(&out);
    return status;
}

static int show_catalogue(const struct wf_command_line *line)
{
    struct wf_platform catalogue = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    int status;
    wf_diag_init(&diag);
    char *path =
        line->argument_count ? wf_strdup(line->arguments[0]) : wf_shipped("platforms/devices.xml");
    if (!path)
        wf_err_set(&err, WF_EIO,
                   "no catalogue was found beside the program; name it: wattfleet "
                   "devices CATALOGUE");
    if (!path || load(path, &catalogue, &diag, &err) < 0) {
        status = wf_terminal_fail(line, &diag, &err);
    } else {
        wf_terminal_warn(line, &diag);
        status = show(line, &catalogue);
    }
    wf_platform_release(&catalogue);
    wf_diag_release(&diag);
    free(path);
    return status;
}

/* ---- --apply ---- */

static int write_changes(const struct wf_command_line *line, const struct wf_edit *edit,
                         uint32_t changed)
{
    struct wf_buffer out = {0}, text = {0};
    struct wf_err err = {0};
    int status = 0;
    if (line->dry_run) {
        wf_edit_diff(edit, &out);
        status = wf_terminal_result(line, &out);
    } else {
        wf_edit_text(edit, &text);
        if (changed && wf_file_write(edit->path, text.text, text.length, &err) < 0) {
            status = wf_terminal_fail(line, NULL, &err);
        } else {
            wf_buffer_printf(&out, "%s: %u host%s changed\n", edit->path, changed,
                             wf_plural(changed));
            status = wf_terminal_result(line, &out);
        }
    }
    wf_buffer_release(&out);
    wf_buffer_release(&text);
    return status;
}

static int apply(const struct wf_command_line *line)
{
    struct wf_platform platform = {0};
    struct wf_edit edit = {0};
    struct wf_diag diag;
    struct wf_err err = {0};
    uint32_t changed = 0;
    int status;
    wf_diag_init(&diag);
    bool failed = load(line->apply, &platform, &diag, &err) < 0 ||
                  wf_edit_load(line->apply, &edit, &err) < 0 ||
                  wf_catalogue_apply(&platform, &edit, &changed, &diag, &err) < 0;
    if (!failed && diag.error_count)
        failed = wf_err_set(&err, WF_EINPUT, "%zu error%s; nothing was written", diag.error_count,
                            wf_plural(diag.error_count)) < 0;
    if (failed) {
        status = wf_terminal_fail(line, &diag, &err);
    } else {
        wf_terminal_warn_briefly(line, &diag);
        status = write_changes(line, &edit, changed);
    }
    wf_edit_release(&edit);
    wf_platform_release(&platform);
    wf_diag_release(&diag);
    return status;
}

int wf_devices_command(struct wf_command_line *line)
{
    struct wf_err err = {0};
    if (line->apply && line->argument_count)
        wf_err_set(&err, WF_EUSAGE,
                   "--apply takes no CATALOGUE: each host names its own in the "
                   "prop 'device'");
    else if (line->dry_run && !line->apply)
        wf_err_set(&err, WF_EUSAGE, "--dry-run has no meaning without --apply");
    if (err.code)
        return wf_terminal_fail(line, NULL, &err);
    return line->apply ? apply(line) : show_catalogue(line);
}
