// SPDX-License-Identifier: Apache-2.0
//
// The text a proof covers: a document's RDF in the canonical form of RDFC-1.0, for the
// documents that this page makes itself, of a record, a status list and their proofs.
// The table says what the two pinned contexts make of their terms.
import {hex, utf8} from '../base/bytes.js';
import {sha256} from '../crypto/digest.js';
import {isObject} from '../json/parse.js';

/**
 * @typedef {import('../json/parse.js').Json} Json
 * @typedef {import('../json/parse.js').JsonObject} JsonObject
 * @typedef {[string, string, string]} Triple of N-Quads text; "_:" begins a blank node
 */

const BADGES = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const CREDENTIALS = 'https://www.w3.org/2018/credentials#';
const STATUS = 'https://www.w3.org/ns/credentials/status#';
const SECURITY = 'https://w3id.org/security#';
const SCHEMA = 'https://schema.org/';
const XSD = 'http://www.w3.org/2001/XMLSchema#';
const BADGES_XSD = 'https://www.w3.org/2001/XMLSchema#';
const RDF_TYPE = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>';

const TYPES = new Map([
  [CREDENTIALS, ['VerifiableCredential']],
  [STATUS, ['BitstringStatusListEntry', 'BitstringStatusList',
    'BitstringStatusListCredential']],
  [SECURITY, ['DataIntegrityProof']],
  [BADGES, ['OpenBadgeCredential', 'Profile', 'AchievementSubject', 'IdentityObject',
    'Result', 'Achievement', 'ResultDescription']],
].flatMap(([base, names]) => [...names].map((name) => [name, `<${base}${name}>`])));

// Of each term its IRI, and for a string the datatype, or ID where it is an IRI.
const ID = '@id';
/** @type {Record<string, [string, string?]>} */
const TERMS = {
  issuer: [`${CREDENTIALS}issuer`, ID],
  validFrom: [`${CREDENTIALS}validFrom`, `${XSD}dateTime`],
  validUntil: [`${CREDENTIALS}validUntil`, `${XSD}dateTime`],
  credentialSubject: [`${CREDENTIALS}credentialSubject`, ID],
  credentialStatus: [`${CREDENTIALS}credentialStatus`, ID],
  awardedDate: [`${BADGES}awardedDate`, 'xsd:dateTime'],
  name: [`${SCHEMA}name`],
  url: [`${SCHEMA}url`, `${BADGES_XSD}anyURI`],
  description: [`${SCHEMA}description`],
  inLanguage: [`${SCHEMA}inLanguage`],
  value: [`${SCHEMA}value`],
  identifier: [`${BADGES}identifier`],
  hashed: [`${BADGES}hashed`, `${BADGES_XSD}boolean`],
  identityHash: [`${BADGES}identityHash`],
  identityType: [`${BADGES}identityType`],
  salt: [`${BADGES}salt`],
  licenseNumber: [`${BADGES}licenseNumber`],
  role: [`${BADGES}role`],
  creditsEarned: [`${BADGES}creditsEarned`, `${BADGES_XSD}float`],
  activityStartDate: [`${BADGES}activityStartDate`, `${BADGES_XSD}date`],
  activityEndDate: [`${BADGES}activityEndDate`, `${BADGES_XSD}date`],
  result: [`${BADGES}result`],
  resultDescription: [`${BADGES}resultDescription`, `${BADGES_XSD}anyURI`],
  status: [`${BADGES}status`],
  achievement: [`${BADGES}achievement`],
  achievementType: [`${BADGES}achievementType`],
  humanCode: [`${BADGES}humanCode`],
  version: [`${BADGES}version`],
  creditsAvailable: [`${BADGES}creditsAvailable`, `${BADGES_XSD}float`],
  criteria: [`${BADGES}Criteria`],
  narrative: [`${BADGES}narrative`],
  resultType: [`${BADGES}resultType`],
  valueMax: [`${BADGES}valueMax`],
  statusPurpose: [`${STATUS}statusPurpose`],
  statusListIndex: [`${STATUS}statusListIndex`],
  statusListCredential: [`${STATUS}statusListCredential`, ID],
  encodedList: [`${STATUS}encodedList`, `${SECURITY}multibase`],
  cryptosuite: [`${SECURITY}cryptosuite`, `${SECURITY}cryptosuiteString`],
  created: ['http://purl.org/dc/terms/created', `${XSD}dateTime`],
  verificationMethod: [`${SECURITY}verificationMethod`, ID],
  proofPurpose: [`${SECURITY}proofPurpose`, ID],
};

/** @type {Record<string, string>} */
const ESCAPES = {
  '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\',
};

/** @param {string} text */
const escape = (text) => text.replace(/[\u0000-\u001f\u007f"\\]/g, (c) => ESCAPES[c] ??
  `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

/** A number of quarters as RDF has it: 16, or the canonical double 1.575E1.
 * @param {number} value */
function numberText(value) {
  if (Number.isInteger(value)) return String(value);
  const [digits, exponent] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

/** @param {Exclude<Json, object | null>} value @param {string | undefined} type */
function scalarText(value, type) {
  if (type === ID) return `<${value}>`;
  const text = typeof value === 'number' ? numberText(value) : escape(String(value));
  return `"${text}"${type ? `^^<${type}>` : ''}`;
}

/** Adds a node's triples, those below it too. @param {JsonObject} node
 * @param {Triple[]} triples @param {string[]} blanks @returns {string} what names it */
function addNode(node, triples, blanks) {
  const subject = typeof node.id === 'string' ? `<${node.id}>` : `_:b${blanks.length}`;
  if (subject.startsWith('_:')) blanks.push(subject);
  for (const [key, member] of Object.entries(node)) {
    if (key === '@context' || key === 'id') continue;
    for (const value of Array.isArray(member) ? member : [member]) {
      triples.push(key === 'type' ? [subject, RDF_TYPE, typeIri(value)]
        : [subject, `<${TERMS[key][0]}>`, objectText(key, value, triples, blanks)]);
    }
  }
  return subject;
}

/** @param {Json} name */
function typeIri(name) {
  const iri = TYPES.get(String(name));
  if (iri === undefined) throw new Error(`no type ${name}`);
  return iri;
}

/** @param {string} key @param {Json} value @param {Triple[]} triples
 * @param {string[]} blanks */
function objectText(key, value, triples, blanks) {
  if (isObject(value)) return addNode(value, triples, blanks);
  if (value === null || typeof value === 'object') throw new Error(`no value of ${key}`);
  if (key === 'proofPurpose') return `<${SECURITY}${value}>`;
  return scalarText(value, TERMS[key][1]);
}

/** @param {Triple[]} triples @param {(blank: string) => string} nameOf */
function sortedLines(triples, nameOf) {
  /** @param {string} text */
  const name = (text) => (text.startsWith('_:') ? nameOf(text) : text);
  return triples.map(([s, p, o]) => `${name(s)} ${p} ${name(o)} .\n`).sort().join('');
}

/** Blank nodes are named by their first-degree hash alone (RDFC-1.0 §4.6): no document
 * has two of the same. Lines differ before their first letter beyond ASCII, so that every
 * order of sorting gives the same.
 * @param {JsonObject} document @returns {Promise<string>} */
export async function canonicalNQuads(document) {
  /** @type {Triple[]} */
  const triples = [];
  /** @type {string[]} */
  const blanks = [];
  addNode(document, triples, blanks);
  const hashed = await Promise.all(blanks.map(async (blank) => {
    const around = triples.filter(([s, , o]) => s === blank || o === blank);
    const text = sortedLines(around, (other) => (other === blank ? '_:a' : '_:z'));
    return {blank, hash: hex(await sha256(utf8(text)))};
  }));
  hashed.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const names = new Map(hashed.map(({blank}, i) => [blank, `_:c14n${i}`]));
  return sortedLines(triples, (blank) => /** @type {string} */ (names.get(blank)));
}
