// SPDX-License-Identifier: Apache-2.0
//
// The ways in which a file comes: chosen, taken, dropped anywhere on the page, pasted.

import {byId} from './dom.js';

/** @typedef {(file: File) => void} Take */

/** @param {string} id @param {Take} take */
function listenToChooser(id, take) {
  const input = /** @type {HTMLInputElement} */ (byId(id));
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    input.value = ''; // the same file may be chosen again
    if (file) take(file);
  });
}

/** @param {DataTransfer | null} data */
const carriesFile = (data) => Boolean(data?.types.includes('Files'));

/** @param {Take} take */
function listenToDrops(take) {
  const cover = byId('drop');
  window.addEventListener('dragover', (event) => {
    if (!carriesFile(event.dataTransfer)) return;
    event.preventDefault();
    cover.hidden = false;
  });
  window.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) cover.hidden = true;
  });
  window.addEventListener('drop', (event) => {
    if (!carriesFile(event.dataTransfer)) return;
    event.preventDefault();
    cover.hidden = true;
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

/** @param {Take} take */
function listenToPastes(take) {
  window.addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  });
}

/** @param {Take} take */
export function listenToFiles(take) {
  listenToChooser('photo', take);
  listenToChooser('pdf', take);
  listenToDrops(take);
  listenToPastes(take);
}
