// SPDX-License-Identifier: Apache-2.0
import './support.js';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {gzipSync} from 'node:zlib';
import {base64url, textOf, utf8} from '../../../src/web/base/bytes.js';
import {Refusal} from '../../../src/web/base/message.js';
import {byDigestPath, StatusManifest} from '../../../src/web/status/manifest.js';
import {StatusBits} from '../../../src/web/status/status_bits.js';
import {readStatusList} from '../../../src/web/status/status_list.js';
import {TrustFile} from '../../../src/web/trust/trust_file.js';
import {vectorPath} from '../support/vectors.js';

/** @param {string} name */
const vector = (name) => new Uint8Array(readFileSync(vectorPath(`fuzz/${name}`)));

/** @param {string} text @param {string} from @param {string} to */
function replaced(text, from, to) {
  assert.ok(text.includes(from), from);
  return utf8(text.replace(from, to));
}

const manifest = vector('status/manifest.json');
const manifestText = textOf(manifest) ?? '';

test('a manifest, and none that is written otherwise', () => {
  const read = StatusManifest.parse(manifest);
  assert.equal(read.keys, 1);
  const digest = read.find({purpose: 'revocation', block: 0});
  assert.match(byDigestPath(digest ?? utf8('')), /^status\/sha256\/584b[0-9a-f]{60}$/);
  assert.equal(read.find({purpose: 'revocation', block: 1}), null);
  for (const [from, to] of [['"version":1', '"version":2'], ['"keys":1', '"keys":0'],
    ['"keys":1', '"keys":1.0'], ['"block":0', '"block":00'], ['"block":0', '"block":-1'],
    ['"block":0', '"block":4294967296'], ['"purpose":"rev', '"purpose":"Rev'],
    ['"lists":[', '"lists":[{},'], ['"sha256":"5', '"sha256":"G'], ['{"keys"', '{ "keys"'],
    ['suspension', 'revocation'], ['"version"', '"extra":1,"version"']]) {
    const bent = replaced(manifestText, from, to);
    assert.throws(() => StatusManifest.parse(bent), Refusal, `${from} -> ${to}`);
  }
  for (let end = 0; end < manifest.length; ++end) {
    assert.throws(() => StatusManifest.parse(manifest.slice(0, end)), Refusal);
  }
});

/** @param {Uint8Array} bytes */
const encoded = (bytes) => `u${base64url(new Uint8Array(gzipSync(bytes)))}`;

test('bits are counted from the left, and there are exactly so many', async () => {
  const bytes = new Uint8Array(16384);
  bytes[1] = 0x41;
  const bits = await StatusBits.decode(encoded(bytes));
  assert.deepEqual([7, 8, 9, 10, 15, 16].map((i) => bits.get(i)),
    [false, false, true, false, true, false]);
  for (const size of [0, 1, 16383, 16385, 10 ** 7]) {
    await assert.rejects(StatusBits.decode(encoded(new Uint8Array(size))), Refusal);
  }
  const good = encoded(bytes);
  for (const bad of ['', good.slice(1), `${good}=`, good.slice(0, -4), 'uAAAA',
    `z${good.slice(1)}`]) {
    await assert.rejects(StatusBits.decode(bad), Refusal, bad.slice(0, 20));
  }
});

test("a school's list by its issuer key, and no other", async () => {
  const trust = await TrustFile.parse(vector('trust/version-1.trust'));
  const bytes = vector('status/revocation-list');
  const keyOf = (/** @type {string} */ id) => trust.findIssuer(id)?.key.key ?? null;
  const id = {purpose: /** @type {const} */ ('revocation'), block: 0};
  const bits = await readStatusList(bytes, trust.site, id, keyOf);
  const set = bits.bytes.reduce((sum, byte) => sum + byte.toString(2).split('1').length - 1, 0);
  assert.equal(set, 1);
  const reading = (/** @type {Uint8Array} */ list, other = id) =>
    readStatusList(list, trust.site, other, keyOf);
  await assert.rejects(reading(bytes, {...id, block: 1}), Refusal);
  await assert.rejects(readStatusList(bytes, trust.site, id, () => null), Refusal);
  for (let at = 0; at < bytes.length; at += 3) {
    const bent = bytes.slice();
    bent[at] ^= 1;
    await assert.rejects(reading(bent), Refusal, String(at));
  }
});
