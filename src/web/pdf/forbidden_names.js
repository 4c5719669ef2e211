// SPDX-License-Identifier: Apache-2.0
import {say} from '../base/message.js';
import {breaks} from './refusal.js';

/** Names that may stand nowhere in the file, neither as a key nor as a value, or only so
 * many times as the writer needs them. The lexer lets a name be spelt in one way only, so
 * comparing bytes is enough.
 * @typedef {{rule: import('./refusal.js').Rule, what: string,
 *   names: Record<string, number>}} Forbidden */

/** Refuses with the rule of the first name too many.
 * @param {import('./value.js').Value[]} values @param {Forbidden[]} forbidden */
export function checkForbiddenNames(values, forbidden) {
  /** @type {Map<string, {rule: Forbidden['rule'], what: string, left: number}>} */
  const left = new Map();
  for (const {rule, what, names} of forbidden) {
    for (const [name, allowed] of Object.entries(names)) {
      left.set(name, {rule, what, left: allowed});
    }
  }
  for (const {kind, text, offset} of values) {
    const found = kind === 'name' ? left.get(text) : undefined;
    if (!found || --found.left >= 0) continue;
    breaks(found.rule, 'has', offset, {what: say(`pdf.has.${found.what}`), name: text});
  }
}
