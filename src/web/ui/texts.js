// SPDX-License-Identifier: Apache-2.0
//
// What is given as text: a number, a QR's text, or the fragment that a QR's link opens
// this page with.

import {classifyText} from '../verify/subject.js';

/** @typedef {import('./checking.js').Given} Given */

/** @param {string} text @param {Given['kind']} kind */
export function subjectOfText(text, kind) {
  const subject = classifyText(text.trim());
  /** @type {Given} */
  const given = {kind: kind === 'code' && subject.kind === 'qr' ? 'link' : kind};
  return {subject, given};
}

/** @param {string} url of the school @param {string} fragment with its "#" */
export function subjectOfFragment(url, fragment) {
  const isCode = !fragment.includes('.');
  const subject = classifyText(isCode ? fragment.slice(1) : url + fragment);
  return {subject, given: /** @type {Given} */ ({kind: 'link'})};
}

/** Whether a QR's text is a certificate's. @param {string} text */
export function isCertificateText(text) {
  try {
    return classifyText(text).kind === 'qr';
  } catch {
    return false;
  }
}
