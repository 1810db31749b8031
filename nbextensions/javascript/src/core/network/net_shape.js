// A net by its places: which node of the graph stands in which column, which parameter on which
// edge, and what belongs together when one of them is looked at.

/**
 * @typedef {object} LayerNames
 * @property {string[][]} weights  (n_in, n_out)
 * @property {string[]} biases     "" where there is none
 * @property {string[]} sums
 * @property {string[]} activations
 * @property {string} activation   an operation
 * @typedef {{inputs: string[], layers: LayerNames[], matrix_output: boolean, squashed: Record<string, string>, first?: string}} NetData
 *   `first`: what the first column is called, where it is not the inputs
 *
 * @typedef {"input" | "weight" | "bias" | "sum" | "activation"} What
 * @typedef {object} Entry  where a name stands
 * @property {What} what
 * @property {number} layer  column of the unit it belongs to; inputs are column 0
 * @property {number} i      unit below, for a weight
 * @property {number} j      the unit
 *
 * @typedef {{name: string, column: number, place: number, sum: string, bias: string}} Unit
 * @typedef {{name: string, column: number, from: number, to: number}} Edge  column of its end
 */

export class NetShape {
  /** @param {NetData} data */
  constructor(data) {
    this.data = data;
    const { inputs, layers } = data;
    this.sizes = [inputs.length, ...layers.map((layer) => layer.sums.length)];
    /** @type {Unit[][]} */
    this.columns = [
      inputs.map((name, place) => ({ name, column: 0, place, sum: "", bias: "" })),
      ...layers.map(({ activations, sums, biases }, l) =>
        activations.map((name, place) => ({ name, column: l + 1, place, sum: sums[place], bias: biases[place] })),
      ),
    ];
    /** @type {Edge[]} */
    this.edges = layers.flatMap(({ weights }, l) =>
      weights.flatMap((row, from) => row.map((name, to) => ({ name, column: l + 1, from, to }))),
    );
    /** @type {Map<string, Entry>} */
    this.entries = new Map();
    for (const unit of this.columns.flat()) this._enter(unit);
    for (const { name, column, from, to } of this.edges) this.entries.set(name, { what: "weight", layer: column, i: from, j: to });
  }

  /** @param {Unit} unit */
  _enter({ name, column, place, sum, bias }) {
    const at = { layer: column, i: -1, j: place };
    this.entries.set(name, { ...at, what: column ? "activation" : "input" });
    if (sum) this.entries.set(sum, { ...at, what: "sum" });
    if (bias) this.entries.set(bias, { ...at, what: "bias" });
  }

  /** How many weights and biases there are. */
  get nParameters() {
    return [...this.entries.values()].filter(({ what }) => what === "weight" || what === "bias").length;
  }

  /** Whether a value can be typed. @param {string} name */
  canType(name) {
    const what = this.entries.get(name)?.what;
    return what === "weight" || what === "bias" || what === "input";
  }

  /** @param {number} column @param {number} place */
  unit(column, place) {
    return this.columns[column][place];
  }

  /** The unit that a name belongs to; none for the weights that leave an input. @param {string} name */
  unitOf(name) {
    const entry = this.entries.get(name);
    return entry ? this.unit(entry.layer, entry.j) : null;
  }

  /** In the order in which the keys walk: column by column, each unit after what it is made of. */
  get order() {
    return this.columns.flatMap((units, column) =>
      units.flatMap(({ name, bias, place }) => [...this.edgesInto(column, place).map((edge) => edge.name), ...(bias ? [bias] : []), name]),
    );
  }

  /** @param {number} column @param {number} place */
  edgesInto(column, place) {
    return this.edges.filter((edge) => edge.column === column && edge.to === place);
  }

  /**
   * What is lit together with a name: an edge with the units at its ends, a unit with all that it
   * is made of, an input with the edges that leave it.
   * @param {string} name
   * @returns {Set<string>}
   */
  lights(name) {
    const entry = this.entries.get(name);
    if (!entry) return new Set();
    const { what, layer, i, j } = entry;
    if (what === "weight") return new Set([name, this.unit(layer - 1, i).name, this.unit(layer, j).name]);
    if (what === "bias") return new Set([name, this.unit(layer, j).name]);
    if (what === "input") return new Set([name, ...this.edges.filter((edge) => edge.column === 1 && edge.from === j).map((edge) => edge.name)]);
    const { sum, bias, name: activation } = this.unit(layer, j);
    const edges = this.edgesInto(layer, j).map((edge) => edge.name);
    return new Set([activation, sum, ...(bias ? [bias] : []), ...edges]);
  }

  /** @param {number} column */
  columnName(column) {
    const last = this.sizes.length - 1;
    if (column === 0) return this.data.first ?? "inputs";
    if (column === last) return "output";
    return last === 2 ? "hidden layer" : `hidden layer ${column}`;
  }

  /**
   * Where a name stands, in words: "from X₁ to unit 2".
   * @param {string} name
   * @param {(name: string) => string} said  a name's symbol in plain text
   */
  where(name, said) {
    const entry = this.entries.get(name);
    if (!entry) return "";
    const { what, layer, i, j } = entry;
    if (what === "input") return `input ${j + 1}`;
    const unit = this.unitWords(layer, j);
    if (what === "weight") return `from ${said(this.unit(layer - 1, i).name)} to ${unit}`;
    if (what === "bias") return `bias of ${unit}`;
    return `${what === "sum" ? "weighted sum" : "activation"} of ${unit}`;
  }

  /** @param {number} layer @param {number} j */
  unitWords(layer, j) {
    if (layer === this.sizes.length - 1 && this.sizes[layer] === 1) return "the output";
    return this.sizes.length > 3 ? `unit ${j + 1} of layer ${layer}` : `unit ${j + 1}`;
  }
}
