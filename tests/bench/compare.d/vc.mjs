// SPDX-License-Identifier: Apache-2.0
//
// The same record, signed with eddsa-rdfc-2022.
import {readFileSync} from 'node:fs';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {measure, record} from './bench.mjs';

const contexts = new URL(`${process.env.SOURCE}/src/record/contexts/`, 'file:');
const context = name => JSON.parse(readFileSync(new URL(name, contexts)));
const known = {
  'https://www.w3.org/ns/credentials/v2': context('credentials-v2.json'),
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json':
    context('ob-v3p0-context-3.0.3.json'),
};
async function documentLoader(url) {
  if (!known[url]) throw new Error(`asks for ${url}`);
  return {contextUrl: null, documentUrl: url, document: known[url]};
}

const key = await Ed25519Multikey.generate({controller: 'did:web:verify.school.example'});
key.id = 'did:web:verify.school.example#key';
const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
const {proof, ...unsigned} = JSON.parse(record);

await measure('@digitalbazaar/vc', 'record', async of => {
  const credential = structuredClone(unsigned);
  credential.credentialSubject.identifier[0].identityHash = of.name;
  const issued = await vc.issue({credential, suite, documentLoader});
  return JSON.stringify(issued);
}, 'vc.json');
