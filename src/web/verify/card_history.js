// SPDX-License-Identifier: Apache-2.0
import {equal} from '../base/bytes.js';
import {refuse} from '../base/message.js';
import {parseEntry} from '../log/entry.js';
import {leafHash} from '../log/merkle.js';

/** @typedef {import('../record/card.js').Card} Card */
/** A change of status that stands in the log; the successor's code as the card says it.
 * @typedef {{entry: import('../log/entry.js').StatusEntry,
 *   successor: import('../record/code.js').CertificateCode | null}} ProvenEvent */
/** What a certificate is, as its school publishes it.
 * @typedef {'active' | 'suspended' | 'revoked' | 'replaced'} PublishedState */

/** @param {import('./proven_log.js').ProvenLog} log @param {number} subject
 * @param {Card['events'][0]} event @returns {Promise<ProvenEvent>} */
async function proveEvent(log, subject, event) {
  const entry = parseEntry(event.entry);
  if (entry.kind !== 'status' || entry.subject !== subject) {
    return refuse('verify.eventNotAbout', {index: event.index});
  }
  if (!equal(await log.leafAt(event.index), await leafHash(event.entry))) {
    refuse('verify.eventOther', {index: event.index});
  }
  return {entry, successor: event.successor};
}

/** Demands of each of a card's events that it is an entry about the certificate whose
 * `issue` entry is `subject`, and stands in the log where the card says. Events beyond the
 * log's end are newer than it and left out. A server may withhold events; it cannot make
 * any.
 * @param {import('./proven_log.js').ProvenLog} log @param {number} subject
 * @param {Card['events']} events */
export async function proveEvents(log, subject, events) {
  const proven = [];
  let last = subject;
  for (const event of events) {
    if (event.index <= last) refuse('verify.eventOrder');
    last = event.index;
    if (event.index < log.tree.size) proven.push(await proveEvent(log, subject, event));
  }
  return proven;
}

/** @type {Record<import('../log/entry.js').StatusChange, PublishedState>} */
const AFTER = {
  replaced: 'replaced', revoked: 'revoked', suspended: 'suspended', reinstated: 'active',
};

/** The state that events lead to, in their order. A revocation is final but for a
 * successor being named. @param {ProvenEvent[]} events @returns {PublishedState} */
export function stateOf(events) {
  /** @type {PublishedState} */
  let state = 'active';
  for (const {entry} of events) {
    const final = state === 'revoked' || state === 'replaced';
    if (!final || entry.change === 'replaced') state = AFTER[entry.change];
  }
  return state;
}
