// One example through the computational graph, as steps: forward node by node, backward factor by
// factor, the product along each path, the sum over paths, then over rows, then the update.
//
// The steps follow from the graph and from which leaves are followed, not from any number: a step
// keeps its place while sliders move. nbextensions/chain_stepper/steps.py makes the same list.

/** @typedef {import("../graph/graph.js").Graph} Graph */
/** @typedef {import("../graph/graph.js").EdgeText} EdgeText */
/** @typedef {import("../graph/paths.js").Path} Path */
/** @typedef {"forward" | "backward" | "rows" | "update"} Chapter */

/**
 * @typedef {object} Step
 * @property {string} key        "value:h", "factor:p:0", "kept:h", "path:w1:0", "total:w1", "over:w1"
 * @property {Chapter} chapter
 * @property {"given" | "value" | "factor" | "kept" | "path" | "total" | "over" | "update"} kind
 * @property {string} node       the node of a value, the child of a factor, what is kept; else ""
 * @property {number} position   of a factor: which operand of the child
 * @property {string} leaf       whose gradient it is about; else ""
 * @property {number} index      of a path: which one, from 0
 * @property {boolean} whole     of a path: whether it is the only one
 * @property {EdgeText[]} edges  of what is multiplied, from the loss down; of a factor just itself
 * @property {string} known      where the edges begin that are not in a kept product; "" if all count
 * @property {string[]} served   of a kept product: the followed leaves that need it
 */

export const LOSS = "loss";
export const MOST_WALKED = 24; // paths of one leaf that are walked one by one

/** @type {Chapter[]} */
export const CHAPTERS = ["forward", "backward", "rows", "update"];

/**
 * Leaves whose gradient can be followed: those that the loss depends on and that may change.
 * @param {Graph} graph
 * @returns {string[]} parameters first
 */
export function followable(graph) {
  const reaching = graph.nodes.filter(
    ({ name, operation }) => !operation && graph.countPaths(name, LOSS) > 0,
  );
  const parameters = reaching.filter((leaf) => leaf.kind === "parameter");
  const inputs = reaching.filter((leaf) => leaf.kind === "input" && leaf.quantity !== "target");
  return [...parameters, ...inputs].map((leaf) => leaf.name);
}

/**
 * All steps.
 * @param {Graph} graph
 * @param {string[]} follow  leaves, in the order in which they are derived
 * @param {{rows: number, reduction: string}} table
 * @returns {Step[]}
 */
export function chainSteps(graph, follow, { rows, reduction }) {
  const walk = new Walk(graph, follow);
  for (const leaf of follow) walk.follow(leaf);
  const learned = follow.filter((leaf) => graph.node(leaf).kind === "parameter");
  const over = rows > 1 && reduction !== "online" ? learned : [];
  return [
    ...forward(graph),
    ...walk.steps,
    ...over.map((leaf) => step("rows", "over", `over:${leaf}`, { leaf })),
    ...(learned.length ? [step("update", "update", "update")] : []),
  ];
}

/**
 * @param {Chapter} chapter
 * @param {Step["kind"]} kind
 * @param {string} key
 * @param {Partial<Step>} [more]
 * @returns {Step}
 */
function step(chapter, kind, key, more = {}) {
  const empty = { node: "", position: 0, leaf: "", index: 0, whole: false, edges: [], known: "", served: [] };
  return { ...empty, ...more, key, chapter, kind };
}

/** @param {Graph} graph */
function forward(graph) {
  const computed = graph.nodes.filter((node) => node.operation);
  const values = computed.map(({ name }) => step("forward", "value", `value:${name}`, { node: name }));
  return [step("forward", "given", "given"), ...values];
}

/** The way back: what has been computed on it is used again. */
class Walk {
  /** @param {Graph} graph @param {string[]} follow */
  constructor(graph, follow) {
    this.graph = graph;
    /** @type {Step[]} */
    this.steps = [];
    /** @type {Map<string, Path[]>} */
    this.ways = new Map(follow.map((leaf) => [leaf, waysOf(graph, leaf)]));
    this.forks = this.forksOf();
    this.seen = new Set();
    this.kept = new Set();
  }

  /**
   * Nodes behind which the followed ways part, to which one way leads back from the loss: their
   * product is worth keeping. For each the leaves that need it.
   * @returns {Map<string, string[]>}
   */
  forksOf() {
    /** @type {Map<string, {exits: Set<string>, leaves: Set<string>}>} */
    const found = new Map();
    for (const [leaf, ways] of this.ways) {
      for (const { parent, child, position } of ways.flatMap((way) => way.edges)) {
        if (child === LOSS) continue;
        const fork = found.get(child) ?? { exits: new Set(), leaves: new Set() };
        fork.exits.add(`${parent}:${position}`);
        fork.leaves.add(leaf);
        found.set(child, fork);
      }
    }
    const worth = [...found].filter(
      ([name, { exits }]) => exits.size > 1 && this.graph.countPaths(name, LOSS) === 1,
    );
    return new Map(worth.map(([name, { leaves }]) => [name, [...leaves]]));
  }

  /** @param {string} leaf */
  follow(leaf) {
    const ways = this.ways.get(leaf) ?? [];
    ways.forEach((way, index) => this.walk(leaf, way, index, ways.length === 1));
    if (ways.length !== 1) this.add("total", `total:${leaf}`, { leaf });
  }

  /**
   * @param {string} leaf
   * @param {Path} way
   * @param {number} index
   * @param {boolean} whole
   */
  walk(leaf, way, index, whole) {
    const edges = [...way.edges].reverse();
    edges.forEach((edge, k) => {
      this.factor(edge);
      if (k) this.keep(edge.parent, edges.slice(0, k + 1));
    });
    const known = this.knownOf(edges);
    this.add("path", `path:${leaf}:${index}`, { leaf, index, whole, edges, known });
  }

  /** @param {EdgeText} edge */
  factor(edge) {
    const { child, position } = edge;
    const key = `factor:${child}:${position}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.add("factor", key, { node: child, position, edges: [edge] });
  }

  /**
   * @param {string} node
   * @param {EdgeText[]} edges  from the loss to it
   */
  keep(node, edges) {
    const served = this.forks.get(node);
    if (!served || this.kept.has(node)) return;
    this.add("kept", `kept:${node}`, { node, edges, known: this.knownOf(edges), served });
    this.kept.add(node);
  }

  /**
   * The last node on a way whose product with the loss is kept; "" where there is none.
   * @param {EdgeText[]} edges
   */
  knownOf(edges) {
    return edges.map((edge) => edge.parent).findLast((name) => this.kept.has(name)) ?? "";
  }

  /**
   * @param {Step["kind"]} kind
   * @param {string} key
   * @param {Partial<Step>} more
   */
  add(kind, key, more) {
    this.steps.push(step("backward", kind, key, more));
  }
}

/**
 * @param {Graph} graph
 * @param {string} leaf
 */
function waysOf(graph, leaf) {
  return graph.countPaths(leaf, LOSS) > MOST_WALKED ? [] : graph.paths(leaf, LOSS);
}

/**
 * What has come to light.
 * @typedef {object} Revealed
 * @property {Set<string>} values     nodes with their value; leaves are given from the start
 * @property {Set<string>} factors    edges, "child:position"
 * @property {Set<string>} kept       nodes by which the loss has been differentiated
 * @property {Set<string>} paths      "leaf:index"
 * @property {Set<string>} gradients  leaves with their gradient in this row
 * @property {Set<string>} over       leaves with their gradient over all rows
 * @property {boolean} update
 */

/**
 * What the steps up to one of them have shown.
 * @param {Graph} graph
 * @param {Step[]} steps
 * @param {number} at
 * @returns {Revealed}
 */
export function revealedAt(graph, steps, at) {
  const shown = steps.slice(0, at + 1);
  const named = (/** @type {Step["kind"]} */ kind) => shown.filter((one) => one.kind === kind);
  const nodes = (/** @type {Step["kind"]} */ kind) => named(kind).map((one) => one.node);
  return {
    values: new Set([...graph.leaves().map((leaf) => leaf.name), ...nodes("value")]),
    factors: new Set(named("factor").map((one) => `${one.node}:${one.position}`)),
    kept: new Set(nodes("kept")),
    paths: new Set(named("path").map((one) => `${one.leaf}:${one.index}`)),
    gradients: new Set([...named("path").filter((one) => one.whole), ...named("total")].map((one) => one.leaf)),
    over: new Set(named("over").map((one) => one.leaf)),
    update: named("update").length > 0,
  };
}

/**
 * Where each chapter begins and how many steps it has; without those that have none.
 * @param {Step[]} steps
 */
export function chaptersOf(steps) {
  return CHAPTERS.map((chapter) => ({
    chapter,
    start: steps.findIndex((one) => one.chapter === chapter),
    length: steps.filter((one) => one.chapter === chapter).length,
  })).filter(({ length }) => length > 0);
}

/**
 * The place of a step in another list of steps: the same step, or the last one before it that both
 * have.
 * @param {Step[]} before
 * @param {number} at
 * @param {Step[]} after
 */
export function sameStep(before, at, after) {
  for (let k = Math.min(at, before.length - 1); k >= 0; k--) {
    const found = after.findIndex((one) => one.key === before[k].key);
    if (found >= 0) return found;
  }
  return 0;
}
