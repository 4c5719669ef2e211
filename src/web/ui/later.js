// SPDX-License-Identifier: Apache-2.0
//
// What a QR's link does not need for its verdict, and so is fetched after it.

import {listenToCamera} from './camera_view.js';
import {listenToCopies} from './copy.js';
import {listenToFiles} from './file_ways.js';
import {installOffline} from './offline.js';
import {fillRecord} from './print_record.js';
import {subjectOfText} from './texts.js';

/** @typedef {import('./checking.js').Found} Found */
/** @typedef {import('./checking.js').Given} Given */

/** @param {(find: () => Promise<Found>, given: Given) => void} take
 * @param {(message: import('../base/message.js').Message | null) => void} tellProblem
 * @param {() => import('./checking.js').Answer | null} shown */
export function listenToMore(take, tellProblem, shown) {
  listenToFiles((file) => take(async () => (await import('./files.js')).subjectOfFile(file),
    {kind: 'file', name: file.name}));
  listenToCamera((text) => take(async () => subjectOfText(text, 'camera'),
    {kind: 'camera'}), tellProblem);
  listenToCopies();
  window.addEventListener('beforeprint', () => {
    const answer = shown();
    if (answer) fillRecord(answer);
  });
  void installOffline();
}
