// SPDX-License-Identifier: Apache-2.0
//
// C2SP signed notes (c2sp.org/signed-note): a text, an empty line, lines that sign it.
import {concat, equal, textOf, unbase64, utf8} from '../base/bytes.js';
import {quote, refuse} from '../base/message.js';

/** @typedef {import('../crypto/verifier_key.js').VerifierKey} VerifierKey */
/** @typedef {{name: string, keyId: Uint8Array, payload: Uint8Array}} NoteSignature */

const MAX_BYTES = 2 ** 20;
const MAX_SIGNATURES = 100;
const KEY_ID = 4;

/** @param {string} text of one line */
const isSignerName = (text) => text !== '' && !/[+\n\p{White_Space}\u0085]/u.test(text);

/** @param {string} line without its LF @returns {NoteSignature} */
function parseLine(line) {
  const parts = /^\u2014 ([^ ]*) (.*)$/su.exec(line);
  const bytes = parts && unbase64(parts[2]);
  if (!parts || !bytes || !isSignerName(parts[1]) || bytes.length <= KEY_ID) {
    refuse('log.notSignatureLine', {line: quote(line)});
  }
  return {name: parts[1], keyId: bytes.slice(0, KEY_ID), payload: bytes.slice(KEY_ID)};
}

/** @param {string} text */
function parseSignatures(text) {
  if (text === '') refuse('log.noSignatures');
  if (!text.endsWith('\n')) refuse('log.signatureCut');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) {
    refuse('log.tooManySignatures', {most: MAX_SIGNATURES});
  }
  return lines.map(parseLine);
}

export class SignedNote {
  /** @param {string} text @param {NoteSignature[]} signatures */
  constructor(text, signatures) {
    this.text = text;
    this.signatures = signatures;
  }

  /** Checks the form alone. @param {Uint8Array} bytes */
  static parse(bytes) {
    if (bytes.length > MAX_BYTES) refuse('log.noteTooLarge');
    const note = textOf(bytes);
    if (note === null) refuse('log.noteNotUtf8');
    if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(note)) refuse('log.noteControl');
    const split = note.lastIndexOf('\n\n');
    if (split < 0) refuse('log.noteUnsigned');
    return new SignedNote(note.slice(0, split + 1), parseSignatures(note.slice(split + 2)));
  }

  /** The lines that claim to be by a key. @param {string} name @param {Uint8Array} id */
  linesBy(name, id) {
    return this.signatures.filter((line) => line.name === name && equal(line.keyId, id));
  }

  /** Demands a signature by the key, and that none of its lines is false.
   * @param {VerifierKey} key */
  async verify(key) {
    const lines = this.linesBy(key.name, key.id);
    for (const {payload} of lines) {
      if (payload.length !== 64 || !(await key.verify(utf8(this.text), payload))) {
        refuse('log.signatureFalse', {name: quote(key.name)});
      }
    }
    if (lines.length === 0) refuse('log.signatureMissing', {name: quote(key.name)});
  }
}

/** What the witness of a cosignature signs. @param {number} time @param {string} text */
export const cosignedMessage = (time, text) =>
  concat(utf8(`cosignature/v1\ntime ${time}\n`), utf8(text));
