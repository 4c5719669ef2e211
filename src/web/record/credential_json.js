// SPDX-License-Identifier: Apache-2.0
import {rfc3339} from '../base/date.js';
import {quartersText} from '../base/quarters.js';
import {DOCUMENT_CLASSES} from './credential.js';

/**
 * @typedef {import('./credential.js').Credential} Credential
 * @typedef {import('../json/parse.js').Json} Json
 * @typedef {import('../json/parse.js').JsonObject} JsonObject
 */

const CREDENTIALS_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
const OPEN_BADGES_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

/** @param {string} day */
const midnight = (day) => `${day}T00:00:00Z`;

/** A member where there is a value. @param {string} key @param {Json} value
 * @returns {JsonObject} */
const optional = (key, value) => (value === null ? {} : {[key]: value});

/** @param {string} identityType
 * @param {import('./credential.js').IdentityHash | null} id */
const hashedIdentity = (identityType, id) => (id === null ? [] : [{
  type: 'IdentityObject', hashed: true, identityHash: id.hash, identityType, salt: id.salt,
}]);

/** @param {Credential} credential @param {string} course @returns {Json[]} */
const results = (credential, course) => [
  ['#didactic-hours', quartersText(credential.didacticHours)],
  ['#hands-on-hours', quartersText(credential.handsOnHours)],
  ['#assessment', credential.assessment],
].map(([fragment, value]) => ({
  type: ['Result'], resultDescription: `${course}${fragment}`, value,
  ...(fragment === '#assessment' ? {status: 'Completed'} : {}),
}));

/** @param {string} course @param {number} didactic @param {number} handsOn
 * @returns {Json[]} */
const descriptions = (course, didactic, handsOn) => [
  {
    id: `${course}#didactic-hours`, type: ['ResultDescription'], name: 'Didactic hours',
    resultType: 'ext:DidacticHours', valueMax: quartersText(didactic),
  },
  {
    id: `${course}#hands-on-hours`, type: ['ResultDescription'], name: 'Hands-on hours',
    resultType: 'ext:HandsOnHours', valueMax: quartersText(handsOn),
  },
  {
    id: `${course}#assessment`, type: ['ResultDescription'], name: 'Assessment',
    resultType: 'Status',
  },
];

/** @param {Credential} credential @param {string} id */
const achievement = ({documentClass, course}, id) => ({
  id,
  type: ['Achievement'],
  achievementType: DOCUMENT_CLASSES[documentClass].achievementType,
  name: course.title,
  description: course.description,
  humanCode: course.code,
  version: course.version,
  inLanguage: course.language,
  creditsAvailable: course.totalHours / 4,
  criteria: {id: `${id}#criteria`, narrative: course.criteria},
  resultDescription: descriptions(id, course.didacticHours, course.handsOnHours),
});

/** @param {Credential} credential */
function subject(credential) {
  const {holderName, email, licence, code, role, credits, started, completed} = credential;
  const course = `${credential.site.url}courses/${credential.course.code}`;
  return {
    type: ['AchievementSubject'],
    identifier: [
      {
        type: 'IdentityObject', hashed: false, identityHash: holderName,
        identityType: 'name',
      },
      ...hashedIdentity('emailAddress', email),
      ...hashedIdentity('ext:professionalLicense', licence),
    ],
    licenseNumber: code.printed,
    role,
    ...optional('creditsEarned', credits === null ? null : credits / 4),
    ...optional('activityStartDate', started === null ? null : midnight(started)),
    activityEndDate: midnight(completed),
    result: results(credential, course),
    achievement: achievement(credential, course),
  };
}

/** @param {Credential} credential */
function status({site, status: {block, index}}) {
  const list = `${site.url}status/revocation/${block}`;
  return {
    id: `${list}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: list,
  };
}

/** The document of the profile without its proof. @param {Credential} credential checked
 * @returns {JsonObject} */
export function credentialToJson(credential) {
  const {site, schoolName, code, documentClass, course} = credential;
  const {issued, completed, expires} = credential;
  return {
    '@context': [CREDENTIALS_CONTEXT, OPEN_BADGES_CONTEXT],
    id: `${site.url}#${code.compact}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: {id: site.did, type: ['Profile'], name: schoolName, url: site.url},
    validFrom: rfc3339(issued),
    ...optional('validUntil', expires === null ? null : midnight(expires)),
    awardedDate: midnight(completed),
    name: `${DOCUMENT_CLASSES[documentClass].title}: ${course.title}`,
    credentialSubject: subject(credential),
    credentialStatus: status(credential),
  };
}
