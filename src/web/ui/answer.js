// SPDX-License-Identifier: Apache-2.0
//
// The answer to one check: verdict, facts, comparison, what was checked and what not.

import {escapeControls, say} from '../base/message.js';
import {append, byId, make} from './dom.js';
import {compareForm} from './compare.js';
import {factList, factOf} from './facts.js';
import {hasWords, inWords, words} from './language.js';
import {mark, toneOf} from './marks.js';
import {printForm} from './print_form.js';

/** @typedef {import('./checking.js').Answer} Answer */
/** @typedef {import('../verify/lookup.js').Report} Report */

const CHECKS = ['document', 'record', 'log', 'register', 'status', 'dates', 'claims'];

/** The verdict's word and the rest of its sentence. @param {Report} report */
function verdictParts(report) {
  const {verdict, line} = report.outcome;
  const text = inWords(line);
  const word = inWords(say(`verify.verdict.${verdict}`));
  if (!text.startsWith(word)) return {word: text, rest: ''};
  return {word, rest: text.slice(word.length)};
}

/** @param {Report} report */
function verdictBlock(report) {
  const {verdict} = report.outcome;
  const {word, rest} = verdictParts(report);
  const [, lead, dash, sentence] = /^(.*?)( - )([^]*)$/.exec(rest) ?? ['', rest, '', ''];
  return make('div', {class: 'verdict'},
    make('div', {class: 'medal', 'aria-hidden': 'true'}, mark(toneOf(verdict))),
    make('h2', {id: 'verdict', tabindex: '-1'},
      make('span', {class: 'word'}, word),
      lead && make('span', {class: 'lead'}, lead),
      dash && make('span', {class: 'unseen'}, dash),
      sentence && make('span', {class: 'sentence'}, sentence)));
}

/** @param {string} name @param {Report['checks'][number] | undefined} check */
function checkRow(name, check) {
  const result = check?.result ?? 'none';
  const why = check ? inWords(check.evidence) : words(`unchecked_${name}`);
  return make('li', {class: `check ${result}`, 'data-check': name, 'data-result': result},
    mark(result),
    make('div', null,
      make('p', null, make('strong', null, words(`check_${name}`)), ' ',
        make('span', {class: 'result'}, words(`result_${result}`))),
      make('p', {class: 'evidence'}, why)));
}

/** Every check there is, made or not. @param {Report} report */
function checkList(report) {
  const made = new Map(report.checks.map((check) => [check.name, check]));
  const names = CHECKS.filter((name) => made.has(name) || hasWords(`unchecked_${name}`));
  return make('section', {class: 'checks', 'aria-labelledby': 'checks-title'},
    make('h3', {id: 'checks-title'}, words('checks')),
    make('ul', null, ...names.map((name) => checkRow(name, made.get(name)))));
}

/** Those of the page; the program's are about its options. @param {Report} report */
function hintList({hints}) {
  const own = hints.filter(({name}) => name.startsWith('page.'));
  return own.length > 0 && make('p', {class: 'hint'}, ...own.map(inWords));
}

/** @param {Answer} answer */
function commandToBeSure({report}) {
  const code = factOf(report, 'code');
  if (code) byId('command-check').textContent = `certseal-lookup ${code}`;
}

/** @param {Answer} answer */
function given({given: {kind, name, sha256}}) {
  const said = words(`given_${kind}`, {name: escapeControls(name ?? '')});
  return make('p', {class: 'given'}, said,
    sha256 && make('span', {class: 'digest'}, ` SHA-256 ${sha256}`));
}

/** Where the network is away but the browser does not know it. @param {Answer} answer */
function withoutRegister(answer) {
  const open = answer.report.outcome.verdict === 'CANNOT CHECK' && !answer.offline;
  if (!open || !answer.report.facts) return null;
  return make('p', {class: 'offline-offer'},
    make('button', {type: 'button', onclick: () => answer.withoutRegister()},
      words('withoutRegister')));
}

/** @param {Report} report */
function setTone({outcome}) {
  byId('answer').className = `sheet answer ${toneOf(outcome.verdict)}`;
  byId('answer').dataset.verdict = outcome.verdict;
}

/** Shows what a comparison changed, and leaves alone what the person is typing in.
 * @param {Answer} answer @param {string} before the verdict's sentence */
export function updateAnswer({report}, before) {
  setTone(report);
  const place = byId('answer');
  const focused = document.activeElement?.id === 'verdict';
  place.querySelector('.verdict')?.replaceWith(verdictBlock(report));
  place.querySelector('.checks')?.replaceWith(checkList(report));
  if (focused) byId('verdict').focus();
  const line = inWords(report.outcome.line);
  if (line !== before) byId('live').textContent = line;
}

/** @param {Answer} answer */
export function showAnswer(answer) {
  const {report} = answer;
  setTone(report);
  const place = byId('answer');
  place.replaceChildren(verdictBlock(report));
  append(place,
    answer.offline && make('p', {class: 'offline'}, words('offlineNote')),
    hintList(report),
    withoutRegister(answer),
    factList(report),
    report.facts && compareForm(answer),
    checkList(report),
    make('p', {class: 'closing'}, inWords(say('verify.closing'))),
    given(answer),
    printForm(answer),
    make('p', {class: 'another'}, make('a', {href: '#ask', onclick: goToAsk},
      words('another'))));
  place.hidden = false;
  byId('ask-title').textContent = words('askAgain');
  commandToBeSure(answer);
}

/** @param {Event} event */
function goToAsk(event) {
  event.preventDefault(); // the fragment is the certificate's
  byId('ask').scrollIntoView();
  byId('ask').focus({preventScroll: true});
}

/** The live region says the verdict, and what is read next is the answer.
 * @param {Answer} answer */
export function announceAnswer(answer) {
  byId('live').textContent = inWords(answer.report.outcome.line);
  const heading = byId('verdict');
  heading.focus({preventScroll: true});
  byId('answer').scrollIntoView({block: 'start'});
}

export function hideAnswer() {
  byId('answer').hidden = true;
  byId('answer').replaceChildren();
}
