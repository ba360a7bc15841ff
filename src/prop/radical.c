#include "prop/radical.h"

enum { DIGITS_MAX = 15 };

static bool read_number(const char *text, size_t length, size_t *position, uint64_t *number)
{
    size_t start = *position;
    *number = 0;
    while (*position < length && text[*position] >= '0' && text[*position] <= '9')
        *number = *number * 10 + (uint64_t)(text[(*position)++] - '0');
    return *position > start && *position - start <= DIGITS_MAX;
}

/* One item at *position, and the comma behind it. */
static bool read_range(const char *text, size_t length, size_t *position, uint64_t *first,
                       uint64_t *last)
{
    if (!read_number(text, length, position, first))
        return false;
    *last = *first;
    if (*position < length && text[*position] == '-') {
        (*position)++;
        if (!read_number(text, length, position, last) || *last < *first)
            return false;
    }
    if (*position == length)
        return true;
    return text[(*position)++] == ',' && *position < length;
}

uint64_t wf_radical_count(const char *text, size_t length)
{
    size_t position = 0;
    uint64_t first, last, total = 0;
    while (position < length) {
        if (!read_range(text, length, &position, &first, &last))
            return 0;
        total += last - first + 1;
        if (total > UINT64_C(1) << 62)
            total = UINT64_C(1) << 62;
    }
    return total;
}

bool wf_radical_next(const char *text, size_t length, struct wf_radical_state *state,
                     uint64_t *number)
{
    if (!state->inside || state->next > state->last) {
        if (state->position >= length ||
            !read_range(text, length, &state->position, &state->next, &state->last))
            return false;
        state->inside = true;
    }
    *number = state->next++;
    return true;
}
