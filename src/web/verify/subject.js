// SPDX-License-Identifier: Apache-2.0
import {latin1, textOf} from '../base/bytes.js';
import {attempt, refuse} from '../base/message.js';
import {CertificateCode} from '../record/code.js';
import {parseQrText} from '../record/seal.js';

/** What a person may hold of a certificate.
 * @typedef {{kind: 'pdf', bytes: Uint8Array} | {kind: 'record', bytes: Uint8Array} |
 *   ({kind: 'qr'} & import('../record/seal.js').QrText) |
 *   {kind: 'code', code: CertificateCode}} Subject */

export const MAX_SUBJECT_BYTES = 4 * 2 ** 20;
const MAX_TEXT = 4096;

/** The text of a QR where it looks like an address, else a code.
 * @param {string} text @returns {Subject} */
export function classifyText(text) {
  const trimmed = text.replace(/^[ \t\r\n\v\f]+|[ \t\r\n\v\f]+$/g, '');
  if (/^http/i.test(trimmed)) return {kind: 'qr', ...parseQrText(trimmed)};
  return {kind: 'code', code: CertificateCode.parse(trimmed)};
}

/** Tells by its first bytes what a file holds.
 * @param {Uint8Array} bytes @returns {Promise<Subject>} */
export async function classifyContents(bytes) {
  // A PDF is one wherever its header stands: readers look for it in the first KiB.
  if (latin1(bytes.subarray(0, 1024 + 5)).includes('%PDF-')) return {kind: 'pdf', bytes};
  const text = bytes.length <= MAX_SUBJECT_BYTES ? textOf(bytes) : null;
  if (/^[ \t\r\n\v\f]*\{/.test(text ?? '')) return {kind: 'record', bytes};
  if (bytes.length === 0) refuse('verify.emptyFile');
  if (text !== null && bytes.length <= MAX_TEXT) {
    const {value} = await attempt(() => classifyText(text));
    if (value) return value;
  }
  return refuse('verify.unknownFile');
}
