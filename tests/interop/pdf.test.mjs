// SPDX-License-Identifier: Apache-2.0
//
// pdf.js (the reader in Firefox), poppler, qpdf and MuPDF on signed certificates.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {getDocument} from 'pdfjs-dist/legacy/build/pdf.mjs';

const directory = mkdtempSync(join(tmpdir(), 'certseal-pdf-'));
after(() => rmSync(directory, {recursive: true}));

function run(program, ...args) {
  const result = spawnSync(program, args, {encoding: 'utf8', maxBuffer: 64 << 20});
  if (result.error) throw result.error;
  return {status: result.status, output: result.stdout + result.stderr};
}

const drawn = run(process.env.PDF_TOOL, directory);
assert.equal(drawn.status, 0, drawn.output);
const certificates = drawn.output.trim().split('\n').map(line => JSON.parse(line));
const templates = fileURLToPath(new URL('../../templates', import.meta.url));
const pathOf = certificate => join(directory, certificate.file);

// What a template shows is written in it.
function shows(certificate, what) {
  const name = certificate.file.slice(0, certificate.file.lastIndexOf('-'));
  return readFileSync(join(templates, `${name}.template`), 'utf8').includes(what);
}

async function open(certificate) {
  const document = await getDocument({
    data: new Uint8Array(readFileSync(pathOf(certificate))),
    verbosity: 0,
  }).promise;
  return {document, page: await document.getPage(1)};
}

// Runs `check` on every certificate, each with its own name in the report.
function each(what, check) {
  for (const certificate of certificates) {
    test(`${certificate.file}: ${what}`, () => check(certificate));
  }
}

test('there is something to judge', () => assert.ok(certificates.length >= 9));

// Text by the id of its marked content: what pdf.js gives to assistive technology.
async function textsById(page) {
  const texts = new Map();
  const open = [];
  const {items} = await page.getTextContent({includeMarkedContent: true});
  for (const item of items) {
    if (item.type?.startsWith('beginMarkedContent')) {
      open.push(item.id ?? open.at(-1) ?? null);
    } else if (item.type === 'endMarkedContent') {
      open.pop();
    } else {
      assert.ok(item.str === '' || open.length > 0, `unmarked text: ${item.str}`);
      const id = open.at(-1);
      texts.set(id, (texts.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''));
    }
  }
  return texts;
}

// The elements of the tree in reading order: their role, alternative text and text.
function flatten(node, texts, out = []) {
  const contents = (node.children ?? []).filter(child => child.type === 'content');
  const text = contents.map(child => texts.get(child.id) ?? '').join(' ');
  if (node.role) out.push({role: node.role, alt: node.alt, lang: node.lang, text});
  for (const child of node.children ?? []) {
    if (child.type === undefined) flatten(child, texts, out);
  }
  return out;
}

async function elementsOf(page) {
  return flatten(await page.getStructTree(), await textsById(page));
}

// Letters that are spaced out come apart where a reader ignores ActualText.
const letters = text => text.normalize('NFKC').replace(/[\s\u2060]/g, '');

each('pdf.js finds one page and its metadata', async certificate => {
  const {document} = await open(certificate);
  assert.equal(document.numPages, 1);
  const {info, metadata} = await document.getMetadata();
  assert.equal(info.Title, certificate.title);
  assert.equal(info.Author, certificate.author);
  assert.equal(info.Subject, certificate.subject);
  assert.equal(info.Keywords, certificate.keywords);
  assert.equal(info.Language, 'en');
  assert.equal(info.IsSignaturesPresent, true);
  assert.equal(metadata.get('dc:title'), certificate.title);
  assert.deepEqual(metadata.get('dc:creator'), [certificate.author]);
  assert.equal(metadata.get('dc:description'), certificate.subject);
  assert.equal(metadata.get('pdf:keywords'), certificate.keywords);
  assert.equal(metadata.get('pdfaid:part'), '3');
  assert.equal(metadata.get('pdfuaid:part'), '1');
});

each('pdf.js takes the attachments out byte for byte', async certificate => {
  const {document} = await open(certificate);
  const attachments = await document.getAttachments();
  assert.deepEqual(Object.keys(attachments).sort(), ['proof.txt', 'record.json']);
  for (const [name, {content}] of Object.entries(attachments)) {
    assert.ok(Buffer.from(content).equals(readFileSync(join(directory, name))), name);
  }
});

each('pdfdetach takes the record out byte for byte', certificate => {
  const out = mkdtempSync(join(directory, 'detached-'));
  const result = run('pdfdetach', '-saveall', '-o', out, pathOf(certificate));
  assert.equal(result.status, 0, result.output);
  const record = readFileSync(join(out, 'record.json'));
  assert.ok(record.equals(readFileSync(join(directory, 'record.json'))));
});

each('pdf.js sees the signature field and nothing else', async certificate => {
  const {document, page} = await open(certificate);
  const annotations = await page.getAnnotations();
  assert.equal(annotations.length, 1);
  assert.equal(annotations[0].fieldType, 'Sig');
  assert.equal(annotations[0].fieldName, 'Signature');
  assert.deepEqual(annotations[0].rect, [0, 0, 0, 0]);
  assert.equal(await document.getJSActions(), null);
  assert.equal(await document.getOpenAction(), null);
  assert.equal(await document.getOutline(), null);
});

each('pdf.js reads the page out in order', async certificate => {
  const {document, page} = await open(certificate);
  assert.deepEqual(await document.getMarkInfo(),
    {Marked: true, UserProperties: false, Suspects: false});
  const elements = await elementsOf(page);
  const {fields, lists} = certificate;
  const said = elements.map(element => letters(element.text));
  // A transcript's class stands in its heading, with a word of its own.
  const order = ['school.name', 'document.class', 'verb', 'course.title', 'footer'].filter(
    field => shows(certificate, `say "{${field}}"`));
  assert.ok(order.includes('course.title') && order.includes('footer'), String(order));
  let at = -1;
  for (const field of order) {
    const found = said.findIndex(
      (text, i) => i > at && text.toLowerCase() === letters(fields[field]).toLowerCase());
    assert.ok(found > at, `${field} in ${JSON.stringify(said)}`);
    at = found;
  }
  const heading = elements.filter(element => element.role === 'H1');
  assert.equal(heading.length, 1);
  assert.ok(letters(heading[0].text).startsWith(letters(fields['document.class'])));
  const rows = list => (shows(certificate, `list "${list}"`) ? lists[list].length : 0);
  const labels = elements.filter(element => element.role === 'Lbl');
  assert.equal(labels.length, rows('facts'));
  assert.equal(elements.filter(element => element.role === 'LI').length,
    rows('facts') + rows('signatories'));
});

each('pdf.js gives pictures and signature their alternative text', async certificate => {
  const {page} = await open(certificate);
  const alts = (await elementsOf(page)).filter(element => element.alt);
  const seal = shows(certificate, 'alt "{words.seal}"');
  assert.deepEqual(alts.map(({role}) => role),
    seal ? ['Figure', 'Figure', 'Form'] : ['Figure', 'Form']);
  if (seal) assert.match(alts.shift().alt, /^Seal of Example School of Aesthetics$/);
  assert.match(alts[0].alt, /^QR code .* verify\.school\.example$/);
  assert.match(alts[1].alt, /^Electronic signature of Example School of Aesthetics$/);
});

each('poppler judges the signature valid, over the whole file', certificate => {
  const {status, output} = run('pdfsig', '-nocert', pathOf(certificate));
  assert.equal(status, 0, output);
  assert.match(output, /Signature Validation: Signature is Valid\./);
  assert.match(output, /Total document signed/);
  assert.match(output, /Signature Type: ETSI\.CAdES\.detached/);
  assert.equal(output.match(/Signature #/g).length, 1);
});

each('MuPDF finds it unchanged since signing', certificate => {
  const {status, output} = run('mutool', 'sign', '-v', pathOf(certificate));
  assert.equal(status, 0, output);
  assert.match(output, /The document is unchanged since signing\./);
});

each('qpdf finds no error', certificate => {
  const {status, output} = run('qpdf', '--check', pathOf(certificate));
  assert.equal(status, 0, output);
  assert.match(output, /No syntax or stream encoding errors found/);
});

test('the judges see a changed byte', () => {
  const bytes = readFileSync(pathOf(certificates[0]));
  const at = bytes.indexOf('/DisplayDocTitle true');
  bytes[at + 17] = 'T'.charCodeAt(0);
  const bent = join(directory, 'bent');
  writeFileSync(bent, bytes);
  assert.match(run('pdfsig', '-nocert', bent).output, /Digest Mismatch/);
  assert.doesNotMatch(run('mutool', 'sign', '-v', bent).output,
    /unchanged since signing/);
});
