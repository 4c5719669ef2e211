// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about a PDF: docs/lookup.md, "A PDF".
import {base64} from '../base/bytes.js';
import {minuteOf} from '../base/date.js';
import {attempt, escapeControls, quote, say} from '../base/message.js';
import {describe, PdfRefusal, readCertificatePdf} from '../pdf/certificate_pdf.js';
import {salvageRecords, salvageSigners} from '../pdf/salvage.js';
import {SignedRecord} from '../record/record.js';
import {claimedSchoolOf, examineRecord} from './inquiry_record.js';
import {altered, notGenuine} from './outcome.js';

/** @typedef {import('./inquiry.js').Inquiry} Inquiry */
/** @typedef {import('../pdf/certificate_pdf.js').CertificatePdf['signature']} Signature */

/** @param {Signature} signature */
function signingTime({signedAt, timestamp}) {
  if (!timestamp) return say('verify.signedAt', {time: minuteOf(signedAt)});
  return say('verify.signedAtStamped', {time: minuteOf(signedAt),
    authority: quote(timestamp.authority, 80), stamped: minuteOf(timestamp.time)});
}

// The accepted school whose document key this is: the record's, by its newest keys,
// before any other.
/** @param {Inquiry} inquiry @param {Uint8Array} spki */
function findSigner(inquiry, spki) {
  if (inquiry.school && inquiry.keys.findDocumentKey(spki)) return inquiry.school;
  return inquiry.options.schools.find((school) => school.findDocumentKey(spki)) ?? null;
}

// A page may be drawn again by a key that began after the certificate's entry: only the
// end of the window counts, where the key may have come into a thief's hands.
/** @param {Inquiry} inquiry @param {Signature} signature
 * @param {import('../trust/trust_keys.js').DocumentKey} key */
function judgeWindow(inquiry, signature, {spki, window: {end}}) {
  const {settlement, index, schoolName: school} = inquiry;
  const time = signingTime(signature);
  if (end === null || (index !== null && index < end)) {
    settlement.addCheck('document', 'pass',
      say('verify.pageSigned', {key: base64(spki), school, time}));
    return;
  }
  const why = say('verify.pageWindow', {school, end});
  if (index !== null) {
    const late = say('verify.outsideWindow', {window: why, index});
    settlement.addCheck('document', 'fail', late);
    settlement.settle(notGenuine(late));
  } else {
    const open = say('verify.pageWindowOpen', {why});
    settlement.addCheck('document', 'unknown', say('verify.withTime', {what: open, time}));
    settlement.leaveGenuinenessOpen(open);
  }
}

// A school's record under a stranger's signature was taken out of the school's file, if
// the keys at hand are all that there are. Where the record is of no accepted school
// either, the record's own verdict stands.
/** @param {Inquiry} inquiry @param {Signature} signature */
function judgeStranger(inquiry, signature) {
  const {settlement} = inquiry;
  const name = quote(signature.signerName, 80);
  const key = base64(signature.spki);
  const time = signingTime(signature);
  if (inquiry.record && !inquiry.keysAreNewest) {
    const why = say('verify.pageKeyUnlisted', {name, version: inquiry.keys.version,
      school: inquiry.schoolName});
    settlement.addCheck('document', 'unknown', say('verify.keyAndTime', {why, key, time}));
    settlement.leaveGenuinenessOpen(why);
    return;
  }
  const differs = say('verify.pageByStranger', {name});
  const forged = settlement.outcome?.verdict === 'NOT GENUINE';
  if (inquiry.record) settlement.settle(altered(inquiry.schoolName, differs));
  if (inquiry.record || forged) {
    settlement.addCheck('document', 'fail', differs);
  } else {
    settlement.addCheck('document', 'unknown', say('verify.pageOfNoSchool',
      {name, key, time}));
  }
}

// The page and the record in it must be of one school.
/** @param {Inquiry} inquiry @param {Signature} signature */
function judgeDocument(inquiry, signature) {
  const signer = findSigner(inquiry, signature.spki);
  if (!signer) {
    judgeStranger(inquiry, signature);
    return;
  }
  const key = signer === inquiry.school && inquiry.keys.findDocumentKey(signature.spki);
  if (key && (inquiry.record || inquiry.keyIsUnknown)) {
    judgeWindow(inquiry, signature, key);
    return;
  }
  const why = say('verify.pageAndRecord', {school: escapeControls(signer.name)});
  inquiry.settlement.addCheck('document', 'fail', why);
  inquiry.settlement.settle(notGenuine(why));
  inquiry.facts = null;
}

// The first of the records that an accepted school signed, or null.
/** @param {Inquiry} inquiry @param {Uint8Array[]} records */
async function findGenuine(inquiry, records) {
  for (const bytes of records) {
    const {value: record} = await attempt(() => SignedRecord.parse(bytes));
    const school = record && inquiry.findSchool(record.credential.site);
    if (!school) continue;
    const key = (await inquiry.newestKeysOf(school)).findIssuer(record.keyId);
    if (key && (await record.verifySignature(key.key.key))) return bytes;
  }
  return null;
}

// A changed file is ALTERED only where the school's own record shows whose it was. What a
// search found is shown, but nothing it says can better the verdict.
/** @param {Inquiry} inquiry @param {Uint8Array} file @param {PdfRefusal} refusal */
async function examineBroken(inquiry, file, refusal) {
  const {settlement} = inquiry;
  const {detail} = refusal;
  settlement.addCheck('document', 'fail', describe(refusal));
  const records = await salvageRecords(file);
  const genuine = await findGenuine(inquiry, records);
  if (genuine) {
    await examineRecord(inquiry, genuine);
    settlement.settle(altered(inquiry.schoolName, detail));
    return;
  }
  const claimed = records.find((bytes) => claimedSchoolOf(inquiry, bytes));
  if (claimed) {
    await examineRecord(inquiry, claimed);
    return;
  }
  const signers = await salvageSigners(file);
  const school = signers.map((spki) => findSigner(inquiry, spki)).find(Boolean);
  if (school) {
    settlement.settle(notGenuine(say('verify.signatureWithoutRecord',
      {school: escapeControls(school.name), detail})));
    return;
  }
  settlement.leaveOpen(say('verify.notACertificate', {detail}));
}

/** @param {Inquiry} inquiry @param {Uint8Array} file */
export async function examinePdf(inquiry, file) {
  inquiry.isPdf = true;
  let pdf;
  try {
    pdf = await readCertificatePdf(file);
  } catch (error) {
    if (!(error instanceof PdfRefusal)) throw error;
    await examineBroken(inquiry, file, error);
    return;
  }
  inquiry.ownProof = pdf.proof;
  await examineRecord(inquiry, pdf.record);
  judgeDocument(inquiry, pdf.signature);
}
