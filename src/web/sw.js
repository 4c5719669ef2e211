// SPDX-License-Identifier: Apache-2.0
//
// The service worker of the page in {{page}}: it takes its place, and leaves every request
// to the network.
self.addEventListener('install', () => self.skipWaiting());
