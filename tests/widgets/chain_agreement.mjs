// What the browser says about the steps through a graph, and where its nodes stand, for the cases
// that test_chain_stepper.py sends on standard input.

import { readFileSync } from "node:fs";

const SOURCE = "../../nbextensions/javascript/src/";
const { Graph } = await import(`${SOURCE}core/graph/graph.js`);
const { chainSteps, followable, revealedAt } = await import(`${SOURCE}core/chain/steps.js`);
const { GAPS, MOST_FEW, boxesOf } = await import(`${SOURCE}core/chain/graph_boxes.js`);
const { layout } = await import(`${SOURCE}core/chain/layout.js`);

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ graph: data, follow, rows, reduction, width }) => {
  const graph = Graph.fromData(data);
  const steps = chainSteps(graph, follow, { rows, reduction });
  const boxes = boxesOf(graph, follow);
  const laid = layout(boxes, { ...GAPS[boxes.length <= MOST_FEW ? "few" : "many"], width });
  const known = revealedAt(graph, steps, Math.floor(steps.length / 2));
  return {
    followable: followable(graph),
    steps: steps.map(({ key, chapter, known, edges }) => [key, chapter, known, edges.map((edge) => `${edge.child}:${edge.position}`)]),
    revealed: [...known.values, ...known.factors, ...known.kept, ...known.gradients].sort(),
    places: Object.fromEntries([...laid.places].map(([name, { x, y }]) => [name, [x, y]])),
    wires: laid.wires.map(({ child, position, points, gap }) => [`${child}:${position}`, points, gap]),
    size: [laid.width, laid.height],
  };
});
process.stdout.write(JSON.stringify(answers));
