// SPDX-License-Identifier: Apache-2.0
//
// The first rule of docs/pdf.md as far as a file's bytes show it, and the
// cross-reference table.
import {parseDecimal} from '../base/bytes.js';
import {breaks, quoted} from './refusal.js';

export const MAX_BYTES = 4 * 1024 * 1024;
const SEARCHED = 1024; // in which readers look for the header
const MAX_OBJECTS = 4096;

// "%PDF-1.N\n%bbbb\n", each b a byte of at least 0x80: then come objects.
export const HEADER_SIZE = 15;
const HEADER = /^%PDF-1\.[0-7]\n%[\x80-\xff]{4}\n/;

/** Whether a reader might open a file as a PDF.
 * @param {string} file a character for each byte */
export const looksLikePdf = (file) => file.slice(0, SEARCHED).includes('%PDF-');

/** @param {string} one @param {number} count how many bytes; not one: the other message */
const counted = (one, count) => (count === 1 ? `${one}One` : `${one}Many`);

/** @param {string} file */
function checkHeader(file) {
  const mark = file.slice(0, SEARCHED).indexOf('%PDF-');
  if (mark < 0) breaks('isPdf', 'fileNoPdf', 0);
  if (mark > 0) breaks('header', counted('before', mark), 0, {count: mark});
  if (HEADER.test(file)) return;
  const line = file.slice(0, HEADER_SIZE).split('\n')[0];
  breaks('header', 'headerDifferent', 0, {what: quoted(line, 20)});
}

/** @param {string} file @param {string} word */
function checkOnce(file, word) {
  const first = file.indexOf(word);
  if (first < 0) breaks('oneRevision', 'cutOff', file.length, {word});
  const second = file.indexOf(word, first + 1);
  if (second >= 0) breaks('oneRevision', 'twice', second, {word});
}

/** The size, the header at byte 0, exactly one `startxref` and one `%%EOF`, nothing after
 * it. @param {string} file */
export function checkFrame(file) {
  if (file.length > MAX_BYTES) breaks('size', 'fileLarge', MAX_BYTES);
  checkHeader(file);
  checkOnce(file, 'startxref');
  checkOnce(file, '%%EOF');
  const end = file.indexOf('%%EOF') + 5;
  if (end === file.length) breaks('nothingAfterEnd', 'lastLine', end);
  const added = file.length - end - (file[end] === '\n' ? 1 : 0);
  if (added === 0) return;
  const detail = counted('follows', added);
  breaks('nothingAfterEnd', detail, file.length - added, {count: added});
}

/** Where the objects begin, by their numbers; that of 0 is 0. `trailer` and `end` are of
 * the trailer's dictionary.
 * @typedef {{begin: number, trailer: number, end: number, offsets: number[]}} Xref */

const START = '\nstartxref\n';
const HEAD = 'xref\n0 ';
const FREE_ENTRY = '0000000000 65535 f\r\n';
const ENTRY = /^[0-9]{10} 00000 n\r\n$/;
const TRAILER = 'trailer\n';

/** @param {string} detail @param {number} offset @returns {never} */
const badTable = (detail, offset) => breaks('xrefTable', detail, offset);

/** @param {string} file @param {number} start of the line of startxref */
function findTable(file, start) {
  const number = start + START.length;
  const tail = file.slice(number);
  const offset = parseDecimal(tail.slice(0, tail.indexOf('\n')));
  if (offset === null || tail !== `${offset}\n%%EOF\n`) badTable('lastLines', number);
  if (offset >= start) badTable('tableBehind', number);
  if (file.startsWith(HEAD, offset)) return offset;
  const stream = /^[0-9]+ 0 obj/.test(file.slice(offset, offset + 30));
  return badTable(stream ? 'tableStream' : 'tableNone', number);
}

/** @param {string} file @param {number} offset of the count @param {number} size */
function readEntries(file, offset, size) {
  const offsets = [0];
  let at = offset;
  if (!file.startsWith(FREE_ENTRY, at)) badTable('tableDifferent', at);
  for (let number = 1; number < size; ++number) {
    at += FREE_ENTRY.length;
    const entry = file.slice(at, at + FREE_ENTRY.length);
    if (!ENTRY.test(entry)) badTable('tableLine', at);
    const target = Number(entry.slice(0, 10));
    if (!file.startsWith(`${number} 0 obj\n`, target)) {
      breaks('offsets', 'notThere', at, {number});
    }
    offsets.push(target);
  }
  return offsets;
}

/** Reads the end of a file that passed checkFrame, which must be exactly
 *
 *   xref LF "0 " count LF
 *   "0000000000 65535 f" CR LF
 *   (ten digits " 00000 n" CR LF) for each object
 *   trailer LF dictionary LF startxref LF (decimal: where xref stands) LF %%EOF LF
 *
 * (ISO 32000-1 §7.5.4 and §7.5.5: one section, one subsection, no free objects). Each
 * offset points at "N 0 obj" LF; the trailer's dictionary is not read.
 * @param {string} file @returns {Xref} */
export function readXref(file) {
  const end = file.indexOf(START);
  if (end < 0) badTable('startxrefLine', file.length);
  const begin = findTable(file, end);
  const count = begin + HEAD.length;
  const lineEnd = file.indexOf('\n', count);
  const size = parseDecimal(file.slice(count, lineEnd));
  if (size === null || size < 2 || size > MAX_OBJECTS + 1) badTable('tableCount', count);
  const offsets = readEntries(file, lineEnd + 1, size);
  const behind = lineEnd + 1 + size * FREE_ENTRY.length;
  if (!file.startsWith(TRAILER, behind)) badTable('tableNoTrailer', behind);
  return {begin, trailer: behind + TRAILER.length, end, offsets};
}
