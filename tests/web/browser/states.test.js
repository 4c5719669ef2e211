// SPDX-License-Identifier: Apache-2.0
//
// What a person sees of every verdict: with a lookup that answers what the test says, in
// both languages, light and dark, on phones and large screens, by keyboard, on paper.

import assert from 'node:assert/strict';
import {after, afterEach, before, test} from 'node:test';
import {ANSWERS} from './answers.js';
import {assertAccessible, assertDiscreet, launch, serve, verdict, visit}
  from './browser.js';
import {FAKES, makeSchool, siteWith} from './school.js';

/** @type {ReturnType<typeof makeSchool>} */
let school;
/** @type {ReturnType<typeof serve>} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('./browser.js').WatchedPage} */
let page;

before(async () => {
  school = makeSchool();
  server = serve(siteWith(school.site, FAKES), school.headers);
  browser = await launch(server);
});
after(() => browser?.close());
afterEach(async () => {
  await assertDiscreet(page, server, ['F1SY', 'Ångström', 'R. Patel']);
  await page.context().close();
});

const PHONE = {viewport: {width: 390, height: 844}, hasTouch: true};
const DESK = {viewport: {width: 1280, height: 900}};
const answerOf = (result) => ANSWERS.find((answer) => answer.result === result);

/** @param {object | undefined} answer */
async function ask(answer) {
  await page.evaluate((given) => {
    /** @type {any} */ (globalThis).answerWith = () => given;
    document.querySelector('#verdict')?.remove();
  }, answer);
  await page.fill('#code', 'F1SY65ZCKTRJWAS1ERE9');
  await page.press('#code', 'Enter');
  await page.waitForSelector('#verdict');
}

/** @param {object | undefined} answer @param {object} [options] @param {string} [query] */
async function asked(answer, options = {}, query = '') {
  page = await visit(browser, options, query);
  await ask(answer);
}

for (const [name, options] of Object.entries({phone: PHONE, desk: DESK})) {
  test(`every verdict, light and dark: ${name}`, async () => {
    page = await visit(browser, options);
    for (const answer of ANSWERS) {
      await ask(answer);
      assert.equal(await verdict(page), answer.statement);
      assert.equal(await page.textContent('#live'), answer.statement);
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'verdict');
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({colorScheme, reducedMotion: 'reduce'});
        await assertAccessible(page);
      }
    }
  });
}

test('facts, in the order of certseal-lookup, with the status and its time', async () => {
  await asked(answerOf('VALID'), PHONE);
  const rows = await page.$$eval('.fact', (facts) => facts.map((fact) =>
    [fact.getAttribute('data-fact'), fact.querySelector('dd')?.getAttribute('data-value')]));
  assert.deepEqual(rows, Object.entries(answerOf('VALID')?.certificate ?? {}));
  assert.match(await page.textContent('[data-fact="status"]') ?? '', /2026-11-26 17:29 UTC/);
  assert.match(await page.textContent('[data-fact="completed"]') ?? '', /March 14, 2026/);
  assert.equal(await page.textContent('#command-check'),
    'certseal-lookup F1SY-65ZC-KTRJ-WAS1-ERE9');
});

test('what was checked, and what was not', async () => {
  await asked(answerOf('CANNOT CHECK'));
  const rows = await page.$$eval('.check', (checks) => checks.map((check) =>
    `${check.getAttribute('data-check')} ${check.getAttribute('data-result')}`));
  assert.deepEqual(rows, ['document none', 'record pass', 'log pass', 'register unknown',
    'status unknown', 'dates pass', 'claims none']);
});

test('the page before anything is asked', async () => {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    page = await visit(browser, {...PHONE, colorScheme});
    await assertAccessible(page);
    await page.fill('#code', 'U');
    await assertAccessible(page);
    if (colorScheme === 'light') await page.context().close();
  }
});

test('in Spanish, where the browser asks for it', async () => {
  page = await visit(browser, {...PHONE, locale: 'es-MX'});
  assert.equal(await page.getAttribute('html', 'lang'), 'es');
  assert.equal(await page.textContent('h1'), 'Comprobar un certificado');
  await assertAccessible(page);
});

test('in the other language, with what is shown already', async () => {
  await asked(answerOf('VALID'), PHONE);
  await page.fill('#compare-name', 'Zoe Angstrom');
  await page.click('#languages [lang="es"]');
  await page.waitForSelector('html[lang="es"]');
  assert.equal(await page.textContent('.compare h3'),
    'Compárelo con el papel que tiene delante');
  assert.equal(await page.inputValue('#compare-name'), 'Zoe Angstrom');
  assert.match(page.url(), /\?lang=es$/);
  assert.equal(await page.getAttribute('#languages [lang="es"]', 'aria-pressed'), 'true');
  await page.reload();
  await page.waitForSelector('body[data-ready]');
  assert.equal(await page.getAttribute('html', 'lang'), 'es');
});

test('a language that nobody has written is answered in English', async () => {
  page = await visit(browser, {locale: 'fi-FI'});
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
});

test('each field says whether the paper agrees, and the verdict follows', async () => {
  await asked(answerOf('VALID'), DESK);
  await page.fill('#compare-name', 'zoe angstrom');
  await page.fill('#compare-completed', '2026-03-14');
  await page.fill('#compare-course', 'bdf-201');
  await page.press('#compare-course', 'Tab');
  const agrees = () => page.$$eval('.agreement', (notes) => notes.map((note) =>
    note.getAttribute('data-agrees')));
  assert.deepEqual(await agrees(), ['pass', 'pass', 'pass']);
  await page.evaluate((given) => {
    /** @type {any} */ (globalThis).answerWith = () => given;
  }, answerOf('DOES NOT MATCH'));
  await page.fill('#compare-name', 'Zoë Lindqvist');
  await page.press('#compare-name', 'Enter');
  await page.waitForSelector('[data-verdict="DOES NOT MATCH"]');
  assert.deepEqual(await agrees(), ['fail', 'pass', 'pass']);
  assert.equal(await page.inputValue('#compare-name'), 'Zoë Lindqvist');
  assert.deepEqual(await page.evaluate(() =>
    /** @type {any} */ (globalThis).lookups.at(-1).options.claims),
  {name: 'Zoë Lindqvist', course: 'bdf-201', completed: '2026-03-14'});
  await assertAccessible(page);
});

test('the record of a check, on paper', async () => {
  await asked(answerOf('VALID'), {...DESK, timezoneId: 'America/Los_Angeles'});
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.printed = '';
    };
  });
  await page.fill('#compare-name', 'Zoe Angstrom');
  await page.fill('#compare-completed', '2026-03-15');
  await page.fill('#checked-by', 'R. Patel');
  await page.click('.print button');
  await page.waitForSelector('[data-printed]');
  await page.emulateMedia({media: 'print'});
  const paper = await page.innerText('body');
  for (const words of [
    'Record of a check', 'R. Patel', answerOf('VALID')?.statement ?? '',
    'November 26, 2026', '09:32:27 AM GMT-08:00 (America/Los_Angeles)',
    '2026-11-26 17:32 UTC', 'Register of', '2026-11-26 17:29 UTC',
    await page.getAttribute('body', 'data-fingerprint') ?? '', 'entry 18 of 22',
  ]) assert.ok(paper.includes(words), `the paper lacks ${words}`);
  assert.ok(!paper.includes('What do you hold?'));
  const agrees = await page.$$eval('.elements tbody tr', (rows) => rows.map((row) =>
    `${row.getAttribute('data-fact')} ${row.getAttribute('data-agrees')}`));
  assert.deepEqual(agrees.slice(0, 5), ['name pass', 'document ', 'course ', 'courseCode ',
    'completed fail']);
  await assertAccessible(page);
});

test('by the keyboard alone', async () => {
  page = await visit(browser, DESK);
  await page.evaluate((given) => {
    /** @type {any} */ (globalThis).answerWith = () => given;
  }, answerOf('VALID'));
  const focused = () => page.evaluate(() => document.activeElement?.id
    || document.activeElement?.textContent?.trim());
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'Skip to the check');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'ask');
  await page.keyboard.press('Tab');
  assert.equal(await focused(), 'code');
  await page.keyboard.type('F1SY65ZCKTRJWAS1ERE9');
  await page.keyboard.press('Enter');
  await page.waitForSelector('#verdict');
  assert.equal(await focused(), 'verdict');
  const stops = [];
  for (let i = 0; i < 20; ++i) {
    await page.keyboard.press('Tab');
    stops.push(await focused());
  }
  for (const stop of ['compare-name', 'compare-completed', 'Compare', 'checked-by',
    'Print the record', 'Check another certificate', 'code', 'photo', 'pdf']) {
    assert.ok(stops.includes(stop), `${stop} is not reached: ${stops}`);
  }
});

test('at 320 pixels, and with text of twice the size, nothing is cut off', async () => {
  for (const [width, size] of [[320, '100%'], [640, '200%']]) {
    await asked(answerOf('VALID'), {viewport: {width: Number(width), height: 700}});
    await page.evaluate((wanted) => {
      document.documentElement.style.setProperty('font-size', String(wanted));
    }, size);
    const wide = await page.evaluate(() => document.scrollingElement?.scrollWidth);
    assert.ok(Number(wide) <= Number(width), `${wide} of ${width} at ${size}`);
    if (width === 320) await page.context().close();
  }
});

test('nothing moves where motion is not wanted', async () => {
  await asked(answerOf('VALID'), {reducedMotion: 'reduce'});
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
});

test('every button is large enough for a thumb', async () => {
  await asked(answerOf('VALID'), PHONE);
  const small = await page.$$eval('button, .file, input:not([type="file"])', (all) =>
    all.filter((one) => one.getClientRects().length && one.clientHeight < 42)
      .map((one) => one.id || one.textContent));
  assert.deepEqual(small, []);
});

test('without JavaScript it says what to do', async () => {
  const context = await browser.newContext({javaScriptEnabled: false});
  const silent = await context.newPage();
  await silent.goto('https://verify.school.example/#F1SY65ZCKTRJWAS1ERE9.seal');
  const text = await silent.innerText('body');
  for (const words of ['needs JavaScript', 'necesita JavaScript', 'nothing has been checked',
    'certseal-lookup trust add', 'Fingerprint of the school']) {
    assert.ok(text.includes(words), `the page lacks ${words}`);
  }
  assert.equal(await silent.isVisible('#code'), false);
  await context.close();
  page = await visit(browser);
});
