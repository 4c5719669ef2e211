// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about a record: signature, place in the log, key window, status.
import {attempt, escapeControls, say} from '../base/message.js';
import {claimedIssuer} from '../record/claimed_issuer.js';
import {SignedRecord} from '../record/record.js';
import {SealFacts} from '../record/seal.js';
import {factsOfRecord} from './facts.js';
import {notGenuine, notTrusted} from './outcome.js';

/** @typedef {import('./inquiry.js').Inquiry} Inquiry */
/** @typedef {import('../base/message.js').Message} Message */

/** The accepted school that a record names, truly or not.
 * @param {Inquiry} inquiry @param {Uint8Array} bytes */
export function claimedSchoolOf(inquiry, bytes) {
  const {did} = claimedIssuer(bytes);
  return inquiry.options.schools.find((school) => school.site.did === did) ?? null;
}

/** @param {Inquiry} inquiry @param {Uint8Array} bytes @param {Message} why */
function explainUnreadable(inquiry, bytes, why) {
  const {settlement} = inquiry;
  settlement.addCheck('record', 'fail', why);
  const claimed = claimedIssuer(bytes);
  const school = claimedSchoolOf(inquiry, bytes);
  if (claimed.did === '') {
    settlement.leaveOpen(say('verify.notARecord', {why}));
  } else if (school) {
    settlement.settle(notGenuine(say('verify.notAsIssued',
      {school: escapeControls(school.name), why})));
  } else {
    settlement.settle(notTrusted(claimed.name, claimed.method));
  }
}

/** @param {Inquiry} inquiry @param {SignedRecord} record */
async function checkSignature(inquiry, record) {
  const id = record.keyId;
  const key = inquiry.keys.findIssuer(id);
  if (!key) {
    inquiry.judgeUnlistedKey(say('verify.signedByKey', {id}));
    return false;
  }
  if (await record.verifySignature(key.key.key)) return true;
  inquiry.refuseRecord(say('verify.recordFalse', {id, school: inquiry.schoolName}));
  return false;
}

/** @param {Inquiry} inquiry @param {Uint8Array} bytes */
export async function examineRecord(inquiry, bytes) {
  const {value: record, why} = await attempt(() => SignedRecord.parse(bytes));
  if (why) return explainUnreadable(inquiry, bytes, why);
  const {credential} = record;
  const school = inquiry.findSchool(credential.site);
  if (!school) {
    const method = `${credential.site.did}#${record.keyId}`;
    inquiry.settlement.addCheck('record', 'unknown', say('verify.strangeSchool', {method}));
    inquiry.settlement.settle(notTrusted(credential.schoolName, method));
    return undefined;
  }
  await inquiry.enterSchool(school);
  if (!(await checkSignature(inquiry, record))) return undefined;
  inquiry.record = record;
  inquiry.facts = factsOfRecord(credential);
  await inquiry.checkLog();
  const key = inquiry.keys.findIssuer(record.keyId);
  if (!key) throw new Error('the key is in the trust file still');
  inquiry.judgeWindow(key, say('verify.signedBy', {did: inquiry.keys.site.did, id: key.id,
    school: inquiry.schoolName}));
  await inquiry.checkStatus();
  inquiry.checkDates(credential.issued, credential.completed, credential.expires);
  inquiry.checkClaims(SealFacts.of(credential));
  return undefined;
}
