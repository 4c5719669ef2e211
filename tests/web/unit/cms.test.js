// SPDX-License-Identifier: Apache-2.0
import './support.js';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {concat, hex} from '../../../src/web/base/bytes.js';
import {Refusal} from '../../../src/web/base/message.js';
import {claimedSigner, readSignedData} from '../../../src/web/crypto/cms.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {readTimestamp} from '../../../src/web/crypto/signature_timestamp.js';
import {
  BAD_SIGNATURES, BAD_TOKENS, GOOD_SIGNATURES, GOOD_TOKENS, MESSAGE, STAMPED,
} from '../support/cms_cases.js';
import {english} from '../support/english.js';
import {vector} from '../support/vectors.js';

/** Why it is refused, in English. @param {() => Promise<unknown>} read */
async function why(read) {
  try {
    await read();
    return 'accepted';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return english(error.why);
  }
}

/** @param {Uint8Array} bytes */
const signature = (bytes) => why(() => readSignedData(bytes, MESSAGE));
/** @param {Uint8Array} bytes */
const token = (bytes) => why(() => readTimestamp(bytes, MESSAGE));

for (const [name, bytes] of Object.entries(GOOD_SIGNATURES)) {
  test(`a signature ${name}`, async () => {
    assert.equal(await signature(bytes), 'accepted');
    const {signer} = await readSignedData(bytes, MESSAGE);
    assert.equal(hex(claimedSigner(bytes).der), hex(signer.der));
  });
}

for (const [name, bytes] of Object.entries(BAD_SIGNATURES)) {
  test(`no signature: ${name}`, async () => {
    assert.notEqual(await signature(bytes), 'accepted');
  });
}

for (const [name, bytes] of Object.entries(GOOD_TOKENS)) {
  test(`a timestamp ${name}`, async () => assert.equal(await token(bytes), 'accepted'));
}

for (const [name, bytes] of Object.entries(BAD_TOKENS)) {
  test(`no timestamp: ${name}`, async () => {
    assert.notEqual(await token(bytes), 'accepted');
  });
}

test('some refusals in their words', async () => {
  /** @type {Record<string, string>} */
  const words = {
    'of other bytes': 'it was made over other bytes',
    'by another key': "its signature does not verify by its signer's key",
    'with the higher s': 'its signature is not one of ECDSA P-256 with a low s',
    'by a key of RSA': "its signer's key is not one of ECDSA P-256",
    'by an authority that did not':
      'the certificate of "Test School" was not signed by its issuer',
    'nine certificates': 'it carries more than 8 certificates',
    'a byte behind': "it is not encoded as a school's program does",
    'an extension twice': 'a certificate has a damaged extension, or one of them twice',
  };
  for (const [name, sentence] of Object.entries(words)) {
    assert.equal(await signature(BAD_SIGNATURES[name]), sentence, name);
  }
  assert.equal(await signature(STAMPED['of another signature']),
    'its timestamp: it is the timestamp of another signature');
  assert.equal(await token(BAD_TOKENS['before its certificate']),
    "its signer's certificate was not valid at its time");
});

test('a timestamp in a signature is one of that signature', async () => {
  const {timestamp} = await readSignedData(STAMPED.whole, MESSAGE);
  assert.deepEqual(timestamp,
    {authority: 'Test School', time: Date.UTC(2026, 10, 23, 17, 0, 1) / 1000});
  assert.equal(await signature(STAMPED['of no token']),
    'its timestamp: it is no signed timestamp');
});

test("the first version's signatures and OpenSSL's timestamps", async () => {
  assert.equal(await signature(vector('cms-corpus/signed.der')), 'accepted');
  const {timestamp} = await readSignedData(vector('cms-corpus/timestamped.der'), MESSAGE);
  assert.ok(timestamp && timestamp.authority);
  assert.equal(await token(vector('cms-corpus/token.der')),
    'a certificate in it lacks its issuer');
});

/** No bit of it can be changed. @param {Uint8Array} bytes
 * @param {(bytes: Uint8Array) => Promise<string>} read */
async function holds(bytes, read) {
  const bent = bytes.slice();
  for (let at = 0; at < bent.length; ++at) {
    const bit = 1 << (at % 8);
    bent[at] ^= bit;
    assert.notEqual(await read(bent), 'accepted', `byte ${at}`);
    bent[at] ^= bit;
  }
  for (let at = 0; at < bytes.length; at += 5) {
    assert.notEqual(await read(bytes.subarray(0, at)), 'accepted', `${at} bytes`);
    const longer = concat(bytes.subarray(0, at), Uint8Array.of(0), bytes.subarray(at));
    assert.notEqual(await read(longer), 'accepted', `a byte at ${at}`);
  }
  assert.equal(await read(bent), 'accepted');
}

test('no flipped bit, no byte less or more in a signature with its timestamp',
  () => holds(vector('cms-corpus/timestamped.der'), signature));

for (const name of ['of P-256', 'of RSA']) {
  test(`nor in a timestamp ${name}`, () => holds(GOOD_TOKENS[name], token));
}

test('what is too large is not looked into', async () => {
  assert.equal(await signature(new Uint8Array(128 * 1024 + 1)), 'it is larger than 128 KB');
  assert.equal(await token(new Uint8Array(32 * 1024 + 1)), 'it is larger than 32 KB');
  assert.equal(await token(BAD_TOKENS['a large one']), 'it is larger than 32 KB');
});

test('the message is the digest of what was signed', async () => {
  const other = await sha256(new Uint8Array(0));
  assert.equal(await why(() => readSignedData(GOOD_SIGNATURES['by itself'], other)),
    'it was made over other bytes');
});
