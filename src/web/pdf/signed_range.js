// SPDX-License-Identifier: Apache-2.0
import {fromLatin1, unhex} from '../base/bytes.js';
import {derSize} from '../crypto/der.js';
import {findSignature} from './document.js';
import {breaks} from './refusal.js';

/** @typedef {import('./value.js').Value} Value */
/** What a signature covers, and the signature itself without the zeros behind it.
 * @typedef {{before: Uint8Array, after: Uint8Array, der: Uint8Array}} SignedRange */

/** @param {string} digits @param {number} offset of the string in the file */
function readContents(digits, offset) {
  const bytes = unhex(digits);
  if (!bytes) return breaks('contents', 'contentsDigits', offset);
  const size = derSize(bytes);
  if (size === 0) breaks('contents', 'contentsCut', offset);
  const other = bytes.findIndex((byte, i) => i >= size && byte !== 0);
  if (other >= 0) breaks('contents', 'contentsBehind', offset + 1 + 2 * other);
  return bytes.subarray(0, size);
}

/** The third rule of docs/pdf.md: exactly one ByteRange, [0 a b c]; b + c is the file's
 * size; the gap from a to b is the string of Contents with its angle brackets, in
 * lower-case hex, a DER value and then only zeros.
 * @param {import('./document.js').PdfDocument} document @returns {SignedRange} */
export function readSignedRange(document) {
  // Exactly one ByteRange, in the signature of the form.
  const {file, values, catalog} = document;
  const count = values.filter((value) => value.isName('ByteRange')).length;
  const signature = findSignature(document);
  if (count === 0 && signature.isNull) breaks('signed', 'unsigned', catalog.offset);
  const range = signature.find('ByteRange');
  if (count !== 1 || range.isNull) breaks('byteRange', 'notOneRange', catalog.offset);
  // [0 a b c], b + c is the file's size: the whole file but the gap from a to b.
  const numbers = range.items.map((item) => item.integer ?? -1);
  if (numbers.length !== 4 || numbers.some((number) => number < 0)) {
    breaks('byteRange', 'rangeNumbers', range.offset);
  }
  const [zero, a, b, c] = numbers;
  if (zero !== 0 || a >= b || b > file.length || c !== file.length - b) {
    breaks('byteRange', 'rangeNotWhole', range.offset);
  }
  // The gap is exactly the hex string of Contents.
  const contents = signature.find('Contents');
  const gap = file.slice(a, b);
  if (contents.kind !== 'hex' || contents.offset !== a ||
      gap.indexOf('>') !== gap.length - 1) {
    breaks('byteRange', 'rangeNotAlone', range.offset);
  }
  // Only zeros after the DER.
  const der = readContents(gap.slice(1, -1), contents.offset);
  return {before: fromLatin1(file.slice(0, a)), after: fromLatin1(file.slice(b)), der};
}
