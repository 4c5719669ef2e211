// SPDX-License-Identifier: Apache-2.0

const TAG_SIZE = 16;

/** @param {Uint8Array} key 32 bytes @param {Uint8Array} nonce 12 bytes
 * @param {Uint8Array} sealed ciphertext ‖ 16-byte tag @param {Uint8Array} associated
 * @returns {Promise<Uint8Array | null>} null where any bit of these differs */
export async function openAes256Gcm(key, nonce, sealed, associated) {
  if (sealed.length < TAG_SIZE) return null;
  const aes = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt']);
  const how = {name: 'AES-GCM', iv: nonce, additionalData: associated};
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, aes, sealed));
  } catch {
    return null;
  }
}
