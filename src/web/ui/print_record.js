// SPDX-License-Identifier: Apache-2.0
//
// The record of a check, for the files of whoever checked: what is printed of this page.
// Who checked is typed, printed and kept nowhere.

import {escapeControls, say} from '../base/message.js';
import {byId, make} from './dom.js';
import {agreement, FIELDS} from './compare.js';
import {inUtc, spelledOut, valueOf} from './facts.js';
import {inWords, languageTag, words} from './language.js';
import {page} from './school.js';

/** @typedef {import('./checking.js').Answer} Answer */
/** @typedef {import('./facts.js').Fact} Fact */

/** With the zone, by name and by its distance from UTC. @param {number} seconds */
function inZone(seconds) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const text = new Intl.DateTimeFormat(languageTag(), {
    year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit',
    second: '2-digit', timeZoneName: 'longOffset',
  }).format(new Date(seconds * 1000));
  return `${text} (${zone}); ${inUtc(seconds)}`;
}

/** @param {string} label @param {import('./dom.js').Child} value */
const line = (label, value) =>
  make('tr', null, make('th', {scope: 'row'}, label), make('td', null, value));

/** @param {Answer} answer @param {Fact} fact */
function elementRow(answer, fact) {
  const field = FIELDS.find((one) => one === fact.key);
  const typed = field ? (answer.typed[field] ?? '') : '';
  const agrees = field ? agreement(answer.report, field, typed) : null;
  const value = valueOf(fact);
  const day = spelledOut(value);
  return make('tr', {'data-fact': fact.key, 'data-agrees': agrees ?? ''},
    make('th', {scope: 'row'}, inWords(fact.label)),
    make('td', null, day ? `${value} (${day})` : value),
    make('td', null, agrees ? typed : ''),
    make('td', null, agrees ? words(`agrees_${agrees}`) : words('tick')));
}

/** @param {Answer} answer */
function elements(answer) {
  if (!answer.report.facts) return null;
  const heads = ['element', 'recorded', 'onPaper', 'agreement'];
  return make('table', {class: 'elements'},
    make('caption', null, words('elements')),
    make('thead', null, make('tr', null,
      ...heads.map((head) => make('th', {scope: 'col'}, words(head))))),
    make('tbody', null, ...answer.report.facts.map((fact) => elementRow(answer, fact))));
}

/** @param {Answer} answer */
function checks({report}) {
  return make('table', {class: 'record-checks'},
    make('caption', null, words('checks')),
    make('tbody', null, ...report.checks.map((check) => make('tr', null,
      make('th', {scope: 'row'}, words(`check_${check.name}`)),
      make('td', null, words(`result_${check.result}`)),
      make('td', null, inWords(check.evidence))))));
}

/** @param {Answer} answer */
function circumstances(answer) {
  const {report, given} = answer;
  const {name, url, fingerprint, path} = page();
  const what = words(`given_${given.kind}`, {name: escapeControls(given.name ?? '')});
  const digest = given.sha256 ? ` SHA-256 ${given.sha256}` : '';
  return make('table', {class: 'circumstances'}, make('tbody', null,
    line(words('checkedAt'), inZone(report.asOf)),
    line(words('checkedBy'), answer.checkedBy || '_'.repeat(36)),
    line(words('checkedWhat'), what + digest),
    line(words('registerTime'), report.registerTime === null
      ? words('notRead') : inUtc(report.registerTime)),
    line(words('status'), words(`status_${report.status ?? 'unknown'}`)),
    line(words('register'), `${name}, ${url}`),
    line(words('fingerprint'), report.trust?.fingerprint ?? fingerprint),
    line(words('pageVersion'), path.replace('page/', ''))));
}

/** @param {Answer} answer */
export function fillRecord(answer) {
  byId('record').replaceChildren(
    make('div', {class: 'band', 'aria-hidden': 'true'}),
    make('p', {class: 'school'}, page().name),
    make('h1', null, words('record')),
    make('p', {class: 'record-line'}, inWords(answer.report.outcome.line)),
    circumstances(answer),
    ...[elements(answer)].filter((table) => table !== null),
    checks(answer),
    make('p', {class: 'closing'}, inWords(say('verify.closing'))),
    make('p', {class: 'closing'}, words('recordLimit')));
}
