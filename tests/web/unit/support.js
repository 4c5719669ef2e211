// SPDX-License-Identifier: Apache-2.0
//
// What the unit tests share.
import {webcrypto} from 'node:crypto';
import {readFileSync} from 'node:fs';

import {Refusal} from '../../../src/web/base/message.js';

// Node.js 18 has it behind an option; every browser has it.
globalThis.crypto ??= /** @type {Crypto} */ (webcrypto);

/** @param {string} path from the checkout's root */
const fromRoot = (path) => new URL(`../../../${path}`, import.meta.url);

/** @param {string} path @returns {Uint8Array} */
export const readBytes = (path) => new Uint8Array(readFileSync(fromRoot(path)));

/** @param {string} path @returns {any} */
export const readJson = (path) => JSON.parse(readFileSync(fromRoot(path), 'utf8'));

/** @param {string} path @returns {string} without the line's end */
export const readLine = (path) => readFileSync(fromRoot(path), 'utf8').replace(/\n$/, '');

/** @param {string} language @returns {Record<string, string>} by section.name */
export function textsOf(language) {
  const {language: name, ...sections} = readJson(`src/web/strings/${language}.json`);
  return Object.fromEntries([['language', name], ...Object.entries(sections).flatMap(
    ([section, texts]) => Object.entries(texts).map(([key, text]) =>
      [`${section}.${key}`, text]))]);
}

const english = textsOf('en');
const spanish = textsOf('es');

/** @param {unknown} error @returns {string} the words of a refusal; a defect is thrown */
export function wordsOf(error) {
  if (!(error instanceof Refusal)) throw error;
  error.why.in(spanish); // has every piece as well
  return error.why.in(english);
}

/** @param {() => unknown} read @returns {string} why it refuses, or "accepted" */
export function why(read) {
  try {
    read();
  } catch (error) {
    return wordsOf(error);
  }
  return 'accepted';
}

/** @param {() => Promise<unknown>} read @returns {Promise<string>} */
export async function whyLater(read) {
  try {
    await read();
  } catch (error) {
    return wordsOf(error);
  }
  return 'accepted';
}

/** Every copy of the bytes with one bit changed. @param {Uint8Array} bytes */
export function* bent(bytes) {
  for (let bit = 0; bit < bytes.length * 8; ++bit) {
    const copy = bytes.slice();
    copy[bit >> 3] ^= 1 << (bit & 7);
    yield copy;
  }
}

/** Pseudorandom numbers (xorshift32), the same in every run. @param {number} seed not 0 */
export function makeRandom(seed) {
  let state = seed;
  /** @param {number} n */
  const below = (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
  /** @template T @param {T[]} array @returns {T} */
  const pick = (array) => array[below(array.length)];
  return {below, pick};
}
