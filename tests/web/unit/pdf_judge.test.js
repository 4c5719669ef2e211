// SPDX-License-Identifier: Apache-2.0
//
// The page's readers and the C++ readers on the same files: the same decision, by the same
// rule, in the same words. PDF_JUDGE is the path of pdf_judge.cc's program; without it
// there is nothing to compare with.
import './support.js';
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fromLatin1, latin1, unbase64} from '../../../src/web/base/bytes.js';
import {
  BAD_SIGNATURES, BAD_TOKENS, GOOD_SIGNATURES, GOOD_TOKENS, STAMPED,
} from '../support/cms_cases.js';
import {judge, judgedByCpp} from '../support/judge.js';
import {BENT, BENT_LAYOUTS, GOOD, bentPdf, blindly} from '../support/pdf_cases.js';
import {SamplePdf, sampleSigner, signed} from '../support/sample_pdf.js';
import {makeRandom, vector, vectorJson, vectorsIn} from '../support/vectors.js';

/** @typedef {import('../support/judge.js').Case} Case */

const skip = !process.env.PDF_JUDGE && 'PDF_JUDGE is not set';
const random = makeRandom(20261126);

/** @param {Case[]} cases */
async function agree(cases) {
  const judged = judgedByCpp(cases);
  for (const [i, each] of cases.entries()) {
    assert.deepEqual(await judge(each), judged[i], each.name);
  }
}

test('bent certificates, each signed', {skip}, async () => {
  const signer = await sampleSigner();
  const names = [GOOD, BENT, BENT_LAYOUTS].flatMap((each) => Object.keys(each));
  /** @type {Case[]} */
  const cases = [];
  for (const name of names) {
    cases.push({name, kind: 'pdf', bytes: await bentPdf(name, signer)});
  }
  await agree(cases);
});

test('the corpus, and every attack on a certificate', {skip}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'certseal-judge-'));
  try {
    spawnSync(process.env.PDF_JUDGE ?? '', ['--samples', directory]);
    const files = readdirSync(directory);
    assert.ok(files.length > 80);
    await agree([
      ...files.map((name) => /** @type {Case} */ (
        {name, kind: 'pdf', bytes: new Uint8Array(readFileSync(join(directory, name)))})),
      ...vectorsIn('pdf-corpus', '.pdf').map((name) => /** @type {Case} */ (
        {name, kind: 'pdf', bytes: vector(`pdf-corpus/${name}`)})),
    ]);
  } finally {
    rmSync(directory, {recursive: true});
  }
});

test('blind edits of a certificate', {skip}, async () => {
  const text = latin1(vector('pdf-corpus/signed.pdf'));
  await agree(Array.from({length: 1500}, (_, i) => (
    {name: `edit ${i}`, kind: 'pdf', bytes: fromLatin1(blindly(text, random))})));
});

test('blind edits that are signed', {skip}, async () => {
  const signer = await sampleSigner();
  /** @type {Case[]} */
  const cases = [];
  for (let i = 0; i < 600; ++i) {
    const pdf = new SamplePdf();
    const which = random(pdf.bodies.length);
    pdf.bodies[which] = blindly(pdf.bodies[which], random);
    cases.push({name: `edit ${i}`, kind: 'pdf', bytes: await signed(pdf.layout(), signer)});
  }
  await agree(cases);
});

/** @param {Case['kind']} kind @param {Record<string, Uint8Array>} encodings */
const casesOf = (kind, encodings) => Object.entries(encodings).map(
  ([name, bytes]) => /** @type {Case} */ ({name, kind, bytes}));

test('signatures and timestamps', {skip}, async () => {
  const corpus = ['signed', 'timestamped', 'token'].map((name) =>
    [name, vector(`cms-corpus/${name}.der`)]);
  await agree([GOOD_SIGNATURES, BAD_SIGNATURES, STAMPED, Object.fromEntries(corpus)]
    .flatMap((each) => casesOf('cms', each)));
  await agree([GOOD_TOKENS, BAD_TOKENS, Object.fromEntries(corpus)]
    .flatMap((each) => casesOf('timestamp', each)));
});

/** A few random bytes put into others. @param {Uint8Array} bytes */
function damaged(bytes) {
  const copy = bytes.slice();
  for (let edits = 1 + random(2); edits > 0; --edits) {
    copy[random(copy.length)] = random(256);
  }
  return copy;
}

/** @returns {Case[]} */
function certificates() {
  return [
    ...['pkits', 'pyca'].flatMap((file) => Object.entries(
      vectorJson(`x509-suite/${file}.json`)).map(([name, base64]) => /** @type {Case} */ (
      {name, kind: 'x509', bytes: unbase64(base64) ?? new Uint8Array(0)}))),
    ...vectorsIn('x509-suite/der', 'r').map((name) => /** @type {Case} */ (
      {name, kind: 'x509', bytes: vector(`x509-suite/der/${name}`)})),
  ];
}

// Keys of DSA, of a curve without a name, and of RSA-PSS alone: no WebCrypto has them.
const OTHER_KEYS = ['custom/ec_no_named_curve.pem', 'custom/rsa_pss_cert.pem',
  'custom/dsa_selfsigned_ca.pem'];

test('published certificates', {skip}, async () => {
  const cases = certificates();
  const judged = judgedByCpp(cases);
  for (const [i, each] of cases.entries()) {
    const ours = await judge(each);
    // A name without a common name may hold what has no short name here.
    const expected = {...judged[i], ...(/^C = /.test(ours.name) && {name: ours.name}),
      ...(OTHER_KEYS.includes(each.name) && {selfSigned: false})};
    assert.deepEqual(ours, expected, each.name);
  }
});

test('of damaged certificates and signatures none more is accepted', {skip}, async () => {
  const whole = [...certificates(), ...casesOf('cms', {...GOOD_SIGNATURES, ...STAMPED}),
    ...casesOf('timestamp', GOOD_TOKENS)];
  const cases = whole.flatMap((each) =>
    Array.from({length: 60}, () => ({...each, bytes: damaged(each.bytes)})));
  let more = 0;
  for (const [i, theirs] of judgedByCpp(cases).entries()) {
    const ours = await judge(cases[i]);
    const bytes = Buffer.from(cases[i].bytes).toString('base64');
    assert.ok(ours.refused || !theirs.refused, `${cases[i].name}: ${bytes}`);
    if (ours.refused && !theirs.refused) ++more;
  }
  assert.ok(more < cases.length / 100, `${more} more are refused here`);
});
