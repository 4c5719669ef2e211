// SPDX-License-Identifier: Apache-2.0
//
// A detached CMS signature (RFC 5652 §5) by one ECDSA P-256 key in the one form that a
// certificate has:
//
//   ContentInfo { signedData, [0] SignedData {
//     version 1, { sha256 }, { data }, [0] certificates in the order of a DER set,
//     { SignerInfo { version 1, issuerAndSerialNumber, sha256,
//         [0] { contentType data, messageDigest, signing-certificate-v2 },
//         ecdsa-with-SHA256, signature,
//         [1] { signature-time-stamp }            only with a timestamp
//   } } } }
import {equal} from '../base/bytes.js';
import {Refusal, quote, refuse, say} from '../base/message.js';
import {
  DerReader, INTEGER, OCTETS, OID, SEQUENCE, SET, compareBytes, context, der, derSetOf,
} from './der.js';
import {sha256} from './digest.js';
import {
  CONTENT_TYPE, DATA, ECDSA_WITH_SHA256_ALGORITHM, MESSAGE_DIGEST, SHA256_ALGORITHM,
  SIGNATURE_TIME_STAMP, SIGNED_DATA, SIGNING_CERTIFICATE_V2,
} from './oids.js';
import {isLowP256, isP256, verifyBy} from './public_key.js';
import {readTimestamp} from './signature_timestamp.js';
import {X509Certificate} from './x509.js';

const MAX_CERTIFICATES = 8;
const MAX_BYTES = 128 * 1024;
const VERSION_1 = der(INTEGER, Uint8Array.of(1));

/** @typedef {{signer: X509Certificate, timestamp:
 *   import('./signature_timestamp.js').SignatureTimestamp | null}} SignedData */

/** @param {Uint8Array} type @param {Uint8Array} value */
const attribute = (type, value) => der(SEQUENCE, type, der(SET, value));

/** @param {X509Certificate} certificate */
const issuerAndSerial = ({issuer, serial}) => der(SEQUENCE, issuer, serial);

/** IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber }; a directoryName is
 * [4] EXPLICIT. hashAlgorithm is absent, for SHA-256 is its default.
 * @param {X509Certificate} certificate */
async function essCertIdV2(certificate) {
  const names = der(SEQUENCE, der(context(4), certificate.issuer));
  return der(SEQUENCE, der(OCTETS, await sha256(certificate.der)),
    der(SEQUENCE, names, certificate.serial));
}

/** @param {number} tag @param {Uint8Array} message its digest
 * @param {X509Certificate[]} certificates the signer's first */
async function signedAttributes(tag, message, certificates) {
  const [signer, ...chain] = certificates;
  chain.sort((a, b) => compareBytes(a.der, b.der));
  const ids = await Promise.all([signer, ...chain].map(essCertIdV2));
  return derSetOf(tag, [
    attribute(CONTENT_TYPE, DATA),
    attribute(MESSAGE_DIGEST, der(OCTETS, message)),
    attribute(SIGNING_CERTIFICATE_V2, der(SEQUENCE, der(SEQUENCE, ...ids))),
  ]);
}

/** @param {DerReader} attributes @returns {Uint8Array} */
function messageDigestOf(attributes) {
  while (attributes.ok && !attributes.atEnd) {
    const each = attributes.enter(SEQUENCE);
    if (equal(each.take(OID).whole, MESSAGE_DIGEST)) {
      return each.enter(SET).take(OCTETS).contents;
    }
  }
  return new Uint8Array(0);
}

/** Only finds the parts: whatever else stands between them, and how, is settled by
 * comparing with what is built from them. Before that nothing is known about them.
 * @param {Uint8Array} bytes */
function findParts(bytes) {
  const content = new DerReader(bytes).enter(SEQUENCE);
  content.take(OID);
  const data = content.enter(context(0)).enter(SEQUENCE);
  data.take(INTEGER);
  data.take(SET);
  data.take(SEQUENCE);
  const set = data.enter(context(0));
  const certificates = [];
  while (set.ok && !set.atEnd && certificates.length <= MAX_CERTIFICATES) {
    certificates.push(set.take().whole);
  }
  const signer = data.enter(SET).enter(SEQUENCE);
  signer.take(INTEGER);
  const signerId = signer.take(SEQUENCE).whole;
  signer.take(SEQUENCE);
  const message = messageDigestOf(signer.enter(context(0)));
  signer.take(SEQUENCE);
  const signature = signer.take(OCTETS).contents;
  const stamp = signer.enter(context(1)).enter(SEQUENCE); // fails where there is none
  stamp.take(OID);
  const timestamp = stamp.enter(SET).take().whole;
  return {certificates, signerId, message, signature, timestamp};
}
/** @typedef {ReturnType<typeof findParts>} Parts */

/** The signer's certificate first; two of one name and number leave a doubt.
 * @param {Parts} parts */
function readCertificates(parts) {
  if (parts.certificates.length > MAX_CERTIFICATES) refuse('crypto.tooManyCertificates');
  const certificates = parts.certificates.map((each) => X509Certificate.parse(each));
  /** @param {X509Certificate} each */
  const isSigner = (each) => equal(issuerAndSerial(each), parts.signerId);
  const signers = certificates.filter(isSigner);
  if (signers.length !== 1) refuse('crypto.signerOnce');
  return [signers[0], ...certificates.filter((each) => !isSigner(each))];
}

/** Verifies each certificate whose issuer is among them, itself included. A certificate
 * from elsewhere is fine. @param {X509Certificate[]} certificates */
async function checkAmongThemselves(certificates) {
  for (const each of certificates) {
    const named = certificates.filter((other) => equal(other.subject, each.issuer));
    let issued = named.length === 0;
    for (const other of named) issued ||= await each.isIssuedBy(other);
    if (!issued) refuse('crypto.notByIssuer', {name: quote(each.commonName, 80)});
  }
}

/** @param {Parts} parts */
async function readStamp({timestamp, signature}) {
  if (timestamp.length === 0) return null;
  try {
    return await readTimestamp(timestamp, await sha256(signature));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(say('crypto.itsTimestamp', {why: error.why}));
  }
}

/** What the parts make when they are built as a school's program does.
 * @param {Parts} parts @param {X509Certificate[]} certificates
 * @param {Uint8Array} attributes with the identifier of [0] */
function build({signature, timestamp}, certificates, attributes) {
  const unsigned = timestamp.length > 0
    ? [der(context(1), attribute(SIGNATURE_TIME_STAMP, timestamp))] : [];
  const signer = der(SEQUENCE, VERSION_1, issuerAndSerial(certificates[0]),
    SHA256_ALGORITHM, attributes, ECDSA_WITH_SHA256_ALGORITHM, der(OCTETS, signature),
    ...unsigned);
  const data = der(SEQUENCE, VERSION_1, der(SET, SHA256_ALGORITHM), der(SEQUENCE, DATA),
    derSetOf(context(0), certificates.map((each) => each.der)), der(SET, signer));
  return der(SEQUENCE, SIGNED_DATA, der(context(0), data));
}

/** Takes the parts of a signature out, builds it again and demands equal bytes; it must
 * verify by its signer's key, every certificate whose issuer is inside or that signed
 * itself must verify, and a timestamp must be one of this signature. Whether the signer
 * may be relied on is the caller's to ask.
 * @param {Uint8Array} bytes @param {Uint8Array} message the SHA-256 of what is signed
 * @returns {Promise<SignedData>} */
export async function readSignedData(bytes, message) {
  if (bytes.length > MAX_BYTES) refuse('crypto.signatureLarge');
  const parts = findParts(bytes);
  if (!equal(parts.message, message)) refuse('crypto.otherBytes');
  const certificates = readCertificates(parts);
  const [signer] = certificates;
  if (!await isP256(signer.spki)) refuse('crypto.keyP256');
  await checkAmongThemselves(certificates);
  if (!isLowP256(parts.signature)) refuse('crypto.signatureLowS');
  const timestamp = await readStamp(parts);
  const attributes = await signedAttributes(context(0), message, certificates);
  if (!equal(build(parts, certificates, attributes), bytes)) refuse('crypto.encoding');
  const signed = await signedAttributes(SET, message, certificates);
  const scheme = {name: /** @type {const} */ ('ECDSA'), hash: 'SHA-256'};
  if (!await verifyBy(signer.spki, scheme, signed, parts.signature)) {
    refuse('crypto.notBySigner');
  }
  return {signer, timestamp};
}

/** The certificate that a signature names as its signer's. Verifies nothing: anybody can
 * write that down. @param {Uint8Array} bytes */
export function claimedSigner(bytes) {
  if (bytes.length > MAX_BYTES) refuse('crypto.signatureLarge');
  return readCertificates(findParts(bytes))[0];
}
