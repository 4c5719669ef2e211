// SPDX-License-Identifier: Apache-2.0
//
// Signatures on which libraries disagree, by WebCrypto as by the library.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {base64, concat, hex, unhex, utf8} from '../../../src/web/base/bytes.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {
  isStrongKey, verifyByLibrary, verifyByWebCrypto, verifyEd25519,
} from '../../../src/web/crypto/ed25519.js';
import {isIssuerKeyId, VerifierKey} from '../../../src/web/crypto/verifier_key.js';
import {bent, readBytes, readJson, whyLater} from './support.js';

/** @typedef {import('../../../src/web/crypto/ed25519.js').Verifier} Verifier */

/** @param {string} text @returns {Uint8Array} */
const bytes = (text) => unhex(text) ?? assert.fail(text);

/** @param {string} key @param {string} message @param {string} signature */
async function judge(key, message, signature) {
  const parts = /** @type {const} */ ([bytes(key), bytes(message), bytes(signature)]);
  const answer = await verifyEd25519(...parts);
  const mayAsk = isStrongKey(parts[0]) && parts[2].length === 64;
  assert.equal(mayAsk && await verifyByLibrary(...parts), answer, 'library');
  assert.equal(mayAsk && await verifyByWebCrypto(...parts), answer, 'WebCrypto');
  return answer;
}

test('Project Wycheproof\'s vectors are judged as they say', async () => {
  let count = 0;
  for (const {key, tests} of readJson('tests/vectors/wycheproof/ed25519.json').groups) {
    for (const [id, result, comment, message, signature] of tests) {
      assert.equal(await judge(key, message, signature), result === 'valid',
        `${id} ${comment}`);
      count += 1;
    }
  }
  assert.equal(count, 145);
});

// Those of "Taming the many EdDSAs" that hold without the cofactor and with R as it
// stands: key and R mixed with points of small order.
test('the cases of speccheck are judged as OpenSSL judges them', async () => {
  const cases = readJson('tests/vectors/speccheck/cases.json');
  assert.equal(cases.length, 15);
  for (const [i, {pub_key: key, message, signature}] of cases.entries()) {
    assert.equal(await judge(key, message, signature), i === 5 || i === 6, String(i));
  }
});

test('keys under which signatures prove nothing are refused', () => {
  const weak = ['00'.repeat(32), `01${'00'.repeat(31)}`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    `ec${'ff'.repeat(30)}7f`, `ed${'ff'.repeat(30)}7f`, `ee${'ff'.repeat(30)}7f`,
    `${'ff'.repeat(31)}7f`];
  for (const key of weak) {
    const negative = bytes(key);
    negative[31] |= 0x80;
    assert.ok(!isStrongKey(bytes(key)) && !isStrongKey(negative), key);
  }
  assert.ok(isStrongKey(bytes(`eb${'ff'.repeat(30)}7f`)));
  assert.ok(!isStrongKey(new Uint8Array(31).fill(9)));
});

const KEY = bytes('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
const SIGNATURE = bytes('e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
  '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b');

test('no signature, key or message with a changed bit verifies', async () => {
  const none = new Uint8Array();
  assert.equal(await verifyEd25519(KEY, none, SIGNATURE), true);
  for (const other of bent(SIGNATURE)) {
    assert.equal(await verifyEd25519(KEY, none, other), false);
  }
  for (const other of bent(KEY)) {
    assert.equal(await verifyEd25519(other, none, SIGNATURE), false);
  }
  for (const [i, other] of [...bent(SIGNATURE)].entries()) {
    if (i % 17 === 0) assert.equal(await verifyByLibrary(KEY, none, other), false);
  }
  assert.equal(await verifyEd25519(KEY, utf8(' '), SIGNATURE), false);
  assert.equal(await verifyEd25519(KEY, none, SIGNATURE.subarray(1)), false);
});

test('the library decides where WebCrypto knows no Ed25519', async () => {
  const {subtle} = globalThis.crypto;
  const importKey = subtle.importKey;
  const fresh = '../../../src/web/crypto/ed25519.js?without';
  const {verifyEd25519: verify} = await import(fresh);
  let asked = 0;
  subtle.importKey = () => {
    asked += 1;
    return Promise.reject(new DOMException('no such algorithm', 'NotSupportedError'));
  };
  try {
    assert.equal(await verify(KEY, new Uint8Array(), SIGNATURE), true);
    assert.equal(await verify(KEY, utf8('x'), SIGNATURE), false);
    assert.equal(await verify(new Uint8Array(32), utf8('x'), SIGNATURE), false);
  } finally {
    subtle.importKey = importKey;
  }
  assert.equal(asked, 1);
});

/** @param {string} name @param {Uint8Array} key */
async function textOfKey(name, key) {
  const typed = concat(Uint8Array.of(1), key);
  const id = (await sha256(utf8(`${name}\n`), typed)).subarray(0, 4);
  return `${name}+${hex(id)}+${base64(typed)}`;
}

test('a verifier key is read in its one form', async () => {
  const text = await textOfKey('school.example/key', KEY);
  const key = await VerifierKey.parse(text);
  assert.deepEqual([key.name, key.text, hex(key.id)],
    ['school.example/key', text, text.split('+')[1]]);
  assert.equal(await key.verify(new Uint8Array(), SIGNATURE), true);
  const weak = await textOfKey('a', new Uint8Array(32));
  for (const bad of ['', 'a', 'a+b', 'a+b+c', `${text}=`, ` ${text}`, `${text}\n`, weak,
    text.replace('+', '+0'), text.toUpperCase(), await textOfKey('', KEY),
    await textOfKey('a b', KEY), await textOfKey('a'.repeat(257), KEY),
    await textOfKey('a', KEY.subarray(1))]) {
    assert.notEqual(await whyLater(() => VerifierKey.parse(bad)), 'accepted', bad);
  }
  for (const other of bent(utf8(text))) {
    const changed = String.fromCharCode(...other);
    assert.notEqual(await whyLater(() => VerifierKey.parse(changed)), 'accepted', changed);
  }
  assert.equal(await whyLater(() => VerifierKey.parse('x')), '"x" is not a verifier key');
});

test('an issuer key\'s id is short and plain', () => {
  for (const good of ['key-2026-01', 'a', 'a'.repeat(64)]) assert.ok(isIssuerKeyId(good));
  for (const bad of ['', 'A', 'a'.repeat(65), 'a_b', 'a\n', 'ä']) {
    assert.ok(!isIssuerKeyId(bad));
  }
});

test('what others made is there unchanged', async () => {
  const readme = new TextDecoder().decode(readBytes('src/web/vendor/README.md'));
  const rows = [...readme.matchAll(/^\| `([^`]+)` \|.*?([0-9a-f]{64}) \|$/gm)];
  assert.ok(rows.some(([, file]) => file === 'noble-ed25519.js'));
  for (const [, file, digest] of rows) {
    assert.equal(hex(await sha256(readBytes(`src/web/vendor/${file}`))), digest, file);
  }
});
