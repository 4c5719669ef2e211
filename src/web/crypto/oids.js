// SPDX-License-Identifier: Apache-2.0
//
// Object identifiers of CMS and X.509, as whole DER values.
import {OID, SEQUENCE, der} from './der.js';

/** @param {string} dotted @returns {Uint8Array} */
export function oid(dotted) {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  const bytes = [];
  for (let arc of [first * 40 + second, ...rest]) {
    const digits = [arc & 0x7f];
    for (arc >>>= 7; arc > 0; arc >>>= 7) digits.unshift((arc & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return der(OID, Uint8Array.from(bytes));
}

/** @param {Uint8Array} contents of an OID @returns {string} 2.5.4.3 */
export function dotted(contents) {
  const arcs = [];
  let arc = 0;
  for (const byte of contents) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte >= 0x80) continue;
    arcs.push(arc);
    arc = 0;
  }
  const [head, ...rest] = arcs;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join('.');
}

// RFC 5652, RFC 5035, RFC 2634, RFC 3161.
export const DATA = oid('1.2.840.113549.1.7.1');
export const SIGNED_DATA = oid('1.2.840.113549.1.7.2');
export const CONTENT_TYPE = oid('1.2.840.113549.1.9.3');
export const MESSAGE_DIGEST = oid('1.2.840.113549.1.9.4');
export const SIGNING_CERTIFICATE_V2 = oid('1.2.840.113549.1.9.16.2.47');
export const SIGNING_CERTIFICATE = oid('1.2.840.113549.1.9.16.2.12');
export const SIGNATURE_TIME_STAMP = oid('1.2.840.113549.1.9.16.2.14');
export const TST_INFO = oid('1.2.840.113549.1.9.16.1.4');

// Of keys and their use: RFC 3279, RFC 4055, RFC 8410.
export const RSA = oid('1.2.840.113549.1.1.1');
export const RSA_PSS = oid('1.2.840.113549.1.1.10');
export const MGF1 = oid('1.2.840.113549.1.1.8');
export const EC = oid('1.2.840.10045.2.1');
export const ED25519 = oid('1.3.101.112');

/** A digest and the signature algorithms that go with it (RFC 5754, RFC 5758).
 * @typedef {{hash: string, digest: Uint8Array, rsa: Uint8Array, ecdsa: Uint8Array}}
 *   Algorithm */
/** @type {Algorithm[]} */
export const ALGORITHMS = [
  ['SHA-256', '2.16.840.1.101.3.4.2.1', '1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2'],
  ['SHA-384', '2.16.840.1.101.3.4.2.2', '1.2.840.113549.1.1.12', '1.2.840.10045.4.3.3'],
  ['SHA-512', '2.16.840.1.101.3.4.2.3', '1.2.840.113549.1.1.13', '1.2.840.10045.4.3.4'],
].map(([hash, digest, rsa, ecdsa]) =>
  ({hash, digest: oid(digest), rsa: oid(rsa), ecdsa: oid(ecdsa)}));
/** Only of certificates in a chain. @type {Algorithm} */
export const WITH_SHA1 = {
  hash: 'SHA-1',
  digest: oid('1.3.14.3.2.26'),
  rsa: oid('1.2.840.113549.1.1.5'),
  ecdsa: oid('1.2.840.10045.4.1'),
};

// AlgorithmIdentifiers without parameters.
export const SHA256_ALGORITHM = der(SEQUENCE, ALGORITHMS[0].digest);
export const ECDSA_WITH_SHA256_ALGORITHM = der(SEQUENCE, ALGORITHMS[0].ecdsa);
