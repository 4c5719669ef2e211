// SPDX-License-Identifier: Apache-2.0
import {refuse} from '../base/message.js';
import {hashChildren} from './merkle.js';
import {TILE_WIDTH, tilePath, tileWidthIn} from './tile.js';

const HASH = 32;
const TILE_HEIGHT = 8; // 2^8 hashes of a full tile
const MAX_LEVEL = 5; // no tree reaches 2^48 leaves

/** @param {number} n @returns {number} the largest power of two that is not above n */
const floorPower = (n) => 2 ** (n.toString(2).length - 1);

/** @param {Uint8Array[]} row @returns {Promise<Uint8Array[]>} without a last lone hash */
function parentsOf(row) {
  const parents = [];
  for (let i = 1; i < row.length; i += 2) parents.push(hashChildren(row[i - 1], row[i]));
  return Promise.all(parents);
}

/** @typedef {(level: number, number: number, width: number) => Promise<Uint8Array>}
 *   TileSource gives the hashes of a tile, or more where it has grown since */

/** TreeReader computes hashes of a tree of `size` leaves from its tiles, each read once.
 * It believes them: whoever does not trust their source checks the proofs against a
 * verified checkpoint. */
export class TreeReader {
  /** @type {Map<string, Promise<Uint8Array[][]>>} */
  #tiles = new Map();

  /** @param {TileSource} source @param {number} size */
  constructor(source, size) {
    this.source = source;
    this.size = size;
  }

  /** The root of the first `size` leaves, not more than there are and not none.
   * @param {number} size */
  async headAt(size) {
    return {size, root: await this.#rangeHash(0, size)};
  }

  /** The hashes from the leaf at `index` upward. @param {number} index */
  async proveInclusion(index) {
    const proof = [];
    let [begin, end] = [0, this.size];
    while (end - begin > 1) {
      const middle = begin + floorPower(end - begin - 1);
      const right = index >= middle;
      proof.push(right ? this.#rangeHash(begin, middle) : this.#rangeHash(middle, end));
      [begin, end] = right ? [middle, end] : [begin, middle];
    }
    return Promise.all(proof.reverse());
  }

  /** That the first `older` leaves, 1 or more, are a prefix. @param {number} older */
  async proveConsistency(older) {
    const proof = [];
    let [begin, end] = [0, this.size];
    while (end !== older) {
      const middle = begin + floorPower(end - begin - 1);
      const right = older > middle;
      proof.push(right ? this.#rangeHash(begin, middle) : this.#rangeHash(middle, end));
      [begin, end] = right ? [middle, end] : [begin, middle];
    }
    if (begin !== 0) proof.push(this.#rangeHash(begin, end));
    return Promise.all(proof.reverse());
  }

  /** @param {number} index @returns {Promise<Uint8Array>} */
  leafAt(index) {
    return this.#nodeAt(0, index);
  }

  // Row h of a tile holds its complete subtrees of 2^h hashes.
  /** @param {number} level @param {number} number */
  #rowsOf(level, number) {
    const key = `${level}/${number}`;
    let rows = this.#tiles.get(key);
    if (!rows) {
      rows = this.#readRows(level, number);
      rows.catch(() => {}); // is told to whoever waits for it
      this.#tiles.set(key, rows);
    }
    return rows;
  }

  /** @param {number} level @param {number} number */
  async #readRows(level, number) {
    const width = tileWidthIn(this.size, level, number);
    if (level > MAX_LEVEL || width === 0) {
      refuse('log.noTile', {path: tilePath(level, number, TILE_WIDTH)});
    }
    const bytes = await this.source(level, number, width);
    const rows = [Array.from({length: width}, (_, i) =>
      bytes.subarray(i * HASH, (i + 1) * HASH))];
    while (rows.length < TILE_HEIGHT) rows.push(await parentsOf(rows[rows.length - 1]));
    return rows;
  }

  // The complete subtree of 2^level leaves that begins at index · 2^level.
  /** @param {number} level @param {number} index */
  async #nodeAt(level, index) {
    const height = level % TILE_HEIGHT;
    const inRow = TILE_WIDTH / 2 ** height;
    const rows =
      await this.#rowsOf(Math.floor(level / TILE_HEIGHT), Math.floor(index / inRow));
    return rows[height][index % inRow];
  }

  // The leaves [begin, end), where `begin` is a multiple of the largest power of two
  // that is not above their number.
  /** @param {number} begin @param {number} end */
  async #rangeHash(begin, end) {
    const subtrees = [];
    while (begin < end) {
      const leaves = floorPower(end - begin);
      subtrees.push(this.#nodeAt(Math.log2(leaves), begin / leaves));
      begin += leaves;
    }
    const hashes = await Promise.all(subtrees);
    let hash = hashes[hashes.length - 1];
    for (const left of hashes.slice(0, -1).reverse()) hash = await hashChildren(left, hash);
    return hash;
  }
}
