// SPDX-License-Identifier: Apache-2.0
//
// Keys, certificates and CMS signatures of a made-up school, to be bent.
import {concat, equal, hex, unhex, utf8} from '../../../src/web/base/bytes.js';
import {
  BITS, INTEGER, NULL, OCTETS, SEQUENCE, SET, UTC_TIME, compareBytes, context, der,
  derSetOf,
} from '../../../src/web/crypto/der.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {
  ALGORITHMS, CONTENT_TYPE, DATA, ECDSA_WITH_SHA256_ALGORITHM, MESSAGE_DIGEST,
  SHA256_ALGORITHM, SIGNATURE_TIME_STAMP, SIGNED_DATA, SIGNING_CERTIFICATE_V2, TST_INFO,
  oid,
} from '../../../src/web/crypto/oids.js';

export const ORDER =
  0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const VERSION_1 = der(INTEGER, Uint8Array.of(1));
const VERSION_3 = der(INTEGER, Uint8Array.of(3));

/** @param {bigint} number */
function integer(number) {
  const digits = number.toString(16);
  const bytes = unhex(digits.length % 2 ? `0${digits}` : digits) ?? new Uint8Array(0);
  return der(INTEGER, bytes[0] >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes);
}

/** @param {Uint8Array} raw r and s @param {boolean} low which twin */
export function sigValue(raw, low = true) {
  const [r, s] = [raw.subarray(0, raw.length / 2), raw.subarray(raw.length / 2)]
    .map((bytes) => BigInt(`0x${hex(bytes)}`));
  const isLow = s <= ORDER / 2n;
  return der(SEQUENCE, integer(r), integer(isLow === low ? s : ORDER - s));
}

/** A key and how it signs.
 * @typedef {{spki: Uint8Array, algorithm: Uint8Array,
 *   sign: (message: Uint8Array) => Promise<Uint8Array>}} TestKey */

/** @param {boolean} [low] whether its signatures have the lower s
 * @returns {Promise<TestKey>} */
export async function p256Key(low = true) {
  const how = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
  const {publicKey, privateKey} =
    await crypto.subtle.generateKey(how, true, ['sign', 'verify']);
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    algorithm: ECDSA_WITH_SHA256_ALGORITHM,
    sign: async (message) =>
      sigValue(new Uint8Array(await crypto.subtle.sign(how, privateKey, message)), low),
  };
}

/** Of any algorithm whose signatures X.509 has as WebCrypto has them: RSA, Ed25519.
 * @param {RsaHashedKeyGenParams | {name: string}} how @param {Uint8Array} algorithm
 * @param {object} [signing] more of how it signs @returns {Promise<TestKey>} */
export async function plainKey(how, algorithm, signing = {}) {
  const pair = await crypto.subtle.generateKey(
    /** @type {any} */ (how), true, ['sign', 'verify']);
  const {publicKey, privateKey} = /** @type {CryptoKeyPair} */ (pair);
  return {
    spki: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
    algorithm,
    sign: async (message) => new Uint8Array(
      await crypto.subtle.sign({name: how.name, ...signing}, privateKey, message)),
  };
}

export const RSA_2048 = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
};
export const RSA_WITH_SHA256 = der(SEQUENCE, ALGORITHMS[0].rsa, der(NULL));

/** @param {string} common */
export const nameOf = (common) =>
  der(SEQUENCE, der(SET, der(SEQUENCE, oid('2.5.4.3'), der(0x0c, utf8(common)))));

/** @param {string} type @param {Uint8Array} value @param {boolean} critical */
export const extension = (type, value, critical = false) => der(SEQUENCE, oid(type),
  ...(critical ? [der(1, Uint8Array.of(0xff))] : []), der(OCTETS, value));

/** What a certificate says, each to be bent.
 * @typedef {{issuer?: Uint8Array, subject?: Uint8Array, serial?: Uint8Array,
 *   version?: Uint8Array, from?: Uint8Array, until?: Uint8Array,
 *   extensions?: Uint8Array[], inner?: Uint8Array}} CertificateParts */

/** @param {string} text */
export const utcTime = (text) => der(UTC_TIME, utf8(text));

/** @param {TestKey} key @param {TestKey} issuerKey @param {CertificateParts} [parts] */
export async function certificateOf(key, issuerKey, parts = {}) {
  const subject = parts.subject ?? nameOf('Test School');
  const extensions = parts.extensions ?? [];
  const tbs = der(SEQUENCE,
    parts.version ?? der(context(0), der(INTEGER, Uint8Array.of(2))),
    parts.serial ?? der(INTEGER, Uint8Array.of(7)), parts.inner ?? issuerKey.algorithm,
    parts.issuer ?? subject, der(SEQUENCE, parts.from ?? utcTime('250101000000Z'),
      parts.until ?? utcTime('450101000000Z')), subject, key.spki,
    ...(extensions.length > 0 ? [der(context(3), der(SEQUENCE, ...extensions))] : []));
  const signature = await issuerKey.sign(tbs);
  return der(SEQUENCE, tbs, issuerKey.algorithm, der(BITS, Uint8Array.of(0), signature));
}

/** @param {Uint8Array} type @param {Uint8Array} value */
const attribute = (type, value) => der(SEQUENCE, type, der(SET, value));

/** Issuer and serial number of a certificate that certificateOf made with the parts.
 * @param {CertificateParts} parts */
const named = (parts) => [parts.issuer ?? parts.subject ?? nameOf('Test School'),
  parts.serial ?? der(INTEGER, Uint8Array.of(7))];

/** A certificate with what it was made of.
 * @typedef {{bytes: Uint8Array, parts: CertificateParts}} TestCertificate */

/** @param {TestKey} key @param {TestKey} issuerKey @param {CertificateParts} [parts]
 * @returns {Promise<TestCertificate>} */
export const testCertificate = async (key, issuerKey, parts = {}) =>
  ({bytes: await certificateOf(key, issuerKey, parts), parts});

/** A CMS signature as docs/pdf.md has it.
 * @param {TestKey} key @param {TestCertificate[]} certificates the signer's first
 * @param {Uint8Array} message its digest
 * @param {(signature: Uint8Array) => Promise<Uint8Array>} [stamp] */
export async function signCms(key, certificates, message, stamp) {
  const ids = await Promise.all(certificates.map(async ({bytes, parts}) => {
    const [issuer, serial] = named(parts);
    const names = der(SEQUENCE, der(context(4), issuer));
    return {bytes, id: der(SEQUENCE, der(OCTETS, await sha256(bytes)),
      der(SEQUENCE, names, serial))};
  }));
  const [first, ...rest] = ids;
  rest.sort((a, b) => compareBytes(a.bytes, b.bytes));
  const attributes = [
    attribute(CONTENT_TYPE, DATA),
    attribute(MESSAGE_DIGEST, der(OCTETS, message)),
    attribute(SIGNING_CERTIFICATE_V2,
      der(SEQUENCE, der(SEQUENCE, ...[first, ...rest].map(({id}) => id)))),
  ];
  const signature = await key.sign(derSetOf(SET, attributes));
  const unsigned = stamp
    ? [der(context(1), attribute(SIGNATURE_TIME_STAMP, await stamp(signature)))] : [];
  const info = der(SEQUENCE, VERSION_1, der(SEQUENCE, ...named(certificates[0].parts)),
    SHA256_ALGORITHM, derSetOf(context(0), attributes), ECDSA_WITH_SHA256_ALGORITHM,
    der(OCTETS, signature), ...unsigned);
  const data = der(SEQUENCE, VERSION_1, der(SET, SHA256_ALGORITHM), der(SEQUENCE, DATA),
    derSetOf(context(0), certificates.map(({bytes}) => bytes)), der(SET, info));
  return der(SEQUENCE, SIGNED_DATA, der(context(0), data));
}

// Extended key usage of timestamping alone, critical.
export const FOR_TIMESTAMPS =
  extension('2.5.29.37', der(SEQUENCE, oid('1.3.6.1.5.5.7.3.8')), true);

/** What a token is made of, each to be bent.
 * @typedef {{time?: string, algorithm?: Uint8Array, chain?: Uint8Array[],
 *   imprint?: Uint8Array, more?: Uint8Array[]}} TokenParts */

/** A TimeStampToken of a digest. @param {TestKey} key @param {TestCertificate} certificate
 * @param {Uint8Array} imprint @param {TokenParts} [parts] */
export async function stampToken(key, certificate, imprint, parts = {}) {
  const info = der(SEQUENCE, VERSION_1, oid('1.2.3.4.1'),
    der(SEQUENCE, SHA256_ALGORITHM, der(OCTETS, imprint)), der(INTEGER, Uint8Array.of(42)),
    der(0x18, utf8(parts.time ?? '20261123170001Z')));
  const id = der(SEQUENCE, der(SEQUENCE,
    der(SEQUENCE, der(OCTETS, await sha256(certificate.bytes)))));
  const attributes = derSetOf(SET, [
    attribute(CONTENT_TYPE, TST_INFO),
    attribute(MESSAGE_DIGEST, der(OCTETS, await sha256(info))),
    attribute(SIGNING_CERTIFICATE_V2, id),
    ...(parts.more ?? []),
  ]);
  const inside = concat(Uint8Array.of(context(0)), attributes.subarray(1));
  const signer = der(SEQUENCE, VERSION_1, der(SEQUENCE, ...named(certificate.parts)),
    SHA256_ALGORITHM, inside, parts.algorithm ?? key.algorithm,
    der(OCTETS, await key.sign(attributes)));
  const data = der(SEQUENCE, VERSION_3, der(SET, SHA256_ALGORITHM),
    der(SEQUENCE, TST_INFO, der(context(0), der(OCTETS, info))),
    der(context(0), certificate.bytes, ...(parts.chain ?? [])), der(SET, signer));
  return der(SEQUENCE, SIGNED_DATA, der(context(0), data));
}

/** Puts bytes in the place of others of the same length.
 * @param {Uint8Array} bytes @param {Uint8Array} from @param {Uint8Array} to */
export function replaced(bytes, from, to) {
  for (let at = 0; at + from.length <= bytes.length; ++at) {
    if (!equal(bytes.subarray(at, at + from.length), from)) continue;
    return concat(bytes.subarray(0, at), to, bytes.subarray(at + from.length));
  }
  throw new Error('there is nothing to replace');
}
