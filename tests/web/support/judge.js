// SPDX-License-Identifier: Apache-2.0
//
// What the page's readers say of files, and what the C++ readers say (pdf_judge.cc).
import {spawnSync} from 'node:child_process';
import {concat, hex, utf8} from '../../../src/web/base/bytes.js';
import {Refusal} from '../../../src/web/base/message.js';
import {readSignedData} from '../../../src/web/crypto/cms.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {readTimestamp} from '../../../src/web/crypto/signature_timestamp.js';
import {X509Certificate} from '../../../src/web/crypto/x509.js';
import {PdfRefusal, readCertificatePdf} from '../../../src/web/pdf/certificate_pdf.js';
import {salvageRecords, salvageSigners} from '../../../src/web/pdf/salvage.js';
import {english} from './english.js';

/** @typedef {'pdf' | 'cms' | 'timestamp' | 'x509'} Kind */
/** @typedef {{name: string, kind: Kind, bytes: Uint8Array}} Case */
/** @typedef {Record<string, any>} Judgement */

/** @param {Uint8Array} bytes @returns {Promise<Judgement>} */
async function readPdf(bytes) {
  try {
    const {signature, record, proof} = await readCertificatePdf(bytes);
    const {spki, signerName: signer, signedAt, timestamp} = signature;
    return {
      spki: hex(spki), signer, signedAt, record: hex(record),
      ...(timestamp && {timestamp}), ...(proof !== null && {proof}),
    };
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    const name = english(error.ruleName);
    return {rule: error.number, name, refused: english(error.why)};
  }
}

/** @param {Uint8Array} bytes @returns {Promise<Judgement>} */
export async function judgePdf(bytes) {
  const [records, signers] = [await salvageRecords(bytes), await salvageSigners(bytes)];
  return {...await readPdf(bytes), records: records.map(hex), signers: signers.map(hex)};
}

/** @param {Kind} kind @param {Uint8Array} bytes @returns {Promise<Judgement>} */
async function judgeDer(kind, bytes) {
  const message = await sha256(utf8('certseal'));
  if (kind === 'timestamp') return readTimestamp(bytes, message);
  if (kind === 'cms') {
    const {signer, timestamp} = await readSignedData(bytes, message);
    return {spki: hex(await sha256(signer.spki)), ...(timestamp && {timestamp})};
  }
  const certificate = X509Certificate.parse(bytes);
  return {
    name: certificate.commonName,
    spki: hex(await sha256(certificate.spki)),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    forTimestamps: certificate.isForTimestamps,
    selfSigned: await certificate.isIssuedBy(certificate),
  };
}

/** @param {Case} each @returns {Promise<Judgement>} */
export async function judge({kind, bytes}) {
  if (kind === 'pdf') return judgePdf(bytes);
  try {
    return await judgeDer(kind, bytes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {refused: english(error.why)};
  }
}

/** What the C++ readers say. @param {Case[]} cases @returns {Judgement[]} */
export function judgedByCpp(cases) {
  const input = concat(...cases.flatMap(
    ({kind, bytes}) => [utf8(`${kind} ${bytes.length}\n`), bytes]));
  const result = spawnSync(process.env.PDF_JUDGE ?? '', [],
    {input, encoding: 'utf8', maxBuffer: 1 << 30});
  if (result.status !== 0) throw new Error(`pdf_judge: ${result.error ?? result.stderr}`);
  return result.stdout.trim().split('\n').map((line) => JSON.parse(line));
}
