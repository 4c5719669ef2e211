// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {concat, equal, utf8} from '../../../src/web/base/bytes.js';
import {SiteAddress} from '../../../src/web/base/site_address.js';
import {hkdfSha256} from '../../../src/web/crypto/digest.js';
import {cardPath, decryptCard} from '../../../src/web/record/card.js';
import {CertificateCode} from '../../../src/web/record/code.js';
import {parseQrText} from '../../../src/web/record/seal.js';
import {bent, readBytes, readLine, whyLater} from './support.js';

const SITE = SiteAddress.fromOrigin('verify.school.example');
const CODE = CertificateCode.parse('7K3M-9QXT-2A8R-W5DH-N4V2');
const PROOF = 'c2sp.org/tlog-proof@v1\nindex 4\n\ncheckpoint\n';
const SAMPLE = {
  events: [
    {entry: 'status 4 suspended 1800000000 withdrawn-by-issuer', index: 12},
    {entry: 'status 4 reinstated 1800000100 withdrawn-by-issuer', index: 15},
    {entry: 'status 4 replaced 1800000200 replaced 18', index: 19, successor: CODE.compact},
  ],
  proof: PROOF,
  record: {a: 1, b: 'ü'},
};

/** What whoever has the key could put into a file. @param {string | Uint8Array} text */
async function encrypt(text) {
  const {subtle} = globalThis.crypto;
  const raw = await hkdfSha256(utf8(CODE.compact), utf8(SITE.origin),
    utf8('certseal card key'), 32);
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const iv = new Uint8Array(12).fill(7);
  const how = {name: 'AES-GCM', iv, additionalData: utf8(SITE.origin)};
  const plain = typeof text === 'string' ? utf8(text) : text;
  return concat(iv, new Uint8Array(await subtle.encrypt(how, key, plain)));
}

/** @param {string | Uint8Array} text */
const whyOf = (text) => whyLater(async () => decryptCard(await encrypt(text), SITE, CODE));

/** @param {string} from @param {string} to */
const whyBent = (from, to) => whyOf(JSON.stringify(SAMPLE).replace(from, to));

test('a card gives record, proof and events', async () => {
  const card = await decryptCard(await encrypt(JSON.stringify(SAMPLE)), SITE, CODE);
  assert.equal(new TextDecoder().decode(card.record), '{"a":1,"b":"ü"}');
  assert.equal(card.proof, PROOF);
  assert.deepEqual(card.events.map(({index}) => index), [12, 15, 19]);
  assert.equal(card.events[1].successor, null);
  assert.equal(card.events[2].successor?.compact, CODE.compact);
});

test('the first version\'s card is read', async () => {
  const {site, code} = parseQrText(readLine('tests/vectors/fixtures/qr-v1.txt'));
  const file = readBytes('tests/vectors/fixtures/school-v1.card');
  const card = await decryptCard(file, site, code);
  assert.ok(equal(card.record, readBytes('tests/vectors/fixtures/school-v1-record.json')));
  assert.deepEqual([card.proof, card.events], ['', []]);
});

// Paths published today are asked for in thirty years.
test('a card\'s path never changes', async () => {
  const code = CertificateCode.parseCompact('0123456789ABCDEFGHJS');
  assert.equal(await cardPath(SITE, code),
    'c/51/97/6fbfd1ae6ea32787d367734d86b897aedb91da16e74fceea628dafeff43b');
  assert.notEqual(await cardPath(SiteAddress.fromOrigin('b.example'), code),
    await cardPath(SITE, code));
});

test('a card opens unchanged, with its code and at its site only', async () => {
  const file = await encrypt(JSON.stringify(SAMPLE));
  const closed = 'the card does not open: it is damaged or of another code';
  const other = CertificateCode.parseCompact('0123456789ABCDEFGHJS');
  assert.equal(await whyLater(() => decryptCard(file, SITE, other)), closed);
  const elsewhere = SiteAddress.fromOrigin('b.example');
  assert.equal(await whyLater(() => decryptCard(file, elsewhere, CODE)), closed);
  for (const changed of bent(file)) {
    assert.equal(await whyLater(() => decryptCard(changed, SITE, CODE)), closed);
  }
  for (let size = 0; size < file.length; ++size) {
    const words = await whyLater(() => decryptCard(file.subarray(0, size), SITE, CODE));
    assert.equal(words, size < 12 ? 'the card is too short' : closed);
  }
  const large = new Uint8Array(256 * 1024 + 1);
  const words = await whyLater(() => decryptCard(large, SITE, CODE));
  assert.equal(words, 'the card is too large');
});

test('a card in other forms is refused', async () => {
  const other = 'the card: is not written in its canonical form';
  for (const [text, words] of [
    ['[]', 'the card: holds no record'],
    ['{}', 'the card: holds no record'],
    ['{"record":"text"}', 'the card: holds no record'],
    ['{"record":{}}', 'accepted'],
    ['{"record":{"b":1,"a":1}}', other],
    ['{"record": {"a":1}}', other],
    ['{"events":[],"proof":"","record":{}}', other],
    ['{"proof":"p","record":{}}', other],
    ['{"events":[{"entry":"x","index":1}],"record":{}}', other],
    ['{"events":[],"name":"n","proof":"p","record":{}}', other],
    ['{"events":[],"proof":1,"record":{}}', 'the card: proof: is not a string'],
    ['{"events":{},"proof":"p","record":{}}', 'the card: events: is not an array'],
    ['{"events":null,"proof":"p","record":{}}', 'the card: events: is not an array'],
    ['{"events":[7],"proof":"p","record":{}}', 'the card: events[0]: is not an object'],
    ['{"record":{},"record":{}}',
      'the card: 1:21: the key "record" stands twice in one object'],
  ]) assert.equal(await whyOf(text), words, text);
});

test('a card with other events is refused', async () => {
  for (const [from, to, words] of [
    ['"index":15', '"index":12', 'events[1]: is not in the order of the log'],
    ['"index":15', '"index":20', 'events[2]: is not in the order of the log'],
    ['"index":12', '"index":-1', 'events[0]: index: is not a number'],
    ['"index":12', '"index":1.5', 'events[0]: index: is not a number'],
    ['"index":12', '"index":1e1', 'is not written in its canonical form'],
    ['"index":12', '"at":12', 'events[0]: index: is not a number'],
    ['"entry":', '"text":', 'events[0]: entry: is not a string'],
    ['"index":12', '"index":12,"more":1', 'is not written in its canonical form'],
    [`"${CODE.compact}"`, '7', 'events[2]: successor: is not a string'],
    [CODE.compact, CODE.printed,
      `events[2]: "${CODE.printed}" is not a certificate's code`],
  ]) assert.equal(await whyBent(from, to), `the card: ${words}`, to);
});

test('a card has limits', async () => {
  /** @param {Partial<typeof SAMPLE>} change */
  const whyWith = (change) => whyOf(JSON.stringify({...SAMPLE, ...change}));
  const many = Array.from({length: 1001}, (_, index) => ({entry: 'status', index}));
  assert.equal(await whyWith({events: many.slice(1)}), 'accepted');
  assert.equal(await whyWith({events: many}), 'the card: events: there are more than 1000');
  const long = (/** @type {number} */ size) => [{entry: 'é'.repeat(size), index: 1}];
  assert.equal(await whyWith({events: long(128)}), 'accepted');
  assert.equal(await whyWith({events: long(129)}),
    'the card: events[0]: entry: is too long');
  assert.equal(await whyWith({proof: 'p'.repeat(65536)}), 'accepted');
  assert.equal(await whyWith({proof: 'p'.repeat(65537)}), 'the card: proof: is too long');
});

// A text with one bit changed is refused, or it is another card in the one form.
test('a card is taken only as it prints', async () => {
  const text = JSON.stringify({...SAMPLE, events: SAMPLE.events.slice(0, 1)});
  for (const changed of bent(utf8(text))) {
    if (await whyOf(changed) !== 'accepted') continue;
    const again = JSON.stringify(JSON.parse(new TextDecoder().decode(changed)));
    assert.ok(equal(utf8(again), changed));
  }
});
