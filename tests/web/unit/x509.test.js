// SPDX-License-Identifier: Apache-2.0
//
// Certificates of NIST's PKITS and of pyca/cryptography's vectors, as the C++ reader's
// tests have them.
import './support.js';
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {equal, hex, unbase64, unhex} from '../../../src/web/base/bytes.js';
import {rfc3339} from '../../../src/web/base/date.js';
import {Refusal} from '../../../src/web/base/message.js';
import {
  DerReader, INTEGER, SEQUENCE, der, derSize, isWholeDer,
} from '../../../src/web/crypto/der.js';
import {dotted, oid} from '../../../src/web/crypto/oids.js';
import {isLowP256, isP256, rawEcdsa, verifyBy} from '../../../src/web/crypto/public_key.js';
import {X509Certificate} from '../../../src/web/crypto/x509.js';
import {english} from '../support/english.js';
import {vectorJson} from '../support/vectors.js';

/** @param {string} file @returns {Record<string, Uint8Array>} */
const suite = (file) => Object.fromEntries(
  Object.entries(vectorJson(`x509-suite/${file}.json`)).map(
    ([name, base64]) => [name, unbase64(base64) ?? new Uint8Array(0)]));

/** @param {string} digits */
const bytesOf = (digits) => unhex(digits) ?? new Uint8Array(0);

/** @type {Record<string, X509Certificate>} */
const pkits = Object.fromEntries(Object.entries(suite('pkits')).map(
  ([name, bytes]) => [name, X509Certificate.parse(bytes)]));

/** Those who issued it, by name and signature. @param {string} name */
async function issuersOf(name) {
  const issuers = [];
  for (const [other, each] of Object.entries(pkits)) {
    if (await pkits[name].isIssuedBy(each)) issuers.push(other);
  }
  return issuers.join(' ');
}

test('all of PKITS is read', () => {
  assert.equal(Object.keys(pkits).length, 46);
  assert.equal(pkits.UTF8StringEncodedNamesCACert.commonName, 'UTF8String CA');
  assert.equal(pkits.ValidNameUIDsTest6EE.commonName, 'Valid UIDs EE Certificate Test6');
});

// DSA is not verified here: no browser knows it.
test('who signed, and names chain by their bytes', async () => {
  const cases = {
    TrustAnchorRootCertificate: 'TrustAnchorRootCertificate',
    GoodCACert: 'TrustAnchorRootCertificate',
    ValidCertificatePathTest1EE: 'GoodCACert',
    BadSignedCACert: '',
    InvalidCASignatureTest2EE: 'BadSignedCACert',
    InvalidEESignatureTest3EE: '',
    ValidDSASignaturesTest4EE: '',
    InvalidDSASignatureTest6EE: '',
    InvalidNameChainingTest1EE: '',
    InvalidNameChainingOrderTest2EE: '',
    ValidNameChainingWhitespaceTest3EE: '',
    ValidNameUIDsTest6EE: 'UIDCACert',
    ValidUTF8StringEncodedNamesTest9EE: 'UTF8StringEncodedNamesCACert',
    ValidUTF8StringCaseInsensitiveMatchTest11EE: '',
  };
  for (const [name, issuers] of Object.entries(cases)) {
    assert.equal(await issuersOf(name), issuers, name);
  }
});

test('both forms of time, on both sides of their turns of the century', () => {
  const cases = {
    Validpre2000UTCnotBeforeDateTest3EE: '1950-01-01T12:01:00Z 2030-12-31T08:30:00Z',
    Invalidpre2000UTCEEnotAfterDateTest7EE: '1997-01-01T12:01:00Z 1999-01-01T12:01:00Z',
    ValidGeneralizedTimenotAfterDateTest8EE: '2010-01-01T08:30:00Z 2050-01-01T12:01:00Z',
    InvalidEEnotBeforeDateTest2EE: '2047-01-01T12:01:00Z 2049-01-01T12:01:00Z',
  };
  for (const [name, dates] of Object.entries(cases)) {
    const {notBefore, notAfter} = pkits[name];
    assert.equal(`${rfc3339(notBefore)} ${rfc3339(notAfter)}`, dates, name);
  }
});

test('what pyca/cryptography found malformed', () => {
  const version = "a certificate is not of X.509's third version";
  /** @type {Record<string, string>} */
  const refused = {
    'badasn1time.pem': 'a certificate is not one of X.509',
    'custom/invalid_utf8_common_name.pem': 'a certificate is not one of X.509',
    'custom/two_basic_constraints.pem':
      'a certificate has a damaged extension, or one of them twice',
    'custom/invalid_version.pem': version,
    'v1_cert.pem': version,
    'verisign_md2_root.pem': version,
    'custom/utf8_common_name.pem': version,
    'custom/valid_signature_cert.pem': version,
    'custom/invalid_signature_cert.pem': version,
  };
  const files = Object.entries(suite('pyca'));
  assert.equal(files.length, 28);
  for (const [name, bytes] of files) {
    let why;
    try {
      assert.ok(X509Certificate.parse(bytes).commonName, name);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      why = english(error.why);
    }
    assert.equal(why, refused[name], name);
  }
});

test('identifiers of objects', () => {
  for (const text of ['2.5.4.3', '1.2.840.113549.1.1.11', '0.9.2342.19200300.100.1.25',
    '2.16.840.1.101.3.4.2.1', '1.3.6.1.4.1.311.60.2.1.3']) {
    assert.equal(dotted(oid(text).subarray(2)), text);
  }
  assert.equal(hex(oid('1.2.840.113549')), '06062a864886f70d');
});

test('DER is framed strictly', () => {
  const bad = ['', '30', '3001', '3080', '308001', '30810100', '3082000100', '3084000000',
    '1f0100', '30020201', '300302', '0500ff'];
  for (const text of bad) {
    assert.equal(isWholeDer(bytesOf(text)), false, text);
  }
  assert.ok(isWholeDer(bytesOf('3003020100')));
  for (const size of [0, 127, 128, 255, 256, 65_535, 65_536]) {
    const value = der(4, new Uint8Array(size));
    assert.equal(derSize(value), value.length);
    assert.ok(isWholeDer(value));
  }
  let deep = der(INTEGER, Uint8Array.of(1));
  for (let depth = 0; depth < 31; ++depth) deep = der(SEQUENCE, deep);
  assert.ok(isWholeDer(deep));
  assert.equal(isWholeDer(der(SEQUENCE, der(SEQUENCE, deep))), false);
});

test('a reader that failed stays so', () => {
  const reader = new DerReader(der(INTEGER, Uint8Array.of(1)));
  assert.equal(reader.enter(SEQUENCE).ok, false);
  assert.equal(reader.take(INTEGER).whole.length, 0);
  assert.equal(reader.finished, false);
});

test("Project Wycheproof's vectors of ECDSA P-256", async () => {
  const file = vectorJson('wycheproof/ecdsa-p256-sha256.json');
  const scheme = {name: /** @type {const} */ ('ECDSA'), hash: 'SHA-256'};
  let [low, high] = [0, 0];
  for (const group of file.groups) {
    const key = bytesOf(group.key);
    assert.ok(await isP256(key));
    for (const [id, result, comment, message, signature] of group.tests) {
      const encoded = bytesOf(signature);
      const holds = await verifyBy(key, scheme, bytesOf(message), encoded);
      assert.equal(holds, result === 'valid', `${id} ${comment}`);
      if (!holds) continue;
      if (isLowP256(encoded)) ++low;
      else ++high;
    }
  }
  assert.equal(low + high, 147);
  assert.ok(low > 50 && high > 50);
});

test('a key is a point on the curve', async () => {
  const {spki} = X509Certificate.parse(suite('pyca')['ecdsa_root.pem']);
  assert.equal(await isP256(spki), false); // of P-384
  const point = new Uint8Array(64).fill(7);
  const head = bytesOf('3059301306072a8648ce3d020106082a8648ce3d03010703420004');
  assert.equal(await isP256(new Uint8Array([...head, ...point])), false);
});

test('r and s are within their size, above zero and in their shortest form', () => {
  const pair = (/** @type {string} */ r, /** @type {string} */ s) =>
    der(SEQUENCE, der(INTEGER, bytesOf(r)), der(INTEGER, bytesOf(s)));
  assert.ok(equal(rawEcdsa(pair('01', '0080'), 2) ?? new Uint8Array(0),
    Uint8Array.of(0, 1, 0, 128)));
  for (const [r, s] of [['00', '01'], ['01', ''], ['0001', '01'], ['80', '01'],
    ['010000', '01']]) {
    assert.equal(rawEcdsa(pair(r, s), 2), null, `${r} ${s}`);
  }
});
