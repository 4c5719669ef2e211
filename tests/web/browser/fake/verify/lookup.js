// SPDX-License-Identifier: Apache-2.0
//
// In the place of the page's lookup: answers what the test says, in the form of
// certseal-lookup --json, for what a person sees of each verdict.

import {say} from '../base/message.js';

/** @param {string} words */
const plain = (words) => say('base.plain', {words});

const LABELS = {
  name: 'Name', document: 'Document', course: 'Course', courseCode: 'Course code',
  completed: 'Completed', didacticHours: 'Didactic hours', handsOnHours: 'Hands-on hours',
  creditsClaimed: 'Credits claimed', role: 'Role', assessment: 'Assessment',
  issued: 'Issued', expires: 'Valid until', code: 'Code', school: 'School',
  address: 'Register',
};

/** @param {any} object of certseal-lookup --json */
function reportOf({result, statement, certificate, checks, registerTime, asOf}) {
  const seconds = (text) => (text ? Date.parse(text) / 1000 : null);
  return {
    outcome: {verdict: result, line: plain(statement)},
    facts: certificate && Object.entries(LABELS)
      .filter(([key]) => key in certificate)
      .map(([key, label]) => ({key, label: plain(label), value: plain(certificate[key])})),
    status: certificate?.status ?? null,
    checks: checks.map((check) => ({...check, evidence: plain(check.evidence)})),
    registerTime: seconds(registerTime),
    asOf: seconds(asOf),
    hints: [],
    trust: null,
  };
}

export async function lookup(subject, options) {
  globalThis.lookups = [...(globalThis.lookups ?? []), {subject, options}];
  return reportOf(globalThis.answerWith(subject, options));
}
