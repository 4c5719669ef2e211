// SPDX-License-Identifier: Apache-2.0
import {concat} from '../base/bytes.js';
import {Refusal, refuse, say} from '../base/message.js';

/** @typedef {import('./site_source.js').SiteSource} SiteSource */

const PATH = /^(?:[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)(?:\/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*$/;
const MAX_PATH = 512;
const DEADLINE = 20_000; // milliseconds for one file

// What never changes once it is written need not be asked for again.
const IMMUTABLE = /^(?:tile\/|keys\/|status\/sha256\/)/;

/** @param {Response} response @param {number} maxBytes @param {string} path */
async function readCapped(response, maxBytes, path) {
  const reader = response.body?.getReader();
  const parts = [];
  let size = 0;
  for (;;) {
    const {done, value} = (await reader?.read()) ?? {done: true, value: undefined};
    if (done) return concat(...parts);
    size += value.length;
    if (size > maxBytes) {
      reader?.cancel().catch(() => {});
      refuse('site.tooLarge', {path, most: maxBytes});
    }
    parts.push(value);
  }
}

/** FetchedSite reads a site from the address that this page came from. Each file is asked
 * for once in its life. @implements {SiteSource} */
export class FetchedSite {
  /** @type {Map<string, Promise<Uint8Array | null>>} */
  #files = new Map();

  /** @param {string} address with a slash at its end */
  constructor(address) {
    this.name = address;
  }

  /** @param {string} path @param {number} maxBytes */
  get(path, maxBytes) {
    let file = this.#files.get(path);
    if (!file) {
      file = this.#fetch(path, maxBytes);
      file.catch(() => {}); // is told to whoever waits for it
      this.#files.set(path, file);
    }
    return file;
  }

  /** @param {string} path @param {number} maxBytes @returns {Promise<Uint8Array | null>} */
  async #fetch(path, maxBytes) {
    if (!PATH.test(path) || path.length > MAX_PATH) refuse('site.notAPath');
    try {
      const response = await fetch(new URL(path, this.name), {
        cache: IMMUTABLE.test(path) ? 'default' : 'no-cache',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(DEADLINE),
      });
      if (response.status === 404 || response.status === 410) return null;
      if (response.status !== 200) {
        refuse('site.answered', {site: this.name, path, status: response.status});
      }
      return await readCapped(response, maxBytes, path);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal(say('site.unreachable', {site: this.name, path}));
    }
  }
}
