// SPDX-License-Identifier: Apache-2.0
import {readFileSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const directory = new URL('../../vectors/', import.meta.url);

/** Where a file or directory of tests/vectors is. @param {string} name */
export const vectorPath = (name) => fileURLToPath(new URL(name, directory));

/** A file of tests/vectors. @param {string} name */
export const vector = (name) => new Uint8Array(readFileSync(new URL(name, directory)));

/** @param {string} name of a directory there @param {string} end of the files' names */
export const vectorsIn = (name, end) =>
  readdirSync(new URL(name, directory)).filter((file) => file.endsWith(end)).sort();

/** @param {string} name */
export const vectorJson = (name) =>
  JSON.parse(readFileSync(new URL(name, directory), 'utf8'));

/** Random numbers that are the same in every run (mulberry32).
 * @param {number} seed @returns {(below: number) => number} */
export function makeRandom(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
