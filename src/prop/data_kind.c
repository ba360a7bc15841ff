#include "prop/data_kind.h"
#include "base/err.h"
#include "base/units.h"
#include <math.h>
#include <string.h>

static const char *const words[] = {"iid", "non-iid", "dirichlet:", "classes:"};
static const double ALPHA_MAX = 1e6, CLASSES_MAX = 1e6;

static bool starts_with(const char *text, const char *word)
{
    return !strncmp(text, word, strlen(word));
}

/* The number after a word; NaN where it is none, or out of range. */
static double number_after(const char *text, const char *word, enum wf_dimension dimension,
                           double most)
{
    double value;
    if (wf_quantity_parse(text + strlen(word), dimension, &value) != WF_QUANTITY_OK ||
        !(value > 0 && value <= most))
        return NAN;
    return value;
}

char *wf_data_kind_parse(const char *text, double *kind)
{
    double value = NAN;
    if (!strcmp(text, words[0]))
        value = WF_IID;
    else if (!strcmp(text, words[1]))
        value = WF_NON_IID;
    else if (starts_with(text, words[2]))
        value = number_after(text, words[2], WF_DIM_NUMBER, ALPHA_MAX);
    else if (starts_with(text, words[3]))
        value = WF_CLASSES(number_after(text, words[3], WF_DIM_COUNT, CLASSES_MAX));
    if (isnan(value))
        return wf_format("'%s' is not one of " WF_DATA_KINDS "%s", text,
                         wf_hint(wf_text_nearest(text, words, 2)).text);
    *kind = value;
    return NULL;
}

double wf_data_kind_classes(double kind)
{
    return kind < WF_NON_IID ? -1 - kind : 0;
}

void wf_data_kind_text(double kind, struct wf_buffer *out)
{
    char number[32];
    if (isnan(kind))
        return;
    if (kind > 0)
        wf_buffer_printf(out, "%s%s", words[2], wf_number_text(kind, number, sizeof number));
    else if (kind < WF_NON_IID)
        wf_buffer_printf(out, "%s%.0f", words[3], wf_data_kind_classes(kind));
    else
        wf_buffer_printf(out, "%s", words[kind < WF_IID]);
}

bool wf_data_kind_fits(double row, double job)
{
    bool same = row <= job && row >= job;
    bool said_no_more = job <= WF_NON_IID && job >= WF_NON_IID;
    return same || (said_no_more && (row < WF_IID || row > WF_IID));
}
