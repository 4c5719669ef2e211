// SPDX-License-Identifier: Apache-2.0
//
// Days are texts, YYYY-MM-DD, which compare as they follow each other. Times are whole
// seconds since 1970 in UTC.

const LAST = 253402300799; // 9999-12-31T23:59:59Z

/** @param {string} text @returns {string | null} a day that is one, years 0001 to 9999 */
export function parseDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001') return null;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayOf(time / 1000) === text ? text : null;
}

/** @param {string} text exactly YYYY-MM-DDTHH:MM:SSZ @returns {number | null} */
export function parseTime(text) {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text) || text < '0001') return null;
  const time = Date.parse(text);
  return !Number.isNaN(time) && rfc3339(time / 1000) === text ? time / 1000 : null;
}

/** @param {number} seconds */
export const isTime = (seconds) => Number.isSafeInteger(seconds) && seconds <= LAST;

/** @param {number} seconds @returns {string} 2026-11-23T17:00:00Z */
export const rfc3339 = (seconds) =>
  new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** @param {number} seconds @returns {string} 2026-11-23 */
export const dayOf = (seconds) => rfc3339(seconds).slice(0, 10);

/** @param {number} seconds @returns {string} 2026-11-23 17:00 UTC */
export const minuteOf = (seconds) =>
  `${rfc3339(seconds).slice(0, 16).replace('T', ' ')} UTC`;
