// SPDX-License-Identifier: Apache-2.0
//
// The JSON parsing test suite and the test data of RFC 8785, both as published, and what
// is refused beyond them.
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {unhex, utf8} from '../../../src/web/base/bytes.js';
import {demandSame, valueAt} from '../../../src/web/json/at.js';
import {canonicalJson} from '../../../src/web/json/canonical.js';
import {parseJson} from '../../../src/web/json/parse.js';
import {readJson, why} from './support.js';

/** @param {string} text */
const parse = (text) => parseJson(utf8(text));

/** @param {string} text @param {object} [limits] */
const whyOf = (text, limits) => why(() => parseJson(utf8(text), limits));

// Which of two keys counts differs from reader to reader.
const REFUSED = ['y_object_duplicated_key', 'y_object_duplicated_key_and_value'];
// What the suite leaves open and is taken: fractions that a double rounds to zero, and an
// integer that a double prints again.
const TAKEN = ['i_number_double_huge_neg_exp', 'i_number_real_underflow',
  'i_number_too_big_pos_int'];

test('the suite is judged as its names say', () => {
  const tests = readJson('tests/vectors/json-suite/parsing.json');
  assert.equal(tests.length, 316);
  for (const {name, text, hex} of tests) {
    const bytes = hex === undefined ? utf8(text) : unhex(hex) ?? assert.fail(name);
    const expected = name.startsWith('y_') ? !REFUSED.includes(name) : TAKEN.includes(name);
    const words = why(() => parseJson(bytes));
    assert.equal(words === 'accepted', expected, `${name}: ${words}`);
    if (!expected) continue;
    const canonical = canonicalJson(parseJson(bytes));
    assert.equal(canonicalJson(parse(canonical)), canonical, name);
  }
});

test('a hundred thousand brackets are refused', () => {
  assert.equal(whyOf('['.repeat(100_000)), '1:33: nested too deeply');
  assert.equal(whyOf('[{"":'.repeat(50_000)), '1:81: nested too deeply');
});

test('what two readers could read differently is refused, with its place', () => {
  assert.equal(whyOf('{"a":1,"a":2}'), '1:10: the key "a" stands twice in one object');
  assert.equal(whyOf('{"a":1,"\\u0061":2}'),
    '1:15: the key "a" stands twice in one object');
  assert.equal(whyOf('{"__proto__":1,"__proto__":2}').slice(6), 'the key "__proto__" ' +
    'stands twice in one object');
  assert.equal(whyOf('{}\0'), '1:3: holds a NUL byte');
  assert.equal(whyOf('\ufeff{}'), '1:1: begins with a byte order mark');
  assert.equal(whyOf('1e999'), '1:5: a number is out of range');
  assert.equal(whyOf('9007199254740993'),
    '1:16: an integer beyond 2^53 is not exact in JSON');
  assert.equal(whyOf('{"😀": x}'), '1:7: syntax error');
  const invalid = utf8('{\n "\ufffd": "?"}');
  invalid[10] = 0xff;
  assert.equal(why(() => parseJson(invalid)), '2:7: not valid UTF-8');
  for (const bad of ['', '{}x', '{} {}', '[1,]', '{\'a\':1}', '01', '+1', '.5', '1.', 'NaN',
    'nul', '"\\ud800"', '"\\udc00\\ud800"', '"\\ud83d😀"', '"\t"', '[', '{"a"}', '// c\n1',
    '"\\x41"', '"a', '{,}', '{"a":1,}', '-', '\u00a01', '1\u000b', 'truee', '[1 2]']) {
    assert.notEqual(whyOf(bad), 'accepted', bad);
  }
});

test('limits hold', () => {
  assert.equal(whyOf('['.repeat(40) + ']'.repeat(40)), '1:33: nested too deeply');
  assert.equal(whyOf('['.repeat(32) + ']'.repeat(32)), 'accepted');
  assert.equal(whyOf('[1,2,3]', {maxBytes: 6}), 'larger than 6 bytes');
  assert.equal(whyOf('[1,2,3]', {maxValues: 3}), '1:7: too many values');
  assert.equal(whyOf(`"${'a\\n'.repeat(80_000)}"`), 'accepted');
  assert.match(whyOf(`"${'a'.repeat(260_000)}`), /syntax error/);
});

test('canonical JSON prints the published test data', () => {
  const tests = readJson('tests/vectors/json-suite/rfc8785.json');
  assert.equal(tests.length, 6);
  for (const {name, input, output} of tests) {
    assert.equal(canonicalJson(parse(input)), output, name);
  }
  assert.equal(canonicalJson(parse('-0')), '0');
  assert.equal(canonicalJson(parse('{"__proto__":1,"😀":2,"\ufb33":3,"10":4,"9":5}')),
    '{"10":4,"9":5,"__proto__":1,"😀":2,"\ufb33":3}');
});

test('paths lead to values, and differences are named by them', () => {
  const document = parse('{"a":[{"b":1}],"0":2}');
  assert.equal(valueAt(document, 'a[0].b'), 1);
  for (const nowhere of ['a[1]', 'a.b', 'a.length', 'toString', 'a[0].b.c', 'a[0][0]']) {
    assert.equal(valueAt(document, nowhere), undefined, nowhere);
  }
  /** @param {string} actual */
  const differs = (actual) => why(() => demandSame(document, parse(actual)));
  assert.equal(differs('{"0":2,"a":[{"b":1}]}'), 'accepted');
  assert.equal(differs('{"0":2,"a":[{"b":2}]}'), 'a[0].b: must be 1');
  assert.equal(differs('{"0":2,"a":[]}'), 'a: must have 1 elements');
  assert.equal(differs('{"0":2,"a":[{}]}'), 'a[0].b: missing');
  assert.equal(differs('{"0":2,"a":[{"b":1}],"toString":1}'), 'toString: unknown field');
  assert.equal(differs('{"0":2,"a":{}}'), 'a: must be [{"b":1}]');
});
