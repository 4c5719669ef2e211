// SPDX-License-Identifier: Apache-2.0
import {Refusal, say} from '../base/message.js';
const no = (words) => { throw new Refusal(say('base.plain', {words})); };
export function classifyContents(bytes) {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, 1029));
  if (text.includes('%PDF-')) return {kind: 'pdf', bytes};
  if (text.startsWith('{')) return {kind: 'record', bytes};
  return classifyText(text);
}
export function classifyText(text) {
  if (text.toLowerCase().startsWith('http')) {
    const m = /^(https:[^#]*)#([0-9A-Z]{20})\.([\w-]+)$/.exec(text);
    return m ? {kind: 'qr', site: m[1], code: m[2], seal: m[3]} : no('not the text of a certificate\'s QR: https://.../#CODE.SEAL');
  }
  return {kind: 'code', code: text};
}
