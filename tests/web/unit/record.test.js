// SPDX-License-Identifier: Apache-2.0
//
// What is a record, and what must never be taken for one, or for the one that was signed.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {equal, textOf, unbase58, utf8} from '../../../src/web/base/bytes.js';
import {rfc3339} from '../../../src/web/base/date.js';
import {SiteAddress} from '../../../src/web/base/site_address.js';
import {VerifierKey} from '../../../src/web/crypto/verifier_key.js';
import {canonicalJson} from '../../../src/web/json/canonical.js';
import {claimedIssuer} from '../../../src/web/record/claimed_issuer.js';
import {credentialToJson} from '../../../src/web/record/credential_json.js';
import {
  createdAt, keyIdAt, proofHashData, signatureAt, withProof,
} from '../../../src/web/record/proof.js';
import {canonicalNQuads} from '../../../src/web/record/rdf.js';
import {SignedRecord} from '../../../src/web/record/record.js';
import {SealFacts} from '../../../src/web/record/seal.js';
import {bent, readBytes, readJson, readLine, whyLater} from './support.js';

const GOOD = readBytes('tests/vectors/fixtures/record-v1.json');
const TEXT = /** @type {string} */ (textOf(GOOD));
const KEY = /** @type {Uint8Array} */ (
  unbase58(readLine('tests/vectors/fixtures/record-v1.key').slice(1))).subarray(2);
const NAME = '/credentialSubject/identifier/0/identityHash';

/** @param {string | Uint8Array} bytes */
const whyOf = (bytes) => whyLater(
  () => SignedRecord.parse(typeof bytes === 'string' ? utf8(bytes) : bytes));

/** Why a copy with one change is refused, correctly serialized.
 * @param {(document: any) => void} change */
function whyWith(change) {
  const document = JSON.parse(TEXT);
  change(document);
  return whyOf(canonicalJson(document));
}

/** @param {any} document @param {string} pointer @returns {[any, string]} */
function parentOf(document, pointer) {
  const steps = pointer.slice(1).split('/');
  const last = /** @type {string} */ (steps.pop());
  return [steps.reduce((at, step) => at[step], document), last];
}

/** @param {string} pointer @param {unknown} value */
const whyWithValue = (pointer, value) => whyWith((document) => {
  const [parent, last] = parentOf(document, pointer);
  parent[last] = value;
});

/** @param {any} document @param {string} pointer */
function remove(document, pointer) {
  const [parent, last] = parentOf(document, pointer);
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
}

/** @param {any} value @returns {string[]} pointers to all that is no object or array */
const leaves = (value, at = '') => (typeof value !== 'object' ? [at]
  : Object.entries(value).flatMap(([key, member]) => leaves(member, `${at}/${key}`)));

test('the first version\'s record says what was signed, and verifies', async () => {
  const record = await SignedRecord.parse(GOOD);
  assert.equal(await record.verifySignature(KEY), true);
  assert.ok(equal(record.bytes, GOOD));
  assert.deepEqual([record.keyId, rfc3339(record.created)],
    ['key-2026-01', '2026-11-23T17:00:01Z']);
  const {site, code, issued, email, licence, course, ...rest} = record.credential;
  assert.deepEqual([site.url, code.printed, rfc3339(issued)],
    ['https://verify.school.example/', '7777-7777-7777-7777-777N',
      '2026-11-23T17:00:00Z']);
  assert.deepEqual(rest, {
    schoolName: 'Example School of Aesthetics', documentClass: 'completion',
    holderName: 'Zoë Ångström, BSN, RN', role: 'injector',
    assessment: 'written and practical, passed', didacticHours: 28, handsOnHours: 35,
    credits: 63, started: '2026-11-19', completed: '2026-11-20', expires: '2028-11-20',
    status: {block: 0, index: 94567},
  });
  assert.deepEqual(course, {
    code: 'BDF-201', title: 'Botulinum Toxin Type A and Dermal Fillers',
    description: 'Two-day course', version: '2026.1', language: 'en',
    criteria: 'Attendance, written and practical assessment.', totalHours: 64,
    didacticHours: 28, handsOnHours: 36,
  });
  assert.deepEqual([email?.salt, licence?.salt], ['01'.repeat(16), '02'.repeat(16)]);
  assert.equal(SealFacts.of(record.credential).text, '7777777777777777777N\n' +
    'Zoë Ångström, BSN, RN\nBDF-201\n' +
    'Botulinum Toxin Type A and Dermal Fillers\n2026-11-20\n2028-11-20');
});

test('the canonical form is the published one', async () => {
  const document = readJson('tests/vectors/open-badges/profile-example-unsigned.json');
  const expected = readBytes('tests/vectors/open-badges/profile-example-unsigned.nq');
  assert.equal(await canonicalNQuads(document), textOf(expected));
  const {credential} = await SignedRecord.parse(GOOD);
  const hostile = credentialToJson({
    ...credential, role: 'a"b\\c\b\t\n\f\r\u0001\u007f\u0080é\u{10ffff}',
  });
  assert.ok((await canonicalNQuads(hostile)).includes(
    'html#role> "a\\"b\\\\c\\b\\t\\n\\f\\r\\u0001\\u007F\u0080é\u{10ffff}" .\n'));
});

test('a status list\'s proof is over the form published for it', async () => {
  const {proof: [proof], ...list} = readJson('tests/vectors/fuzz/status/revocation-list');
  const trust = textOf(readBytes('tests/vectors/fuzz/trust/version-1.trust')) ?? '';
  const issuer = await VerifierKey.parse(/^issuer \S+ (\S+)/m.exec(trust)?.[1] ?? '');
  const site = SiteAddress.fromOrigin('verify.school.example');
  const keyId = keyIdAt({proof: [proof]}, site);
  const created = createdAt({proof: [proof]});
  const {value, signature} = signatureAt({proof: [proof]});
  assert.deepEqual(withProof(list, site, keyId, created, value), {...list, proof: [proof]});
  assert.equal(await issuer.verify(
    await proofHashData(list, site, keyId, created), signature), true);
  list.credentialSubject.statusPurpose = 'suspension';
  assert.equal(await issuer.verify(
    await proofHashData(list, site, keyId, created), signature), false);
});

test('no record with a changed bit verifies', async () => {
  let bySignature = 0;
  for (const [i, bytes] of [...bent(GOOD)].entries()) {
    if (i % 5 !== 0) continue; // one bit or two of every byte
    const record = await SignedRecord.parse(bytes).catch(() => null);
    if (!record) continue;
    assert.equal(await record.verifySignature(KEY), false);
    bySignature += 1;
  }
  assert.ok(bySignature > 100 && bySignature < GOOD.length, String(bySignature));
});

test('every truncation is refused', async () => {
  for (let size = 0; size < GOOD.length; ++size) {
    assert.notEqual(await whyOf(GOOD.subarray(0, size)), 'accepted', String(size));
  }
});

// Without these it is another record, which the signature does not fit.
const OPTIONAL = ['/validUntil', '/credentialSubject/creditsEarned',
  '/credentialSubject/activityStartDate'];

test('every missing field is named', async () => {
  for (const pointer of leaves(JSON.parse(TEXT))) {
    const words = await whyWith((document) => remove(document, pointer));
    assert.equal(words === 'accepted', OPTIONAL.includes(pointer), pointer);
  }
  for (const pointer of OPTIONAL) {
    const document = JSON.parse(TEXT);
    remove(document, pointer);
    const record = await SignedRecord.parse(utf8(canonicalJson(document)));
    assert.equal(await record.verifySignature(KEY), false);
  }
  for (const [pointer, words] of [
    ['/issuer/name', 'issuer.name: missing'],
    ['/name', 'name: missing'],
    ['/proof', 'proof[0].verificationMethod: missing'],
    ['/credentialSubject/identifier/0/hashed',
      'credentialSubject.identifier[0].hashed: missing'],
  ]) assert.equal(await whyWith((document) => remove(document, pointer)), words);
});

test('every wrong type is refused', async () => {
  for (const pointer of leaves(JSON.parse(TEXT))) {
    const [parent, last] = parentOf(JSON.parse(TEXT), pointer);
    for (const value of [null, 17.5, true, 'x', [], {}]) {
      if (typeof value === typeof parent[last]) continue;
      assert.notEqual(await whyWithValue(pointer, value), 'accepted', pointer);
    }
  }
});

test('unknown fields and elements are named', async () => {
  for (const [pointer, value, words] of /** @type {[string, unknown, string][]} */ ([
    ['/credentialSubject/score', 97, 'credentialSubject.score: unknown field'],
    ['/evidence', [], 'evidence: unknown field'],
    ['/toString', 'x', 'toString: unknown field'],
    ['/constructor', {}, 'constructor: unknown field'],
    ['/proof/0/expires', '2030-01-01T00:00:00Z', 'proof[0].expires: unknown field'],
    ['/issuer/endorsementJwt', [], 'issuer.endorsementJwt: unknown field'],
    ['/credentialSubject/identifier/0/salt', '00',
      'credentialSubject.identifier[0].salt: unknown field'],
    ['/a\nb', 1, 'a\\nb: unknown field'],
    ['/proof', JSON.parse(TEXT).proof.concat({}), 'proof: must have 1 elements'],
    ['/proof', JSON.parse(TEXT).proof[0], 'proof[0].verificationMethod: missing'],
  ])) assert.equal(await whyWithValue(pointer, value), words);
  assert.notEqual(await whyOf(TEXT.replace('{', '{"__proto__":{"a":1},')), 'accepted');
});

test('derived fields must fit', async () => {
  const site = 'https://verify.school.example/';
  for (const [pointer, value, words] of /** @type {[string, unknown, string][]} */ ([
    ['/id', `${site}#0`, `id: must be "${site}#7777777777777777777N"`],
    ['/name', 'Board certification', 'name: must be "Certificate of Completion: ' +
      'Botulinum Toxin Type A and Dermal Fillers"'],
    ['/issuer/id', 'did:web:other.example',
      'issuer.id: must be "did:web:verify.school.example"'],
    ['/awardedDate', '2026-11-21T00:00:00Z', 'awardedDate: must be "2026-11-20T00:00:00Z"'],
    ['/credentialStatus/statusListIndex', '94568',
      `credentialStatus.id: must be "${site}status/revocation/0#94568"`],
    ['/credentialSubject/identifier/1/hashed', false,
      'credentialSubject.identifier[1].hashed: must be true'],
    ['/@context/1', 'https://x.example/', '@context[1]: must be ' +
      '"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"'],
    ['/proof/0/cryptosuite', 'eddsa-jcs-2022',
      'proof[0].cryptosuite: must be "eddsa-rdfc-2022"'],
  ])) assert.equal(await whyWithValue(pointer, value), words);
});

test('facts must have their form', async () => {
  const subject = 'credentialSubject';
  for (const [pointer, value, words] of /** @type {[string, unknown, string][]} */ ([
    ['/issuer/url', 'http://verify.school.example/',
      'issuer.url: "http://verify.school.example/" is not a web address'],
    ['/validFrom', '2026-11-23T17:00:00+00:00',
      'validFrom: "2026-11-23T17:00:00+00:00" is not a time in UTC'],
    ['/validUntil', '2028-11-20T00:00:01Z', 'validUntil: must be midnight'],
    ['/validUntil', null, 'validUntil: must be a string'],
    [`/${subject}/creditsEarned`, 15.7,
      `${subject}.creditsEarned: must be quarters from 0 to 10000`],
    [`/${subject}/result/0/value`, '7.1',
      `${subject}.result[0].value: "7.1" is not a number of quarter hours`],
    [`/${subject}/result/0/value`, '7.00', `${subject}.result[0].value: must be "7"`],
    [`/${subject}/licenseNumber`, '7K3M',
      `${subject}.licenseNumber: "7K3M" is not a certificate's code`],
    [`/${subject}/achievement/achievementType`, 'License',
      `${subject}.achievement.achievementType: unknown class of document "License"`],
    ['/credentialStatus/statusListIndex', '094567',
      'credentialStatus.statusListIndex: "094567" is not an index'],
    ['/credentialStatus/statusListCredential', 'https://x.example/0',
      'credentialStatus.statusListCredential: "https://x.example/0" is not ' +
      'https://verify.school.example/status/revocation/ and a number'],
    ['/proof/0/verificationMethod', 'did:web:other.example#key-1',
      'proof[0].verificationMethod: must begin with did:web:verify.school.example#'],
    ['/proof/0/verificationMethod', 'did:web:verify.school.example#Key', 'proof[0].' +
      'verificationMethod: "Key" is not a key\'s id: lower-case letters, digits and ' +
      'hyphens'],
    ['/proof/0/created', 'now', 'proof[0].created: "now" is not a time in UTC'],
    ['/proof/0/proofValue', 'z111',
      'proof[0].proofValue: is not "z" and the base58btc of 64 bytes'],
  ])) assert.equal(await whyWithValue(pointer, value), words);
});

test('text outside the profile is refused', async () => {
  const long = 'a'.repeat(301);
  const forbidden = 'holds a character that may not be in it (a control character or a ' +
    'mark of direction)';
  for (const [value, words] of [
    ['', 'is empty'],
    [' a', '" a" begins or ends with a space'],
    ['a\n', '"a\\n" begins or ends with a space'],
    [long, 'has 301 bytes, at most 300 fit'],
    ['é'.repeat(151), 'has 302 bytes, at most 300 fit'],
    ['e\u0308', '"e\u0308" is not in Unicode\'s normalization form C'],
    ['A\u202eB', `"A\\u{202e}B" ${forbidden}`],
  ]) assert.equal(await whyWithValue(NAME, value), `holder name: ${words}`);
  for (const c of ['\0', '\x1f', '\x7f', '\x9f', '\u061c', '\u200e', '\u200f', '\u2028',
    '\u202a', '\u2066', '\u2069', '\ufeff', '\ufffe', '\uffff', '\ufdd0', '\ufdef',
    '\u{1fffe}', '\u{10ffff}']) {
    assert.ok((await whyWithValue(NAME, `A${c}B`)).endsWith(forbidden), escape(c));
  }
  for (const c of ['\u00a0', '\u00ad', '\u200d', '\u2027', '\u202f', '\u2065', '\ufdcf',
    '\ufdf0', '\ufffd', '\u{1fffd}', '\ue000', 'é', '漢']) {
    assert.equal(await whyWithValue(NAME, `A${c}B`), 'accepted', escape(c));
  }
});

test('fields must fit each other and the profile', async () => {
  const achievement = '/credentialSubject/achievement';
  for (const [pointer, value, words] of /** @type {[string, unknown, string][]} */ ([
    ['/credentialSubject/activityStartDate', '2026-11-21T00:00:00Z',
      'the course is completed before it starts'],
    ['/validUntil', '2026-11-19T00:00:00Z',
      'the certificate expires before the course is completed'],
    ['/credentialStatus/statusListIndex', '131072',
      'status index: 131072 is not below 131072'],
    ['/credentialSubject/identifier/1/salt', '00', 'e-mail: the salt is not 32 hex digits'],
    ['/credentialSubject/identifier/2/identityHash', 'sha256$00',
      'licence: the hash is not "sha256$" and 64 hex digits'],
    [`${achievement}/humanCode`, '.a',
      'course code: ".a" is not 1 to 40 letters, digits, "-", "_" and "."'],
    [`${achievement}/inLanguage`, 'en-us',
      'course language: "en-us" is not a language as en or pt-BR'],
  ])) assert.equal(await whyWithValue(pointer, value), words);
  for (const code of ['a.', '', 'a b', 'ä', 'a'.repeat(41)]) {
    assert.match(await whyWithValue(`${achievement}/humanCode`, code), /^course code:/);
  }
  for (const language of ['e', 'EN', 'english', 'en-', 'en-Latn-', 'en-US-Latn', 'en-1']) {
    assert.match(await whyWithValue(`${achievement}/inLanguage`, language),
      /^course language:/);
  }
  for (const language of ['en', 'haw', 'pt-BR', 'zh-Hant-TW', 'es-419', 'sr-Cyrl']) {
    assert.equal(await whyWithValue(`${achievement}/inLanguage`, language), 'accepted');
  }
});

test('the same facts in other bytes are refused', async () => {
  const words = 'is not written as RFC 8785 says: something has rewritten the file';
  for (const other of [JSON.stringify(JSON.parse(TEXT), null, 1), `${TEXT}\n`, ` ${TEXT}`,
    TEXT.replace('injector', '\\u0069njector'),
    TEXT.replace('"creditsAvailable":16', '"creditsAvailable":16.0'),
    TEXT.replace('"creditsAvailable":16', '"creditsAvailable":1.6e1')]) {
    assert.equal(await whyOf(other), words);
  }
});

test('hostile JSON is refused', async () => {
  assert.equal(await whyOf(TEXT.replace('{', '{"@context":[],')),
    '1:25: the key "@context" stands twice in one object');
  assert.equal(await whyOf(' '.repeat(32 * 1024 + 1)), 'larger than 32768 bytes');
  assert.equal(await whyOf('['.repeat(30_000)), '1:9: nested too deeply');
  assert.equal(await whyOf(`[${'0,'.repeat(1000)}0]`), '1:401: too many values');
  for (const other of ['', 'null', '[]', '{}', '0', '"x"', '\ufeff{}', `${TEXT}{}`]) {
    assert.notEqual(await whyOf(other), 'accepted', other);
  }
});

test('a record names its school before it is trusted', () => {
  assert.deepEqual(claimedIssuer(GOOD), {
    did: 'did:web:verify.school.example', name: 'Example School of Aesthetics',
    method: 'did:web:verify.school.example#key-2026-01',
  });
  const none = {did: '', name: '', method: ''};
  for (const other of ['', 'x', '[]', '{"issuer":"did:web:x"}', '{"issuer":{"id":1}}',
    '{"issuer":[],"proof":{}}', '{"proof":[]}']) {
    assert.deepEqual(claimedIssuer(utf8(other)), none, other);
  }
  assert.equal(claimedIssuer(utf8('{"issuer":{"id":"did:web:x"}}')).did, 'did:web:x');
});
