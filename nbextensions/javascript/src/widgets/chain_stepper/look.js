/** What the graph shows at a step: values that have been reached, factors that are known, what is lit. */

import { LOSS } from "../../core/chain/steps.js";
import { slope } from "../../core/chain/formulas.js";
import { enough } from "../../core/chain/lines.js";
import { minus, rounded } from "../../core/text/numbers.js";
import { operationWords } from "../../core/graph/operation_words.js";
import { toPlain } from "../../draw/math/math.js";

/** @typedef {import("./state.js").Shown} Shown */
/** @typedef {import("../../draw/graph/view.js").NodeLook} NodeLook */
/** @typedef {import("../../draw/graph/view.js").WireLook} WireLook */

/**
 * @param {Shown} shown
 * @param {{pointed: string, editable: (name: string) => boolean}} more
 *   `pointed`: the node or wire that the pointer is on, in graph or formula
 */
export function lookOf(shown, { pointed, editable }) {
  const { graph } = shown.context.sheet;
  const marks = marksOf(shown);
  /** @type {Record<string, NodeLook>} */
  const nodes = {};
  for (const { name } of graph.nodes) nodes[name] = nodeLook(name, shown, marks.nodes[name] ?? [], pointed, editable(name));
  /** @type {Record<string, WireLook>} */
  const wires = {};
  for (const node of graph.nodes) {
    for (const edge of graph.edges(node.name)) {
      const key = `${edge.child}:${edge.position}`;
      const lit = pointed === key ? ["lit"] : [];
      wires[key] = wireLook(edge, shown, [...(marks.wires[key] ?? ["quiet"]), ...lit]);
    }
  }
  return { label: labelOf(shown), nodes, wires };
}

/**
 * @param {string} name
 * @param {Shown} shown
 * @param {string[]} marks
 * @param {string} pointed
 * @param {boolean} editable
 * @returns {NodeLook}
 */
function nodeLook(name, { context: { sheet, row, places }, revealed }, marks, pointed, editable) {
  const node = sheet.graph.node(name);
  const value = sheet.trace.value(name, row);
  const differentiated = revealed.kept.has(name) || revealed.gradients.has(name);
  return {
    tex: node.symbol,
    text: revealed.values.has(name) ? short(value, places) : "",
    caption: node.operation ? operationWords(node.operation) : "",
    slope: differentiated ? short(slopeOf(sheet, name, row), places) : "",
    marks: pointed === name ? [...marks, "used"] : marks,
    ...(editable && !node.operation ? { number: value } : {}),
    words: toPlain(node.symbol),
  };
}

/** @param {import("../../core/table/sheet.js").Sheet} sheet @param {string} name @param {number} row */
function slopeOf(sheet, name, row) {
  return sheet.graph.node(name).operation ? sheet.trace.derivatives(LOSS, row)[name] : slope(sheet, name, row);
}

/**
 * @param {import("../../core/graph/graph.js").EdgeText} edge
 * @param {Shown} shown
 * @param {string[]} marks
 * @returns {WireLook}
 */
function wireLook({ child, position, symbol, expression }, { context: { sheet, row, places }, revealed }, marks) {
  const known = revealed.factors.has(`${child}:${position}`);
  if (!known) return { text: "", marks };
  const factor = sheet.trace.factors(child, row)[position];
  return { text: short(factor, places), marks, title: `${toPlain(symbol)} = ${toPlain(expression)}` };
}

/** @param {number} value @param {number} places */
function short(value, places) {
  return minus(rounded(value, enough(value, places), true).text);
}

/**
 * What a step is about.
 * @param {Shown} shown
 * @returns {{nodes: Record<string, string[]>, wires: Record<string, string[]>}}
 */
function marksOf({ context: { sheet, steps }, step }) {
  const { graph } = sheet;
  /** @type {Record<string, string[]>} */
  const nodes = {};
  /** @type {Record<string, string[]>} */
  const wires = {};
  const into = (/** @type {string} */ name) => graph.edges(name);
  if (step.kind === "given") for (const leaf of graph.leaves("input")) nodes[leaf.name] = ["used"];
  if (step.kind === "value") {
    for (const { parent, child, position } of into(step.node)) {
      nodes[parent] = ["used"];
      wires[`${child}:${position}`] = ["used"];
    }
    nodes[step.node] = ["lit"];
  }
  if (step.kind === "factor") {
    const [{ parent, child, position }] = step.edges;
    for (const name of putIn(graph, step)) nodes[name] = ["used"];
    for (const name of [parent, child]) nodes[name] = [...new Set([...(nodes[name] ?? []), "way"])];
    wires[`${child}:${position}`] = ["lit", "back"];
  }
  if (step.kind === "kept" || step.kind === "path") way(step, nodes, wires);
  if (step.kind === "total") {
    for (const path of steps.filter((one) => one.kind === "path" && one.leaf === step.leaf)) way(path, nodes, wires);
    nodes[step.leaf] = ["lit"];
  }
  if (step.kind === "over") nodes[step.leaf] = ["lit"];
  if (step.kind === "update") for (const leaf of graph.leaves("parameter")) nodes[leaf.name] = ["lit"];
  return { nodes, wires };
}

/**
 * Mark a whole way: what was multiplied before is dashed.
 * @param {import("../../core/chain/steps.js").Step} step
 * @param {Record<string, string[]>} nodes
 * @param {Record<string, string[]>} wires
 */
function way({ edges, known, leaf, node }, nodes, wires) {
  const reused = known ? edges.findIndex((edge) => edge.parent === known) : -1;
  edges.forEach(({ parent, child, position }, k) => {
    nodes[child] ??= ["way"];
    nodes[parent] ??= ["way"];
    wires[`${child}:${position}`] = k <= reused ? ["way", "known", "back"] : ["lit", "back"];
  });
  if (known) nodes[known] = ["used"];
  nodes[leaf || node] = ["lit"];
}

/**
 * The nodes whose values stand in a local derivative.
 * @param {import("../../core/graph/graph.js").Graph} graph
 * @param {import("../../core/chain/steps.js").Step} step
 */
function putIn(graph, { node: name, position }) {
  const node = graph.node(name);
  const places = [...node.factors[position].matchAll(/[#@](\d+)/g)].map((match) => Number(match[1]));
  return places.map((place) => (place ? graph.nodes[node.parents[place - 1]].name : name));
}

/** What is known of the graph, for those who do not see it. @param {Shown} shown */
function labelOf({ context: { sheet, row, places }, revealed }) {
  const known = sheet.graph.nodes.filter((node) => node.operation && revealed.values.has(node.name));
  const values = known.map((node) => `${toPlain(node.symbol)} = ${short(sheet.trace.value(node.name, row), places)}`);
  const n = revealed.factors.size;
  const factors = n ? `; ${n} ${n === 1 ? "factor" : "factors"} found on the way back` : "";
  return `Computational graph. ${values.length ? `Computed: ${values.join(", ")}` : "Nothing is computed yet"}${factors}.`;
}
