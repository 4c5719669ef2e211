// SPDX-License-Identifier: Apache-2.0
//
// The languages of the page say the same, and index.html says in its source what the page
// says in English.
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {test} from 'node:test';

import {flatten} from '../../../src/web/base/texts.js';
import {readBytes, readJson} from './support.js';

const DIRECTORY = 'src/web/strings';
const english = flatten(readJson(`${DIRECTORY}/en.json`));

/** @param {string} path @returns {string[]} the names in a directory */
const namesIn = (path) => readdirSync(new URL(`../../../${path}`, import.meta.url));

/** @param {string} text */
const placesOf = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

/** @param {string} path */
const readText = (path) => new TextDecoder().decode(readBytes(path));

for (const file of namesIn(DIRECTORY)) {
  test(`${file} has every text, with the same places`, () => {
    const texts = flatten(readJson(`${DIRECTORY}/${file}`));
    assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort());
    for (const [name, text] of Object.entries(texts)) {
      assert.notEqual(text, '', name);
      assert.deepEqual(placesOf(text), placesOf(english[name]), name);
    }
  });

  test(`${file}: each verdict's sentence begins with its word`, () => {
    const texts = flatten(readJson(`${DIRECTORY}/${file}`));
    const words = Object.entries(texts).filter(([name]) => /^verify\.verdict\./.test(name));
    assert.equal(words.length, 12);
    for (const [name, word] of words) {
      const sentence = name.slice(15).toLowerCase()
        .replace(/ ./g, (two) => two[1].toUpperCase());
      assert.ok(texts[`verify.${sentence}`].startsWith(word), `${name}: ${word}`);
    }
  });
}

test('index.html says what the page says in English', () => {
  const rows = [...readText('src/web/index.html').matchAll(/data-say="(\w+)">([^<]*)</g)];
  assert.ok(rows.length > 25);
  for (const [, name, text] of rows) {
    assert.equal(text.replace(/\s+/g, ' ').trim(), english[`page.${name}`], name);
  }
});

test('every text that the page asks for by its name is there, and no other', () => {
  const code = ['ui', 'scan', '.'].flatMap((part) => namesIn(`src/web/${part}`)
    .filter((name) => /\.(?:js|html)$/.test(name))
    .map((name) => readText(`src/web/${part}/${name}`))).join('\n');
  const used = [...code.matchAll(/words\('(\w+)'|data-(?:say|label)="(\w+)"|'page\.(\w+)'/g)]
    .map(([, a, b, c]) => a ?? b ?? c);
  for (const name of used) assert.ok(`page.${name}` in english, name);
  const families = /^page\.(?:agrees|check|compare|given|result|status|unchecked)_/;
  const heads = ['element', 'recorded', 'onPaper', 'agreement'];
  const unused = Object.keys(english).filter((name) => /^page\./.test(name) &&
    !families.test(name) && ![...used, ...heads].includes(name.slice(5)));
  assert.deepEqual(unused, []);
});
