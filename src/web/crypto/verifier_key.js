// SPDX-License-Identifier: Apache-2.0
import {base64, concat, hex, unbase64, utf8} from '../base/bytes.js';
import {quote, refuse} from '../base/message.js';
import {sha256} from './digest.js';
import {isStrongKey, verifyEd25519} from './ed25519.js';

const ED25519 = Uint8Array.of(1);
const MAX_NAME = 256;

/** Whether a text can name an issuer key, as key-2026-01. @param {string} id */
export const isIssuerKeyId = (id) => /^[a-z0-9-]{1,64}$/.test(id);

/** @param {string} name */
const isName = (name) => /^[^\u0000-\u0020\u007f+]+$/.test(name) &&
  utf8(name).length <= MAX_NAME;

/** A named Ed25519 public key as C2SP signed-note writes it:
 *
 *     name+8 hex digits of the key id+base64(01 ‖ 32-byte key)
 *
 * The id is the first 4 bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key): it selects a key, and
 * never identifies one. */
export class VerifierKey {
  /** @param {string} name @param {Uint8Array} key @param {Uint8Array} id
   * @param {string} text that parse has judged */
  constructor(name, key, id, text) {
    this.name = name;
    this.key = key;
    this.id = id;
    this.text = text;
  }

  /** @param {string} text @returns {Promise<VerifierKey>} */
  static async parse(text) {
    const why = () => refuse('crypto.notAVerifierKey', {text: quote(text)});
    const [name, , ...rest] = text.split('+');
    const bytes = unbase64(rest.join('+'));
    if (bytes === null || bytes[0] !== ED25519[0]) return why();
    const key = bytes.subarray(1);
    if (!isStrongKey(key)) return why();
    if (!isName(name)) return refuse('crypto.notAKeyName', {name: quote(name)});
    const id = (await sha256(utf8(`${name}\n`), ED25519, key)).subarray(0, 4);
    if (text !== `${name}+${hex(id)}+${base64(concat(ED25519, key))}`) return why();
    return new VerifierKey(name, key, id, text);
  }

  /** @param {Uint8Array} message @param {Uint8Array} signature */
  verify(message, signature) {
    return verifyEd25519(this.key, message, signature);
  }
}
