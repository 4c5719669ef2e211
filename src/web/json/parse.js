// SPDX-License-Identifier: Apache-2.0
//
// JSON (RFC 8259), and beyond it a refusal of whatever two readers could understand
// differently: duplicate keys, invalid UTF-8, lone surrogates, a byte order mark,
// anything after the value, numbers out of a double's range, integers that a double does
// not print again.
import {equal, textOf, utf8} from '../base/bytes.js';
import {quote, refuse, say} from '../base/message.js';

// Arrays have a name of their own, without which the type checker sees a circle.
/**
 * @typedef {{[key: string]: Json}} JsonObject without a prototype: every key is a member
 * @typedef {Json[]} JsonArray
 * @typedef {null | boolean | number | string | JsonArray | JsonObject} Json
 * @typedef {{maxBytes: number, maxDepth: number, maxValues: number}} JsonLimits
 */

/** @type {JsonLimits} */
const JSON_LIMITS = {maxBytes: 256 * 1024, maxDepth: 32, maxValues: 100_000};

const SPACE = /[ \t\n\r]*/y;
const PLAIN = '[^"\\\\\\u0000-\\u001f]*';
const STRING =
  new RegExp(`"${PLAIN}(?:\\\\(?:["\\\\/bfnrt]|u[0-9A-Fa-f]{4})${PLAIN})*"`, 'y');
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const WORD = /true|false|null/y;
const LONE_SURROGATE = /[\ud800-\udfff]/u;

/** @type {Record<string, Json>} */
const WORDS = {true: true, false: false, null: null};

/** Parser stands at a place in the text; each method reads what begins there. */
class Parser {
  /** @param {string} text @param {JsonLimits} limits */
  constructor(text, limits) {
    this.text = text;
    this.limits = limits;
    this.at = 0;
    this.values = 0;
  }

  /** @param {string} name @param {number} at @returns {never} */
  refuse(name, at, pieces = {}) {
    const before = this.text.slice(0, Math.max(0, Math.min(at, this.text.length - 1)));
    const lines = before.split('\n');
    const column = [...lines[lines.length - 1]].length + 1;
    return refuse('json.at', {line: lines.length, column, what: say(name, pieces)});
  }

  /** @param {RegExp} sticky @returns {string | null} what matches here, passed over */
  take(sticky) {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (!found) return null;
    this.at += found[0].length;
    return found[0];
  }

  /** The character behind white space, not yet passed over. */
  peek() {
    this.take(SPACE);
    return this.text[this.at];
  }

  /** @param {string} c @returns {boolean} whether it came next, passed over */
  skip(c) {
    if (this.peek() !== c) return false;
    this.at += 1;
    return true;
  }

  /** @returns {Json} */
  document() {
    const value = this.value(0);
    if (this.peek() !== undefined) this.refuse('json.syntax', this.at);
    return value;
  }

  /** @param {number} depth of open arrays and objects @returns {Json} */
  value(depth) {
    const c = this.peek();
    const begin = this.at;
    const isNode = c === '{' || c === '[';
    const value = isNode ? null : this.scalar(c);
    this.values += 1;
    if (this.values > this.limits.maxValues) this.refuse('json.tooMany', this.at);
    if (!isNode) return value;
    if (depth >= this.limits.maxDepth) this.refuse('json.tooDeep', begin);
    this.at += 1;
    return c === '{' ? this.object(depth + 1) : this.array(depth + 1);
  }

  /** @param {string | undefined} c @returns {Json} */
  scalar(c) {
    if (c === '"') return this.string();
    const word = this.take(WORD);
    return word === null ? this.number() : WORDS[word];
  }

  string() {
    const token = this.take(STRING);
    if (token === null) this.refuse('json.syntax', this.at);
    const value = /** @type {string} */ (JSON.parse(/** @type {string} */ (token)));
    if (LONE_SURROGATE.test(value)) this.refuse('json.syntax', this.at - 1);
    return value;
  }

  number() {
    const token = this.take(NUMBER);
    if (token === null) return this.refuse('json.syntax', this.at);
    const value = Number(token);
    if (!Number.isFinite(value)) this.refuse('json.range', this.at);
    const exact = /[.eE]/.test(token) || token === '-0' || String(value) === token;
    if (!exact) this.refuse('json.inexact', this.at);
    return value;
  }

  /** @param {number} depth */
  array(depth) {
    /** @type {Json[]} */
    const out = [];
    if (this.skip(']')) return out;
    do out.push(this.value(depth)); while (this.skip(','));
    if (!this.skip(']')) this.refuse('json.syntax', this.at);
    return out;
  }

  /** @param {number} depth */
  object(depth) {
    /** @type {JsonObject} */
    const out = Object.create(null);
    if (this.skip('}')) return out;
    do {
      if (this.peek() !== '"') this.refuse('json.syntax', this.at);
      const key = this.string();
      if (key in out) this.refuse('json.twice', this.at - 1, {key: quote(key, 60)});
      if (!this.skip(':')) this.refuse('json.syntax', this.at);
      out[key] = this.value(depth);
    } while (this.skip(','));
    if (!this.skip('}')) this.refuse('json.syntax', this.at);
    return out;
  }
}

/** Says where the first character stands that is none.
 * @param {Uint8Array} bytes @param {JsonLimits} limits @returns {never} */
function refuseEncoding(bytes, limits) {
  const text = new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes);
  let at = 0;
  let byte = 0;
  for (const c of text) {
    const expected = utf8(c);
    if (!equal(bytes.subarray(byte, byte + expected.length), expected)) break;
    byte += expected.length;
    at += c.length;
  }
  return new Parser(text, limits).refuse('json.notUtf8', at);
}

/** @param {Uint8Array} bytes @param {Partial<JsonLimits>} [limits] @returns {Json} */
export function parseJson(bytes, limits = {}) {
  const all = {...JSON_LIMITS, ...limits};
  if (bytes.length > all.maxBytes) refuse('json.tooLarge', {max: all.maxBytes});
  const text = textOf(bytes);
  if (text === null) return refuseEncoding(bytes, all);
  const parser = new Parser(text, all);
  if (text.startsWith('\ufeff')) parser.refuse('json.byteOrderMark', 0);
  if (text.includes('\0')) parser.refuse('json.nul', text.indexOf('\0'));
  return parser.document();
}

/** @param {Json | undefined} value @returns {value is JsonObject} */
export const isObject = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
