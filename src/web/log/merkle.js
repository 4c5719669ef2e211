// SPDX-License-Identifier: Apache-2.0
//
// The Merkle tree of RFC 6962 §2.1 and its proofs, checked as RFC 9162 §2.1.3.2 and
// §2.1.4.2 do. Sizes and indexes are safe integers, which pass 32 bits.
import {equal, utf8} from '../base/bytes.js';
import {refuse} from '../base/message.js';
import {sha256} from '../crypto/digest.js';

/** A tree of `size` leaves by its root.
 * @typedef {{size: number, root: Uint8Array}} TreeHead */

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256(00 ‖ entry). @param {string} entry */
export const leafHash = (entry) => sha256(LEAF, utf8(entry));

/** SHA-256(01 ‖ left ‖ right). @param {Uint8Array} left @param {Uint8Array} right */
export const hashChildren = (left, right) => sha256(NODE, left, right);

/** On which side of its sibling a node stands.
 * @param {number} index @param {number} level */
const isRight = (index, level) => Math.floor(index / 2 ** level) % 2 === 1;

// The path from a leaf to the root: on the lower `inner` levels a bit of the index says
// the side; above them it runs along the right edge, where only siblings count, all left.
/** @param {number} index @param {number} size */
function pathShape(index, size) {
  const inner = (BigInt(index) ^ BigInt(size - 1)).toString(2).replace(/^0$/, '').length;
  const above = Math.floor(index / 2 ** inner).toString(2);
  return {inner, border: above.replaceAll('0', '').length};
}

/** @param {Uint8Array} hash @param {number} index @param {Uint8Array[]} proof */
async function climbInner(hash, index, proof) {
  for (const [level, other] of proof.entries()) {
    hash = isRight(index, level) ? await hashChildren(other, hash)
      : await hashChildren(hash, other);
  }
  return hash;
}

// Passes over what stands to the right: the older tree does not have it.
/** @param {Uint8Array} hash @param {number} index @param {Uint8Array[]} proof */
async function climbInOlder(hash, index, proof) {
  for (const [level, other] of proof.entries()) {
    if (isRight(index, level)) hash = await hashChildren(other, hash);
  }
  return hash;
}

/** @param {Uint8Array} hash @param {Uint8Array[]} proof */
async function climbBorder(hash, proof) {
  for (const left of proof) hash = await hashChildren(left, hash);
  return hash;
}

/** Refuses where the proof does not show the leaf at `index` of the tree.
 * @param {Uint8Array} leaf @param {number} index @param {Uint8Array[]} proof
 * @param {TreeHead} tree */
export async function checkInclusion(leaf, index, proof, tree) {
  if (index >= tree.size) refuse('log.noLeaf', {index, size: tree.size});
  const {inner, border} = pathShape(index, tree.size);
  if (proof.length !== inner + border) {
    refuse('log.inclusionLength', {found: proof.length, expected: inner + border});
  }
  const below = await climbInner(leaf, index, proof.slice(0, inner));
  const root = await climbBorder(below, proof.slice(inner));
  if (!equal(root, tree.root)) refuse('log.notIncluded', {index, size: tree.size});
}

/** @param {number} number */
function trailingZeros(number) {
  let zeros = 0;
  for (; number % 2 === 0; number /= 2) ++zeros;
  return zeros;
}

/** Refuses where the proof does not show the older tree as a prefix of the newer.
 * @param {TreeHead} older @param {TreeHead} newer @param {Uint8Array[]} proof */
export async function checkConsistency(older, newer, proof) {
  if (older.size === 0 || older.size > newer.size) {
    refuse('log.notPrefix', {older: older.size, newer: newer.size});
  }
  // The proof begins at the largest complete subtree that ends with the older tree;
  // where that is the older tree itself its root is not repeated.
  const height = older.size === newer.size ? 0 : trailingZeros(older.size);
  const index = Math.floor((older.size - 1) / 2 ** height);
  const size = Math.floor((newer.size - 1) / 2 ** height) + 1;
  const own = index === 0 || older.size === newer.size ? 0 : 1;
  const {inner, border} = older.size === newer.size ? {inner: 0, border: 0}
    : pathShape(index, size);
  if (proof.length !== own + inner + border) {
    refuse('log.consistencyLength', {found: proof.length, expected: own + inner + border});
  }
  const start = own === 0 ? older.root : proof[0];
  const sides = proof.slice(own, own + inner);
  const lefts = proof.slice(own + inner);
  const before = await climbBorder(await climbInOlder(start, index, sides), lefts);
  const after = await climbBorder(await climbInner(start, index, sides), lefts);
  if (!equal(before, older.root) || !equal(after, newer.root)) {
    refuse('log.notPrefix', {older: older.size, newer: newer.size});
  }
}
