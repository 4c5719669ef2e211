// SPDX-License-Identifier: Apache-2.0
//
// Hours and credits are exact steps of 0.25, from 0 to 10,000, and held as how many: 63
// is 15.75.

const MAX_COUNT = 40_000;
const FRACTIONS = ['', '.25', '.5', '.75'];

/** @param {number} count */
const isCount = (count) => Number.isInteger(count) && count >= 0 && count <= MAX_COUNT;

/** @param {number} value 15.75 @returns {number | null} */
export const quartersOf = (value) => (isCount(value * 4) ? value * 4 + 0 : null);

/** @param {string} text digits with an optional fraction: 7, 7.5, 15.75, 7.00
 * @returns {number | null} */
export function parseQuarters(text) {
  return /^\d{1,5}(?:\.\d+)?$/.test(text) ? quartersOf(Number(text)) : null;
}

/** @param {number} count @returns {string} the shortest decimal */
export const quartersText = (count) =>
  `${Math.floor(count / 4)}${FRACTIONS[count % 4]}`;
