// SPDX-License-Identifier: Apache-2.0
import {concat} from '../base/bytes.js';

/** @param {...Uint8Array} parts
 * @returns {Promise<Uint8Array>} the SHA-256 of all, one after the other */
export async function sha256(...parts) {
  const bytes = parts.length === 1 ? parts[0] : concat(...parts);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** RFC 5869. @param {Uint8Array} keyMaterial @param {Uint8Array} salt
 * @param {Uint8Array} info @param {number} size in bytes @returns {Promise<Uint8Array>} */
export async function hkdfSha256(keyMaterial, salt, info, size) {
  const key =
    await crypto.subtle.importKey('raw', keyMaterial, 'HKDF', false, ['deriveBits']);
  const how = {name: 'HKDF', hash: 'SHA-256', salt, info};
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, size * 8));
}
