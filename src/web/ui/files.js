// SPDX-License-Identifier: Apache-2.0
//
// What is given as a file: a PDF, a record, a text, or a picture with a QR in it.

import {refuse} from '../base/message.js';
import {classifyContents, MAX_SUBJECT_BYTES} from '../verify/subject.js';
import {digestOf} from './checking.js';
import {isCertificateText, subjectOfText} from './texts.js';

/** @typedef {import('./checking.js').Given} Given */

/** By their first bytes: JPEG, PNG, GIF, WebP or BMP, HEIC or AVIF.
 * @param {Uint8Array} head */
function looksLikePicture(head) {
  const text = String.fromCharCode(...head.subarray(0, 12));
  return /^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF[^]{4}WEBP|BM|[^]{4}ftyp)/.test(text);
}

/** @param {File} file */
export async function subjectOfFile(file) {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  if (looksLikePicture(head)) return subjectOfPicture(file);
  if (file.size > MAX_SUBJECT_BYTES) refuse('page.fileTooLarge');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const subject = await classifyContents(bytes);
  /** @type {Given} */
  const given = {
    kind: subject.kind === 'pdf' ? 'pdf' : 'file',
    name: file.name,
    sha256: await digestOf(bytes),
  };
  return {subject, given};
}

/** @param {File} file */
async function subjectOfPicture(file) {
  const {textInPhoto} = await import('../scan/photo.js');
  const {subject} = subjectOfText(await textInPhoto(file, isCertificateText), 'photo');
  return {subject, given: /** @type {Given} */ ({kind: 'photo', name: file.name})};
}
