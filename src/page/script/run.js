"use strict";
/* A run, or several side by side: what `run` and `compare` print as JSON. */
const runs = (() => {
  const { cell, quantity, make } = table;

  /* Rows of the page for people, in its order: name, unit, value of a run. */
  const headline = [
    ["energy", "J", (run) => run.energy_j],
    ["carbon, operational", "g", (run) => run.carbon_g],
    ["carbon, embodied", "g", (run) => run.embodied_g],
    ["time", "s", (run) => run.time_s],
  ];
  const withoutEvaluation = ["energy, without evaluation", "J",
    (run) => run.energy_j - run.energy_by_phase_j.evaluate];
  const work = [
    ["networks, marginal", "J", (run) => run.network_energy_j.marginal],
    ["networks, allocation", "J", (run) => run.network_energy_j.allocation],
    ["on links of unknown energy", "byte", (run) => run.network_unknown.byte],
    ["rounds or epochs", "", (run) => run.rounds],
    ["passes over the data", "", (run) => run.epochs],
    ["bytes up", "byte", (run) => run.uplink_byte],
    ["bytes down", "byte", (run) => run.downlink_byte],
    ["bytes exchanged", "byte", (run) => run.exchange_byte],
    ["computation", "flop", (run) => run.flop],
    ["accelerator-hours", "", (run) => run.accelerator_hours],
    ["samples per joule", "", (run) => run.samples_per_j],
    ["bytes per joule", "", (run) => run.byte_per_j],
    ["samples", "", (run) => run.samples],
    ["parameters", "", (run) => run.parameters],
    ["model", "byte", (run) => run.model_byte],
    ["learners that took part", "%", (run) => run.learner_coverage],
    ["samples that were used", "%", (run) => run.sample_coverage],
    ["updates dropped", "", (run) => run.dropped_updates],
    ["energy of dropped updates", "J", (run) => run.wasted_energy_j],
    ["stale updates", "", (run) => run.stale_updates],
    ["inferences", "", (run) => run.inferences],
    ["trainings", "", (run) => run.trainings],
  ];

  const shown = (value, unit) => (unit === "%" ? cell(format.share(value, 1), value)
    : quantity(value, unit));

  const mostColumns = 5; /* of deployments side by side; more stand one below the other */

  /* Value of each run, each but the first with its ratio to the first. */
  function withRatios(values, unit, labels) {
    return values.map((value, i) => [shown(value, unit), i === 0 ? null
      : cell(format.ratio(value, values[0], labels[0]),
        values[0] && value !== null ? value / values[0] : null)]);
  }

  /* A row a quantity, a column a run. @p rows: [name, unit, values] */
  function sideBySide(caption, labels, rows, first) {
    if (labels.length > mostColumns) return oneBelowTheOther(caption, labels, rows);
    const columns = labels.flatMap((label, i) => [{ name: label, number: true },
      i ? { name: `${label} to ${labels[0]}`, number: true } : null]);
    return make(caption, [{ name: first }, ...columns.filter((column) => column)],
      rows.map(([name, unit, values]) => [cell(name),
        ...withRatios(values, unit, labels).flat().filter((one) => one)]));
  }

  /* A row a run, a column a quantity. */
  function oneBelowTheOther(caption, labels, rows) {
    const columns = rows.flatMap(([name]) => [{ name, number: true },
      { name: `to ${labels[0]}`, number: true }]);
    const cells = rows.map(([, unit, values]) => withRatios(values, unit, labels));
    return make(caption, [{ name: "deployment" }, ...columns], labels.map((label, i) =>
      [cell(label), ...cells.flatMap((row) => [row[i][0], row[i][1] || cell("")])]));
  }

  const known = (values) => values.some((value) => value > 0 || value < 0);
  const ofAll = (rows, all) =>
    rows.map(([name, unit, value]) => [name, unit, all.map((run) => value(run))]);

  /* Parts of the energy of all runs, the largest first. */
  function parts(all, key) {
    const names = [...new Set(all.flatMap((run) => Object.keys(run[key])))];
    const rows = names.map((name) => [name, "J", all.map((run) => run[key][name] || 0)]);
    return rows.filter((row) => known(row[2]))
      .sort((a, b) => Math.max(...b[2]) - Math.max(...a[2]) || a[0].localeCompare(b[0]));
  }

  /* A letter alone says little beside a bar. */
  const named = (run, label) => (label.length > 2 ? label : `${label} ${run.paradigm}`);
  const stackRows = (all, labels, key) => all.map((run, i) => ({
    label: all.length > 1 ? named(run, labels[i]) : labels[i], total: run.energy_j,
    parts: run[key] }));

  function legend(all, labels) {
    const columns = [{ name: "label" }, { name: "deployment" }, { name: "paradigm" },
      { name: "workload" }, { name: "rounds or epochs", number: true }, { name: "which are" },
      { name: "speeds" }, { name: "played by" }];
    return make("Deployments", columns, all.map((run, i) => [cell(labels[i]), cell(run.deployment),
      cell(run.paradigm), cell(run.workload), quantity(run.rounds, ""),
      cell(run.provenance.rounds.provenance), cell(run.calibrated ? "calibrated" : "uncalibrated"),
      cell(run.engine)]));
  }

  function energy(all, labels) {
    for (const [key, what, id] of [["energy_by_kind_j", "kind of host", "kinds"],
      ["energy_by_phase_j", "phase", "phases"]]) {
      const rows = parts(all, key);
      if (!rows.length) continue;
      section(id, `Energy by ${what}`,
        chart.stacked(`Where the energy goes, by ${what}`, stackRows(all, labels, key), "J"),
        all.length === 1 ? partTable(`The same in numbers, by ${what}`, all[0], rows)
          : sideBySide(`The same in numbers, by ${what}`, labels, rows, what));
    }
  }

  function partTable(caption, run, rows) {
    return make(caption, [{ name: "part" }, { name: "energy", number: true },
      { name: "share", number: true }], rows.map(([name, unit, [value]]) => [cell(name),
      quantity(value, unit), cell(format.share(value, run.energy_j), value / run.energy_j)]));
  }

  const mostSeries = 8; /* drawn one below the other */

  /* Kinds without a colour of their own are added up. */
  function gathered(kinds, names) {
    const made = {};
    for (const [name, watts] of Object.entries(kinds)) {
      const key = names.includes(name) ? name : "other";
      made[key] = made[key] ? made[key].map((value, i) => value + watts[i]) : watts;
    }
    return made;
  }

  function power(all, labels) {
    const found = documentOf("power");
    /* in the colours of the energy by kind */
    const names = chart.order(stackRows(all, labels, "energy_by_kind_j"));
    const series = (found ? found.deployments : []).filter((one) => one.end_s > 0)
      .map((one) => ({ ...one, kinds: gathered(one.kinds, names) }));
    if (!series.length) return;
    const present = names.filter((name) => series.some((one) => one.kinds[name]));
    const drawn = series.slice(0, mostSeries).map((one) => {
      const i = found.deployments.findIndex((each) => each.label === one.label);
      const name = all.length > 1 ? named(all[i], labels[i]) : labels[i];
      return element("div", {}, element("p", { class: "panel" }, name),
        chart.power(`Power of ${name}`, one, names));
    });
    const left = series.length - drawn.length;
    section("power", "Power over time", chart.figure("Watts of hosts on duty, at the wall " +
      "with PUE, by kind; means over equal steps", chart.legend(present, names), ...drawn),
    left ? element("p", {}, `${left} more are not drawn.`) : null);
  }

  /* The least of each column is what people look for: who beats all in energy and time. */
  function trade(all, labels) {
    const rows = all.map((run, i) => ({ label: labels[i], x: run.time_s, y: run.energy_j }))
      .filter((row) => row.x !== null && row.y !== null);
    if (rows.length < 3) return;
    section("trade", "Energy and time", chart.frontier(
      "Energy and time of each deployment; the line joins those that no other one beats in both",
      rows, { name: "time", unit: "s" }, { name: "energy", unit: "J" }));
  }

  function terms(comparison) {
    const columns = [{ name: "term" }, { name: "equal" },
      ...comparison.labels.map((label) => ({ name: label })), { name: "why not" }];
    const rows = comparison.terms.map((term) => [cell(term.term),
      cell(term.equal ? "yes" : term.judged ? "no" : "may differ"),
      ...term.values.map((value) => cell(value === null ? "-" : value)), cell(term.why || "")]);
    section("terms", "Is it the same work", make("What must be equal before one is called better",
      columns, rows));
  }

  function breakEvens(comparison, labels) {
    const rows = comparison.break_even.map((even, i) => [cell(labels[i]), quantity(even.rounds, ""),
      quantity(comparison.runs[i].rounds, ""), quantity(even.rounds_ratio, ""),
      quantity(even.epochs_ratio, "")]).slice(1);
    if (rows.every((row) => row[1].value === null)) return null;
    return make(`Rounds at which each uses as much energy as ${labels[0]}`, [{ name: "deployment" },
      { name: "break-even", number: true }, { name: "it takes", number: true },
      { name: "break-even / it takes", number: true },
      { name: `passes, to those of ${labels[0]}`, number: true }], rows);
  }

  function warnings(lists) {
    const all = [...new Set(lists.flat())];
    if (!all.length) return;
    section("warnings", "What a reader must know",
      element("ul", {}, ...all.map((text) => element("li", {}, text))));
  }

  /* Figures that several deployments share have one row. */
  function assumptions(list) {
    const rows = new Map(), many = list.deployments.length > 1;
    for (const { label, figures } of list.deployments)
      for (const figure of figures) {
        const key = JSON.stringify(figure);
        if (!rows.has(key)) rows.set(key, { figure, labels: [] });
        rows.get(key).labels.push(label);
      }
    const columns = [{ name: "figure" }, { name: "value", number: true }, { name: "provenance" },
      { name: "95 % or bounds", number: true }, { name: "stated in" }];
    if (many) columns.push({ name: "of" });
    const cells = [...rows.values()].map(({ figure, labels }) => {
      const { unit, low, high } = figure;
      const row = [cell(figure.key), quantity(figure.value, unit), cell(figure.provenance),
        cell(low === null ? "" : `${format.quantity(low, unit)} .. ${format.quantity(high, unit)}`),
        cell(figure.file ? figure.file + (figure.line ? ":" + figure.line : "") : "default")];
      if (many) row.push(cell(labels.join(", ")));
      return row;
    });
    const assumed = cells.filter((row) => row[2].text === "assumed").length;
    section("assumptions", "What it rests on",
      element("p", {}, `${assumed} of ${cells.length} figures are assumed. ` +
        "The key is that of --set; a word says where a value comes from."),
      make("Figures with their provenance", columns, cells));
  }

  function comparison(document) {
    const all = document.runs, labels = document.labels;
    const sameButEvaluation = document.unequal.length === 1 &&
      document.unequal[0].term === "evaluation";
    const reasons = document.sentence.trim().split("\n");
    section("deployments", "Side by side", legend(all, labels),
      sideBySide("Energy, carbon and time", labels,
        ofAll(sameButEvaluation ? [withoutEvaluation, ...headline] : headline, all), "quantity"),
      element("ul", {}, ...reasons.map((text) => element("li", {}, text))));
    energy(all, labels);
    power(all, labels);
    trade(all, labels);
    const rows = ofAll(work, all).filter((row) => known(row[2]));
    section("work", "Work done for it", sideBySide("Work, and proxies of energy", labels, rows,
      "quantity"), breakEvens(document, labels));
    terms(document);
    warnings([document.warnings, ...all.map((run) => run.warnings)]);
  }

  function run(document) {
    const all = [document];
    const columns = [{ name: "quantity" }, { name: "value", number: true }];
    const cells = (rows) => ofAll(rows, all).filter((row) => rows === headline || known(row[2]))
      .map(([name, unit, [value]]) => [cell(name), shown(value, unit)]);
    section("deployments", "The run", legend(all, [document.paradigm]),
      make("Energy, carbon and time", columns, [...cells(headline), [cell("energy, kWh"),
        cell(format.kilowattHours(document.energy_j), document.energy_j / 3.6e6)]]));
    energy(all, [document.paradigm]);
    power(all, [document.paradigm]);
    section("work", "Work done for it", make("Work, and proxies of energy", columns, cells(work)));
    warnings([document.warnings]);
  }

  return { run, comparison, assumptions };
})();
