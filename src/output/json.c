#include "output/json.h"
#include "base/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* json-c returns NULL if memory is exhausted, and NULL would be written as null. */
static struct json_object *must(struct json_object *object)
{
    if (!object)
        wf_die_no_memory();
    return object;
}

struct json_object *wf_json_number(double value)
{
    char text[32];
    if (!isfinite(value))
        return NULL;
    return must(json_object_new_double_s(value, wf_number_text(value, text, sizeof text)));
}

struct json_object *wf_json_count(uint64_t value)
{
    return must(json_object_new_uint64(value));
}

struct json_object *wf_json_flag(bool value)
{
    return must(json_object_new_boolean(value));
}

/* Length of the UTF-8 sequence at @p s: 1 to 4 bytes, or 0 if the bytes are not one (RFC 3629: no
 * overlong forms, no surrogates, nothing beyond U+10FFFF). */
static size_t sequence_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    size_t length = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    bool refused = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] >= 0xA0) ||
                   (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] >= 0x90);
    return refused ? 0 : length;
}

struct json_object *wf_json_string(const char *text)
{
    if (!text)
        return NULL;
    struct wf_buffer whole = {0};
    wf_buffer_add(&whole, "", 0);
    while (*text != '\0') {
        size_t length = sequence_length((const unsigned char *)text);
        if (length > 0)
            wf_buffer_add(&whole, text, length);
        else
            wf_buffer_add(&whole, "\xEF\xBF\xBD", 3);
        text += length > 0 ? length : 1;
    }
    struct json_object *string = must(json_object_new_string(whole.text));
    wf_buffer_release(&whole);
    return string;
}

struct json_object *wf_json_object(void)
{
    return must(json_object_new_object());
}

struct json_object *wf_json_array(void)
{
    return must(json_object_new_array());
}

void wf_json_append(struct json_object *array, struct json_object *value)
{
    if (json_object_array_add(array, value) < 0)
        wf_die_no_memory();
}

void wf_json_add(struct json_object *object, const char *key, struct json_object *value)
{
    if (json_object_object_add(object, key, value) < 0)
        wf_die_no_memory();
}

struct json_object *wf_json_warnings(const struct wf_diag *warnings)
{
    struct json_object *array = wf_json_array();
    for (size_t i = 0; warnings && i < warnings->count; i++) {
        if (warnings->entries[i].severity == WF_ERROR)
            continue;
        struct wf_diag_entry entry = warnings->entries[i];
        entry.severity = WF_ERROR; /* its text then has no "warning: ": the key says it */
        char *text = wf_diag_text(&entry);
        wf_json_append(array, wf_json_string(text));
        free(text);
    }
    return array;
}

void wf_json_text(struct json_object *object, struct wf_buffer *out)
{
    const char *text = json_object_to_json_string_ext(
        object, JSON_C_TO_STRING_PRETTY | JSON_C_TO_STRING_SPACED | JSON_C_TO_STRING_NOSLASHESCAPE);
    if (!text)
        wf_die_no_memory();
    wf_buffer_add(out, text, strlen(text));
    wf_buffer_add(out, "\n", 1);
}
