// SPDX-License-Identifier: Apache-2.0
import {concat, equal, textOf, unbase64url, utf8} from '../base/bytes.js';
import {parseDay} from '../base/date.js';
import {refuse} from '../base/message.js';
import {SiteAddress} from '../base/site_address.js';
import {isNfc} from '../base/unicode.js';
import {CertificateCode} from './code.js';

/** @typedef {import('../crypto/verifier_key.js').VerifierKey} VerifierKey */
/** @typedef {{site: SiteAddress, code: CertificateCode, seal: Seal}} QrText */

const VERSION = 1;
const KEY_ID = 1; // where the parts begin
const SIGNATURE = 5;
const FACTS = 69;
const LINES = 6;
const MAX_TEXT = 2048;

/** @param {string} line */
const isPlainLine = (line) => /^[^\u0000-\u001f\u007f]+$/.test(line) && isNfc(line);

/** What fits on paper of a record: on the wire one line each, NFC, none empty; the expiry
 * is "-" where there is none. */
export class SealFacts {
  /** @param {CertificateCode} code @param {string} holderName @param {string} courseCode
   * @param {string} courseTitle @param {string} completed a day
   * @param {string | null} expires a day */
  constructor(code, holderName, courseCode, courseTitle, completed, expires) {
    this.code = code;
    this.holderName = holderName;
    this.courseCode = courseCode;
    this.courseTitle = courseTitle;
    this.completed = completed;
    this.expires = expires;
  }

  /** @param {import('./credential.js').Credential} credential */
  static of({code, holderName, course, completed, expires}) {
    return new SealFacts(code, holderName, course.code, course.title, completed, expires);
  }

  /** @param {string} text @returns {SealFacts} */
  static parse(text) {
    const lines = text.split('\n');
    if (lines.length !== LINES) {
      refuse('record.sealLines', {count: lines.length, expected: LINES});
    }
    if (!lines.every(isPlainLine)) refuse('record.sealNotPlain');
    const code = CertificateCode.parseCompact(lines[0]);
    const completed = parseDay(lines[4]);
    const expires = parseDay(lines[5]);
    if (completed === null || (expires === null && lines[5] !== '-')) {
      return refuse('record.sealDate');
    }
    return new SealFacts(code, lines[1], lines[2], lines[3], completed, expires);
  }

  get text() {
    return [this.code.compact, this.holderName, this.courseCode, this.courseTitle,
      this.completed, this.expires ?? '-'].join('\n');
  }

  /** @param {SealFacts} other */
  equals(other) {
    return this.text === other.text;
  }
}

/** A record's essentials, signed by the issuer key, for the QR on paper:
 *
 *     base64url( 01 ‖ 4-byte issuer key id ‖ 64-byte Ed25519 signature ‖ UTF-8 facts )
 *
 * The signature covers "certseal-seal/v1\n" ‖ origin ‖ "\n" ‖ facts. */
export class Seal {
  /** @param {SealFacts} facts @param {Uint8Array} keyId @param {Uint8Array} signature */
  constructor(facts, keyId, signature) {
    this.facts = facts;
    this.keyId = keyId;
    this.signature = signature;
  }

  /** The signature is for verify. @param {string} text @returns {Seal} */
  static parse(text) {
    if (text.length > MAX_TEXT) refuse('record.sealTooLong');
    const bytes = unbase64url(text);
    if (bytes === null) return refuse('record.sealNotBase64');
    if (bytes.length <= FACTS) refuse('record.sealTooShort');
    if (bytes[0] !== VERSION) refuse('record.sealVersion');
    const facts = textOf(bytes.subarray(FACTS));
    if (facts === null) return refuse('record.sealNotPlain');
    return new Seal(SealFacts.parse(facts), bytes.subarray(KEY_ID, SIGNATURE),
      bytes.subarray(SIGNATURE, FACTS));
  }

  /** @param {SiteAddress} site @param {VerifierKey} issuer @returns {Promise<boolean>} */
  async verify(site, issuer) {
    const head = utf8(`certseal-seal/v1\n${site.origin}\n`);
    return equal(this.keyId, issuer.id) &&
      issuer.verify(concat(head, utf8(this.facts.text)), this.signature);
  }
}

/** What the QR on a certificate says: the school's page, and behind the "#", which
 * browsers keep to themselves, the code and the seal.
 *
 *     https://verify.school.example/#7K3M9QXT2A8RW5DHN4V2.<seal>
 *
 * @param {string} text @returns {QrText} */
export function parseQrText(text) {
  if (text.length > MAX_TEXT + 1024) refuse('record.qrTooLong');
  const hash = text.indexOf('#');
  const dot = hash < 0 ? -1 : text.indexOf('.', hash);
  if (dot < 0) refuse('record.notAQr');
  const site = SiteAddress.parse(text.slice(0, hash));
  const code = CertificateCode.parseCompact(text.slice(hash + 1, dot));
  const seal = Seal.parse(text.slice(dot + 1));
  if (seal.facts.code.compact !== code.compact) refuse('record.qrOtherCode');
  return {site, code, seal};
}
