// Judges in JavaScript what test_diagnosis.py types, sent on standard input: verdicts on answers,
// and the values of wrong formulas. It holds no numbers and no formulas of its own.

import { readFileSync } from "node:fs";

const SOURCE = "../../nbextensions/javascript/src/";
const { Table } = await import(`${SOURCE}core/table/table.js`);
const { verdictOn } = await import(`${SOURCE}core/table/verdict.js`);
const { evaluate, referenceFrom } = await import(`${SOURCE}core/table/wrong_formulas.js`);
const { toPlain } = await import(`${SOURCE}draw/math/math.js`);

const { data, choices, formulas, places = 2, cases = [], evaluated = [] } = JSON.parse(readFileSync(0, "utf8"));
const sheet = new Table(data).at(choices);
const verdicts = cases.map(({ id, answers }) =>
  verdictOn({ sheet, formulas, answers, places, plain: toPlain }, id),
);
const values = evaluated.map(({ id, formula }) =>
  evaluate(formulas[formula].graph, (name) => referenceFrom(sheet, id, name)),
);
const toText = (_, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
process.stdout.write(JSON.stringify({ verdicts, values }, toText));
