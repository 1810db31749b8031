/** The maps in words. */

import { minus, rounded } from "../../core/text/numbers.js";
import { toPlain } from "../../draw/math/math.js";
import { endOf, ranges } from "./state.js";

/** @typedef {import("./state.js").MapState} MapState */
/** @typedef {import("./state.js").Choice} Choice */

const MOST_NAMED = 4;

/** @param {number} value @param {number} [places] */
export function number(value, places = 4) {
  if (Number.isNaN(value)) return "–";
  return minus(rounded(value, places, true).text);
}

/** The two parameters in the deck's letters. @param {MapState} map @param {Choice} choice @returns {string[]} */
export function namesOf(map, { over }) {
  return over.map((name) => toPlain(map.graph.node(name).symbol));
}

/**
 * The descent on one map.
 * @param {MapState} map
 * @param {Choice} choice
 * @param {boolean} followed  whether the parameters take this map's steps
 */
export function descentText(map, choice, followed) {
  const end = endOf(map, choice.step);
  if (!end || choice.step === 0) return "";
  const whose = followed ? "" : "its own ";
  const steps = `${whose}step ${end.k}: loss ${number(end.here.loss)}`;
  const left = map.left > 0 && map.left <= end.k ? `; left the picture at step ${map.left}` : "";
  const broke = end.broke > 0 ? `; step ${end.broke} gives no number: stopped` : "";
  return steps + left + broke;
}

/** Whether the point can be seen. @param {number[]} at @param {Choice} choice */
export function placeText(at, { window }) {
  const seen = ranges(window).every(([low, high], k) => at[k] >= low && at[k] <= high);
  return seen ? "" : "The point is outside of the picture.";
}

/**
 * What stays where it is, and whether a whole step would move it.
 * @param {MapState[]} maps
 * @param {Choice} choice
 * @param {boolean} own  a student's function says nothing about the others' slopes
 */
export function heldText(maps, { over, parameters }, own) {
  const others = Object.keys(parameters).filter((name) => !over.includes(name));
  if (!others.length) return "";
  const { graph } = maps[0];
  const named = others.map((name) => `${toPlain(graph.node(name).symbol)} = ${number(parameters[name])}`);
  const held = `Held: ${others.length > MOST_NAMED ? `the ${others.length} others` : named.join(", ")}.`;
  const moving = others.filter((name) => maps.some((map) => map.here.gradient[name]));
  if (own || !moving.length) return held;
  if (moving.length > 1) return `${held} A whole step would move them, too: ${moving.length === others.length ? "they" : `${moving.length} of them`} have a slope.`;
  const slopes = maps.map((map) => number(map.here.gradient[moving[0]])).join(" and ");
  return `${held} A whole step would move it, too: its slope is ${slopes}.`;
}

/**
 * @param {MapState[]} maps
 * @param {Choice} choice
 * @param {string[]} paths  what the descents did
 * @param {boolean} own
 */
export function describe(maps, choice, paths, own) {
  if (!maps.length) return "";
  const at = namesOf(maps[0], choice).map((name, k) => `${name} = ${number(choice.parameters[choice.over[k]], 2)}`);
  const each = maps.map((map, k) => {
    const [a, b] = map.here.slope.map((slope) => number(slope));
    return `${map.title} ${number(map.here.loss)}, slope ${a} and ${b}${paths[k] ? `, ${paths[k]}` : ""}.`;
  });
  return [`At ${at.join(", ")}:`, ...each, heldText(maps, choice, own)].join(" ");
}
