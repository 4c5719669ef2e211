// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {before, test} from 'node:test';

import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import Ajv2019 from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import canonicalize from 'canonicalize';
import jsonld from 'jsonld';

import {didDocument, makeLoader, readJson} from './loader.mjs';
import {hostileText, makeRandom, runTool} from './tool.mjs';

const kRecords = 400;
const kKeyId = 'key-2026-01';
let records;

before(() => {
  records = runTool(['generate', '20261123', String(kRecords)]);
});

function canonicalByJsonld(document) {
  return jsonld.canonize(document, {
    algorithm: 'RDFC-1.0',
    format: 'application/n-quads',
    documentLoader: makeLoader(),
    safe: true,
  });
}

function withoutProof(record) {
  const {proof, ...document} = JSON.parse(record);
  assert.equal(proof.length, 1);
  return document;
}

async function verifyByLibrary(credential, publicKey) {
  return vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader: makeLoader([didDocument(credential.issuer.id, kKeyId, publicKey)]),
    checkStatus: async () => ({verified: true}),
    now: new Date(credential.validFrom),
  });
}

test('records: canonical form equals jsonld.js', async () => {
  const documents = records.map(withoutProof);
  const ours = runTool(['canonize'], documents.map(d => JSON.stringify(d)));
  assert.equal(ours.length, kRecords);
  for (const [i, document] of documents.entries()) {
    assert.deepEqual(JSON.parse(ours[i]), {text: await canonicalByJsonld(document)});
  }
});

// Any string and number JSON can hold, also what no record may.
function hostileDocument(random) {
  const text = () => hostileText(random);
  const numbers = [0, -0, 1, -7, 15.75, 0.25, 1e-5, 123456.789, -0.1, 2 ** 53, 1 / 3];
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ],
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: text(),
    issuer: {id: 'did:web:school.example', type: ['Profile'], name: text(), url: text()},
    credentialSubject: {
      type: ['AchievementSubject'],
      identifier: [0, 1, 2].map(i => ({
        type: 'IdentityObject', hashed: random.below(2) === 0, identityHash: text() + i,
        identityType: 'name',
      })),
      creditsEarned: random.pick(numbers),
      achievement: {
        id: 'https://school.example/a', type: 'Achievement', name: text(),
        creditsAvailable: random.pick(numbers), tag: [text(), text(), text(), 'x', 'x'],
        criteria: {narrative: text()}, alignment: [],
      },
    },
  };
}

// The two orders of sorting can only differ where both kinds of characters occur.
function ordersMayDiffer(tags) {
  const all = tags.join('');
  return /[\u{10000}-\u{10ffff}]/u.test(all) && /[\ue000-\uffff]/u.test(all);
}

test('hostile documents: canonical form equals jsonld.js, or is refused', async () => {
  const random = makeRandom(7);
  const documents = Array.from({length: 500}, () => hostileDocument(random));
  const ours = runTool(['canonize'], documents.map(d => JSON.stringify(d)));
  let equal = 0;
  for (const [i, document] of documents.entries()) {
    const answer = JSON.parse(ours[i]);
    if (answer.error) {
      assert.match(answer.error, /readers sort differently/);
      assert.ok(ordersMayDiffer(document.credentialSubject.achievement.tag));
    } else {
      assert.equal(answer.text, await canonicalByJsonld(document));
      ++equal;
    }
  }
  assert.ok(equal >= 300, `${equal} compared`);
});

test('records verify in @digitalbazaar/vc', async () => {
  const [publicKey] = runTool(['key']);
  for (const record of records.slice(0, 60)) {
    const result = await verifyByLibrary(JSON.parse(record), publicKey);
    assert.ok(result.verified, String(result.error));
  }
});

test('changed records do not verify in @digitalbazaar/vc', async () => {
  const [publicKey] = runTool(['key']);
  for (const record of records.slice(0, 10)) {
    const credential = JSON.parse(record);
    credential.credentialSubject.identifier[0].identityHash += 'x';
    const result = await verifyByLibrary(credential, publicKey);
    assert.equal(result.verified, false);
    assert.match(result.results[0].error.message, /Invalid signature/);
  }
});

test('documents signed as the general proof is verify in @digitalbazaar/vc', async () => {
  const [publicKey] = runTool(['key']);
  const document = withoutProof(records[0]);
  const [signed] = runTool(['sign', `${document.issuer.id}#${kKeyId}`],
    [JSON.stringify(document)]);
  const result = await verifyByLibrary(JSON.parse(signed), publicKey);
  assert.ok(result.verified, String(result.error));
});

// signByLibrary has @digitalbazaar/vc issue the same credential under a key of its own.
async function signByLibrary(document, keyPair) {
  const suite = new DataIntegrityProof({
    signer: {...keyPair.signer(), id: `${document.issuer.id}#${kKeyId}`},
    cryptosuite,
    date: document.validFrom,
  });
  const signed = await vc.issue({
    credential: document, suite, documentLoader: makeLoader(),
    now: new Date(document.validFrom),
  });
  return {...signed, proof: [signed.proof].flat()};
}

test('records of @digitalbazaar/vc verify here', async () => {
  const keyPair = await Ed25519Multikey.generate();
  const {publicKeyMultibase} = await keyPair.export({publicKey: true});
  const lines = [];
  for (const record of records.slice(0, 60)) {
    lines.push(canonicalize(await signByLibrary(withoutProof(record), keyPair)));
  }
  const answers = runTool(['verify', publicKeyMultibase], lines).map(a => JSON.parse(a));
  assert.equal(answers.length, lines.length);
  for (const [i, answer] of answers.entries()) {
    const [name] = JSON.parse(lines[i]).credentialSubject.identifier;
    assert.deepEqual(answer, {holder: name.identityHash});
  }
  const [stranger] = runTool(['key']);
  for (const answer of runTool(['verify', stranger], lines)) {
    assert.deepEqual(JSON.parse(answer), {error: 'the signature does not verify'});
  }
});

test('records validate against the published JSON Schema', () => {
  const ajv = new Ajv2019({strict: false, allErrors: true});
  addFormats(ajv);
  const validate = ajv.compile(
    readJson('tests/vectors/open-badges/ob_v3p0_achievementcredential_schema.json-ld.json'));
  for (const record of records) {
    assert.ok(validate(JSON.parse(record)), JSON.stringify(validate.errors));
  }
  const credential = JSON.parse(records[0]);
  delete credential.credentialSubject.achievement.criteria;
  assert.equal(validate(credential), false);
});

function hostileNumber(random) {
  const view = new DataView(new ArrayBuffer(8));
  for (;;) {
    view.setUint32(0, random.bits());
    view.setUint32(4, random.bits());
    const value = random.below(3) ? view.getFloat64(0) : random.bits() / 2 ** random.below(40);
    // Integers that are printed in full beyond 2^53 are refused on reading.
    const inexact = Number.isInteger(value) && Math.abs(value) > 2 ** 53;
    if (Number.isFinite(value) && !(inexact && Math.abs(value) < 1e21)) return value;
  }
}

function hostileValue(random, depth) {
  switch (random.below(depth > 3 ? 4 : 6)) {
    case 0: return hostileText(random);
    case 1: return hostileNumber(random);
    case 2: return random.pick([true, false, null]);
    case 3: return random.pick(['', 0, [], {}]);
    case 4: return Array.from({length: random.below(6)}, () => hostileValue(random, depth + 1));
    default: return Object.fromEntries(Array.from({length: random.below(8)},
      () => [hostileText(random, 3), hostileValue(random, depth + 1)]));
  }
}

test('RFC 8785 bytes equal npm canonicalize', () => {
  const random = makeRandom(8785);
  const values = Array.from({length: 2000}, () => hostileValue(random, 0));
  const ours = runTool(['jcs'], values.map(v => JSON.stringify(v)));
  for (const [i, value] of values.entries()) {
    assert.deepEqual(JSON.parse(ours[i]), {text: canonicalize(value)});
  }
  assert.deepEqual(records, records.map(r => canonicalize(JSON.parse(r))));
});
