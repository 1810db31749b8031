// What the operations of a graph are called.

/** @type {Record<string, string>} */
const WORDS = {
  add: "sum",
  subtract: "difference",
  multiply: "product",
  divide: "quotient",
  negate: "negative",
  exp: "exponential",
  log: "logarithm",
  mean: "mean",
  weighted_sum: "weighted sum",
  sigmoid: "sigmoid",
  tanh: "tanh",
  relu: "ReLU",
  identity: "identity",
  predict: "prediction",
  predict_at_tie: "prediction",
  squared_error: "squared error",
  half_squared_error: "half squared error",
  binary_cross_entropy: "cross-entropy",
  binary_cross_entropy_from_scores: "cross-entropy",
  sum_of_absolutes: "sum of sizes",
  sum_of_squares: "sum of squares",
  norm: "norm",
};

/** @param {string} operation a key of OPERATIONS */
export function operationWords(operation) {
  return WORDS[operation] ?? operation.replaceAll("_", " ");
}
