// SPDX-License-Identifier: Apache-2.0
//
// Debian's Chromium at the school's page, served by nginx over HTTPS, and what must hold
// of every visit: no report of the Content-Security-Policy, no request to anywhere else
// or with the number in it, nothing stored but what is meant to be.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {X509Certificate, createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {SOURCE, temporary, URL_OF_SCHOOL} from './school.js';

const PATIENCE = 120_000; // milliseconds: other tests run beside these

/** @param {string} site @param {string} headers rules of `publish --with-headers` */
export function serve(site, headers) {
  const state = join(temporary('nginx'), 'tls');
  const args = [site, state, '--include', headers, '--until', String(process.pid)];
  execFileSync(join(SOURCE, 'tests/support/nginx_site'), args);
  const read = (name) => readFileSync(join(state, name), 'utf8');
  return {
    port: read('port').trim(),
    certificate: read('crt'),
    log: () => read('access.log'),
    stop: () => {
      process.kill(Number(read('pid')));
    },
  };
}

/** @param {string} pem */
function publicKeyDigest(pem) {
  const spki = new X509Certificate(pem).publicKey.export({type: 'spki', format: 'der'});
  return createHash('sha256').update(spki).digest('base64');
}

/** @param {ReturnType<typeof serve>} server @param {string[]} [more] arguments */
export function launch({port, certificate}, more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      `--host-resolver-rules=MAP verify.school.example:443 127.0.0.1:${port}`,
      `--ignore-certificate-errors-spki-list=${publicKeyDigest(certificate)}`,
      ...more,
    ],
  });
}

/** @typedef {import('playwright-core').Page & {problems: string[]}} WatchedPage */

/** @param {import('playwright-core').BrowserContext} context
 * @returns {Promise<WatchedPage>} */
export async function watched(context) {
  const page = /** @type {WatchedPage} */ (await context.newPage());
  page.setDefaultTimeout(PATIENCE);
  page.problems = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(https:\/\/verify\.school\.example\/|blob:|data:)/.test(url)) {
      page.problems.push(`a request to ${url}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return page;
}

/** @param {import('playwright-core').Browser} browser
 * @param {object} [options] of the context
 * @param {string} [rest] of the address */
export async function visit(browser, options = {}, rest = '') {
  const context = await browser.newContext({locale: 'en-US', ...options});
  const page = await watched(context);
  await page.goto(URL_OF_SCHOOL + rest);
  await page.waitForSelector('body[data-ready]');
  return page;
}

/** @param {import('playwright-core').Page} page @returns {Promise<string>} the sentence */
export async function verdict(page) {
  await page.waitForSelector('#verdict, #problem:not([hidden])');
  return page.$eval('#verdict, #problem:not([hidden])', (one) => one.textContent ?? '');
}

/** Everything that this site keeps in the browser, as text. */
const stored = (/** @type {WatchedPage} */ page) => page.evaluate(async () => {
  const kept = [document.cookie, JSON.stringify({...localStorage, ...sessionStorage})];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept.push(...(await cache.keys()).map((request) => `cache ${request.url}`));
  }
  for (const {name} of await indexedDB.databases()) kept.push(`database ${name}`);
  return kept;
});

/** @param {WatchedPage} page @param {ReturnType<typeof serve>} server
 * @param {string[]} secrets what must be nowhere: the number, the seal, the name */
export async function assertDiscreet(page, server, secrets) {
  assert.deepEqual(page.problems, []);
  const [cookies, storage, ...kept] = await stored(page);
  assert.equal(cookies, '');
  assert.equal(storage, '{}');
  for (const secret of secrets) {
    for (const spelling of [secret, encodeURIComponent(secret)]) {
      assert.ok(!server.log().includes(spelling), `the server was told ${spelling}`);
      assert.ok(!kept.join('\n').includes(spelling), `the browser keeps ${spelling}`);
    }
  }
}

/** @param {import('playwright-core').Page} page */
export async function assertAccessible(page) {
  const axe = join(SOURCE, 'tests/web/node_modules/axe-core/axe.min.js');
  await page.evaluate(readFileSync(axe, 'utf8'));
  const violations = await page.evaluate(async () => {
    const {violations: found} = await /** @type {any} */ (globalThis).axe.run(document);
    return found.map((/** @type {any} */ one) =>
      `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' | ')}`);
  });
  assert.deepEqual(violations, []);
}

/** Whether there is something to run the tests with. */
export const hasBrowser = () => existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium');
