// SPDX-License-Identifier: Apache-2.0
import {equal} from '../base/bytes.js';
import {dayOf, minuteOf} from '../base/date.js';
import {attempt, escapeControls, say} from '../base/message.js';
import {parseProof} from '../log/proof.js';
import {SignedRecord} from '../record/record.js';
import {contains} from '../trust/trust_keys.js';
import {findMismatches} from './claims.js';
import {checkLog, checkProof, failedPlace, recordLeaf, unknownPlace} from './log_check.js';
import {authentic, doesNotMatch, expired, notGenuine, replaced, revoked, suspended, valid}
  from './outcome.js';
import {CLOCK_TOLERANCE} from './register_view.js';
import {Settlement} from './settlement.js';
import {checkStatus} from './status_check.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */
/** @typedef {import('../trust/trust_keys.js').IssuerKey} IssuerKey */
/** @typedef {import('./log_check.js').LogPlace} LogPlace */
/** @typedef {import('../record/card.js').Card} Card */
/** All that a verdict may depend on beside the subject itself.
 * @typedef {{schools: TrustFile[],
 *   registers: import('./school_registers.js').SchoolRegisters | null,
 *   claims: import('./claims.js').Claims, now: number}} InquiryOptions
 * registers null: offline */

/** @param {string} day */
const midnight = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;

/** @param {IssuerKey['window']} window */
const windowText = ({begin, end}) => (end === null ? say('verify.windowFrom', {begin})
  : say('verify.windowWithin', {begin, end}));

/** Several messages as one. @param {'base.comma' | 'base.and' | 'base.semicolon'} joint
 * @param {Message[]} messages */
export const joined = (joint, messages) => messages.reduce((a, b) => say(joint, {a, b}));

/** Inquiry is one lookup under way: what was found out, and the steps that every kind of
 * subject shares. VALID is no finding of any step: it is what remains where every check
 * was made and passed. */
export class Inquiry {
  settlement = new Settlement();
  /** @type {TrustFile | null} as accepted */
  school = null;
  /** @type {import('./register_view.js').RegisterView | null} null: offline */
  view = null;
  /** A register was asked for, and there is none that could be verified. */
  noRegister = false;
  /** @type {SignedRecord | null} */
  record = null;
  /** The record's key may be newer than keys. */
  keyIsUnknown = false;
  /** @type {import('./facts.js').Fact[] | null} */
  facts = null;
  isPdf = false;
  /** @type {string | null} that the PDF brought along */
  ownProof = null;
  /** @type {number | null} the proven place in the log */
  index = null;
  /** @type {Card | null} that holds the record at hand */
  card = null;
  cardAsked = false;
  /** Why there is no card. @type {LogPlace} */
  cardProblem = unknownPlace(say('base.plain', {words: ''}));
  /** @type {import('./card_history.js').PublishedState | null} */
  state = null;
  /** @type {number | null} */
  registerTime = null;

  /** @param {InquiryOptions} options */
  constructor(options) {
    this.options = options;
  }

  get online() {
    return this.options.registers !== null;
  }

  /** The school's keys, of the newest trust file known. @returns {TrustFile} */
  get keys() {
    const keys = this.view?.trust ?? this.school;
    if (!keys) throw new Error('no school was entered');
    return keys;
  }

  get schoolName() {
    return escapeControls(this.keys.name);
  }

  get keysAreNewest() {
    return this.view !== null && this.view.current;
  }

  /** @param {import('../base/site_address.js').SiteAddress} site */
  findSchool(site) {
    return this.options.schools.find((each) => each.site.origin === site.origin) ?? null;
  }

  /** @param {TrustFile} school */
  async newestKeysOf(school) {
    const {registers} = this.options;
    if (!registers) return school;
    const {value: view} = await attempt(() => registers.of(school));
    return view?.trust ?? school;
  }

  /** From here on the inquiry is about this school, and by its register where there is
   * one. @param {TrustFile} school */
  async enterSchool(school) {
    this.school = school;
    const {registers} = this.options;
    if (!registers) {
      this.settlement.addCheck('register', 'unknown', say('verify.notAsked'));
      return;
    }
    const {value: view, why} = await attempt(() => registers.of(school));
    if (why) {
      this.settlement.addCheck('register', 'unknown', why);
      this.settlement.leaveOpen(why);
      this.noRegister = true;
      return;
    }
    this.view = view;
    this.noRegister = view.log === null;
    this.registerTime = view.head?.time ?? null;
    const {result, evidence} = view.check;
    this.settlement.addCheck('register', result, evidence);
    if (result === 'fail') this.settlement.settle(notGenuine(evidence));
    if (result === 'unknown') this.settlement.leaveOpen(evidence);
  }

  // The record and its key.

  /** @param {Message} why */
  refuseRecord(why) {
    this.settlement.addCheck('record', 'fail', why);
    this.settlement.settle(notGenuine(why));
  }

  /** A key that the newest trust file does not list is nobody's; where a newer one may
   * exist it may be in that. @param {Message} what */
  judgeUnlistedKey(what) {
    const why = say('verify.keyUnlisted', {what, version: this.keys.version,
      school: this.schoolName});
    if (this.keysAreNewest) {
      this.refuseRecord(why);
      return;
    }
    this.keyIsUnknown = true;
    this.settlement.addCheck('record', 'unknown', why);
    this.settlement.leaveGenuinenessOpen(why);
  }

  /** A closed key may be in a thief's hands, so it takes the place in the log to say that
   * it counts. An open one is the school's own whatever the place, but for one before it
   * began. @param {IssuerKey} key @param {Message} evidence */
  judgeWindow(key, evidence) {
    const window = say('verify.keyWindow', {id: key.id, school: this.schoolName,
      window: windowText(key.window)});
    if (this.index !== null && !contains(key.window, this.index)) {
      this.refuseRecord(say('verify.outsideWindow', {window, index: this.index}));
      return false;
    }
    if (this.index === null && key.window.end !== null) {
      const why = say('verify.placeUnproven', {window});
      this.settlement.addCheck('record', 'unknown', why);
      this.settlement.leaveGenuinenessOpen(why);
      return false;
    }
    this.settlement.addCheck('record', 'pass', evidence);
    return true;
  }

  /** @param {SignedRecord} record */
  async isOfSchool(record) {
    const key = this.keys.findIssuer(record.keyId);
    return key !== null && record.credential.site.origin === this.keys.site.origin &&
      record.verifySignature(key.key.key);
  }

  // The place in the log.

  async checkLog() {
    const place = await this.#findPlace();
    this.index = place.index;
    this.settlement.addCheck('log', place.result, place.evidence);
    if (place.result === 'fail') {
      this.settlement.settle(notGenuine(place.evidence));
    } else if (place.doubtful) {
      this.settlement.leaveGenuinenessOpen(place.evidence);
    } else if (place.result === 'unknown' && this.online) {
      this.settlement.leaveOpen(place.evidence);
    }
  }

  /** @returns {Promise<LogPlace>} */
  async #findPlace() {
    const {record, ownProof, view} = this;
    if (!record) return this.cardProblem;
    const leaf = await recordLeaf(record.bytes);
    if (ownProof !== null) {
      const {value: proof, why} = await attempt(() => parseProof(ownProof));
      if (why) return failedPlace(say('verify.proofUnreadable', {why}));
      return view ? checkLog(view, leaf, proof, 'certificate')
        : checkProof(this.keys, leaf, proof);
    }
    if (!view) return unknownPlace(say('verify.noProof'));
    if (!view.log) return unknownPlace(say('verify.registerUnverified'));
    const card = await this.fetchCard();
    if (!card) return this.cardProblem;
    const {value: proof, why} = await attempt(() => parseProof(card.proof));
    if (why) return unknownPlace(say('verify.cardProofUnreadable', {why}));
    return checkLog(view, leaf, proof, 'card');
  }

  /** The card of the record at hand, asked for once: the server need not know of it where
   * the certificate itself says enough. @returns {Promise<Card | null>} */
  async fetchCard() {
    const {record, view} = this;
    if (this.cardAsked || !record || !view) return this.card;
    this.cardAsked = true;
    const {code} = record.credential;
    const {value: card, why} = await attempt(() => view.fetchCard(code));
    if (why) {
      this.cardProblem = unknownPlace(why);
    } else if (!card) {
      this.cardProblem = unknownPlace(say('verify.noCard', {where: view.where,
        code: code.printed}));
    } else if (equal(card.record, record.bytes)) {
      this.card = card;
    } else {
      const {value: other} = await attempt(() => SignedRecord.parse(card.record));
      this.cardProblem = other && (await this.isOfSchool(other))
        ? failedPlace(say('verify.cardOtherRecord'))
        : unknownPlace(say('verify.cardStrangeRecord'));
    }
    return this.card;
  }

  // What the register says today.

  async checkStatus() {
    const {record, view, settlement} = this;
    const unknown = (/** @type {Message} */ why) =>
      settlement.addCheck('status', 'unknown', why);
    if (!view) {
      unknown(say(this.online ? 'verify.noRegisterToAsk' : 'verify.notAsked'));
      return;
    }
    if (!view.log) return unknown(say('verify.registerUnverified'));
    if (!record) return unknown(say('verify.placeUnknown'));
    const finding = await checkStatus(view, view.log, {slot: record.credential.status,
      logIndex: this.index, card: this.card, fetch: () => this.fetchCard()});
    if (finding.result === 'pass' && !view.current) {
      return unknown(say('verify.notCurrent', {evidence: finding.evidence}));
    }
    settlement.addCheck('status', finding.result, finding.evidence);
    if (finding.status) this.#settleStatus(finding.status);
    if (finding.result === 'unknown') settlement.leaveOpen(finding.evidence);
  }

  /** @param {import('./status_check.js').CertificateStatus} status */
  #settleStatus({state, since, reason, successor}) {
    this.state = state;
    if (state === 'suspended') this.settlement.settle(suspended(since, this.schoolName));
    if (state === 'revoked') this.settlement.settle(revoked(since, reason));
    if (state === 'replaced') this.settlement.settle(replaced(since, successor));
  }

  // Dates and claims.

  /** @param {number | null} issued @param {string} completed
   * @param {string | null} expires */
  checkDates(issued, completed, expires) {
    const {now} = this.options;
    const begin = issued ?? midnight(completed);
    const since = say(issued === null ? 'verify.completedOn' : 'verify.issuedOn',
      {day: dayOf(begin)});
    if (begin > now + CLOCK_TOLERANCE) {
      this.settlement.addCheck('dates', 'unknown', say('verify.afterClock', {since,
        clock: minuteOf(now)}));
      this.settlement.leaveOpen(say('verify.datedAfterClock'));
    } else if (expires !== null && now >= midnight(expires)) {
      this.settlement.addCheck('dates', 'fail',
        say('verify.sinceExpired', {since, expires}));
      this.settlement.settle(expired(expires, completed));
    } else {
      this.settlement.addCheck('dates', 'pass', expires === null
        ? say('verify.sinceForever', {since}) : say('verify.sinceUntil', {since, expires}));
    }
  }

  /** @param {import('../record/seal.js').SealFacts} facts */
  checkClaims(facts) {
    const {claims} = this.options;
    if (Object.values(claims).every((claim) => claim === undefined)) return;
    const differ = findMismatches(claims, facts)
      .map((field) => say(`verify.claim.${field}`));
    if (differ.length === 0) {
      this.settlement.addCheck('claims', 'pass', say('verify.claimsAgree'));
      return;
    }
    this.settlement.addCheck('claims', 'fail', say('verify.claimsDiffer',
      {fields: joined('base.comma', differ)}));
    this.settlement.settle(doesNotMatch(facts.code, joined('base.and', differ)));
  }

  // The end.

  // Nothing is against it. VALID takes every check, each of them made and passed; without
  // a register AUTHENTIC says that three of them were not.
  #settleGood() {
    const {settlement, view} = this;
    const isAuthentic = this.school !== null && this.facts !== null &&
      settlement.passed('record') && settlement.passed('dates') &&
      (!this.isPdf || settlement.passed('document'));
    const isCurrent = view !== null && view.current && settlement.passed('log') &&
      settlement.passed('register') && settlement.passed('status');
    const open = settlement.firstNotPassed;
    if (isAuthentic && !this.online) {
      settlement.settle(authentic(this.schoolName));
    } else if (isAuthentic && isCurrent && view.head && !open) {
      settlement.settle(valid(this.schoolName, view.head.time));
    } else {
      settlement.leaveOpen(open ? open.evidence : say('verify.noEnd'));
    }
  }

  // What may help where the matter stayed open.
  #hints() {
    if (this.settlement.outcome?.verdict !== 'CANNOT CHECK') return [];
    if (!this.online && this.settlement.genuinenessIsOpen) {
      return [say('verify.hintOnline')];
    }
    return this.noRegister ? [say('verify.hintOffline')] : [];
  }

  finish() {
    if (!this.settlement.outcome) this.#settleGood();
    const {outcome, checks} = this.settlement;
    if (!outcome) throw new Error('an inquiry ends with an outcome');
    return {outcome, facts: this.facts, status: this.state, checks,
      registerTime: this.registerTime, asOf: this.options.now, hints: this.#hints(),
      trust: this.view?.trust ?? this.school};
  }
}
