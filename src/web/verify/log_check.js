// SPDX-License-Identifier: Apache-2.0
import {equal} from '../base/bytes.js';
import {attempt, escapeControls, say} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {issueEntry} from '../log/entry.js';
import {checkInclusion, leafHash} from '../log/merkle.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('../log/proof.js').LogProof} LogProof */
/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */
/** @typedef {import('./register_view.js').RegisterView} RegisterView */
/** What is known of a record's place in its school's log. `index` only where it is proven;
 * `doubtful` where a proof is at hand that could not be verified, which is worse than
 * none, for it may be false.
 * @typedef {{result: import('./settlement.js').CheckResult, evidence: Message,
 *   index: number | null, doubtful: boolean}} LogPlace */
/** Whence a proof is: a false one in a certificate makes that false, a false one in a card
 * only says that the card is. @typedef {'certificate' | 'card'} ProofOrigin */

/** @param {Message} evidence @returns {LogPlace} */
export const failedPlace = (evidence) =>
  ({result: 'fail', evidence, index: null, doubtful: false});

/** @param {Message} evidence @returns {LogPlace} */
export const unknownPlace = (evidence, doubtful = false) =>
  ({result: 'unknown', evidence, index: null, doubtful});

/** @param {number} index @param {Message} evidence @returns {LogPlace} */
const passedPlace = (index, evidence) =>
  ({result: 'pass', evidence, index, doubtful: false});

/** The leaf that the log must hold for these record bytes. @param {Uint8Array} record */
export const recordLeaf = async (record) => leafHash(issueEntry(await sha256(record)));

/** Judges a proof by itself, without the register: its checkpoint by the trust file, with
 * the witnesses that the file demands, and the inclusion under it.
 * @param {TrustFile} trust @param {Uint8Array} leaf @param {LogProof} proof */
export async function checkProof(trust, leaf, proof) {
  const school = escapeControls(trust.name);
  const {index, hashes, checkpoint} = proof;
  const included =
    await attempt(() => checkInclusion(leaf, index, hashes, checkpoint.tree));
  if (included.why) {
    return failedPlace(say('verify.proofFalse', {school, why: included.why}));
  }
  const bySchool = await attempt(() => trust.checkCheckpoint(checkpoint));
  if (bySchool.why) {
    return unknownPlace(say('verify.proofDoubtful', {version: trust.version, school,
      why: bySchool.why}), true);
  }
  const evidence = say('verify.entryByProof', {index, size: checkpoint.tree.size, school});
  const witnessed = await attempt(() => trust.checkQuorum(checkpoint));
  if (witnessed.why) return unknownPlace(say('verify.but', {evidence, why: witnessed.why}));
  return passedPlace(index, evidence);
}

// A log key that was closed before the checkpoint's end has signed it all the same: so
// the school's earlier checkpoints look after a key was lost.
/** @param {TrustFile} trust @param {LogProof['checkpoint']} checkpoint */
async function isSignedByAnyLogKey(trust, checkpoint) {
  if (checkpoint.origin !== trust.site.origin) return false;
  for (const {key} of trust.keys.logs) {
    if (!(await attempt(() => checkpoint.note.verify(key))).why) return true;
  }
  return false;
}

// The leaf is at the index of a log that is known; the proof's checkpoint counts by its
// own signature.
/** @param {RegisterView} view @param {import('./proven_log.js').ProvenLog} log
 * @param {Uint8Array} leaf @param {LogProof} proof @param {boolean} ownCounts
 * @param {ProofOrigin} origin */
async function checkInRegister(view, log, leaf, proof, ownCounts, origin) {
  const own = proof.checkpoint.tree;
  const {index} = proof;
  const {size} = log.tree;
  const needed = ownCounts ? own.size : index + 1;
  if (needed > size) {
    return unknownPlace(say('verify.registerOlder', {where: view.where, size, needed}));
  }
  if (ownCounts) {
    const {value: extended, why} = await attempt(() => log.extends(own));
    if (why) return unknownPlace(why);
    if (!extended) return failedPlace(await view.describeFork(proof.checkpoint));
  }
  const {value: there, why} = await attempt(() => log.leafAt(index));
  if (why) return unknownPlace(why);
  const place = {index, size, school: escapeControls(view.trust.name)};
  if (equal(there, leaf)) return passedPlace(index, say('verify.entry', place));
  const other = say('verify.entryOther', place);
  return origin === 'certificate' ? failedPlace(other) : unknownPlace(other);
}

/** Judges it by the register: the leaf stands at the proof's index in the current log,
 * which must extend the proof's own checkpoint. Where the register could not be verified
 * the proof of a certificate still counts by itself.
 * @param {RegisterView} view @param {Uint8Array} leaf @param {LogProof} proof
 * @param {ProofOrigin} origin @returns {Promise<LogPlace>} */
export async function checkLog(view, leaf, proof, origin) {
  const inCertificate = origin === 'certificate';
  const own = await checkProof(view.trust, leaf, proof);
  if (!view.log) return inCertificate ? own : unknownPlace(say('verify.logUnverified'));
  if (own.result === 'fail') {
    return inCertificate ? own : unknownPlace(say('verify.cardProofOther'));
  }
  if (own.doubtful && !(await isSignedByAnyLogKey(view.trust, proof.checkpoint))) {
    if (!inCertificate) return unknownPlace(say('verify.cardProofStranger'));
    return view.current ? failedPlace(own.evidence) : own;
  }
  return checkInRegister(view, view.log, leaf, proof, !own.doubtful, origin);
}
