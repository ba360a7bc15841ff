#include "workload/compression.h"
#include <math.h>

#define AT(member) offsetof(struct wf_compression, member)
#define BITS(name, member, doc)                                                                    \
    {                                                                                              \
        name, AT(member), WF_PROP_QUANTITY, WF_DIM_NUMBER, 1, 64, NULL, NULL, 0, doc               \
    }
#define SHARE(name, member, doc)                                                                   \
    {                                                                                              \
        name, AT(member), WF_PROP_QUANTITY, WF_DIM_RATIO, WF_POSITIVE, 1, NULL, NULL, 0, doc       \
    }
enum { UPLINK_BITS, UPLINK_SHARE, DOWNLINK_BITS, DOWNLINK_SHARE, RESPECTS };
const struct wf_prop wf_compression_props[] = {
    [UPLINK_BITS] = BITS("uplink-bits", uplink_bits, "bits of a parameter in an update"),
    [UPLINK_SHARE] = SHARE("uplink-share", uplink_share_ratio, "share of parameters in an update"),
    [DOWNLINK_BITS] = BITS("downlink-bits", downlink_bits, "bits of a parameter in the model sent"),
    [DOWNLINK_SHARE] =
        SHARE("downlink-share", downlink_share_ratio, "share of parameters in the model sent"),
    {"rounds-factor", AT(rounds_factor), WF_PROP_QUANTITY, WF_DIM_NUMBER, WF_POSITIVE, 1e6, NULL,
     NULL, 0, "rounds with it / rounds without"},
    {"provenance", AT(provenance), WF_PROP_CHOICE, WF_DIM_NUMBER, 0, 0, NULL, wf_words_provenance,
     0, "where the factor comes from"},
    {"source", AT(source), WF_PROP_TEXT, WF_DIM_NUMBER, 0, 0, NULL, NULL, 0, "the citation"},
    WF_PROP_END,
};
#undef AT
#undef BITS
#undef SHARE

static const struct wf_compression uncompressed = {.uplink_bits = NAN,
                                                   .downlink_bits = NAN,
                                                   .uplink_share_ratio = NAN,
                                                   .downlink_share_ratio = NAN,
                                                   .rounds_factor = 1,
                                                   .provenance = WF_CHOICE_UNSET};

/* Full precision, or all parameters, is no compression: NaN. */
static void compressed(const struct wf_workload *workload, const struct wf_compression *row,
                       double out[RESPECTS])
{
    double full_bits = 8 * workload->bytes_per_parameter;
    out[UPLINK_BITS] = row->uplink_bits < full_bits ? row->uplink_bits : NAN;
    out[UPLINK_SHARE] = row->uplink_share_ratio < 1 ? row->uplink_share_ratio : NAN;
    out[DOWNLINK_BITS] = row->downlink_bits < full_bits ? row->downlink_bits : NAN;
    out[DOWNLINK_SHARE] = row->downlink_share_ratio < 1 ? row->downlink_share_ratio : NAN;
}

static bool is_same(const double a[RESPECTS], const double b[RESPECTS])
{
    for (int i = 0; i < RESPECTS; i++)
        if (isnan(a[i]) != isnan(b[i]) || a[i] < b[i] || a[i] > b[i])
            return false;
    return true;
}

static void describe(const struct wf_compression *row, struct wf_buffer *out)
{
    const char *separator = "";
    for (int i = 0; i < RESPECTS; i++) {
        struct wf_buffer text = {0};
        wf_props_text(&wf_compression_props[i], row, &text);
        if (text.length) {
            wf_buffer_printf(out, "%s%s=%s", separator, wf_compression_props[i].name, text.text);
            separator = " ";
        }
        wf_buffer_release(&text);
    }
}

void wf_compression_read(struct wf_convergence_reader *reader,
                         const struct wf_xml_attribute *attributes, size_t count, uint32_t line)
{
    static const char *const barred[] = {NULL};
    struct wf_workload *workload = reader->workload;
    struct wf_compression row = {0};
    bool any = false;
    wf_props_defaults(wf_compression_props, &row, NULL);
    row.origin = (struct wf_origin){workload->path, line};
    for (size_t i = 0; i < count; i++)
        wf_convergence_reader_set(reader, wf_compression_props, "compression", barred,
                                  &attributes[i], line, &row);
    for (int i = 0; i < RESPECTS; i++)
        any |= wf_xml_value(attributes, count, wf_compression_props[i].name) != NULL;
    if (!any)
        wf_diag_error(reader->diag, workload->path, line,
                      "<compression> compresses nothing; expected 'uplink-bits', 'uplink-share', "
                      "'downlink-bits' or 'downlink-share'");
    static const char *const needed[] = {"rounds-factor", "provenance"};
    for (size_t i = 0; i < 2; i++)
        if (!wf_xml_value(attributes, count, needed[i]))
            wf_diag_error(reader->diag, workload->path, line,
                          "<compression> needs the attribute '%s'%s", needed[i],
                          i ? " (" WF_PROVENANCE_WORDS ")" : "");
    reader->compressions = wf_convergence_reader_grow(
        reader, reader->compressions, workload->compression_count, sizeof *reader->compressions);
    reader->compressions[workload->compression_count++] = row;
    workload->compressions = reader->compressions;
}

/* A row without any of these was reported when it was read. */
static bool is_given(const struct wf_compression *row)
{
    return !isnan(row->uplink_bits) || !isnan(row->uplink_share_ratio) ||
           !isnan(row->downlink_bits) || !isnan(row->downlink_share_ratio);
}

void wf_compression_check(const struct wf_workload *workload, struct wf_diag *diag)
{
    double mine[RESPECTS], theirs[RESPECTS];
    for (size_t i = 0; i < workload->compression_count; i++) {
        const struct wf_compression *row = &workload->compressions[i], *other;
        if (!is_given(row))
            continue;
        compressed(workload, row, mine);
        compressed(workload, &uncompressed, theirs);
        if (is_same(mine, theirs))
            wf_diag_error(diag, workload->path, row->origin.line,
                          "<compression> compresses nothing: a parameter has %g bits",
                          8 * workload->bytes_per_parameter);
        for (other = workload->compressions; other < row; other++) {
            compressed(workload, other, theirs);
            if (is_same(mine, theirs))
                break;
        }
        if (other < row)
            wf_diag_error(diag, workload->path, row->origin.line,
                          "<compression> is given twice (first on line %u)", other->origin.line);
    }
}

const struct wf_compression *wf_compression_find(const struct wf_workload *workload,
                                                 double uplink_bits, double uplink_share_ratio,
                                                 double downlink_bits, double downlink_share_ratio,
                                                 char **why)
{
    const struct wf_compression asked = {.uplink_bits = uplink_bits,
                                         .uplink_share_ratio = uplink_share_ratio,
                                         .downlink_bits = downlink_bits,
                                         .downlink_share_ratio = downlink_share_ratio};
    double mine[RESPECTS], theirs[RESPECTS];
    compressed(workload, &uncompressed, theirs);
    compressed(workload, &asked, mine);
    if (is_same(mine, theirs))
        return &uncompressed;
    struct wf_buffer rows = {0}, words = {0};
    for (size_t i = 0; i < workload->compression_count; i++) {
        const struct wf_compression *row = &workload->compressions[i];
        compressed(workload, row, theirs);
        if (is_same(mine, theirs)) {
            wf_buffer_release(&rows);
            return row;
        }
        wf_buffer_printf(&rows, "%sline %u: ", i ? "; " : "", row->origin.line);
        describe(row, &rows);
    }
    describe(&asked, &words);
    *why = rows.length ? wf_format("no <compression> row of %s fits %s; there are %s",
                                   workload->path, words.text, rows.text)
                       : wf_format("%s has no <compression> row; expected one for %s",
                                   workload->path, words.text);
    wf_buffer_release(&rows);
    wf_buffer_release(&words);
    return NULL;
}
