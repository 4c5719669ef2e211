// SPDX-License-Identifier: Apache-2.0

/** @typedef {'null' | 'boolean' | 'integer' | 'real' | 'name' | 'string' | 'hex' | 'array'
 *   | 'dictionary' | 'reference'} Kind */

/** @type {Record<string, string>} */
const LETTERS = {n: '\n', r: '\r', t: '\t', b: '\b', f: '\f'};

/** The lexer let pass only whole escapes: a letter, or three octal digits up to \377.
 * @param {string} text */
const decodeLiteral = (text) => text.replace(/\\([0-3]..|.)/g, (_, escape) =>
  escape.length === 3 ? fromCode(escape, 8) : LETTERS[escape] ?? escape);

/** @param {string} digits @param {number} radix */
const fromCode = (digits, radix) => String.fromCharCode(parseInt(digits, radix));

/** @param {string} digits whole bytes */
const decodeHex = (digits) => digits.replace(/../g, (pair) => fromCode(pair, 16));

/** @type {Value[]} */
const NO_MEMBERS = [];
/** @type {Map<string, Value>} */
const NO_ENTRIES = new Map();

/** A value of the file. An entry that is not there is null, as ISO 32000-1 §7.3.9 has it,
 * so that look-ups can be chained; asked for what it is not, a value answers with null or
 * nothing. Texts have a character for each byte. */
export class Value {
  /** @param {Kind} kind @param {number} offset of its first byte in the file
   * @param {string} text as it stands there, without the delimiters of names and strings */
  constructor(kind, offset, text) {
    this.kind = kind;
    this.offset = offset;
    this.text = text;
    /** @type {Value[]} of an array its items, of a dictionary its keys */
    this.members = kind === 'array' || kind === 'dictionary' ? [] : NO_MEMBERS;
    /** @type {Map<string, Value>} of a dictionary */
    this.entries = kind === 'dictionary' ? new Map() : NO_ENTRIES;
  }

  get isNull() {
    return this.kind === 'null';
  }

  /** @returns {number | null} */
  get integer() {
    return this.kind === 'integer' ? Number(this.text) : null;
  }

  /** @returns {number | null} the object's number */
  get reference() {
    return this.kind === 'reference' ? Number(this.text) : null;
  }

  /** Compares with a name that needs no escapes. @param {string} name */
  isName(name) {
    return this.kind === 'name' && this.text === name;
  }

  /** @returns {string | null} #xx decoded */
  get name() {
    if (this.kind !== 'name') return null;
    return this.text.replace(/#(..)/g, (_, digits) => fromCode(digits, 16));
  }

  /** @returns {string | null} the bytes of either kind of string */
  get string() {
    if (this.kind === 'string') return decodeLiteral(this.text);
    return this.kind === 'hex' ? decodeHex(this.text) : null;
  }

  /** A text string where it is UTF-16BE with its mark FE FF, or ASCII.
   * @returns {string | null} */
  get textString() {
    const bytes = this.string;
    if (bytes === null) return null;
    if (!bytes.startsWith('\xfe\xff')) return /^[ -~]*$/.test(bytes) ? bytes : null;
    if (bytes.length % 2 !== 0) return null;
    const text = bytes.slice(2).replace(/[^]{2}/g, (pair) =>
      String.fromCharCode((pair.charCodeAt(0) << 8) | pair.charCodeAt(1)));
    return /[\ud800-\udfff]/u.test(text) ? null : text; // half of a surrogate pair
  }

  get items() {
    return this.kind === 'array' ? this.members : [];
  }

  get keys() {
    return this.kind === 'dictionary' ? this.members : [];
  }

  /** @param {string} key @returns {Value} */
  find(key) {
    return this.entries.get(key) ?? NOTHING;
  }
}

export const NOTHING = new Value('null', 0, '');
