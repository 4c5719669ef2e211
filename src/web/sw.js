// SPDX-License-Identifier: Apache-2.0
//
// Keeps the page and the school's keys for where there is no network: nothing else of the
// site, so that a register never comes out of a cache. `certseal publish` fills the places.

const PAGE = '{{page}}';
const FILES = '{{files}}'.split(' ');
const KEYS = 'keys/{{trust}}';

const worker = /** @type {any} */ (self);
const {registration, clients} = worker;

const CACHE = `certseal ${registration.scope} ${PAGE} ${KEYS}`;
const PATIENCE = 5000; // milliseconds for the newest index.html
const START = new URL('./', registration.scope).href;

/** @param {string} path */
const urlOf = (path) => new URL(path, registration.scope).href;

const LASTING = new Set([KEYS, ...FILES.map((file) => `${PAGE}/${file}`)].map(urlOf));

worker.addEventListener('install', (/** @type {any} */ event) => {
  event.waitUntil(keepAll().then(() => worker.skipWaiting()));
});

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...LASTING]);
  await cache.add(new Request(START, {cache: 'no-cache'}));
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

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate') {
    if (isStart(url)) event.respondWith(newestStart());
  } else if (LASTING.has(url.href)) {
    event.respondWith(lasting(event.request));
  }
});

/** @param {Request} request */
async function lasting(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request.url, {ignoreVary: true})) ?? fetch(request);
}

/** From the network where it answers in time, else the page that was kept. */
async function newestStart() {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(START, {ignoreVary: true});
  const limit = kept ? AbortSignal.timeout(PATIENCE) : undefined;
  try {
    const answer = await fetch(START, {cache: 'no-cache', signal: limit});
    return answer.ok || !kept ? answer : kept;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}
