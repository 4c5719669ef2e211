// SPDX-License-Identifier: Apache-2.0
//
// Contexts from this repository, DID documents from the test, and nothing else: whoever
// asks for another address gets an error, never the network.
import {readFileSync} from 'node:fs';

const root = new URL('../../', import.meta.url);

export function readJson(path) {
  return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
}

const contexts = new Map([
  ['https://www.w3.org/ns/credentials/v2',
    readJson('src/record/contexts/credentials-v2.json')],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    readJson('src/record/contexts/ob-v3p0-context-3.0.3.json')],
]);

// did:web documents as docs/formats.md describes them: one Multikey each.
export function didDocument(did, keyId, publicKeyMultibase) {
  const id = `${did}#${keyId}`;
  return {
    '@context': [
      'https://www.w3.org/ns/did/v1',
      'https://w3id.org/security/multikey/v1',
    ],
    id: did,
    verificationMethod: [{id, type: 'Multikey', controller: did, publicKeyMultibase}],
    assertionMethod: [id],
  };
}

export function makeLoader(didDocuments = []) {
  const documents = new Map(contexts);
  for (const document of didDocuments) {
    documents.set(document.id, document);
    for (const method of document.verificationMethod) {
      documents.set(method.id,
        {'@context': 'https://w3id.org/security/multikey/v1', ...method});
    }
  }
  return async url => {
    if (!documents.has(url)) throw new Error(`not on this disk: ${url}`);
    return {contextUrl: null, documentUrl: url, document: documents.get(url)};
  };
}
