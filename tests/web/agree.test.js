// SPDX-License-Identifier: Apache-2.0
//
// Every case of make_cases through the page's engine: what it says, and for which reasons,
// must be what certseal-lookup said. CASES names their directory.
import './unit/support.js';
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {test} from 'node:test';

import {answer} from './support/answer.js';

const directory = process.env.CASES ?? '';
const MOST_SHOWN = 12;

// What may differ: where both keep what they saw of a fork; which character of a text that
// is no JSON each parser stumbles over, and its words for that.
const OWN_MATTERS = [
  [/(kept as evidence in )\S+?(?=\.?$)/, '$1…'],
  [/\d+:\d+: (syntax error).*?(?=\. Nothing is known|$)/, '$1'],
];

/** @param {string} text */
const inCommon = (text) => OWN_MATTERS.reduce(
  (said, [own, common]) => said.replace(own, /** @type {string} */ (common)), text);

/** What is compared of an answer. @param {import('./support/answer.js').Answer} answer */
const comparable = ({result, statement, certificate, checks, registerTime}) => ({
  result,
  statement: inCommon(statement),
  certificate: certificate && Object.entries(certificate),
  checks: checks.map((check) => ({...check, evidence: inCommon(check.evidence)})),
  registerTime,
});

/** @param {import('./support/answer.js').Case} one @returns {Promise<string>} '' where both
 * say the same */
async function difference(one) {
  try {
    assert.deepEqual(comparable(await answer(directory, one)), comparable(one.expected));
    return '';
  } catch (error) {
    const {message = '', stack = ''} = /** @type {Error} */ (error);
    return `${one.name}: ${error instanceof assert.AssertionError ? message : stack}`;
  }
}

/** @type {import('./support/answer.js').Case[]} */
const cases = JSON.parse(await readFile(join(directory, 'cases.json'), 'utf8'));
const groups = new Map(cases.map(({name}) => [name.split('/')[0], /** @type {any[]} */ ([])]));
for (const one of cases) groups.get(one.name.split('/')[0])?.push(one);

test('there are cases of every verdict', () => {
  const verdicts = new Set(cases.map(({expected}) => expected.result));
  assert.equal(verdicts.size, 12, [...verdicts].join(', '));
  assert.ok(cases.length >= 1000, `${cases.length} cases`);
});

for (const [group, members] of groups) {
  test(`${group}: ${members.length} cases`, async () => {
    const differences = [];
    for (const one of members) {
      const differs = await difference(one);
      if (differs) differences.push(differs);
    }
    assert.ok(differences.length === 0, [`${differences.length} of ${members.length} differ`,
      ...differences.slice(0, MOST_SHOWN)].join('\n\n'));
  });
}
