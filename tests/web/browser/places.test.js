// SPDX-License-Identifier: Apache-2.0
//
// The page at home wherever it is put: below a path, and on a host that sends no headers
// of its own and knows no types but the usual ones.

import assert from 'node:assert/strict';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {launch, serve, verdict, watched} from './browser.js';
import {makeSchool, temporary, URL_OF_SCHOOL} from './school.js';

const VALID = /^VALID - issued by Example School of Aesthetics/;

/** @param {ReturnType<typeof serve>} server @param {string} address */
async function valid(server, address) {
  const browser = await launch(server);
  try {
    const page = await watched(await browser.newContext());
    await page.goto(address);
    assert.match(await verdict(page), VALID);
    assert.deepEqual(page.problems, []);
    return await page.evaluate(() =>
      navigator.serviceWorker.ready.then((registration) => registration.scope));
  } finally {
    await browser.close();
  }
}

test('below a path', async () => {
  const url = `${URL_OF_SCHOOL}courses/register/`;
  const {site, headers, show} = makeSchool(url);
  const host = join(temporary('host'), 'root');
  mkdirSync(join(host, 'courses'), {recursive: true});
  renameSync(site, join(host, 'courses/register'));
  const server = serve(host, headers.replace(site, join(host, 'courses/register')));
  const {qr} = show('Ångström');
  assert.ok(qr.startsWith(`${url}#`), qr);
  assert.equal(await valid(server, qr), url);
  server.stop();
});

test('on a host without header rules', async () => {
  const {site, show} = makeSchool();
  const none = join(temporary('none'), 'rules');
  writeFileSync(none, '');
  const server = serve(site, none);
  assert.equal(await valid(server, show('Ångström').qr), URL_OF_SCHOOL);
  server.stop();
});
