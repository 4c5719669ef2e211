// SPDX-License-Identifier: Apache-2.0
import {hex} from '../base/bytes.js';
import {minuteOf} from '../base/date.js';
import {attempt, escapeControls, plain, quote, refuse, say, within}
  from '../base/message.js';
import {SignedCheckpoint} from '../log/checkpoint.js';
import {parseEntry} from '../log/entry.js';
import {cardPath, decryptCard, MAX_CARD_BYTES} from '../record/card.js';
import {listPath, StatusManifest} from '../status/manifest.js';
import {MAX_LIST_BYTES, readStatusList} from '../status/status_list.js';
import {followTrust} from './follow_trust.js';
import {ProvenLog} from './proven_log.js';
import {nameOf, readByDigest} from './site_source.js';

/** @typedef {import('../base/message.js').Message} Message */
/** @typedef {import('./site_source.js').SiteSource} SiteSource */
/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */
/** @typedef {import('./settlement.js').CheckResult} CheckResult */
/** @typedef {import('../status/status_bits.js').StatusBits} StatusBits */
/** @typedef {import('../log/entry.js').HeadEntry} HeadEntry */

/** A state of a school's register that was seen before: the checkpoint's bytes, the time
 * that the register gave itself, the time by this computer's clock.
 * @typedef {{checkpoint: Uint8Array, head: number, seen: number}} Remembered */

/** CheckpointMemory keeps the newest checkpoint seen, by origin and root key. What cannot
 * be read is refused: a lost memory must not pass for none.
 * @typedef {{recall(place: string): Promise<Remembered | null>,
 *   keep(place: string, seen: Remembered): Promise<void>,
 *   saveFork(first: Uint8Array, second: Uint8Array): Promise<Message>}} CheckpointMemory */

/** A clock may be a little behind the school's; seconds. */
export const CLOCK_TOLERANCE = 300;
const MAX_LOG_SIZE = 2 ** 48;

// A trust file that gives or takes a log key at an entry was made when the log was that
// far. A shorter log is from before; whoever stole the former key can still sign such.
/** @param {import('../trust/trust_keys.js').TrustKeys} keys @param {number} size */
function demandNotBefore(keys, size) {
  for (const {window} of keys.logs) {
    if (size > window.begin && (window.end === null || size > window.end)) continue;
    refuse('verify.beforeLogKey', {index: size - 1, version: keys.version});
  }
}

/** RegisterView is a school's register as one site shows it, opened once for many lookups.
 * `check` is the lookup's `register` check:
 *
 *   pass     the checkpoint is the school's, continues the one seen before, and its head's
 *            promise is not overdue
 *   unknown  it could not be verified (log is null); or it was, but is not known to be
 *            current: what is bad in it counts, that nothing is bad does not
 *   fail     the school's log key has signed two logs
 */
export class RegisterView {
  /** @type {{result: CheckResult, evidence: Message}} */
  check = {result: 'unknown', evidence: plain('')};
  ofAnotherSchool = false;
  /** @type {ProvenLog | null} */
  log = null;
  /** @type {HeadEntry | null} */
  head = null;
  #reachable = true;
  /** @type {SignedCheckpoint | null} */
  #checkpoint = null;
  /** @type {StatusManifest | null} */
  #manifest = null;
  /** @type {Map<string, Promise<StatusBits>>} */
  #lists = new Map();

  /** @param {TrustFile} accepted @param {SiteSource} site
   * @param {CheckpointMemory | null} memory @param {number} now */
  constructor(accepted, site, memory, now) {
    this.accepted = accepted;
    /** The newest trust file that the site led to. */
    this.trust = accepted;
    this.site = site;
    this.memory = memory;
    this.now = now;
  }

  /** @param {TrustFile} accepted @param {SiteSource} site
   * @param {CheckpointMemory | null} memory @param {number} now */
  static async open(accepted, site, memory, now) {
    const view = new RegisterView(accepted, site, memory, now);
    const {why} = await attempt(() => view.#read());
    if (why) {
      view.check = {result: 'unknown', evidence: why};
      view.log = null;
      view.head = null;
    } else {
      await view.#judge();
    }
    return view;
  }

  /** No newer trust file, entry or list is to be expected. */
  get current() {
    return this.check.result === 'pass';
  }

  get where() {
    return nameOf(this.site);
  }

  /** The status list that the head commits to. Needs `log`.
   * @param {import('../status/manifest.js').StatusListId} id
   * @returns {Promise<StatusBits>} */
  bits(id) {
    const path = listPath(id);
    let bits = this.#lists.get(path);
    if (!bits) {
      bits = this.#readList(id);
      bits.catch(() => {}); // is told to whoever waits for it
      this.#lists.set(path, bits);
    }
    return bits;
  }

  /** The card of a code; null where the site has none. A site that could not be reached
   * before is not asked again. @param {import('../record/code.js').CertificateCode} code */
  async fetchCard(code) {
    const {evidence} = this.check;
    if (!this.#reachable) refuse('base.plain', {words: evidence});
    const {site} = this.accepted;
    const file = await this.site.get(await cardPath(site, code), MAX_CARD_BYTES);
    return file && within(this.where, () => decryptCard(file, site, code));
  }

  /** That the log does not extend another checkpoint, with both kept. Needs `log`.
   * @param {SignedCheckpoint} other */
  async describeFork(other) {
    const own = /** @type {SignedCheckpoint} */ (this.#checkpoint);
    const kept = this.memory
      ? say('verify.forkKept', {place: await this.memory.saveFork(other.bytes, own.bytes)})
      : say('verify.forkNotKept');
    const treeOf = (/** @type {SignedCheckpoint} */ checkpoint) =>
      say('verify.tree', {size: checkpoint.tree.size, root: checkpoint.rootText});
    return say('verify.fork', {school: escapeControls(this.trust.name),
      other: treeOf(other), where: this.where, own: treeOf(own), kept});
  }

  // The checkpoint leads to head and manifest, the manifest names the trust file under
  // which all of this is judged: nothing of it counts before the last step.
  async #read() {
    const checkpoint = await this.#readCheckpoint();
    this.#checkpoint = checkpoint;
    this.log = new ProvenLog(this.site, checkpoint.tree);
    this.head = await this.#readHead(this.log);
    this.#manifest = await this.#readManifest(this.head);
    this.trust = await followTrust(this.site, this.accepted, this.#manifest.keys);
    await within(say('verify.checkpointOf', {where: this.where}), () =>
      this.trust.checkCheckpoint(checkpoint));
  }

  async #readCheckpoint() {
    const {value: bytes, why} = await attempt(() =>
      this.site.get('checkpoint', SignedCheckpoint.MAX_BYTES));
    this.#reachable = !why;
    if (why) return refuse('base.plain', {words: why});
    if (!bytes) return refuse('site.noRegister', {site: this.where});
    const read = await attempt(() => SignedCheckpoint.parse(bytes));
    if (read.why) {
      return refuse('site.file', {site: this.where, path: 'checkpoint', why: read.why});
    }
    const {origin, tree: {size}} = read.value;
    this.ofAnotherSchool = origin !== this.accepted.site.origin;
    if (this.ofAnotherSchool) {
      refuse('site.otherRegister', {site: this.where, found: quote(origin, 80),
        school: escapeControls(this.accepted.name)});
    }
    if (size === 0 || size > MAX_LOG_SIZE) refuse('site.noLog', {site: this.where, size});
    return read.value;
  }

  /** @param {ProvenLog} log @returns {Promise<HeadEntry>} */
  async #readHead(log) {
    const text = await log.entryAt(log.tree.size - 1);
    const {value: entry} = await attempt(() => parseEntry(text));
    if (entry?.kind !== 'head') return refuse('site.noHead', {site: this.where});
    return entry;
  }

  /** @param {HeadEntry} head */
  async #readManifest(head) {
    const bytes = await readByDigest(this.site, head.manifest, StatusManifest.MAX_BYTES);
    return within(say('verify.manifestOf', {where: this.where}), () =>
      StatusManifest.parse(bytes));
  }

  // The first of these that does not pass is the answer; a fork comes before all else.
  async #judge() {
    this.check = await this.#judgeMemory();
    if (this.current) this.check = await this.#judgeCurrency();
    if (this.current) await this.#remember();
  }

  /** @returns {Promise<RegisterView['check']>} */
  async #judgeCurrency() {
    const head = /** @type {HeadEntry} */ (this.head);
    const {size} = /** @type {ProvenLog} */ (this.log).tree;
    const {why} = await attempt(async () => {
      await this.trust.checkQuorum(/** @type {SignedCheckpoint} */ (this.#checkpoint));
      demandNotBefore(this.trust.keys, size);
      const time = minuteOf(head.time);
      if (head.time > this.now + CLOCK_TOLERANCE) {
        refuse('verify.registerAfterClock', {time, clock: minuteOf(this.now)});
      }
      if (head.next < this.now) {
        refuse('verify.overdue', {time, next: minuteOf(head.next)});
      }
    });
    if (why) {
      return {result: 'unknown',
        evidence: say('base.within', {place: this.where, why})};
    }
    return {result: 'pass', evidence: say('verify.register', {where: this.where,
      time: minuteOf(head.time), school: escapeControls(this.trust.name), size,
      next: minuteOf(head.next)})};
  }

  /** @param {TrustFile} trust whose root key names the place */
  #placeOf(trust) {
    return `${trust.site.origin} ${hex(trust.keys.root.key)}`;
  }

  // What was seen is kept under the root key; where that has changed since, under both.
  get #places() {
    return [...new Set([this.trust, this.accepted].map((trust) => this.#placeOf(trust)))];
  }

  // What was signed by a log key that counts no more is no evidence of anything.
  /** @param {CheckpointMemory} memory @param {string} place */
  async #recall(memory, place) {
    const seen = await memory.recall(place);
    if (!seen) return null;
    const checkpoint = await SignedCheckpoint.parse(seen.checkpoint);
    const {why} = await attempt(() => this.trust.checkCheckpoint(checkpoint));
    return why ? null : {...seen, checkpoint};
  }

  /** @param {CheckpointMemory} memory */
  async #recallNewest(memory) {
    let newest = null;
    for (const place of this.#places) {
      const seen = await this.#recall(memory, place);
      if (seen && seen.checkpoint.tree.size > (newest?.checkpoint.tree.size ?? 0)) {
        newest = seen;
      }
    }
    return newest;
  }

  /** @returns {Promise<RegisterView['check']>} */
  async #judgeMemory() {
    const {memory} = this;
    const pass = {result: /** @type {CheckResult} */ ('pass'), evidence: plain('')};
    if (!memory) return pass;
    const {value: seen, why} = await attempt(() => this.#recallNewest(memory));
    if (why) return {result: 'unknown', evidence: say('verify.memoryUnreadable', {why})};
    return seen ? this.#compareWithSeen(seen, pass) : pass;
  }

  /** @param {{checkpoint: SignedCheckpoint, head: number, seen: number}} before
   * @param {RegisterView['check']} pass @returns {Promise<RegisterView['check']>} */
  async #compareWithSeen(before, pass) {
    const log = /** @type {ProvenLog} */ (this.log);
    const head = /** @type {HeadEntry} */ (this.head);
    if (before.checkpoint.tree.size > log.tree.size) {
      return {result: 'unknown', evidence: say('verify.olderThanSeen', {where: this.where,
        time: minuteOf(head.time), head: minuteOf(before.head),
        seen: minuteOf(before.seen)})};
    }
    const {value, why} = await attempt(() => log.extends(before.checkpoint.tree));
    if (why) return {result: 'unknown', evidence: why};
    if (value) return pass;
    return {result: 'fail', evidence: await this.describeFork(before.checkpoint)};
  }

  async #remember() {
    const {memory} = this;
    const checkpoint = /** @type {SignedCheckpoint} */ (this.#checkpoint);
    if (!memory) return;
    for (const place of this.#places) {
      // A memory that cannot be written to keeps what it had, which is still true.
      await attempt(async () => {
        const seen = await this.#recall(memory, place);
        if (seen && seen.checkpoint.tree.size >= checkpoint.tree.size) return;
        const head = /** @type {HeadEntry} */ (this.head);
        await memory.keep(place, {checkpoint: checkpoint.bytes, head: head.time,
          seen: this.now});
      });
    }
  }

  /** @param {import('../status/manifest.js').StatusListId} id */
  async #readList(id) {
    const path = listPath(id);
    const digest = this.#manifest?.find(id);
    if (!digest) return refuse('site.noList', {site: this.where, path});
    const bytes = await readByDigest(this.site, digest, MAX_LIST_BYTES);
    const keyOf = (/** @type {string} */ keyId) =>
      this.trust.findIssuer(keyId)?.key.key ?? null;
    const {value, why} = await attempt(() =>
      readStatusList(bytes, this.trust.site, id, keyOf));
    return why ? refuse('site.file', {site: this.where, path, why}) : value;
  }
}
