// SPDX-License-Identifier: Apache-2.0
import {attempt, refuse} from '../base/message.js';
import {checkSuccessor} from '../trust/successor.js';
import {TrustFile} from '../trust/trust_file.js';
import {nameOf} from './site_source.js';

/** @typedef {import('./site_source.js').SiteSource} SiteSource */

const MAX_STEPS = 200;

/** @param {SiteSource} site @param {number} version @returns {Promise<TrustFile | null>} */
export async function readTrustVersion(site, version) {
  const path = `keys/${version}`;
  const bytes = await site.get(path, TrustFile.MAX_BYTES);
  if (!bytes) return null;
  const {value, why} = await attempt(() => TrustFile.parse(bytes));
  return why ? refuse('site.file', {site: nameOf(site), path, why}) : value;
}

/** Goes from an accepted trust file upward to a version, by the files keys/<version>, each
 * of which must be the successor of the one before. An older version is refused.
 * @param {SiteSource} site @param {TrustFile} accepted @param {number} version */
export async function followTrust(site, accepted, version) {
  const from = accepted.version;
  if (version < from) {
    refuse('site.olderTrust', {site: nameOf(site), version, from});
  }
  if (version - from > MAX_STEPS) {
    refuse('site.trustTooFar', {site: nameOf(site), steps: version - from});
  }
  let trust = accepted;
  while (trust.version < version) {
    const next = await readTrustVersion(site, trust.version + 1);
    if (!next) {
      refuse('site.withholdsTrust', {site: nameOf(site), version: trust.version + 1});
    }
    const {why} = await attempt(() => checkSuccessor(trust, next));
    if (why) {
      refuse('site.file', {site: nameOf(site), path: `keys/${trust.version + 1}`, why});
    }
    trust = next;
  }
  return trust;
}
