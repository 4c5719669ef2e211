// SPDX-License-Identifier: Apache-2.0
import './support.js';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromLatin1, hex, latin1, utf8} from '../../../src/web/base/bytes.js';
import {readCertificatePdf} from '../../../src/web/pdf/certificate_pdf.js';
import {salvageRecords, salvageSigners} from '../../../src/web/pdf/salvage.js';
import {RECORD, SamplePdf, deflated, embeddedFile} from '../support/sample_pdf.js';
import {vector} from '../support/vectors.js';

const certificate = vector('pdf-corpus/signed.pdf');

/** @param {string} file a character for each byte */
async function recordsIn(file) {
  return (await salvageRecords(fromLatin1(file))).map(latin1);
}

/** @param {string} data @param {string} [end] of the line of the keyword */
const stream = (data, end = '\r\n') => `<< >>\nstream${end}${data}\nendstream\n`;

test('the record of a certificate that was changed', async () => {
  const cases = {
    'an update': `${latin1(certificate)}5 0 obj\nnull\nendobj\n`,
    'its end cut off': latin1(certificate).slice(0, 3000),
    'a byte before': `x${latin1(certificate)}`,
  };
  for (const [what, file] of Object.entries(cases)) {
    await assert.rejects(readCertificatePdf(fromLatin1(file)), what);
    assert.deepEqual(await recordsIn(file), [RECORD], what);
  }
});

test('plain or deflated, whatever ends the line, each once', async () => {
  for (const end of ['\r\n', '\n', '\r']) {
    assert.deepEqual(await recordsIn(stream(deflated(RECORD), end)), [RECORD]);
    assert.deepEqual(await recordsIn(stream(`${RECORD}\n`, end)), [RECORD]);
  }
  const other = RECORD.replace('Ada', 'Eve');
  const file = [RECORD, other, RECORD].map((each) => stream(deflated(each))).join('');
  assert.deepEqual(await recordsIn(file), [RECORD, other]);
});

test('nothing that is no record', async () => {
  const large = `{${'a'.repeat(300_000)}"OpenBadgeCredential"}`;
  for (const data of ['{}', deflated('{}'), deflated(`[${RECORD}]`), RECORD.slice(1), 'x',
    deflated(RECORD).slice(0, -1), deflated(large), large]) {
    assert.deepEqual(await recordsIn(stream(data)), []);
  }
  assert.deepEqual(await recordsIn(`endstream\n${RECORD}`), []);
  assert.deepEqual(await recordsIn('stream'), []);
  assert.deepEqual(await recordsIn(''), []);
});

test('no more than eight records, and no more work than there may be', async () => {
  const many = Array.from({length: 12}, (_, i) => stream(RECORD.replace('Ada', `A${i}`)));
  assert.equal((await recordsIn(many.join(''))).length, 8);
  const empty = deflated(new Uint8Array(0));
  assert.deepEqual(await recordsIn(stream(empty).repeat(9000) + stream(RECORD)), []);
  const bomb = deflated(utf8(`{${'a'.repeat(250_000)}`));
  assert.deepEqual(await recordsIn(stream(bomb).repeat(200) + stream(RECORD)), []);
});

test('whom the signatures of a file name as signers', async () => {
  const {signature} = await readCertificatePdf(certificate);
  const text = latin1(certificate);
  const claimed = async (/** @type {string} */ file) =>
    (await salvageSigners(fromLatin1(file))).map(hex);
  assert.deepEqual(await claimed(text), [hex(signature.spki)]);
  assert.deepEqual(await claimed(text.toUpperCase().replace('/CONTENTS <', '/Contents <')),
    [hex(signature.spki)]);
  assert.deepEqual(await claimed(text.replace('/Contents <', '/Contents\r\n <')),
    [hex(signature.spki)]);
  assert.deepEqual(await claimed(text.repeat(10)), new Array(8).fill(hex(signature.spki)));
  assert.deepEqual(await claimed('/Contents <3003020100>'), []);
  assert.deepEqual(await claimed('/Contents <30'), []);
  assert.deepEqual(await claimed('/Contents'), []);
  assert.deepEqual(await claimed(new SamplePdf().layout()), []);
});

test('a record under another filter is not found', async () => {
  const other = RECORD.split('').reverse().join('');
  const pdf = new SamplePdf().set(11, embeddedFile(other, ''));
  assert.deepEqual(await recordsIn(pdf.layout()), []);
});
