// SPDX-License-Identifier: Apache-2.0
//
// Signatures and timestamps as nobody's program makes them, of the SHA-256 of "certseal".
import {concat, utf8} from '../../../src/web/base/bytes.js';
import {
  INTEGER, NULL, OCTETS, SEQUENCE, SET, context, der,
} from '../../../src/web/crypto/der.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {
  ALGORITHMS, ED25519, MGF1, RSA, RSA_PSS, oid,
} from '../../../src/web/crypto/oids.js';
import {
  FOR_TIMESTAMPS, RSA_2048, RSA_WITH_SHA256, extension, nameOf, p256Key, plainKey, replaced,
  signCms, stampToken, testCertificate, utcTime,
} from './test_signer.js';

/** @typedef {Record<string, Uint8Array>} Encodings */

const SHA256 = der(SEQUENCE, ALGORITHMS[0].digest);
const PSS_WITH_SHA256 = der(SEQUENCE, RSA_PSS, der(SEQUENCE, der(context(0), SHA256),
  der(context(1), der(SEQUENCE, MGF1, SHA256)),
  der(context(2), der(INTEGER, Uint8Array.of(32)))));
const PSS_2048 = {...RSA_2048, name: 'RSA-PSS'};

const message = await sha256(utf8('certseal'));
const key = await p256Key();
const stranger = await p256Key();
const high = await p256Key(false);
const rsa = await plainKey(RSA_2048, RSA_WITH_SHA256);
const ed25519 = await plainKey({name: 'Ed25519'}, der(SEQUENCE, ED25519));
const pss = await plainKey(PSS_2048, PSS_WITH_SHA256, {saltLength: 32});
const self = await testCertificate(key, key);

const ISSUER = {subject: nameOf('An Authority'), serial: der(INTEGER, Uint8Array.of(1))};
const ISSUED = {issuer: ISSUER.subject};

/** The school's certificate under an authority's, and who really signs it.
 * @param {import('./test_signer.js').TestKey} authority
 * @param {import('./test_signer.js').TestKey} [really] */
async function chainOf(authority, really = authority) {
  return [await testCertificate(key, really, ISSUED),
    await testCertificate(authority, authority, ISSUER)];
}

/** @param {Uint8Array} bytes @param {string} from @param {string} to of the same length */
const bent = (bytes, from, to) => replaced(bytes, utf8(from), utf8(to));

/** @param {...Uint8Array} extensions */
const certified = async (...extensions) =>
  signCms(key, [await testCertificate(key, key, {extensions})], message);

/** @returns {Promise<Encodings>} */
async function goodSignatures() {
  const keyUsage = extension('2.5.29.15', Uint8Array.of(3, 2, 6, 0xc0), true);
  const constraints = extension('2.5.29.19', der(SEQUENCE), true);
  const name = extension('2.5.29.17', der(SEQUENCE, der(0x82, utf8('school.example'))));
  const unknown = extension('1.2.3.4', utf8('whatever'), true);
  return {
    'by itself': await signCms(key, [self], message),
    'under an authority of P-256': await signCms(key, await chainOf(stranger), message),
    'under an authority of RSA': await signCms(key, await chainOf(rsa), message),
    'under an authority of Ed25519': await signCms(key, await chainOf(ed25519), message),
    'under an authority of RSA-PSS': await signCms(key, await chainOf(pss), message),
    'without its authority': await signCms(key, (await chainOf(rsa)).slice(0, 1), message),
    'an authority with high s': await signCms(key, await chainOf(high), message),
    'with extensions': await certified(keyUsage, constraints, name, unknown),
    'with no name': await signCms(key,
      [await testCertificate(key, key, {subject: der(SEQUENCE)})], message),
  };
}

/** @returns {Promise<Encodings>} */
async function badSignatures() {
  const whole = await signCms(key, [self], message);
  const chain = await chainOf(stranger);
  const many = [self];
  while (many.length < 9) {
    const serial = der(INTEGER, Uint8Array.of(20 + many.length));
    many.push(await testCertificate(key, key, {serial}));
  }
  return {
    'nothing': new Uint8Array(0),
    'of other bytes': await signCms(key, [self], await sha256(utf8('something else'))),
    'by another key': await signCms(stranger, [self], message),
    'with the higher s': await signCms(high, [await testCertificate(high, high)], message),
    'by a key of RSA': await signCms(rsa, [await testCertificate(rsa, rsa)], message),
    'by an authority that did not':
      await signCms(key, await chainOf(stranger, rsa), message),
    'nine certificates': await signCms(key, many, message),
    'a certificate twice': await signCms(key, [self, self], message),
    'a byte behind': concat(whole, Uint8Array.of(0)),
    'a byte less': whole.subarray(0, -1),
    'a changed name': bent(whole, 'Test School', 'Best School'),
    'a changed authority': bent(await signCms(key, chain, message), 'An Auth', 'Am Auth'),
    'a key usage of nothing': await certified(
      extension('2.5.29.15', Uint8Array.of(3, 2, 7, 0x40), true)),
    'an extension twice': await certified(
      extension('2.5.29.14', der(OCTETS, utf8('k'))), extension('2.5.29.14', der(OCTETS))),
    'damaged constraints': await certified(extension('2.5.29.19', der(INTEGER))),
    'a certificate of version 1': await signCms(key,
      [await testCertificate(key, key, {version: new Uint8Array(0)})], message),
    'a certificate of no day': await signCms(key,
      [await testCertificate(key, key, {from: utcTime('250230000000Z')})], message),
    'a certificate of two algorithms': await signCms(key, [await testCertificate(key, key,
      {inner: der(SEQUENCE, ALGORITHMS[0].ecdsa, der(NULL))})], message),
    'a large certificate': await certified(extension('1.2.3', new Uint8Array(17_000))),
    'a name that is not UTF-8': await signCms(key, [await testCertificate(key, key, {
      subject: der(SEQUENCE, der(SET, der(SEQUENCE, oid('2.5.4.3'),
        der(0x0c, Uint8Array.of(0xff))))),
    })], message),
  };
}

/** A token of a digest: who stamps and what is bent.
 * @param {import('./test_signer.js').TestKey} by
 * @param {import('./test_signer.js').CertificateParts} [certificate]
 * @param {import('./test_signer.js').TokenParts} [parts] */
async function token(by, certificate = {}, parts = {}) {
  const extensions = [FOR_TIMESTAMPS];
  const own = await testCertificate(by, by, {extensions, ...certificate});
  return stampToken(by, own, message, parts);
}

/** @returns {Promise<Encodings>} */
async function goodTokens() {
  return {
    'of P-256': await token(stranger),
    'of RSA': await token(rsa),
    'of RSA by its key alone': await token(rsa, {},
      {algorithm: der(SEQUENCE, RSA, der(NULL))}),
    'with a high s': await token(high),
    'with a fraction of a second': await token(rsa, {}, {time: '20261123170001.25Z'}),
    'with an authority': await stampToken(key, await testCertificate(key, rsa,
      {...ISSUED, extensions: [FOR_TIMESTAMPS]}), message,
    {chain: [(await testCertificate(rsa, rsa, ISSUER)).bytes]}),
  };
}

/** @returns {Promise<Encodings>} */
async function badTokens() {
  const whole = await token(rsa);
  const usage = (/** @type {Uint8Array[]} */ ...types) =>
    extension('2.5.29.37', der(SEQUENCE, ...types), true);
  const stamping = oid('1.3.6.1.5.5.7.3.8');
  const own = await testCertificate(rsa, rsa, {extensions: [FOR_TIMESTAMPS]});
  return {
    'of another digest': await stampToken(rsa, own, await sha256(utf8('something else'))),
    'by another key': await stampToken(stranger, own, message),
    'with no purpose': await token(rsa, {extensions: []}),
    'with two purposes': await token(rsa,
      {extensions: [usage(stamping, oid('1.3.6.1.5.5.7.3.4'))]}),
    'with a purpose of its own beside': await token(rsa,
      {extensions: [usage(stamping, oid('1.3.6.1.4.1.99.1'))]}),
    'with a purpose that is not critical': await token(rsa,
      {extensions: [extension('2.5.29.37', der(SEQUENCE, stamping))]}),
    'before its certificate': await token(rsa, {from: utcTime('270101000000Z')}),
    'after its certificate': await token(rsa, {until: utcTime('260101000000Z')}),
    'with a time of no day': await token(rsa, {}, {time: '20261131170001Z'}),
    'with a fraction that ends in zero': await token(rsa, {}, {time: '20261123170001.50Z'}),
    'with a time without zone': await token(rsa, {}, {time: '20261123170001'}),
    'with an algorithm of another key': await token(rsa, {}, {algorithm: key.algorithm}),
    'with a stranger beside': await token(rsa, {}, {chain: [self.bytes].map((each) =>
      replaced(each, utf8('Test School'), utf8('Rest School')))}),
    'with a certificate without its issuer': await token(rsa, {}, {chain: [
      (await testCertificate(key, stranger, ISSUED)).bytes]}),
    'its own certificate twice': await token(rsa, {}, {chain: [own.bytes]}),
    'a byte behind': concat(whole, Uint8Array.of(0)),
    'a byte less': whole.subarray(0, -1),
    'a large one': await token(rsa, {}, {more: [der(SEQUENCE, oid('1.2.3'),
      der(SET, der(OCTETS, new Uint8Array(33_000))))]}),
  };
}

export const MESSAGE = message;
export const GOOD_SIGNATURES = await goodSignatures();
export const BAD_SIGNATURES = await badSignatures();
export const GOOD_TOKENS = await goodTokens();
export const BAD_TOKENS = await badTokens();

const authority = await testCertificate(rsa, rsa, {extensions: [FOR_TIMESTAMPS]});

/** Signatures with a timestamp, whole and bent. */
export const STAMPED = {
  'whole': await signCms(key, [self], message,
    async (signature) => stampToken(rsa, authority, await sha256(signature))),
  'of another signature': await signCms(key, [self], message, () => token(rsa)),
  'of no token': await signCms(key, [self], message, async () => der(SEQUENCE)),
};
