// SPDX-License-Identifier: Apache-2.0
//
// The school whose page this is, as publish wrote it into index.html, and its trust file.

import {refuse} from '../base/message.js';
import {TrustFile} from '../trust/trust_file.js';

const MAX_TRUST_FILE = 1 << 20;

/** What publish wrote into index.html. */
export function page() {
  const {name = '', url = '', fingerprint = '', page: path = ''} = document.body.dataset;
  return {name, url, fingerprint, page: path};
}

/** @type {Promise<TrustFile> | null} */
let reading = null;

/** The trust file whose root key has the fingerprint that the page shows. A failure is not
 * kept: the next call tries again. @returns {Promise<TrustFile>} */
export function school() {
  reading ??= readTrustFile().catch((error) => {
    reading = null;
    throw error;
  });
  return reading;
}

async function readTrustFile() {
  const version = document.body.dataset.trust ?? '';
  const bytes = await fetchTrustFile(new URL(`keys/${version}`, document.baseURI));
  const trust = await TrustFile.parse(bytes);
  /** @param {string} text */
  const digits = (text) => text.replace(/\s/g, '');
  if (digits(trust.fingerprint) !== digits(page().fingerprint)) refuse('page.otherKeys');
  return trust;
}

/** @param {URL} url */
async function fetchTrustFile(url) {
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, {redirect: 'error', credentials: 'omit'});
  } catch {
    return refuse('page.noKeys');
  }
  if (!response.ok) refuse('page.noKeys');
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > MAX_TRUST_FILE) refuse('page.noKeys');
  return bytes;
}
