#include "output/csv.h"
#include "base/units.h"
#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static void add(struct wf_buffer *out, const char *text)
{
    wf_buffer_add(out, text, strlen(text));
}

void wf_csv_text(struct wf_buffer *out, const char *text)
{
    if (text && strpbrk(text, ",\"\r\n")) {
        add(out, "\"");
        for (const char *rest = text; *rest != '\0';) {
            size_t plain = strcspn(rest, "\"");
            wf_buffer_add(out, rest, plain);
            rest += plain;
            if (*rest == '"') {
                add(out, "\"\"");
                rest++;
            }
        }
        add(out, "\"");
    } else if (text) {
        add(out, text);
    }
    add(out, ",");
}

void wf_csv_number(struct wf_buffer *out, double value)
{
    char text[32];
    if (value == 0) /* most cells of a large table */
        add(out, "0");
    else if (isfinite(value))
        add(out, wf_number_text(value, text, sizeof text));
    add(out, ",");
}

void wf_csv_count(struct wf_buffer *out, uint64_t value)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRIu64 ",", value);
    add(out, text);
}

void wf_csv_end(struct wf_buffer *out)
{
    assert(out->length > 0 && out->text[out->length - 1] == ',');
    out->text[out->length - 1] = '\n';
}
