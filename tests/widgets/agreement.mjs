// Evaluates in JavaScript the cases that test_agreement.py sends on standard input, and writes what
// came out. It holds no numbers and no formulas of its own.

import { readFileSync } from "node:fs";

const SOURCE = "../../nbextensions/javascript/src/";
const { Graph } = await import(`${SOURCE}core/graph/graph.js`);
const { Table } = await import(`${SOURCE}core/table/table.js`);
const { rounded } = await import(`${SOURCE}core/text/numbers.js`);
const { parse } = await import(`${SOURCE}core/text/tex.js`);
const { toMathML, toPlain, toSpeech, toSvgRuns } = await import(`${SOURCE}draw/math/math.js`);

/** Numbers that JSON lacks travel as text. */
const fromText = (value) => (typeof value === "string" ? Number(value) : value);
const toText = (_, value) =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
const byName = (names, of) => Object.fromEntries(names.map((name) => [name, of(name)]));

function nodeOf(graph, trace, name, lane, places) {
  return {
    value: trace.value(name, lane),
    expression: trace.expression(name),
    filled: places.map((digits) => trace.filled(name, lane, digits)),
    equation: places.map((digits) => trace.equation(name, lane, digits)),
    edges: trace.edges(name, lane).map((edge) => ({
      ...edge,
      filled: trace.filledFactor(name, edge.position, lane, places[0]),
    })),
  };
}

function pathsOf(graph, trace, { start, end, list }) {
  const count = graph.countPaths(start, end);
  if (!list) return { count };
  const paths = graph.paths(start, end).map((path) => ({
    names: path.names,
    factors: trace.pathFactors(path),
    product: trace.pathProduct(path),
    expression: path.expression,
  }));
  return { count, paths, sum: paths.reduce((sum, path) => sum + path.product, 0) };
}

function graphCase({ data, of, places, paths, lanes }) {
  const graph = Graph.fromData(data);
  const names = graph.nodes.map((node) => node.name);
  const trace = graph.evaluate();
  const wide = graph.evaluate(lanes, 3);
  const adjoints = wide.adjoints(of);
  return {
    nodes: byName(names, (name) => nodeOf(graph, trace, name, 0, places)),
    derivatives: trace.derivatives(of),
    paths: paths.map((way) => pathsOf(graph, trace, way)),
    lanes: [0, 1, 2].map((lane) => ({
      values: byName(names, (name) => wide.values(name)[lane]),
      derivatives: byName(names, (name) => adjoints[graph.index(name)][lane]),
      one: wide.derivatives(of, lane),
    })),
  };
}

function operationCase({ data, name, operands }) {
  const graph = Graph.fromData(data);
  const columns = operands.map((column) => column.map(fromText));
  const leaves = Object.fromEntries(columns.map((column, k) => [`x${k + 1}`, column]));
  const trace = graph.evaluate(leaves, columns[0].length);
  const adjoints = trace.adjoints(name);
  return {
    values: [...trace.values(name)],
    derivatives: columns.map((_, k) => [...adjoints[graph.index(`x${k + 1}`)]]),
    factors: columns[0].map((_, lane) => trace.factors(name, lane)),
  };
}

const footerCell = (places) => (cell) => ({
  key: cell.key,
  value: cell.value,
  symbol: cell.symbol,
  expression: cell.expression,
  parts: cell.parts,
  kind: cell.kind,
  filled: cell.filled(places),
});
const cellsOf = (cells, places) =>
  Object.fromEntries(Object.entries(cells).map(([key, cell]) => [key, footerCell(places)(cell)]));

function sheetOf(sheet, places) {
  const { loss, gradient, update } = sheet.footer;
  const rows = Array.from({ length: sheet.n }, (_, row) =>
    byName(sheet.keys, (key) => ({
      value: sheet.value(row, key),
      filled: sheet.filled(row, key, places),
      equation: sheet.equation(row, key, places),
    })),
  );
  const parameters = Object.keys(sheet.parameters);
  return {
    columns: sheet.columns,
    rows,
    parameters: byName(parameters, (name) => [...sheet.values(name)]),
    usedBy: byName(parameters, (name) => sheet.usedBy(name)),
    loss: footerCell(places)(loss),
    gradient: cellsOf(gradient, places),
    update: cellsOf(update, places),
    after: cellsOf(sheet.updateAfter(0), places),
    nRight: sheet.nRight,
    next: sheet.next(),
  };
}

function tableCase({ data, choices, places }) {
  const table = new Table(data);
  const sheet = table.at(choices);
  return [sheetOf(sheet, places), sheetOf(table.at({ ...choices, parameters: sheet.next() }), places)];
}

const numberCase = ({ value, places, trim }) => {
  const { text, exact, relation, latex } = rounded(fromText(value), places, trim);
  return { text, exact, relation, latex };
};

function texCase(tex) {
  parse(tex);
  const runs = toSvgRuns(tex).map((run) => run.text);
  return { mathml: toMathML(tex), plain: toPlain(tex), speech: toSpeech(tex), runs };
}

const KINDS = { graphs: graphCase, operations: operationCase, tables: tableCase, numbers: numberCase, tex: texCase };

/** One case that fails must not hide the others. */
const attempt = (run) => (given) => {
  try {
    return run(given);
  } catch (error) {
    return { error: String(error) };
  }
};

const cases = JSON.parse(readFileSync(0, "utf8"));
const found = Object.entries(cases).map(([kind, list]) => [kind, list.map(attempt(KINDS[kind]))]);
process.stdout.write(JSON.stringify(Object.fromEntries(found), toText));
