// SPDX-License-Identifier: Apache-2.0
//
// What the page's engine says of a case of make_cases, as certseal-lookup --json would.
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';

import {rfc3339} from '../../../src/web/base/date.js';
import {plain, Refusal, refuse} from '../../../src/web/base/message.js';
import {flatten} from '../../../src/web/base/texts.js';
import {TrustFile} from '../../../src/web/trust/trust_file.js';
import {lookup} from '../../../src/web/verify/lookup.js';
import {cannotCheck} from '../../../src/web/verify/outcome.js';
import {classifyContents, classifyText} from '../../../src/web/verify/subject.js';
import {readJson} from '../unit/support.js';

/** @typedef {{name: string, result: string, evidence: string}} AnsweredCheck */
/** @typedef {{result: string, statement: string,
 *   certificate: Record<string, string> | null, checks: AnsweredCheck[],
 *   registerTime: string | null}} Answer */
/** @typedef {{name: string, site: string | null, seen?: string, seenAt?: number,
 *   trust: string | string[], input: {kind: string, file?: string, text?: string},
 *   claims: object, now: number, expected: Answer}} Case */
/** @typedef {import('../../../src/web/verify/register_view.js').CheckpointMemory} Memory */
/** @typedef {import('../../../src/web/verify/register_view.js').Remembered} Remembered */
/** @typedef {Awaited<ReturnType<typeof lookup>>} Report */

const english = flatten(readJson('src/web/strings/en.json'));

/** A published site in a directory. @param {string} root @param {string} name
 * @returns {import('../../../src/web/verify/site_source.js').SiteSource} */
export const siteIn = (root, name) => ({
  name,
  async get(path, maxBytes) {
    try {
      const bytes = await readFile(join(root, name, path));
      if (bytes.length > maxBytes) refuse('base.plain', {words: `${path} is too large`});
      return new Uint8Array(bytes);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return null;
    }
  },
});

/** A memory that lasts as long as one case. @returns {Memory} */
function newMemory() {
  /** @type {Map<string, Remembered>} */
  const kept = new Map();
  return {
    recall: async (place) => kept.get(place) ?? null,
    keep: async (place, seen) => void kept.set(place, seen),
    saveFork: async () => plain('memory'),
  };
}

/** @param {string} root @param {Case} one */
const subjectOf = async (root, {input}) => (input.kind === 'text'
  ? classifyText(input.text ?? '')
  : classifyContents(new Uint8Array(await readFile(join(root, input.file ?? '')))));

/** @param {Report} report @returns {Answer} */
const asJson = ({outcome, facts, status, checks, registerTime}) => ({
  result: outcome.verdict,
  statement: outcome.line.in(english),
  certificate: facts && Object.fromEntries([
    ...facts.map(({key, value}) => [key, value.in(english)]),
    ['status', status ?? 'unknown']]),
  checks: checks.map(({name, result, evidence}) =>
    ({name, result, evidence: evidence.in(english)})),
  registerTime: registerTime === null ? null : rfc3339(registerTime),
});

/** @param {string} root the directory of the cases @param {Case} one
 * @returns {Promise<Answer>} */
export async function answer(root, one) {
  const files = [one.trust].flat();
  const schools = await Promise.all(files.map(async (file) =>
    TrustFile.parse(new Uint8Array(await readFile(join(root, file))))));
  const memory = newMemory();
  try {
    const subject = await subjectOf(root, one);
    const ask = (/** @type {string | null} */ site, /** @type {number} */ now) => lookup(
      subject, {schools, site: site ? siteIn(root, site) : null, memory, now,
        claims: one.claims});
    if (one.seen) await ask(one.seen, one.seenAt ?? one.now);
    return asJson(await ask(one.site, one.now));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const {verdict, line} = cannotCheck(error.why);
    return {result: verdict, statement: line.in(english), certificate: null, checks: [],
      registerTime: null};
  }
}
