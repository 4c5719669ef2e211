// SPDX-License-Identifier: Apache-2.0
//
// The rules of the profile: each field's form and length, and the fields against each
// other.
import {quote, refuse, say} from '../base/message.js';
import {byteLength, isNfc, trim} from '../base/unicode.js';

/** @typedef {import('./credential.js').Credential} Credential */

const STATUS_LIST_SIZE = 131_072;

// What has no shape of its own, or changes that of its neighbours: controls, direction
// marks, separators, embeddings, isolates, the byte order mark, noncharacters.
const FORBIDDEN = new RegExp('[\\0-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f' +
  '\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\p{Noncharacter_Code_Point}]', 'u');

// A part of a web address: courses/<code>.
const COURSE_CODE = /^(?!\.)(?!.*\.$)[A-Za-z0-9_.-]{1,40}$/;

// The form of BCP 47 that Open Badges 3.0 knows: language[-Script][-REGION].
const LANGUAGE = /^[a-z]{2,4}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$/;

/** @param {string} name of the field in strings/ @param {string} text
 * @param {number} max bytes */
function checkText(name, text, max) {
  const field = say(`record.${name}`);
  const size = byteLength(text);
  if (size === 0) refuse('record.isEmpty', {field});
  if (size > max) refuse('record.isTooLong', {field, size, max});
  if (trim(text) !== text) refuse('record.hasSpace', {field, text: quote(text)});
  if (FORBIDDEN.test(text)) refuse('record.hasForbidden', {field, text: quote(text)});
  if (!isNfc(text)) refuse('record.isNotNfc', {field, text: quote(text)});
}

/** @param {string} name @param {import('./credential.js').IdentityHash | null} identity */
function checkIdentity(name, identity) {
  if (!identity) return;
  const field = say(`record.${name}`);
  if (!/^sha256\$[0-9a-f]{64}$/.test(identity.hash)) refuse('record.badHash', {field});
  if (!/^[0-9a-f]{32}$/.test(identity.salt)) refuse('record.badSalt', {field});
}

/** @param {import('./credential.js').CourseFacts} course */
function checkCourse(course) {
  if (!COURSE_CODE.test(course.code)) {
    refuse('record.badCourseCode', {text: quote(course.code, 60)});
  }
  checkText('courseTitle', course.title, 300);
  checkText('courseDescription', course.description, 2000);
  checkText('courseVersion', course.version, 40);
  checkText('courseCriteria', course.criteria, 4000);
  if (!LANGUAGE.test(course.language)) {
    refuse('record.badLanguage', {text: quote(course.language, 60)});
  }
}

/** Refuses with the first field that is outside the profile.
 * @param {Credential} credential */
export function checkCredential(credential) {
  checkText('schoolName', credential.schoolName, 300);
  checkText('holderName', credential.holderName, 300);
  checkText('role', credential.role, 300);
  checkText('assessment', credential.assessment, 300);
  checkIdentity('email', credential.email);
  checkIdentity('licence', credential.licence);
  checkCourse(credential.course);
  const {started, completed, expires, status} = credential;
  if (started !== null && completed < started) refuse('record.completedEarly');
  if (expires !== null && expires < completed) refuse('record.expiresEarly');
  if (status.index >= STATUS_LIST_SIZE) {
    refuse('record.badStatusIndex', {index: status.index, size: STATUS_LIST_SIZE});
  }
}
