// SPDX-License-Identifier: Apache-2.0
//
// The way to the record of a check. What makes it is fetched after the verdict.

import {make} from './dom.js';
import {words} from './language.js';

/** @typedef {import('./checking.js').Answer} Answer */

/** @param {Answer} answer */
export function printForm(answer) {
  const input = make('input', {id: 'checked-by', type: 'text', autocomplete: 'off',
    maxlength: '200'});
  input.value = answer.checkedBy;
  input.addEventListener('input', () => {
    answer.checkedBy = input.value;
  });
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    await answer.compare();
    const {fillRecord} = await import('./print_record.js');
    fillRecord(answer);
    window.print();
  };
  return make('form', {class: 'print', novalidate: true, onsubmit: submit},
    make('h3', null, words('print')),
    make('p', null, words('printNote')),
    make('div', {class: 'compare-field'},
      make('label', {for: input.id}, words('checkedBy')), input),
    make('button', {type: 'submit'}, words('printButton')));
}
