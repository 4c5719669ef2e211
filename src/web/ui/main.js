// SPDX-License-Identifier: Apache-2.0
//
// The page: takes what is given in any way, has it checked, shows the answer.

import {reasonOf, say} from '../base/message.js';
import {announceAnswer, hideAnswer, showAnswer, updateAnswer} from './answer.js';
import {examine} from './checking.js';
import {listenToCodes, retellCode} from './code_field.js';
import {claimsOf} from './compare.js';
import {byId} from './dom.js';
import {inWords, offerLanguages, speak, wishedLanguage, words} from './language.js';
import {page, school} from './school.js';
import {subjectOfFragment, subjectOfText} from './texts.js';

/** @typedef {import('./checking.js').Answer} Answer */
/** @typedef {import('./checking.js').Question} Question */
/** @typedef {import('./checking.js').Found} Found */
/** @typedef {import('./checking.js').Given} Given */

/** @type {Answer | null} */
let shown = null;
/** @type {import('../base/message.js').Message | null} */
let problem = null;
let turn = 0; // of several checks at once the last counts

/** @param {import('../base/message.js').Message | null} message */
function tellProblem(message) {
  problem = message;
  byId('problem').hidden = message === null;
  byId('problem').textContent = message ? inWords(message) : '';
}

/** A defect of this page must not look as if it were an answer. @param {unknown} error */
function tellFailure(error) {
  tellProblem(say('page.failed'));
  console.error(error);
}

/** Finds out what was given, and goes on with it. What cannot be read is answered too.
 * @param {() => Promise<Found>} find @param {Given} given what is known before
 * @param {boolean} [offline] whether to leave the register out */
async function take(find, given, offline = !navigator.onLine) {
  turn += 1;
  const mine = turn;
  document.dispatchEvent(new Event('certseal-take')); // the camera, if open, stops
  tellProblem(null);
  hideAnswer();
  shown = null;
  byId('live').textContent = words('checking');
  document.body.dataset.busy = '';
  try {
    const found = await find().catch((error) => ({subject: reasonOf(error), given}));
    if (mine === turn) await answer({...found, claims: {}, offline}, mine);
  } catch (error) {
    if (mine !== turn) return;
    byId('live').textContent = '';
    tellFailure(error);
  } finally {
    if (mine === turn) delete document.body.dataset.busy;
  }
}

/** @param {Question} question @param {number} mine */
async function answer(question, mine) {
  const report = await examine(question);
  if (mine !== turn) return;
  /** @type {Answer} */
  const made = {
    report,
    given: question.given,
    offline: question.offline,
    typed: {},
    checkedBy: '',
    compare: () => compare(question, made),
    withoutRegister: () => void take(async () => question, question.given, true),
  };
  shown = made;
  showAnswer(made);
  performance.mark('certseal-verdict');
  announceAnswer(made);
}

/** Looks again with what is typed now. @param {Question} question @param {Answer} of */
async function compare(question, of) {
  const claims = claimsOf(of.typed);
  if (shown !== of || JSON.stringify(claims) === JSON.stringify(question.claims)) return;
  const before = inWords(of.report.outcome.line);
  question.claims = claims;
  try {
    const report = await examine(question);
    if (shown !== of || question.claims !== claims) return;
    const redraw = (report.facts === null) !== (of.report.facts === null);
    of.report = report;
    if (redraw) showAnswer(of);
    else updateAnswer(of, before);
  } catch (error) {
    tellFailure(error);
  }
}

async function takeFragment() {
  if (location.hash.length < 2) return;
  if (document.getElementById(location.hash.slice(1))) return; // a place on this page
  await take(async () => subjectOfFragment(page().url, location.hash), {kind: 'link'});
}

function drawAgain() {
  retellCode();
  if (problem) tellProblem(problem);
  if (shown) showAnswer(shown);
}

async function begin() {
  school().catch(() => {}); // is told to whoever asks with it
  await speak(wishedLanguage());
  offerLanguages(drawAgain);
  byId('late').remove();
  listenToCodes((text) =>
    void take(async () => subjectOfText(text, 'code'), {kind: 'code'}));
  window.addEventListener('hashchange', () => void takeFragment());
  await takeFragment();
  const {listenToMore} = await import('./later.js');
  listenToMore((find, given) => void take(find, given), tellProblem, () => shown);
  document.body.dataset.ready = '';
}

void begin();
