// SPDX-License-Identifier: Apache-2.0
//
// What is and what is not a certificate's PDF. Every sentence is the C++ reader's: see
// pdf_judge.test.js.
import './support.js';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fromLatin1, hex, latin1, textOf} from '../../../src/web/base/bytes.js';
import {
  PdfRefusal, describe, looksLikePdf, readCertificatePdf,
} from '../../../src/web/pdf/certificate_pdf.js';
import {english} from '../support/english.js';
import {BENT, BENT_LAYOUTS, GOOD, bentPdf} from '../support/pdf_cases.js';
import {RECORD, SamplePdf, sampleSigner, signed} from '../support/sample_pdf.js';
import {vector, vectorsIn} from '../support/vectors.js';

const signer = await sampleSigner();
const certificate = vector('pdf-corpus/signed.pdf');

/** @param {Uint8Array} bytes @returns {Promise<PdfRefusal | null>} null: accepted */
async function refusalOf(bytes) {
  try {
    await readCertificatePdf(bytes);
    return null;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    assert.ok(error.offset <= bytes.length, 'the offset is within the file');
    return error;
  }
}

/** @param {Uint8Array} bytes */
async function why(bytes) {
  const refusal = await refusalOf(bytes);
  return refusal ? english(describe(refusal)) : 'accepted';
}

test('a certificate gives its signer, its record and its proof', async () => {
  const {signature, record, proof} = await readCertificatePdf(certificate);
  assert.equal(hex(signature.spki),
    '2a05cb756b1f40f18d4bafd9400422e63298d8b139eee14e07928910b6ffe36a');
  assert.equal(signature.signerName, 'Example School');
  assert.equal(signature.signedAt, Date.UTC(2026, 10, 23, 17) / 1000);
  assert.equal(signature.timestamp, null);
  assert.equal(textOf(record), RECORD);
  assert.equal(proof, null);
  const other = await new SamplePdf().withProof('the proof\n').build(signer);
  assert.equal((await readCertificatePdf(other)).proof, 'the proof\n');
});

test('a refusal has its rule, its number and the byte', async () => {
  const refusal = await refusalOf(certificate.subarray(0, -1));
  assert.ok(refusal);
  assert.equal(refusal.rule, 'nothingAfterEnd');
  assert.equal(refusal.number, 1);
  assert.equal(english(refusal.detail), "the last line's end is missing");
  assert.equal(english(describe(refusal)),
    "rule 1, nothing after the end: the last line's end is missing (byte 5337)");
  assert.equal(await why(fromLatin1('GIF89a')), 'a PDF: the file is no PDF (byte 0)');
  assert.equal(await why(new Uint8Array(0)), 'a PDF: the file is no PDF (byte 0)');
});

test('what might be opened as a PDF is one', () => {
  assert.ok(looksLikePdf('%PDF-1.7'));
  assert.ok(looksLikePdf(`${' '.repeat(1000)}%PDF-`));
  assert.ok(!looksLikePdf(`${' '.repeat(1024)}%PDF-`));
});

test('of the corpus only the certificate is accepted', async () => {
  const files = vectorsIn('pdf-corpus', '.pdf');
  assert.ok(files.length >= 16);
  for (const file of files) {
    const refusal = await refusalOf(vector(`pdf-corpus/${file}`));
    assert.equal(refusal === null, file === 'signed.pdf', file);
  }
  assert.match(await why(vector('pdf-corpus/libharu-2.3.0.pdf')),
    /^rule 3, a signature: it carries no signature /);
});

for (const name of Object.keys(GOOD)) {
  test(`accepted: ${name}`, async () => {
    assert.equal(await why(await bentPdf(name, signer)), 'accepted');
  });
}

for (const name of [...Object.keys(BENT), ...Object.keys(BENT_LAYOUTS)]) {
  test(`refused whoever signed it: ${name}`, async () => {
    assert.ok(await refusalOf(await bentPdf(name, signer)));
  });
}

test('some refusals in their words', async () => {
  /** @type {[string, string | RegExp][]} */
  const cases = [
    ['a comment', /^rule 2, objects spelt as written: unexpected "%" /],
    ['a name with a high byte', /^rule 2, .*: unexpected "\\xe9" /],
    ['a key twice', /^rule 2, .*: a dictionary has the key "A" twice /],
    ['/JavaScript once more', /^rule 4, no active content: the file has JavaScript \(/],
    ['an entry in the catalog', /^rule 4, a plain catalog: the catalog has the entry "Ex/],
    ['changes permitted', /^rule 4, no changes permitted: the signature does not forbid /],
    ['a time in Madrid', /^rule 5, a signing time: the signature does not state its time /],
    ['a bomb of 16 MB', /^rule 6, inflation within bounds: the attachment is larger /],
    ['bytes behind the data', /^rule 6, .*: the attachment has bytes behind /],
    ['the record twice', /^rule 6, .*: there are two attachments "record.json" /],
    ['an object twice', /^rule 2, no duplicate objects: object 7 stands in the file /],
  ];
  for (const [name, words] of cases) {
    assert.match(await why(await bentPdf(name, signer)), new RegExp(words), name);
  }
});

test('the range is the whole file but the signature, however it was signed', async () => {
  const layout = new SamplePdf().layout();
  assert.equal(await why(await signed(layout, signer)), 'accepted');
  const off = [[0, 0, -1], [0, 0, 1], [0, 1, -1], [1, 0, 0], [-1, 0, 0], [0, -1, 1]];
  for (const added of off) {
    assert.match(await why(await signed(layout, signer, added)),
      /^rule 3, the whole file signed: /, String(added));
  }
});

test('only zeros stand behind the signature', async () => {
  const text = latin1(await new SamplePdf().build(signer));
  assert.match(await why(fromLatin1(text.replace('00>', '01>'))),
    /^rule 3, only the signature unsigned: something stands behind the signature /);
});

test('what is larger than 4 MB is refused before it is read', async () => {
  const large = `${latin1(certificate).slice(0, -6)}${'%'.repeat(4 << 20)}%%EOF\n`;
  assert.match(await why(fromLatin1(large)), /^rule 1, at most 4 MB: /);
});
