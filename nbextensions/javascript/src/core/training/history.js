// What a training was like, step by step; entry 0 is before the first step. As course.history.

/** @typedef {import("./training.js").Record} Record */

export class History {
  /**
   * @param {number} nSteps
   * @param {boolean} validated whether there is a validation set
   */
  constructor(nSteps, validated) {
    const column = () => new Float64Array(nSteps + 1);
    this.count = 0;
    this.validated = validated;
    this.loss = column();
    this.penalty = column();
    this.right = new Uint16Array(nSteps + 1);
    this.validationLoss = validated ? column() : new Float64Array(0);
    this.validationRight = new Uint16Array(validated ? nSteps + 1 : 0);
    this.best = new Int32Array(validated ? nSteps + 1 : 0);
  }

  /** @param {Record} record of the next step */
  add(record) {
    const i = this.count++;
    this.loss[i] = record.loss;
    this.penalty[i] = record.penalty;
    this.right[i] = record.right;
    if (!this.validated) return;
    this.validationLoss[i] = record.validationLoss;
    this.validationRight[i] = record.validationRight;
    const before = i > 0 ? this.best[i - 1] : 0;
    this.best[i] = record.validationLoss < this.validationLoss[before] ? i : before;
  }

  /** Loss plus penalty: what is minimised. @param {number} step */
  objective(step) {
    return this.loss[step] + this.penalty[step];
  }

  /** The step with the lowest validation loss up to a step: where early stopping stays. @param {number} step */
  bestUpTo(step) {
    return this.validated && this.count > 0 ? this.best[Math.min(step, this.count - 1)] : -1;
  }
}

/**
 * The loss of the best constant prediction, the share of ones: what no input is needed for.
 * @param {string} loss
 * @param {boolean} mean
 * @param {number[]} y
 */
export function constantLoss(loss, mean, y) {
  const share = y.reduce((sum, target) => sum + target, 0) / y.length;
  const times = mean ? 1 : y.length;
  if (loss.endsWith("squared_error")) {
    const spread = y.reduce((sum, target) => sum + (target - share) ** 2, 0) / y.length;
    return (times * spread) / (loss === "half_squared_error" ? 2 : 1);
  }
  const part = (/** @type {number} */ q) => (q > 0 ? -q * Math.log(q) : 0);
  return times * (part(share) + part(1 - share));
}

/** Accuracy of always predicting the more frequent class. @param {number[]} y */
export function majorityBaseline(y) {
  const ones = y.filter((target) => target > 0.5).length;
  return Math.max(ones, y.length - ones) / y.length;
}
