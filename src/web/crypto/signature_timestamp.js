// SPDX-License-Identifier: Apache-2.0
//
// An RFC 3161 TimeStampToken over a signature's bytes, whole and in a strict form. Of it
// is demanded:
// - DER; version 3, the signer's digest algorithm alone, content TSTInfo, no revocation
//   lists, one SignerInfo of version 1 without unsigned attributes
// - messageDigest and signing-certificate (either version) match; the signature (RSA
//   PKCS #1 v1.5 or ECDSA, with SHA-256, SHA-384 or SHA-512) verifies
// - the signer's certificate is one for timestamps, and valid at the time
// - every other certificate is signed by one that is there, so that a signature covers
//   each byte, and no bit can be changed
// - TSTInfo of version 1 with the signature's SHA-256
import {equal, latin1} from '../base/bytes.js';
import {parseTime} from '../base/date.js';
import {refuse} from '../base/message.js';
import {
  DerReader, GENERALIZED_TIME, INTEGER, OCTETS, OID, SEQUENCE, SET, context, der,
  isWholeDer,
} from './der.js';
import {
  ALGORITHMS, CONTENT_TYPE, MESSAGE_DIGEST, RSA, SIGNED_DATA, SIGNING_CERTIFICATE,
  SIGNING_CERTIFICATE_V2, TST_INFO,
} from './oids.js';
import {isPlain, isRsa, verifyBy} from './public_key.js';
import {X509Certificate} from './x509.js';

const MAX_BYTES = 32 * 1024;
const MAX_CERTIFICATES = 8;
const VERSION_1 = der(INTEGER, Uint8Array.of(1));
const VERSION_3 = der(INTEGER, Uint8Array.of(3));

/** What it says if one believes the authority, by its common name; whom to believe is not
 * settled here. @typedef {{authority: string, time: number}} SignatureTimestamp */

/** @param {string} hash @param {Uint8Array} bytes */
async function digestOf(hash, bytes) {
  return new Uint8Array(await crypto.subtle.digest(hash, bytes));
}

/** @param {DerReader} set */
function readCertificates(set) {
  const certificates = [];
  while (set.ok && !set.atEnd) {
    if (certificates.length === MAX_CERTIFICATES) refuse('crypto.tooManyCertificates');
    certificates.push(X509Certificate.parse(set.take().whole));
  }
  return certificates;
}

/** What a token is made of, whole DER values but for the contents.
 * @param {Uint8Array} bytes */
function findParts(bytes) {
  if (bytes.length > MAX_BYTES) refuse('crypto.stampLarge');
  const wrapped = new DerReader(bytes).enter(SEQUENCE);
  wrapped.take(OID);
  const data = wrapped.enter(context(0)).enter(SEQUENCE);
  data.take(INTEGER);
  const digestAlgorithm = data.enter(SET).take(SEQUENCE).whole;
  const encapsulated = data.enter(SEQUENCE);
  encapsulated.take(OID);
  const content = encapsulated.enter(context(0)).take(OCTETS).contents;
  const certificates = readCertificates(data.enter(context(0)));
  if (data.nextIs(context(1))) data.take();
  const signer = data.enter(SET).enter(SEQUENCE);
  signer.take(INTEGER);
  const parts = {
    digestAlgorithm,
    content,
    certificates,
    signerId: signer.take(SEQUENCE).whole,
    signerDigestAlgorithm: signer.take(SEQUENCE).whole,
    attributes: signer.take(context(0)).contents,
    signatureAlgorithm: signer.take(SEQUENCE).whole,
    signature: signer.take(OCTETS).contents,
  };
  if (!signer.ok) refuse('crypto.stampNone');
  return parts;
}
/** @typedef {ReturnType<typeof findParts>} Parts */

/** @param {Parts} parts */
function build(parts) {
  const signer = der(SEQUENCE, VERSION_1, parts.signerId, parts.signerDigestAlgorithm,
    der(context(0), parts.attributes), parts.signatureAlgorithm,
    der(OCTETS, parts.signature));
  const content = der(SEQUENCE, TST_INFO, der(context(0), der(OCTETS, parts.content)));
  const data = der(SEQUENCE, VERSION_3, der(SET, parts.digestAlgorithm), content,
    der(context(0), ...parts.certificates.map((each) => each.der)), der(SET, signer));
  return der(SEQUENCE, SIGNED_DATA, der(context(0), data));
}

/** @param {Parts} parts */
function findSigner({certificates, signerId}) {
  const signers = certificates.filter(
    ({issuer, serial}) => equal(der(SEQUENCE, issuer, serial), signerId));
  if (signers.length !== 1) refuse('crypto.signerOnce');
  return signers[0];
}

/** How the signature was made. @param {Parts} parts @param {X509Certificate} signer
 * @returns {import('./public_key.js').Scheme} */
function findScheme(parts, signer) {
  const algorithm = ALGORITHMS.find(({digest}) =>
    isPlain(parts.signerDigestAlgorithm, digest) && isPlain(parts.digestAlgorithm, digest));
  if (!algorithm) refuse('crypto.stampDigest');
  const {hash, rsa, ecdsa} = algorithm;
  const id = parts.signatureAlgorithm;
  if (isRsa(signer.spki)) {
    if (isPlain(id, RSA) || isPlain(id, rsa)) return {name: 'RSASSA-PKCS1-v1_5', hash};
  } else if (equal(id, der(SEQUENCE, ecdsa))) {
    return {name: 'ECDSA', hash};
  }
  return refuse('crypto.stampAlgorithm');
}

/** The one value of the attribute of a type, which must stand there once; null otherwise.
 * @param {Uint8Array} attributes @param {Uint8Array} type @returns {Uint8Array | null} */
function attributeOf(attributes, type) {
  const found = [];
  const reader = new DerReader(attributes);
  while (reader.ok && !reader.atEnd) {
    const attribute = reader.enter(SEQUENCE);
    const wanted = equal(attribute.take(OID).whole, type);
    const values = attribute.enter(SET);
    const value = values.take().whole;
    if (wanted) found.push(values.finished ? value : null);
  }
  return reader.ok && found.length === 1 ? found[0] : null;
}

/** SigningCertificate[V2] ::= SEQUENCE { certs SEQUENCE OF SEQUENCE {
 *   [hashAlgorithm DEFAULT sha256, V2 only], certHash OCTET STRING, ... }, ... }
 * @param {Uint8Array} attributes @param {X509Certificate} signer */
async function namesSigner(attributes, signer) {
  const second = attributeOf(attributes, SIGNING_CERTIFICATE_V2);
  const value = second ?? attributeOf(attributes, SIGNING_CERTIFICATE);
  if (!value) return false;
  const id = new DerReader(value).enter(SEQUENCE).enter(SEQUENCE).enter(SEQUENCE);
  let hash = second ? 'SHA-256' : 'SHA-1';
  if (second && id.nextIs(SEQUENCE)) {
    const stated = id.take(SEQUENCE).whole;
    const known = ALGORITHMS.find(({digest}) => isPlain(stated, digest));
    if (!known) return false;
    hash = known.hash;
  }
  return equal(id.take(OCTETS).contents, await digestOf(hash, signer.der));
}

/** @param {Parts} parts @param {X509Certificate} signer */
async function checkSignature(parts, signer) {
  const scheme = findScheme(parts, signer);
  const {attributes, certificates} = parts;
  const type = attributeOf(attributes, CONTENT_TYPE);
  const digest = attributeOf(attributes, MESSAGE_DIGEST);
  const stated = der(OCTETS, await digestOf(scheme.hash, parts.content));
  if (!type || !equal(type, TST_INFO) || !digest || !equal(digest, stated)) {
    refuse('crypto.stampAttributes');
  }
  if (!await namesSigner(attributes, signer)) refuse('crypto.stampNames');
  if (!await verifyBy(signer.spki, scheme, der(SET, attributes), parts.signature)) {
    refuse('crypto.stampSignature');
  }
  for (const each of certificates) {
    let issued = equal(each.der, signer.der);
    for (const other of certificates) issued ||= await each.isIssuedBy(other);
    if (!issued) refuse('crypto.stampIssuer');
  }
}

/** GeneralizedTime of RFC 3161 §2.4.2: YYYYMMDDhhmmss[.s...]Z.
 * @param {string} text @returns {number | null} */
function readTime(text) {
  const part = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d*[1-9])?Z$/.exec(text);
  if (!part) return null;
  const [, year, month, day, hour, minute, second] = part;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** TSTInfo ::= SEQUENCE { version 1, policy, messageImprint { hashAlgorithm,
 *   hashedMessage }, serialNumber, genTime, ... }
 * @param {Uint8Array} content @param {Uint8Array} imprint */
function readContent(content, imprint) {
  if (!isWholeDer(content)) refuse('crypto.stampContent');
  const info = new DerReader(content).enter(SEQUENCE);
  const version = info.take(INTEGER).whole;
  info.take(OID);
  const message = info.enter(SEQUENCE);
  const algorithm = message.take(SEQUENCE).whole;
  const digest = message.take(OCTETS).contents;
  info.take(INTEGER);
  const time = readTime(latin1(info.take(GENERALIZED_TIME).contents));
  if (!equal(version, VERSION_1) || time === null) refuse('crypto.stampInfo');
  if (!isPlain(algorithm, ALGORITHMS[0].digest) || !message.finished ||
      !equal(digest, imprint)) {
    refuse('crypto.stampOther');
  }
  return time;
}

/** @param {Uint8Array} bytes @param {Uint8Array} imprint the SHA-256 of the signature
 * @returns {Promise<SignatureTimestamp>} */
export async function readTimestamp(bytes, imprint) {
  const parts = findParts(bytes);
  if (!equal(build(parts), bytes)) refuse('crypto.stampUncovered');
  const signer = findSigner(parts);
  const time = readContent(parts.content, imprint);
  await checkSignature(parts, signer);
  if (!signer.isForTimestamps) refuse('crypto.stampPurpose');
  if (time < signer.notBefore || time > signer.notAfter) refuse('crypto.stampValidity');
  return {authority: signer.commonName, time};
}
