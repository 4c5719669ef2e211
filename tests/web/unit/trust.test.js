// SPDX-License-Identifier: Apache-2.0
import './support.js';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import test from 'node:test';
import {base64, equal, utf8} from '../../../src/web/base/bytes.js';
import {Refusal} from '../../../src/web/base/message.js';
import {SignedCheckpoint} from '../../../src/web/log/checkpoint.js';
import {checkSuccessor} from '../../../src/web/trust/successor.js';
import {TrustFile} from '../../../src/web/trust/trust_file.js';
import {Signer} from '../support/signer.js';
import {vectorPath} from '../support/vectors.js';

const ORIGIN = 'verify.school.example';
const root = new Signer(ORIGIN);
const log = new Signer(ORIGIN);
const issuer = new Signer(ORIGIN);
const spki = base64(new Uint8Array(32).fill(7));

/** The lines of a trust file, to change. @returns {Promise<Record<string, string>>} */
const lines = async () => ({
  header: 'certseal trust/v1',
  origin: `origin ${ORIGIN}`,
  name: 'name Example School of Aesthetics',
  url: `url https://${ORIGIN}/`,
  version: 'version 1',
  root: `root ${await root.text()}`,
  log: `log ${await log.text()} 0 -`,
  issuer: `issuer key-2026-01 ${await issuer.text()} 0 -`,
  document: `document ${spki} 0 -`,
});

/** @param {Record<string, string>} [changes] @param {...Signer} signers the root's if none */
async function trustFile(changes = {}, ...signers) {
  const text = Object.values({...(await lines()), ...changes})
    .filter(Boolean).join('\n') + '\n';
  const [first = root, ...others] = signers;
  return first.note(text, ...others);
}

/** @param {Record<string, string>} [changes] @param {...Signer} signers */
const parsed = async (changes, ...signers) =>
  TrustFile.parse(await trustFile(changes, ...signers));

/** @param {() => Promise<unknown>} work */
const refused = (work) => assert.rejects(work, Refusal);

test('a trust file of the first version of the format', async () => {
  const bytes = new Uint8Array(readFileSync(vectorPath('fixtures/school-v1.trust')));
  const trust = await TrustFile.parse(bytes);
  assert.equal(trust.version, 1);
  assert.match(trust.fingerprint, /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
});

test('no byte of it may be another', async () => {
  const bytes = await trustFile();
  await TrustFile.parse(bytes);
  for (let at = 0; at < bytes.length; ++at) {
    const bent = bytes.slice();
    bent[at] ^= 1;
    await refused(() => TrustFile.parse(bent));
  }
  for (const end of [0, 1, 50, bytes.length - 1]) {
    await refused(() => TrustFile.parse(bytes.slice(0, end)));
  }
});

test('what its root signed is refused where it contradicts itself', async () => {
  const l = await lines();
  /** @type {Record<string, string>[]} */
  const contradictions = [
    {origin: 'origin Verify.school.example'}, {url: 'url https://other.example/'},
    {name: 'name  '}, {version: 'version 0'}, {version: 'version 01'},
    {header: 'certseal trust/v2'}, {log: ''}, {issuer: ''}, {document: ''},
    {log: `${l.log}\n${l.log}`}, {log: `${l.log} 5`}, {log: l.log.replace(' 0 -', ' 5 4')},
    {issuer: `${l.issuer}\n${l.issuer}`}, {issuer: l.issuer.replace('key-2026-01', 'Key')},
    {issuer: `${l.issuer}\n${l.issuer.replace('key-2026-01', 'key-2')}`},
    {document: `${l.document}\n${l.document}`}, {document: `${l.document}\nquorum 1`},
    {log: `${l.issuer}\n${l.log}`, issuer: ''}, {document: `${l.document}\nextra 1`},
  ];
  for (const changes of contradictions) {
    await refused(() => parsed(changes));
  }
  await refused(() => parsed({}, log));
  await refused(() => parsed({}, log, root));
  await refused(() => parsed({}, root, log, issuer));
});

test('the next version may add and close, and nothing else', async () => {
  const first = await parsed();
  const l = await lines();
  const other = new Signer(ORIGIN);
  const document = base64(new Uint8Array(32).fill(8));
  const v2 = {version: 'version 2'};
  /** @type {Record<string, string>[]} */
  const follows = [
    v2, {...v2, name: 'name Another Name'}, {...v2, log: l.log.replace('0 -', '0 9')},
    {...v2, document: `${l.document}\ndocument ${document} 4 -`},
    {...v2, issuer: `${l.issuer}\nissuer key-2 ${await other.text()} 7 -`},
  ];
  for (const good of follows) {
    await checkSuccessor(first, await parsed(good));
  }
  /** @type {Record<string, string>[]} */
  const others = [
    {}, {version: 'version 3'}, {...v2, log: `log ${await other.text()} 0 -`},
    {...v2, issuer: l.issuer.replace('key-2026-01', 'key-2026-02')},
    {...v2, document: `document ${document} 0 -`},
    {...v2, log: l.log.replace('0 -', '1 -')},
    {...v2, origin: 'origin verify.other.example', url: 'url https://verify.other.example/'},
  ];
  for (const bad of others) {
    const next = await parsed(bad);
    await refused(() => checkSuccessor(first, next));
  }
  const closed = await parsed({log: l.log.replace('0 -', '0 9')});
  await checkSuccessor(closed, await parsed({...v2, log: l.log.replace('0 -', '0 8')}));
  for (const window of ['0 -', '0 10']) {
    const next = await parsed({...v2, log: l.log.replace('0 -', window)});
    await refused(() => checkSuccessor(closed, next));
  }
});

test('another root needs the former one beside it', async () => {
  const first = await parsed();
  const next = new Signer(ORIGIN);
  const changes = {version: 'version 2', root: `root ${await next.text()}`};
  await checkSuccessor(first, await parsed(changes, next, root));
  const alone = await parsed(changes, next);
  await refused(() => checkSuccessor(first, alone));
});

/** @param {number} size @param {Signer} signer */
const checkpoint = async (size, signer, origin = ORIGIN) => SignedCheckpoint.parse(
  await signer.note(`${origin}\n${size}\n${base64(new Uint8Array(32).fill(1))}\n`));

test('a checkpoint counts by the log key of its last entry', async () => {
  const l = await lines();
  const second = new Signer(ORIGIN);
  const trust = await parsed({
    log: `${l.log.replace('0 -', '0 9')}\nlog ${await second.text()} 9 -`});
  await trust.checkCheckpoint(await checkpoint(9, log));
  await trust.checkCheckpoint(await checkpoint(10, second));
  for (const bad of [await checkpoint(10, log), await checkpoint(9, second),
    await checkpoint(9, issuer), await checkpoint(9, log, 'verify.other.example')]) {
    await refused(() => trust.checkCheckpoint(bad));
  }
});

test('keys are found by their names and their digests', async () => {
  const trust = await parsed();
  assert.ok(equal(trust.findIssuer('key-2026-01')?.key.key ?? utf8(''), issuer.key));
  assert.ok(trust.findIssuerByKeyId(await issuer.id()));
  assert.equal(trust.findIssuer('key-2026-02'), null);
  assert.equal(trust.findIssuerByKeyId(Uint8Array.of(0, 0, 0, 0)), null);
  assert.ok(trust.findDocumentKey(new Uint8Array(32).fill(7)));
});
