// SPDX-License-Identifier: Apache-2.0
//
// What the programs say of records and of JSON, and what the page says, side by side.
// Needs RECORD_TOOL, the program of tests/interop.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {test} from 'node:test';

import {textOf, unbase58, utf8} from '../../../src/web/base/bytes.js';
import {canonicalJson} from '../../../src/web/json/canonical.js';
import {parseJson} from '../../../src/web/json/parse.js';
import {canonicalNQuads} from '../../../src/web/record/rdf.js';
import {SignedRecord} from '../../../src/web/record/record.js';
import {makeRandom, wordsOf} from './support.js';

/** @typedef {ReturnType<typeof makeRandom>} Random */

const TOOL = process.env.RECORD_TOOL ?? '';
const skip = TOOL === '' && 'RECORD_TOOL names no program';

/** @param {string[]} args @param {(string | Uint8Array)[]} lines on its input
 * @returns {string[]} lines of its output */
function run(args, lines = []) {
  const input = Buffer.concat(lines.map((line) => Buffer.from([...Buffer.from(line), 10])));
  const result = spawnSync(TOOL, args, {input, encoding: 'utf8', maxBuffer: 1 << 28});
  assert.equal(result.status, 0, result.stderr);
  return result.stdout.split('\n').slice(0, -1);
}

function signingKey() {
  const [multikey] = run(['key']);
  return {multikey, key: (unbase58(multikey.slice(1)) ?? new Uint8Array()).subarray(2)};
}

/** @param {Uint8Array} bytes @param {Uint8Array} key as the tool answers */
async function verify(bytes, key) {
  try {
    const record = await SignedRecord.parse(bytes);
    return await record.verifySignature(key) ? {holder: record.credential.holderName}
      : {error: 'the signature does not verify'};
  } catch (error) {
    return {error: wordsOf(error)};
  }
}

/** Of what is no JSON the programs say more, and may find another fault first.
 * @param {{error?: string}} ours @param {{error?: string}} theirs @param {string} what */
function agree(ours, theirs, what) {
  if (/syntax error/.test(theirs.error ?? '')) assert.ok(ours.error !== undefined, what);
  else assert.deepEqual(ours, theirs, what);
}

/** @param {Uint8Array[]} records @returns {Promise<number>} how many were taken */
async function compare(records) {
  const {multikey, key} = signingKey();
  let taken = 0;
  for (const [i, answer] of run(['verify', multikey], records).entries()) {
    const ours = await verify(records[i], key);
    const theirs = JSON.parse(answer);
    agree(ours, theirs, textOf(records[i]) ?? String(i));
    taken += ours.holder === undefined ? 0 : 1;
  }
  return taken;
}

test('records as awkward as the profile allows are taken', {skip}, async () => {
  const records = run(['generate', '20261126', '400']);
  assert.equal(await compare(records.map(utf8)), 400);
  const documents = records.map((record) => ({...JSON.parse(record), proof: []}));
  const answers = run(['canonize'], documents.map(({proof, ...document}) =>
    JSON.stringify({...document, ...(proof.length > 0 && {proof})})));
  for (const [i, {proof, ...document}] of documents.entries()) {
    assert.equal(await canonicalNQuads(document), JSON.parse(answers[i]).text);
    assert.equal(proof.length, 0);
  }
});

/** @type {unknown[]} */
const VALUES = [null, true, 0, 1.25, -1, 10000.25, 1e21, '', 'x', ' x', 'x\t', 'a\u0001',
  'e\u0301', 'A\u030a', '\u202e', '\ufdd0', '\u{1ffff}', '7.00', '7.5', '10000', '10000.25',
  '131071', '131072', '4294967296', '01', '2026-11-20T00:00:00Z', '2026-11-20T00:00:01Z',
  '0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '0000-01-01T00:00:00Z', 'en', 'en-us',
  'zh-Hant-TW', 'A.b_c-9', 'a.', 'é'.repeat(151), 'é'.repeat(150), 'x'.repeat(4001), [],
  {}, ['x'],
  'ext:CertificateOfAttendance', 'ext:ParticipationCertificate', 'https://a.example/',
  'https://verify.school.example/status/revocation/4294967295', 'toString', '__proto__',
  'did:web:verify.school.example#key-2', 'Completed', `sha256$${'0'.repeat(64)}`];

/** Changes one member or element somewhere. @param {any} value @param {Random} random */
function change(value, random) {
  const keys = Object.keys(value);
  const key = random.pick(keys);
  const member = value[key];
  const isNode = typeof member === 'object' && member !== null;
  if (isNode && Object.keys(member).length > 0 && random.below(8) > 0) {
    change(member, random);
  } else if (random.below(5) === 0) {
    if (Array.isArray(value)) value.splice(Number(key), 1);
    else delete value[key];
  } else if (random.below(12) === 0) {
    if (Array.isArray(value)) value.push(value[0]);
    else value[random.pick(['extra', 'salt', '__proto_', 'toString', 'id'])] = 'x';
  } else {
    value[key] = random.pick(VALUES);
  }
}

test('changed records are judged alike', {skip}, async () => {
  const random = makeRandom(1);
  const records = run(['generate', '7', '40']);
  const changed = Array.from({length: 2000}, () => {
    const document = JSON.parse(random.pick(records));
    change(document, random);
    return utf8(canonicalJson(document));
  });
  assert.ok(await compare(changed) < 2000);
});

// Signed after the change: whatever else the profile allows is taken by both.
test('changed records that are signed again are judged alike', {skip}, async () => {
  const random = makeRandom(2);
  const records = run(['generate', '8', '200']).map((record) => JSON.parse(record));
  const method = 'did:web:verify.school.example#key-2026-01';
  const documents = Array.from({length: 2000}, () => {
    const {proof, ...document} = structuredClone(random.pick(
      records.filter(({issuer}) => method.startsWith(`${issuer.id}#`))));
    assert.equal(proof.length, 1);
    change(document, random);
    return JSON.stringify(document);
  });
  const signed = run(['sign', method], documents).map((line) => JSON.parse(line));
  const taken = await compare(signed.filter(({error}) => !error)
    .map((document) => utf8(canonicalJson(document))));
  assert.ok(taken > 30, String(taken));
});

test('records with other bytes are judged alike', {skip}, async () => {
  const random = makeRandom(3);
  const records = run(['generate', '9', '40']);
  const changed = Array.from({length: 2000}, () => {
    const bytes = utf8(random.pick(records));
    for (let n = 1 + random.below(2); n > 0; --n) {
      const byte = random.below(2) === 0 ? random.below(256)
        : ' "\\{}[],:0123456789eE.-+utfn\t\u0000'.charCodeAt(random.below(31));
      bytes[random.below(bytes.length)] = byte === 10 ? 13 : byte;
    }
    return bytes;
  });
  await compare(changed);
});

const PIECES = ['{', '}', '[', ']', ',', ':', '"', '"a"', '"b"', '"\\u0061"', '"\\ud83d"',
  '"\\ud83d\\ude00"', '"é😀"', '"\\n"', '"\\x"', '0', '-0', '-', '1', '01', '1.', '.5',
  '1.5', '1e5', '1E+400', '1e-400', '9007199254740993', '10000000000000000', '1e21',
  'true', 'false', 'null', 'nul', ' ', '\t', '\r', '\u00a0', '\ufeff', '//',
  '"__proto__"', '[]', '{}', '\x7f'];

/** JSON, or nearly. @param {Random} random @param {number} depth @returns {string} */
function nearlyJson(random, depth = 0) {
  const item = () => nearlyJson(random, depth + 1);
  const count = random.below(4);
  const kind = depth > 3 ? 3 : random.below(5);
  if (random.below(25) === 0) return random.pick(PIECES) + random.pick(PIECES);
  if (kind === 0) return `[${Array.from({length: count}, item).join(',')}]`;
  if (kind > 1) return random.pick(PIECES.slice(7));
  return `{${Array.from({length: count}, () =>
    `"${random.pick(['a', 'b', 'c', '\\u0061', '10', '9', 'é', '\ufb33', '😀'])}":${item()}`)
    .join(',')}}`;
}

test('JSON is judged alike, and printed alike', {skip}, () => {
  const random = makeRandom(4);
  const texts = Array.from({length: 20_000}, () => nearlyJson(random));
  let taken = 0;
  for (const [i, answer] of run(['jcs'], texts).entries()) {
    /** @type {{text?: string, error?: string}} */
    let ours;
    try {
      ours = {text: canonicalJson(parseJson(utf8(texts[i])))};
      taken += 1;
    } catch (error) {
      ours = {error: wordsOf(error)};
    }
    const theirs = JSON.parse(answer);
    agree(ours, theirs, texts[i]);
  }
  assert.ok(taken > 4000 && taken < 16_000, String(taken));
});
