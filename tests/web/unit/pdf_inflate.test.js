// SPDX-License-Identifier: Apache-2.0
import './support.js';
import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {test} from 'node:test';
import {
  constants, deflateRawSync, deflateSync, inflateRawSync, inflateSync,
} from 'node:zlib';
import {concat, equal, utf8} from '../../../src/web/base/bytes.js';
import {inflate} from '../../../src/web/pdf/inflate.js';
import {makeRandom} from '../support/vectors.js';

const random = makeRandom(1951);

/** Data of many kinds: empty, equal, random, text, few letters. @param {number} kind */
function sample(kind) {
  const size = [0, 1, 2, 300, 5000, 70_000][random(6)];
  const bytes = new Uint8Array(randomBytes(size));
  if (kind === 0) return bytes;
  if (kind === 1) return bytes.fill(65);
  return bytes.map((byte) => (kind === 2 ? byte & 3 : 97 + (byte % 26)));
}

/** What zlib itself says; null: damaged. @param {Uint8Array} data */
function byZlib(data) {
  try {
    return new Uint8Array(inflateSync(data, {maxOutputLength: 1 << 20}));
  } catch {
    return null;
  }
}

test('gives back what zlib deflated, at every level and strategy', () => {
  for (let round = 0; round < 120; ++round) {
    const bytes = sample(round % 4);
    const strategy = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_RLE,
      constants.Z_HUFFMAN_ONLY][random(4)];
    const data = new Uint8Array(deflateSync(bytes, {level: random(10), strategy}));
    const whole = inflate(concat(data, utf8('behind')), bytes.length);
    assert.ok(whole.complete && !whole.tooLarge);
    assert.ok(equal(whole.bytes, bytes));
    assert.equal(whole.consumed, data.length);
    if (bytes.length === 0) continue;
    const less = inflate(data, bytes.length - 1);
    assert.ok(less.tooLarge && !less.complete);
    assert.ok(equal(less.bytes, bytes.subarray(0, -1)));
  }
});

test('data cut off anywhere are not complete', () => {
  const data = new Uint8Array(deflateSync(utf8('a certificate, a certificate')));
  for (let size = 0; size < data.length; ++size) {
    assert.equal(inflate(data.subarray(0, size), 100).complete, false, `${size} bytes`);
  }
});

/** Adler-32 as RFC 1950 ends with it. @param {Uint8Array} bytes */
function checksum(bytes) {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return Uint8Array.of(b >> 8, b, a >> 8, a);
}

/** zlib data of a damaged body, with the checksum of what zlib makes of it.
 * @param {Uint8Array} body */
function withChecksum(body) {
  const head = Uint8Array.of(0x78, 0x9c);
  try {
    const {buffer, engine} = /** @type {any} */ (
      inflateRawSync(body, {info: true, maxOutputLength: 1 << 20}));
    return concat(head, body.subarray(0, engine.bytesWritten), checksum(buffer));
  } catch {
    return concat(head, body, new Uint8Array(4));
  }
}

test('judges damaged data as zlib does', () => {
  let good = 0;
  for (let round = 0; round < 6000; ++round) {
    const from = sample(round % 4).subarray(0, 300);
    const strategy = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED][random(2)];
    const body = new Uint8Array(deflateRawSync(from, {level: 1 + random(9), strategy}));
    for (let edits = 1 + random(2); edits > 0; --edits) {
      body[random(Math.min(body.length, 60))] = random(256);
    }
    const data = withChecksum(body);
    const known = byZlib(data);
    const ours = inflate(data, 1 << 20);
    assert.equal(ours.complete, known !== null, Buffer.from(data).toString('hex'));
    if (!known) continue;
    assert.ok(equal(ours.bytes, known) && ours.consumed === data.length);
    ++good;
  }
  assert.ok(good > 500 && good < 5500, `${good} good`);
});

test('a bomb costs no more than the limit', () => {
  const bomb = new Uint8Array(deflateSync(new Uint8Array(64 << 20)));
  const out = inflate(bomb, 1000);
  assert.ok(out.tooLarge && out.bytes.length === 1000 && out.consumed < 200);
});

test('what RFC 1950 and RFC 1951 do not allow', () => {
  const bad = {
    'another method': [0x79, 0x9b],
    'a larger window': [0x88, 0x1c],
    'a wrong check of the header': [0x78, 0x9d],
    'a preset dictionary': [0x78, 0xbb],
    'a block of the reserved type': [0x78, 0x9c, 0x07],
    'a stored block without its complement': [0x78, 0x9c, 0x01, 1, 0, 1, 0, 65],
    'a distance before the begin': [0x78, 0x9c, 0x03, 0x02, 0x00],
  };
  for (const [what, bytes] of Object.entries(bad)) {
    const data = concat(Uint8Array.from(bytes), new Uint8Array(20));
    assert.equal(inflate(data, 100).complete, false, what);
    assert.equal(byZlib(data), null, what);
  }
});
