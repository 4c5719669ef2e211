// SPDX-License-Identifier: Apache-2.0
//
// The field for a certificate's number: groups of four while it is typed, the characters
// that people write for others set right, and a slip told before anything is asked for.

import {reasonOf} from '../base/message.js';
import {CertificateCode} from '../record/code.js';
import {byId} from './dom.js';
import {words} from './language.js';

const LENGTH = 20;

/** What counts of a typed text. @param {string} text */
const compactOf = (text) =>
  text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** @param {string} compact */
const grouped = (compact) => compact.replace(/(.{4})(?=.)/g, '$1-');

/** Whether it is the text of a QR rather than a number. @param {string} text */
const isAddress = (text) => /^\s*h(?:t(?:t(?:p|$)|$)|$)/i.test(text);

/** @param {HTMLInputElement} field */
function regroup(field) {
  if (isAddress(field.value)) return;
  const caret = field.selectionStart ?? field.value.length;
  const before = compactOf(field.value.slice(0, caret)).length;
  const compact = compactOf(field.value);
  const text = grouped(compact);
  if (text === field.value) return;
  field.value = text;
  const at = before === compact.length ? text.length
    : before + Math.floor(Math.max(0, before - 1) / 4);
  field.setSelectionRange(at, at);
}

/** What there is to say about a number as far as it is typed.
 * @param {string} text @returns {{note: string, state: 'open' | 'good' | 'bad'}} */
function judge(text) {
  const compact = compactOf(text);
  if (compact === '' || isAddress(text)) return {note: words('codeNote'), state: 'open'};
  const wrong = /[^0-9A-HJKMNP-TV-Z]/.exec(compact);
  if (wrong) return {note: words('codeWrong', {character: wrong[0]}), state: 'bad'};
  if (compact.length < LENGTH) {
    return {note: words('codeLength', {count: compact.length}), state: 'open'};
  }
  if (compact.length > LENGTH) return {note: words('codeLong'), state: 'bad'};
  try {
    CertificateCode.parse(compact);
    return {note: words('codeFits'), state: 'good'};
  } catch (error) {
    reasonOf(error);
    return {note: words('codeSlip'), state: 'bad'};
  }
}

/** @param {boolean} done whether no more will be typed */
function tell(done) {
  const field = /** @type {HTMLInputElement} */ (byId('code'));
  const {note, state} = judge(field.value);
  const bad = state === 'bad' || (done && state !== 'good' && !isAddress(field.value));
  byId('code-note').textContent = note;
  byId('code-note').dataset.state = bad ? 'bad' : state;
  if (bad) field.setAttribute('aria-invalid', 'true');
  else field.removeAttribute('aria-invalid');
  return !bad;
}

/** @param {(text: string) => void} take is given what can be looked up */
export function listenToCodes(take) {
  const field = /** @type {HTMLInputElement} */ (byId('code'));
  field.addEventListener('input', () => {
    regroup(field);
    tell(false);
  });
  byId('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (tell(true)) take(field.value);
    else field.focus();
  });
}

/** Says it again, in another language. */
export const retellCode = () => void tell(false);
