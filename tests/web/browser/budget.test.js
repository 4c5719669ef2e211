// SPDX-License-Identifier: Apache-2.0
//
// What a phone has to load for the check of a QR's link, and, told but not demanded of a
// test's machine, how soon the verdict follows on the last file.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {launch, serve, verdict, visit} from './browser.js';
import {makeSchool, URL_OF_SCHOOL} from './school.js';

const MOST = 120_000;

/** @type {ReturnType<typeof makeSchool>} */
let school;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  school = makeSchool();
  browser = await launch(serve(school.site, school.headers));
});
after(() => browser?.close());

/** What was asked for before the verdict stood there, and how long that took from the
 * last one's arrival. */
const measure = () => {
  const [{startTime: end}] = performance.getEntriesByName('certseal-verdict');
  const asked = /** @type {PerformanceResourceTiming[]} */ (
    performance.getEntriesByType('resource')).filter(({startTime}) => startTime < end);
  const arrivals = asked.map(({responseEnd}) => responseEnd).filter((one) => one < end);
  return {names: asked.map(({name}) => name), milliseconds: end - Math.max(...arrivals)};
};

test('the check of a QR needs less than 120 KB, compressed', async (t) => {
  const page = await visit(browser);
  /** @type {Map<string, Promise<Buffer>>} */
  const bodies = new Map();
  page.on('response', (response) => {
    const body = response.body();
    body.catch(() => {}); // of what is asked for after the verdict nobody waits
    bodies.set(response.url().split('#')[0], body);
  });
  const {qr} = school.show('Ångström');
  await page.context().route('**/sw.js', (route) => route.abort()); // a later visit's
  await page.goto('about:blank');
  await page.goto(URL_OF_SCHOOL + qr.slice(qr.indexOf('#')));
  assert.match(await verdict(page), /^VALID/);
  const {names, milliseconds} = await page.evaluate(measure);
  let size = 0;
  for (const name of new Set([URL_OF_SCHOOL, ...names])) {
    const body = await bodies.get(name);
    assert.ok(body, name);
    const {length} = gzipSync(body, {level: 9});
    size += length;
    t.diagnostic(`${length} ${name}`);
  }
  t.diagnostic(`${names.length} files, ${size} bytes; verdict ${milliseconds.toFixed(0)} ms`
    + ' after the last of them');
  assert.ok(size < MOST, `${size} bytes`);
  await page.context().close();
});

test('what only photos, PDFs and old browsers need is not loaded', async () => {
  const page = await visit(browser);
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({name}) => name));
  assert.deepEqual(loaded.filter((name) => /vendor|\/pdf\/|\/scan\//.test(name)), []);
  await page.context().close();
});
