// SPDX-License-Identifier: Apache-2.0
//
// The school whose page this is, its site, and what this browser remembers of it.

import {refuse} from '../base/message.js';
import {acceptedSchool} from '../verify/accepted_school.js';
import {FetchedSite} from '../verify/fetched_site.js';
import {Memory} from '../verify/memory.js';

/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */

/** What publish wrote into index.html. */
export function page() {
  const {name = '', url = '', origin = '', fingerprint = '', trust = '', page: path = ''} =
    document.body.dataset;
  return {name, url, origin, fingerprint, version: Number(trust), path};
}

/** A site asks for each file once in its life, so each check has a new one. */
export const newSite = () => new FetchedSite(new URL('.', document.baseURI).href);

const opening = Memory.open();

/** null where this browser keeps nothing. */
export const memory = () => opening;

/** @type {Promise<TrustFile> | null} */
let reading = null;

/** The trust file that checks begin with; later ones follow from it. A failure is not
 * kept: the next call tries again. @returns {Promise<TrustFile>} */
export function school() {
  reading ??= accept().catch((error) => {
    reading = null;
    throw error;
  });
  return reading;
}

/** @param {string} fingerprint */
const digits = (fingerprint) => fingerprint.replace(/\s/g, '');

async function accept() {
  const {origin, version, fingerprint} = page();
  const trust = await acceptedSchool(newSite(), await memory(), origin, version);
  const same = digits(trust.fingerprint) === digits(fingerprint);
  if (trust.version === version && !same) refuse('page.otherKeys');
  return trust;
}
