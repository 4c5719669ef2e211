// SPDX-License-Identifier: Apache-2.0
import {foldForSearch} from '../base/unicode.js';

/** What an employer reads on the paper; what is not given is not compared.
 * @typedef {{name?: string, course?: string, completed?: string}} Claims */
/** @typedef {Pick<import('../record/seal.js').SealFacts,
 *   'holderName' | 'courseCode' | 'courseTitle' | 'completed'>} SealFacts */

/** @param {string} claimed @param {string} printed */
function isSameName(claimed, printed) {
  const folded = foldForSearch(claimed);
  // Post-nominals stand behind the first comma; names themselves hold none.
  const bare = printed.split(',')[0];
  return folded !== '' &&
    (folded === foldForSearch(printed) || folded === foldForSearch(bare));
}

/** @param {string} claimed @param {SealFacts} facts */
function isSameCourse(claimed, facts) {
  const folded = foldForSearch(claimed);
  return folded !== '' && [facts.courseCode, facts.courseTitle]
    .some((course) => folded === foldForSearch(course));
}

/** Which of the claims the record does not bear out: name, course, completed.
 * @param {Claims} claims @param {SealFacts} facts */
export function findMismatches(claims, facts) {
  const differ = [];
  if (claims.name !== undefined && !isSameName(claims.name, facts.holderName)) {
    differ.push('name');
  }
  if (claims.course !== undefined && !isSameCourse(claims.course, facts)) {
    differ.push('course');
  }
  if (claims.completed !== undefined && claims.completed !== facts.completed) {
    differ.push('completed');
  }
  return differ;
}
