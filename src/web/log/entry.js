// SPDX-License-Identifier: Apache-2.0
//
// The entries of the log, one line of text each (docs/log.md).
import {base64, parseDecimal, utf8} from '../base/bytes.js';
import {isTime} from '../base/date.js';
import {quote, refuse} from '../base/message.js';
import {parseDigest} from './checkpoint.js';

/**
 * @typedef {'revoked' | 'suspended' | 'reinstated' | 'replaced'} StatusChange
 * @typedef {{kind: 'issue', record: Uint8Array}} IssueEntry
 * @typedef {{kind: 'status', subject: number, change: StatusChange, at: number,
 *   reason: string, successor: number | null}} StatusEntry
 * @typedef {{kind: 'keys', version: number, trust: Uint8Array}} KeysEntry
 * @typedef {{kind: 'head', time: number, next: number, manifest: Uint8Array}} HeadEntry
 * @typedef {IssueEntry | StatusEntry | KeysEntry | HeadEntry} LogEntry
 */

const MAX_BYTES = 256;
const CHANGES = ['revoked', 'suspended', 'reinstated', 'replaced'];
const REASONS = ['issued-in-error', 'requirements-not-met', 'withdrawn-by-issuer',
  'document-misused', 'replaced'];

/** @param {string} text @returns {number | null} */
function parseSeconds(text) {
  const seconds = parseDecimal(text);
  return seconds !== null && isTime(seconds) ? seconds : null;
}

/** @param {string[]} fields @returns {LogEntry | null} */
function readIssue(fields) {
  const record = fields.length === 1 ? parseDigest(fields[0]) : null;
  return record && {kind: 'issue', record};
}

// A replacement names its successor, nothing else does.
/** @param {string[]} fields @returns {LogEntry | null} */
function readStatus(fields) {
  const [subjectText, change, atText, reason, successorText] = fields;
  const replaced = change === 'replaced';
  if (fields.length !== (replaced ? 5 : 4) || !CHANGES.includes(change)) return null;
  if (!REASONS.includes(reason) || (reason === 'replaced') !== replaced) return null;
  const subject = parseDecimal(subjectText);
  const at = parseSeconds(atText);
  const successor = replaced ? parseDecimal(successorText) : null;
  if (subject === null || at === null || (replaced && successor === null)) return null;
  if (successor === subject) return null;
  return {kind: 'status', subject, change: /** @type {StatusChange} */ (change), at, reason,
    successor};
}

/** @param {string[]} fields @returns {LogEntry | null} */
function readKeys(fields) {
  const version = fields.length === 2 ? parseDecimal(fields[0]) : null;
  const trust = fields.length === 2 ? parseDigest(fields[1]) : null;
  return version && trust ? {kind: 'keys', version, trust} : null;
}

/** @param {string[]} fields @returns {LogEntry | null} */
function readHead(fields) {
  if (fields.length !== 3) return null;
  const time = parseSeconds(fields[0]);
  const next = parseSeconds(fields[1]);
  const manifest = parseDigest(fields[2]);
  if (time === null || next === null || next < time || !manifest) return null;
  return {kind: 'head', time, next, manifest};
}

/** @type {Record<string, (fields: string[]) => LogEntry | null>} */
const READERS = {issue: readIssue, status: readStatus, keys: readKeys, head: readHead};

/** Takes only what the school's program prints, and no entry that contradicts itself.
 * @param {string} text @returns {LogEntry} */
export function parseEntry(text) {
  const [kind, ...fields] = text.split(' ');
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : null;
  const entry = reader && utf8(text).length <= MAX_BYTES ? reader(fields) : null;
  return entry ?? refuse('log.notEntry', {text: quote(text)});
}

/** The line that the log holds for a record. @param {Uint8Array} recordSha256 */
export const issueEntry = (recordSha256) => `issue ${base64(recordSha256)}`;
