// SPDX-License-Identifier: Apache-2.0
//
// zlib data (RFC 1950, RFC 1951). Not by DecompressionStream: that cannot tell where data
// end, and browsers differ in what they let stand behind them.

/** What came out: at most the limit; how much of the input was read; whether the data
 * ended by themselves, with the right checksum; whether there would be more than the limit.
 * @typedef {{bytes: Uint8Array, consumed: number, complete: boolean, tooLarge: boolean}}
 *   Inflated */
/** How many codes there are of each length, and their symbols in order (RFC 1951 §3.2.2).
 * @typedef {{counts: Uint16Array, symbols: Uint16Array}} Code */

class Damaged extends Error {}
class TooLarge extends Error {}

const MAX_BITS = 15;
const END = 256;
const MAX_LITERALS = 286;
const MAX_DISTANCES = 30;
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const REPEATS = [[3, 2], [3, 3], [11, 7]]; // at least so often, and so many bits more
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4,
  5, 5, 5, 5, 0];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10,
  10, 11, 11, 12, 12, 13, 13];

/** Each begins where the one before ends. @param {number[]} bits @param {number} first */
const bases = (bits, first) => bits.map((_, i) =>
  bits.slice(0, i).reduce((base, count) => base + (1 << count), first));
const LENGTHS = [...bases(LENGTH_BITS, 3).slice(0, -1), 258];
const DISTANCES = bases(DISTANCE_BITS, 1);

/** @param {Uint8Array} lengths of the symbols' codes @param {boolean} mayLack whether it may
 * be one code of one bit, or none at all @returns {Code} */
function makeCode(lengths, mayLack) {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (let i = 0; i < lengths.length; ++i) ++counts[lengths[i]];
  counts[0] = 0;
  const next = new Uint16Array(MAX_BITS + 2); // where the symbols of each length go
  let left = 1;
  let longest = 0;
  for (let length = 1; length <= MAX_BITS; ++length) {
    next[length + 1] = next[length] + counts[length];
    left = 2 * left - counts[length];
    if (left < 0) throw new Damaged();
    if (counts[length] > 0) longest = length;
  }
  if (left > 0 && !(mayLack && longest < 2)) throw new Damaged();
  const symbols = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; ++i) {
    if (lengths[i] > 0) symbols[next[lengths[i]]++] = i;
  }
  return {counts, symbols};
}

const FIXED = {
  literals: makeCode(Uint8Array.from({length: 288},
    (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)), false),
  distances: makeCode(new Uint8Array(32).fill(5), false),
};

class Inflater {
  /** @param {Uint8Array} data @param {number} maxBytes */
  constructor(data, maxBytes) {
    this.data = data;
    this.offset = 0;
    this.held = 0; // bits that were read and not used, fewer than eight
    this.heldCount = 0;
    this.out = new Uint8Array(maxBytes);
    this.size = 0;
  }

  /** All of the data, or an exception. */
  run() {
    const [method, flags] = [this.#bits(8), this.#bits(8)];
    const known = (method & 15) === 8 && method >> 4 <= 7 && (flags & 32) === 0;
    if (!known || (method * 256 + flags) % 31 !== 0) throw new Damaged();
    for (let last = 0; !last;) {
      last = this.#bits(1);
      this.#block(this.#bits(2));
    }
    this.#toByte();
    for (const byte of this.#checksum()) if (this.#bits(8) !== byte) throw new Damaged();
  }

  /** @param {number} type */
  #block(type) {
    if (type === 0) return this.#stored();
    if (type === 1) return this.#compressed(FIXED);
    if (type === 2) return this.#compressed(this.#codes());
    throw new Damaged();
  }

  #stored() {
    this.#toByte();
    const size = this.#bits(16);
    if ((this.#bits(16) ^ size) !== 0xffff) throw new Damaged();
    for (let i = 0; i < size; ++i) this.#put(this.#bits(8));
  }

  /** @param {{literals: Code, distances: Code}} codes */
  #compressed({literals, distances}) {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === END) return;
      if (symbol < END) this.#put(symbol);
      else this.#copy(symbol - END - 1, distances);
    }
  }

  /** @param {number} index of the length @param {Code} distances */
  #copy(index, distances) {
    if (index >= LENGTHS.length) throw new Damaged();
    const length = LENGTHS[index] + this.#bits(LENGTH_BITS[index]);
    const which = this.#symbol(distances);
    if (which >= MAX_DISTANCES) throw new Damaged();
    const distance = DISTANCES[which] + this.#bits(DISTANCE_BITS[which]);
    if (distance > this.size) throw new Damaged();
    for (let i = 0; i < length; ++i) this.#put(this.out[this.size - distance]);
  }

  /** The codes of a block that brings its own (RFC 1951 §3.2.7). */
  #codes() {
    const literals = this.#bits(5) + 257;
    const distances = this.#bits(5) + 1;
    const count = this.#bits(4) + 4;
    if (literals > MAX_LITERALS || distances > MAX_DISTANCES) throw new Damaged();
    const ofLengths = new Uint8Array(LENGTH_ORDER.length);
    for (let i = 0; i < count; ++i) ofLengths[LENGTH_ORDER[i]] = this.#bits(3);
    const lengths = this.#lengths(makeCode(ofLengths, false), literals + distances);
    if (lengths[END] === 0) throw new Damaged();
    return {
      literals: makeCode(lengths.subarray(0, literals), true),
      distances: makeCode(lengths.subarray(literals), true),
    };
  }

  /** @param {Code} code @param {number} count */
  #lengths(code, count) {
    const lengths = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) throw new Damaged();
      const [least, bits] = REPEATS[symbol - 16];
      const end = at + least + this.#bits(bits);
      if (end > count) throw new Damaged();
      lengths.fill(symbol === 16 ? lengths[at - 1] : 0, at, end);
      at = end;
    }
    return lengths;
  }

  /** @param {Code} code */
  #symbol({counts, symbols}) {
    let value = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; ++length) {
      value = (value << 1) | this.#bits(1);
      const count = counts[length];
      if (value < first + count) return symbols[index + value - first];
      index += count;
      first = (first + count) << 1;
    }
    throw new Damaged();
  }

  /** @param {number} count */
  #bits(count) {
    while (this.heldCount < count) {
      if (this.offset === this.data.length) throw new Damaged();
      this.held |= this.data[this.offset++] << this.heldCount;
      this.heldCount += 8;
    }
    const bits = this.held & ((1 << count) - 1);
    this.held >>= count;
    this.heldCount -= count;
    return bits;
  }

  #toByte() {
    this.held = 0;
    this.heldCount = 0;
  }

  /** @param {number} byte */
  #put(byte) {
    if (this.size === this.out.length) throw new TooLarge();
    this.out[this.size++] = byte;
  }

  /** Adler-32 of what came out, most significant byte first. */
  #checksum() {
    let a = 1;
    let b = 0;
    for (let i = 0; i < this.size; ++i) {
      a = (a + this.out[i]) % 65521;
      b = (b + a) % 65521;
    }
    return [b >> 8, b & 255, a >> 8, a & 255];
  }
}

/** Decompresses at most maxBytes, and never holds more memory than these.
 * @param {Uint8Array} data @param {number} maxBytes @returns {Inflated} */
export function inflate(data, maxBytes) {
  const inflater = new Inflater(data, maxBytes);
  let complete = true;
  let tooLarge = false;
  try {
    inflater.run();
  } catch (error) {
    if (!(error instanceof Damaged || error instanceof TooLarge)) throw error;
    complete = false;
    tooLarge = error instanceof TooLarge;
  }
  const {out, size, offset} = inflater;
  return {bytes: out.subarray(0, size), consumed: offset, complete, tooLarge};
}
