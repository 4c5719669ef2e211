// SPDX-License-Identifier: Apache-2.0
//
// A certificate's file that keeps the closed profile of docs/pdf.md: only what the school's
// own program writes. So every byte of it is as one signer left it. Whether the signer is
// a school, its key must tell: it is whatever certificate the file brought along.
import {latin1, textOf} from '../base/bytes.js';
import {parseTime} from '../base/date.js';
import {Refusal, say} from '../base/message.js';
import {readSignedData} from '../crypto/cms.js';
import {sha256} from '../crypto/digest.js';
import {checkContent} from './content_rules.js';
import {PdfDocument, findSignature} from './document.js';
import {PROOF, RECORD, readEmbeddedFiles} from './embedded_files.js';
import {MAX_BYTES} from './frame.js';
import {PdfRefusal, breaks} from './refusal.js';
import {checkSignatureField} from './signature_field.js';
import {readSignedRange} from './signed_range.js';

/** By whom one may rely on, the digest of the signer's SubjectPublicKeyInfo decides; the
 * names are what the file brought along. `signedAt` is what the signer states.
 * @typedef {{spki: Uint8Array, signerName: string, signedAt: number,
 *   timestamp: {authority: string, time: number} | null}} PdfSignature */
/** Nothing is known yet about the record's and the proof's bytes.
 * @typedef {{signature: PdfSignature, record: Uint8Array, proof: string | null}}
 *   CertificatePdf */

export {PdfRefusal, describe} from './refusal.js';
export {looksLikePdf} from './frame.js';

/** D:YYYYMMDDHHmmSS in UTC, which ISO 32000-1 §7.9.4 lets one write in three ways.
 * @param {string} text */
function readDate(text) {
  const part = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|\+00'00'?)$/.exec(text);
  if (!part) return null;
  const [, year, month, day, hour, minute, second] = part;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** The fifth rule of docs/pdf.md: the CMS object is of the document's bytes, in the one
 * form of crypto/cms.js, and verifies.
 * @param {PdfDocument} document @param {import('./signed_range.js').SignedRange} range
 * @returns {Promise<PdfSignature>} */
async function readSignature(document, {before, after, der}) {
  const dictionary = findSignature(document);
  let signed;
  try {
    signed = await readSignedData(der, await sha256(before, after));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const {offset} = dictionary.find('Contents');
    throw new PdfRefusal('cms', say('pdf.doesNotHold', {why: error.why}), offset);
  }
  const signedAt = readDate(dictionary.find('M').string ?? '');
  if (signedAt === null) return breaks('signingTime', 'noTime', dictionary.offset);
  const {signer, timestamp} = signed;
  const spki = await sha256(signer.spki);
  return {spki, signerName: signer.commonName, signedAt, timestamp};
}

/** Refuses, a PdfRefusal, with the first rule that does not hold. The rule "isPdf" means
 * that the file is no PDF at all; any other, that it is a PDF but no untouched certificate.
 * @param {Uint8Array} bytes @returns {Promise<CertificatePdf>} */
export async function readCertificatePdf(bytes) {
  // 1. One revision from the first byte to the last, and 2. a classic table of objects
  //    that tile the file and that the trailer leads to.
  const document = new PdfDocument(latin1(bytes.subarray(0, MAX_BYTES + 1)));
  // 3. One ByteRange over every byte but the signature's own.
  const range = readSignedRange(document);
  // 4. One signature field that permits no changes, no other annotation or field, and
  //    nothing active, hidden or from outside.
  checkContent(document);
  checkSignatureField(document);
  // 5. The CMS signature, in the one form that the writer gives it.
  const signature = await readSignature(document, range);
  // 6. The record, only through the catalog's AF array.
  const files = new Map(readEmbeddedFiles(document).map((file) => [file.name, file.bytes]));
  const record = files.get(RECORD) ?? new Uint8Array(0);
  const proof = files.get(PROOF);
  return {signature, record, proof: proof ? textOf(proof) ?? latin1(proof) : null};
}
