/**
 * The state as a short text, and back: what Python's `widget.state` reads and writes.
 *
 * `chalk1.` and then base64url of deflated JSON `{"kind": ..., "state": {trait: value}}`. JSON
 * numbers round-trip bit for bit in both languages.
 */

/** @typedef {import("./store.js").Store} Store */

const MARK = "chalk1.";

/** @param {Store} store */
export async function toCapsule(store) {
  /** @type {string[]} */
  const names = store.get("_stateful") ?? [];
  const state = Object.fromEntries(names.map((name) => [name, store.get(name)]));
  const text = JSON.stringify({ kind: store.get("_kind"), state });
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate"));
  const base64 = btoa(String.fromCharCode(...packed));
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
  let content;
  try {
    const base64 = text.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/");
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const plain = await through(packed, new DecompressionStream("deflate"));
    content = JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new Error("This state is damaged: part of it may be missing.");
  }
  const kind = store.get("_kind");
  if (content.kind !== kind) throw new Error(`This is the state of ${content.kind}, not of ${kind}.`);
  /** @type {string[]} */
  const known = store.get("_stateful") ?? [];
  const strange = Object.keys(content.state).find((name) => !known.includes(name));
  if (strange) throw new Error(`This widget has no ${strange}: the state is another widget's.`);
  return content.state;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {GenericTransformStream} stream
 */
async function through(bytes, stream) {
  const out = new Blob([bytes]).stream().pipeThrough(/** @type {any} */ (stream));
  return new Uint8Array(await new Response(out).arrayBuffer());
}
