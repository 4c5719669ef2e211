// SPDX-License-Identifier: Apache-2.0
import {concat} from '../base/bytes.js';

/** @param {...Uint8Array} parts @returns {Promise<Uint8Array>} the SHA-256 of all in turn */
export async function sha256(...parts) {
  const bytes = parts.length === 1 ? parts[0] : concat(...parts);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
