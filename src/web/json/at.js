// SPDX-License-Identifier: Apache-2.0
//
// Values at paths such as "proof[0].created", and where two documents differ.
import {bytePrefix, escapeControls, orNull, quote, refuse} from '../base/message.js';
import {canonicalJson} from './canonical.js';
import {isObject} from './parse.js';

/** @typedef {import('./parse.js').Json} Json */

/** @param {Json} document @param {string} path
 * @returns {Json | undefined} undefined where it leads nowhere */
export function valueAt(document, path) {
  /** @type {Json | undefined} */
  let at = document;
  for (const step of path.match(/\[\d\]|[^.[]+/g) ?? []) {
    if (step.startsWith('[')) at = Array.isArray(at) ? at[Number(step[1])] : undefined;
    else at = isObject(at) ? at[step] : undefined;
  }
  return at;
}

/** @param {Json} document @param {string} path @returns {string} */
export function textAt(document, path) {
  const value = valueAt(document, path);
  if (value === undefined) return refuse('json.missing', {path});
  return typeof value === 'string' ? value : refuse('json.notAString', {path});
}

/** A text in a form that `parse` reads, which gives null (or refuses) for another.
 * @template T
 * @param {Json} document @param {string} path
 * @param {import('../base/message.js').Message} form what it should be
 * @param {(text: string) => T | null} parse @returns {T} */
export function formAt(document, path, form, parse) {
  const text = textAt(document, path);
  const value = orNull(() => parse(text));
  return value ?? refuse('json.notOfForm', {path, text: quote(text, 60), form});
}

/** @param {string} path @param {string} key */
function child(path, key) {
  const name = escapeControls(bytePrefix(key, 60));
  return path === '' ? name : `${path}.${name}`;
}

/** Refuses with the first place where a document departs from what it should be, if
 * there is one. @param {Json} expected @param {Json} actual */
export function demandSame(expected, actual, path = '') {
  if (isObject(expected) && isObject(actual)) {
    const keys = Object.keys(expected).sort();
    const extra = Object.keys(actual).sort().find((key) => !keys.includes(key));
    if (extra !== undefined) refuse('json.unknownField', {path: child(path, extra)});
    for (const key of keys) {
      const at = child(path, key);
      if (actual[key] === undefined) refuse('json.missing', {path: at});
      demandSame(expected[key], actual[key], at);
    }
  } else if (Array.isArray(expected) && Array.isArray(actual)) {
    const count = expected.length;
    if (actual.length !== count) refuse('json.elements', {path, count});
    expected.forEach((each, i) => demandSame(each, actual[i], `${path}[${i}]`));
  } else if (expected !== actual) {
    refuse('json.mustBe', {path, value: escapeControls(canonicalJson(expected))});
  }
}
