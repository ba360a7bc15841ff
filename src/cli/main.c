/* wattfleet: time, energy and carbon of training a model, centralised or federated. */
#include "cli/outputs.h"
#include "cli/terminal.h"
#include <signal.h>
#include <stdio.h>

static int print(const struct wf_command_line *line, struct wf_buffer *text)
{
    int status = wf_terminal_result(line, text);
    wf_buffer_release(text);
    return status;
}

int main(int argc, char **argv)
{
    struct wf_command_line line;
    struct wf_err err = {0};
    struct wf_buffer text = {0};
    int status;
    signal(SIGXFSZ, SIG_IGN); /* a write beyond the file size limit then fails as on a full disk */
    if (wf_command_line_parse(argc, argv, &line, &err) < 0) {
        status = wf_terminal_fail(&line, NULL, &err);
    } else if (line.version) {
        wf_buffer_printf(&text, "wattfleet %s on SimGrid %s\n", WATTFLEET_VERSION,
                         wf_engine_version());
        status = print(&line, &text);
    } else if (line.help || !line.command) {
        wf_help(line.command, wf_terminal_width(&line), &text);
        if (line.help) {
            status = print(&line, &text);
        } else {
            fprintf(stderr, "%s", text.text);
            wf_buffer_release(&text);
            status = WF_EUSAGE;
        }
    } else if (wf_outputs_check(&line, &err) < 0) {
        status = wf_terminal_fail(&line, NULL, &err);
    } else {
        status = line.command->run(&line);
    }
    wf_command_line_release(&line);
    return status;
}
