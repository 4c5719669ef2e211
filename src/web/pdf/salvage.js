// SPDX-License-Identifier: Apache-2.0
//
// What can be found in a file that was refused, whatever its structure. It proves nothing.
import {equal, fromLatin1, latin1, unhex} from '../base/bytes.js';
import {Refusal} from '../base/message.js';
import {claimedSigner} from '../crypto/cms.js';
import {derSize} from '../crypto/der.js';
import {sha256} from '../crypto/digest.js';
import {inflate} from './inflate.js';

const END_STREAM = 'endstream';
const MAX_STREAMS = 8192;
const MAX_RECORD = 256 * 1024;
const MAX_WORK = 16 * 1024 * 1024; // bytes read and inflated, all streams together
const MAX_CANDIDATES = 8;
const MAX_SIGNATURES = 8;
const MAX_SIGNATURE_DIGITS = 2 * 64 * 1024;

/** @param {string} text a character for each byte */
const looksLikeRecord = (text) =>
  text.startsWith('{') && text.endsWith('}') && text.includes('"OpenBadgeCredential"');

/** Where a stream's data may begin: the keyword is followed by CR LF or LF; some writers
 * end it with CR alone. @param {string} file */
function* streamsOf(file) {
  for (const {0: found, index} of file.matchAll(/stream(?:\r\n|\n|\r)/g)) {
    if (file.slice(index - 3, index) !== 'end') yield index + found.length;
  }
}

/** Goes through the streams. Every one costs at most one inflated byte unless it begins
 * like a record. */
class Scan {
  #left = MAX_WORK;

  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.file = latin1(bytes);
  }

  /** @returns {Uint8Array[]} */
  run() {
    /** @type {Uint8Array[]} */
    const found = [];
    let streams = 0;
    for (const data of streamsOf(this.file)) {
      if (++streams > MAX_STREAMS || found.length === MAX_CANDIDATES) break;
      const text = this.file[data] === '{' ? this.#plain(data) : this.#deflated(data);
      const bytes = fromLatin1(text);
      if (looksLikeRecord(text) && !found.some((each) => equal(each, bytes))) {
        found.push(bytes);
      }
    }
    return found;
  }

  /** @param {number} data */
  #plain(data) {
    const size = Math.min(MAX_RECORD + END_STREAM.length, this.#left);
    const text = this.file.slice(data, data + size);
    const end = text.indexOf(END_STREAM);
    this.#spend(end < 0 ? text.length : end);
    return end < 0 ? '' : text.slice(0, end).replace(/[ \t\r\n\v\f]+$/, '');
  }

  /** @param {number} data */
  #deflated(data) {
    if (latin1(this.#inflate(data, 1).bytes) !== '{') return '';
    const whole = this.#inflate(data, MAX_RECORD);
    return whole.complete ? latin1(whole.bytes) : '';
  }

  /** @param {number} data @param {number} maxBytes */
  #inflate(data, maxBytes) {
    const input = this.bytes.subarray(data, data + this.#left);
    const inflated = inflate(input, Math.min(maxBytes, this.#left));
    this.#spend(inflated.consumed + inflated.bytes.length);
    return inflated;
  }

  /** Input counts as well as output: deflated data can be long and yet give nothing.
   * @param {number} bytes */
  #spend(bytes) {
    this.#left -= Math.min(bytes, this.#left);
  }
}

/** Searches the streams of a file for bytes that look like a record: a JSON object that
 * speaks of an OpenBadgeCredential, deflated or plain. For a certificate that was refused,
 * to tell the employer what the school really recorded. What is found counts only by its
 * own signature, and says nothing about the page it was found under. Each candidate once,
 * in the order of the file. @param {Uint8Array} bytes @returns {Promise<Uint8Array[]>} */
export async function salvageRecords(bytes) {
  return new Scan(bytes).run();
}

/** Hex strings of signature dictionaries that begin with DER, and give the DER.
 * @param {string} file */
export function salvageSignatures(file) {
  const found = [];
  for (const {index} of file.matchAll(/\/Contents/g)) {
    if (found.length === MAX_SIGNATURES) break;
    const begin = index + '/Contents'.length;
    const rest = file.slice(begin, begin + MAX_SIGNATURE_DIGITS).replace(/^[ \r\n]+/, '');
    if (!rest.startsWith('<30')) continue;
    const digits = /^[0-9a-f]*/i.exec(rest.slice(1))?.[0] ?? '';
    const bytes = unhex(digits.slice(0, digits.length & ~1).toLowerCase());
    const size = bytes ? derSize(bytes) : 0;
    if (bytes && size > 0) found.push(bytes.subarray(0, size));
  }
  return found;
}

/** To tell whether a file that was refused claims to be a certificate: the digests of the
 * SubjectPublicKeyInfos of those whom its signatures name as signers. Anybody can write
 * that down. @param {Uint8Array} bytes @returns {Promise<Uint8Array[]>} */
export async function salvageSigners(bytes) {
  const signers = [];
  for (const der of salvageSignatures(latin1(bytes))) {
    try {
      signers.push(await sha256(claimedSigner(der).spki));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return signers;
}
