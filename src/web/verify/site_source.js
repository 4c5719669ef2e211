// SPDX-License-Identifier: Apache-2.0
import {equal} from '../base/bytes.js';
import {escapeControls, refuse} from '../base/message.js';
import {sha256} from '../crypto/digest.js';
import {byDigestPath} from '../status/manifest.js';

/** SiteSource reads the files of a published site, wherever it is. A file that is not
 * there is an answer (null); one that cannot be read is refused, as one larger than
 * maxBytes. What it gives is not to be believed before a signature or a hash says so.
 * @typedef {{name: string,
 *   get(path: string, maxBytes: number): Promise<Uint8Array | null>}} SiteSource */

/** @param {SiteSource} site @param {string} path @param {number} maxBytes */
export async function readSiteFile(site, path, maxBytes) {
  const bytes = await site.get(path, maxBytes);
  return bytes ?? refuse('site.lacks', {site: nameOf(site), path});
}

/** Reads what the site keeps under its own digest. @param {SiteSource} site
 * @param {Uint8Array} digest @param {number} maxBytes */
export async function readByDigest(site, digest, maxBytes) {
  const path = byDigestPath(digest);
  const bytes = await readSiteFile(site, path, maxBytes);
  if (!equal(await sha256(bytes), digest)) {
    refuse('site.notItsName', {site: nameOf(site), path});
  }
  return bytes;
}

/** @param {SiteSource} site */
export const nameOf = (site) => escapeControls(site.name);
