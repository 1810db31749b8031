// Bytes from Python, and bytes as text.

const CHUNK = 0x8000; // more arguments than this may be too many for a call

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** @param {Uint8Array} bytes */
export function base64Of(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/**
 * Numbers of four bytes each, as numpy's "<f4" writes them; copied, wherever they lie in a message.
 * @param {ArrayBufferView} bytes
 */
export function floatsOf({ buffer, byteOffset, byteLength }) {
  return new Float32Array(Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength)).buffer);
}
