// SPDX-License-Identifier: Apache-2.0
//
// Data Integrity proofs of the cryptosuite eddsa-rdfc-2022: what is signed is
//
//   SHA-256(canonical proof configuration) ‖ SHA-256(canonical document without proof)
import {concat, unbase58, utf8} from '../base/bytes.js';
import {parseTime, rfc3339} from '../base/date.js';
import {quote, refuse} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {isIssuerKeyId} from '../crypto/verifier_key.js';
import {textAt} from '../json/at.js';
import {canonicalNQuads} from './rdf.js';

/**
 * @typedef {import('../base/site_address.js').SiteAddress} SiteAddress
 * @typedef {import('../json/parse.js').Json} Json
 * @typedef {import('../json/parse.js').JsonObject} JsonObject
 */

const MAX_VALUE = 89;

/** What every proof made for this project says, but for its value.
 * @param {SiteAddress} site @param {string} keyId @param {number} created
 * @returns {JsonObject} */
const configuration = (site, keyId, created) => ({
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  created: rfc3339(created),
  verificationMethod: `${site.did}#${keyId}`,
  proofPurpose: 'assertionMethod',
});

/** @param {JsonObject} document without proof @param {SiteAddress} site
 * @param {string} keyId @param {number} created
 * @returns {Promise<Uint8Array>} the 64 bytes that are signed */
export async function proofHashData(document, site, keyId, created) {
  const parts = [configuration(site, keyId, created), document];
  return concat(...await Promise.all(
    parts.map(async (part) => sha256(utf8(await canonicalNQuads(part))))));
}

/** @param {JsonObject} document @param {SiteAddress} site @param {string} keyId
 * @param {number} created @param {string} proofValue
 * @returns {JsonObject} the document with its one proof */
export const withProof = (document, site, keyId, created, proofValue) =>
  ({...document, proof: [{...configuration(site, keyId, created), proofValue}]});

/** @param {string} text @returns {Uint8Array | null} the signature's 64 bytes */
function parseProofValue(text) {
  if (!text.startsWith('z') || text.length > MAX_VALUE) return null;
  const signature = unbase58(text.slice(1));
  return signature?.length === 64 ? signature : null;
}

/** @param {Json} document @param {SiteAddress} site
 * @returns {string} the issuer key's id */
export function keyIdAt(document, site) {
  const path = 'proof[0].verificationMethod';
  const prefix = `${site.did}#`;
  const method = textAt(document, path);
  if (!method.startsWith(prefix)) refuse('record.otherMethod', {path, prefix});
  const id = method.slice(prefix.length);
  return isIssuerKeyId(id) ? id : refuse('record.notAKeyId', {path, text: quote(id, 60)});
}

/** @param {Json} document @returns {number} when the proof was made */
export function createdAt(document) {
  const path = 'proof[0].created';
  const created = textAt(document, path);
  return parseTime(created) ?? refuse('record.notATime', {path, text: quote(created, 60)});
}

/** @param {Json} document @returns {{value: string, signature: Uint8Array}} */
export function signatureAt(document) {
  const path = 'proof[0].proofValue';
  const value = textAt(document, path);
  const signature = parseProofValue(value) ?? refuse('record.notASignature', {path});
  return {value, signature};
}
