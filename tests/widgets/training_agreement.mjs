// Trains in JavaScript the cases that test_training_agreement.py sends on standard input, and
// writes what came out. It holds no numbers of its own.

import { readFileSync } from "node:fs";

const CORE = "../../nbextensions/javascript/src/core/";
const { Trainer } = await import(`${CORE}training/training.js`);
const { Run, Sweep } = await import(`${CORE}training/run.js`);
const { shorts, startsOf } = await import(`${CORE}training/drawn.js`);

function trained({ settings, examples, validation, drawn, n_steps, sweep }) {
  const draws = Object.fromEntries(["order", "bank", "places"].map((name) => [name, shorts(drawn[name])]));
  const starts = startsOf(drawn);
  const trainer = new Trainer(settings, examples, draws, validation);
  if (sweep) {
    const all = new Sweep(trainer, starts, n_steps);
    all.advance(Infinity);
    return { right: starts.map((_, k) => all.rightAt(k, n_steps)) };
  }
  return starts.map((start) => {
    const run = new Run(trainer, start, n_steps);
    run.advance(n_steps);
    const { loss, penalty, right, validationLoss, validationRight } = run.history;
    return {
      loss: [...loss],
      penalty: [...penalty],
      right: [...right],
      validation_loss: [...validationLoss],
      validation_right: [...validationRight],
      weights: [...run.weightsAt(n_steps)],
      best: run.history.bestUpTo(n_steps),
    };
  });
}

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(trained)));
