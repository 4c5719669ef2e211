// SPDX-License-Identifier: Apache-2.0
import {attempt} from '../base/message.js';
import {cardPath, MAX_CARD_BYTES} from '../record/card.js';
import {Inquiry} from './inquiry.js';
import {examineCode, examineQr} from './inquiry_paper.js';
import {examineRecord} from './inquiry_record.js';
import {SchoolRegisters} from './school_registers.js';

/** @typedef {import('./subject.js').Subject} Subject */
/** @typedef {import('../trust/trust_file.js').TrustFile} TrustFile */
/** What a lookup found out, told in this order: outcome, facts, checks. The facts are there
 * only where a signature of an accepted school covers them.
 * @typedef {ReturnType<Inquiry['finish']>} Report */
/** site null: offline. Times are seconds since 1970.
 * @typedef {{schools: TrustFile[], site: import('./site_source.js').SiteSource | null,
 *   memory?: import('./register_view.js').CheckpointMemory | null,
 *   claims?: import('./claims.js').Claims, now: number}} LookupOptions */

// The card is on its way while the register is opened. What comes of it is asked later.
/** @param {Subject} subject @param {LookupOptions} options */
async function askAhead(subject, {schools, site}) {
  if (!site || (subject.kind !== 'qr' && subject.kind !== 'code')) return;
  const [school] = schools;
  if (school) await site.get(await cardPath(school.site, subject.code), MAX_CARD_BYTES);
}

/** Checks one certificate: document, record, log, register, status, dates, claims, and
 * comes to one verdict. What could not be looked at is an answer too.
 * @param {Subject} subject @param {LookupOptions} options @returns {Promise<Report>} */
export async function lookup(subject, options) {
  const {schools, site, memory = null, claims = {}, now} = options;
  const registers = site && new SchoolRegisters(site, memory, now);
  const inquiry = new Inquiry({schools, registers, claims, now});
  void attempt(() => askAhead(subject, options));
  if (subject.kind === 'qr') {
    await examineQr(inquiry, subject);
  } else if (subject.kind === 'code') {
    await examineCode(inquiry, subject.code);
  } else if (subject.kind === 'record') {
    await examineRecord(inquiry, subject.bytes);
  } else {
    // Read where it is needed: a QR's answer does not wait for it.
    const {examinePdf} = await import('./inquiry_pdf.js');
    await examinePdf(inquiry, subject.bytes);
  }
  return inquiry.finish();
}
