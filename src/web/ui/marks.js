// SPDX-License-Identifier: Apache-2.0
//
// Each verdict has a tone: a color with a mark, so that neither speaks alone.

import {drawing} from './dom.js';

/** @typedef {'good' | 'part' | 'warn' | 'bad' | 'open'} Tone */

/** @type {Readonly<Record<string, Tone>>} */
const TONES = {
  VALID: 'good',
  AUTHENTIC: 'part',
  EXPIRED: 'warn',
  REPLACED: 'warn',
  SUSPENDED: 'warn',
  'NOT FOUND': 'warn',
  REVOKED: 'bad',
  ALTERED: 'bad',
  'DOES NOT MATCH': 'bad',
  'NOT GENUINE': 'bad',
  'NOT TRUSTED': 'open',
  'CANNOT CHECK': 'open',
};

/** @param {string} verdict @returns {Tone} */
export const toneOf = (verdict) => TONES[verdict] ?? 'open';

const CHECK = 'M5.5 12.8l4.4 4.4 8.6-9.8';
const CROSS = 'M7 7l10 10M17 7L7 17';
const EXCLAMATION = 'M12 5.5v8.2M12 17.6v.4';
const QUESTION = 'M8.6 9.2a3.4 3.4 0 1 1 5 3c-1.1.6-1.6 1.2-1.6 2.3M12 18v.2';

/** @type {Readonly<Record<string, string>>} */
const PATHS = {
  good: CHECK, part: CHECK, warn: EXCLAMATION, bad: CROSS, open: QUESTION,
  pass: CHECK, fail: CROSS, unknown: QUESTION, none: 'M7 12h10',
};

/** @param {string} kind a tone, or a check's result */
export const mark = (kind) => drawing(`mark ${kind}`, PATHS[kind] ?? QUESTION);
