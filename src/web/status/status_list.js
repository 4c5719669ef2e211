// SPDX-License-Identifier: Apache-2.0
//
// W3C Bitstring Status Lists as the school's program writes them, and no others.
import {textOf} from '../base/bytes.js';
import {parseTime, rfc3339} from '../base/date.js';
import {quote, refuse} from '../base/message.js';
import {verifyEd25519} from '../crypto/ed25519.js';
import {demandSame, textAt} from '../json/at.js';
import {canonicalJson} from '../json/canonical.js';
import {parseJson} from '../json/parse.js';
import {keyIdAt, proofHashData, signatureAt, withProof} from '../record/proof.js';
import {listPath} from './manifest.js';
import {StatusBits} from './status_bits.js';

/** @typedef {import('./manifest.js').StatusListId} StatusListId */
/** @typedef {import('../base/site_address.js').SiteAddress} SiteAddress */
/** @typedef {import('../json/parse.js').Json} Json */

export const MAX_LIST_BYTES = 64 * 1024;
const LIMITS = {maxBytes: MAX_LIST_BYTES, maxDepth: 4, maxValues: 40};

/** @param {SiteAddress} site @param {StatusListId} id @param {number} from
 * @param {number} until @param {string} encoded
 * @returns {import('../json/parse.js').JsonObject} without its proof */
function documentOf(site, id, from, until, encoded) {
  const address = site.url + listPath(id);
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: address,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: site.did,
    validFrom: rfc3339(from),
    validUntil: rfc3339(until),
    credentialSubject: {
      id: `${address}#list`,
      type: 'BitstringStatusList',
      statusPurpose: id.purpose,
      encodedList: encoded,
    },
  };
}

/** @param {Json} document @param {string} path */
function timeAt(document, path) {
  const text = textAt(document, path);
  return parseTime(text) ?? refuse('record.notATime', {path, text: quote(text, 60)});
}

/** Reads the list of this name of this site, signed by an issuer key that the trust file
 * lists.
 * @param {Uint8Array} bytes @param {SiteAddress} site @param {StatusListId} id
 * @param {(keyId: string) => Uint8Array | null} issuerKey
 * @returns {Promise<StatusBits>} */
export async function readStatusList(bytes, site, id, issuerKey) {
  const actual = parseJson(bytes, LIMITS);
  const encoded = textAt(actual, 'credentialSubject.encodedList');
  const from = timeAt(actual, 'validFrom');
  const until = timeAt(actual, 'validUntil');
  if (until < from) refuse('status.untilBeforeFrom');
  const bits = await StatusBits.decode(encoded);
  const keyId = keyIdAt(actual, site);
  const {value, signature} = signatureAt(actual);
  const document = documentOf(site, id, from, until, encoded);
  const expected = withProof(document, site, keyId, from, value);
  if (canonicalJson(expected) !== textOf(bytes)) {
    demandSame(expected, actual);
    refuse('status.rewritten');
  }
  const key = issuerKey(keyId);
  const hashData = await proofHashData(document, site, keyId, from);
  if (!key || !(await verifyEd25519(key, hashData, signature))) refuse('status.notSigned');
  return bits;
}
