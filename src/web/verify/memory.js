// SPDX-License-Identifier: Apache-2.0
//
// What this browser remembers of schools: the newest register seen, so that no older or
// other one is shown unseen, and the trust file it was seen under. Nothing of certificates.
import {concat, hex} from '../base/bytes.js';
import {Refusal, say} from '../base/message.js';
import {sha256} from '../crypto/digest.js';

/** @typedef {import('./register_view.js').CheckpointMemory} CheckpointMemory */

const NAME = 'certseal';
const STORES = ['seen', 'trust', 'forks'];

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(new Refusal(say('verify.memoryFails')));
});

/** @param {unknown} value @returns {value is import('./register_view.js').Remembered} */
function isRemembered(value) {
  const {checkpoint, head, seen} = Object(value);
  return checkpoint instanceof Uint8Array && Number.isSafeInteger(head) &&
    Number.isSafeInteger(seen);
}

/** @implements {CheckpointMemory} */
export class Memory {
  /** @param {IDBDatabase} database */
  constructor(database) {
    this.database = database;
  }

  /** null where this browser keeps nothing, as in some private windows.
   * @returns {Promise<Memory | null>} */
  static async open() {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        for (const store of STORES) request.result.createObjectStore(store);
      };
      return new Memory(await done(request));
    } catch {
      return null;
    }
  }

  /** @param {string} place */
  async recall(place) {
    const value = await this.#get('seen', place);
    if (value === undefined) return null;
    if (!isRemembered(value)) throw new Refusal(say('verify.memoryFails'));
    return value;
  }

  /** @param {string} place @param {import('./register_view.js').Remembered} seen */
  keep(place, seen) {
    return this.#put('seen', place, seen);
  }

  /** The bytes of the trust file that a register was last seen under.
   * @param {string} origin @returns {Promise<Uint8Array | null>} */
  async recallTrust(origin) {
    const value = await this.#get('trust', origin);
    return value instanceof Uint8Array ? value : null;
  }

  /** @param {string} origin @param {Uint8Array} bytes */
  keepTrust(origin, bytes) {
    return this.#put('trust', origin, bytes);
  }

  /** @param {Uint8Array} first @param {Uint8Array} second */
  async saveFork(first, second) {
    const name = hex(await sha256(concat(first, second)));
    await this.#put('forks', name, [first, second]);
    return say('verify.thisBrowser', {name});
  }

  /** Everything of a store, to show and to save: for the evidence of two logs.
   * @returns {Promise<[Uint8Array, Uint8Array][]>} */
  forks() {
    return done(this.#store('forks', 'readonly').getAll());
  }

  /** @param {string} store @param {IDBTransactionMode} mode */
  #store(store, mode) {
    return this.database.transaction(store, mode).objectStore(store);
  }

  /** @param {string} store @param {string} key @returns {Promise<unknown>} */
  #get(store, key) {
    return done(this.#store(store, 'readonly').get(key));
  }

  /** @param {string} store @param {string} key @param {unknown} value */
  async #put(store, key, value) {
    await done(this.#store(store, 'readwrite').put(value, key));
  }
}
