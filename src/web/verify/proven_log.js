// SPDX-License-Identifier: Apache-2.0
import {equal, textOf} from '../base/bytes.js';
import {attempt, refuse} from '../base/message.js';
import {checkConsistency, checkInclusion, leafHash} from '../log/merkle.js';
import {decodeBundle, entriesPath, TILE_WIDTH, tilePath, tileWidthIn} from '../log/tile.js';
import {TreeReader} from '../log/tree.js';
import {nameOf, readSiteFile} from './site_source.js';

/** @typedef {import('./site_source.js').SiteSource} SiteSource */
/** @typedef {import('../log/merkle.js').TreeHead} TreeHead */

const HASH = 32;
const TILE_BYTES = TILE_WIDTH * HASH;
const BUNDLE_BYTES = TILE_WIDTH * (2 + 256);

// A site may drop a partial tile once the full one is there.
/** @param {SiteSource} site @param {(width: number) => string} pathOf
 * @param {number} width @param {number} maxBytes */
async function readPartialOrFull(site, pathOf, width, maxBytes) {
  if (width < TILE_WIDTH) {
    const partial = await site.get(pathOf(width), maxBytes);
    if (partial) return {bytes: partial, width};
    const full = await site.get(pathOf(TILE_WIDTH), maxBytes);
    if (!full) refuse('site.lacks', {site: nameOf(site), path: pathOf(width)});
    return {bytes: full, width: TILE_WIDTH};
  }
  return {bytes: await readSiteFile(site, pathOf(TILE_WIDTH), maxBytes), width};
}

/** @param {SiteSource} site @returns {import('../log/tree.js').TileSource} */
function tilesOf(site) {
  return async (level, number, width) => {
    const pathOf = (/** @type {number} */ w) => tilePath(level, number, w);
    const tile = await readPartialOrFull(site, pathOf, width, TILE_BYTES);
    if (tile.bytes.length !== tile.width * HASH) {
      refuse('site.tileSize', {site: nameOf(site), path: pathOf(width),
        found: tile.bytes.length, expected: tile.width * HASH});
    }
    return tile.bytes;
  };
}

/** ProvenLog is a log under a checkpoint: what it gives is proven by the checkpoint's
 * root, wherever the tiles come from. */
export class ProvenLog {
  /** @type {Map<number, Promise<Uint8Array[]>>} */
  #bundles = new Map();

  /** @param {SiteSource} site @param {TreeHead} tree */
  constructor(site, tree) {
    this.site = site;
    this.tree = tree;
    this.reader = new TreeReader(tilesOf(site), tree.size);
  }

  /** The leaf hash at `index`. @param {number} index */
  async leafAt(index) {
    if (index >= this.tree.size) refuse('log.noEntry', {index});
    const [leaf, proof] = await Promise.all([this.reader.leafAt(index),
      this.reader.proveInclusion(index)]);
    await this.#demand(() => checkInclusion(leaf, index, proof, this.tree));
    return leaf;
  }

  /** The text of the entry at `index`. @param {number} index */
  async entryAt(index) {
    const number = Math.floor(index / TILE_WIDTH);
    const bundle = this.#bundle(number); // on its way while the tiles are
    const leaf = await this.leafAt(index);
    const entry = textOf((await bundle)[index % TILE_WIDTH]);
    if (entry !== null && equal(await leafHash(entry), leaf)) return entry;
    return refuse('site.otherEntry', {site: nameOf(this.site), index});
  }

  /** Whether the log extends an older tree. The head of its first leaves is computed from
   * tiles that may lie; that it is consistent with the root proves it.
   * @param {TreeHead} older */
  async extends(older) {
    if (older.size === this.tree.size) return equal(older.root, this.tree.root);
    if (older.size > this.tree.size) refuse('log.endsBefore', {index: older.size - 1});
    if (older.size === 0) return true; // its root was checked when it was read
    const [head, proof] = await Promise.all([this.reader.headAt(older.size),
      this.reader.proveConsistency(older.size)]);
    await this.#demand(() => checkConsistency(head, this.tree, proof));
    return equal(head.root, older.root);
  }

  /** @param {() => Promise<void>} check */
  async #demand(check) {
    const {why} = await attempt(check);
    if (why) refuse('site.damagedTiles', {site: nameOf(this.site), why});
  }

  /** @param {number} number */
  #bundle(number) {
    let bundle = this.#bundles.get(number);
    if (!bundle) {
      bundle = this.#readBundle(number);
      bundle.catch(() => {}); // is told to whoever waits for it
      this.#bundles.set(number, bundle);
    }
    return bundle;
  }

  // All of a bundle must be what the tile beside it says: a site that is wrong in what is
  // not needed is wrong.
  /** @param {number} number */
  async #readBundle(number) {
    const width = tileWidthIn(this.tree.size, 0, number);
    const pathOf = (/** @type {number} */ w) => entriesPath(number, w);
    const place = {site: nameOf(this.site), path: pathOf(width)};
    const bundle = await readPartialOrFull(this.site, pathOf, width, BUNDLE_BYTES);
    const {value: entries, why} = await attempt(() =>
      decodeBundle(bundle.bytes, bundle.width));
    if (why) refuse('site.file', {...place, why});
    for (let i = 0; i < width; ++i) {
      const text = textOf(entries[i]);
      const leaf = await this.reader.leafAt(number * TILE_WIDTH + i);
      if (text === null || !equal(await leafHash(text), leaf)) {
        refuse('site.notOfTiles', place);
      }
    }
    return entries;
  }
}
