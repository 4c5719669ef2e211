// SPDX-License-Identifier: Apache-2.0
//
// Pure Ed25519 (RFC 8032 §5.1.7, without the cofactor) by WebCrypto, or where a browser's
// has none, by a vendored library that is fetched only then.
import {concat, equal, hex, unhex} from '../base/bytes.js';

const KEY_SIZE = 32;
const SIGNATURE_SIZE = 64;

// 2^255 - 19, and the y coordinates of the eight points of small order, as numbers. Of
// each point x or its negative may be meant, by the highest bit of an encoding.
const FIELD_PRIME = 2n ** 255n - 19n;
const OF_ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER = [0n, 1n, FIELD_PRIME - 1n, OF_ORDER_8, FIELD_PRIME - OF_ORDER_8];
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/** @param {Uint8Array} bytes least first */
const numberOf = (bytes) => BigInt(`0x${hex(bytes.slice().reverse())}`);

/** False for what nobody's private key makes, and under which anybody can make
 * signatures: points of small order, and coordinates that are not reduced.
 * @param {Uint8Array} key */
export function isStrongKey(key) {
  if (key.length !== KEY_SIZE) return false;
  const y = numberOf(key) % 2n ** 255n;
  return y < FIELD_PRIME && !SMALL_ORDER.includes(y);
}

/** @typedef {(key: Uint8Array, message: Uint8Array, signature: Uint8Array)
 *   => Promise<boolean>} Verifier */

/** @type {Verifier} */
export async function verifyByWebCrypto(key, message, signature) {
  try {
    const imported =
      await crypto.subtle.importKey('raw', key, {name: 'Ed25519'}, false, ['verify']);
    return await crypto.subtle.verify({name: 'Ed25519'}, imported, signature, message);
  } catch {
    return false; // not a point of the curve
  }
}

const LIBRARY = '../vendor/noble-ed25519.js';

/**
 * @typedef {{add(other: Point): Point, negate(): Point, toBytes(): Uint8Array,
 *   multiplyUnsafe(scalar: bigint): Point}} Point
 * @typedef {{BASE: Point, fromBytes(bytes: Uint8Array): Point}} PointClass
 */

/** @type {Verifier} */
export async function verifyByLibrary(key, message, signature) {
  const {Point} = /** @type {{Point: PointClass}} */ (await import(LIBRARY));
  const r = signature.subarray(0, KEY_SIZE);
  const s = numberOf(signature.subarray(KEY_SIZE));
  if (s >= GROUP_ORDER) return false;
  let a;
  try {
    a = Point.fromBytes(key);
  } catch {
    return false; // not a point of the curve
  }
  const digest = await crypto.subtle.digest('SHA-512', concat(r, key, message));
  const k = numberOf(new Uint8Array(digest)) % GROUP_ORDER;
  const sum = Point.BASE.multiplyUnsafe(s).add(a.negate().multiplyUnsafe(k));
  return equal(sum.toBytes(), r);
}

/** A key and its signature of nothing: RFC 8032 §7.1, test 1. */
const SAMPLE = {
  key: unhex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'),
  signature: unhex('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
    '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'),
};

/** @type {Promise<boolean> | undefined} whether WebCrypto knows Ed25519 */
let known;

/** @param {Uint8Array} key @param {Uint8Array} message @param {Uint8Array} signature
 * @returns {Promise<boolean>} false also for a key that is not strong */
export async function verifyEd25519(key, message, signature) {
  if (!isStrongKey(key) || signature.length !== SIGNATURE_SIZE) return false;
  known ??= verifyByWebCrypto(/** @type {Uint8Array} */ (SAMPLE.key), new Uint8Array(),
    /** @type {Uint8Array} */ (SAMPLE.signature));
  return (await known) ? verifyByWebCrypto(key, message, signature)
    : verifyByLibrary(key, message, signature);
}
