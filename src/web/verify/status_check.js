// SPDX-License-Identifier: Apache-2.0
import {equal} from '../base/bytes.js';
import {minuteOf} from '../base/date.js';
import {attempt, refuse, say} from '../base/message.js';
import {SignedRecord} from '../record/record.js';
import {STATUS_BITS} from '../status/status_bits.js';
import {proveEvents, stateOf} from './card_history.js';
import {recordLeaf} from './log_check.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('../record/card.js').Card} Card */
/** @typedef {import('../record/code.js').CertificateCode} CertificateCode */
/** @typedef {import('./register_view.js').RegisterView} RegisterView */
/** @typedef {import('./proven_log.js').ProvenLog} ProvenLog */
/** @typedef {import('./card_history.js').PublishedState} PublishedState */
/** @typedef {import('./card_history.js').ProvenEvent} ProvenEvent */

/** What the register says of a certificate today; beside the state all may be not stated.
 * @typedef {{state: PublishedState, since: number | null, reason: string | null,
 *   successor: CertificateCode | null}} CertificateStatus */
/** @typedef {{result: import('./settlement.js').CheckResult, evidence: Message,
 *   status: CertificateStatus | null}} StatusFinding */
/** What a status is looked up by: the place in the lists, that in the log where it is
 * proven, the card where it is at hand, and how to get it.
 * @typedef {{slot: {block: number, index: number}, logIndex: number | null,
 *   card: Card | null, fetch: () => Promise<Card | null>}} StatusQuestion */

/** @param {PublishedState} state @returns {CertificateStatus} */
const bare = (state) => ({state, since: null, reason: null, successor: null});

/** @param {Message} evidence @returns {StatusFinding} */
const unknown = (evidence) => ({result: 'unknown', evidence, status: null});

/** @param {RegisterView} view @param {'revocation' | 'suspension'} purpose
 * @param {StatusQuestion['slot']} slot */
async function readBit(view, purpose, {block, index}) {
  if (index >= STATUS_BITS) refuse('verify.beyondList');
  return (await view.bits({purpose, block})).get(index);
}

// The successor's number stands in the card alone. It counts where the record under it is
// the one that the log names.
/** @param {RegisterView} view @param {ProvenLog} log @param {CertificateCode} code
 * @param {number} index */
async function isSuccessor(view, log, code, index) {
  const {value} = await attempt(async () => {
    const card = await view.fetchCard(code);
    if (!card) return false;
    const record = await SignedRecord.parse(card.record);
    return record.credential.code.compact === code.compact &&
      equal(await log.leafAt(index), await recordLeaf(card.record));
  });
  return value === true;
}

/** @param {RegisterView} view @param {ProvenLog} log @param {PublishedState} state
 * @param {ProvenEvent} event @returns {Promise<CertificateStatus>} */
async function describe(view, log, state, {entry, successor}) {
  const named = successor !== null && entry.successor !== null &&
    (await isSuccessor(view, log, successor, entry.successor));
  return {state, since: entry.at, reason: entry.reason,
    successor: named ? successor : null};
}

// Events that lag behind the bits, or are withheld, leave the detail unsaid.
/** @param {RegisterView} view @param {ProvenLog} log @param {boolean} revoked
 * @param {ProvenEvent[]} events */
async function statusOf(view, log, revoked, events) {
  const told = stateOf(events);
  const fits = revoked ? told === 'revoked' || told === 'replaced' : told === 'suspended';
  if (fits) return describe(view, log, told, events[events.length - 1]);
  return bare(revoked ? 'revoked' : 'suspended');
}

/** @param {CertificateStatus} status */
function evidenceOf({state, since, reason}) {
  const name = say(`verify.state.${state}`);
  if (since === null || reason === null) return say('verify.stateBare', {state: name});
  return say('verify.stateSince', {state: name, time: minuteOf(since),
    reason: say(`verify.reason.${reason}`)});
}

// No bit is set: events that are worse leave it unknown.
/** @param {ProvenLog} log @param {StatusQuestion} question
 * @returns {Promise<StatusFinding>} */
async function clear(log, {card, logIndex}) {
  if (card && logIndex !== null) {
    const {value: events, why} = await attempt(() =>
      proveEvents(log, logIndex, card.events));
    if (why) return unknown(say('verify.eventsFalse', {why}));
    const told = stateOf(events);
    if (told !== 'active') {
      return unknown(say('verify.torn', {state: say(`verify.state.${told}`)}));
    }
  }
  return {result: 'pass', evidence: say('verify.clear'), status: bare('active')};
}

/** Reads the bits of the revocation and suspension lists, which decide: a set bit is bad
 * whatever a card says or lacks. Date, reason and successor come from the card's events,
 * as far as the log proves them.
 * @param {RegisterView} view @param {ProvenLog} log @param {StatusQuestion} question
 * @returns {Promise<StatusFinding>} */
export async function checkStatus(view, log, question) {
  const [revoked, suspended] = await Promise.all([
    attempt(() => readBit(view, 'revocation', question.slot)),
    attempt(() => readBit(view, 'suspension', question.slot)),
  ]);
  if (!revoked.value && !suspended.value) {
    const why = revoked.why ?? suspended.why;
    return why ? unknown(why) : clear(log, question);
  }
  const card = question.card ?? (await question.fetch());
  const {logIndex} = question;
  const {value: events} = await attempt(async () =>
    card && logIndex !== null ? proveEvents(log, logIndex, card.events) : []);
  const status = await statusOf(view, log, revoked.value === true, events ?? []);
  return {result: 'fail', evidence: evidenceOf(status), status};
}
