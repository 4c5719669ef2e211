// SPDX-License-Identifier: Apache-2.0
//
// Bytes and their text encodings. Every decoder accepts only what its encoder would
// print, and gives null otherwise.

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true});

/** @param {string} text @returns {Uint8Array} its UTF-8 */
export const utf8 = (text) => encoder.encode(text);

/** @param {Uint8Array} bytes @returns {string | null} null where it is not UTF-8 */
export function textOf(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** @param {Uint8Array} a @param {Uint8Array} b */
export function equal(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** One character for each byte: what PDF syntax and base64 are read as.
 * @param {Uint8Array} bytes */
export function latin1(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 8192) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  }
  return parts.join('');
}

/** @param {string} text of characters up to U+00FF */
export function fromLatin1(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** @param {Uint8Array} bytes @returns {string} lower case */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {string} text @returns {Uint8Array | null} */
export function unhex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** RFC 4648 §4, with padding. @param {Uint8Array} bytes */
export const base64 = (bytes) => btoa(latin1(bytes));

/** @param {string} text @returns {Uint8Array | null} */
export function unbase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = fromLatin1(atob(text));
  return base64(bytes) === text ? bytes : null;
}

/** RFC 4648 §5, without padding. @param {Uint8Array} bytes */
export function base64url(bytes) {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text @returns {Uint8Array | null} */
export function unbase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const padded = text.replaceAll('-', '+').replaceAll('_', '/');
  return unbase64(padded + '='.repeat((4 - (text.length % 4)) % 4));
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** base58btc without the multibase prefix. Quadratic: of short values only.
 * @param {string} text @returns {Uint8Array | null} */
export function unbase58(text) {
  if (text.length > 1400) return null;
  let number = 0n;
  for (const c of text) {
    const digit = BASE58.indexOf(c);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  const digits = number === 0n ? '' : number.toString(16);
  const bytes = unhex(digits.length % 2 ? `0${digits}` : digits);
  return bytes && concat(new Uint8Array(zeros), bytes);
}

/** A canonical decimal: digits alone, no leading zero; a safe integer.
 * @param {string} text @returns {number | null} */
export function parseDecimal(text) {
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : null;
}
