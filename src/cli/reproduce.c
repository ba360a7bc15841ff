#include "cli/reproduce.h"
#include <ctype.h>
#include <string.h>

/* One word for a POSIX shell. */
static void put_word(const char *word, struct wf_buffer *out)
{
    bool plain = *word != '\0';
    for (const char *at = word; *at; at++)
        plain &= isalnum((unsigned char)*at) || strchr("_./:=,@%+-", *at);
    wf_buffer_printf(out, " ");
    if (plain) {
        wf_buffer_printf(out, "%s", word);
        return;
    }
    wf_buffer_printf(out, "'");
    for (const char *at = word; *at; at++)
        if (*at == '\'')
            wf_buffer_printf(out, "'\\''");
        else
            wf_buffer_add(out, at, 1);
    wf_buffer_printf(out, "'");
}

char *wf_reproduce_given(const struct wf_command_line *line)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "wattfleet");
    for (int i = 1; i < line->argc; i++)
        put_word(line->argv[i], &text);
    return text.text;
}

/* Arguments stand behind '--' where one begins with '-'. */
static void put_arguments(const struct wf_command_line *line, struct wf_buffer *out)
{
    bool dashed = false;
    for (size_t i = 0; i < line->argument_count; i++)
        dashed |= line->arguments[i][0] == '-';
    if (dashed)
        wf_buffer_printf(out, " --");
    for (size_t i = 0; i < line->argument_count; i++)
        put_word(line->arguments[i], out);
}

char *wf_reproduce_json(const struct wf_command_line *line, const char *name, unsigned groups)
{
    struct wf_buffer text = {0};
    wf_buffer_printf(&text, "wattfleet %s --format json", name);
    for (size_t i = 0; i < line->given_count; i++) {
        const struct wf_given_option *given = &line->given[i];
        if (!(given->option->group & groups) || !strcmp(given->option->name, "--output"))
            continue;
        put_word(given->option->name, &text);
        if (given->value)
            put_word(given->value, &text);
    }
    put_arguments(line, &text);
    return text.text;
}
