// SPDX-License-Identifier: Apache-2.0
import {dayOf, parseTime} from '../base/date.js';
import {parseDecimal} from '../base/bytes.js';
import {quote, refuse, say} from '../base/message.js';
import {parseQuarters, quartersOf} from '../base/quarters.js';
import {SiteAddress} from '../base/site_address.js';
import {formAt, textAt, valueAt} from '../json/at.js';
import {CertificateCode} from './code.js';
import {DOCUMENT_CLASSES} from './credential.js';

/**
 * @typedef {import('../json/parse.js').Json} Json
 * @typedef {import('./credential.js').Credential} Credential
 */

const SUBJECT = 'credentialSubject';
const ACHIEVEMENT = `${SUBJECT}.achievement`;

/** @param {Json} document @param {string} path @returns {string} a day */
function dayAt(document, path) {
  const time = formAt(document, path, say('record.formMidnight'), parseTime);
  const day = dayOf(time);
  if (time !== parseTime(`${day}T00:00:00Z`)) refuse('record.notMidnight', {path});
  return day;
}

/** @param {Json} document @param {string} path @returns {string | null} */
const optionalDayAt = (document, path) =>
  (valueAt(document, path) === undefined ? null : dayAt(document, path));

/** @param {Json} document @param {string} path */
const hoursAt = (document, path) =>
  formAt(document, path, say('record.formHours'), parseQuarters);

/** @param {Json} document @param {string} path @returns {number} */
function numberAt(document, path) {
  const value = valueAt(document, path);
  if (value === undefined) return refuse('json.missing', {path});
  if (typeof value !== 'number') return refuse('record.notANumber', {path});
  return quartersOf(value) ?? refuse('record.notQuarters', {path});
}

/** @param {string} text */
function parse32(text) {
  const number = parseDecimal(text);
  return number === null || number >= 2 ** 32 ? null : number;
}

/** @param {Json} document @param {SiteAddress} site */
function readStatus(document, site) {
  const index =
    formAt(document, 'credentialStatus.statusListIndex', say('record.formIndex'), parse32);
  const path = 'credentialStatus.statusListCredential';
  const list = textAt(document, path);
  const prefix = `${site.url}status/revocation/`;
  const block = list.startsWith(prefix) ? parse32(list.slice(prefix.length)) : null;
  if (block === null) {
    return refuse('record.notAList', {path, text: quote(list, 60), prefix});
  }
  return {block, index};
}

/** The hashed identities follow the name: the e-mail address, the licence, or both.
 * @param {Json} document */
function readIdentities(document) {
  let next = 1;
  /** @param {string} type */
  const read = (type) => {
    const path = `${SUBJECT}.identifier[${next}]`;
    if (valueAt(document, `${path}.identityType`) !== type) return null;
    next += 1;
    const hash = textAt(document, `${path}.identityHash`);
    return {hash, salt: textAt(document, `${path}.salt`)};
  };
  return {email: read('emailAddress'), licence: read('ext:professionalLicense')};
}

/** @param {Json} document @returns {import('./credential.js').DocumentClass} */
function readClass(document) {
  const path = `${ACHIEVEMENT}.achievementType`;
  const type = textAt(document, path);
  for (const documentClass of /** @type {const} */ (['completion', 'attendance',
    'participation'])) {
    if (DOCUMENT_CLASSES[documentClass].achievementType === type) return documentClass;
  }
  return refuse('record.unknownClass', {path, text: quote(type, 60)});
}

/** @param {Json} document */
const readHolder = (document) => ({
  holderName: textAt(document, `${SUBJECT}.identifier[0].identityHash`),
  ...readIdentities(document),
  role: textAt(document, `${SUBJECT}.role`),
  didacticHours: hoursAt(document, `${SUBJECT}.result[0].value`),
  handsOnHours: hoursAt(document, `${SUBJECT}.result[1].value`),
  assessment: textAt(document, `${SUBJECT}.result[2].value`),
  credits: valueAt(document, `${SUBJECT}.creditsEarned`) === undefined ? null
    : numberAt(document, `${SUBJECT}.creditsEarned`),
});

/** @param {Json} document */
const readCourse = (document) => ({
  code: textAt(document, `${ACHIEVEMENT}.humanCode`),
  title: textAt(document, `${ACHIEVEMENT}.name`),
  description: textAt(document, `${ACHIEVEMENT}.description`),
  version: textAt(document, `${ACHIEVEMENT}.version`),
  language: textAt(document, `${ACHIEVEMENT}.inLanguage`),
  criteria: textAt(document, `${ACHIEVEMENT}.criteria.narrative`),
  totalHours: numberAt(document, `${ACHIEVEMENT}.creditsAvailable`),
  didacticHours: hoursAt(document, `${ACHIEVEMENT}.resultDescription[0].valueMax`),
  handsOnHours: hoursAt(document, `${ACHIEVEMENT}.resultDescription[1].valueMax`),
});

/** Every fact from where the profile has it, each by type and form. What is derived from
 * them, and what should not be there, it does not look at: the caller compares the
 * document with credentialToJson of the result.
 * @param {Json} document @returns {Credential} */
export function credentialFromJson(document) {
  const site = formAt(document, 'issuer.url', say('record.formAddress'), SiteAddress.parse);
  return {
    site,
    schoolName: textAt(document, 'issuer.name'),
    code: formAt(document, `${SUBJECT}.licenseNumber`, say('record.formCode'),
      CertificateCode.parse),
    documentClass: readClass(document),
    ...readHolder(document),
    course: readCourse(document),
    started: optionalDayAt(document, `${SUBJECT}.activityStartDate`),
    completed: dayAt(document, `${SUBJECT}.activityEndDate`),
    issued: formAt(document, 'validFrom', say('record.formTime'), parseTime),
    expires: optionalDayAt(document, 'validUntil'),
    status: readStatus(document, site),
  };
}
