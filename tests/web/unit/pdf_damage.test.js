// SPDX-License-Identifier: Apache-2.0
//
// Damage done blindly to a whole certificate: none of it is accepted, and nothing but a
// refusal comes of it.
import './support.js';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {concat, fromLatin1, latin1} from '../../../src/web/base/bytes.js';
import {PdfRefusal, readCertificatePdf} from '../../../src/web/pdf/certificate_pdf.js';
import {salvageRecords, salvageSigners} from '../../../src/web/pdf/salvage.js';
import {blindly} from '../support/pdf_cases.js';
import {SamplePdf, sampleSigner, signed} from '../support/sample_pdf.js';
import {makeRandom, vector} from '../support/vectors.js';

const certificate = vector('pdf-corpus/signed.pdf');

/** @param {Uint8Array} bytes */
async function isAccepted(bytes) {
  try {
    await readCertificatePdf(bytes);
    return true;
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    return false;
  }
}

test('one flipped bit, at every byte', async () => {
  const bent = certificate.slice();
  for (let at = 0; at < bent.length; ++at) {
    const bit = 1 << (at % 8);
    bent[at] ^= bit;
    assert.equal(await isAccepted(bent), false, `byte ${at}`);
    bent[at] ^= bit;
  }
  assert.equal(await isAccepted(bent), true);
});

test('cut off anywhere', async () => {
  for (let size = 0; size < certificate.length; ++size) {
    assert.equal(await isAccepted(certificate.subarray(0, size)), false, `${size} bytes`);
  }
});

test('a byte more, or one less', async () => {
  for (let at = 0; at <= certificate.length; at += 3) {
    const [head, tail] = [certificate.subarray(0, at), certificate.subarray(at)];
    for (const byte of [0x30, 0x0a, 0x00]) {
      const longer = concat(head, Uint8Array.of(byte), tail);
      assert.equal(await isAccepted(longer), false, `at ${at}`);
    }
    if (tail.length === 0) break;
    assert.equal(await isAccepted(concat(head, tail.subarray(1))), false, `at ${at}`);
  }
});

test('something behind the end', async () => {
  for (const more of ['\n', ' ', '\0', '% seen\n', latin1(certificate), 'PK\x05\x06']) {
    assert.equal(await isAccepted(concat(certificate, fromLatin1(more))), false, more);
  }
});

test('random edits', async () => {
  const random = makeRandom(20261126);
  const text = latin1(certificate);
  for (let round = 0; round < 1500; ++round) {
    const bent = blindly(text, random);
    const bytes = fromLatin1(bent);
    assert.equal(await isAccepted(bytes), bent === text, `round ${round}`);
    await salvageRecords(bytes);
    await salvageSigners(bytes);
  }
});

test('random edits that are signed: what is accepted was laid out whole', async () => {
  const random = makeRandom(7);
  const signer = await sampleSigner();
  let accepted = 0;
  for (let round = 0; round < 400; ++round) {
    const pdf = new SamplePdf();
    const which = random(pdf.bodies.length);
    pdf.bodies[which] = blindly(pdf.bodies[which], random);
    if (await isAccepted(await signed(pdf.layout(), signer))) ++accepted;
  }
  assert.ok(accepted > 0 && accepted < 200, `${accepted} accepted`);
});
