// Bytes from Python, and bytes that came as text.

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * Numbers of four bytes each, as numpy's "<f4" writes them; copied, wherever they lie in a message.
 * @param {ArrayBufferView} bytes
 */
export function floatsOf({ buffer, byteOffset, byteLength }) {
  return new Float32Array(Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength)).buffer);
}
