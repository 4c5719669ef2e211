// SPDX-License-Identifier: Apache-2.0
import {equal, hex, latin1} from '../base/bytes.js';
import {parseTime} from '../base/date.js';
import {refuse} from '../base/message.js';
import {
  BITS, DerReader, INTEGER, OID, SEQUENCE, SET, UTC_TIME, context, isWholeDer,
} from './der.js';
import {dotted} from './oids.js';
import {schemeOf, verifyBy} from './public_key.js';
import {directoryText, isCertificate, readExtensions} from './x509_shape.js';

const MAX_SIZE = 16 * 1024;
const COMMON_NAME = '2.5.4.3';
const EXTENDED_KEY_USAGE = '551d25';
// SEQUENCE { id-kp-timeStamping }
const TIME_STAMPING_ALONE = '300a06082b06010505070308';
/** @type {Record<string, string>} */
const ATTRIBUTES = {
  '2.5.4.4': 'SN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L',
  '2.5.4.8': 'ST', '2.5.4.9': 'street', '2.5.4.10': 'O', '2.5.4.11': 'OU',
  '2.5.4.12': 'title', '2.5.4.42': 'GN', '2.5.4.46': 'dnQualifier',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'emailAddress', '0.9.2342.19200300.100.1.25': 'DC',
};

/** UTCTime and GeneralizedTime of RFC 5280 §4.1.2.5.
 * @param {import('./der.js').DerValue} value @returns {number | null} seconds */
function timeOf({tag, contents}) {
  let text = latin1(contents);
  if (tag === UTC_TIME) text = (text < '50' ? '20' : '19') + text;
  const part = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!part) return null;
  const [, year, month, day, hour, minute, second] = part;
  return parseTime(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** As RFC 2253 has values in quotes that need them. @param {string} text */
const inQuotes = (text) => (/^[# ]|[,+"\\<>;]| $/.test(text)
  ? `"${text.replace(/["\\]/g, '\\$&')}"` : text);

/** The attributes of a name in their order.
 * @param {Uint8Array} name @returns {{type: string, text: string}[]} */
function attributesOf(name) {
  const attributes = [];
  const sets = new DerReader(name).enter(SEQUENCE);
  while (!sets.atEnd) {
    const set = sets.enter(SET);
    while (!set.atEnd) {
      const attribute = set.enter(SEQUENCE);
      const type = dotted(attribute.take(OID).contents);
      const {tag, contents} = attribute.take();
      attributes.push({type, text: directoryText(tag, contents) ?? `#${hex(contents)}`});
    }
  }
  return attributes;
}

/** A certificate as RFC 5280 has it, whole and in DER. Nothing makes it trusted: who
 * relies on a key compares the digest of `spki` with what he knows. */
export class X509Certificate {
  /** Refuses what is not one certificate of version 3, strictly encoded.
   * @param {Uint8Array} bytes */
  static parse(bytes) {
    if (bytes.length > MAX_SIZE) refuse('crypto.certificateLarge');
    if (!isWholeDer(bytes)) refuse('crypto.certificateDer');
    if (!isCertificate(new DerReader(bytes))) refuse('crypto.certificateX509');
    return new X509Certificate(bytes);
  }

  /** Only for parse(). @param {Uint8Array} bytes of a certificate's shape */
  constructor(bytes) {
    this.der = bytes;
    const outer = new DerReader(bytes).enter(SEQUENCE);
    const tbs = outer.take(SEQUENCE);
    this.signed = tbs.whole;
    this.signatureAlgorithm = outer.take(SEQUENCE).whole;
    this.signature = outer.take(BITS).contents;
    const fields = new DerReader(tbs.whole).enter(SEQUENCE);
    const third = fields.nextIs(context(0)) &&
      hex(fields.take(context(0)).contents) === '020102';
    this.serial = fields.take(INTEGER).whole;
    this.innerAlgorithm = fields.take(SEQUENCE).whole;
    this.issuer = fields.take(SEQUENCE).whole;
    const validity = fields.enter(SEQUENCE);
    const notBefore = timeOf(validity.take());
    const notAfter = timeOf(validity.take());
    this.subject = fields.take(SEQUENCE).whole;
    this.spki = fields.take(SEQUENCE).whole;
    while (!fields.atEnd && !fields.nextIs(context(3))) fields.take();
    const extensions = readExtensions(fields.take(context(3)).contents);
    if (!extensions) refuse('crypto.certificateExtension');
    if (notBefore === null || notAfter === null) refuse('crypto.certificateX509');
    if (!third) refuse('crypto.certificateVersion');
    this.notBefore = notBefore;
    this.notAfter = notAfter;
    this.extensions = extensions;
  }

  /** The subject's, or its whole name where there is none. */
  get commonName() {
    const attributes = attributesOf(this.subject);
    const common = attributes.find(({type}) => type === COMMON_NAME);
    if (common) return common.text;
    return attributes.map(({type, text}) =>
      `${ATTRIBUTES[type] ?? type} = ${inQuotes(text)}`).join(', ');
  }

  /** Whether it is certified for nothing but making timestamps (RFC 3161 §2.3). */
  get isForTimestamps() {
    const usage = this.extensions.get(EXTENDED_KEY_USAGE);
    return usage !== undefined && usage.critical &&
      hex(usage.contents) === TIME_STAMPING_ALONE;
  }

  /** Compares names and checks the signature with the issuer's key.
   * @param {X509Certificate} issuer */
  async isIssuedBy(issuer) {
    if (!equal(this.issuer, issuer.subject)) return false;
    const scheme = schemeOf(this.signatureAlgorithm);
    return scheme !== null && equal(this.signatureAlgorithm, this.innerAlgorithm) &&
      this.signature[0] === 0 && // bits that are not used
      verifyBy(issuer.spki, scheme, this.signed, this.signature.subarray(1));
  }
}
