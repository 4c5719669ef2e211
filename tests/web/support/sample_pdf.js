// SPDX-License-Identifier: Apache-2.0
//
// A certificate's PDF in parts, to be bent and then laid out and signed as the writer does.
import {deflateSync} from 'node:zlib';
import {concat, fromLatin1, hex, latin1, utf8} from '../../../src/web/base/bytes.js';
import {sha256} from '../../../src/web/crypto/digest.js';
import {p256Key, signCms, testCertificate} from './test_signer.js';

export const RECORD =
  '{"name":"Ada","type":["VerifiableCredential","OpenBadgeCredential"]}';
const ROOM = 8000; // digits of the signature

// Objects of the sample.
export const CATALOG = 1;
export const PAGE = 4;
export const CONTENTS = 5;
export const NAME_TREE = 9;
export const FILESPEC = 10;
export const FILE = 11;
export const FIELD = 14;
export const SIGNATURE = 15;

/** A stream object. @param {string} entries @param {string} data */
export const streamBody = (entries, data) =>
  `<<\n${entries}/Length ${data.length}\n>>\nstream\r\n${data}\nendstream`;

/** zlib data. @param {string | Uint8Array} data @returns {string} */
export const deflated = (data) =>
  latin1(new Uint8Array(deflateSync(typeof data === 'string' ? utf8(data) : data)));

/** @param {string} data @param {string} [more] entries @param {number} [size] */
export function embeddedFile(data, more = '/Filter [ /FlateDecode ]\n', size = 68) {
  return streamBody(`/Type /EmbeddedFile\n/Subtype /application#2Fjson\n/Params <<\n/Size ${
    size}\n>>\n${more}`, data);
}

const BODIES = [
  '<<\n/Type /Catalog\n/Pages 2 0 R\n/Names 8 0 R\n/AF [ 10 0 R ]\n/Metadata 13 0 R\n' +
    '/Lang (en)\n/MarkInfo 12 0 R\n/AcroForm <<\n/Fields [ 14 0 R ]\n/SigFlags 3\n>>\n' +
    '/Perms <<\n' +
    '/DocMDP 15 0 R\n>>\n>>',
  '<<\n/Type /Pages\n/Kids [ 4 0 R ]\n/Count 1\n>>',
  '<<\n/Producer (Haru)\n/Title <FEFF0041>\n>>',
  '<<\n/Type /Page\n/MediaBox [ 0 0 792 595.28 ]\n/Contents 5 0 R\n/Resources <<\n/Font ' +
    '<<\n/F1 7 0 R\n>>\n>>\n/Parent 2 0 R\n/Annots [ 14 0 R ]\n>>',
  '<<\n/Length 6 0 R\n>>\nstream\r\nBT /F1 12 Tf (Ada) Tj ET\nendstream',
  '24',
  '<<\n/Type /Font\n/BaseFont /Helvetica\n/Subtype /Type1\n>>',
  '<<\n/EmbeddedFiles 9 0 R\n>>',
  '<<\n/Names [ (record.json) 10 0 R ]\n>>',
  '<<\n/Type /Filespec\n/F (record.json)\n' +
    '/UF <FEFF007200650063006F00720064002E006A0073006F006E>\n' +
    '/AFRelationship /Data\n/EF <<\n/F 11 0 R\n/UF 11 0 R\n>>\n>>',
  embeddedFile(deflated(RECORD)),
  '<<\n/Marked true\n>>',
  streamBody('/Type /Metadata\n/Subtype /XML\n', '<x:xmpmeta/>'),
  '<<\n/Type /Annot\n/Subtype /Widget\n/FT /Sig\n/T (Signature)\n/F 132\n' +
    '/Rect [0 0 0 0]\n/P 4 0 R\n/V 15 0 R\n>>',
  '<<\n/Type /Sig\n/Filter /Adobe.PPKLite\n/SubFilter /ETSI.CAdES.detached\n/M ' +
    '(D:20261123170000Z)\n/Name <FEFF0041>\n/Reference [<< /Type /SigRef ' +
    '/TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 1 /V /1.2 ' +
    '>> >>]\n/ByteRange ' +
    `[0 0000000000 0000000000 0000000000]\n/Contents <${'0'.repeat(ROOM)}>\n>>`,
];

/** @param {string} text @param {string} from @param {string} to */
export function swapped(text, from, to) {
  if (!text.includes(from)) throw new Error(`there is no ${from}`);
  return text.replace(from, () => to);
}

/** How a laid out file gets its signature. @typedef {(message: Uint8Array) =>
 *   Promise<Uint8Array>} Signer */

/** @returns {Promise<Signer>} of a school with one certificate */
export async function sampleSigner() {
  const key = await p256Key();
  const certificate = await testCertificate(key, key);
  return (message) => signCms(key, [certificate], message);
}

export class SamplePdf {
  constructor() {
    this.bodies = [...BODIES];
    this.trailer = '/Root 1 0 R\n/Info 3 0 R\n/ID [ <00> <00> ]\n';
  }

  /** @param {number} number @param {string} from @param {string} to */
  replace(number, from, to) {
    this.bodies[number - 1] = swapped(this.bodies[number - 1], from, to);
    return this;
  }

  /** @param {number} number @param {string} body */
  set(number, body) {
    this.bodies[number - 1] = body;
    return this;
  }

  /** @param {string} body of one more object */
  add(body) {
    this.bodies.push(body);
    return this;
  }

  /** @param {string} proof */
  withProof(proof) {
    this.replace(CATALOG, '/AF [ 10 0 R ]', '/AF [ 10 0 R 16 0 R ]');
    this.replace(NAME_TREE, '10 0 R', '10 0 R (record.tlog-proof) 16 0 R');
    this.add('<<\n/Type /Filespec\n/F (record.tlog-proof)\n/UF (record.tlog-proof)\n' +
      '/AFRelationship /Supplement\n/EF <<\n/F 17 0 R\n/UF 17 0 R\n>>\n>>');
    return this.add(streamBody('/Type /EmbeddedFile\n/Subtype /text#2Fplain\n/Filter ' +
      '/FlateDecode\n', deflated(proof)));
  }

  /** Numbers the objects, lays them out, writes the table and the trailer. */
  layout() {
    let file = '%PDF-1.7\n%\xb7\xbe\xad\xaa\n';
    let table = '0000000000 65535 f\r\n';
    for (const [i, body] of this.bodies.entries()) {
      table += `${String(file.length).padStart(10, '0')} 00000 n\r\n`;
      file += `${i + 1} 0 obj\n${body}\nendobj\n`;
    }
    const size = this.bodies.length + 1;
    return `${file}xref\n0 ${size}\n${table}trailer\n<<\n${this.trailer}/Size ${
      size}\n>>\nstartxref\n${file.length}\n%%EOF\n`;
  }

  /** @param {Signer} signer */
  build(signer) {
    return signed(this.layout(), signer);
  }
}

/** A laid out file with its signature in place, if it leaves room for that.
 * @param {string} file @param {Signer} signer
 * @param {number[]} [added] to each number of the ByteRange but the first
 * @returns {Promise<Uint8Array>} */
export async function signed(file, signer, added = [0, 0, 0]) {
  const begin = file.indexOf('/Contents <0') + '/Contents '.length;
  const end = begin + ROOM + 2;
  const room = '[0 0000000000 0000000000 0000000000]';
  if (!file.includes('/Contents <0') || !file.includes(room)) return fromLatin1(file);
  const numbers = [begin, end, file.length - end].map(
    (number, i) => String(number + added[i]).padStart(10, '0'));
  const whole = swapped(file, room, `[0 ${numbers.join(' ')}]`);
  const [before, after] = [fromLatin1(whole.slice(0, begin)), fromLatin1(whole.slice(end))];
  const der = hex(await signer(await sha256(before, after)));
  return concat(before, utf8(`<${der.padEnd(ROOM, '0')}>`), after);
}
