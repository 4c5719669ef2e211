// SPDX-License-Identifier: Apache-2.0
//
// Ed25519 keys of one's own, as a school's program has them.
import {generateKeyPairSync, sign} from 'node:crypto';
import {base64, concat, hex, utf8} from '../../../src/web/base/bytes.js';
import {sha256} from '../../../src/web/crypto/digest.js';

export class Signer {
  /** @param {string} name */
  constructor(name) {
    const {privateKey, publicKey} = generateKeyPairSync('ed25519');
    this.name = name;
    this.privateKey = privateKey;
    this.key = new Uint8Array(publicKey.export({type: 'spki', format: 'der'})).slice(-32);
  }

  async id() {
    const digest = await sha256(utf8(`${this.name}\n`), Uint8Array.of(1), this.key);
    return digest.slice(0, 4);
  }

  async text() {
    const key = base64(concat(Uint8Array.of(1), this.key));
    return `${this.name}+${hex(await this.id())}+${key}`;
  }

  /** The signature line of a note. @param {string} text */
  async line(text) {
    const signature = new Uint8Array(sign(null, utf8(text), this.privateKey));
    return `\u2014 ${this.name} ${base64(concat(await this.id(), signature))}\n`;
  }

  /** A note of its own. @param {string} text @param {...Signer} others */
  async note(text, ...others) {
    let note = `${text}\n${await this.line(text)}`;
    for (const other of others) note += await other.line(text);
    return utf8(note);
  }
}
