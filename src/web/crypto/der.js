// SPDX-License-Identifier: Apache-2.0
//
// DER (X.690), as far as certificates and signatures need it.
import {concat} from '../base/bytes.js';

// Identifier octets.
export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BITS = 0x03;
export const OCTETS = 0x04;
export const NULL = 0x05;
export const OID = 0x06;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;
/** @param {number} number of a constructed context-specific value */
export const context = (number) => 0xa0 | number;

const CONSTRUCTED = 0x20;
const LONG_TAG = 0x1f;
const MAX_LENGTH_BYTES = 3;
const MAX_DEPTH = 32;
const EMPTY = new Uint8Array(0);

/** @typedef {{tag: number, contents: Uint8Array, whole: Uint8Array}} DerValue */
/** @type {DerValue} */
const NO_VALUE = {tag: 0, contents: EMPTY, whole: EMPTY};

/** @param {number} size */
function lengthOf(size) {
  if (size < 0x80) return [size];
  const bytes = [];
  for (; size > 0; size >>= 8) bytes.unshift(size & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

/** @param {number} tag @param {...Uint8Array} parts @returns {Uint8Array} one value */
export function der(tag, ...parts) {
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return concat(Uint8Array.of(tag, ...lengthOf(size)), ...parts);
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {number} below 0: a comes first */
export function compareBytes(a, b) {
  for (let i = 0; i < a.length && i < b.length; ++i) {
    if (a[i] !== b[i]) return a[i] - b[i];
  }
  return a.length - b.length;
}

/** Its members in their order, as X.690 §11.6 demands.
 * @param {number} tag @param {Uint8Array[]} members */
export const derSetOf = (tag, members) => der(tag, ...[...members].sort(compareBytes));

/** The header of the value that the bytes begin with; null where none does.
 * @param {Uint8Array} bytes @returns {{header: number, size: number} | null} */
function readHeader(bytes) {
  if (bytes.length < 2 || (bytes[0] & LONG_TAG) === LONG_TAG) return null;
  let header = 2;
  let size = bytes[1];
  if (size >= 0x80) {
    const count = size & 0x7f;
    header += count;
    if (count === 0 || count > MAX_LENGTH_BYTES || bytes.length < header) return null;
    size = 0;
    for (let i = 2; i < header; ++i) size = (size << 8) | bytes[i];
    if (size < 0x80 || bytes[2] === 0) return null;
  }
  return size <= bytes.length - header ? {header, size} : null;
}

/** @param {Uint8Array} bytes @returns {number} of the value they begin with; 0: of none */
export function derSize(bytes) {
  const found = readHeader(bytes);
  return found ? found.header + found.size : 0;
}

/** DerReader goes through the values of an encoding one after the other. What is not DER
 * or not of the tag asked for makes it fail, and it stays so: values read from a failed
 * reader are empty. Ask `ok` or `finished` before they count. It does not recurse. */
export class DerReader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.rest = bytes;
    this.ok = true;
  }

  /** @param {number} [tag] that the next value must have @returns {DerValue} */
  take(tag) {
    const found = tag === undefined || this.nextIs(tag) ? readHeader(this.rest) : null;
    if (!this.ok || !found) {
      this.ok = false;
      this.rest = EMPTY;
      return NO_VALUE;
    }
    const end = found.header + found.size;
    const whole = this.rest.subarray(0, end);
    this.rest = this.rest.subarray(end);
    return {tag: whole[0], contents: whole.subarray(found.header), whole};
  }

  /** Reads inside the next value; a failure to get there is the new reader's.
   * @param {number} tag */
  enter(tag) {
    const inside = new DerReader(this.take(tag).contents);
    inside.ok = this.ok;
    return inside;
  }

  /** @param {number} tag */
  nextIs(tag) {
    return this.ok && this.rest.length > 0 && this.rest[0] === tag;
  }

  get atEnd() {
    return this.rest.length === 0;
  }

  get finished() {
    return this.ok && this.atEnd;
  }
}

/** Whether the bytes are one value, and everything inside its constructed values is
 * DER's framing too. @param {Uint8Array} bytes */
export function isWholeDer(bytes) {
  if (bytes.length === 0 || derSize(bytes) !== bytes.length) return false;
  const open = [new DerReader(bytes)];
  for (let reader = open.at(-1); reader; reader = open.at(-1)) {
    if (reader.atEnd) {
      open.pop();
      continue;
    }
    const value = reader.take();
    if (!reader.ok) return false;
    if ((value.tag & CONSTRUCTED) === 0) continue;
    if (open.length === MAX_DEPTH) return false;
    open.push(new DerReader(value.contents));
  }
  return true;
}
