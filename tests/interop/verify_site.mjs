// SPDX-License-Identifier: Apache-2.0
//
// verify_site.mjs RECORD.json: any Open Badges verifier, which knows nothing of this
// school but the record: it resolves did:web, fetches the status list from where the
// record says, and prints "good", "revoked" or why it refuses. Exit code 0, 1 or 2.
import {readFileSync} from 'node:fs';

import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

import {makeLoader} from './loader.mjs';

// didUrl is where did:web says that the document is (did:web method, "Read").
function didUrl(did) {
  const [host, ...path] = did.slice('did:web:'.length).split(':').map(decodeURIComponent);
  return path.length === 0
    ? `https://${host}/.well-known/did.json` : `https://${host}/${path.join('/')}/did.json`;
}

async function fetchJson(url) {
  const response = await fetch(url, {redirect: 'error'});
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  if (response.headers.get('access-control-allow-origin') !== '*') {
    throw new Error(`${url}: a verifier in a browser could not read it`);
  }
  if (!/json/.test(response.headers.get('content-type'))) {
    throw new Error(`${url}: is served as ${response.headers.get('content-type')}`);
  }
  return response.json();
}

const onDisk = makeLoader();

async function documentLoader(url) {
  const answer = document => ({contextUrl: null, documentUrl: url, document});
  if (url.startsWith('did:web:')) {
    const [did, fragment] = url.split('#');
    const document = await fetchJson(didUrl(did));
    if (document.id !== did) throw new Error(`${did} leads to ${document.id}`);
    if (!fragment) return answer(document);
    const method = document.verificationMethod.find(each => each.id === url);
    if (!method) throw new Error(`${did} has no ${fragment}`);
    return answer({'@context': 'https://w3id.org/security/multikey/v1', ...method});
  }
  if (/^https:\/\/localhost[:/]/.test(url)) return answer(await fetchJson(url));
  return onDisk(url);
}

const credential = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const result = await vc.verifyCredential({
  credential, suite: new DataIntegrityProof({cryptosuite}), checkStatus, documentLoader,
});
if (!result.verified) {
  console.log(String(result.error ?? result.statusResult?.error));
  for (const each of result.error?.errors ?? []) console.log(String(each));
  process.exit(2);
}
const revoked = result.statusResult.results.some(each => each.status);
console.log(revoked ? 'revoked' : 'good');
process.exit(revoked ? 1 : 0);
