// SPDX-License-Identifier: Apache-2.0
//
// Witnesses (c2sp.org/tlog-cosignature): others who state that they saw a log grow.
import {base64, concat, equal, hex, unbase64, utf8} from '../base/bytes.js';
import {isTime} from '../base/date.js';
import {quote, refuse} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {isStrongKey, verifyEd25519} from '../crypto/ed25519.js';
import {cosignedMessage} from './note.js';

const COSIGNATURE = Uint8Array.of(4);
const TIME = 8;

/** A named Ed25519 key for timestamped cosignatures.
 * @typedef {{name: string, id: Uint8Array, key: Uint8Array}} WitnessKey */

/** @param {string} text name+8 hex digits+base64(04 ‖ key)
 * @returns {Promise<WitnessKey>} */
export async function parseWitnessKey(text) {
  const parts = /^([^+\p{White_Space}\p{Cc}]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  const bytes = parts && unbase64(parts[3]);
  if (!parts || !bytes || bytes.length !== 33 || bytes[0] !== COSIGNATURE[0]) {
    refuse('log.notWitness', {text: quote(text)});
  }
  const [, name, idText] = parts;
  const key = bytes.slice(1);
  const id = (await sha256(utf8(`${name}\n`), COSIGNATURE, key)).slice(0, 4);
  if (hex(id) !== idText || !isStrongKey(key)) {
    refuse('log.notWitness', {text: quote(text)});
  }
  return {name, id, key};
}

/** @param {WitnessKey} witness @returns {string} */
export const witnessText = ({name, id, key}) =>
  `${name}+${hex(id)}+${base64(concat(COSIGNATURE, key))}`;

/** @param {string} text @param {Uint8Array} payload @param {WitnessKey} witness */
async function isCosigned(text, payload, witness) {
  if (payload.length !== TIME + 64) return false;
  const seconds = payload.slice(0, TIME).reduce((sum, byte) => sum * 256 + byte, 0);
  return isTime(seconds) &&
    verifyEd25519(witness.key, cosignedMessage(seconds, text), payload.slice(TIME));
}

/** How many different keys of witnesses have cosigned: a cosignature does not bind the
 * witness's name. A false line of one of them is refused.
 * @param {import('./note.js').SignedNote} note @param {readonly WitnessKey[]} witnesses */
export async function countCosignatures(note, witnesses) {
  /** @type {Uint8Array[]} */
  const seen = [];
  for (const witness of witnesses) {
    const lines = note.linesBy(witness.name, witness.id);
    for (const line of lines) {
      if (!(await isCosigned(note.text, line.payload, witness))) {
        refuse('log.cosignatureFalse', {name: quote(witness.name)});
      }
    }
    const isNew = !seen.some((key) => equal(key, witness.key));
    if (lines.length > 0 && isNew) seen.push(witness.key);
  }
  return seen.length;
}
