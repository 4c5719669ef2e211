// SPDX-License-Identifier: Apache-2.0
//
// The school that this page is of. A page that the school serves can but take the
// school's word for its keys; what was seen at an earlier visit holds it to them.
import {attempt, refuse} from '../base/message.js';
import {TrustFile} from '../trust/trust_file.js';
import {readTrustVersion} from './follow_trust.js';

/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./site_source.js').SiteSource} SiteSource */

/** @param {Memory | null} memory @param {string} origin */
async function rememberedSchool(memory, origin) {
  const {value} = await attempt(async () => {
    const bytes = await memory?.recallTrust(origin);
    return bytes ? TrustFile.parse(bytes) : null;
  });
  return value?.site.origin === origin ? value : null;
}

/** The trust file of an earlier visit, else the one of the version that the page names.
 * Refused where the site has none, or another school's.
 * @param {SiteSource} site @param {Memory | null} memory @param {string} origin
 * @param {number} version */
export async function acceptedSchool(site, memory, origin, version) {
  const remembered = await rememberedSchool(memory, origin);
  if (remembered) return remembered;
  const trust = await readTrustVersion(site, version);
  if (!trust) return refuse('site.lacks', {site: site.name, path: `keys/${version}`});
  if (trust.site.origin !== origin || trust.version !== version) {
    return refuse('verify.otherSchool', {site: site.name, origin});
  }
  return trust;
}

/** Keeps the trust file that a register was verified by.
 * @param {Memory | null} memory @param {import('./lookup.js').Report} report */
export async function rememberSchool(memory, {trust, checks}) {
  const current = checks.some(({name, result}) => name === 'register' && result === 'pass');
  if (!memory || !trust || !current) return;
  await attempt(() => memory.keepTrust(trust.site.origin, trust.bytes));
}
