// SPDX-License-Identifier: Apache-2.0
//
// Tiles of the log (c2sp.org/tlog-tiles): how its hashes and entries stand in files.
import {refuse} from '../base/message.js';

export const TILE_WIDTH = 256; // hashes of a full tile

/** The number in groups of three digits, with a partial tile's width.
 * @param {number} number @param {number} width */
function numberPath(number, width) {
  const digits = String(number);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.../g) ?? [];
  const last = groups.pop();
  const path = [...groups.map((group) => `x${group}`), last].join('/');
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** @param {number} level @param {number} number @param {number} width 1 to 256 */
export const tilePath = (level, number, width) =>
  `tile/${level}/${numberPath(number, width)}`;

/** The bundle of the leaves of a tile of level 0.
 * @param {number} number @param {number} width */
export const entriesPath = (number, width) => `tile/entries/${numberPath(number, width)}`;

/** How many hashes a tile has in a tree of `size` leaves: 0 (there is none) to 256.
 * @param {number} size @param {number} level @param {number} number */
export function tileWidthIn(size, level, number) {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  const full = Math.floor(hashes / TILE_WIDTH);
  if (number > full) return 0;
  return number < full ? TILE_WIDTH : hashes % TILE_WIDTH;
}

/** (16-bit big-endian length ‖ entry)*: exactly `count` of them.
 * @param {Uint8Array} bundle @param {number} count @returns {Uint8Array[]} */
export function decodeBundle(bundle, count) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; ++i) {
    if (bundle.length - at < 2) refuse('log.bundleEndsBefore', {index: i});
    const size = bundle[at] * 256 + bundle[at + 1];
    if (bundle.length - at - 2 < size) refuse('log.bundleEndsWithin', {index: i});
    entries.push(bundle.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  if (at !== bundle.length) refuse('log.bundleGoesOn', {count});
  return entries;
}
