// SPDX-License-Identifier: Apache-2.0
import {hex, textOf, unhex} from '../base/bytes.js';
import {reasonOf, refuse} from '../base/message.js';
import {canonicalJson} from '../json/canonical.js';
import {parseJson} from '../json/parse.js';

/**
 * @typedef {'revocation' | 'suspension'} StatusPurpose
 * @typedef {{purpose: StatusPurpose, block: number}} StatusListId
 * @typedef {{block: number, purpose: StatusPurpose, sha256: string}} ListDigest
 */

const LIMITS = {maxBytes: 2 ** 20, maxDepth: 4, maxValues: 100000};
const MAX_BLOCK = 2 ** 32 - 1;

/** @param {StatusListId} id */
export const listPath = ({purpose, block}) => `status/${purpose}/${block}`;

/** @param {unknown} value @param {number} least @param {number} most */
const isNumber = (value, least, most) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least &&
  value <= most;

/** @param {any} list @returns {list is ListDigest} */
function isListDigest(list) {
  return list !== null && typeof list === 'object' && isNumber(list.block, 0, MAX_BLOCK) &&
    (list.purpose === 'revocation' || list.purpose === 'suspension') &&
    typeof list.sha256 === 'string' && unhex(list.sha256)?.length === 32;
}

/** @param {ListDigest} a @param {ListDigest} b */
const isBefore = (a, b) =>
  a.purpose < b.purpose || (a.purpose === b.purpose && a.block < b.block);

/** StatusManifest says which status lists, and which trust file, are current. */
export class StatusManifest {
  static MAX_BYTES = LIMITS.maxBytes;

  /** @param {number} keys the newest trust file's version @param {ListDigest[]} lists */
  constructor(keys, lists) {
    this.keys = keys;
    this.lists = lists;
  }

  /** @param {Uint8Array} bytes */
  static parse(bytes) {
    try {
      return StatusManifest.#read(bytes);
    } catch (error) {
      return refuse('status.manifest', {why: reasonOf(error)});
    }
  }

  /** @param {Uint8Array} bytes */
  static #read(bytes) {
    /** @type {any} */
    const document = parseJson(bytes, LIMITS);
    const {version, keys, lists} = Object(document);
    if (version !== 1) refuse('status.version');
    if (!isNumber(keys, 1, Number.MAX_SAFE_INTEGER)) refuse('status.keys');
    if (!Array.isArray(lists)) refuse('status.lists');
    for (const [i, list] of lists.entries()) {
      if (!isListDigest(list)) refuse('status.notList', {index: i});
      if (i > 0 && !isBefore(lists[i - 1], list)) refuse('status.order', {index: i});
    }
    const digests = lists.map(({block, purpose, sha256}) => ({block, purpose, sha256}));
    const canonical = canonicalJson({keys, lists: digests, version});
    if (canonical !== textOf(bytes)) refuse('status.notCanonical');
    return new StatusManifest(keys, digests);
  }

  /** @param {StatusListId} id
   * @returns {Uint8Array | null} the SHA-256 of the list's file */
  find({purpose, block}) {
    const list =
      this.lists.find((each) => each.purpose === purpose && each.block === block);
    return list ? unhex(list.sha256) : null;
  }
}

/** Where the site keeps a manifest or a list under its own SHA-256.
 * @param {Uint8Array} sha256 */
export const byDigestPath = (sha256) => `status/sha256/${hex(sha256)}`;
