// SPDX-License-Identifier: Apache-2.0
//
// One check from what was given to its answer.

import {hex} from '../base/bytes.js';
import {Message, reasonOf, say} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {rememberSchool} from '../verify/accepted_school.js';
import {lookup} from '../verify/lookup.js';
import {cannotCheck} from '../verify/outcome.js';
import {memory, newSite, school} from './school.js';

/** @typedef {import('../verify/subject.js').Subject} Subject */
/** @typedef {import('../verify/lookup.js').Report} Report */
/** @typedef {import('../verify/claims.js').Claims} Claims */

/** What the person gave. @typedef {object} Given
 * @property {'code' | 'link' | 'camera' | 'photo' | 'pdf' | 'file'} kind
 * @property {string} [name] of the file
 * @property {string} [sha256] of the file */

/** @typedef {object} Answer
 * @property {Report} report
 * @property {Given} given
 * @property {boolean} offline whether the register was left out
 * @property {Claims} typed what stands on the paper
 * @property {string} checkedBy
 * @property {() => Promise<void>} compare has the verdict follow what is typed
 * @property {() => void} withoutRegister checks again what can be checked offline */

/** @typedef {object} Question
 * @property {Subject | Message} subject or why it cannot be read
 * @property {Given} given
 * @property {Claims} claims
 * @property {boolean} offline */

/** @typedef {Pick<Question, 'subject' | 'given'>} Found */

const now = () => Math.floor(Date.now() / 1000);

/** The answer where nothing could be looked at. @param {Message} why @returns {Report} */
const unlooked = (why) => ({
  outcome: cannotCheck(why), facts: null, status: null, checks: [], registerTime: null,
  asOf: now(), hints: why.name === 'page.noQr' ? [say('page.noQrHint')] : [], trust: null,
});

/** @param {Question} question @returns {Promise<Report>} */
export async function examine(question) {
  if (question.subject instanceof Message) return unlooked(question.subject);
  try {
    return await look(question.subject, question);
  } catch (error) {
    return unlooked(reasonOf(error)); // the school's keys cannot be had
  }
}

/** @param {Subject} subject @param {Pick<Question, 'claims' | 'offline'>} question */
async function look(subject, {claims, offline}) {
  const [trust, seen] = await Promise.all([school(), memory()]);
  const site = offline ? null : newSite();
  const report = await lookup(subject,
    {schools: [trust], site, memory: seen, claims, now: now()});
  void rememberSchool(seen, report);
  return report;
}

/** @param {Uint8Array} bytes */
export const digestOf = async (bytes) => hex(await sha256(bytes));
