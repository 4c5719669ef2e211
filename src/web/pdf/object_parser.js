// SPDX-License-Identifier: Apache-2.0
import {Lexer} from './lexer.js';
import {breaks, quoted} from './refusal.js';
import {Value} from './value.js';

// What one file may hold at most; a certificate needs a tenth.
const MAX_DEPTH = 32;
const MAX_VALUES = 100_000;
const MAX_ENTRIES = 256; // of one dictionary

/** @typedef {import('./lexer.js').Token} Token */

class Parser {
  /** @type {Value[]} the containers that are not closed yet */
  #open = [];
  /** @type {string | null} the key whose value comes next in the innermost dictionary */
  #key = null;
  /** @type {(string | null)[]} the same of the others */
  #keys = [];

  /** @param {string} file @param {number} offset @param {Value[]} all */
  constructor(file, offset, all) {
    this.lexer = new Lexer(file, offset);
    this.all = all;
  }

  parse() {
    const first = this.all.length;
    do this.#accept(this.lexer.next()); while (this.#open.length > 0);
    return {value: this.all[first], end: this.lexer.offset};
  }

  /** @param {Token} token */
  #accept(token) {
    const {kind, text, offset} = token;
    switch (kind) {
      case ']':
        return this.#close('array', token);
      case '>>':
        return this.#close('dictionary', token);
      case '[':
        return this.#begin(new Value('array', offset, ''));
      case '<<':
        return this.#begin(new Value('dictionary', offset, ''));
      case 'integer':
        return this.#integer(token);
      case 'keyword':
        if (text === 'null') return this.#append(new Value('null', offset, text));
        if (text !== 'true' && text !== 'false') return this.#unexpected(token);
        return this.#append(new Value('boolean', offset, text));
      default:
        return this.#append(new Value(kind, offset, text));
    }
  }

  /** @param {Token} token */
  #integer({text, offset}) {
    const reference = this.lexer.skipIf(' 0 R');
    if (reference && !/^[1-9]/.test(text)) {
      breaks('objectSyntax', 'badReference', offset, {what: quoted(text)});
    }
    this.#append(new Value(reference ? 'reference' : 'integer', offset, text));
  }

  /** @param {Value} value */
  #append(value) {
    if (this.all.length === MAX_VALUES) {
      breaks('objectSyntax', 'tooManyValues', value.offset);
    }
    const parent = this.#open.at(-1);
    if (parent?.kind === 'dictionary') this.#enter(parent, value);
    if (parent?.kind === 'array') parent.members.push(value);
    this.all.push(value);
  }

  /** In a dictionary every other value is a key.
   * @param {Value} dictionary @param {Value} value */
  #enter(dictionary, value) {
    const {kind, offset, text} = value;
    if (this.#key !== null) {
      dictionary.entries.set(this.#key, value);
      this.#key = null;
      return;
    }
    if (kind !== 'name') breaks('objectSyntax', 'keyNoName', offset);
    if (dictionary.members.length === MAX_ENTRIES) {
      breaks('objectSyntax', 'tooManyEntries', offset);
    }
    if (dictionary.entries.has(text)) {
      breaks('objectSyntax', 'keyTwice', offset, {what: quoted(text, 40)});
    }
    dictionary.members.push(value);
    this.#key = text;
  }

  /** @param {Value} container */
  #begin(container) {
    if (this.#open.length === MAX_DEPTH) {
      breaks('objectSyntax', 'tooDeep', container.offset);
    }
    this.#append(container);
    this.#open.push(container);
    this.#keys.push(this.#key);
    this.#key = null;
  }

  /** @param {'array' | 'dictionary'} kind @param {Token} token */
  #close(kind, token) {
    if (this.#open.at(-1)?.kind !== kind) this.#unexpected(token);
    if (this.#key !== null) breaks('objectSyntax', 'keyNoValue', token.offset);
    this.#open.pop();
    this.#key = this.#keys.pop() ?? null;
  }

  /** @param {Token} token @returns {never} */
  #unexpected({text, offset}) {
    return breaks('objectSyntax', 'unexpected', offset, {what: quoted(text, 40)});
  }
}

/** Reads the value that begins at an offset and appends it, and after it whatever it
 * contains, to `all`. Refuses what the lexer refuses, a key that stands twice in one
 * dictionary, and what exceeds the limits. No recursion.
 * @param {string} file @param {number} offset @param {Value[]} all
 * @returns {{value: Value, end: number}} */
export const parseValue = (file, offset, all) => new Parser(file, offset, all).parse();
