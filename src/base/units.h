/* Quantities in input text: a number, an optional space, a unit. Zero needs no unit. The decimal
 * sign is a point, whatever the locale. No hexadecimal, no inf or nan (`inf` where a row of a table
 * allows it). */
#ifndef WF_BASE_UNITS_H
#define WF_BASE_UNITS_H

#include <stdbool.h>
#include <stddef.h>

/** What a number measures. The canonical unit is the one in which it is kept in memory. */
enum wf_dimension {
    WF_DIM_NUMBER, /**< no unit */
    WF_DIM_COUNT,  /**< no unit, integer up to 2^53; 1.1e7 allowed */
    WF_DIM_RATIO,  /**< no unit or %: 0.3, 30 % -> 0.3 */
    WF_DIM_TIME,   /**< s; ps ns us ms s min h d w year (365.25 d), SimGrid's m for minute */
    WF_DIM_POWER,  /**< W; uW mW W kW MW GW */
    WF_DIM_ENERGY, /**< J; uJ mJ J kJ .. TJ, Wh kWh MWh GWh */
    WF_DIM_BYTE,   /**< byte; SimGrid's B kB .. KiB .., b kb .. Kib .. (bits); byte bit kbit .. */
    WF_DIM_BANDWIDTH, /**< byte/s; SimGrid's Bps kBps .. KiBps .., bps ..; B/s kB/s .. bit/s .. */
    WF_DIM_FLOP,      /**< flop; flop kflop Mflop .. Yflop */
    WF_DIM_SPEED,     /**< flop/s; SimGrid's f kf Mf .., flops kiloflops ..; flop/s kflop/s .. */
    WF_DIM_MASS,      /**< g CO2e; mg g kg t */
    WF_DIM_INTENSITY, /**< g CO2e/kWh; g/kWh kg/kWh kg/MWh g/MJ */
    WF_DIM_BYTE_COST, /**< J/byte; J/GB kJ/GB MJ/GB J/MB J/B, Wh/GB kWh/GB, nJ/bit */
    WF_DIM_COUNT_OF_DIMENSIONS
};

/** Why a text is not a quantity. */
enum wf_quantity_status {
    WF_QUANTITY_OK,
    WF_QUANTITY_EMPTY,
    WF_QUANTITY_NOT_A_NUMBER, /**< no decimal number at its start (hex, nan, inf, words) */
    WF_QUANTITY_DECIMAL_COMMA,
    WF_QUANTITY_OVERFLOW, /**< too large for a double, too close to 0 for one, or a count above 2^53
                           */
    WF_QUANTITY_NO_UNIT,  /**< a unit is needed */
    WF_QUANTITY_WRONG_UNIT,
    WF_QUANTITY_NOT_AN_INTEGER,
    WF_QUANTITY_GROUPED /**< a count whose point may separate thousands: 50.000 */
};

/** Parse all of @p text (surrounding blanks allowed) as a quantity of @p dimension.
 *  @param[out] value  in the canonical unit; untouched unless OK; finite, never -0.
 *  Number and unit are rounded together, once, if their integers fit 2^53 (numbers of usual
 *  length), so that the unit changes no bit: 1.005 kW == 1005 W, 20 ms == 0.02 s. Longer numbers
 *  are within about one ulp. SimGrid rounds twice: its last bit may differ. The caller checks sign
 *  and range. */
enum wf_quantity_status wf_quantity_parse(const char *text, enum wf_dimension dimension,
                                          double *value);

/** Message for a parse that returned @p status: "'600' needs a unit (e.g. '600 s')"; caller frees.
 *  What it advises to write is read as it is meant: where a comma may separate thousands or be a
 *  decimal sign, both are named. */
char *wf_quantity_explain(const char *text, enum wf_dimension dimension,
                          enum wf_quantity_status status);

/** Name of the canonical unit ("s", "flop/s"; "" for numbers). */
const char *wf_dimension_unit(enum wf_dimension dimension);
/** The units worth listing, "W, uW, .."; "" for numbers. */
const char *wf_dimension_units(enum wf_dimension dimension);
/** A number, one space, a unit: "10 MB". */
const char *wf_dimension_example(enum wf_dimension dimension);
/** What follows the number that @p text begins with, without blanks around it, of @p length bytes;
 *  "" where it begins with none, or a comma and a digit follow. */
const char *wf_quantity_unit(const char *text, size_t *length);
/** Human name: "time", "data size". */
const char *wf_dimension_name(enum wf_dimension dimension);

/** Shortest text that reads back to the same double; "nan", "inf" as such. @p size >= 32. */
const char *wf_number_text(double value, char *buffer, size_t size);

/** For people: 3 to 4 significant digits with a scaled unit: 12345 J -> "12.35 kJ", 0.00012 s ->
 *  "120 us", 7380 s -> "2 h 3 min", bytes in B kB MB GB; counts in full, NaN -> "-".
 *  @p size >= 32. */
const char *wf_quantity_text(double value, enum wf_dimension dimension, char *buffer, size_t size);

#endif
