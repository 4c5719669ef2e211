// SPDX-License-Identifier: Apache-2.0

/** @typedef {string | {[name: string]: Nested}} Nested */

/** The texts of a language by their full names, from the sections of strings/*.json.
 * @param {Nested} sections @returns {import('./message.js').Texts} */
export function flatten(sections, prefix = '') {
  if (typeof sections === 'string') return {[prefix]: sections};
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [name, nested] of Object.entries(sections)) {
    Object.assign(texts, flatten(nested, prefix ? `${prefix}.${name}` : name));
  }
  return texts;
}
