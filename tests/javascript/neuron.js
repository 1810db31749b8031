// The sigmoid neuron of the lectures as data, as course.graph.to_data sends it (that both agree is
// checked in tests/widgets/test_agreement.py; here is enough to test without Python).

/** @typedef {import("../../nbextensions/javascript/src/core/graph/graph.js").GraphData} GraphData */

/** @type {Record<string, {operation: string, template: string, factors: string[]}>} */
export const LOSSES = {
  squared_error: {
    operation: "squared_error",
    template: "(@1 - #2)^2",
    factors: ["2(@1 - #2)", "2(@2 - #1)"],
  },
  half_squared_error: {
    operation: "half_squared_error",
    template: "\\frac{1}{2}(@1 - #2)^2",
    factors: ["@1 - #2", "@2 - #1"],
  },
  binary_cross_entropy_from_scores: {
    operation: "binary_cross_entropy_from_scores",
    template: "\\ln(1 + e^{@2}) - #1 \\cdot #2",
    factors: ["-#2", "\\frac{1}{1 + e^{-#2}} - #1"],
  },
};

/** @returns {GraphData} */
export function neuron() {
  const leaf = (/** @type {string} */ kind, /** @type {string} */ name, value = 0, symbol = name) => ({
    kind,
    name,
    value,
    symbol,
  });
  const computed = { kind: "operation" };
  return {
    format: "chalkgrad-graph",
    version: 1,
    nodes: [
      leaf("input", "X1", 0, "X_1"),
      leaf("input", "X2", 0, "X_2"),
      leaf("input", "y"),
      leaf("parameter", "w1", 1, "w_1"),
      leaf("parameter", "w2", -1, "w_2"),
      leaf("parameter", "b", -0.5),
      {
        ...computed,
        name: "h",
        symbol: "h",
        operation: "weighted_sum",
        parents: [3, 0, 4, 1, 5],
        template: "#1 \\cdot #2 + #3 \\cdot #4 + #5",
        factors: ["@2", "@1", "@4", "@3", "1"],
      },
      {
        ...computed,
        name: "p",
        symbol: "p",
        operation: "sigmoid",
        parents: [6],
        template: "\\frac{1}{1 + e^{-#1}}",
        factors: ["#0 (1 - #0)"],
      },
      {
        ...computed,
        name: "y_hat",
        symbol: "\\hat{y}",
        operation: "predict",
        parents: [7],
        template: "[@1 > 0.5]",
        factors: ["0"],
      },
      { ...computed, name: "loss", symbol: "\\ell", parents: [2, 7], ...LOSSES.squared_error },
    ],
  };
}

export const ROWS = [
  { X1: 0, X2: 0, y: 0 },
  { X1: 0, X2: 1, y: 1 },
  { X1: 1, X2: 0, y: 1 },
  { X1: 1, X2: 1, y: 1 },
];

/** The graph of x * x * x, which uses one node twice on one edge after another. @returns {GraphData} */
export function cube() {
  const product = { operation: "multiply", template: "#1 \\cdot #2", factors: ["@2", "@1"] };
  return {
    format: "chalkgrad-graph",
    version: 1,
    nodes: [
      { kind: "parameter", name: "x", symbol: "x", value: 3 },
      { kind: "operation", name: "square", symbol: "s", parents: [0, 0], ...product },
      { kind: "operation", name: "cube", symbol: "c", parents: [1, 0], ...product },
    ],
  };
}
