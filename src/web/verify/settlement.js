// SPDX-License-Identifier: Apache-2.0
import {cannotCheck} from './outcome.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('./outcome.js').Outcome} Outcome */
/** Bad, unknown and good are three answers; nothing turns unknown into good.
 * @typedef {'pass' | 'fail' | 'unknown'} CheckResult */
/** @typedef {{name: string, result: CheckResult, evidence: Message}} Check */

const ORDER = ['document', 'record', 'log', 'register', 'status', 'dates', 'claims'];

// Of several outcomes the one stands that an employer must know first. EXPIRED says that
// the training was completed, so it must not stand where the signature may be a thief's.
/** @type {Record<import('./outcome.js').Verdict, number>} */
const RANKS = {
  'NOT GENUINE': 1,
  ALTERED: 2,
  'NOT TRUSTED': 3,
  REVOKED: 4,
  REPLACED: 5,
  'DOES NOT MATCH': 6,
  SUSPENDED: 7,
  'NOT FOUND': 8,
  // 9: CANNOT CHECK, genuine or not is open
  EXPIRED: 10,
  'CANNOT CHECK': 11,
  AUTHENTIC: 12,
  VALID: 12,
};
const GENUINENESS_OPEN = 9;

/** Settlement comes from many findings to one outcome. */
export class Settlement {
  /** @type {Check[]} in the order in which they are told */
  checks = [];
  /** @type {Outcome | null} */
  outcome = null;
  #rank = Infinity;

  /** Puts a check in its place, or in that of an earlier one of its name.
   * @param {string} name @param {CheckResult} result @param {Message} evidence */
  addCheck(name, result, evidence) {
    this.checks = this.checks.filter((check) => check.name !== name);
    this.checks.push({name, result, evidence});
    this.checks.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  }

  /** @param {Outcome} outcome */
  settle(outcome) {
    this.#settle(outcome, RANKS[outcome.verdict]);
  }

  /** Settles CANNOT CHECK. @param {Message} why */
  leaveOpen(why) {
    this.settle(cannotCheck(why));
  }

  /** Settles the graver kind of it. @param {Message} why */
  leaveGenuinenessOpen(why) {
    this.#settle(cannotCheck(why), GENUINENESS_OPEN);
  }

  get genuinenessIsOpen() {
    return this.#rank === GENUINENESS_OPEN;
  }

  /** Whether the check of this name was made and passed. @param {string} name */
  passed(name) {
    return this.checks.some((check) => check.name === name && check.result === 'pass');
  }

  get firstNotPassed() {
    return this.checks.find((check) => check.result !== 'pass') ?? null;
  }

  /** @param {Outcome} outcome @param {number} rank */
  #settle(outcome, rank) {
    if (this.#rank <= rank) return;
    this.outcome = outcome;
    this.#rank = rank;
  }
}
