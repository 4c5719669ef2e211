// SPDX-License-Identifier: Apache-2.0
import {base64, equal, parseDecimal, unbase64} from '../base/bytes.js';
import {quote, refuse} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {SignedNote} from './note.js';

/** @param {string} text @returns {Uint8Array | null} the 32 bytes of a SHA-256 */
export function parseDigest(text) {
  const bytes = unbase64(text);
  return bytes && bytes.length === 32 ? bytes : null;
}

/** SignedCheckpoint is what a log states of its tree (c2sp.org/tlog-checkpoint), as a
 * signed note: origin, size, root. Nothing is known about its signatures yet. */
export class SignedCheckpoint {
  static MAX_BYTES = 32 * 1024;

  /** @param {Uint8Array} bytes @param {SignedNote} note @param {string} origin
   * @param {import('./merkle.js').TreeHead} tree */
  constructor(bytes, note, origin, tree) {
    this.bytes = bytes;
    this.note = note;
    this.origin = origin;
    this.tree = tree;
  }

  /** @param {Uint8Array} bytes @returns {Promise<SignedCheckpoint>} */
  static async parse(bytes) {
    if (bytes.length > SignedCheckpoint.MAX_BYTES) {
      refuse('log.checkpointTooLarge', {most: SignedCheckpoint.MAX_BYTES});
    }
    const note = SignedNote.parse(bytes);
    const lines = note.text.split('\n');
    if (lines.length !== 4 || lines[3] !== '') refuse('log.checkpointLines');
    const [origin, sizeText, rootText] = lines;
    if (origin === '') refuse('log.notOrigin', {text: quote(origin)});
    const size = parseDecimal(sizeText);
    if (size === null) refuse('log.notSize', {text: quote(sizeText)});
    const root = parseDigest(rootText);
    if (!root) refuse('log.notDigest', {text: quote(rootText)});
    if (size === 0 && !equal(root, await sha256(new Uint8Array(0)))) {
      refuse('log.notEmptyRoot');
    }
    return new SignedCheckpoint(bytes, note, origin, {size, root});
  }

  get rootText() {
    return base64(this.tree.root);
  }
}
