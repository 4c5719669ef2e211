// SPDX-License-Identifier: Apache-2.0
//
// An answer of every verdict, as certseal-lookup --json prints them.

const CERTIFICATE = {
  name: 'Zoë Ångström, BSN, RN',
  document: 'Certificate of Completion',
  course: 'Botulinum Toxin Type A and Dermal Fillers',
  courseCode: 'BDF-201',
  completed: '2026-03-14',
  didacticHours: '7',
  handsOnHours: '9',
  creditsClaimed: '16',
  role: 'injector',
  assessment: 'written and practical, passed',
  issued: '2026-03-20',
  expires: '2028-03-14',
  code: 'F1SY-65ZC-KTRJ-WAS1-ERE9',
  school: 'Example School of Aesthetics',
  address: 'https://verify.school.example/',
  status: 'active',
};

const SCHOOL = 'Example School of Aesthetics';
const SUCCESSOR = '7K3M-9QXT-2A8R-W5DH-N4V2';
const EVIDENCE = {
  document: ['pass', 'every byte is signed by the document key '
    + `Cw24z/Ozr4VwXlu8/wZmdwMFbdWsYTojLRljeHx4MPc= of ${SCHOOL}, at 2026-11-26 17:29 UTC`],
  record: ['pass', `signed by did:web:verify.school.example#key-2026-01 of ${SCHOOL}`],
  log: ['pass', `entry 18 of 22 in the log of ${SCHOOL}`],
  register: ['pass', 'https://verify.school.example/ is the register of 2026-11-26 17:29 UTC, '
    + `signed by ${SCHOOL}, 22 entries; the next is promised by 2026-12-03 17:29 UTC`],
  status: ['pass', 'neither revoked, replaced nor suspended'],
  dates: ['pass', 'issued 2026-03-20; valid until 2028-03-14'],
};

/** @param {string} result @param {string} rest @param {object} [changes] */
function answer(result, rest, changes = {}) {
  const {status = 'active', changed = {}, without = [], facts = true} = changes;
  const rows = Object.entries({...EVIDENCE, ...changed});
  return {
    input: 'certificate.pdf',
    result,
    statement: result + rest,
    certificate: facts ? {...CERTIFICATE, status} : null,
    checks: rows.filter(([name]) => !without.includes(name))
      .map(([name, [outcome, evidence]]) => ({name, result: outcome, evidence})),
    registerTime: '2026-11-26T17:29:13Z',
    asOf: '2026-11-26T17:32:27Z',
  };
}

const UNREAD = {
  register: ['unknown', 'not asked (offline)'],
  status: ['unknown', 'not asked (offline)'],
};

export const ANSWERS = [
  answer('VALID',
    ` - issued by ${SCHOOL}; not revoked or replaced as of 2026-11-26 17:29 UTC.`),
  {...answer('AUTHENTIC', ` - issued by ${SCHOOL}; its status was not checked (offline).`,
    {status: 'unknown', changed: UNREAD}), registerTime: null},
  answer('EXPIRED', ' 2026-03-14 - training was completed 2024-03-14; the certificate is no '
    + 'longer current.', {changed: {dates: ['fail', 'issued 2024-03-20; expired 2026-03-14']}}),
  answer('REPLACED', ` on 2026-05-02 - ask the holder for certificate ${SUCCESSOR}.`,
    {status: 'replaced',
      changed: {status: ['fail', `replaced on 2026-05-02 by ${SUCCESSOR}`]}}),
  answer('REVOKED', ' on 2026-05-02 - do not rely on this certificate. Reason: '
    + 'issued-in-error.', {status: 'revoked',
    changed: {status: ['fail', 'revoked on 2026-05-02: issued-in-error']}}),
  answer('SUSPENDED', ` since 2026-05-02 - the school is reviewing it. Contact ${SCHOOL}.`,
    {status: 'suspended', changed: {status: ['fail', 'suspended since 2026-05-02']}}),
  answer('ALTERED', ` - this file is not what ${SCHOOL} issued: the signature does not cover `
    + 'the whole file.',
  {changed: {document: ['fail', 'the file has 1204 bytes behind its end (rule 3)']}}),
  answer('DOES NOT MATCH', ` - certificate ${CERTIFICATE.code} exists, but not for the name `
    + 'you gave.', {changed: {claims: ['fail', 'differs: name']}, without: ['document']}),
  answer('NOT FOUND', ` - ${SCHOOL} has no certificate with this number in the register of `
    + '2026-11-26 17:29 UTC. This is not proof of fraud: check the number.',
  {facts: false, without: ['document', 'record', 'log', 'status', 'dates']}),
  answer('NOT GENUINE', ' - the seal is not signed by the school’s key.', {
    facts: false, changed: {record: ['fail', 'the seal’s signature does not verify']},
    without: ['document', 'log', 'register', 'status', 'dates']}),
  answer('NOT TRUSTED', ' - signed by a school you have not accepted (Another Academy, key '
    + 'did:web:other.example#key-1).', {
    facts: false, changed: {record: ['unknown', 'of no school you have accepted']},
    without: ['document', 'log', 'register', 'status', 'dates']}),
  answer('CANNOT CHECK', ' - the register at https://verify.school.example/ cannot be read: '
    + 'the server does not answer. Nothing is known about this certificate.', {
    status: 'unknown', without: ['document'],
    changed: {register: ['unknown', 'the server does not answer'],
      status: ['unknown', 'the register cannot be read']}}),
];
