// SPDX-License-Identifier: Apache-2.0
//
// A message is a sentence that is not yet in any language: the name of a text in
// strings/*.json and what stands in its places. The English of a message is, letter for
// letter, what certseal-lookup says.

/**
 * @typedef {string | number | Message} Piece
 * @typedef {Readonly<Record<string, Piece>>} Pieces
 * @typedef {Readonly<Record<string, string>>} Texts by the name of the message
 */

export class Message {
  /** @param {string} name in strings/*.json, as "log.noEntry" @param {Pieces} pieces */
  constructor(name, pieces = {}) {
    this.name = name;
    this.pieces = pieces;
  }

  /** @param {Texts} texts of one language @returns {string} */
  in(texts) {
    const text = texts[this.name];
    if (text === undefined) throw new Error(`there is no text ${this.name}`);
    return text.replace(/\{(\w+)\}/g, (_, key) => {
      const piece = this.pieces[key];
      if (piece === undefined) throw new Error(`${this.name} lacks ${key}`);
      return piece instanceof Message ? piece.in(texts) : String(piece);
    });
  }
}

/** @param {string} name @param {Pieces} [pieces] */
export const say = (name, pieces) => new Message(name, pieces);

/** Words that are the same in every language, as a name. @param {string} words */
export const plain = (words) => new Message('base.plain', {words});

/** Refusal is thrown where something from outside cannot be taken as what it should be,
 * with the message that says why. Every other exception is a defect of this page. */
export class Refusal extends Error {
  /** @param {Message} why */
  constructor(why) {
    super(why.name);
    this.why = why;
  }
}

/** @param {string} name @param {Pieces} [pieces] @returns {never} */
export function refuse(name, pieces) {
  throw new Refusal(new Message(name, pieces));
}

/** The reason for a refusal; what is none is thrown on. @param {unknown} error */
export function reasonOf(error) {
  if (error instanceof Refusal) return error.why;
  throw error;
}

/** What a reader gives, or null where it refuses. @template T @param {() => T} read
 * @returns {T | null} */
export function orNull(read) {
  try {
    return read();
  } catch (error) {
    reasonOf(error);
    return null;
  }
}

// What changes how the text after it is shown, or hides in it: C0 and C1 controls,
// zero-width characters, direction marks, line separators, the byte order mark.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** @param {string} c */
const escapeOne = (c) => (c === '\n' ? '\\n' : `\\u{${c.charCodeAt(0).toString(16)}}`);

/** Makes a value from outside safe in running text. @param {string} value */
export function escapeControls(value) {
  return value.replace(UNSAFE, escapeOne);
}

/** At most so many bytes of a text, whole characters. @param {string} value
 * @param {number} maxBytes */
export function bytePrefix(value, maxBytes) {
  let left = maxBytes;
  let kept = '';
  for (const c of value) {
    left -= new TextEncoder().encode(c).length;
    if (left < 0) break;
    kept += c;
  }
  return kept;
}

/** The same as escapeControls in quotes, cut after so many bytes. @param {string} value */
export function quote(value, maxBytes = 120) {
  const kept = bytePrefix(value, maxBytes);
  return `"${escapeControls(kept)}${kept === value ? '' : '…'}"`;
}

/** What came of work that may be refused: its value, or why there is none.
 * @template T @typedef {{value: T, why: null} | {value: null, why: Message}} Attempt */

/** @template T @param {() => T | Promise<T>} work @returns {Promise<Attempt<T>>} */
export async function attempt(work) {
  try {
    return {value: await work(), why: null};
  } catch (error) {
    return {value: null, why: reasonOf(error)};
  }
}

/** Puts "place: " before the reason for a refusal. @template T
 * @param {Piece} place @param {() => T | Promise<T>} work @returns {Promise<T>} */
export async function within(place, work) {
  try {
    return await work();
  } catch (error) {
    return refuse('base.within', {place, why: reasonOf(error)});
  }
}
