// SPDX-License-Identifier: Apache-2.0
//
// Whether the field's own library sees in our status lists what we mark there.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';

import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus, createCredential, createList, decodeList}
  from '@digitalbazaar/vc-bitstring-status-list';
import canonicalize from 'canonicalize';

import {didDocument, makeLoader} from './loader.mjs';
import {makeRandom, runTool} from './tool.mjs';

const kKeyId = 'key-2026-01';
const kBits = 131_072;
const kIndex = 94567;
const kSite = 'https://verify.school.example/';
const kHour = 3_600_000;
let publicKey;

const tool = (args, lines) => runTool(args, lines, process.env.STATUS_TOOL);

// The library judges lists by the real clock.
function time(hoursFromNow) {
  return new Date(Date.now() + hoursFromNow * kHour).toISOString().replace(/\.\d+/, '');
}

function makeRecord(index) {
  return JSON.parse(tool(['record', String(index)])[0]);
}

function makeStatusList(indexes, {purpose = 'revocation', from = -1, until = 24} = {}) {
  const args = ['list', purpose, time(from), time(until), ...indexes.map(String)];
  return JSON.parse(tool(args)[0]);
}

// verify is what any verifier does: the record, its issuer's key, and the list that the
// record names, from where the record says it is.
async function verify(record, list, {at = record.credentialStatus.statusListCredential} = {}) {
  const load = makeLoader([didDocument(record.issuer.id, kKeyId, publicKey)]);
  return vc.verifyCredential({
    credential: record,
    suite: new DataIntegrityProof({cryptosuite}),
    checkStatus,
    documentLoader: url =>
      list && url === at ? {contextUrl: null, documentUrl: url, document: list} : load(url),
    now: new Date(record.validFrom),
  });
}

function isSet(result) {
  assert.ok(result.verified, String(result.error ?? result.statusResult?.error));
  assert.equal(result.statusResult.results.length, 1);
  return result.statusResult.results[0].status;
}

function assertRefused(result, pattern) {
  assert.equal(result.verified, false);
  assert.match(String(result.statusResult.error), pattern);
}

before(() => {
  [publicKey] = tool(['key']);
});

test('a list is where the record says', () => {
  const record = makeRecord(kIndex);
  const list = makeStatusList([]);
  assert.equal(list.id, `${kSite}status/revocation/0`);
  assert.equal(record.credentialStatus.statusListCredential, list.id);
  assert.equal(list.issuer, record.issuer.id);
});

test('a revoked record is seen as revoked', async () => {
  assert.equal(isSet(await verify(makeRecord(kIndex), makeStatusList([kIndex]))), true);
});

test('a record that is not revoked is seen as such', async () => {
  const record = makeRecord(kIndex);
  assert.equal(isSet(await verify(record, makeStatusList([]))), false);
  const neighbours = makeStatusList([kIndex - 1, kIndex + 1, 7, kBits - 1 - kIndex]);
  assert.equal(isSet(await verify(record, neighbours)), false);
});

test('the first and the last place are where both expect them', async () => {
  const list = makeStatusList([0, kBits - 1]);
  for (const [index, revoked] of [[0, true], [1, false], [kBits - 2, false],
    [kBits - 1, true]]) {
    assert.equal(isSet(await verify(makeRecord(index), list)), revoked, String(index));
  }
});

test('a list with a changed signature is refused', async () => {
  const list = makeStatusList([kIndex]);
  const value = list.proof[0].proofValue;
  const other = value[20] === 'a' ? 'b' : 'a';
  list.proof[0].proofValue = value.slice(0, 20) + other + value.slice(21);
  assertRefused(await verify(makeRecord(kIndex), list), /not verified/);
});

test('a list with other bits than were signed is refused', async () => {
  const revoked = makeStatusList([kIndex]);
  const clean = makeStatusList([]);
  revoked.credentialSubject.encodedList = clean.credentialSubject.encodedList;
  assertRefused(await verify(makeRecord(kIndex), revoked), /not verified/);
});

test('a list of another purpose is refused in its place', async () => {
  const list = makeStatusList([], {purpose: 'suspension'});
  assertRefused(await verify(makeRecord(kIndex), list), /purpose/);
});

test('an outdated list is refused', async () => {
  const list = makeStatusList([], {from: -48, until: -24});
  assertRefused(await verify(makeRecord(kIndex), list), /not verified/);
});

test('a missing list is no good status', async () => {
  assertRefused(await verify(makeRecord(kIndex), null), /Could not load/);
});

test('every bit of a list decodes alike', async () => {
  const random = makeRandom(17);
  for (const count of [0, 1, 1311, 8000]) {
    const indexes = new Set();
    while (indexes.size < count) indexes.add(random.below(kBits));
    const {encodedList} = makeStatusList([...indexes]).credentialSubject;
    const list = await decodeList({encodedList});
    assert.equal(list.length, kBits);
    for (let i = 0; i < kBits; ++i) {
      if (list.getStatus(i) !== indexes.has(i)) assert.fail(`${i} of ${count}`);
    }
  }
});

// signByLibrary has the library make the list that we would have made.
async function signByLibrary(indexes, keyPair) {
  const list = await createList({length: kBits});
  for (const index of indexes) list.setStatus(index, true);
  const id = `${kSite}status/revocation/0`;
  const issuer = 'did:web:verify.school.example';
  const validFrom = time(-1);
  const credential = {
    ...await createCredential({id, list, statusPurpose: 'revocation'}),
    issuer, validFrom, validUntil: time(24),
  };
  const suite = new DataIntegrityProof({
    signer: {...keyPair.signer(), id: `${issuer}#${kKeyId}`}, cryptosuite, date: validFrom,
  });
  const signed = await vc.issue({credential, suite, documentLoader: makeLoader()});
  return canonicalize({...signed, proof: [signed.proof].flat()});
}

test('lists of the library are read here', async () => {
  const keyPair = await Ed25519Multikey.generate();
  const {publicKeyMultibase} = await keyPair.export({publicKey: true});
  const lines = [];
  for (const indexes of [[], [0], [5, 4000, kIndex, kBits - 1]]) {
    lines.push(await signByLibrary(indexes, keyPair));
  }
  const read = tool(['read', publicKeyMultibase], lines).map(line => JSON.parse(line));
  assert.deepEqual(read, [
    {set: 0, indexes: []},
    {set: 1, indexes: [0]},
    {set: 4, indexes: [5, 4000, kIndex, kBits - 1]},
  ]);
  for (const answer of tool(['read', publicKey], lines)) {
    assert.deepEqual(JSON.parse(answer), {error: 'the signature does not verify'});
  }
});
