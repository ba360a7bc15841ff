#include "base/units.h"

#include "suite.h"
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

struct accepted {
    const char *text;
    enum wf_dimension dimension;
    double value;
};

/* Equal to the last bit: no tolerance. */
static void check_accepted(const struct accepted *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double value = -77;
        int status = (int)wf_quantity_parse(cases[i].text, cases[i].dimension, &value);
        wf_check_close(status, WF_QUANTITY_OK, 0, cases[i].text, __FILE__, __LINE__);
        wf_check_close(value, cases[i].value, 0, cases[i].text, __FILE__, __LINE__);
    }
}

struct refused {
    const char *text;
    enum wf_dimension dimension;
    enum wf_quantity_status status;
    const char *words;
};

static void check_refused(const struct refused *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        double value = -77;
        enum wf_quantity_status status =
            wf_quantity_parse(cases[i].text, cases[i].dimension, &value);
        wf_check_close((int)status, (int)cases[i].status, 0, cases[i].text, __FILE__, __LINE__);
        wf_check_close(value, -77, 0, cases[i].text, __FILE__, __LINE__);
        if (cases[i].words != NULL && status != WF_QUANTITY_OK) {
            char *words = wf_quantity_explain(cases[i].text, cases[i].dimension, status);
            wf_check_text(words, cases[i].words, cases[i].text, __FILE__, __LINE__);
            free(words);
        }
    }
}

static void every_dimension_reads_its_units(void)
{
    static const struct accepted cases[] = {
        {"1.5", WF_DIM_NUMBER, 1.5},
        {"-2", WF_DIM_NUMBER, -2},
        {"1.1e7", WF_DIM_COUNT, 11000000},
        {"1e6", WF_DIM_COUNT, 1000000},
        {"3.0", WF_DIM_COUNT, 3},
        {"9007199254740992", WF_DIM_COUNT, 0x1p53},
        {"0.3", WF_DIM_RATIO, 0.3},
        {"30 %", WF_DIM_RATIO, 0.3},
        {"30%", WF_DIM_RATIO, 0.3},
        {"12.5 %", WF_DIM_RATIO, 0.125},
        {"1 s", WF_DIM_TIME, 1},
        {"20 ms", WF_DIM_TIME, 0.02},
        {"1 us", WF_DIM_TIME, 1e-6},
        {"1 ns", WF_DIM_TIME, 1e-9},
        {"1 ps", WF_DIM_TIME, 1e-12},
        {"10 min", WF_DIM_TIME, 600},
        {"10 m", WF_DIM_TIME, 600},
        {"1.5 h", WF_DIM_TIME, 5400},
        {"2 d", WF_DIM_TIME, 172800},
        {"1 w", WF_DIM_TIME, 604800},
        {"4 year", WF_DIM_TIME, 4 * 31557600.0},
        {"5 W", WF_DIM_POWER, 5},
        {"1.5 kW", WF_DIM_POWER, 1500},
        {"3 mW", WF_DIM_POWER, 0.003},
        {"3 MW", WF_DIM_POWER, 3e6},
        {"5 J", WF_DIM_ENERGY, 5},
        {"5 mJ", WF_DIM_ENERGY, 0.005},
        {"5 kJ", WF_DIM_ENERGY, 5000},
        {"5 MJ", WF_DIM_ENERGY, 5e6},
        {"1 Wh", WF_DIM_ENERGY, 3600},
        {"1.5 kWh", WF_DIM_ENERGY, 5.4e6},
        {"1 MWh", WF_DIM_ENERGY, 3.6e9},
        {"1 B", WF_DIM_BYTE, 1},
        {"1 byte", WF_DIM_BYTE, 1},
        {"1 MB", WF_DIM_BYTE, 1e6},
        {"1 MiB", WF_DIM_BYTE, 1048576},
        {"1 TiB", WF_DIM_BYTE, 0x1p40},
        {"8 b", WF_DIM_BYTE, 1},
        {"8 kb", WF_DIM_BYTE, 1000},
        {"1 Kib", WF_DIM_BYTE, 128},
        {"1 Mbit", WF_DIM_BYTE, 125000},
        {"1 flop", WF_DIM_FLOP, 1},
        {"5.6 Gflop", WF_DIM_FLOP, 5.6e9},
        {"3 Pflop", WF_DIM_FLOP, 3e15},
        {"12 kJ/GB", WF_DIM_BYTE_COST, 1.2e-5},
        {"240 J/GB", WF_DIM_BYTE_COST, 2.4e-7},
        {"0.1 kWh/GB", WF_DIM_BYTE_COST, 3.6e-4},
        {"1 Wh/GB", WF_DIM_BYTE_COST, 3.6e-6},
        {"31.7 nJ/bit", WF_DIM_BYTE_COST, 2.536e-7},
        {"3 J/MB", WF_DIM_BYTE_COST, 3e-6},
        {"2 J/B", WF_DIM_BYTE_COST, 2},
        {"1 g", WF_DIM_MASS, 1},
        {"1.5 kg", WF_DIM_MASS, 1500},
        {"2 t", WF_DIM_MASS, 2e6},
        {"56 g/kWh", WF_DIM_INTENSITY, 56},
        {"0.056 kg/kWh", WF_DIM_INTENSITY, 56},
        {"56 kg/MWh", WF_DIM_INTENSITY, 56},
        {"10 g/MJ", WF_DIM_INTENSITY, 36},
    };
    check_accepted(cases, COUNT_OF(cases));
}

/* The factors of xbt_parse_get_bandwidth and _speed of SimGrid 3.32. */
static void simgrid_names_of_units_mean_what_they_mean_there(void)
{
    static const struct {
        const char *prefix;
        double factor;
    } short_prefixes[] = {{"", 1},        {"k", 1e3},     {"M", 1e6},     {"G", 1e9},
                          {"T", 1e12},    {"P", 1e15},    {"E", 1e18},    {"Z", 1e21},
                          {"Y", 1e24},    {"Ki", 0x1p10}, {"Mi", 0x1p20}, {"Gi", 0x1p30},
                          {"Ti", 0x1p40}, {"Pi", 0x1p50}, {"Ei", 0x1p60}, {"Zi", 0x1p70},
                          {"Yi", 0x1p80}},
      long_prefixes[] = {{"", 1},       {"kilo", 1e3},  {"mega", 1e6},
                         {"giga", 1e9}, {"tera", 1e12}, {"peta", 1e15},
                         {"exa", 1e18}, {"zeta", 1e21}, {"yotta", 1e24}};
    char text[32];
    for (size_t i = 0; i < COUNT_OF(short_prefixes); i++) {
        double factor = short_prefixes[i].factor;
        const struct {
            const char *unit;
            enum wf_dimension dimension;
            double value;
        } units[] = {{"Bps", WF_DIM_BANDWIDTH, 5 * factor},
                     {"bps", WF_DIM_BANDWIDTH, 5 * factor / 8},
                     {"B", WF_DIM_BYTE, 5 * factor},
                     {"b", WF_DIM_BYTE, 5 * factor / 8},
                     {"f", WF_DIM_SPEED, 5 * factor}};
        size_t count = strchr(short_prefixes[i].prefix, 'i') == NULL ? 5 : 4; /* no binary f */
        for (size_t u = 0; u < count; u++) {
            snprintf(text, sizeof text, "5%s%s", short_prefixes[i].prefix, units[u].unit);
            check_accepted(&(struct accepted){text, units[u].dimension, units[u].value}, 1);
        }
    }
    for (size_t i = 0; i < COUNT_OF(long_prefixes); i++) {
        snprintf(text, sizeof text, "5%sflops", long_prefixes[i].prefix);
        check_accepted(&(struct accepted){text, WF_DIM_SPEED, 5 * long_prefixes[i].factor}, 1);
    }
}

static void people_write_rates_their_way(void)
{
    static const struct accepted cases[] = {
        {"3 B/s", WF_DIM_BANDWIDTH, 3},          {"3 kB/s", WF_DIM_BANDWIDTH, 3e3},
        {"3 MB/s", WF_DIM_BANDWIDTH, 3e6},       {"3 GB/s", WF_DIM_BANDWIDTH, 3e9},
        {"3 MiB/s", WF_DIM_BANDWIDTH, 0x3p20},   {"8 bit/s", WF_DIM_BANDWIDTH, 1},
        {"8 kbit/s", WF_DIM_BANDWIDTH, 1e3},     {"100 Mbit/s", WF_DIM_BANDWIDTH, 12.5e6},
        {"10 Gbit/s", WF_DIM_BANDWIDTH, 1.25e9}, {"3 byte/s", WF_DIM_BANDWIDTH, 3},
        {"3 flop/s", WF_DIM_SPEED, 3},           {"3 Gflop/s", WF_DIM_SPEED, 3e9},
        {"19.5 Tflop/s", WF_DIM_SPEED, 19.5e12}, {"1 Pflop/s", WF_DIM_SPEED, 1e15},
    };
    check_accepted(cases, COUNT_OF(cases));
}

static void numbers_are_written_in_many_ways(void)
{
    static const struct accepted cases[] = {
        {"  5   s  ", WF_DIM_TIME, 5},  {"\t5s\n", WF_DIM_TIME, 5},
        {"5.s", WF_DIM_TIME, 5},        {".5 s", WF_DIM_TIME, 0.5},
        {"-.5 s", WF_DIM_TIME, -0.5},   {"005 s", WF_DIM_TIME, 5},
        {"5e3s", WF_DIM_TIME, 5000},    {"5E+3 s", WF_DIM_TIME, 5000},
        {"5e-3 s", WF_DIM_TIME, 0.005}, {"5EB", WF_DIM_BYTE, 5e18},
        {"5e2EB", WF_DIM_BYTE, 5e20},   {"2Ef", WF_DIM_SPEED, 2e18},
    };
    check_accepted(cases, COUNT_OF(cases));
}

static void zero_needs_no_unit(void)
{
    static const char *const zeros[] = {"0", "0.0", "-0", "0e5", " 0 ", ".0", "0e-999"};
    for (int d = 0; d < WF_DIM_COUNT_OF_DIMENSIONS; d++)
        for (size_t i = 0; i < COUNT_OF(zeros); i++) {
            double value = -77;
            CU_ASSERT_EQUAL(wf_quantity_parse(zeros[i], (enum wf_dimension)d, &value),
                            WF_QUANTITY_OK);
            CHECK_CLOSE(value, 0, 0);
            CU_ASSERT(!signbit(value));
        }
}

/* Each pair is the same decimal number; 1.005 * 1000 in doubles is 1004.9999999999999. */
static void changing_the_unit_changes_no_bit(void)
{
    static const struct {
        const char *a, *b;
        enum wf_dimension dimension;
    } pairs[] = {
        {"1.005 kW", "1005 W", WF_DIM_POWER},
        {"4.35 %", "0.0435", WF_DIM_RATIO},
        {"0.07 ms", "70 us", WF_DIM_TIME},
        {"1.1 h", "66 min", WF_DIM_TIME},
        {"1.1 h", "3960 s", WF_DIM_TIME},
        {"8.2 kWh", "29.52 MJ", WF_DIM_ENERGY},
        {"1.005 Pf", "1005 Tf", WF_DIM_SPEED},
        {"1.005 Ef", "1005e15 f", WF_DIM_SPEED},
        {"1.1 Gbit/s", "137.5 MB/s", WF_DIM_BANDWIDTH},
        {"1.1Mbps", "137500Bps", WF_DIM_BANDWIDTH},
        {"0.1 GiB", "102.4 MiB", WF_DIM_BYTE},
        {"123456789.123 us", "123.456789123 s", WF_DIM_TIME},
        {"0.0563 kg/kWh", "56.3 g/kWh", WF_DIM_INTENSITY},
    };
    for (size_t i = 0; i < COUNT_OF(pairs); i++) {
        double a = 0, b = 1;
        wf_quantity_parse(pairs[i].a, pairs[i].dimension, &a);
        wf_quantity_parse(pairs[i].b, pairs[i].dimension, &b);
        wf_check_close(a, b, 0, pairs[i].a, __FILE__, __LINE__);
    }
}

static void numbers_of_any_length_are_read_as_strtod_reads_them(void)
{
    static const char *const numbers[] = {
        "3.14159265358979323846264338327950288",
        "0.000000000000000000000000000000001",
        "123456789012345678901234567890",
        "1.7976931348623157e308",
        "2.2250738585072014e-308",
        "4.9406564584124654e-324",
        "9007199254740993e1",
        "0.1000000000000000055511151231257827",
        "1e23",
        "8.5e-23",
    };
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        check_accepted(&(struct accepted){numbers[i], WF_DIM_NUMBER, strtod(numbers[i], NULL)}, 1);
}

static void what_is_no_decimal_number_is_refused(void)
{
    static const char *const texts[] = {"0x10",
                                        "0X1p3",
                                        "-0x10",
                                        "nan",
                                        "inf",
                                        "infinity",
                                        "+5",
                                        "-",
                                        ".",
                                        "-.",
                                        "e5",
                                        "abc",
                                        "- 5",
                                        "--5",
                                        "\xe2\x88\x92"
                                        "5",
                                        ",5",
                                        "%"};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        char words[64];
        snprintf(words, sizeof words, "'%s' is not a decimal number", texts[i]);
        check_refused(&(struct refused){texts[i], WF_DIM_NUMBER, WF_QUANTITY_NOT_A_NUMBER, words},
                      1);
        check_refused(&(struct refused){texts[i], WF_DIM_TIME, WF_QUANTITY_NOT_A_NUMBER, words}, 1);
    }
}

/* What is advised is read as it is meant, or both meanings are named. */
static void the_advice_about_separators_can_be_followed(void)
{
    static const struct {
        const char *text;
        enum wf_dimension dimension;
        const char *words;
    } cases[] = {
        {"50,000", WF_DIM_COUNT, "'50,000' separates thousands; write '50000'"},
        {"50 000", WF_DIM_COUNT, "'50 000' separates thousands; write '50000'"},
        {"50'000", WF_DIM_COUNT, "'50'000' separates thousands; write '50000'"},
        {"50_000", WF_DIM_COUNT, "'50_000' separates thousands; write '50000'"},
        {"1.000.000", WF_DIM_COUNT, "'1.000.000' separates thousands; write '1000000'"},
        {"10,20,50", WF_DIM_COUNT, "'10,20,50' holds several values; expected one value only"},
        {"10, 20", WF_DIM_COUNT, "'10, 20' holds several values; expected one value only"},
        {"10;20", WF_DIM_TIME, "'10;20' holds several values; expected one value only"},
        {"10,20", WF_DIM_COUNT,
         "'10,20' is not one whole number; expected one value only, without separators"},
        {"1,5", WF_DIM_COUNT,
         "'1,5' is not one whole number; expected one value only, without separators"},
        {"1.234,00", WF_DIM_COUNT,
         "'1.234,00' is not one whole number; expected one value only, without separators"},
        {"10 20", WF_DIM_COUNT, "'10 20' holds several values; expected one value only"},
        {"1 2 s", WF_DIM_TIME, "'1 2 s' holds several values; expected one value only"},
        {"50.000", WF_DIM_COUNT, "'50.000' can be read in two ways; write '50' or '50000'"},
        {"1.000", WF_DIM_COUNT, "'1.000' can be read in two ways; write '1' or '1000'"},
        {" -100.000 ", WF_DIM_COUNT,
         "' -100.000 ' can be read in two ways; write '-100' or '-100000'"},
        {"1.500", WF_DIM_COUNT,
         "'1.500' is not an integer; write '1500' if the point separates thousands"},
        {"1,500 W", WF_DIM_POWER,
         "'1,500 W' has a comma: write '1500 W' if it separates thousands, '1.500 W' if it is a "
         "decimal comma"},
        {"11,181", WF_DIM_NUMBER,
         "'11,181' has a comma: write '11181' if it separates thousands, '11.181' if it is a "
         "decimal comma"},
        {"0,500 W", WF_DIM_POWER, "'0,500 W' has a decimal comma; write '0.500 W'"},
        {"-1,5", WF_DIM_NUMBER, "'-1,5' has a decimal comma; write '-1.5'"},
        {"1,5", WF_DIM_TIME, "'1,5' has a decimal comma; write '1.5 s'"},
        {"1,5e3 W", WF_DIM_POWER, "'1,5e3 W' has a decimal comma; write '1.5e3 W'"},
        {"1.234,56 kW", WF_DIM_POWER, "'1.234,56 kW' separates thousands; write '1234.56 kW'"},
        {"1,234.56 kW", WF_DIM_POWER, "'1,234.56 kW' separates thousands; write '1234.56 kW'"},
        {"1 234,56kW", WF_DIM_POWER, "'1 234,56kW' separates thousands; write '1234.56kW'"},
        {"1,234,5 W", WF_DIM_POWER, "'1,234,5 W' holds several values; expected one value only"},
        {"1.5,2 s", WF_DIM_TIME, "'1.5,2 s' holds several values; expected one value only"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double value;
        enum wf_quantity_status status =
            wf_quantity_parse(cases[i].text, cases[i].dimension, &value);
        CU_ASSERT_NOT_EQUAL_FATAL(status, WF_QUANTITY_OK);
        char *words = wf_quantity_explain(cases[i].text, cases[i].dimension, status);
        CHECK_TEXT(words, cases[i].words);
        free(words);
    }
}

/* Only a count has no decimals: a point before three zeros is doubtful there, and nowhere else. */
static void a_point_that_cannot_separate_thousands_is_a_point(void)
{
    static const struct {
        const char *text;
        enum wf_dimension dimension;
        double value;
    } cases[] = {{"50.0", WF_DIM_COUNT, 50},        {"50.00", WF_DIM_COUNT, 50},
                 {"50.0000", WF_DIM_COUNT, 50},     {"1000.000", WF_DIM_COUNT, 1000},
                 {"0.000", WF_DIM_COUNT, 0},        {"1.000e3", WF_DIM_COUNT, 1000},
                 {"50.000", WF_DIM_NUMBER, 50},     {"50.000 s", WF_DIM_TIME, 50},
                 {"1.000 kB", WF_DIM_BYTE, 1000.0}, {"50.000 %", WF_DIM_RATIO, 0.5}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double value = NAN;
        CU_ASSERT_EQUAL(wf_quantity_parse(cases[i].text, cases[i].dimension, &value),
                        WF_QUANTITY_OK);
        CU_ASSERT_EQUAL(value, cases[i].value);
    }
}

/* Bits are never taken for bytes. */
static void the_nearest_unit_measures_the_same(void)
{
    static const struct {
        const char *text;
        enum wf_dimension dimension;
        const char *hint; /* "": none */
    } cases[] = {
        {"1Gb/s", WF_DIM_BANDWIDTH, "; did you mean 'Gbit/s'"},
        {"1 Mb/s", WF_DIM_BANDWIDTH, "; did you mean 'Mbit/s'"},
        {"1 kb/sec", WF_DIM_BANDWIDTH, "; did you mean 'kB/s' (bytes) or 'kbit/s' (bits)"},
        {"1 Gbits/s", WF_DIM_BANDWIDTH, "; did you mean 'Gbit/s'"},
        {"1 GBit/s", WF_DIM_BANDWIDTH, "; did you mean 'Gbit/s'"},
        {"1 Gib/s", WF_DIM_BANDWIDTH, "; did you mean 'Gibps'"},
        {"1 GBytes/s", WF_DIM_BANDWIDTH, "; did you mean 'GB/s'"},
        {"1 MB/S", WF_DIM_BANDWIDTH, "; did you mean 'MB/s'"},
        {"1 mbps", WF_DIM_BANDWIDTH, "; did you mean 'MB/s' (bytes) or 'Mbit/s' (bits)"},
        {"1 gb/s", WF_DIM_BANDWIDTH, "; did you mean 'GB/s' (bytes) or 'Gbit/s' (bits)"},
        {"1 Gbit", WF_DIM_BANDWIDTH, "; did you mean 'Gbit/s'"},
        {"1 Gbit/s", WF_DIM_BYTE, ""},
        {"4 gb", WF_DIM_BYTE, "; did you mean 'GB' (bytes) or 'Gbit' (bits)"},
        {"4 KB", WF_DIM_BYTE, "; did you mean 'kB'"},
        {"4 MBytes", WF_DIM_BYTE, "; did you mean 'MB'"},
        {"1 KW", WF_DIM_POWER, "; did you mean 'kW'"},
        {"1 mw", WF_DIM_POWER, "; did you mean 'mW' or 'MW'"},
        {"1 TFLOPS", WF_DIM_SPEED, "; did you mean 'Tflop/s'"},
        {"1 GFLOPs", WF_DIM_FLOP, "; did you mean 'Gflop'"},
        {"1 b", WF_DIM_TIME, ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        double value;
        CU_ASSERT_EQUAL(wf_quantity_parse(cases[i].text, cases[i].dimension, &value),
                        WF_QUANTITY_WRONG_UNIT);
        char *words =
            wf_quantity_explain(cases[i].text, cases[i].dimension, WF_QUANTITY_WRONG_UNIT);
        const char *hint = strchr(words, ';');      /* after "unknown" */
        hint = hint ? strchr(hint + 1, ';') : NULL; /* after the list of units */
        CHECK_TEXT(hint ? hint : "", cases[i].hint);
        free(words);
    }
}

static void a_refusal_explains_itself(void)
{
    static const struct refused cases[] = {
        {"600", WF_DIM_TIME, WF_QUANTITY_NO_UNIT, "'600' needs a unit (e.g. '600 s')"},
        {"5", WF_DIM_BANDWIDTH, WF_QUANTITY_NO_UNIT, "'5' needs a unit (e.g. '5 Mbit/s')"},
        {"5 parsec", WF_DIM_TIME, WF_QUANTITY_WRONG_UNIT,
         "'5 parsec' is not a time: unit 'parsec' is unknown; known: s, ms, us, ns, ps, min, m, "
         "h, d, w, year"},
        {"5 KB", WF_DIM_BYTE, WF_QUANTITY_WRONG_UNIT,
         "'5 KB' is not a data size: unit 'KB' is unknown; known: B, kB, MB, GB, TB, KiB, MiB, "
         "GiB, TiB, bit, kbit, Mbit, Gbit; did you mean 'kB'"},
        {"0 parsec", WF_DIM_MASS, WF_QUANTITY_WRONG_UNIT,
         "'0 parsec' is not a mass: unit 'parsec' is unknown; known: g, mg, kg, t"},
        {"5 s 3", WF_DIM_ENERGY, WF_QUANTITY_WRONG_UNIT,
         "'5 s 3' is not an energy: unit 's 3' is unknown; known: J, uJ, mJ, kJ, MJ, GJ, TJ, Wh, "
         "kWh, MWh, GWh"},
        {"5 s", WF_DIM_COUNT, WF_QUANTITY_WRONG_UNIT,
         "'5 s' is not a count: it takes no unit, but 's' follows"},
        {"50 %", WF_DIM_NUMBER, WF_QUANTITY_WRONG_UNIT,
         "'50 %' is not a number: it takes no unit, but '%' follows"},
        {"1,5 s", WF_DIM_TIME, WF_QUANTITY_DECIMAL_COMMA,
         "'1,5 s' has a decimal comma; write '1.5 s'"},
        {"1,000,000", WF_DIM_COUNT, WF_QUANTITY_DECIMAL_COMMA,
         "'1,000,000' separates thousands; write '1000000'"},
        {"", WF_DIM_TIME, WF_QUANTITY_EMPTY, "'' is empty; expected a time (e.g. '10 s')"},
        {" \t", WF_DIM_ENERGY, WF_QUANTITY_EMPTY,
         "' \t' is empty; expected an energy (e.g. '10 kJ')"},
        {"3.5", WF_DIM_COUNT, WF_QUANTITY_NOT_AN_INTEGER, "'3.5' is not an integer"},
        {"1e-1", WF_DIM_COUNT, WF_QUANTITY_NOT_AN_INTEGER, "'1e-1' is not an integer"},
        {"1e999 s", WF_DIM_TIME, WF_QUANTITY_OVERFLOW,
         "'1e999 s' is out of range: too large, or too near to 0"},
        {"1e99999999999999999999 s", WF_DIM_TIME, WF_QUANTITY_OVERFLOW, NULL},
        {"1e308 year", WF_DIM_TIME, WF_QUANTITY_OVERFLOW, NULL},
        {"1e-400 s", WF_DIM_TIME, WF_QUANTITY_OVERFLOW, NULL},
        {"1e-320 ps", WF_DIM_TIME, WF_QUANTITY_OVERFLOW, NULL},
        {"9007199254740994", WF_DIM_COUNT, WF_QUANTITY_OVERFLOW, NULL},
        {"1e300", WF_DIM_COUNT, WF_QUANTITY_OVERFLOW, NULL},
        {"-1e300", WF_DIM_COUNT, WF_QUANTITY_OVERFLOW, NULL},
        {"1e", WF_DIM_NUMBER, WF_QUANTITY_WRONG_UNIT, NULL},
        {"1.5.2", WF_DIM_NUMBER, WF_QUANTITY_WRONG_UNIT, NULL},
        {"1 000 s", WF_DIM_TIME, WF_QUANTITY_WRONG_UNIT, NULL},
        {"5 S", WF_DIM_TIME, WF_QUANTITY_WRONG_UNIT, NULL},
        {"5 kwh", WF_DIM_ENERGY, WF_QUANTITY_WRONG_UNIT, NULL},
        {"5 W", WF_DIM_ENERGY, WF_QUANTITY_WRONG_UNIT, NULL},
        {"5 kB", WF_DIM_BANDWIDTH, WF_QUANTITY_WRONG_UNIT, NULL},
        {"5 Gflop", WF_DIM_SPEED, WF_QUANTITY_WRONG_UNIT, NULL},
        {"30 s", WF_DIM_RATIO, WF_QUANTITY_WRONG_UNIT, NULL},
        {"0.3 % ", WF_DIM_COUNT, WF_QUANTITY_WRONG_UNIT, NULL},
    };
    check_refused(cases, COUNT_OF(cases));
}

static void every_example_names_and_reads_a_unit(void)
{
    for (int d = 0; d < WF_DIM_COUNT_OF_DIMENSIONS; d++) {
        enum wf_dimension dimension = (enum wf_dimension)d;
        char *words = wf_quantity_explain("", dimension, WF_QUANTITY_EMPTY);
        const char *example = strstr(words, "e.g. '");
        CU_ASSERT_FATAL(example != NULL);
        char text[32] = "";
        sscanf(example, "e.g. '%31[^']", text);
        double value = -77;
        CU_ASSERT_EQUAL(wf_quantity_parse(text, dimension, &value), WF_QUANTITY_OK);
        CU_ASSERT(value > 0);
        free(words);
    }
}

static void listed_units_and_canonical_ones_are_read(void)
{
    int listed = 0;
    for (int d = 0; d < WF_DIM_COUNT_OF_DIMENSIONS; d++) {
        enum wf_dimension dimension = (enum wf_dimension)d;
        char text[64];
        char *words = wf_quantity_explain("1 no-unit", dimension, WF_QUANTITY_WRONG_UNIT);
        char *list = strstr(words, "known: ");
        list = list ? list + strlen("known: ") : words + strlen(words);
        double value;
        for (char *rest = NULL, *unit = strtok_r(list, ", ", &rest); unit != NULL;
             unit = strtok_r(NULL, ", ", &rest), listed++) {
            snprintf(text, sizeof text, "1 %s", unit);
            CU_ASSERT_EQUAL(wf_quantity_parse(text, dimension, &value), WF_QUANTITY_OK);
        }
        free(words);
        value = -77;
        snprintf(text, sizeof text, "1 %s", wf_dimension_unit(dimension));
        CU_ASSERT_EQUAL(wf_quantity_parse(text, dimension, &value), WF_QUANTITY_OK);
        CHECK_CLOSE(value, 1, 0);
        CU_ASSERT(wf_dimension_name(dimension)[0] != '\0');
    }
    CU_ASSERT(listed > 50);
    CHECK_TEXT(wf_dimension_unit(WF_DIM_SPEED), "flop/s");
    CHECK_TEXT(wf_dimension_unit(WF_DIM_COUNT), "");
    CHECK_TEXT(wf_dimension_name(WF_DIM_TIME), "time");
}

static void a_number_is_as_short_as_it_reads_back(void)
{
    static const struct {
        double value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {-0.0, "-0"},
        {0.1, "0.1"},
        {0.1 + 0.2, "0.30000000000000004"},
        {1.0 / 3, "0.3333333333333333"},
        {1e6, "1000000"},
        {123456789012345, "123456789012345"},
        {1e22, "1e+22"},
        {-2.5e-7, "-2.5e-07"},
        {NAN, "nan"},
        {-NAN, "nan"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
    };
    char buffer[32];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_TEXT(wf_number_text(cases[i].value, buffer, sizeof buffer), cases[i].text);
}

static void every_number_reads_back_to_the_same_bits(void)
{
    char buffer[32];
    int wrong = 0;
    uint64_t state = 1;
    for (int i = 0; i < 200000; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        uint64_t bits = state ^ state >> 29;
        double value, again = 0;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        wf_number_text(value, buffer, sizeof buffer);
        wf_quantity_parse(buffer, WF_DIM_NUMBER, &again);
        wrong += again != value;
    }
    const double edges[] = {DBL_MAX, -DBL_MAX, DBL_MIN, DBL_TRUE_MIN, DBL_EPSILON};
    for (size_t i = 0; i < COUNT_OF(edges); i++)
        wrong += strtod(wf_number_text(edges[i], buffer, sizeof buffer), NULL) != edges[i];
    CU_ASSERT_EQUAL(wrong, 0);
}

static void people_read_scaled_units(void)
{
    static const struct {
        double value;
        enum wf_dimension dimension;
        const char *text;
    } cases[] = {
        {12345, WF_DIM_ENERGY, "12.35 kJ"},
        {-12345, WF_DIM_ENERGY, "-12.35 kJ"},
        {999.94, WF_DIM_ENERGY, "999.9 J"},
        {999.99, WF_DIM_ENERGY, "1 kJ"},
        {0, WF_DIM_ENERGY, "0 J"},
        {0.0005, WF_DIM_ENERGY, "500 uJ"},
        {3e-9, WF_DIM_ENERGY, "0.003 uJ"},
        {2.5e18, WF_DIM_ENERGY, "2500000 TJ"},
        {150, WF_DIM_POWER, "150 W"},
        {0.25, WF_DIM_POWER, "250 mW"},
        {2.5e6, WF_DIM_POWER, "2.5 MW"},
        {0, WF_DIM_BYTE, "0 B"},
        {999, WF_DIM_BYTE, "999 B"},
        {0.5, WF_DIM_BYTE, "0.5 B"},
        {44e6, WF_DIM_BYTE, "44 MB"},
        {1.5e9, WF_DIM_BYTE, "1.5 GB"},
        {12.5e6, WF_DIM_BANDWIDTH, "12.5 MB/s"},
        {5.6e9, WF_DIM_FLOP, "5.6 Gflop"},
        {19.5e12, WF_DIM_SPEED, "19.5 Tflop/s"},
        {0.0125, WF_DIM_MASS, "12.5 mg"},
        {56, WF_DIM_MASS, "56 g"},
        {5.6e7, WF_DIM_MASS, "56 t"},
        {56.04, WF_DIM_INTENSITY, "56.04 g/kWh"},
        {12345, WF_DIM_INTENSITY, "12345 g/kWh"},
        {0.3, WF_DIM_RATIO, "0.3"},
        {1.0 / 3, WF_DIM_RATIO, "0.3333"},
        {11000000, WF_DIM_COUNT, "11000000"},
        {7, WF_DIM_COUNT, "7"},
        {12345.6, WF_DIM_NUMBER, "12346"},
        {0.00001, WF_DIM_NUMBER, "1e-05"},
        {NAN, WF_DIM_POWER, "-"},
        {NAN, WF_DIM_TIME, "-"},
        {INFINITY, WF_DIM_TIME, "inf"},
        {-INFINITY, WF_DIM_NUMBER, "-inf"},
    };
    char buffer[32];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_TEXT(wf_quantity_text(cases[i].value, cases[i].dimension, buffer, sizeof buffer),
                   cases[i].text);
}

static void people_read_times_in_two_units(void)
{
    static const struct {
        double value_s;
        const char *text;
    } cases[] = {
        {0, "0 s"},
        {0.00012, "120 us"},
        {0.02, "20 ms"},
        {0.99999, "1 s"},
        {1e-9, "1 ns"},
        {1e-15, "0.001 ps"},
        {12.345678, "12.35 s"},
        {59.99, "59.99 s"},
        {59.999, "1 min"},
        {60, "1 min"},
        {754, "12 min 34 s"},
        {3599.4, "59 min 59 s"},
        {3599.6, "1 h"},
        {7380, "2 h 3 min"},
        {-7380, "-2 h 3 min"},
        {86399, "1 d"},
        {3 * 86400 + 4 * 3600 + 100, "3 d 4 h"},
        {400 * 86400.0, "400 d"},
        {31557600, "365.2 d"},
        {1e12, "11574074 d"},
        {1e300, "1.157e+295 d"},
    };
    char buffer[32];
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        CHECK_TEXT(wf_quantity_text(cases[i].value_s, WF_DIM_TIME, buffer, sizeof buffer),
                   cases[i].text);
}

static const struct wf_test tests[] = {
    WF_TEST(every_dimension_reads_its_units),
    WF_TEST(simgrid_names_of_units_mean_what_they_mean_there),
    WF_TEST(people_write_rates_their_way),
    WF_TEST(numbers_are_written_in_many_ways),
    WF_TEST(zero_needs_no_unit),
    WF_TEST(changing_the_unit_changes_no_bit),
    WF_TEST(numbers_of_any_length_are_read_as_strtod_reads_them),
    WF_TEST(what_is_no_decimal_number_is_refused),
    WF_TEST(a_refusal_explains_itself),
    WF_TEST(the_advice_about_separators_can_be_followed),
    WF_TEST(a_point_that_cannot_separate_thousands_is_a_point),
    WF_TEST(the_nearest_unit_measures_the_same),
    WF_TEST(every_example_names_and_reads_a_unit),
    WF_TEST(listed_units_and_canonical_ones_are_read),
    WF_TEST(a_number_is_as_short_as_it_reads_back),
    WF_TEST(every_number_reads_back_to_the_same_bits),
    WF_TEST(people_read_scaled_units),
    WF_TEST(people_read_times_in_two_units),
};

int main(void)
{
    return wf_suite_run("units", tests, sizeof tests / sizeof tests[0]);
}
