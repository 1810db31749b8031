// The computation of a net in matrices: which arrays stand in each line, with which shapes and
// which names as entries, in the convention of a deck (an example is a row, or a column).

/** @typedef {import("./net_shape.js").NetShape} NetShape */

/**
 * @typedef {object} Letters  of one layer, LaTeX
 * @property {string} W
 * @property {string} b
 * @property {string} Z
 * @property {string} A
 * @property {string} sum
 * @property {string} squash
 * @typedef {{columns: boolean, turned: boolean, layers: Letters[]}} MatrixLetters
 *
 * @typedef {{name: string, row: number}} Cell  row: the example, or -1 for a parameter
 * @typedef {object} Matrix
 * @property {string} symbol   LaTeX
 * @property {string} shape    as NumPy writes it
 * @property {"values" | "sums" | "learned"} kind  how wide its numbers may be
 * @property {Cell[][]} cells
 * @typedef {{sign: string} | Matrix} Piece  sign: LaTeX
 * @typedef {{layer: number, pieces: Piece[], after: Piece[]}} Line  after: what the activation makes of it
 */

/** @param {number[]} sizes */
const written = (sizes) => (sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(", ")})`);

/**
 * @param {NetShape} shape
 * @param {MatrixLetters} letters
 * @param {number} nRows
 * @returns {Line[]} one for each layer
 */
export function matrixLines(shape, letters, nRows) {
  return shape.data.layers.map((layer, l) => {
    const last = l === shape.data.layers.length - 1;
    const flat = last && !shape.data.matrix_output; // one output: w_o is a vector, o one number a row
    const { W, b, Z, A } = letters.layers[l];
    const make = new Maker(letters, nRows, flat);
    const below = l ? shape.data.layers[l - 1].activations : shape.data.inputs;
    const before = make.values(l ? letters.layers[l - 1].A : "X", below);
    const weights = make.weights(W, layer.weights);
    const sums = make.values(Z, layer.sums, flat, "sums");
    const product = letters.columns ? [weights, before] : [before, weights];
    const bias = layer.biases[0] ? [{ sign: "+" }, make.biases(b, layer.biases)] : [];
    const squash = shape.data.squashed[layer.activation].replace("?", Z);
    const after = [make.values(A, layer.activations, flat), { sign: "=" }, { sign: squash }];
    return { layer: l + 1, pieces: [sums, { sign: "=" }, ...product, ...bias], after };
  });
}

class Maker {
  /** @param {MatrixLetters} letters @param {number} nRows @param {boolean} flat */
  constructor({ columns, turned }, nRows, flat) {
    this.columns = columns;
    this.turned = turned;
    this.nRows = nRows;
    this.flat = flat;
  }

  /**
   * One number for each example and unit.
   * @param {string} symbol
   * @param {string[]} names
   * @param {boolean} [flat]
   * @param {Matrix["kind"]} [kind]
   * @returns {Matrix}
   */
  values(symbol, names, flat = false, kind = "values") {
    const rows = Array.from({ length: this.nRows }, (_, row) => names.map((name) => ({ name, row })));
    if (this.columns) return { symbol, shape: written([names.length, this.nRows]), cells: turn(rows), kind };
    return { symbol, shape: written(flat ? [this.nRows] : [this.nRows, names.length]), cells: rows, kind };
  }

  /** @param {string} symbol @param {string[][]} names @returns {Matrix} */
  weights(symbol, names) {
    const cells = names.map((row) => row.map((name) => ({ name, row: -1 })));
    const [below, units] = [names.length, names[0].length];
    if (this.columns) {
      const marked = this.turned ? transposed(symbol) : symbol;
      return { symbol: marked, shape: written([units, below]), cells: turn(cells), kind: "learned" };
    }
    return { symbol, shape: written(this.flat ? [below] : [below, units]), cells, kind: "learned" };
  }

  /** @param {string} symbol @param {string[]} names @returns {Matrix} */
  biases(symbol, names) {
    const cells = [names.map((name) => ({ name, row: -1 }))];
    if (this.flat) return { symbol, shape: "()", cells, kind: "learned" };
    if (this.columns) return { symbol, shape: written([names.length, 1]), cells: turn(cells), kind: "learned" };
    return { symbol, shape: written([names.length]), cells, kind: "learned" };
  }
}

/** @template T @param {T[][]} rows @returns {T[][]} */
function turn(rows) {
  return rows[0].map((_, j) => rows.map((row) => row[j]));
}

/** @param {string} symbol */
function transposed(symbol) {
  return symbol.includes("^{") ? symbol.replace(/\^\{(.*?)\}/, "^{$1\\top}") : `${symbol}^{\\top}`;
}
