// SPDX-License-Identifier: Apache-2.0
//
// Without a network, after one visit with it: the page answers, says what it cannot know,
// and calls nothing VALID.

import assert from 'node:assert/strict';
import {readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {assertAccessible, launch, serve, verdict, visit} from './browser.js';
import {makeSchool, URL_OF_SCHOOL} from './school.js';

/** @type {ReturnType<typeof makeSchool>} */
let school;
/** @type {ReturnType<typeof serve>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {any} */
let certificate;

before(async () => {
  school = makeSchool();
  certificate = school.show('Ångström');
  server = serve(school.site, school.headers);
  browser = await launch(server);
});
after(() => browser?.close());

const fragment = () => certificate.qr.slice(certificate.qr.indexOf('#'));

/** Waits for what takes a while to be so.
 * @param {import('playwright-core').Page} page
 * @param {(arg?: unknown) => Promise<boolean>} isSo @param {unknown} [arg] */
async function until(page, isSo, arg) {
  while (!(await page.evaluate(isSo, arg))) await page.waitForTimeout(50);
}

/** A visit after which the page is kept. */
async function visited() {
  const page = await visit(browser);
  await until(page, async () => {
    const kept = await caches.match(new URL('./', location.href).href);
    return Boolean(kept && navigator.serviceWorker.controller);
  });
  return page;
}

/** @param {import('playwright-core').Page} page @param {string} [rest] */
async function comeAgain(page, rest = '') {
  await page.goto('about:blank');
  await page.goto(URL_OF_SCHOOL + rest);
  await page.waitForSelector('body[data-ready]');
}

test('the service worker keeps the page and the keys, and nothing else', async () => {
  const page = await visited();
  await comeAgain(page, fragment());
  assert.match(await verdict(page), /^VALID/);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const caches_ = await Promise.all(names.map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({url}) => new URL(url).pathname);
  });
  const foreign = kept.filter((path) => !/^\/(page\/[0-9a-f]{16}\/.*|keys\/1)?$/.test(path));
  assert.deepEqual(foreign, []);
  assert.ok(kept.includes('/') && kept.includes('/keys/1'));
  await page.context().close();
});

test('the link of a QR, without a network', async () => {
  const page = await visited();
  await page.context().setOffline(true);
  await comeAgain(page, fragment());
  const said = await verdict(page);
  assert.equal(said, 'AUTHENTIC - issued by Example School of Aesthetics; '
    + 'its status was not checked (offline).');
  assert.match(await page.textContent('.offline') ?? '', /without the network/);
  assert.equal(await page.getAttribute('[data-check="status"]', 'data-result'), 'unknown');
  await assertAccessible(page);
  await page.context().setOffline(false);
  await comeAgain(page, fragment());
  assert.match(await verdict(page), /^VALID/);
  await page.context().close();
});

test('the PDF, without a network', async () => {
  const page = await visited();
  await page.context().setOffline(true);
  await comeAgain(page, '?lang=es');
  assert.equal(await page.getAttribute('html', 'lang'), 'es');
  await page.setInputFiles('#pdf', certificate.file);
  assert.match(await verdict(page), /^AUTÉNTICO/);
  await page.context().close();
});

test('a number alone, without a network', async () => {
  const page = await visited();
  await page.context().setOffline(true);
  await comeAgain(page);
  await page.fill('#code', certificate.code);
  await page.click('#code-form button');
  assert.match(await verdict(page), /^CANNOT CHECK/);
  await page.context().close();
});

test('a server that is gone: nothing is known, or what the seal alone tells', async () => {
  const page = await visited();
  renameSync(join(school.site, 'checkpoint'), join(school.site, 'checkpoint.away'));
  await comeAgain(page, fragment());
  assert.match(await verdict(page), /^CANNOT CHECK/);
  await page.click('.offline-offer button');
  await page.waitForSelector('[data-verdict="AUTHENTIC"]');
  renameSync(join(school.site, 'checkpoint.away'), join(school.site, 'checkpoint'));
  await page.context().close();
});

test('a new version of the page takes the place of the one that is kept', async () => {
  const page = await visited();
  const [version] = readdirSync(join(school.site, 'page'));
  const next = version.split('').reverse().join('');
  renameSync(join(school.site, 'page', version), join(school.site, 'page', next));
  for (const name of ['index.html', 'sw.js']) {
    const text = readFileSync(join(school.site, name), 'utf8');
    writeFileSync(join(school.site, name), text.replaceAll(version, next));
  }
  await comeAgain(page);
  await until(page, async (wanted) =>
    (await caches.keys()).every((name) => name.includes(String(wanted))), `page/${next}`);
  await page.context().setOffline(true);
  await comeAgain(page);
  assert.equal(await page.getAttribute('body', 'data-page'), `page/${next}`);
  await page.context().close();
});
