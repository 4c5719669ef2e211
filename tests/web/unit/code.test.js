// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {CertificateCode, codeAsTyped} from '../../../src/web/record/code.js';
import {why} from './support.js';

const GOOD = ['7K3M9QXT2A8RW5DHN4V2', '0123456789ABCDEFGHJS', '7777777777777777777N',
  'KQZST6EEPDWY6EYKD808'];

/** @param {string} text */
const whyOf = (text) => why(() => CertificateCode.parse(text));

test('a code forgives what people write', () => {
  for (const compact of GOOD) {
    const code = CertificateCode.parseCompact(compact);
    assert.equal(code.compact, compact);
    assert.equal(code.printed, compact.match(/.{4}/g)?.join('-'));
    const spoken = [...compact.toLowerCase()].map((c) =>
      ({0: 'o', 1: 'l'})[c] ?? c).join(' ');
    for (const text of [code.printed, spoken, `\t${spoken.replaceAll('l', 'I')}\n`]) {
      assert.equal(CertificateCode.parse(text).compact, compact);
    }
    assert.notEqual(why(() => CertificateCode.parseCompact(code.printed)), 'accepted');
    assert.notEqual(why(() => CertificateCode.parseCompact(compact.toLowerCase())),
      'accepted');
  }
});

// Every wrong character, and every swap of two neighbours but 0 with Z.
test('the check character finds slips', () => {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  for (const good of GOOD) {
    for (let i = 0; i < good.length; ++i) {
      for (const c of alphabet) {
        const bad = good.slice(0, i) + c + good.slice(i + 1);
        assert.equal(whyOf(bad) === 'accepted', bad === good, bad);
      }
      const pair = good.slice(i, i + 2);
      if (pair.length < 2 || pair[0] === pair[1] || /^(?:0Z|Z0)$/.test(pair)) continue;
      const swapped = good.slice(0, i) + pair[1] + pair[0] + good.slice(i + 2);
      assert.notEqual(whyOf(swapped), 'accepted', swapped);
    }
  }
});

test('a code that is none is told what is wrong', () => {
  assert.equal(whyOf('7K3M'),
    '"7K3M" is not a certificate\'s code: it has 4 characters, not 20');
  assert.equal(whyOf('7K3M-9QXT-2A8R-W5DH-N4VU'), '"7K3M-9QXT-2A8R-W5DH-N4VU" is not a ' +
    'certificate\'s code: it has characters other than letters and digits, or a U');
  assert.equal(whyOf('7K3N9QXT2A8RW5DHN4V2'), 'the code "7K3N9QXT2A8RW5DHN4V2" has a ' +
    'slip in it: its check character does not fit');
  for (const bad of ['', '７K3M9QXT2A8RW5DHN4V2', '7K3M9QXT2A8RW5DHN4V2\u00a0',
    'ſ'.repeat(20), '7K3M_9QXT_2A8R_W5DH_N4V2', `${GOOD[0]}0`, 'ı23456789ABCDEFGHJK1']) {
    assert.notEqual(whyOf(bad), 'accepted', bad);
  }
});

test('a code shows itself while it is typed', () => {
  assert.deepEqual(codeAsTyped('7k3m9q'),
    {printed: '7K3M-9Q', missing: 14, strange: null, slip: false});
  assert.deepEqual(codeAsTyped('oil-u 2'),
    {printed: '011U-2', missing: 15, strange: 'U', slip: false});
  assert.deepEqual(codeAsTyped(`${GOOD[0]}7`),
    {printed: '7K3M-9QXT-2A8R-W5DH-N4V2-7', missing: -1, strange: null, slip: false});
  assert.deepEqual(codeAsTyped(GOOD[0]),
    {printed: '7K3M-9QXT-2A8R-W5DH-N4V2', missing: 0, strange: null, slip: false});
  assert.equal(codeAsTyped('7K3N9QXT2A8RW5DHN4V2').slip, true);
  assert.deepEqual(codeAsTyped(''), {printed: '', missing: 20, strange: null, slip: false});
});
