// SPDX-License-Identifier: Apache-2.0
import {parseDecimal} from './bytes.js';
import {quote, refuse, say} from './message.js';

const SCHEME = 'https://';
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const SEGMENT = /^[A-Za-z0-9_.~-]+$/;

/** @param {string} host */
const isHost = (host) =>
  host.length <= 253 && host.split('.').every((label) => LABEL.test(label));

/** @param {string} text */
function isPort(text) {
  const port = parseDecimal(text);
  return port !== null && port >= 1 && port <= 65535 && port !== 443;
}

/** @param {string} part */
const isSegment = (part) => SEGMENT.test(part) && part !== '.' && part !== '..';

/** @param {string} origin @returns {string | null} the text that says what is wrong */
function faultOf(origin) {
  if (origin.length > 512) return 'base.addressTooLong';
  const [authority, ...segments] = origin.split('/');
  const [host, ...ports] = authority.split(':');
  if (!isHost(host)) return 'base.addressHost';
  if (ports.length > 0 && !isPort(ports.join(':'))) return 'base.addressPort';
  return segments.every(isSegment) ? null : 'base.addressPath';
}

/** The web address under which a school publishes its register, and the names that
 * follow from it:
 *
 *     url     https://verify.school.example/      https://school.example:8443/a/b/
 *     origin  verify.school.example               school.example:8443/a/b
 *     did     did:web:verify.school.example       did:web:school.example%3A8443:a:b
 */
export class SiteAddress {
  /** @param {string} origin that fromOrigin has judged */
  constructor(origin) {
    this.origin = origin;
    this.url = `${SCHEME}${origin}/`;
    this.host = origin.split(/[:/]/)[0]; // without the port
    this.did = `did:web:${origin.replaceAll(':', '%3A').replaceAll('/', ':')}`;
  }

  /** @param {string} url https, with or without "/" at the end @returns {SiteAddress} */
  static parse(url) {
    if (!url.startsWith(SCHEME)) refuse('base.addressScheme', {address: quote(url)});
    const origin = url.slice(SCHEME.length);
    return SiteAddress.fromOrigin(origin.endsWith('/') ? origin.slice(0, -1) : origin);
  }

  /** @param {string} origin @returns {SiteAddress} */
  static fromOrigin(origin) {
    const fault = faultOf(origin);
    if (fault === null) return new SiteAddress(origin);
    return refuse('base.address',
      {address: quote(`${SCHEME}${origin}/`), why: say(fault)});
  }
}
