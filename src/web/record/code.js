// SPDX-License-Identifier: Apache-2.0
import {quote, refuse} from '../base/message.js';
import {trim} from '../base/unicode.js';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 20;
const COMPACT = /^[0-9A-HJKMNP-TV-Z]*$/;

/** Luhn mod N (ISO/IEC 7812-1 annex B, extended to base 32): from the right, every second
 * value is doubled and its two base-32 digits added. @param {string} compact
 * @returns {boolean} whether the last character is that of the others */
function checks(compact) {
  let sum = 0;
  for (let i = 0; i < LENGTH; ++i) {
    const addend = ALPHABET.indexOf(compact[i]) * (i % 2 === LENGTH % 2 ? 2 : 1);
    sum += Math.floor(addend / 32) + (addend % 32);
  }
  return sum % 32 === 0;
}

/** Capitals, and the characters that people write for others (Crockford's table).
 * @param {string} text */
const canonical = (text) =>
  text.replace(/[- ]/g, '').replace(/[a-z]/g, (c) => c.toUpperCase())
    .replace(/O/g, '0').replace(/[IL]/g, '1');

/** @param {string} compact in groups of four, the last as long as it is */
const inGroups = (compact) => compact.replace(/.{4}(?=.)/g, '$&-');

/** A certificate's number: 19 random characters of Crockford's base32 and a check
 * character, which finds every wrong character and nearly every swap of two. */
export class CertificateCode {
  /** @param {string} compact that parseCompact has judged */
  constructor(compact) {
    this.compact = compact; // 7K3M9QXT2A8RW5DHN4V2
    this.printed = inGroups(compact); // 7K3M-9QXT-2A8R-W5DH-N4V2
  }

  /** For people: either case, O for 0, I and L for 1, hyphens and spaces anywhere.
   * @param {string} text @returns {CertificateCode} */
  static parse(text) {
    const compact = canonical(trim(text));
    const shown = quote(text, 40);
    if (!COMPACT.test(compact)) refuse('record.codeCharacters', {text: shown});
    if (compact.length !== LENGTH) {
      refuse('record.codeLength', {text: shown, count: compact.length});
    }
    return CertificateCode.parseCompact(compact);
  }

  /** Only the 20 characters as they are printed. @param {string} text
   * @returns {CertificateCode} */
  static parseCompact(text) {
    const shown = quote(text, 40);
    if (text.length !== LENGTH || !COMPACT.test(text)) {
      refuse('record.notACode', {text: shown});
    }
    if (!checks(text)) refuse('record.codeSlip', {text: shown});
    return new CertificateCode(text);
  }
}

/** What to show while a code is being typed: all the characters in groups of four, how many
 * are `missing` (fewer than none: too many), the first `strange` one that no code has (or
 * null), and once all are there, whether the check character tells of a `slip`. Nothing is
 * left out: what is shown is what would be looked up.
 * @param {string} text
 * @returns {{printed: string, missing: number, strange: string | null, slip: boolean}} */
export function codeAsTyped(text) {
  const compact = canonical(trim(text));
  const characters = Array.from(compact);
  const strange = characters.find((c) => !ALPHABET.includes(c)) ?? null;
  const missing = LENGTH - characters.length;
  const slip = missing === 0 && strange === null && !checks(compact);
  return {printed: inGroups(compact), missing, strange, slip};
}
