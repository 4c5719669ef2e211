// SPDX-License-Identifier: Apache-2.0
import {readFileSync} from 'node:fs';

const file = new URL('../../../src/web/strings/en.json', import.meta.url);
/** @type {Record<string, string>} */
const texts = {};
for (const [section, named] of Object.entries(JSON.parse(readFileSync(file, 'utf8')))) {
  if (typeof named !== 'object') continue;
  for (const [key, text] of Object.entries(named)) texts[`${section}.${key}`] = text;
}

/** @param {import('../../../src/web/base/message.js').Message} message */
export const english = (message) => message.in(texts);
