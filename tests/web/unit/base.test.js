// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {
  base64, base64url, hex, parseDecimal, textOf, unbase58, unbase64, unbase64url, unhex,
  utf8,
} from '../../../src/web/base/bytes.js';
import {dayOf, minuteOf, parseDay, parseTime, rfc3339} from '../../../src/web/base/date.js';
import {escapeControls, plain, quote, say} from '../../../src/web/base/message.js';
import {parseQuarters, quartersOf, quartersText} from '../../../src/web/base/quarters.js';
import {SiteAddress} from '../../../src/web/base/site_address.js';
import {foldForSearch, isNfc, trim} from '../../../src/web/base/unicode.js';
import {textsOf, why} from './support.js';

test('encodings print what RFC 4648 and the base58 draft print', () => {
  const vectors = [['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg=='], ['fooba', 'Zm9vYmE='], ['foobar', 'Zm9vYmFy']];
  for (const [text, encoded] of vectors) {
    assert.equal(base64(utf8(text)), encoded);
    assert.deepEqual(unbase64(encoded), utf8(text));
  }
  assert.equal(hex(utf8('foobar')), '666f6f626172');
  assert.equal(base64url(Uint8Array.of(0xfb, 0xff)), '-_8');
  assert.deepEqual(unbase58('2NEpo7TZRRrLZSi2U'), utf8('Hello World!'));
  assert.deepEqual(unbase58('11233QC4'), unhex('0000287fb4cd'));
});

test('decoders refuse what the encoders would not print', () => {
  for (const bad of ['Zg', 'Zh==', 'Zg==\n', '====', 'Z===', 'Zg==Zg==', 'Zg-_', 'Z g=']) {
    assert.equal(unbase64(bad), null, bad);
  }
  for (const bad of ['Zg==', '+/8', 'A', 'Zh', 'Zg\n']) {
    assert.equal(unbase64url(bad), null, bad);
  }
  for (const bad of ['FF', 'f', 'gg', ' ff']) assert.equal(unhex(bad), null, bad);
  for (const bad of ['0', 'I', 'l', '2'.repeat(2000)]) assert.equal(unbase58(bad), null);
  for (const bad of ['', '00', '01', '-1', '+1', ' 1', '1 ', '1.0', '9007199254740993']) {
    assert.equal(parseDecimal(bad), null, bad);
  }
  assert.equal(textOf(Uint8Array.of(0xed, 0xa0, 0x80)), null);
  assert.equal(textOf(Uint8Array.of(0xef, 0xbb, 0xbf)), '\ufeff');
});

test('every byte survives every encoding', () => {
  const bytes = Uint8Array.from({length: 256}, (_, i) => i);
  for (let size = 0; size <= 256; ++size) {
    const part = bytes.subarray(0, size);
    assert.deepEqual(unhex(hex(part)), part);
    assert.deepEqual(unbase64(base64(part)), part);
    assert.deepEqual(unbase64url(base64url(part)), part);
  }
});

test('days and times are those of the calendar', () => {
  for (const good of ['0001-01-01', '2000-02-29', '2026-11-20', '9999-12-31']) {
    assert.equal(parseDay(good), good);
    assert.equal(dayOf(/** @type {number} */ (parseTime(`${good}T23:59:59Z`))), good);
  }
  for (const bad of ['0000-01-01', '1900-02-29', '2026-11-31', '2026-13-01', '2026-1-1',
    '10000-01-01', '2026-11-20 ', '-2026-11-20', '']) {
    assert.equal(parseDay(bad), null, bad);
  }
  for (const bad of ['2026-11-20', '2026-11-20T24:00:00Z', '2026-11-20T23:59:60Z',
    '2026-11-20T23:59:59+00:00', '2026-11-20t23:59:59Z', '2026-11-20T23:59:59.0Z']) {
    assert.equal(parseTime(bad), null, bad);
  }
  assert.equal(parseTime('2026-11-23T17:00:00Z'), 1795453200);
  assert.equal(rfc3339(1795453200), '2026-11-23T17:00:00Z');
  assert.equal(minuteOf(1795453259), '2026-11-23 17:00 UTC');
});

test('quoting shows what a page would hide', () => {
  assert.equal(quote('plain Zoë'), '"plain Zoë"');
  assert.equal(quote('a\x1b[31m'), '"a\\u{1b}[31m"');
  assert.equal(quote('Sharma\u200b'), '"Sharma\\u{200b}"');
  assert.equal(quote('two\nlines'), '"two\\nlines"');
  assert.equal(quote('abcdef', 3), '"abc…"');
  assert.equal(quote('éé', 3), '"é…"');
  assert.equal(escapeControls('\u202ea'), '\\u{202e}a');
});

test('a message takes its pieces in any language', () => {
  const pieces = {address: plain('"x"'), why: say('base.addressTooLong')};
  const message = say('base.address', pieces);
  assert.equal(message.in(textsOf('en')), 'the web address "x" is too long');
  assert.equal(message.in(textsOf('es')), 'la dirección web "x" es demasiado larga');
  assert.throws(() => say('base.none').in(textsOf('en')), /no text base.none/);
  assert.throws(() => say('base.address').in(textsOf('en')), /lacks address/);
});

test('a site has an address and the names that follow from it', () => {
  const plainSite = SiteAddress.parse('https://verify.school.example');
  assert.equal(plainSite.url, 'https://verify.school.example/');
  assert.equal(plainSite.did, 'did:web:verify.school.example');
  const site = SiteAddress.parse('https://school.example:8443/a/b/');
  assert.equal(site.origin, 'school.example:8443/a/b');
  assert.equal(site.host, 'school.example');
  assert.equal(site.did, 'did:web:school.example%3A8443:a:b');
});

test('other addresses are refused', () => {
  const label = 'a'.repeat(63);
  assert.equal(why(() => SiteAddress.fromOrigin(`${label}.example/~x/A_b.c`)), 'accepted');
  for (const bad of ['', 'a..b', '-a.example', 'a-.example', 'A.example', 'ü.example',
    'a.example:443', 'a.example:0', 'a.example:65536', 'a.example:080', 'a.example:',
    'a.example:1:2', 'a.example//', 'a.example/.', 'a.example/..', 'a.example/a//b',
    'a.example/%41', 'a.example/a?b', 'a.example/#', 'user@a.example', `a${label}.example`,
    `${'a.'.repeat(126)}ab`, `a.example/${'b'.repeat(512)}`, 'a.example/ä',
    'a.example\n']) {
    assert.notEqual(why(() => SiteAddress.fromOrigin(bad)), 'accepted', bad);
  }
  assert.equal(why(() => SiteAddress.parse('http://a.example/')),
    'the web address "http://a.example/" does not begin with https://');
  assert.equal(why(() => SiteAddress.parse('https://a.example:443/')),
    'the web address "https://a.example:443/" has a port that is not a number from 1 to ' +
    '65535 (or is 443)');
});

test('hours are exact quarters', () => {
  for (const [text, count] of /** @type {[string, number][]} */ ([['0', 0], ['7', 28],
    ['7.5', 30], ['15.75', 63], ['7.00', 28], ['10000', 40_000]])) {
    assert.equal(parseQuarters(text), count);
    assert.equal(parseQuarters(quartersText(count)), count);
  }
  for (const bad of ['', '7.', '.5', '7.1', '-1', '10000.25', '100000', '1e1', ' 7',
    '7,5']) {
    assert.equal(parseQuarters(bad), null, bad);
  }
  assert.equal(quartersText(63), '15.75');
  assert.equal(quartersOf(15.75), 63);
  for (const bad of [15.7, -0.25, 10000.25, NaN]) assert.equal(quartersOf(bad), null);
});

test('names that people take for the same fold to one', () => {
  const same = [['Ångström', 'ANGSTROM'], ['Nguyễn Thị', 'nguyen thi'],
    ['O’Connor', 'o\'connor'], ['Łukasz Đorđe Øyvind', 'lukasz dorde oyvind'],
    ['  Anna  Maria ', 'anna maria'], ['Strauß', 'STRAUSS'], ['Peña‐Núñez', 'pena-nunez'],
    ['عَلِيّ', 'علي'], ['ΟΔΥΣΣΕΥΣ', 'οδυσσευς'], ['ﬁona', 'FIONA'], ['Anna\u200d', 'anna'],
    ['STRAẞE', 'strasse'], ['ꭰ', 'Ꭰ']];
  for (const [a, b] of same) assert.equal(foldForSearch(a), foldForSearch(b), a);
  const other = [['Anna', 'Anne'], ['ณัฐวุฒิ', 'ณฐวฒ'], ['श्रीकृष्ण', 'शरीकषण'],
    ['バ', 'ハ']];
  for (const [a, b] of other) assert.notEqual(foldForSearch(a), foldForSearch(b), a);
  assert.notEqual(foldForSearch('a\u{e0080}'), 'a', 'nothing is assigned there');
  assert.equal(foldForSearch('Œuvre Þór'), 'oeuvre thor');
  assert.ok(isNfc('ë') && !isNfc('e\u0308'));
  assert.equal(trim(' \t x y\r\n'), 'x y');
  assert.equal(trim('\u00a0x'), '\u00a0x');
});
