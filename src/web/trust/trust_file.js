// SPDX-License-Identifier: Apache-2.0
import {equal, hex} from '../base/bytes.js';
import {quote, reasonOf, refuse, say} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {SignedNote} from '../log/note.js';
import {countCosignatures} from '../log/witness.js';
import {contains, readTrustKeys} from './trust_keys.js';

/** @typedef {import('./trust_keys.js').TrustKeys} TrustKeys */
/** @typedef {import('../log/checkpoint.js').SignedCheckpoint} SignedCheckpoint */

// The root's line, and where the root has changed one of the previous root's behind it.
/** @param {SignedNote} note
 * @param {import('../crypto/verifier_key.js').VerifierKey} root */
async function checkSigners(note, root) {
  await note.verify(root);
  const byRoot = new Set(note.linesBy(root.name, root.id));
  const [first, second] = note.signatures;
  if (!byRoot.has(first)) refuse('trust.rootFirst');
  if (note.signatures.length > 2 || byRoot.has(second)) refuse('trust.signatures');
}

/** TrustFile is a school's keys, signed by its root key. */
export class TrustFile {
  static MAX_BYTES = 64 * 1024;

  /** @param {Uint8Array} bytes @param {SignedNote} note @param {TrustKeys} keys
   * @param {string} fingerprint */
  constructor(bytes, note, keys, fingerprint) {
    this.bytes = bytes;
    this.note = note;
    this.keys = keys;
    /** Of the root key, for a person to compare: 64 hex digits in groups of four. */
    this.fingerprint = fingerprint;
  }

  get name() {
    return this.keys.name;
  }
  get site() {
    return this.keys.site;
  }
  get url() {
    return this.keys.site.url;
  }
  get version() {
    return this.keys.version;
  }

  /** Takes only what the school's program prints, with the valid signature of the root
   * key that it names. @param {Uint8Array} bytes */
  static async parse(bytes) {
    try {
      if (bytes.length > TrustFile.MAX_BYTES) refuse('trust.tooLarge');
      const note = SignedNote.parse(bytes);
      const keys = await readTrustKeys(note.text);
      await checkSigners(note, keys.root);
      const groups = hex(await sha256(keys.root.key)).match(/.{4}/g) ?? [];
      return new TrustFile(bytes, note, keys, groups.join(' '));
    } catch (error) {
      return refuse('trust.notTrustFile', {why: reasonOf(error)});
    }
  }

  /** Refuses a checkpoint that is not of this school's log, signed by the log key that
   * counts for its last leaf. @param {SignedCheckpoint} checkpoint */
  async checkCheckpoint(checkpoint) {
    const {origin, tree: {size}, note} = checkpoint;
    if (origin !== this.site.origin) {
      refuse('trust.otherLog', {found: quote(origin), expected: quote(this.site.origin)});
    }
    if (size === 0) refuse('trust.emptyLog');
    let why = say('trust.noLogKey', {index: size - 1});
    for (const log of this.keys.logs) {
      if (!contains(log.window, size - 1)) continue;
      try {
        return await note.verify(log.key);
      } catch (error) {
        why = reasonOf(error);
      }
    }
    return refuse('trust.checkpoint', {why});
  }

  /** Refuses one that fewer of the witnesses have seen than the file demands.
   * @param {SignedCheckpoint} checkpoint */
  async checkQuorum(checkpoint) {
    const {witnesses, quorum} = this.keys;
    let count = 0;
    try {
      count = await countCosignatures(checkpoint.note, witnesses);
    } catch (error) {
      refuse('trust.checkpoint', {why: reasonOf(error)});
    }
    if (count < quorum) {
      refuse('trust.tooFewWitnesses', {count, of: witnesses.length, quorum});
    }
  }

  /** @param {string} id */
  findIssuer(id) {
    return this.keys.issuers.find((issuer) => issuer.id === id) ?? null;
  }

  /** @param {Uint8Array} id the 4 bytes */
  findIssuerByKeyId(id) {
    return this.keys.issuers.find((issuer) => equal(issuer.key.id, id)) ?? null;
  }

  /** @param {Uint8Array} spki */
  findDocumentKey(spki) {
    return this.keys.documents.find((document) => equal(document.spki, spki)) ?? null;
  }
}
