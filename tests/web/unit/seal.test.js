// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import {test} from 'node:test';

import {base64url, concat, hex, unbase64url, utf8} from '../../../src/web/base/bytes.js';
import {SiteAddress} from '../../../src/web/base/site_address.js';
import {VerifierKey} from '../../../src/web/crypto/verifier_key.js';
import {parseQrText, Seal} from '../../../src/web/record/seal.js';
import {bent, readBytes, readLine, why} from './support.js';

const QR = readLine('tests/vectors/fixtures/qr-v1.txt');

/** @param {string} text @returns {Uint8Array} */
const bytesOf = (text) => unbase64url(text) ?? assert.fail(text);

async function issuerKey() {
  const trust = readBytes('tests/vectors/fixtures/school-v1.trust');
  const line = /^issuer \S+ (\S+) 0 -$/m.exec(new TextDecoder().decode(trust));
  return VerifierKey.parse(line?.[1] ?? '');
}

test('the first version\'s QR is read, and its seal verifies', async () => {
  const {site, code, seal} = parseQrText(QR);
  const issuer = await issuerKey();
  assert.equal(site.url, 'https://verify.school.example/');
  assert.equal(code.compact, 'KQZST6EEPDWY6EYKD808');
  assert.equal(seal.facts.holderName, 'Nguyễn Thị Ångström, BSN, RN');
  assert.equal(seal.facts.expires, null);
  assert.equal(hex(seal.keyId), hex(issuer.id));
  assert.equal(await seal.verify(site, issuer), true);
  assert.equal(await seal.verify(SiteAddress.fromOrigin('other.example'), issuer), false);
});

test('a seal is of the key that it names', async () => {
  const {site, seal} = parseQrText(QR);
  const issuer = await issuerKey();
  const other = new VerifierKey(issuer.name, issuer.key, Uint8Array.of(0, 0, 0, 0), '');
  assert.equal(await seal.verify(site, other), false);
});

test('no seal with a changed bit verifies', async () => {
  const {site, seal: {facts}} = parseQrText(QR);
  const issuer = await issuerKey();
  const text = QR.slice(QR.indexOf('.', QR.indexOf('#')) + 1);
  let refused = 0;
  /** @param {string} changed */
  const check = async (changed) => {
    let seal;
    if (why(() => { seal = Seal.parse(changed); }) !== 'accepted') refused += 1;
    const read = /** @type {Seal | undefined} */ (seal);
    assert.ok(!read || !await read.verify(site, issuer), changed);
  };
  for (const bytes of bent(bytesOf(text))) await check(base64url(bytes));
  for (const bytes of bent(utf8(text))) await check(String.fromCharCode(...bytes));
  assert.ok(refused > 100 && facts.text.length > 50);
});

/** A seal of any facts, whose signature is not looked at.
 * @param {string | Uint8Array} facts */
const sealed = (facts) => base64url(concat(new Uint8Array(69).fill(1),
  typeof facts === 'string' ? utf8(facts) : facts));

const CODE = '7K3M9QXT2A8RW5DHN4V2';

test('facts of another form are refused', () => {
  const good = `${CODE}\nName\nA-1\nTitle\n2026-11-20\n-`;
  /** @param {string | Uint8Array} facts */
  const whyOf = (facts) => why(() => Seal.parse(sealed(facts)));
  assert.equal(whyOf(good), 'accepted');
  assert.equal(whyOf(`${good}\nmore`), 'the seal has 7 lines, not 6');
  for (const bad of [`${good}\n`, `\n${good}`, good.replace('Name', ''),
    good.replace(CODE, '7K3M-9QXT-2A8R-W5DH-N4V2'), good.replace('11-20', '11-31'),
    good.replace(/-$/, ''), good.replace(/-$/, 'never'), good.replace('a', '\x07'),
    good.replace('a', '\x7f'), good.replace('a', 'e\u0308'), good.replace('\n', '\r\n'),
    Uint8Array.from(utf8(good), (byte, i) => (i === 22 ? 0xff : byte))]) {
    assert.notEqual(whyOf(bad), 'accepted', String(bad));
  }
});

test('texts that are no seals are refused', () => {
  const good = sealed(`${CODE}\nName\nA-1\nTitle\n2026-11-20\n-`);
  assert.equal(why(() => Seal.parse(good)), 'accepted');
  const other = bytesOf(good);
  other[0] = 2;
  assert.equal(why(() => Seal.parse(base64url(other))),
    'the seal is of a version that this program does not know');
  assert.equal(why(() => Seal.parse('AQ')), 'the seal is too short');
  assert.equal(why(() => Seal.parse('')), 'the seal is too short');
  assert.equal(why(() => Seal.parse(`${good}=`)), 'the seal is not base64url');
  assert.equal(why(() => Seal.parse('A'.repeat(2049))), 'the seal is too long');
});

test('a QR\'s text binds code and seal', () => {
  const [head, seal] = [QR.slice(0, QR.indexOf('#')), QR.slice(QR.indexOf('.', 30) + 1)];
  assert.equal(why(() => parseQrText(`${head}#${CODE}.${seal}`)),
    'the seal is of another code than the QR\'s');
  for (const bad of ['', head, `${head}#${CODE}`, `http${QR.slice(5)}`, `${QR}=`, ` ${QR}`,
    QR.toLowerCase(), QR.replace('#', '?#'), `${QR}\n`, 'x'.repeat(4000)]) {
    assert.notEqual(why(() => parseQrText(bad)), 'accepted', bad.slice(0, 80));
  }
});
