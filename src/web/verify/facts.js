// SPDX-License-Identifier: Apache-2.0
//
// What the school recorded, in the order in which a person compares it: the name first.
import {dayOf} from '../base/date.js';
import {plain, say} from '../base/message.js';
import {quartersText} from '../base/quarters.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {{key: string, label: Message, value: Message}} Fact */

/** @param {string} key @param {string | Message} value @returns {Fact} */
const fact = (key, value) => ({
  key,
  label: say(`verify.fact.${key}`),
  value: typeof value === 'string' ? plain(value) : value,
});

/** @param {string | null} expires */
const expiry = (expires) => expires ?? say('verify.noExpiry');

/** @param {Fact[]} facts */
const stated = (facts) =>
  facts.filter(({value}) => value.name !== 'base.plain' || value.pieces.words !== '');

/** @param {import('../record/credential.js').Credential} c @returns {Fact[]} */
export function factsOfRecord(c) {
  return stated([
    fact('name', c.holderName),
    fact('document', say(`verify.document.${c.documentClass}`)),
    fact('course', c.course.title),
    fact('courseCode', c.course.code),
    fact('completed', c.completed),
    fact('didacticHours', quartersText(c.didacticHours)),
    fact('handsOnHours', quartersText(c.handsOnHours)),
    fact('creditsClaimed', c.credits === null ? '' : quartersText(c.credits)),
    fact('role', c.role),
    fact('assessment', c.assessment),
    fact('issued', dayOf(c.issued)),
    fact('expires', expiry(c.expires)),
    fact('code', c.code.printed),
    fact('school', c.schoolName),
    fact('address', c.site.url),
  ]);
}

/** @param {import('../record/seal.js').SealFacts} seal @param {string} school
 * @returns {Fact[]} */
export function factsOfSeal(seal, school) {
  return stated([
    fact('name', seal.holderName),
    fact('course', seal.courseTitle),
    fact('courseCode', seal.courseCode),
    fact('completed', seal.completed),
    fact('expires', expiry(seal.expires)),
    fact('code', seal.code.printed),
    fact('school', school),
  ]);
}
