// SPDX-License-Identifier: Apache-2.0
//
// Has the browser keep the page for where there is no network: sw.js does.

/** The one script's address that may be installed, as Trusted Types want it said.
 * @param {string} url @returns {any} */
function trusted(url) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  if (!types) return url;
  const policy = types.createPolicy('certseal', {
    createScriptURL: (/** @type {string} */ wanted) => {
      if (wanted !== new URL('sw.js', document.baseURI).href) throw new TypeError(wanted);
      return wanted;
    },
  });
  return policy.createScriptURL(url);
}

export async function installOffline() {
  if (!('serviceWorker' in navigator)) return;
  const url = trusted(new URL('sw.js', document.baseURI).href);
  try {
    await navigator.serviceWorker.register(url, {updateViaCache: 'none'});
  } catch {
    // The page serves without it, online.
  }
}
