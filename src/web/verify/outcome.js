// SPDX-License-Identifier: Apache-2.0
//
// The verdicts, and the sentences that say them.
import {dayOf, minuteOf} from '../base/date.js';
import {escapeControls, say} from '../base/message.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('../record/code.js').CertificateCode} CertificateCode */
/** @typedef {'VALID' | 'AUTHENTIC' | 'EXPIRED' | 'REPLACED' | 'REVOKED' | 'SUSPENDED' |
 *   'ALTERED' | 'DOES NOT MATCH' | 'NOT FOUND' | 'NOT GENUINE' | 'NOT TRUSTED' |
 *   'CANNOT CHECK'} Verdict */
/** @typedef {{verdict: Verdict, line: Message}} Outcome */

/** @param {Verdict} verdict @param {string} name
 * @param {import('../base/message.js').Pieces} pieces @returns {Outcome} */
const make = (verdict, name, pieces) => ({verdict, line: say(`verify.${name}`, pieces)});

/** @param {number | null} time */
const dayOr = (time) => (time === null ? say('verify.dateNotStated') : dayOf(time));

/** @param {string} school @param {number} registerTime */
export const valid = (school, registerTime) =>
  make('VALID', 'valid', {school: escapeControls(school), time: minuteOf(registerTime)});

/** @param {string} school */
export const authentic = (school) =>
  make('AUTHENTIC', 'authentic', {school: escapeControls(school)});

/** @param {string} expired @param {string} completed */
export const expired = (expired, completed) =>
  make('EXPIRED', 'expired', {expired, completed});

/** @param {number | null} at @param {CertificateCode | null} successor */
export const replaced = (at, successor) => make('REPLACED', 'replaced', {
  day: dayOr(at),
  successor: successor ? successor.printed : say('verify.numberNotStated'),
});

/** @param {number | null} at @param {string | null} reason */
export const revoked = (at, reason) => make('REVOKED', 'revoked', {
  day: dayOr(at),
  reason: reason ? say(`verify.reason.${reason}`) : say('verify.notStated'),
});

/** @param {number | null} since @param {string} school */
export const suspended = (since, school) =>
  make('SUSPENDED', 'suspended', {day: dayOr(since), school: escapeControls(school)});

/** @param {string} school @param {Message} differs */
export const altered = (school, differs) =>
  make('ALTERED', 'altered', {school: escapeControls(school), differs});

/** @param {CertificateCode} code @param {Message} fields */
export const doesNotMatch = (code, fields) =>
  make('DOES NOT MATCH', 'doesNotMatch', {code: code.printed, fields});

/** @param {string} school @param {number} registerTime */
export const notFound = (school, registerTime) =>
  make('NOT FOUND', 'notFound', {school: escapeControls(school),
    time: minuteOf(registerTime)});

/** @param {string[]} schools @param {number} registerTime */
export const notFoundIn = (schools, registerTime) =>
  make('NOT FOUND', 'notFoundIn', {schools: escapeControls(schools.join(', ')),
    time: minuteOf(registerTime)});

/** @param {Message} why */
export const notGenuine = (why) => make('NOT GENUINE', 'notGenuine', {why});

/** @param {string} name @param {string} key */
export const notTrusted = (name, key) =>
  make('NOT TRUSTED', 'notTrusted', {name: escapeControls(name), key: escapeControls(key)});

/** @param {Message} why */
export const cannotCheck = (why) => make('CANNOT CHECK', 'cannotCheck', {why});
