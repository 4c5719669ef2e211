// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {classifyContents, classifyText} from '../../../src/web/verify/subject.js';
import {why, whyLater} from './support.js';

const CODE = '0123-4567-89AB-CDEF-GHJS';
const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text);
const kindOf = async (/** @type {Uint8Array} */ bytes) => (await classifyContents(bytes)).kind;

test('a file is taken for what it is', async () => {
  assert.equal(await kindOf(bytesOf('%PDF-1.7\n')), 'pdf');
  assert.equal(await kindOf(bytesOf('{\n%PDF-1.7\n')), 'pdf');
  assert.equal(await kindOf(bytesOf(' {"a":1}')), 'record');
  assert.equal(await kindOf(bytesOf(`${CODE}\n`)), 'code');
  assert.equal(await kindOf(bytesOf(`${CODE}${' '.repeat(5000)}`)), 'code');
  // A record that is no UTF-8 is a record that cannot be read.
  assert.equal(await kindOf(new Uint8Array([0x7b, 0xff, 0x7d])), 'record');
});

test('a file that is nothing of ours is refused', async () => {
  for (const empty of ['', ' \n']) {
    assert.equal(await whyLater(() => classifyContents(bytesOf(empty))), 'the file is empty');
  }
  for (const other of ['hello', 'https://example.org/', '\x89PNG', 'A'.repeat(5000)]) {
    assert.match(await whyLater(() => classifyContents(bytesOf(other))), /neither a PDF/);
  }
});

test('a text is an address or a code', () => {
  assert.equal(classifyText(` ${CODE.toLowerCase()} `).kind, 'code');
  assert.match(why(() => classifyText('HTTPS://a.example/#b.c')), /begin with https/);
});
