import {Refusal, say} from '../base/message.js';
const A = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export class CertificateCode {
  static parse(text) {
    let sum = 0, factor = 2;
    for (const c of [...text.slice(0, 19)].reverse()) { const a = factor * A.indexOf(c); sum += Math.floor(a / 32) + a % 32; factor = 3 - factor; }
    if (text.length !== 20 || A[(32 - sum % 32) % 32] !== text[19]) throw new Refusal(say('base.plain', {words: 'slip'}));
    return new CertificateCode();
  }
}
