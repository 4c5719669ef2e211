// SPDX-License-Identifier: Apache-2.0
//
// The log's formats and proofs against the vectors that the C++ is held to.
import './support.js';
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {unbase64, utf8} from '../../../src/web/base/bytes.js';
import {Refusal} from '../../../src/web/base/message.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {VerifierKey} from '../../../src/web/crypto/verifier_key.js';
import {SignedCheckpoint} from '../../../src/web/log/checkpoint.js';
import {parseEntry} from '../../../src/web/log/entry.js';
import {checkConsistency, checkInclusion} from '../../../src/web/log/merkle.js';
import {SignedNote} from '../../../src/web/log/note.js';
import {parseProof} from '../../../src/web/log/proof.js';
import {decodeBundle, entriesPath, tilePath, tileWidthIn} from '../../../src/web/log/tile.js';
import {TreeReader} from '../../../src/web/log/tree.js';
import {countCosignatures, parseWitnessKey, witnessText}
  from '../../../src/web/log/witness.js';
import {vectorPath} from '../support/vectors.js';

const small = JSON.parse(readFileSync(vectorPath('tlog/small.json'), 'utf8'));

/** @param {() => unknown} work @returns {Promise<boolean>} */
async function accepts(work) {
  try {
    await work();
    return true;
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return false;
  }
}

// Some vectors have texts in place of roots because only their being equal counts.
/** @param {string} text @returns {Promise<Uint8Array | null>} */
async function hashOf(text) {
  const bytes = unbase64(text ?? '');
  if (['ZG9uJ3QgY2FyZSAx', 'ZG9uJ3QgY2FyZSAy'].includes(text)) return sha256(utf8(text));
  return bytes?.length === 32 ? bytes : null;
}

/** @param {any} vector @param {string[]} names */
async function hashesOf(vector, names) {
  const roots = await Promise.all(names.map((name) => hashOf(vector[name])));
  const proof = await Promise.all((vector.proof ?? []).map(hashOf));
  return [...roots, ...proof].includes(null) ? null : {roots, proof};
}

/** @param {any} vector */
async function passesInclusion(vector) {
  const {leafIdx, treeSize: size} = vector;
  const hashes = await hashesOf(vector, ['leafHash', 'root']);
  if (!hashes || ![leafIdx, size].every(Number.isSafeInteger)) return false;
  const [leaf, root] = /** @type {Uint8Array[]} */ (hashes.roots);
  return accepts(() => checkInclusion(leaf, leafIdx, hashes.proof, {size, root}));
}

/** @param {any} vector */
async function passesConsistency(vector) {
  const {size1, size2} = vector;
  const hashes = await hashesOf(vector, ['root1', 'root2']);
  if (!hashes || ![size1, size2].every(Number.isSafeInteger)) return false;
  const [older, newer] = /** @type {Uint8Array[]} */ (hashes.roots);
  return accepts(() => checkConsistency({size: size1, root: older},
    {size: size2, root: newer}, hashes.proof));
}

/** @param {string} directory @returns {string[]} */
const filesBelow = (directory) =>
  readdirSync(directory, {withFileTypes: true}).flatMap((each) => {
    const path = `${directory}/${each.name}`;
    return each.isDirectory() ? filesBelow(path) : [path];
  });

/** @param {string} directory @param {(vector: any) => Promise<boolean>} passes */
async function runAll(directory, passes) {
  const outcomes = {accepted: 0, refused: 0};
  const files = filesBelow(vectorPath(directory));
  for (const file of files) {
    const vector = JSON.parse(readFileSync(file, 'utf8'));
    const passed = await passes(vector);
    assert.equal(passed, !vector.wantErr, file);
    outcomes[passed ? 'accepted' : 'refused'] += 1;
  }
  return outcomes;
}

test('inclusion proofs of transparency-dev/merkle', async () => {
  assert.deepEqual(await runAll('tlog/merkle/inclusion', passesInclusion),
    {accepted: 6, refused: 92});
});

test('consistency proofs of transparency-dev/merkle', async () => {
  const outcomes = await runAll('tlog/merkle/consistency', passesConsistency);
  assert.equal(outcomes.accepted, 6);
  assert.ok(outcomes.refused > 90, String(outcomes.refused));
});

test('notes of others verify, and not when bent', async () => {
  let verified = 0;
  for (const {text, vkey, sig, cosigned_at: cosigned} of small.notes) {
    if (cosigned) continue; // type 04 signs more than the text
    const key = await VerifierKey.parse(vkey);
    const note = `${text}\n\u2014 ${key.name} ${sig}\n`;
    await SignedNote.parse(utf8(note)).verify(key);
    const bent = utf8(note);
    bent[0] ^= 1;
    assert.ok(!(await accepts(() => SignedNote.parse(bent).verify(key))));
    const stranger = '\u2014 example.org AAAAAAE=\n';
    await SignedNote.parse(utf8(note + stranger)).verify(key);
    const worse = sig.slice(0, 20) + (sig[20] === 'A' ? 'B' : 'A') + sig.slice(21);
    const second = `${note}\u2014 ${key.name} ${worse}\n`;
    assert.ok(!(await accepts(() => SignedNote.parse(utf8(second)).verify(key))));
    ++verified;
  }
  assert.equal(verified, 2);
});

test('cosignatures of others count once a key', async () => {
  let counted = 0;
  for (const {text, vkey, sig, cosigned_at: cosigned} of small.notes) {
    if (!cosigned) continue;
    const witness = await parseWitnessKey(vkey);
    assert.equal(witnessText(witness), vkey);
    const line = `\u2014 ${witness.name} ${sig}\n`;
    const note = SignedNote.parse(utf8(`${text}\n${line}${line}`));
    assert.equal(await countCosignatures(note, [witness, witness]), 1);
    const bent = SignedNote.parse(utf8(`${text.replace(/^./, '_')}\n${line}`));
    assert.ok(!(await accepts(() => countCosignatures(bent, [witness]))));
    ++counted;
  }
  assert.ok(counted > 0);
});

test('paths of tiles and bundles', () => {
  for (const [level, number, width, path] of small.tile_paths) {
    if (typeof level === 'number') assert.equal(tilePath(level, number, width), path);
    else assert.equal(entriesPath(number, width), path);
  }
  assert.equal(tilePath(1, 1000, 256), 'tile/1/x001/000');
  assert.equal(entriesPath(999999, 255), 'tile/entries/x999/999.p/255');
  assert.equal(tileWidthIn(2 ** 40 + 5, 0, 2 ** 32), 5);
  assert.equal(tileWidthIn(2 ** 40 + 5, 0, 2 ** 32 + 1), 0);
  assert.equal(tileWidthIn(2 ** 40, 4, 0), 256);
});

test('bundles cut anywhere are refused', async () => {
  const bundle = Uint8Array.of(0, 2, 97, 98, 0, 1, 99);
  assert.deepEqual(decodeBundle(bundle, 2).map((entry) => [...entry]), [[97, 98], [99]]);
  for (let end = 0; end < bundle.length; ++end) {
    assert.ok(!(await accepts(() => decodeBundle(bundle.slice(0, end), 2))), String(end));
  }
  assert.ok(!(await accepts(() => decodeBundle(bundle, 1))));
  assert.ok(!(await accepts(() => decodeBundle(bundle, 3))));
});

test('entries of the corpus, and none that contradicts itself', async () => {
  for (const kind of ['head', 'issue', 'keys', 'replaced', 'revoked']) {
    const text = readFileSync(vectorPath(`tlog/corpus/entry-${kind}`), 'utf8');
    assert.ok(parseEntry(text).kind, kind);
    for (const bent of [`${text} `, ` ${text}`, text.slice(0, -1), text.toUpperCase(),
      text.replace(' ', '  '), `${text}\n`]) {
      assert.ok(!(await accepts(() => parseEntry(bent))), bent);
    }
  }
  for (const text of ['', 'toString', '__proto__ 1', 'status 1 replaced 5 replaced',
    'status 1 replaced 5 replaced 1', 'status 1 revoked 5 replaced',
    'status 1 revoked 5 issued-in-error 2', 'status 01 revoked 5 issued-in-error',
    'status 1 revoked 253402300800 issued-in-error',
    'keys 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    'head 2 1 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    'issue 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=']) {
    assert.ok(!(await accepts(() => parseEntry(text))), text);
  }
});

test("Tessera's proof reads, and not when cut or stretched", async () => {
  const text = readFileSync(vectorPath('tlog/corpus/tessera.tlog-proof'), 'utf8');
  const proof = await parseProof(text);
  assert.ok(proof.index < proof.checkpoint.tree.size);
  for (let end = 0; end < text.length; ++end) {
    assert.ok(!(await accepts(() => parseProof(text.slice(0, end)))), String(end));
  }
  for (const bent of [`${text}\n`, ` ${text}`, text.replace('index ', 'index 0'),
    text.replaceAll('\n', '\r\n')]) {
    assert.ok(!(await accepts(() => parseProof(bent))));
  }
});

test("Tessera's log: every head, every proof of any size", async () => {
  const log = (/** @type {string} */ name) => readFileSync(vectorPath(`tlog/tessera-log/${name}`));
  const newest = new TreeReader(async (level, number, width) =>
    new Uint8Array(log(tilePath(level, number, width))), 15);
  for (let size = 1; size <= 15; ++size) {
    const {tree} = await SignedCheckpoint.parse(new Uint8Array(log(`checkpoint.${size}`)));
    assert.deepEqual(await newest.headAt(size), tree);
    const whole = await newest.headAt(15);
    await checkConsistency(tree, whole, await newest.proveConsistency(size));
    const [index] = [size - 1];
    const leaf = await newest.leafAt(index);
    const proof = await newest.proveInclusion(index);
    await checkInclusion(leaf, index, proof, whole);
    const bent = Uint8Array.from(leaf, (byte, i) => byte ^ (i === 31 ? 1 : 0));
    assert.ok(!(await accepts(() => checkInclusion(bent, index, proof, whole))));
  }
});

// A tree so large that indexes pass 32 bits: tiles are made up, and alike everywhere.
test('a log of 2^40 entries', async () => {
  const size = 2 ** 40 - 77;
  const tree = new TreeReader(async (level, _number, width) =>
    new Uint8Array(width * 32).fill(level + 1), size);
  const index = 2 ** 39 + 2 ** 33 + 12345;
  const proof = await tree.proveInclusion(index);
  assert.equal(proof.length, 40);
  const bundle = await tree.leafAt(index);
  assert.equal(bundle[0], 1);
});
