// SPDX-License-Identifier: Apache-2.0
//
// The text of a trust file, without its signatures (docs/formats.md).
import {base64, equal, hex, parseDecimal} from '../base/bytes.js';
import {quote, Refusal, refuse, say} from '../base/message.js';
import {SiteAddress} from '../base/site_address.js';
import {isIssuerKeyId, VerifierKey} from '../crypto/verifier_key.js';
import {parseDigest} from '../log/checkpoint.js';
import {parseWitnessKey, witnessText} from '../log/witness.js';

/**
 * The half-open range of log indexes in which a key counts; end null: still.
 * @typedef {{begin: number, end: number | null}} KeyWindow
 * @typedef {{key: VerifierKey, window: KeyWindow}} LogKey
 * @typedef {{id: string, key: VerifierKey, window: KeyWindow}} IssuerKey
 * @typedef {{spki: Uint8Array, window: KeyWindow}} DocumentKey
 * @typedef {import('../log/witness.js').WitnessKey} WitnessKey
 * @typedef {{site: SiteAddress, name: string, version: number, root: VerifierKey,
 *   logs: LogKey[], issuers: IssuerKey[], documents: DocumentKey[],
 *   witnesses: WitnessKey[], quorum: number}} TrustKeys
 */

const HEADER = 'certseal trust/v1';
const MAX_KEYS_OF_A_KIND = 200;

/** @param {KeyWindow} window @param {number} index */
export const contains = (window, index) =>
  index >= window.begin && (window.end === null || index < window.end);

/** @param {KeyWindow} window */
const windowText = ({begin, end}) => `${begin} ${end ?? '-'}`;

// Takes the lines one by one, each by the word it must begin with.
class Lines {
  #at = 0;

  /** @param {string} text */
  constructor(text) {
    this.lines = text.split('\n');
  }

  get number() {
    return this.#at + 1;
  }

  get atEnd() {
    return this.number === this.lines.length && this.lines[this.#at] === '';
  }

  /** @param {string} word */
  nextIs(word) {
    return (this.lines[this.#at] ?? '').startsWith(`${word} `);
  }

  /** What follows the word and a space. @param {string} word */
  take(word) {
    if (!this.nextIs(word)) {
      refuse('trust.expected', {line: this.number, word: quote(word)});
    }
    return this.lines[this.#at++].slice(word.length + 1);
  }

  /** @param {string} word @param {number} count divided by single spaces */
  takeFields(word, count) {
    const fields = this.take(word).split(' ');
    if (fields.length !== count) {
      refuse('trust.fields', {line: this.number - 1, count, word: quote(word),
        found: fields.length});
    }
    return fields;
  }
}

/** @param {string} beginText @param {string} endText @returns {KeyWindow} */
function parseWindow(beginText, endText) {
  const begin = parseDecimal(beginText);
  if (begin === null) refuse('trust.notIndex', {text: quote(beginText)});
  if (endText === '-') return {begin, end: null};
  const end = parseDecimal(endText);
  if (end === null || end < begin) refuse('trust.notEnd', {text: quote(endText)});
  return {begin, end};
}

/** @param {Lines} lines @returns {Promise<LogKey>} */
async function readLog(lines) {
  const [key, begin, end] = lines.takeFields('log', 3);
  return {key: await VerifierKey.parse(key), window: parseWindow(begin, end)};
}

/** @param {Lines} lines @returns {Promise<IssuerKey>} */
async function readIssuer(lines) {
  const [id, key, begin, end] = lines.takeFields('issuer', 4);
  if (!isIssuerKeyId(id)) refuse('trust.notKeyId', {text: quote(id)});
  return {id, key: await VerifierKey.parse(key), window: parseWindow(begin, end)};
}

/** @param {Lines} lines @returns {Promise<DocumentKey>} */
async function readDocument(lines) {
  const [digest, begin, end] = lines.takeFields('document', 3);
  const spki = parseDigest(digest) ?? refuse('log.notDigest', {text: quote(digest)});
  return {spki, window: parseWindow(begin, end)};
}

/** @param {Lines} lines */
const readWitness = (lines) => parseWitnessKey(lines.take('witness'));

/** One or more. @template Key @param {Lines} lines @param {string} word
 * @param {(lines: Lines) => Promise<Key>} read */
async function readKeys(lines, word, read) {
  const keys = [];
  do {
    if (keys.length === MAX_KEYS_OF_A_KIND) refuse('trust.tooMany', {word});
    const line = lines.number;
    try {
      keys.push(await read(lines));
    } catch (error) {
      if (keys.length === 0 || !(error instanceof Refusal)) throw error;
      refuse('trust.line', {line, why: error.why});
    }
  } while (lines.nextIs(word));
  return keys;
}

/** @template Key @param {Key[]} keys
 * @param {(a: Key, b: Key) => import('../base/message.js').Message | null} clash */
function demandDistinct(keys, clash) {
  for (const [i, key] of keys.entries()) {
    for (const before of keys.slice(0, i)) {
      const why = clash(before, key);
      if (why) throw new Refusal(why);
    }
  }
}

// Two keys under one id would let a signature choose which window it falls in, and so
// would one key with two windows.
/** @param {LogKey} a @param {LogKey} b */
function logClash(a, b) {
  if (equal(a.key.key, b.key.key)) return say('trust.logTwice');
  const same = a.key.name === b.key.name && equal(a.key.id, b.key.id);
  return same ? say('trust.logIdTwice', {id: hex(a.key.id)}) : null;
}

/** @param {IssuerKey} a @param {IssuerKey} b */
function issuerClash(a, b) {
  if (a.id === b.id || equal(a.key.id, b.key.id)) {
    return say('trust.issuerIdTwice', {id: quote(b.id)});
  }
  if (!equal(a.key.key, b.key.key)) return null;
  return say('trust.issuerOneKey', {a: quote(a.id), b: quote(b.id)});
}

/** @param {DocumentKey} a @param {DocumentKey} b */
const documentClash = (a, b) => (equal(a.spki, b.spki) ? say('trust.documentTwice') : null);

// One witness must not count for two.
/** @param {WitnessKey} a @param {WitnessKey} b */
function witnessClash(a, b) {
  if (a.name === b.name) return say('trust.witnessName', {name: quote(b.name)});
  if (!equal(a.key, b.key)) return null;
  return say('trust.witnessOneKey', {a: quote(a.name), b: quote(b.name)});
}

/** @param {Lines} lines */
async function readWitnesses(lines) {
  if (!lines.nextIs('witness')) return {witnesses: [], quorum: 0};
  const witnesses = await readKeys(lines, 'witness', readWitness);
  demandDistinct(witnesses, witnessClash);
  const text = lines.take('quorum');
  const quorum = parseDecimal(text);
  if (!quorum || quorum > witnesses.length) {
    refuse('trust.quorum', {text: quote(text), most: witnesses.length});
  }
  return {witnesses, quorum};
}

// The lines from the first to the root's.
/** @param {Lines} lines */
async function readHead(lines) {
  const header = `certseal ${lines.take('certseal')}`;
  if (header !== HEADER) refuse('trust.header', {text: quote(header.slice(9))});
  const site = SiteAddress.fromOrigin(lines.take('origin'));
  const name = lines.take('name');
  if (/^[ \t\r\v\f]*$/.test(name)) refuse('trust.nameEmpty');
  if (lines.take('url') !== site.url) refuse('trust.url');
  const version = parseDecimal(lines.take('version'));
  if (!version) refuse('trust.version');
  const root = await VerifierKey.parse(lines.take('root'));
  return {site, name, version, root};
}

/** @param {TrustKeys} keys */
function textOfKeys(keys) {
  return [
    HEADER,
    `origin ${keys.site.origin}`,
    `name ${keys.name}`,
    `url ${keys.site.url}`,
    `version ${keys.version}`,
    `root ${keys.root.text}`,
    ...keys.logs.map(({key, window}) => `log ${key.text} ${windowText(window)}`),
    ...keys.issuers.map(({id, key, window}) =>
      `issuer ${id} ${key.text} ${windowText(window)}`),
    ...keys.documents.map(({spki, window}) =>
      `document ${base64(spki)} ${windowText(window)}`),
    ...keys.witnesses.map((witness) => `witness ${witnessText(witness)}`),
    ...(keys.witnesses.length ? [`quorum ${keys.quorum}`] : []),
    '',
  ].join('\n');
}

/** Takes only the canonical form: fields in their order, no key twice.
 * @param {string} text @returns {Promise<TrustKeys>} */
export async function readTrustKeys(text) {
  const lines = new Lines(text);
  const head = await readHead(lines);
  const logs = await readKeys(lines, 'log', readLog);
  demandDistinct(logs, logClash);
  const issuers = await readKeys(lines, 'issuer', readIssuer);
  demandDistinct(issuers, issuerClash);
  const documents = await readKeys(lines, 'document', readDocument);
  demandDistinct(documents, documentClash);
  const keys = {...head, logs, issuers, documents, ...(await readWitnesses(lines))};
  if (!lines.atEnd) refuse('trust.unexpected', {line: lines.number});
  if (textOfKeys(keys) !== text) refuse('trust.notCanonical');
  return keys;
}
