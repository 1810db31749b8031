/**
 * The state as a short text, and back: what Python's `widget.state` reads and writes.
 *
 * `chalk1.` and then base64url of deflated JSON `{"kind": ..., "state": {trait: value}}`. JSON
 * numbers round-trip bit for bit in both languages. The text comes from anywhere: what is read is
 * held against what the widget takes, and is no larger than any state.
 */

import { base64Of, bytesOf } from "../core/bytes.js";
import { fits, isMapping } from "../core/schema.js";

/** @typedef {import("./store.js").Store} Store */

const MARK = "chalk1.";
const LARGEST = 4_000_000; // bytes of JSON, as in Python

/** @param {Store} store */
export async function toCapsule(store) {
  /** @type {string[]} */
  const names = store.get("_stateful") ?? [];
  const state = Object.fromEntries(names.map((name) => [name, store.get(name)]));
  const text = written({ kind: store.get("_kind"), state });
  const packed = through(new TextEncoder().encode(text), new CompressionStream("deflate"));
  const base64 = base64Of(await gathered(packed, Infinity));
  return MARK + base64.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * @param {Store} store
 * @param {string} capsule
 * @returns {Promise<Record<string, any>>} the traits to set
 */
export async function fromCapsule(store, capsule) {
  const text = capsule.trim();
  if (!text.startsWith(MARK)) throw new Error(`A state begins with "${MARK}".`);
  const { kind, state } = await unpacked(text.slice(MARK.length)).catch(() => {
    throw new Error("This state is damaged: part of it may be missing.");
  });
  const own = store.get("_kind");
  if (kind !== own) throw new Error(`This is the state of ${kind}, not of ${own}.`);
  /** @type {string[]} */
  const known = store.get("_stateful") ?? [];
  const strange = Object.keys(state).find((name) => !known.includes(name));
  if (strange) throw new Error(`This widget has no ${strange}: the state is another widget's.`);
  const wrong = known.find((name) => name in state && !isTaken(store, name, state[name]));
  if (wrong) throw new Error(`This state does not fit: ${wrong} is ${JSON.stringify(state[wrong]).slice(0, 60)}.`);
  return state;
}

/**
 * @param {string} base64url
 * @returns {Promise<{kind: string, state: Record<string, any>}>}
 */
async function unpacked(base64url) {
  const packed = bytesOf(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  const plain = await gathered(through(packed, new DecompressionStream("deflate")), LARGEST);
  const content = JSON.parse(new TextDecoder().decode(plain));
  if (!isMapping(content) || !isMapping(content.state)) throw new Error("no state");
  return content;
}

/** @param {Store} store @param {string} name @param {any} value */
function isTaken(store, name, value) {
  if (!fits(value, store.get("_schema")[name])) return false;
  const width = store.get(name)?.[0]?.length; // of examples: how many inputs a widget has is given
  const isTable = Array.isArray(value) && Array.isArray(value[0]);
  return !isTable || width === undefined || value.every((row) => row.length === width);
}

/** JSON, with the sign of zero that `JSON.stringify` drops. @param {any} value @returns {string} */
function written(value) {
  if (Object.is(value, -0)) return "-0.0";
  if (Array.isArray(value)) return `[${value.map(written).join(",")}]`;
  if (!isMapping(value)) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${written(one)}`).join(",")}}`;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {GenericTransformStream} stream
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
function through(bytes, stream) {
  return new Blob([bytes]).stream().pipeThrough(/** @type {any} */ (stream));
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {number} most  bytes
 */
async function gathered(stream, most) {
  const parts = [];
  let size = 0;
  const reader = stream.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > most) {
      await reader.cancel();
      throw new Error("too large");
    }
    parts.push(read.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
