// SPDX-License-Identifier: Apache-2.0
//
// Keeps the page and the school's keys for where there is no network: nothing else of the
// site, so that a register never comes out of a cache. `certseal publish` fills the places.

const PAGE = '{{page}}';
/** @type {string[]} */
const FILES = JSON.parse('{{files}}');

const worker = /** @type {any} */ (self);
const {registration, clients} = worker;

const CACHE = `certseal ${registration.scope} ${PAGE}`;
const PATIENCE = 5000; // milliseconds for the newest index.html

/** @param {string} path */
const urlOf = (path) => new URL(path, registration.scope).href;

const START = urlOf('./');
const LASTING = new Set(FILES.map((file) => urlOf(`${PAGE}/${file}`)));
const KEYS = /^keys\/[0-9]+$/;

worker.addEventListener('install', (/** @type {any} */ event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...LASTING]);
  await keepStart(await fetch(START, {cache: 'no-cache'}));
}

/** Keeps index.html where it is of this page, and the trust file that it names.
 * @param {Response} answer */
async function keepStart(answer) {
  const text = await answer.clone().text();
  const trust = /data-trust="([0-9]+)"/.exec(text);
  if (!answer.ok || !text.includes(PAGE) || !trust) return;
  const cache = await caches.open(CACHE);
  await cache.add(urlOf(`keys/${trust[1]}`));
  await cache.put(START, answer);
}

worker.addEventListener('activate', (/** @type {any} */ event) => {
  event.waitUntil(dropOthers().then(() => clients.claim()));
});

/** Another school of the same origin keeps what is its own. */
async function dropOthers() {
  const own = `certseal ${registration.scope} `;
  for (const name of await caches.keys()) {
    if (name.startsWith(own) && name !== CACHE) await caches.delete(name);
  }
}

/** @param {URL} url */
const isStart = (url) =>
  [START, urlOf('index.html')].includes(url.origin + url.pathname);

/** @param {URL} url whether what it names never changes */
const isLasting = ({href}) =>
  LASTING.has(href) || KEYS.test(href.slice(registration.scope.length));

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || !url.href.startsWith(registration.scope)) return;
  if (event.request.mode === 'navigate') {
    if (isStart(url)) event.respondWith(newestStart(event));
  } else if (isLasting(url)) {
    event.respondWith(lasting(event.request));
  }
});

/** @param {Request} request */
async function lasting(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url, {ignoreVary: true})) ?? fetch(request);
}

/** From the network where it answers in time, else the page that was kept.
 * @param {any} event */
async function newestStart(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(START, {ignoreVary: true});
  const limit = kept ? AbortSignal.timeout(PATIENCE) : undefined;
  try {
    const answer = await fetch(START, {cache: 'no-cache', signal: limit});
    if (!answer.ok) return kept ?? answer;
    event.waitUntil(keepStart(answer.clone()).catch(() => {}));
    return answer;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
