// SPDX-License-Identifier: Apache-2.0
const fold = (t) => t.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
export function findMismatches(claims, facts) {
  const out = [];
  if (claims.name && ![facts.holderName, facts.holderName.split(',')[0]].map(fold).includes(fold(claims.name))) out.push('name');
  if (claims.course && ![facts.courseCode, facts.courseTitle].map(fold).includes(fold(claims.course))) out.push('course');
  if (claims.completed && claims.completed !== facts.completed) out.push('completion date');
  return out;
}
