// SPDX-License-Identifier: Apache-2.0
//
// Cases of make_cases, given to the page as a person gives them, with the site that they
// are about: the verdict must be that of certseal-lookup. CASES names their directory;
// agree.test.js runs all of them without a browser, this test a part of every kind.

import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {launch, serve, verdict, watched} from './browser.js';
import {makeSchool, URL_OF_SCHOOL} from './school.js';

/** @typedef {import('../support/answer.js').Case} Case */

const directory = process.env.CASES ?? '';
const DEPTH = Number(process.env.CASES_DEPTH ?? 1); // of the names; 2: three times as many

/** @type {ReturnType<typeof makeSchool>} */
let school;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  school = makeSchool();
  browser = await launch(serve(school.site, school.headers));
});
after(() => browser?.close());

/** What the page cannot be given: two schools at once, and an empty claim.
 * @param {Case} one */
const isForPages = ({trust, claims}) =>
  typeof trust === 'string' && !Object.values(claims).includes('');

/** One case of each kind, input and verdict. @returns {Case[]} */
function chosen() {
  /** @type {Case[]} */
  const all = JSON.parse(readFileSync(join(directory, 'cases.json'), 'utf8'));
  const kindOf = (/** @type {Case} */ {name, input, expected}) =>
    [...name.split('/').slice(0, DEPTH), input.kind, expected.result].join(' ');
  const kinds = new Map(all.filter(isForPages).reverse().map((one) => [kindOf(one), one]));
  return [...kinds.values()].reverse();
}

/** index.html as the school would have published it with the case's trust file.
 * @param {string} trust its bytes as text */
function indexFor(trust) {
  const root = /^root [^+]+\+[^+]+\+(\S+)$/m.exec(trust)?.[1] ?? '';
  const key = Buffer.from(root, 'base64').subarray(1);
  const line = (/** @type {string} */ name) =>
    new RegExp(`^${name} (.*)$`, 'm').exec(trust)?.[1] ?? '';
  const places = {
    url: line('url'), origin: line('origin'), trust: line('version'),
    fingerprint: createHash('sha256').update(key).digest('hex'),
  };
  let index = readFileSync(join(school.site, 'index.html'), 'utf8');
  for (const [place, value] of Object.entries(places)) {
    index = index.replace(new RegExp(`data-${place}="[^"]*"`), `data-${place}="${value}"`);
  }
  return {index, keys: `/keys/${places.trust}`};
}

/** The page of a trust file, whose site is wherever `at` says.
 * @param {string} trust @param {boolean} remembers */
async function openFor(trust, remembers) {
  const context = await browser.newContext({locale: 'en-US', serviceWorkers: 'block'});
  const bytes = readFileSync(join(directory, trust));
  const {index, keys} = indexFor(bytes.toString('utf8'));
  /** @type {{site: string | null}} */
  const at = {site: null};
  await context.route(`${URL_OF_SCHOOL}**`, (route) => {
    const {pathname} = new URL(route.request().url());
    if (pathname.startsWith('/page/')) return route.continue();
    if (pathname === '/') return route.fulfill({body: index, contentType: 'text/html'});
    const file = join(directory, at.site ?? '', pathname);
    const body = pathname === keys ? bytes
      : at.site && existsSync(file) ? readFileSync(file) : null;
    return route.fulfill({status: body ? 200 : 404, body: body ?? '',
      headers: {'Cache-Control': 'no-store'}});
  });
  const page = await watched(context);
  if (!remembers) {
    await page.addInitScript(() => {
      indexedDB.open = () => {
        throw new DOMException('not here');
      };
    });
  }
  await page.clock.install();
  await page.goto(URL_OF_SCHOOL);
  await page.waitForSelector('body[data-ready]');
  return {page, at};
}

/** @param {import('playwright-core').Page} page @param {Case} one
 * @returns {Promise<string | null>} null where the field did not take the number */
async function give(page, {input, site, now}) {
  await page.clock.setFixedTime(now * 1000);
  await page.evaluate((online) => {
    Object.defineProperty(navigator, 'onLine', {get: () => online, configurable: true});
    document.querySelector('#verdict')?.remove();
  }, site !== null);
  if (input.kind === 'text') {
    await page.fill('#code', input.text ?? '');
    await page.press('#code', 'Enter');
    if (await page.getAttribute('#code', 'aria-invalid') === 'true') return null;
  } else {
    await page.setInputFiles('#pdf', join(directory, input.file ?? ''));
  }
  return verdict(page);
}

/** Types what stands on the paper. @param {import('playwright-core').Page} page
 * @param {object} claims */
async function compare(page, claims) {
  for (const [field, value] of Object.entries(claims)) {
    await page.fill(`#compare-${field}`, value);
  }
  await page.press('#compare-name', 'Enter');
  await page.waitForSelector('#verdict:focus');
  return verdict(page);
}

/** The page names its site by its address, and keeps a fork in another place.
 * @param {Case} one */
const expectedOf = ({site, expected: {statement}}) =>
  withoutPlace(site ? statement.replaceAll(site, URL_OF_SCHOOL) : statement);

/** @param {string} text */
const withoutPlace = (text) => text
  .replace(/; (?:both are kept as evidence in|they could not be kept)[^]*$/, '');

/** What else the page shows. @param {import('playwright-core').Page} page */
const shown = (page) => page.evaluate(() => ({
  facts: Array.from(document.querySelectorAll('.fact'), (fact) => [
    fact.getAttribute('data-fact'), fact.querySelector('dd')?.getAttribute('data-value')]),
  checks: Array.from(document.querySelectorAll('.check:not(.none)'), (check) =>
    `${check.getAttribute('data-check')} ${check.getAttribute('data-result')}`),
}));

/** @param {Awaited<ReturnType<typeof openFor>>} opened @param {Case} one */
async function run({page, at}, one) {
  if (one.seen) {
    at.site = one.seen;
    await give(page, {...one, now: one.seenAt ?? one.now});
  }
  at.site = one.site;
  let said = await give(page, one);
  if (said === null) return assert.equal(one.expected.result, 'CANNOT CHECK', one.name);
  if (Object.keys(one.claims).length > 0) said = await compare(page, one.claims);
  assert.equal(withoutPlace(said), expectedOf(one), one.name);
  const {certificate, checks} = one.expected;
  return assert.deepEqual(await shown(page), {
    facts: Object.entries(certificate ?? {}),
    checks: checks.map(({name, result}) => `${name} ${result}`),
  }, one.name);
}

if (directory) {
  const cases = chosen();
  for (const trust of new Set(cases.map((one) => String(one.trust)))) {
    const own = cases.filter((one) => one.trust === trust);
    test(`${own.length} cases with ${trust}`, async () => {
      const forgetful = await openFor(trust, false);
      for (const one of own) {
        const opened = one.seen ? await openFor(trust, true) : forgetful;
        await run(opened, one).catch((error) => {
          throw error instanceof assert.AssertionError ? error
            : new Error(one.name, {cause: error});
        });
        if (one.seen) await opened.page.context().close();
      }
      const {problems} = forgetful.page;
      assert.deepEqual(problems.filter((one) => !/404|Service Worker/.test(one)), []);
      await forgetful.page.context().close();
    });
  }
}
