// SPDX-License-Identifier: Apache-2.0
//
// The inside of an object as tokens (ISO 32000-1 §7.2), as far as the writer uses the
// syntax: where the standard knows several spellings of one thing, one is read and the
// others are refused, so that no two readers can take the same bytes for different things:
// - white space is spaces and line feeds; there are no comments
// - a name escapes exactly the characters that must be escaped, in upper-case hex; so two
//   names are the same when their bytes are
// - numbers are decimal without "+", an integer of at most ten digits
// - literal strings escape every parenthesis and backslash, octal always in three digits,
//   and do not run over a line; hex strings are whole bytes without gaps
import {breaks, quoted} from './refusal.js';

/** @typedef {'integer' | 'real' | 'name' | 'string' | 'hex' | '[' | ']' | '<<' | '>>'
 *   | 'keyword'} TokenKind */
/** `text` is without the delimiters of names and strings.
 * @typedef {{kind: TokenKind, offset: number, text: string}} Token */

const SPACE = /[ \n]*/y;
const REGULAR = /[!-$&'*-.0-;=?-Z\\^-z|~]*/y; // neither white space nor ()<>[]{}/%
const HEX = /<[0-9A-Fa-f]*>/y;
const LITERAL_PART = /[^()\\\n\r]*(?:\\(?:[nrtbf()\\]|[0-3][0-7][0-7]))?/y;
const NUMBER = /^-?[0-9]{1,10}(\.[0-9]+)?$/;
const MAX_NUMBER = 20;

/** What may stand in a name only as #xx, which it then must.
 * @param {string} pair of hexadecimal digits */
function mustEscape(pair) {
  const c = String.fromCharCode(parseInt(pair, 16));
  return c !== '\0' && !/[!-"$&'*-.0-;=?-Z^-z|~]/.test(c);
}

export class Lexer {
  /** @param {string} file a character for each byte @param {number} offset within it */
  constructor(file, offset) {
    this.file = file;
    this.offset = offset;
  }

  /** One token. @returns {Token} */
  next() {
    this.#match(SPACE);
    const {file, offset} = this;
    if (offset === file.length) breaks('objectSyntax', 'endsInside', offset);
    const two = file.slice(offset, offset + 2);
    const c = file[offset];
    if (c === '[' || c === ']') return this.#take(c, c);
    if (two === '<<' || two === '>>') return this.#take(two, two);
    if (c === '/') return this.#name();
    if (c === '(') return this.#literal();
    if (c === '<') return this.#hex();
    return /[0-9-]/.test(c) ? this.#number() : this.#keyword();
  }

  /** Moves over a text if it stands at the position and ends there as a token.
   * @param {string} text */
  skipIf(text) {
    const end = this.offset + text.length;
    if (!this.file.startsWith(text, this.offset) || this.#run(end) !== '') return false;
    this.offset = end;
    return true;
  }

  /** The regular characters at an offset. @param {number} offset */
  #run(offset) {
    REGULAR.lastIndex = offset;
    return REGULAR.exec(this.file)?.[0] ?? '';
  }

  /** @param {RegExp} pattern a sticky one; moves over it @returns {string | null} */
  #match(pattern) {
    pattern.lastIndex = this.offset;
    const found = pattern.exec(this.file)?.[0] ?? null;
    this.offset += found?.length ?? 0;
    return found;
  }

  /** @param {TokenKind} kind @param {string} whole that stands here
   * @param {string} [text] of it @returns {Token} */
  #take(kind, whole, text = whole) {
    const {offset} = this;
    this.offset += whole.length;
    return {kind, offset, text};
  }

  #name() {
    const text = this.#run(this.offset + 1);
    const rest = text.replace(/#([0-9A-F]{2})/g, (escape, pair) =>
      (mustEscape(pair) ? '' : escape));
    if (/[#\\]/.test(rest)) this.#unusual('nameUnusual', text);
    return this.#take('name', `/${text}`, text);
  }

  #literal() {
    const begin = this.offset++;
    while (this.#match(LITERAL_PART) !== '');
    if (this.file[this.offset] !== ')') breaks('objectSyntax', 'stringUnusual', begin);
    const text = this.file.slice(begin + 1, this.offset++);
    return {kind: /** @type {const} */ ('string'), offset: begin, text};
  }

  #hex() {
    const {offset} = this;
    const whole = this.#match(HEX);
    if (whole === null || whole.length % 2 !== 0) {
      breaks('objectSyntax', 'hexUnusual', offset);
    }
    return {kind: /** @type {const} */ ('hex'), offset, text: whole.slice(1, -1)};
  }

  #number() {
    const text = this.#run(this.offset);
    const form = text.length > MAX_NUMBER ? null : NUMBER.exec(text);
    if (!form) this.#unusual('numberUnusual', text);
    return this.#take(form[1] === undefined ? 'integer' : 'real', text);
  }

  #keyword() {
    const {file, offset} = this;
    const text = this.#run(offset);
    if (text === '') {
      breaks('objectSyntax', 'unexpected', offset, {what: quoted(file[offset])});
    }
    return this.#take('keyword', text);
  }

  /** @param {string} detail @param {string} text @returns {never} */
  #unusual(detail, text) {
    return breaks('objectSyntax', detail, this.offset, {what: quoted(text, 40)});
  }
}
