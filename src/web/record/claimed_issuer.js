// SPDX-License-Identifier: Apache-2.0
import {orNull} from '../base/message.js';
import {valueAt} from '../json/at.js';
import {parseJson} from '../json/parse.js';

/** The part of a record that names its school, read without trust: to tell a stranger's
 * record from a broken one, and for nothing else. '': not there. `method` is what the
 * proof names.
 * @param {Uint8Array} record @returns {{did: string, name: string, method: string}} */
export function claimedIssuer(record) {
  const document = orNull(() => parseJson(record));
  /** @param {string} path */
  const at = (path) => {
    const value = valueAt(document, path);
    return typeof value === 'string' ? value : '';
  };
  return {
    did: at('issuer.id'),
    name: at('issuer.name'),
    method: at('proof[0].verificationMethod'),
  };
}
