// SPDX-License-Identifier: Apache-2.0
//
// All that a record states. Days are ISO texts, times seconds, hours and credits counts
// of quarters (base/quarters.js).

/**
 * @typedef {import('../base/site_address.js').SiteAddress} SiteAddress
 * @typedef {import('./code.js').CertificateCode} CertificateCode
 * @typedef {'attendance' | 'completion' | 'participation'} DocumentClass
 * @typedef {{hash: string, salt: string}} IdentityHash
 * @typedef {{code: string, title: string, description: string, version: string,
 *   language: string, criteria: string, totalHours: number, didacticHours: number,
 *   handsOnHours: number}} CourseFacts the hours are the course's
 * @typedef {{block: number, index: number}} StatusSlot a place in the status lists
 *
 * @typedef {object} Credential
 * @property {SiteAddress} site
 * @property {string} schoolName
 * @property {CertificateCode} code
 * @property {DocumentClass} documentClass
 * @property {string} holderName as printed, with post-nominals
 * @property {IdentityHash | null} email
 * @property {IdentityHash | null} licence
 * @property {string} role
 * @property {string} assessment
 * @property {CourseFacts} course
 * @property {number} didacticHours attended
 * @property {number} handsOnHours
 * @property {number | null} credits claimed
 * @property {string | null} started
 * @property {string} completed
 * @property {number} issued
 * @property {string | null} expires
 * @property {StatusSlot} status
 */

/** Its words in a record, and the standard's name or the "ext:" form of one.
 * @type {Record<DocumentClass, {title: string, achievementType: string}>} */
export const DOCUMENT_CLASSES = {
  attendance: {
    title: 'Certificate of Attendance', achievementType: 'ext:CertificateOfAttendance',
  },
  completion: {
    title: 'Certificate of Completion', achievementType: 'CertificateOfCompletion',
  },
  participation: {
    title: 'Participation Certificate', achievementType: 'ext:ParticipationCertificate',
  },
};
