// SPDX-License-Identifier: Apache-2.0
//
// What the school recorded, as on the certificate: the name first and large.

import {make} from './dom.js';
import {inWords, languageTag, words} from './language.js';

/** @typedef {import('../verify/lookup.js').Report} Report */
/** @typedef {NonNullable<Report['facts']>[number]} Fact */

const DATES = new Set(['completed', 'issued', 'expires']);

/** A day as it stands on a certificate. @param {string} iso @returns {string | null} */
export function spelledOut(iso) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  return new Intl.DateTimeFormat(languageTag() === 'en' ? 'en-US' : languageTag(), {
    dateStyle: 'long', timeZone: 'UTC',
  }).format(new Date(`${iso}T00:00:00Z`));
}

/** @param {Fact} fact */
export const valueOf = (fact) => inWords(fact.value);

/** @param {Report} report @param {string} key @returns {string | null} */
export function factOf(report, key) {
  const fact = report.facts?.find((one) => one.key === key);
  return fact ? valueOf(fact) : null;
}

/** @param {Fact} fact */
function row(fact) {
  const value = valueOf(fact);
  const day = DATES.has(fact.key) ? spelledOut(value) : null;
  return make('div', {class: 'fact', 'data-fact': fact.key},
    make('dt', null, inWords(fact.label)),
    make('dd', {'data-value': value},
      ...(fact.key === 'name' ? nameParts(value) : [day ?? value]),
      day && make('span', {class: 'iso'}, make('time', {datetime: value}, value))));
}

/** Post-nominals stand behind the first comma. @param {string} name */
function nameParts(name) {
  const comma = name.indexOf(',');
  if (comma < 0) return [make('bdi', null, name)];
  return [make('bdi', null, name.slice(0, comma)),
    make('span', {class: 'letters'}, make('span', {class: 'unseen'}, ', '),
      name.slice(comma + 1).trim())];
}

/** @param {Report} report */
function statusRow(report) {
  const status = report.status ?? 'unknown';
  return make('div', {class: 'fact', 'data-fact': 'status'},
    make('dt', null, words('status')),
    make('dd', {'data-value': status}, words(`status_${status}`),
      report.registerTime !== null && make('span', {class: 'iso'},
        words('statusTime', {time: inUtc(report.registerTime)}))));
}

/** @param {number} seconds */
export const inUtc = (seconds) =>
  `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** @param {Report} report */
export function factList(report) {
  if (!report.facts) return null;
  return make('dl', {class: 'facts'}, ...report.facts.map(row), statusRow(report));
}
