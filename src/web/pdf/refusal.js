// SPDX-License-Identifier: Apache-2.0
import {fromLatin1, textOf} from '../base/bytes.js';
import {Refusal, quote, say} from '../base/message.js';

/** What a file must keep to count as one that the school's program wrote: the closed
 * profile of docs/pdf.md, with that list's numbers; 0 for what is no PDF at all. */
const RULES = {
  isPdf: 0,
  size: 1,
  header: 1,
  oneRevision: 1,
  nothingAfterEnd: 1,
  oneXref: 1,
  noObjectStreams: 1,
  noEncryption: 1,
  xrefTable: 2,
  trailer: 2,
  offsets: 2,
  nothingBetween: 2,
  noDuplicates: 2,
  references: 2,
  noUnreferenced: 2,
  objectSyntax: 2,
  signed: 3,
  byteRange: 3,
  contents: 3,
  catalog: 4,
  oneSignatureField: 4,
  docMdp: 4,
  noAnnotations: 4,
  noFormFields: 4,
  noActiveContent: 4,
  noOptionalContent: 4,
  noOutsideContent: 4,
  cms: 5,
  signingTime: 5,
  recordInCatalog: 6,
  onlyAttachments: 6,
  inflate: 6,
};
/** @typedef {keyof typeof RULES} Rule */

/** Which rule a file breaks first, and how. `detail` completes "this file is not what the
 * school issued: ..."; `offset` is the byte of the file where it shows. */
export class PdfRefusal extends Refusal {
  /** @param {Rule} rule @param {import('../base/message.js').Message} detail
   * @param {number} offset */
  constructor(rule, detail, offset) {
    const number = RULES[rule];
    const name = say(`pdf.rule.${rule}`);
    super(say(number === 0 ? 'pdf.notPdf' : 'pdf.breaks', {number, name, detail, offset}));
    this.rule = rule;
    this.number = number;
    this.ruleName = name;
    this.detail = detail;
    this.offset = offset;
  }
}

/** @param {Rule} rule @param {string} detail the message's name in the section "pdf"
 * @param {number} offset @param {import('../base/message.js').Pieces} [pieces]
 * @returns {never} */
export function breaks(rule, detail, offset, pieces) {
  throw new PdfRefusal(rule, say(`pdf.${detail}`, pieces), offset);
}

/** The refusal as the evidence of a check: its rule's number and name, the detail, the
 * offset. @param {PdfRefusal} refusal */
export const describe = (refusal) => refusal.why;

/** In quotes, cut after so many bytes; what is not UTF-8 as \x...
 * @param {string} text of the file, a character for each byte */
export function quoted(text, maxBytes = 120) {
  const known = textOf(fromLatin1(text));
  if (known !== null) return quote(known, maxBytes);
  const shown = text.slice(0, maxBytes).replace(/[\x80-\xff]/g,
    (c) => `\\x${c.charCodeAt(0).toString(16)}`);
  return quote(text.length > maxBytes ? `${shown}…` : shown, Infinity);
}
