"use strict";
/* Numbers as the program writes them for people (src/base/units.c, src/output/amount.c): what a
 * table shows has the digits of the text. Unknown is null, and shown as "-". */
const format = (() => {
  const metric = (unit, first, prefixes) =>
    [[first, unit], ...prefixes.map((prefix, i) => [first * 1000 ** (i + 1), prefix + unit])];
  const decimal = ["k", "M", "G", "T", "P", "E", "Z", "Y"];
  /* by canonical unit: [size, name] of the units shown, ascending */
  const units = {
    "": [[1, ""]],
    s: [[1e-12, "ps"], [1e-9, "ns"], [1e-6, "us"], [1e-3, "ms"], [1, "s"]],
    W: [[1e-6, "uW"], [1e-3, "mW"], [1, "W"], [1e3, "kW"], [1e6, "MW"], [1e9, "GW"]],
    J: [[1e-6, "uJ"], [1e-3, "mJ"], [1, "J"], [1e3, "kJ"], [1e6, "MJ"], [1e9, "GJ"], [1e12, "TJ"]],
    byte: metric("B", 1, decimal),
    "byte/s": metric("B/s", 1, decimal),
    flop: metric("flop", 1, decimal),
    "flop/s": metric("flop/s", 1, decimal),
    g: [[1e-3, "mg"], [1, "g"], [1e3, "kg"], [1e6, "t"]],
    "g/kWh": [[1, "g/kWh"]],
    "J/B": [[1e-9, "J/GB"], [1e-6, "kJ/GB"], [1e-3, "MJ/GB"], [1, "J/B"]],
  };

  /* The decimal digits of |value|, rounded to @p count, a tie to even as C does, and the exponent
   * of the first one. */
  function rounded(value, count) {
    const [mantissa, exponent] = Math.abs(value).toExponential(60).split("e");
    const exact = mantissa.replace(".", "");
    let number = BigInt(exact.slice(0, count));
    const rest = exact.slice(count), half = "5".padEnd(rest.length, "0");
    if (rest > half || (rest === half && number % 2n === 1n)) number += 1n;
    const text = number.toString();
    const carried = text.length > count;
    return { digits: carried ? text.slice(0, count) : text,
      exponent: Number(exponent) + (carried ? 1 : 0) };
  }

  /* As printf's %.Ng. */
  function general(value, count) {
    if (value === 0) return "0";
    const sign = value < 0 ? "-" : "";
    const { digits, exponent } = rounded(value, count);
    const bare = digits.replace(/0+$/, "");
    if (exponent < -4 || exponent >= count) {
      const size = String(Math.abs(exponent)).padStart(2, "0");
      const fraction = bare.length > 1 ? "." + bare.slice(1) : "";
      return sign + bare[0] + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }
    if (exponent < 0) return sign + "0." + "0".repeat(-exponent - 1) + bare;
    const rest = digits.slice(exponent + 1).replace(/0+$/, "");
    return sign + digits.slice(0, exponent + 1) + (rest ? "." + rest : "");
  }

  /* As printf's %.0f. */
  function whole(value) {
    const floor = Math.floor(value), rest = value - floor;
    const up = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0);
    return BigInt(up ? floor + 1 : floor).toString();
  }

  function four(value, unit) {
    const size = Math.abs(value);
    const text = size >= 1e4 && size < 1e15 ? whole(value) : general(value, 4);
    return unit ? text + " " + unit : text;
  }

  /* From a minute on: the two largest units; from a year on, days. */
  function longTime(value) {
    const spans = [[3600, 60, 1, "min", "s"], [86400, 3600, 60, "h", "min"],
      [31557600, 86400, 3600, "d", "h"]];
    for (const [below, large, small, largeName, smallName] of spans) {
      const total = Math.round(Math.abs(value) / small) * small;
      if (total >= below) continue;
      const many = Math.floor(total / large), few = Math.round((total - many * large) / small);
      const text = few > 0 ? `${many} ${largeName} ${few} ${smallName}` : `${many} ${largeName}`;
      return value < 0 ? "-" + text : text;
    }
    return four(value / 86400, "d");
  }

  function quantity(value, unit) {
    if (value === null || value === undefined || !Number.isFinite(value)) return "-";
    const size = Number(Math.abs(value).toExponential(3));
    if (unit === "s" && size >= 60) return longTime(value);
    const shown = units[unit] || [[1, unit]];
    let best = shown[0];
    for (const candidate of shown) if (candidate[0] <= (size === 0 ? 1 : size)) best = candidate;
    const scaled = best[0] < 1 ? value * Math.round(1 / best[0]) : value / best[0];
    return four(scaled, best[1]);
  }

  function share(part, all) {
    const percent = (100 * part) / all;
    if (part === null || !Number.isFinite(percent)) return "-";
    if (part === 0 || part === all) return whole(percent) + " %";
    if (percent > 0 && percent < 0.05) return "< 0.1 %";
    return percent.toFixed(1) + " %";
  }

  const fractions = ["half", "a third", "a quarter", "a fifth", "a sixth", "a seventh", "an eighth",
    "a ninth", "a tenth"];
  function less(ratio) {
    const inverse = 1 / ratio, near = Math.round(inverse);
    if (near >= 2 && near <= 10 && Math.abs(inverse / near - 1) <= 0.02) return fractions[near - 2];
    if (ratio < 0.001) return "< 1/1000";
    if (ratio < 0.1) return "1/" + whole(inverse);
    if (ratio < 0.5) return whole(100 * ratio) + " %";
    return whole(100 * (1 - ratio)) + " % less";
  }
  function more(ratio) {
    if (ratio < 1.95) return whole(100 * (ratio - 1)) + " % more";
    if (ratio < 9.95) return general(ratio, 2) + " times";
    if (ratio < 999.5) return whole(ratio) + " times";
    return "> 1000 times";
  }
  /* @p value beside that of the first deployment, @p name, in words. */
  function ratio(value, first, name) {
    if (value === null || first === null) return "-";
    if (first === 0) return value > 0 ? "none in " + name : "-";
    const times = value / first;
    if (value === 0) return "none";
    if (times === 1) return "same";
    if (Math.abs(times - 1) < 0.005) return "about same";
    return times < 1 ? less(times) : more(times);
  }

  function kilowattHours(joules) {
    if (joules === null) return "-";
    const value = joules / 3.6e6;
    if (value > 0 && value < 0.001) return general(value * 1000, 4) + " Wh";
    const [size, name] = [[1e9, "TWh"], [1e6, "GWh"], [1e3, "MWh"], [1, "kWh"]]
      .find(([each]) => value >= 0.99995 * each || each === 1);
    return `${general(value / size, 4)} ${name}`;
  }

  return { quantity, share, ratio, kilowattHours, general };
})();
