// SPDX-License-Identifier: Apache-2.0
//
// The buttons that copy a command.

import {byId} from './dom.js';
import {words} from './language.js';

const SHOWN = 2500; // milliseconds

/** @param {HTMLElement} button */
async function copy(button) {
  const text = byId(button.dataset.copy ?? '').textContent ?? '';
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return; // not allowed: the text can still be selected
  }
  byId('live').textContent = words('copied');
  button.textContent = words('copied');
  setTimeout(() => {
    button.textContent = words('copy');
  }, SHOWN);
}

export function listenToCopies() {
  for (const button of document.querySelectorAll('[data-copy]')) {
    const one = /** @type {HTMLElement} */ (button);
    one.addEventListener('click', () => void copy(one));
  }
}
