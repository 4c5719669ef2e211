// SPDX-License-Identifier: Apache-2.0
import {parseDecimal} from '../base/bytes.js';
import {say} from '../base/message.js';
import {checkForbiddenNames} from './forbidden_names.js';
import {HEADER_SIZE, checkFrame, readXref} from './frame.js';
import {parseValue} from './object_parser.js';
import {breaks, quoted} from './refusal.js';
import {NOTHING} from './value.js';

/** @typedef {import('./value.js').Value} Value */
/** @typedef {import('./frame.js').Xref} Xref */
/** One of the objects that the table lists: its value with all that it contains, and
 * where it is a stream, its bytes as they stand in the file.
 * @typedef {{value: Value, all: Value[], stream: string | null}} IndirectObject */

const END_OBJECT = '\nendobj\n';
const STREAM = '\nstream\r\n';
const END_STREAM = '\nendstream\nendobj\n';
const MAX_NUMBER_OBJECT = 40; // the digits of a number and END_OBJECT
const TRAILER_KEYS = ['Root', 'Info', 'Size', 'ID'];

// Rule 1: what would make a second revision, or objects that the table does not show.
/** @type {import('./forbidden_names.js').Forbidden[]} */
const SECOND_STRUCTURES = [
  {rule: 'oneXref', what: 'secondXref', names: {Prev: 0, XRefStm: 0, XRef: 0}},
  {rule: 'noObjectStreams', what: 'objectStream', names: {ObjStm: 0}},
  {rule: 'noEncryption', what: 'encryption', names: {Encrypt: 0, Crypt: 0}},
];

/** @param {string} detail @param {number} number @param {number} offset @returns {never} */
const badObject = (detail, number, offset) =>
  breaks('objectSyntax', detail, offset, {number});

/** Says what a gap between objects is, where it hides an object.
 * @param {string} gap @param {number} objects @param {number} offset @returns {never} */
function refuseGap(gap, objects, offset) {
  const found = /^(0|[1-9][0-9]{0,15}) 0 obj/.exec(gap.slice(0, MAX_NUMBER_OBJECT));
  if (!found) {
    const detail = gap.length === 1 ? 'noObjectOne' : 'noObjectMany';
    breaks('nothingBetween', detail, offset, {count: gap.length});
  }
  const number = found[1];
  if (Number(number) <= objects) breaks('noDuplicates', 'objectTwice', offset, {number});
  return breaks('nothingBetween', 'objectNotInTable', offset, {number});
}

/** A PDF whose structure leaves no room for doubt: it keeps the first two rules of
 * docs/pdf.md. One revision, one classic table, and every byte of the file belongs to the
 * header, to one object that the trailer leads to, or to the table and trailer. What the
 * objects mean is not looked at. */
export class PdfDocument {
  /** Takes time and memory linear in the file.
   * @param {string} file a character for each byte */
  constructor(file) {
    checkFrame(file);
    this.file = file;
    this.xref = readXref(file);
    /** @type {Value[]} every value, the trailer's first, each before what it contains */
    this.values = [];
    /** @type {IndirectObject[]} by number; 0 is the trailer's place */
    this.objects = [];
    this.trailer = this.#readTrailer();
    this.#readObjects();
    checkForbiddenNames(this.values, SECOND_STRUCTURES);
    this.#checkReferences();
  }

  get catalog() {
    return this.resolve(this.trailer.find('Root'));
  }

  /** The object that a reference leads to (never another reference), and any other value
   * as it is. @param {Value} value */
  resolve(value) {
    return value.reference === null ? value : this.objects[value.reference].value;
  }

  /** The stream that a reference leads to; null: none. @param {Value} reference */
  stream({reference}) {
    if (reference === null) return null;
    const {value, stream} = this.objects[reference];
    return stream === null ? null : {dictionary: value, bytes: stream};
  }

  #readTrailer() {
    const {trailer, end: tableEnd, offsets} = this.xref;
    const {value, end} = parseValue(this.file, trailer, this.values);
    if (end !== tableEnd || value.kind !== 'dictionary') {
      breaks('trailer', 'trailerDictionary', trailer);
    }
    checkForbiddenNames(this.values, SECOND_STRUCTURES);
    for (const key of value.keys) {
      if (TRAILER_KEYS.includes(key.text)) continue;
      const what = quoted(key.name ?? '', 40);
      breaks('trailer', 'hasEntry', key.offset, {where: say('pdf.theTrailer'), what});
    }
    if (value.find('Size').integer !== offsets.length) {
      breaks('trailer', 'trailerSize', trailer);
    }
    if (value.find('Root').reference === null) breaks('trailer', 'trailerRoot', trailer);
    this.objects[0] = {value, all: this.values.slice(), stream: null};
    return value;
  }

  /** The objects are read in the order of the file, each where the last one ended: so no
   * byte between the header and the table is left over, and none belongs to two. */
  #readObjects() {
    const {begin, offsets} = this.xref;
    const order = offsets.map((_, number) => number).slice(1);
    order.sort((a, b) => offsets[a] - offsets[b]);
    let offset = HEADER_SIZE;
    for (const number of order) {
      this.#reach(offset, offsets[number]);
      offset = this.#readObject(number);
    }
    this.#reach(offset, begin);
  }

  /** @param {number} offset @param {number} next */
  #reach(offset, next) {
    if (next > offset) {
      refuseGap(this.file.slice(offset, next), this.xref.offsets.length - 1, offset);
    }
    if (next < offset) breaks('nothingBetween', 'insideAnother', next);
  }

  /** An object must be exactly
   *
   *   N " 0 obj" LF value LF "endobj" LF
   *   N " 0 obj" LF dictionary LF "stream" CR LF bytes LF "endstream" LF "endobj" LF
   *
   * with as many bytes as the dictionary's Length says, a number or a reference to one.
   * @param {number} number @returns {number} where it ends */
  #readObject(number) {
    const {file} = this;
    const first = this.values.length;
    const {value, end} = parseValue(file, this.#valueOffset(number), this.values);
    if (value.reference !== null) badObject('onlyReference', number, value.offset);
    this.objects[number] = {value, all: this.values.slice(first), stream: null};
    if (file.startsWith(END_OBJECT, end)) return end + END_OBJECT.length;
    if (value.kind !== 'dictionary' || !file.startsWith(STREAM, end)) {
      badObject('valueEnd', number, end);
    }
    const begin = end + STREAM.length;
    const size = this.#length(value);
    if (size === null || size < 0 || size > file.length - begin) {
      badObject('noLength', number, value.offset);
    }
    if (!file.startsWith(END_STREAM, begin + size)) {
      badObject('otherLength', number, begin + size);
    }
    this.objects[number].stream = file.slice(begin, begin + size);
    return begin + size + END_STREAM.length;
  }

  /** @param {number} number */
  #valueOffset(number) {
    return this.xref.offsets[number] + `${number} 0 obj\n`.length;
  }

  /** A number that a Length refers to is read from its bytes alone: no object is needed to
   * read another, so there is nothing to loop over. @param {Value} dictionary */
  #length(dictionary) {
    const {reference, integer} = dictionary.find('Length');
    if (reference === null) return integer;
    if (reference >= this.xref.offsets.length) return null;
    const begin = this.#valueOffset(reference);
    const text = this.file.slice(begin, begin + MAX_NUMBER_OBJECT);
    const end = text.indexOf('\n');
    return text.startsWith(END_OBJECT, end) ? parseDecimal(text.slice(0, end)) : null;
  }

  /** Walks the graph from the trailer. */
  #checkReferences() {
    const seen = new Set([0]);
    for (const number of seen) {
      for (const {reference, offset} of this.objects[number].all) {
        if (reference === null) continue;
        if (reference >= this.objects.length) {
          breaks('references', 'noSuchObject', offset, {number: reference});
        }
        seen.add(reference); // which is walked too: a set is gone through as it grows
      }
    }
    const number = this.objects.findIndex((_, each) => !seen.has(each));
    if (number < 0) return;
    breaks('noUnreferenced', 'unreferenced', this.objects[number].value.offset, {number});
  }
}

/** The signature dictionary that the form's only field has as its value; nothing where
 * there is none. Whether field and form are as they must be is the fourth rule's matter.
 * @param {PdfDocument} document */
export function findSignature(document) {
  const form = document.resolve(document.catalog.find('AcroForm'));
  const fields = document.resolve(form.find('Fields')).items;
  if (fields.length !== 1) return NOTHING;
  return document.resolve(document.resolve(fields[0]).find('V'));
}
