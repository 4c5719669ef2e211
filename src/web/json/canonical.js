// SPDX-License-Identifier: Apache-2.0
/** @typedef {import('./parse.js').Json} Json */

/** RFC 8785: no white space, keys in the order of their UTF-16 code units, numbers and
 * escapes as ECMAScript prints them. @param {Json} value as parseJson gives it */
export function canonicalJson(value) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  /** @type {string[]} */
  const parts = Array.isArray(value) ? value.map(canonicalJson) : Object.keys(value).sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return Array.isArray(value) ? `[${parts.join(',')}]` : `{${parts.join(',')}}`;
}
