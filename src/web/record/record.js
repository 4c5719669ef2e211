// SPDX-License-Identifier: Apache-2.0
import {textOf} from '../base/bytes.js';
import {refuse} from '../base/message.js';
import {verifyEd25519} from '../crypto/ed25519.js';
import {demandSame} from '../json/at.js';
import {canonicalJson} from '../json/canonical.js';
import {parseJson} from '../json/parse.js';
import {checkCredential} from './credential_check.js';
import {credentialToJson} from './credential_json.js';
import {credentialFromJson} from './credential_read.js';
import {createdAt, keyIdAt, proofHashData, signatureAt, withProof} from './proof.js';

/** @typedef {import('./credential.js').Credential} Credential */

const MAX_RECORD_BYTES = 32 * 1024;
const LIMITS = {maxBytes: MAX_RECORD_BYTES, maxDepth: 8, maxValues: 200};

/** A credential with its one proof: the exact RFC 8785 bytes that are stored, logged and
 * compared, and what they say. */
export class SignedRecord {
  #hashData;
  #signature;

  /** @param {Uint8Array} bytes @param {Credential} credential @param {string} keyId
   * @param {number} created @param {Uint8Array} hashData @param {Uint8Array} signature */
  constructor(bytes, credential, keyId, created, hashData, signature) {
    this.bytes = bytes;
    this.credential = credential;
    this.keyId = keyId; // key-2026-01
    this.created = created;
    this.#hashData = hashData;
    this.#signature = signature;
  }

  /** Accepts only bytes that re-serializing gives again; the signature's value is for
   * verifySignature. @param {Uint8Array} bytes @returns {Promise<SignedRecord>} */
  static async parse(bytes) {
    const actual = parseJson(bytes, LIMITS);
    const credential = credentialFromJson(actual);
    checkCredential(credential);
    const {site} = credential;
    const keyId = keyIdAt(actual, site);
    const created = createdAt(actual);
    const {value, signature} = signatureAt(actual);
    const document = credentialToJson(credential);
    const signed = withProof(document, site, keyId, created, value);
    if (canonicalJson(signed) !== textOf(bytes)) {
      demandSame(signed, actual);
      refuse('record.notCanonical');
    }
    const hashData = await proofHashData(document, site, keyId, created);
    return new SignedRecord(bytes, credential, keyId, created, hashData, signature);
  }

  /** Which key an issuer's keyId names, only the trust file says.
   * @param {Uint8Array} key of 32 bytes @returns {Promise<boolean>} */
  verifySignature(key) {
    return verifyEd25519(key, this.#hashData, this.#signature);
  }
}
