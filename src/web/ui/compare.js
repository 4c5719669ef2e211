// SPDX-License-Identifier: Apache-2.0
//
// "Compare this with the paper in front of you": what stands on the paper is typed, each
// field says at once whether it agrees, and the button has the verdict follow as with
// certseal-lookup --name --course --completed.

import {parseDay} from '../base/date.js';
import {findMismatches} from '../verify/claims.js';
import {byId, make} from './dom.js';
import {factOf} from './facts.js';
import {words} from './language.js';
import {mark} from './marks.js';

/** @typedef {import('./checking.js').Answer} Answer */
/** @typedef {import('./checking.js').Claims} Claims */
/** @typedef {import('../verify/lookup.js').Report} Report */
/** @typedef {'name' | 'course' | 'completed'} Field */

/** @type {readonly Field[]} */
export const FIELDS = ['name', 'course', 'completed'];

/** @param {Report} report @param {Field} field @param {string} typed
 * @returns {'pass' | 'fail' | null} null where nothing was typed */
export function agreement(report, field, typed) {
  if (typed.trim() === '') return null;
  if (field === 'completed' && !parseDay(typed)) return 'fail';
  const facts = {
    holderName: factOf(report, 'name') ?? '',
    courseCode: factOf(report, 'courseCode') ?? '',
    courseTitle: factOf(report, 'course') ?? '',
    completed: factOf(report, 'completed') ?? '',
  };
  return findMismatches({[field]: typed}, facts).length === 0 ? 'pass' : 'fail';
}

/** @param {Answer} answer @param {Field} field */
function fieldRow(answer, field) {
  const note = make('span', {class: 'agreement', id: `agrees-${field}`, role: 'status'});
  const input = make('input', {
    id: `compare-${field}`, name: field, autocomplete: 'off', spellcheck: 'false',
    type: field === 'completed' ? 'date' : 'text', 'aria-describedby': note.id,
    maxlength: field === 'completed' ? false : '400',
  });
  input.value = answer.typed[field] ?? '';
  const tell = () => {
    const agrees = agreement(answer.report, field, input.value);
    note.dataset.agrees = agrees ?? '';
    note.replaceChildren(...(agrees ? [mark(agrees), words(`agrees_${agrees}`)] : []));
  };
  input.addEventListener('input', () => {
    answer.typed[field] = input.value;
  });
  input.addEventListener('change', tell);
  tell();
  return make('div', {class: 'compare-field'},
    make('label', {for: input.id}, words(`compare_${field}`)), input, note);
}

/** @param {Answer['typed']} typed @returns {Claims} */
export function claimsOf(typed) {
  /** @type {Claims} */
  const claims = {};
  for (const field of FIELDS) {
    const text = typed[field]?.trim() ?? '';
    if (text) claims[field] = text;
  }
  return claims;
}

/** @param {Answer} answer */
export function compareForm(answer) {
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await answer.compare();
    byId('verdict').focus();
  };
  return make('form', {class: 'compare', novalidate: true, onsubmit: submit},
    make('h3', null, words('compare')),
    make('p', null, words('compareNote')),
    make('div', {class: 'compare-fields'},
      ...FIELDS.map((field) => fieldRow(answer, field))),
    make('button', {type: 'submit'}, words('compareButton')));
}
