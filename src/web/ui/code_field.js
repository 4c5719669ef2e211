// SPDX-License-Identifier: Apache-2.0
//
// The field for a certificate's number: groups of four while it is typed, the characters
// that people write for others set right, and a slip told before anything is asked for.

import {codeAsTyped} from '../record/code.js';
import {byId} from './dom.js';
import {words} from './language.js';

const LENGTH = 20;

/** Whether it is the text of a QR rather than a number. @param {string} text */
const isAddress = (text) => /^\s*h(?:t(?:t(?:p|$)|$)|$)/i.test(text);

/** @param {HTMLInputElement} field */
function regroup(field) {
  const {printed} = codeAsTyped(field.value);
  if (printed === field.value) return;
  const caret = field.selectionStart ?? field.value.length;
  const before = codeAsTyped(field.value.slice(0, caret)).printed.length;
  const atEnd = caret === field.value.length;
  field.value = printed;
  const at = atEnd ? printed.length : before;
  field.setSelectionRange(at, at);
}

/** @typedef {{note: string, state: 'open' | 'good' | 'bad'}} Judgement */
/** @param {string} note @returns {Judgement} */
const open = (note) => ({note, state: 'open'});
/** @param {string} note @returns {Judgement} */
const bad = (note) => ({note, state: 'bad'});

/** What there is to say about a number as far as it is typed.
 * @param {string} text @returns {Judgement} */
function judge(text) {
  const {missing, strange, slip} = codeAsTyped(text);
  if (missing === LENGTH || isAddress(text)) return open(words('codeNote'));
  if (strange) return bad(words('codeWrong', {character: strange}));
  if (missing > 0) return open(words('codeLength', {count: LENGTH - missing}));
  if (missing < 0) return bad(words('codeLong'));
  return slip ? bad(words('codeSlip')) : {note: words('codeFits'), state: 'good'};
}

/** @param {Judgement} judgement */
function tell({note, state}) {
  byId('code-note').textContent = note;
  byId('code-note').dataset.state = state;
  byId('code').setAttribute('aria-invalid', String(state === 'bad'));
}

/** Whether what stands in the field can be looked up; says what is wrong with it.
 * @param {HTMLInputElement} field */
function accept({value}) {
  if (isAddress(value)) return true;
  const {note, state} = judge(value);
  tell({note, state: state === 'open' ? 'bad' : state});
  return state === 'good';
}

/** @param {(text: string) => void} take is given what can be looked up */
export function listenToCodes(take) {
  const field = /** @type {HTMLInputElement} */ (byId('code'));
  field.addEventListener('input', () => {
    if (!isAddress(field.value)) regroup(field);
    tell(judge(field.value));
  });
  byId('code-form').addEventListener('submit', (event) => {
    event.preventDefault();
    if (accept(field)) take(field.value);
    else field.focus();
  });
}

/** Says it again, in another language. */
export function retellCode() {
  const {value} = /** @type {HTMLInputElement} */ (byId('code'));
  tell(judge(value));
}
