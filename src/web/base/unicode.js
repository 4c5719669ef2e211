// SPDX-License-Identifier: Apache-2.0
import {utf8} from './bytes.js';

/** @param {string} text composed, Unicode's normalization form C */
export const isNfc = (text) => text.normalize('NFC') === text;

/** @param {string} text */
export const byteLength = (text) => utf8(text).length;

/** Without ASCII white space at both ends; String.trim removes more.
 * @param {string} text */
export const trim = (text) => text.replace(/^[ \t\r\n\v\f]+|[ \t\r\n\v\f]+$/g, '');

// Marks that people leave out when they type a name: accents on Latin, Greek and Cyrillic
// letters, Hebrew points, Arabic vowel signs. Not the marks of Indic scripts, Thai or
// kana, which spell. And what a display leaves out.
const MARKS = [
  '0300-036f', '0483-0487', '0591-05bd', '05bf-05bf', '05c1-05c2', '05c4-05c7', '0610-061a',
  '064b-065f', '0670-0670', '1ab0-1aff', '1dc0-1dff', '20d0-20ff', 'fe20-fe2f',
].map((range) => `\\u${range.replace('-', '-\\u')}`).join('');
const LEFT_OUT =
  new RegExp(`[${MARKS}]|(?!\\p{Cn})\\p{Default_Ignorable_Code_Point}`, 'gu');
const APOSTROPHES = /[\u2018\u2019\u02bc\u02bb`\u00b4\u2032]/g;
const HYPHENS = /[\u2010-\u2015\u2212]/g;
const SPACES = /[\p{Zs}\t-\r]+/gu;

// The base letters of those that Unicode does not decompose.
/** @type {Record<string, string>} */
const BASE_LETTERS = {
  ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ŧ: 't', æ: 'ae', œ: 'oe', þ: 'th',
};

/** Unicode's case folding, but for Cherokee, which this makes small letters, and then its
 * compatibility decomposition. @param {string} text */
const foldCase = (text) =>
  Array.from(text, (c) => c.toLowerCase().toUpperCase().toLowerCase()).join('')
    .normalize('NFKD');

/** Maps spellings that a person takes for the same name to one string: decomposed,
 * case-folded, without the marks that people leave out, apostrophes and hyphens unified,
 * white space runs as one space, trimmed. @param {string} text */
export function foldForSearch(text) {
  return foldCase(foldCase(text)).replace(LEFT_OUT, '')
    .replace(APOSTROPHES, '\'').replace(HYPHENS, '-')
    .replace(SPACES, ' ').replace(/[øłđðħıŧæœþ]/g, (c) => BASE_LETTERS[c])
    .replace(/^ | $/g, '');
}
