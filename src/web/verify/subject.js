// SPDX-License-Identifier: Apache-2.0
import {latin1, textOf} from '../base/bytes.js';
import {attempt, refuse} from '../base/message.js';
import {trim} from '../base/unicode.js';
import {CertificateCode} from '../record/code.js';
import {parseQrText} from '../record/seal.js';

/** What a person may hold of a certificate.
 * @typedef {{kind: 'pdf', bytes: Uint8Array} | {kind: 'record', bytes: Uint8Array} |
 *   ({kind: 'qr'} & import('../record/seal.js').QrText) |
 *   {kind: 'code', code: CertificateCode}} Subject */

export const MAX_SUBJECT_BYTES = 4 * 2 ** 20;
const MAX_TEXT = 4096;
const WHITE_SPACE = [...' \t\r\n\v\f'].map((c) => c.charCodeAt(0));
const BRACE = 0x7b;

/** The text of a QR where it looks like an address, else a code.
 * @param {string} text @returns {Subject} */
export function classifyText(text) {
  const trimmed = trim(text);
  if (/^http/i.test(trimmed)) return {kind: 'qr', ...parseQrText(trimmed)};
  return {kind: 'code', code: CertificateCode.parse(trimmed)};
}

/** @param {Uint8Array} bytes */
function withoutSpace(bytes) {
  let [begin, end] = [0, bytes.length];
  while (begin < end && WHITE_SPACE.includes(bytes[begin])) ++begin;
  while (end > begin && WHITE_SPACE.includes(bytes[end - 1])) --end;
  return bytes.subarray(begin, end);
}

/** Tells by its first bytes what a file holds.
 * @param {Uint8Array} bytes @returns {Promise<Subject>} */
export async function classifyContents(bytes) {
  // A PDF is one wherever its header stands: readers look for it in the first KiB.
  if (latin1(bytes.subarray(0, 1024 + 5)).includes('%PDF-')) return {kind: 'pdf', bytes};
  const inner = withoutSpace(bytes);
  if (inner[0] === BRACE) return {kind: 'record', bytes};
  if (inner.length === 0) refuse('verify.emptyFile');
  const text = inner.length <= MAX_TEXT ? textOf(inner) : null;
  if (text !== null) {
    const {value} = await attempt(() => classifyText(text));
    if (value) return value;
  }
  return refuse('verify.unknownFile');
}
