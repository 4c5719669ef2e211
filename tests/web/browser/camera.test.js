// SPDX-License-Identifier: Apache-2.0
//
// The live camera, which sees a printed certificate.

import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {assertAccessible, assertDiscreet, launch, serve, verdict, visit}
  from './browser.js';
import {makeSchool} from './school.js';
import {makeVideo} from './video.js';

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
  const video = join(school.directory, 'camera.y4m');
  makeVideo(certificate.file, video);
  server = serve(school.site, school.headers);
  browser = await launch(server, ['--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${video}`]);
});
after(() => browser?.close());

test('the camera reads the QR, and stops', async () => {
  const page = await visit(browser, {permissions: ['camera']});
  await page.click('#camera-open');
  assert.match(await verdict(page), /^VALID - /);
  assert.equal(await page.textContent('[data-fact="name"] dd'), 'Zoë Ångström, BSN, RN');
  assert.match(await page.textContent('.given') ?? '', /camera/);
  assert.equal(await page.isVisible('#camera'), false);
  assert.equal(await page.$eval('#camera-picture',
    (video) => /** @type {HTMLVideoElement} */ (video).srcObject), null);
  await assertDiscreet(page, server, [certificate.code, certificate.name]);
  await page.context().close();
});

test('the camera is stopped by its button, and by Escape', async () => {
  const page = await visit(browser, {permissions: ['camera']});
  await page.evaluate(() => { // which sees nothing
    const blank = document.createElement('canvas').captureStream();
    navigator.mediaDevices.getUserMedia = async () => blank;
  });
  const ways = [() => page.click('#camera-close'), () => page.keyboard.press('Escape')];
  for (const stop of ways) {
    await page.click('#camera-open');
    await page.waitForSelector('#camera-close:focus');
    await assertAccessible(page);
    await stop();
    assert.equal(await page.isVisible('#camera'), false);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'camera-open');
  }
  await page.context().close();
});

test('a camera that may not be used is told, with what else there is', async () => {
  const page = await visit(browser);
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('no', 'NotAllowedError');
    };
  });
  await page.click('#camera-open');
  assert.match(await verdict(page), /^The camera may not be used/);
  await page.context().close();
});
