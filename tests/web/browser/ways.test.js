// SPDX-License-Identifier: Apache-2.0
//
// Every way in which a certificate comes to the page.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, afterEach, before, test} from 'node:test';
import {assertDiscreet, launch, serve, verdict, visit} from './browser.js';
import {makeSchool} from './school.js';

const VALID = /^VALID - issued by Example School of Aesthetics; not revoked or replaced as /;

/** @type {ReturnType<typeof makeSchool>} */
let school;
/** @type {ReturnType<typeof serve>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {any} */
let certificate;
/** @type {any} */
let other;
/** @type {import('./browser.js').WatchedPage} */
let page;

before(async () => {
  school = makeSchool();
  server = serve(school.site, school.headers);
  browser = await launch(server);
  certificate = school.show('Ångström');
  other = school.show('O’Connor');
});
after(() => browser?.close());
afterEach(async () => {
  const secrets = [certificate, other].flatMap(({code, qr, name}) =>
    [code, code.replaceAll('-', ''), qr.split('.').pop(), name]);
  await assertDiscreet(page, server, secrets);
  await page.context().close();
});

const fragmentOf = ({qr}) => qr.slice(qr.indexOf('#'));
const shownName = () => page.textContent('[data-fact="name"] dd');

test('the link of the QR', async () => {
  page = await visit(browser, {}, fragmentOf(certificate));
  assert.match(await verdict(page), VALID);
  assert.equal(await shownName(), 'Zoë Ångström, BSN, RN');
});

test('another link, in the same page', async () => {
  page = await visit(browser, {}, fragmentOf(certificate));
  await verdict(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, fragmentOf(other));
  await page.waitForFunction(() =>
    document.querySelector('[data-fact="name"] dd')?.textContent?.startsWith('Seán'));
  assert.match(await verdict(page), VALID);
});

test('a link that is none', async () => {
  page = await visit(browser, {}, '#F1SY65ZCKTRJWAS1ERE9.what');
  assert.match(await verdict(page), /^CANNOT CHECK - the seal is/);
});

test('the number, typed as people type it', async () => {
  page = await visit(browser);
  const spoken = certificate.code.replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
  await page.focus('#code');
  await page.keyboard.type(spoken.replaceAll('-', ' ').slice(0, 13));
  assert.equal(await page.inputValue('#code'), certificate.code.slice(0, 13));
  assert.match(await page.textContent('#code-note') ?? '', /^1\d of 20/);
  await page.keyboard.type(spoken.slice(13));
  assert.equal(await page.inputValue('#code'), certificate.code);
  assert.match(await page.textContent('#code-note') ?? '', /fits/);
  await page.keyboard.press('Enter');
  assert.match(await verdict(page), VALID);
});

test('a character in the middle of a number', async () => {
  page = await visit(browser);
  await page.fill('#code', '7K3MQXT2');
  assert.equal(await page.inputValue('#code'), '7K3M-QXT2');
  await page.$eval('#code', (field) => {
    /** @type {HTMLInputElement} */ (field).setSelectionRange(5, 5);
  });
  await page.keyboard.type('9');
  assert.equal(await page.inputValue('#code'), '7K3M-9QXT-2');
  assert.equal(await page.$eval('#code',
    (field) => /** @type {HTMLInputElement} */ (field).selectionStart), 6);
});

test('nothing of what is typed is left out', async () => {
  page = await visit(browser);
  for (const more of ['7', 'U', '!', 'é']) {
    await page.fill('#code', certificate.code + more);
    assert.equal(await page.getAttribute('#code', 'aria-invalid'), 'true');
    await page.press('#code', 'Enter');
    assert.equal(await page.isVisible('#answer'), false, more);
  }
});

/** What was asked of the register; the page's own files may still be on their way. */
const asked = () => server.log().split('\n')
  .filter((line) => /"GET \/(?:checkpoint|tile|status|c)\b/.test(line));

test('a slip is told before anything is fetched', async () => {
  page = await visit(browser);
  const before = asked();
  assert.ok(before.length > 0, 'of the tests before');
  const last = certificate.code.endsWith('7') ? '8' : '7';
  await page.fill('#code', certificate.code.slice(0, -1) + last);
  assert.match(await page.textContent('#code-note') ?? '', /slip/);
  await page.click('#code-form button');
  assert.equal(await page.getAttribute('#code', 'aria-invalid'), 'true');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'code');
  assert.equal(await page.isVisible('#answer'), false);
  assert.deepEqual(asked(), before);
});

test('the text of the QR, pasted where the number goes', async () => {
  page = await visit(browser);
  await page.fill('#code', certificate.qr);
  await page.click('#code-form button');
  assert.match(await verdict(page), VALID);
});

test('the PDF, chosen', async () => {
  page = await visit(browser);
  await page.setInputFiles('#pdf', certificate.file);
  assert.match(await verdict(page), VALID);
  assert.equal(await page.getAttribute('[data-check="document"]', 'data-result'), 'pass');
});

test('the PDF, dropped anywhere', async () => {
  page = await visit(browser);
  const bytes = readFileSync(certificate.file).toString('base64');
  const carried = await page.evaluateHandle((base64) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    data.items.add(new File([content], 'certificate.pdf', {type: 'application/pdf'}));
    return data;
  }, bytes);
  await page.dispatchEvent('body', 'dragover', {dataTransfer: carried});
  assert.equal(await page.isVisible('#drop'), true);
  await page.dispatchEvent('footer', 'drop', {dataTransfer: carried});
  assert.match(await verdict(page), VALID);
  assert.equal(await page.isVisible('#drop'), false);
});

/** @param {string} name @param {string[]} options of pdftoppm @returns {string} */
function picture(name, options) {
  const stem = join(school.directory, name);
  execFileSync('pdftoppm', ['-singlefile', ...options, certificate.file, stem]);
  return stem + (options.includes('-png') ? '.png' : '.jpg');
}

test('a photo of the sheet', async () => {
  page = await visit(browser);
  const jpeg = ['-jpeg', '-jpegopt', 'quality=40', '-r', '200'];
  await page.setInputFiles('#photo', picture('photo', jpeg));
  assert.match(await verdict(page), VALID);
  assert.equal(await shownName(), 'Zoë Ångström, BSN, RN');
});

test('a photo where the PDF goes', async () => {
  page = await visit(browser);
  await page.setInputFiles('#pdf', picture('scan', ['-png', '-gray', '-r', '150']));
  assert.match(await verdict(page), VALID);
});

test('a photo without a QR code', async () => {
  page = await visit(browser);
  const blank = ['-png', '-r', '80', '-x', '0', '-y', '0', '-W', '400', '-H', '300'];
  await page.setInputFiles('#photo', picture('blank', blank));
  assert.match(await verdict(page), /^CANNOT CHECK - no QR code was found/);
});

test('what is no certificate at all', async () => {
  page = await visit(browser);
  const file = join(school.directory, 'letter.txt');
  writeFileSync(file, 'Dear Sir or Madam');
  await page.setInputFiles('#pdf', file);
  assert.match(await verdict(page), /^CANNOT CHECK - the file is neither a PDF/);
  await page.setInputFiles('#pdf', certificate.file); // and on it goes
  await page.waitForSelector('[data-verdict="VALID"]');
});
