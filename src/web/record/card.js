// SPDX-License-Identifier: Apache-2.0
//
// A card is a certificate's record, the proof of its issue and what happened to it since,
// encrypted under its code, as the site publishes it:
//
//   12-byte nonce ‖ AES-256-GCM(JSON), associated data: the origin
//
//   {"events":[{"entry":"status ...","index":12,"successor":"<code, compact>"}],
//    "proof":"<log proof>","record":{...}}
//
// A card without proof and events is {"record":{...}} alone: its proof is not known.
// Path and key are derived from the code, so that neither tells the other.
import {hex, textOf, utf8} from '../base/bytes.js';
import {reasonOf, refuse} from '../base/message.js';
import {byteLength} from '../base/unicode.js';
import {openAes256Gcm} from '../crypto/aead.js';
import {hkdfSha256} from '../crypto/digest.js';
import {canonicalJson} from '../json/canonical.js';
import {isObject, parseJson} from '../json/parse.js';
import {CertificateCode} from './code.js';

/**
 * @typedef {import('../base/site_address.js').SiteAddress} SiteAddress
 * @typedef {import('../json/parse.js').Json} Json
 * @typedef {{index: number, entry: string, successor: CertificateCode | null}} CardEvent
 *   a `status` entry of the log, its text not yet judged
 * @typedef {{record: Uint8Array, proof: string, events: CardEvent[]}} Card record and
 *   proof not yet judged; '' where no proof is known; events in the order of the log
 */

export const MAX_CARD_BYTES = 256 * 1024;
const MAX_EVENTS = 1000;
const MAX_EVENT_BYTES = 256;
const MAX_PROOF_BYTES = 64 * 1024;
const NONCE_SIZE = 12;

/** @param {SiteAddress} site @param {CertificateCode} code @param {string} info */
const derive = (site, code, info) =>
  hkdfSha256(utf8(code.compact), utf8(site.origin), utf8(info), 32);

/** @param {SiteAddress} site @param {CertificateCode} code
 * @returns {Promise<string>} c/<2>/<2>/<60 hex>, relative to the site */
export async function cardPath(site, code) {
  const name = hex(await derive(site, code, 'certseal card path'));
  return `c/${name.slice(0, 2)}/${name.slice(2, 4)}/${name.slice(4)}`;
}

/** Refuses where a bit of the file, the code or the origin differs.
 * @param {Uint8Array} file @param {SiteAddress} site @param {CertificateCode} code
 * @returns {Promise<Card>} */
export async function decryptCard(file, site, code) {
  if (file.length > MAX_CARD_BYTES) refuse('record.cardTooLarge');
  if (file.length < NONCE_SIZE) refuse('record.cardTooShort');
  const text = await openAes256Gcm(await derive(site, code, 'certseal card key'),
    file.subarray(0, NONCE_SIZE), file.subarray(NONCE_SIZE), utf8(site.origin));
  if (text === null) return refuse('record.cardClosed');
  return parseCard(text);
}

/** Accepts only what textOfCard prints. @param {Uint8Array} bytes @returns {Card} */
function parseCard(bytes) {
  try {
    const card = readCard(parseJson(bytes));
    if (textOfCard(card) === textOf(bytes)) return card;
  } catch (error) {
    return refuse('record.card', {why: reasonOf(error)});
  }
  return refuse('record.cardNotCanonical');
}

/** @param {Card} card */
function textOfCard({record, proof, events}) {
  const text = textOf(record);
  if (proof === '' && events.length === 0) return `{"record":${text}}`;
  const list = events.map(({entry, index, successor}) => ({
    entry, index, ...(successor && {successor: successor.compact}),
  }));
  const before = [`"events":${canonicalJson(list)}`, `"proof":${canonicalJson(proof)}`];
  return `{${before.join(',')},"record":${text}}`;
}

/** @param {Json} document @returns {Card} */
function readCard(document) {
  if (!isObject(document) || !isObject(document.record)) {
    return refuse('record.cardNoRecord');
  }
  const {record, proof = '', events = []} = document;
  if (typeof proof !== 'string') return refuse('record.cardProofType');
  if (byteLength(proof) > MAX_PROOF_BYTES) refuse('record.cardProofLong');
  return {record: utf8(canonicalJson(record)), proof, events: readEvents(events)};
}

/** @param {Json} events @returns {CardEvent[]} */
function readEvents(events) {
  if (!Array.isArray(events)) return refuse('record.cardEventsType');
  if (events.length > MAX_EVENTS) refuse('record.cardEventsMany', {max: MAX_EVENTS});
  let last = -1;
  return events.map((each, number) => {
    try {
      const event = readEvent(each);
      if (event.index <= last) refuse('record.cardEventOrder');
      last = event.index;
      return event;
    } catch (error) {
      return refuse('record.cardEvent', {number, why: reasonOf(error)});
    }
  });
}

/** Members that should not be there are found by printing the card again.
 * @param {Json} event @returns {CardEvent} */
function readEvent(event) {
  if (!isObject(event)) return refuse('record.cardEventType');
  const {index, entry, successor} = event;
  const isIndex = Number.isInteger(index) && Number(index) >= 0 && Number(index) <= 2 ** 53;
  if (!isIndex || typeof index !== 'number') return refuse('record.cardEventIndex');
  if (typeof entry !== 'string') return refuse('record.cardEventEntry');
  if (byteLength(entry) > MAX_EVENT_BYTES) refuse('record.cardEventLong');
  if (successor === undefined) return {index, entry, successor: null};
  if (typeof successor !== 'string') return refuse('record.cardEventSuccessor');
  return {index, entry, successor: CertificateCode.parseCompact(successor)};
}
