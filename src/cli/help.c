/* The help of the program and of its commands, from the tables of options.c. */
#include "cli/options.h"
#include "output/grid.h"
#include <stdlib.h>
#include <string.h>

enum { LEFT = 26 }; /* wider names have a line of their own */

/* The names of all phases behind @p doc: those of a training, then the others. Caller frees. */
static char *name_phases(const char *doc)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "%s", doc);
    for (int training = 1; training >= 0; training--) {
        const char *between = training ? " " : "; others: ";
        for (int phase = 0; phase < WF_PHASE_COUNT; phase++) {
            if (wf_phase_is_training((enum wf_phase)phase) != (training == 1))
                continue;
            wf_buffer_printf(&text, "%s%s", between, wf_phase_name((enum wf_phase)phase));
            between = " ";
        }
    }
    return text.text;
}

/* Options of @p groups; of a program without a command, all of them. */
static void add_options(unsigned groups, struct wf_grid *grid)
{
    for (const struct wf_option *option = wf_options; option->name; option++) {
        if (!(option->group & groups) && !(option->group == 0 && groups == ~0u))
            continue;
        char *left = wf_format("  %s%s%s", option->name, option->argument ? " " : "",
                               option->argument ? option->argument : "");
        char *doc =
            option->group == WF_OPTIONS_PHASES ? name_phases(option->doc) : wf_strdup(option->doc);
        bool fits = strlen(left) <= LEFT;
        if (!fits)
            wf_grid_add_line(grid, left);
        wf_grid_row(grid, fits ? left : "", doc);
        free(left);
        free(doc);
    }
}

static void add_lines(const char *text, struct wf_grid *grid)
{
    while (text && *text) {
        size_t length = strcspn(text, "\n");
        char *line = wf_format("%.*s", (int)length, text);
        wf_grid_add_line(grid, line);
        free(line);
        text += length + (text[length] == '\n');
    }
}

static void add_command(const struct wf_command *command, struct wf_grid *grid)
{
    char *usage = wf_format("usage: wattfleet %s %s [OPTION..]", command->name, command->arguments);
    struct wf_buffer names = {0};
    wf_grid_add_line(grid, usage);
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, command->doc);
    add_lines(command->details, grid);
    if (command->add_names)
        command->add_names(&names);
    add_lines(names.text, grid);
    wf_grid_add_line(grid, "");
    add_options(command->options, grid);
    wf_buffer_release(&names);
    free(usage);
}

static void add_program(struct wf_grid *grid)
{
    wf_grid_add_line(grid, "usage: wattfleet COMMAND ARGUMENT.. [OPTION..]");
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, "Time, energy and carbon of training a model in a datacentre or by "
                           "federated learning.");
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, "commands");
    wf_grid_row(grid, "  help", "this page, or that of a command: wattfleet help run");
    for (const struct wf_command *command = wf_commands; command->name; command++) {
        char *name = wf_format("  %s", command->name);
        wf_grid_row(grid, name, command->doc);
        free(name);
    }
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, "options ('wattfleet help COMMAND' lists those of a command)");
    add_options(~0u, grid);
    wf_grid_add_line(grid, "");
    wf_grid_add_line(grid, "exit status: 0 ok, 1 failure, 2 usage, 3 bad input, 4 simulation "
                           "failed, 5 I/O");
}

void wf_help(const struct wf_command *command, size_t width, struct wf_buffer *out)
{
    static const enum wf_align aligns[] = {WF_ALIGN_LEFT, WF_ALIGN_LEFT};
    struct wf_grid grid;
    wf_grid_init(&grid, aligns, 2);
    if (command)
        add_command(command, &grid);
    else
        add_program(&grid);
    wf_grid_render(&grid, width, out);
    wf_grid_release(&grid);
}
