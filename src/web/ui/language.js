// SPDX-License-Identifier: Apache-2.0
//
// The language of the page: the first of the browser's that strings/ has, or the one that
// the address asks for (?lang=es). What the page says is never part of its code.

import {say} from '../base/message.js';
import {flatten} from '../base/texts.js';
import {byId, make} from './dom.js';

/** @typedef {import('../base/message.js').Message} Message */

/** @type {import('../base/message.js').Texts} */
let texts = {};
let tag = 'en';

export const languageTag = () => tag;

/** @param {Message} message */
export const inWords = (message) => message.in(texts);

/** A text of the page's own. @param {string} name
 * @param {import('../base/message.js').Pieces} [pieces] */
export const words = (name, pieces) => inWords(say(`page.${name}`, pieces));

/** @param {string} name @returns {boolean} whether the page has this text */
export const hasWords = (name) => `page.${name}` in texts;

const offered = () => (document.body.dataset.languages ?? 'en').split(' ');

/** @returns {string} */
export function wishedLanguage() {
  const asked = new URL(location.href).searchParams.get('lang');
  const wishes = [asked ?? '', ...navigator.languages].map((wish) => wish.toLowerCase());
  for (const wish of wishes) {
    const found = offered().find((has) => wish === has || wish.startsWith(`${has}-`));
    if (found) return found;
  }
  return offered().includes('en') ? 'en' : offered()[0];
}

/** @param {string} wanted one of those offered */
export async function speak(wanted) {
  const response = await fetch(new URL(`../strings/${wanted}.json`, import.meta.url));
  if (!response.ok) throw new Error(`strings/${wanted}.json: ${response.status}`);
  texts = flatten(await response.json());
  tag = wanted;
  document.documentElement.lang = wanted;
  for (const element of document.querySelectorAll('[data-say]')) {
    element.textContent = words(/** @type {HTMLElement} */ (element).dataset.say ?? '');
  }
  for (const element of document.querySelectorAll('[data-label]')) {
    const name = /** @type {HTMLElement} */ (element).dataset.label ?? '';
    element.setAttribute('aria-label', words(name));
  }
  document.title = `${words('title')}: ${document.body.dataset.name}`;
}

/** Shows a button for each language, each named in itself.
 * @param {() => void} afterwards draws again what was made by the code */
export function offerLanguages(afterwards) {
  const place = byId('languages');
  place.setAttribute('aria-label', words('languages'));
  place.replaceChildren(...offered().map((has) => languageButton(has, afterwards)));
  place.hidden = offered().length < 2;
}

/** @param {string} has @param {() => void} afterwards */
function languageButton(has, afterwards) {
  const name = new Intl.DisplayNames([has], {type: 'language'}).of(has) ?? has;
  const choose = async () => {
    await speak(has);
    keepInAddress(has);
    offerLanguages(afterwards);
    afterwards();
    /** @type {HTMLElement | null} */
    (document.querySelector(`#languages [lang="${has}"]`))?.focus();
  };
  return make('button', {
    type: 'button', lang: has, 'aria-pressed': String(has === tag), onclick: choose,
  }, name.charAt(0).toLocaleUpperCase(has) + name.slice(1));
}

/** So that it stays when the page is loaded again; nothing is stored.
 * @param {string} has */
function keepInAddress(has) {
  const address = new URL(location.href);
  address.searchParams.set('lang', has);
  history.replaceState(null, '', address);
}
