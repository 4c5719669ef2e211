// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about what is on paper: a QR's seal, or a code alone.
import {hex} from '../base/bytes.js';
import {attempt, say} from '../base/message.js';
import {SignedRecord} from '../record/record.js';
import {SealFacts} from '../record/seal.js';
import {factsOfRecord, factsOfSeal} from './facts.js';
import {joined} from './inquiry.js';
import {examineRecord} from './inquiry_record.js';
import {failedPlace, unknownPlace} from './log_check.js';
import {notFound, notFoundIn, notGenuine, notTrusted} from './outcome.js';

/** @typedef {import('./inquiry.js').Inquiry} Inquiry */
/** @typedef {import('../record/code.js').CertificateCode} CertificateCode */
/** @typedef {import('../record/seal.js').QrText} QrText */
/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */
/** @typedef {import('./register_view.js').RegisterView} RegisterView */

/** @param {Inquiry} inquiry @param {QrText} qr
 * @returns {Promise<import('../trust/trust_keys.js').IssuerKey | null>} */
async function checkSeal(inquiry, {site, seal}) {
  const key = inquiry.keys.findIssuerByKeyId(seal.keyId);
  if (!key) {
    inquiry.judgeUnlistedKey(say('verify.sealByKey', {id: hex(seal.keyId)}));
    return null;
  }
  if (await seal.verify(site, key.key)) return key;
  inquiry.refuseRecord(say('verify.sealFalse', {id: key.id, school: inquiry.schoolName}));
  return null;
}

// The record behind a seal, which must say the same: paper and register. A card that is
// not the school's says nothing about the paper.
/** @param {Inquiry} inquiry @param {QrText} qr @returns {Promise<void>} */
async function adoptCard(inquiry, {code, seal}) {
  const {view} = inquiry;
  inquiry.cardAsked = true;
  const problem = (/** @type {import('../base/message.js').Message} */ why) => {
    inquiry.cardProblem = unknownPlace(why);
  };
  if (!view) return problem(say('verify.notAsked'));
  const {value: card, why} = await attempt(() => view.fetchCard(code));
  if (why) return problem(why);
  if (!card) return problem(say('verify.noCard', {where: view.where, code: code.printed}));
  const {value: record} = await attempt(() => SignedRecord.parse(card.record));
  if (!record || !(await inquiry.isOfSchool(record))) {
    return problem(say('verify.cardUnsigned', {school: inquiry.schoolName}));
  }
  if (!SealFacts.of(record.credential).equals(seal.facts)) {
    inquiry.cardProblem = failedPlace(say('verify.sealDiffers'));
    return undefined;
  }
  inquiry.card = card;
  inquiry.record = record;
  inquiry.facts = factsOfRecord(record.credential);
  return undefined;
}

// The seal's key, and the record's, which may be another.
/** @param {Inquiry} inquiry @param {import('../trust/trust_keys.js').IssuerKey} key */
function judgeWindows(inquiry, key) {
  const evidence = say('verify.sealSignedBy', {did: inquiry.keys.site.did, id: key.id,
    school: inquiry.schoolName});
  const other = inquiry.record && inquiry.keys.findIssuer(inquiry.record.keyId);
  if (!other || inquiry.judgeWindow(other, evidence)) inquiry.judgeWindow(key, evidence);
}

/** @param {Inquiry} inquiry @param {QrText} qr */
export async function examineQr(inquiry, qr) {
  const {settlement} = inquiry;
  const school = inquiry.findSchool(qr.site);
  if (!school) {
    const {origin} = qr.site;
    settlement.addCheck('record', 'unknown', say('verify.strangeSeal', {origin}));
    settlement.settle(notTrusted(origin, hex(qr.seal.keyId)));
    return;
  }
  await inquiry.enterSchool(school);
  const key = await checkSeal(inquiry, qr);
  if (!key) return;
  const {facts} = qr.seal;
  inquiry.facts = factsOfSeal(facts, inquiry.keys.name);
  await adoptCard(inquiry, qr);
  await inquiry.checkLog();
  judgeWindows(inquiry, key);
  await inquiry.checkStatus();
  inquiry.checkDates(inquiry.record?.credential.issued ?? null, facts.completed,
    facts.expires);
  inquiry.checkClaims(facts);
}

// That a certificate is missing means something only as of a time: the registers' own.
/** @param {Inquiry} inquiry @param {RegisterView[]} without
 * @param {CertificateCode} code */
function settleMissing(inquiry, without, code) {
  const time = Math.min(...without.map((view) => view.head?.time ?? 0));
  inquiry.registerTime = time;
  inquiry.settlement.addCheck('register', 'fail', say('verify.noCardIn', {
    code: code.printed,
    places: joined('base.semicolon', without.map((view) => view.check.evidence)),
  }));
  const names = without.map((view) => view.trust.name);
  inquiry.settlement.settle(names.length === 1 ? notFound(names[0], time)
    : notFoundIn(names, time));
}

/** @param {Inquiry} inquiry @param {TrustFile} school @param {CertificateCode} code
 * @param {import('../record/card.js').Card} card */
async function examineCard(inquiry, school, code, card) {
  const {value: record} = await attempt(() => SignedRecord.parse(card.record));
  if (record && (record.credential.code.compact !== code.compact ||
                 record.credential.site.origin !== school.site.origin)) {
    await inquiry.enterSchool(school);
    inquiry.refuseRecord(say('verify.cardOfAnother'));
    return;
  }
  inquiry.cardAsked = true;
  inquiry.card = card;
  await examineRecord(inquiry, card.record);
}

/** Each accepted school is asked; what one has answers for all.
 * @param {Inquiry} inquiry @param {CertificateCode} code */
export async function examineCode(inquiry, code) {
  const {registers, schools} = inquiry.options;
  const {settlement} = inquiry;
  if (!registers) {
    settlement.leaveGenuinenessOpen(say('verify.codeAlone'));
    return;
  }
  /** @type {RegisterView[]} */
  const without = [];
  let problem = say('verify.noSchool');
  let allAsked = true;
  for (const school of schools) {
    const {value: view, why: otherPlace} = await attempt(() => registers.of(school));
    if (otherPlace) {
      problem = otherPlace;
      continue;
    }
    const {value: card, why} = await attempt(() => view.fetchCard(code));
    if (card) {
      await examineCard(inquiry, school, code, card);
      return;
    }
    if (!why && view.current) {
      without.push(view);
      continue;
    }
    const {result, evidence} = view.check;
    if (result === 'fail') settlement.settle(notGenuine(evidence));
    problem = why ?? evidence;
    allAsked = false;
  }
  if (allAsked && without.length > 0) {
    settleMissing(inquiry, without, code);
    return;
  }
  inquiry.noRegister = true;
  settlement.addCheck('register', 'unknown', problem);
  settlement.leaveOpen(problem);
}
