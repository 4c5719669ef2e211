// SPDX-License-Identifier: Apache-2.0
import {unbase64url} from '../base/bytes.js';
import {refuse} from '../base/message.js';

export const STATUS_BITS = 131072;
const BYTES = STATUS_BITS / 8;
const HEADER = 10; // of a gzip member without a name

// One gzip member of exactly so many bits. The browser's decompressor refuses what
// follows a member, and the sum at its end must be right.
/** @param {Uint8Array} gzip */
async function gunzip(gzip) {
  if (gzip.length < HEADER || gzip[0] !== 0x1f || gzip[1] !== 0x8b) {
    refuse('status.notGzip');
  }
  const stream = new Blob([gzip]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const bytes = new Uint8Array(BYTES);
  let size = 0;
  for (;;) {
    const {done, value} = await reader.read().catch(() => refuse('status.notGzip'));
    if (done) break;
    if (size + value.length > BYTES) {
      reader.cancel().catch(() => {});
      refuse('status.tooManyBits', {count: STATUS_BITS});
    }
    bytes.set(value, size);
    size += value.length;
  }
  if (size !== BYTES) refuse('status.tooFewBits', {count: STATUS_BITS});
  return bytes;
}

/** StatusBits are the bits of a status list; bit i is 0x80 >> (i & 7) of byte i >> 3. */
export class StatusBits {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
  }

  /** @param {string} encoded "u" and the base64url of the gzip of the bits */
  static async decode(encoded) {
    if (!encoded.startsWith('u')) refuse('status.noMultibase');
    const gzip = unbase64url(encoded.slice(1)) ?? refuse('status.notBase64url');
    return new StatusBits(await gunzip(gzip));
  }

  /** @param {number} index below STATUS_BITS */
  get(index) {
    return (this.bytes[index >> 3] & (0x80 >> (index & 7))) !== 0;
  }
}
