// SPDX-License-Identifier: Apache-2.0
//
// What the next version of a trust file may change.
import {base64, equal} from '../base/bytes.js';
import {quote, reasonOf, refuse, say} from '../base/message.js';

/** @typedef {import('./trust_keys.js').TrustKeys} TrustKeys */
/** @typedef {import('./trust_keys.js').KeyWindow} KeyWindow */
/** @typedef {import('../base/message.js').Message} Message */

/** @param {Message} key @param {KeyWindow} from @param {KeyWindow} to */
function checkWindow(key, from, to) {
  if (to.begin !== from.begin) {
    refuse('trust.movesBegin', {key, from: from.begin, to: to.begin});
  }
  if (from.end === null) return;
  if (to.end === null) refuse('trust.opensAgain', {key});
  if (to.end > from.end) refuse('trust.movesEnd', {key, from: from.end, to: to.end});
}

/** @template {{window: KeyWindow}} Key @param {Key[]} from @param {Key[]} to
 * @param {(a: Key, b: Key) => boolean} isSame @param {(key: Key) => Message} nameOf */
function checkKept(from, to, isSame, nameOf) {
  for (const key of from) {
    const kept = to.filter((each) => isSame(key, each)).pop();
    if (!kept) refuse('trust.noLongerLists', {key: nameOf(key)});
    checkWindow(nameOf(key), key.window, kept.window);
  }
}

/** @param {TrustKeys} from @param {TrustKeys} to */
function checkKeys(from, to) {
  if (to.site.origin !== from.site.origin) {
    refuse('trust.otherSite', {found: quote(to.site.origin),
      expected: quote(from.site.origin)});
  }
  if (to.version !== from.version + 1) {
    refuse('trust.notNextVersion', {found: to.version, from: from.version});
  }
  checkKept(from.logs, to.logs, (a, b) => a.key.text === b.key.text,
    ({key}) => say('trust.logKey', {key: quote(key.text)}));
  checkKept(from.issuers, to.issuers,
    (a, b) => a.id === b.id && a.key.text === b.key.text,
    ({id}) => say('trust.issuerKey', {key: quote(id)}));
  checkKept(from.documents, to.documents, (a, b) => equal(a.spki, b.spki),
    ({spki}) => say('trust.documentKey', {key: quote(base64(spki))}));
}

/** Refuses what may not take a trust file's place: it must be the next version of the
 * same site, signed by this one's root, keep every key, and open no window.
 * @param {import('./trust_file.js').TrustFile} from
 * @param {import('./trust_file.js').TrustFile} next */
export async function checkSuccessor(from, next) {
  try {
    checkKeys(from.keys, next.keys);
    await next.note.verify(from.keys.root);
  } catch (error) {
    refuse('trust.notNext', {why: reasonOf(error)});
  }
}
