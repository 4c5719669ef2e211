// SPDX-License-Identifier: Apache-2.0
//
// The shape of an X.509 certificate (RFC 5280): what may stand where. At least as strict
// as the C++ reader's library, which a browser does not have: what this refuses beyond it
// (constructed strings, ediPartyName, relative names of distribution points, extensions
// of proxies and of address blocks, any extension twice) no real certificate of a document
// key holds.
import {hex, textOf} from '../base/bytes.js';
import {
  BITS, BOOLEAN, DerReader, GENERALIZED_TIME, INTEGER, NULL, OCTETS, OID, SEQUENCE, SET,
  UTC_TIME, context,
} from './der.js';

/** Takes what it describes off a reader; false: that is not there.
 * @typedef {(reader: DerReader) => boolean} Shape */

/** @param {number} tag @param {(contents: Uint8Array) => boolean} [test]
 * @returns {Shape} */
const primitive = (tag, test = () => true) => (reader) =>
  reader.nextIs(tag) && test(reader.take().contents) && reader.ok;

/** @param {number} tag @param {...Shape} shapes in turn, and nothing behind them
 * @returns {Shape} */
const inside = (tag, ...shapes) => (reader) => {
  const contents = reader.enter(tag);
  return shapes.every((shape) => shape(contents)) && contents.finished;
};

/** @param {...Shape} shapes */
const sequence = (...shapes) => inside(SEQUENCE, ...shapes);

/** @param {number} tag @param {Shape} shape that begins with it @returns {Shape} */
const optional = (tag, shape) => (reader) => !reader.nextIs(tag) || shape(reader);

/** @param {number} tag @param {Shape} shape any number of times @returns {Shape} */
const many = (tag, shape) => (reader) => {
  const contents = reader.enter(tag);
  while (contents.ok && !contents.atEnd) if (!shape(contents)) return false;
  return contents.ok;
};

/** @param {Uint8Array} bytes */
const isInteger = (bytes) => bytes.length > 0 &&
  (bytes.length === 1 || (bytes[0] !== 0 || bytes[1] >= 0x80) &&
    (bytes[0] !== 0xff || bytes[1] < 0x80));

/** @param {Uint8Array} bytes */
const isOid = (bytes) => bytes.length > 0 && bytes[bytes.length - 1] < 0x80 &&
  bytes.every((byte, i) => byte !== 0x80 || (i > 0 && bytes[i - 1] >= 0x80));

/** Bits of which one is set among the first sixteen. @param {Uint8Array} bytes */
function isUsage(bytes) {
  if (!isBits(bytes)) return false;
  const [unused, ...octets] = bytes;
  if (octets.length > 0) octets[octets.length - 1] &= 0xff << unused;
  return octets.slice(0, 2).some((octet) => octet !== 0);
}

/** @param {Uint8Array} bytes */
const isBits = (bytes) => bytes.length > 0 && bytes[0] < 8 &&
  (bytes.length > 1 || bytes[0] === 0);

const oid = primitive(OID, isOid);
const bits = primitive(BITS, isBits);
const integer = primitive(INTEGER, isInteger);
const flag = primitive(BOOLEAN, (bytes) =>
  bytes.length === 1 && (bytes[0] === 0 || bytes[0] === 0xff));
// What parameters and other names may be, by its identifier.
/** @type {Record<number, (contents: Uint8Array) => boolean>} */
const ANY = {
  [INTEGER]: isInteger,
  [OCTETS]: () => true,
  [NULL]: (bytes) => bytes.length === 0,
  [OID]: isOid,
  0x0c: () => true, // UTF8String, PrintableString, IA5String
  0x13: () => true,
  0x16: () => true,
  [SEQUENCE]: () => true,
};
/** @type {Shape} */
const anything = (reader) => {
  const {tag, contents} = reader.take();
  return ANY[tag]?.(contents) ?? false;
};
const algorithm = sequence(oid, (reader) => reader.atEnd || anything(reader));

/** The text of a DirectoryString or its like; null where it is damaged.
 * @param {number} tag @param {Uint8Array} bytes @returns {string | null} */
export function directoryText(tag, bytes) {
  switch (tag) {
    case 0x0c: // UTF8String
      return textOf(bytes);
    case 0x12: // NumericString, PrintableString, T61String, IA5String
    case 0x13:
    case 0x14:
    case 0x16:
      return String.fromCharCode(...bytes);
    case 0x1e: // BMPString
      return fromUnits(bytes, 2);
    case 0x1c: // UniversalString
      return fromUnits(bytes, 4);
    default:
      return null;
  }
}

/** @param {Uint8Array} bytes @param {number} size of a unit */
function fromUnits(bytes, size) {
  if (bytes.length % size !== 0) return null;
  let text = '';
  for (let i = 0; i < bytes.length; i += size) {
    const unit = parseInt(hex(bytes.subarray(i, i + size)), 16);
    if (unit > 0x10ffff || (unit >= 0xd800 && unit <= 0xdfff)) return null;
    text += String.fromCodePoint(unit);
  }
  return text;
}

/** @type {Shape} */
const directoryString = (reader) => {
  const {tag, contents} = reader.take();
  return directoryText(tag, contents) !== null || (tag === BITS && isBits(contents));
};
const name = many(SEQUENCE, many(SET, sequence(oid, directoryString)));

// GeneralName, by its identifier.
/** @type {Record<number, Shape>} */
const GENERAL_NAME = {
  0xa0: inside(0xa0, oid, inside(0xa0, anything)),
  0x81: primitive(0x81),
  0x82: primitive(0x82),
  0xa3: (reader) => reader.take().tag !== 0, // x400Address
  0xa4: inside(0xa4, name),
  0x86: primitive(0x86),
  0x87: primitive(0x87),
  0x88: primitive(0x88, isOid),
};
/** @type {Shape} */
const generalName = (reader) => {
  const shape = GENERAL_NAME[reader.rest[0]];
  return shape?.(reader) ?? false;
};

const subtree = sequence(generalName, optional(0x80, primitive(0x80, isInteger)),
  optional(0x81, primitive(0x81, isInteger)));
const distributionPoint = sequence(
  optional(0xa0, inside(0xa0, many(0xa0, generalName))),
  optional(0x81, primitive(0x81, isBits)),
  optional(0xa2, many(0xa2, generalName)));

// Extensions whose contents count, by the contents of their identifiers in hex.
/** @type {Record<string, Shape>} */
const EXTENSIONS = {
  '551d0e': primitive(OCTETS), // subjectKeyIdentifier
  '551d0f': primitive(BITS, isUsage), // keyUsage
  '551d11': many(SEQUENCE, generalName), // subjectAltName
  '551d13': sequence(optional(BOOLEAN, flag), // basicConstraints
    optional(INTEGER, primitive(INTEGER, (bytes) => isInteger(bytes) && bytes[0] < 0x80))),
  '551d1e': sequence(optional(0xa0, many(0xa0, subtree)), // nameConstraints
    optional(0xa1, many(0xa1, subtree))),
  '551d1f': many(SEQUENCE, distributionPoint), // cRLDistributionPoints
  '551d23': sequence(optional(0x80, primitive(0x80)), // authorityKeyIdentifier
    optional(0xa1, many(0xa1, generalName)), optional(0x82, primitive(0x82, isInteger))),
  '551d25': many(SEQUENCE, oid), // extKeyUsage
  '6086480186f8420101': bits, // Netscape's certificate type
  '2b06010505070107': () => false, // RFC 3779: addresses, systems
  '2b06010505070108': () => false,
  '2b0601050507010e': () => false, // RFC 3820: proxyCertInfo
};

const extension = sequence(oid, optional(BOOLEAN, flag), primitive(OCTETS));
/** @type {Shape} */
const time = (reader) => [UTC_TIME, GENERALIZED_TIME].includes(reader.take().tag);

/** Certificate of RFC 5280 §4.1; of any version. */
export const isCertificate = sequence(
  sequence(
    optional(context(0), inside(context(0), integer)),
    integer, algorithm, name, sequence(time, time), name,
    sequence(algorithm, bits),
    optional(0x81, primitive(0x81, isBits)),
    optional(0x82, primitive(0x82, isBits)),
    optional(context(3), inside(context(3), many(SEQUENCE, extension)))),
  algorithm, bits);

/** @typedef {Map<string, {critical: boolean, contents: Uint8Array}>} Extensions by their
 *   identifiers' contents in hex */

/** The extensions of a certificate; null where one is damaged or stands there twice.
 * @param {Uint8Array} whole SEQUENCE OF Extension, or nothing
 * @returns {Extensions | null} */
export function readExtensions(whole) {
  /** @type {Extensions} */
  const found = new Map();
  const reader = new DerReader(whole).enter(SEQUENCE);
  while (reader.ok && !reader.atEnd) {
    const each = reader.enter(SEQUENCE);
    const type = hex(each.take(OID).contents);
    const critical = each.nextIs(BOOLEAN) && each.take().contents[0] !== 0;
    const {contents} = each.take(OCTETS);
    const value = new DerReader(contents);
    const shape = EXTENSIONS[type] ?? null;
    // Something may follow: OpenSSL lets it.
    if (found.has(type) || (shape && !(shape(value) && value.ok))) return null;
    found.set(type, {critical, contents});
  }
  return found;
}
