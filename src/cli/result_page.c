#include "cli/result_page.h"
#include "cli/reproduce.h"
#include "engine/engine.h"
#include <stdlib.h>
#include <string.h>

/* The first paragraph of @p text, a sentence a line: a line that begins with blanks goes on with
 * the one before. */
static void put_lead(const char *text, struct wf_buffer *out)
{
    wf_buffer_add(out, "", 0);
    for (const char *line = text; *line && *line != '\n';) {
        size_t length = strcspn(line, "\n"), blanks = strspn(line, " ");
        if (line > text)
            wf_buffer_printf(out, "%s", blanks ? " " : "\n");
        wf_buffer_add(out, line + blanks, length - blanks);
        line += length + (line[length] == '\n');
    }
}

void wf_result_page_write(const struct wf_command_line *line, const struct wf_result_page *result,
                          struct wf_buffer *out)
{
    struct wf_buffer lead = {0};
    struct wf_page_input *files = wf_calloc(result->input_count + 1, sizeof *files);
    put_lead(result->text, &lead);
    for (size_t i = 0; i < result->input_count; i++)
        files[i] = (struct wf_page_input){result->inputs[i].path, result->inputs[i].bytes,
                                          result->inputs[i].hash};
    char *version = wf_format("wattfleet %s on SimGrid %s", WATTFLEET_VERSION, wf_engine_version());
    char *commands[] = {wf_reproduce_given(line),
                        result->command ? wf_reproduce_json(line, result->command, result->groups)
                                        : NULL};
    wf_page_write(&(struct wf_page){.title = result->title,
                                    .lead = lead.text,
                                    .text = result->text,
                                    .documents = result->documents,
                                    .document_count = result->document_count,
                                    .commands = (const char *const *)commands,
                                    .command_count = result->command ? 2 : 1,
                                    .inputs = files,
                                    .input_count = result->input_count,
                                    .version = version},
                  out);
    free(commands[0]);
    free(commands[1]);
    free(version);
    free(files);
    wf_buffer_release(&lead);
}
