// SPDX-License-Identifier: Apache-2.0
//
// Signatures by the keys of X.509 certificates, over WebCrypto. What WebCrypto does not
// know everywhere (DSA, other curves and digests, MD5) does not verify here.
import {equal, hex} from '../base/bytes.js';
import {BITS, DerReader, INTEGER, NULL, SEQUENCE, context, der} from './der.js';
import {ALGORITHMS, EC, ED25519, MGF1, RSA, RSA_PSS, WITH_SHA1, oid} from './oids.js';

/** How a signature is made.
 * @typedef {{name: 'RSASSA-PKCS1-v1_5' | 'RSA-PSS' | 'ECDSA' | 'Ed25519', hash: string,
 *   saltLength?: number}} Scheme */

const CURVES = [
  {namedCurve: 'P-256', size: 32, oid: oid('1.2.840.10045.3.1.7')},
  {namedCurve: 'P-384', size: 48, oid: oid('1.3.132.0.34')},
  {namedCurve: 'P-521', size: 66, oid: oid('1.3.132.0.35')},
];
const ZERO = Uint8Array.of(0);
const NO_PARAMETERS = der(NULL);
const ED25519_HEAD =
  der(SEQUENCE, der(SEQUENCE, ED25519), der(BITS, new Uint8Array(33))).subarray(0, -32);
const MAX_MODULUS = 1024; // bytes
const MAX_EXPONENT = 4;

/** Whether it is an AlgorithmIdentifier of this type whose parameters are NULL or absent.
 * @param {Uint8Array} identifier @param {Uint8Array} type */
export function isPlain(identifier, type) {
  return equal(identifier, der(SEQUENCE, type)) ||
    equal(identifier, der(SEQUENCE, type, NO_PARAMETERS));
}

/** An INTEGER above zero in its shortest form, without a leading zero; null: it is none.
 * @param {DerReader} reader */
function takeNatural(reader) {
  const bytes = reader.take(INTEGER).contents;
  const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
  const shortest = digits.length > 0 && digits[0] !== 0 && bytes[0] < 0x80 &&
    (digits === bytes || digits[0] >= 0x80);
  return shortest ? digits : null;
}

/** ECDSA-Sig-Value (RFC 3279 §2.2.3), strictly, as the r and s of so many bytes each that
 * WebCrypto takes. @param {Uint8Array} signature @param {number} size */
export function rawEcdsa(signature, size) {
  const outer = new DerReader(signature);
  const value = outer.enter(SEQUENCE);
  const r = takeNatural(value);
  const s = takeNatural(value);
  if (!r || !s || !value.finished || !outer.finished) return null;
  if (r.length > size || s.length > size) return null;
  const raw = new Uint8Array(2 * size);
  raw.set(r, size - r.length);
  raw.set(s, 2 * size - s.length);
  return raw;
}

/** The curve of a SubjectPublicKeyInfo: a named one, an uncompressed point.
 * @param {Uint8Array} spki */
function curveOf(spki) {
  return CURVES.find((curve) => {
    const point = spki.subarray(-2 * curve.size - 1);
    const key = der(SEQUENCE, der(SEQUENCE, EC, curve.oid), der(BITS, ZERO, point));
    return point[0] === 4 && equal(spki, key);
  });
}

/** Whether it is a key of ECDSA P-256, a point on the curve. @param {Uint8Array} spki */
export async function isP256(spki) {
  const how = {name: 'ECDSA', namedCurve: 'P-256'};
  if (curveOf(spki)?.namedCurve !== how.namedCurve) return false;
  return crypto.subtle.importKey('spki', spki, how, false, ['verify'])
    .then(() => true, () => false);
}

/** @param {Uint8Array} spki */
export function isRsa(spki) {
  return equal(new DerReader(spki).enter(SEQUENCE).enter(SEQUENCE).take().whole, RSA);
}

/** The size of an RSA key's modulus in bytes; 0 where it is no key for us.
 * @param {Uint8Array} spki */
function modulusSize(spki) {
  const info = new DerReader(spki).enter(SEQUENCE);
  const algorithm = info.take(SEQUENCE).whole;
  const bits = info.take(BITS).contents;
  const outer = new DerReader(bits.subarray(1));
  const key = outer.enter(SEQUENCE);
  const modulus = takeNatural(key);
  const exponent = takeNatural(key);
  const fits = isPlain(algorithm, RSA) && info.finished && bits[0] === 0 && modulus &&
    exponent && key.finished && outer.finished && modulus.length <= MAX_MODULUS &&
    exponent.length <= MAX_EXPONENT;
  return fits ? modulus.length : 0;
}

/** RSASSA-PSS-params (RFC 4055 §3.1) with one digest for both uses, all of it stated.
 * @param {Uint8Array} identifier @returns {Scheme | null} */
function pssScheme(identifier) {
  const parameters = new DerReader(identifier).enter(SEQUENCE);
  if (!equal(parameters.take().whole, RSA_PSS)) return null;
  const inside = parameters.enter(SEQUENCE);
  const digest = inside.take(context(0)).contents;
  const mask = inside.take(context(1)).contents;
  const salt = inside.enter(context(2));
  const saltLength = parseInt(hex(takeNatural(salt) ?? ZERO), 16);
  const known = ALGORITHMS.find((each) => isPlain(digest, each.digest));
  const whole = inside.finished && parameters.finished && salt.finished;
  if (!known || !whole || saltLength === 0) return null;
  if (!equal(mask, der(SEQUENCE, MGF1, digest))) return null;
  return {name: 'RSA-PSS', hash: known.hash, saltLength};
}

/** What a certificate's AlgorithmIdentifier says of its signature.
 * @param {Uint8Array} identifier @returns {Scheme | null} null: nothing known here */
export function schemeOf(identifier) {
  if (equal(identifier, der(SEQUENCE, ED25519))) return {name: 'Ed25519', hash: ''};
  for (const {hash, rsa, ecdsa} of [...ALGORITHMS, WITH_SHA1]) {
    if (isPlain(identifier, rsa)) return {name: 'RSASSA-PKCS1-v1_5', hash};
    if (isPlain(identifier, ecdsa)) return {name: 'ECDSA', hash};
  }
  return pssScheme(identifier);
}

/** What WebCrypto needs of a key and a signature; null where they do not fit the scheme.
 * @param {Uint8Array} spki @param {Scheme} scheme @param {Uint8Array} signature */
function prepare(spki, scheme, signature) {
  if (scheme.name === 'ECDSA') {
    const curve = curveOf(spki);
    const raw = curve && rawEcdsa(signature, curve.size);
    return raw ? {how: {...scheme, namedCurve: curve.namedCurve}, raw} : null;
  }
  const fits = scheme.name === 'Ed25519'
    ? equal(spki.subarray(0, -32), ED25519_HEAD)
    : modulusSize(spki) === signature.length;
  return fits ? {how: {...scheme}, raw: signature} : null;
}

/** Whether the key of a SubjectPublicKeyInfo made this signature of a message.
 * @param {Uint8Array} spki @param {Scheme} scheme @param {Uint8Array} message
 * @param {Uint8Array} signature as X.509 has it */
export async function verifyBy(spki, scheme, message, signature) {
  const prepared = prepare(spki, scheme, signature);
  if (!prepared) return false;
  try {
    const {how, raw} = prepared;
    const key = await crypto.subtle.importKey('spki', spki, how, false, ['verify']);
    return await crypto.subtle.verify(how, key, raw, message);
  } catch {
    return false; // no key, or nothing that this browser knows
  }
}

// The order of P-256's base point (FIPS 186-4 §D.1.2.3).
const ORDER = BigInt(
  '0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551');

/** Whether it is a signature of ECDSA P-256 in the one form that counts: of every (r, s)
 * there is a twin (r, n - s) that verifies as well, and only the one with the lower s is a
 * signature for us. @param {Uint8Array} signature */
export function isLowP256(signature) {
  const raw = rawEcdsa(signature, 32);
  if (!raw) return false;
  const r = BigInt(`0x${hex(raw.subarray(0, 32))}`);
  const s = BigInt(`0x${hex(raw.subarray(32))}`);
  return r < ORDER && s <= ORDER / 2n;
}
