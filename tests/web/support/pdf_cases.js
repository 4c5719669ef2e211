// SPDX-License-Identifier: Apache-2.0
//
// Certificates bent before they are signed, so that only what was bent can tell.
import {randomBytes} from 'node:crypto';

import {
  CATALOG, CONTENTS, FIELD, FILE, FILESPEC, NAME_TREE, PAGE, RECORD, SIGNATURE, SamplePdf,
  deflated, embeddedFile, signed, swapped,
} from './sample_pdf.js';

/** @typedef {(pdf: SamplePdf) => SamplePdf} Bend */

const LARGEST = 256 * 1024;
const PROOF = 'c2sp.org/tlog-proof@v1\n';

/** @param {number} number @param {string} from @param {string} to @returns {Bend} */
const replace = (number, from, to) => (pdf) => pdf.replace(number, from, to);
/** Puts a value into the catalog. @param {string} value @returns {Bend} */
const lang = (value) => replace(CATALOG, '/Lang (en)', `/Lang ${value}`);
/** @param {string} data @param {string} [more] @param {number} [size] @returns {Bend} */
const file = (data, more, size) => (pdf) => pdf.set(FILE, embeddedFile(data, more, size));
/** @param {string} text of so many bytes, which does not deflate well */
const large = (text, size = LARGEST) =>
  text + randomBytes(size - text.length).toString('latin1').slice(0, size - text.length);

/** Each is accepted. @type {Record<string, Bend>} */
export const GOOD = {
  'as it is': (pdf) => pdf,
  'with a proof': (pdf) => pdf.withProof(PROOF),
  'another text string': lang('(\\(\\)\\\\\\n\\012\\377)'),
  'a name with an escape': replace(7, '/Helvetica', '/A#20B#2FC#23#FF'),
  'an empty name': replace(7, '/Helvetica', '/'),
  'all kinds of values': lang('[ null true false -1 0 1.5 -0.5 () <> <aB> /N << >> [ ] ]'),
  'values close together': lang('[null/A(b)<63>[1 2]<</D 3>>]'),
  'twenty digits of a number': lang('1234567890.123456789'),
  'ten digits': lang('9999999999'),
  '29 levels': lang('['.repeat(29) + ']'.repeat(29)),
  'a dictionary of 256 entries': lang(
    `<< ${Array.from({length: 256}, (_, i) => `/K${i} ${i}`).join(' ')} >>`),
  'many values': lang(`[ ${'1 '.repeat(99_000)}]`),
  'a million hexadecimal digits': lang(`<${'ab'.repeat(500_000)}>`),
  'a string of a million bytes': lang(`(${'a\\)'.repeat(300_000)})`),
  'a filter without an array': file(deflated(RECORD), '/Filter /FlateDecode\n'),
  'a plain record': file(RECORD, ''),
  'no params': replace(FILE, '/Params <<\n/Size 68\n>>\n', ''),
  'the largest plain record': file(large('{'), '', LARGEST),
  'the largest record': file(deflated('a'.repeat(LARGEST)), undefined, LARGEST),
  'an empty record': file(deflated(''), undefined, 0),
  'a widget with a tooltip': replace(FIELD, '/F 132',
    '/TU (Signed)\n/StructParent 1\n/F 132'),
  'another time zone': replace(SIGNATURE, '170000Z', "170000+00'00'"),
  'a third spelling of it': replace(SIGNATURE, '170000Z', "170000+00'00"),
  'the time in hexadecimal': replace(SIGNATURE, '(D:20261123170000Z)',
    '<443A32303236313132333137303030305A>'),
  'the name in UTF-16': (pdf) => pdf.replace(FILESPEC, '/F (record.json)',
    '/F <FEFF007200650063006F00720064002E006A0073006F006E>'),
  'form in an object of its own': (pdf) => pdf.replace(CATALOG,
    '<<\n/Fields [ 14 0 R ]\n/SigFlags 3\n>>', '16 0 R')
    .add('<< /Fields [ 14 0 R ] /SigFlags 3 >>'),
};

/** Names that a certificate must not have. */
export const FORBIDDEN = [
  'Popup FieldMDP UR UR3 DocTimeStamp DSS OpenAction AA JavaScript JS XFA Launch URI GoTo',
  'GoToR GoToE GoTo3DView Named Hide SubmitForm ResetForm ImportData SetOCGState Rendition',
  'Thread Trans RichMedia RichMediaExecute Sound Movie PS OCProperties OC OCG OCMD FFilter',
  'FDecodeParms Ref OPI Alternates Annots Annot Widget Rect AcroForm FT Perms SigRef Prev',
  'XRefStm XRef ObjStm Encrypt Crypt ByteRange AF EmbeddedFiles Filespec EF EmbeddedFile',
].join(' ').split(' ');

/** @type {Record<string, Bend>} */
const SYNTAX = {
  'a comment': lang('% no\n(en)'),
  'a tab': lang('\t(en)'),
  'a NUL': lang('\0(en)'),
  'CR LF between tokens': lang('\r\n(en)'),
  'a plus sign': lang('+1'),
  'two signs': lang('--1'),
  'eleven digits': lang('12345678901'),
  '21 digits of a number': lang('1234567890.1234567890'),
  'no digits before the point': lang('.5'),
  'no digits behind it': lang('5.'),
  'an exponent': lang('1e5'),
  'a lone minus': lang('-'),
  'a name escaped needlessly': lang('/#41'),
  'a name escaped in lower case': lang('/#2f'),
  'a name with a NUL': lang('/#00'),
  'a name half escaped': lang('/A#2'),
  'a name with a backslash': lang('/A\\B'),
  'a name with a high byte': lang('/A\xe9'),
  'a parenthesis that is not escaped': lang('(a(b)c)'),
  'a string over two lines': lang('(a\nb)'),
  'a string with CR': lang('(a\rb)'),
  'an unknown escape': lang('(\\x)'),
  'a short octal': lang('(\\12)'),
  'a large octal': lang('(\\400)'),
  'a string without an end': lang('(en'),
  'half a byte in hexadecimal': lang('<abc>'),
  'a space in hexadecimal': lang('<ab cd>'),
  'a hexadecimal without an end': lang('<ab'),
  'a keyword': lang('yes'),
  'a brace': lang('{}'),
  'a lone parenthesis': lang(')'),
  'a lone bracket': lang(']'),
  'brackets crossed': lang('[ << ] >>'),
  'a key that is a number': lang('<< 1 2 >>'),
  'a key without a value': lang('<< /A >>'),
  'a key twice': lang('<< /A 1 /A 1 >>'),
  '31 levels more': lang('['.repeat(32) + ']'.repeat(32)),
  'a dictionary of 257 entries': lang(
    `<< ${Array.from({length: 257}, (_, i) => `/K${i} ${i}`).join(' ')} >>`),
  'too many values': lang(`[ ${'1 '.repeat(100_000)}]`),
  'an object of only a reference': (pdf) => pdf.set(12, '2 0 R'),
  'a reference to object 0': lang('0 0 R'),
  'a reference with a zero before it': lang('07 0 R'),
  'a reference to nothing': lang('99 0 R'),
  'a reference far away': lang('9999999999 0 R'),
  'a reference of another generation': lang('7 1 R'),
  'an object that nothing refers to': (pdf) => pdf.add('null'),
  'objects that refer to each other alone': (pdf) =>
    pdf.add('[ 17 0 R ]').add('[ 16 0 R ]'),
  'a stream that is too short': replace(CONTENTS, '(Ada)', '(Ad)'),
  'a negative length': replace(CONTENTS, '6 0 R', '-1'),
  'a length far away': replace(CONTENTS, '6 0 R', '9999999999'),
  'a length that is a name': replace(CONTENTS, '6 0 R', '/Six'),
  'a length in the stream itself': replace(CONTENTS, '6 0 R', '5 0 R'),
  'a length with a zero before it': (pdf) => pdf.set(6, '024'),
  'a length of nothing': replace(CONTENTS, '6 0 R', '77 0 R'),
  'LF behind stream': replace(CONTENTS, 'stream\r\n', 'stream\n'),
  'a stream that is no dictionary': (pdf) => pdf.set(7, '[ ]\nstream\r\n\nendstream'),
  'something behind the value': (pdf) => pdf.set(7, '<< /Type /Font >> null'),
};

/** @type {Record<string, Bend>} */
const CONTENT = {
  'an entry in the trailer': (pdf) => {
    pdf.trailer += '/Extra 1\n';
    return pdf;
  },
  'no root': (pdf) => {
    pdf.trailer = swapped(pdf.trailer, '/Root 1 0 R', '/Root (1)');
    return pdf;
  },
  'an entry in the catalog': replace(CATALOG, '/Lang (en)', '/Extra (en)'),
  'no catalog': replace(CATALOG, '/Type /Catalog', '/Type /Katalog'),
  'no pages': replace(2, '/Type /Pages', '/Type /Page'),
  'another name tree': replace(8, '<<\n', '<<\n/Dests [ ]\n'),
  'a stream in another file': replace(CONTENTS, '<<\n', '<<\n/F (other)\n'),
  'a form of other flags': replace(CATALOG, '/SigFlags 3', '/SigFlags 1'),
  'an entry in the form': replace(CATALOG, '/SigFlags 3', '/SigFlags 3\n/DA (x)'),
  'a field twice': replace(CATALOG, '[ 14 0 R ]', '[ 14 0 R 14 0 R ]'),
  'a field in place': (pdf) => pdf.replace(CATALOG, '[ 14 0 R ]',
    `[ ${pdf.bodies[FIELD - 1]} ]`),
  'a field of text': replace(FIELD, '/FT /Sig', '/FT /Tx'),
  'a field without a name': replace(FIELD, '/T (Signature)', '/T /Signature'),
  'an entry in the field': replace(FIELD, '/F 132', '/F 132\n/MK << >>'),
  'a field that prints differently': replace(FIELD, '/F 132', '/F 4'),
  'a visible field': replace(FIELD, '[0 0 0 0]', '[0 0 9 9]'),
  'a field of real zeros': replace(FIELD, '[0 0 0 0]', '[0.0 0 0 0]'),
  'a second annotation': replace(PAGE, '[ 14 0 R ]', '[ 14 0 R 7 0 R ]'),
  'the field on no page': replace(PAGE, '/Type /Page', '/Type /Paper'),
  'another filter': replace(SIGNATURE, 'Adobe.PPKLite', 'Adobe.PPKMS'),
  'another subfilter': replace(SIGNATURE, 'ETSI.CAdES.detached', 'adbe.pkcs7.detached'),
  'an entry in the signature': replace(SIGNATURE, '/Name', '/Reason (x)\n/Name'),
  'changes permitted': replace(SIGNATURE, '/P 1', '/P 2'),
  'another version of permissions': replace(SIGNATURE, '/V /1.2', '/V /1.3'),
  'no reference': replace(SIGNATURE, '/Reference [<<', '/Reference [<< >> <<'),
  'permissions of something else': replace(CATALOG, '/DocMDP 15 0 R', '/DocMDP 14 0 R'),
  'an entry in the permissions': replace(CATALOG, '/DocMDP 15 0 R', '/DocMDP 15 0 R /X 1'),
  'no time': replace(SIGNATURE, '/M (D:20261123170000Z)', '/M null'),
  'a time of no day': replace(SIGNATURE, '20261123', '20261131'),
  'a time of hour 24': replace(SIGNATURE, '170000Z', '240000Z'),
  'a time in Madrid': replace(SIGNATURE, '170000Z', "170000+01'00'"),
  'a time without a zone': replace(SIGNATURE, '170000Z', '170000'),
};

/** @type {Record<string, Bend>} */
const FILES = {
  'no attachments': replace(CATALOG, '/AF [ 10 0 R ]\n', ''),
  'a file in place of its reference': replace(CATALOG, '/AF [ 10 0 R ]', '/AF [ << >> ]'),
  'three attachments': (pdf) => pdf.withProof(PROOF)
    .replace(CATALOG, '16 0 R ]', '16 0 R 16 0 R ]'),
  'the record twice': (pdf) => pdf
    .replace(CATALOG, '/AF [ 10 0 R ]', '/AF [ 10 0 R 10 0 R ]')
    .replace(NAME_TREE, '10 0 R', '10 0 R (record.json) 10 0 R'),
  'only a proof': (pdf) => pdf.withProof(PROOF)
    .replace(CATALOG, '/AF [ 10 0 R 16 0 R ]', '/AF [ 16 0 R ]'),
  'no Filespec': replace(FILESPEC, '/Type /Filespec', '/Type /F'),
  'another name': replace(FILESPEC, '/F (record.json)', '/F (record.jsom)'),
  'two other names': (pdf) => pdf.replace(FILESPEC, '(record.json)', '(other.json)')
    .replace(FILESPEC, '006F006E>', '006F006E>').replace(FILESPEC,
      '<FEFF007200650063006F00720064002E006A0073006F006E>', '(other.json)'),
  'half of a surrogate pair': (pdf) => pdf.replace(FILESPEC, '(record.json)', '<FEFFD800>')
    .replace(FILESPEC, '<FEFF007200650063006F00720064002E006A0073006F006E>', '<FEFFD800>'),
  'an odd UTF-16': replace(FILESPEC, '006F006E>', '006F006E00>'),
  'no relationship': replace(FILESPEC, '/AFRelationship /Data\n', ''),
  'an unknown relationship': replace(FILESPEC,
    '/AFRelationship /Data', '/AFRelationship /X'),
  'two contents': replace(FILESPEC, '/UF 11 0 R', '/UF 13 0 R'),
  'contents of something else': replace(FILESPEC, '/F 11 0 R\n/UF 11 0 R',
    '/F 13 0 R\n/UF 13 0 R\n/X 11 0 R'),
  'another media type': replace(FILE, '/application#2Fjson', '/text#2Fplain'),
  'another size': replace(FILE, '/Size 68', '/Size 67'),
  'another filter': replace(FILE, '/FlateDecode', '/LZWDecode'),
  'two filters': replace(FILE, '[ /FlateDecode ]', '[ /FlateDecode /FlateDecode ]'),
  'parameters of the filter': replace(FILE, '/Filter', '/DecodeParms << >>\n/Filter'),
  'bytes behind the data': file(`${deflated(RECORD)}x`),
  'data twice': file(deflated(RECORD) + deflated(RECORD)),
  'data cut off': file(deflated(RECORD).slice(0, -1)),
  'a wrong checksum': file(deflated(RECORD).slice(0, -1) + '\0'),
  'a preset dictionary': file(`x\xbb\0\0\0\0${deflated(RECORD).slice(2)}`),
  'no data': file(''),
  'a larger plain record': file(large('{', LARGEST + 1), '', LARGEST + 1),
  'a larger record': file(deflated('a'.repeat(LARGEST + 1)), undefined, LARGEST + 1),
  'a bomb of 16 MB': file(deflated(new Uint8Array(16 << 20))),
  'a name tree that lists less': (pdf) => pdf.withProof(PROOF)
    .replace(NAME_TREE, ' (record.tlog-proof) 16 0 R', ''),
  'a name tree in another order': (pdf) => pdf.withProof(PROOF).set(NAME_TREE,
    '<<\n/Names [ (record.tlog-proof) 16 0 R (record.json) 10 0 R ]\n>>'),
  'a name tree with limits': replace(NAME_TREE, '<<\n', '<<\n/Limits [ (a) (b) ]\n'),
  'a name tree of other names': replace(NAME_TREE, '(record.json)', '(other.json)'),
};

/** Each is refused, whoever signed it. */
export const BENT = /** @type {Record<string, Bend>} */ ({
  ...SYNTAX,
  ...CONTENT,
  ...FILES,
  ...Object.fromEntries(FORBIDDEN.map((name) =>
    [`/${name} once more`, lang(`[ /${name} /${name} ]`)])),
});

/** The frame bent before signing: the layout's text is changed.
 * @type {Record<string, (file: string) => string>} */
export const BENT_LAYOUTS = {
  'version 1.8': (text) => swapped(text, '%PDF-1.7', '%PDF-1.8'),
  'version 2.0': (text) => swapped(text, '%PDF-1.7', '%PDF-2.0'),
  'a byte in the header': (text) => swapped(text, '\n%\xb7', '\n%a'),
  'no line end in the header': (text) => swapped(text, '1.7\n%', '1.7\xcb%'),
  'a byte before': (text) => ` ${text}`,
  'a second end': (text) => swapped(text, '\nstartxref', '\n%%EOF\nstartxref'),
  'nothing behind the end': (text) => text.slice(0, -1),
  'a byte behind the end': (text) => `${text} `,
  'line feeds in the table': (text) => text.replaceAll(' n\r\n', ' n \n'),
  'an entry of another generation': (text) => swapped(text, ' 00000 n', ' 00001 n'),
  'a free object': (text) => swapped(text, ' 00000 n\r\ntrailer', ' 00000 f\r\ntrailer'),
  'an offset one less': (text) => text.replace(/0000000015 00000 n/, '0000000014 00000 n'),
  'a number in front of its object': (text) => text.replace(/\n7 0 obj\n/, '\n17 0 obj\n'),
  'a table without its first entry': (text) => swapped(text, ' 65535 f', ' 65535 n'),
  'too large a count': (text) => text.replace(/xref\n0 16\n/, 'xref\n0 17\n'),
  'a count with a zero': (text) => text.replace(/xref\n0 16\n/, 'xref\n0 016\n'),
  'two sections': (text) => swapped(text, 'xref\n0 16\n',
    'xref\n0 1\n0000000000 65535 f\r\n1 15\n'),
  'startxref elsewhere': (text) => text.replace(/startxref\n\d+/, 'startxref\n15'),
  'startxref at a stream': (text) => text.replace(/startxref\n\d+/,
    `startxref\n${text.indexOf('5 0 obj')}`),
  'startxref with a zero': (text) => text.replace(/startxref\n/, 'startxref\n0'),
  'two numbers after startxref': (text) => text.replace(/startxref\n\d+/, '$& 1'),
  'a space before the trailer': (text) => swapped(text, 'trailer\n', 'trailer \n'),
  'another size in the trailer': (text) => swapped(text, '/Size 16', '/Size 17'),
  'a trailer and a number': (text) => swapped(text, '>>\nstartxref', '>> 1\nstartxref'),
  'a trailer that is an array': (text) =>
    text.replace(/trailer\n<<[^]*>>\nstartxref/, 'trailer\n[ 1 0 R ]\nstartxref'),
  'a Prev in the trailer': (text) => swapped(text, '/Size 16', '/Size 16/Prev 9'),
  'a comment between objects': (text) => text.replace(/endobj\n(?=9 0)/, 'endobj\n%\n'),
  'an object twice': (text) => swapped(text, 'xref\n0', '7 0 obj\nnull\nendobj\nxref\n0'),
  'an object that is not listed': (text) =>
    swapped(text, 'xref\n0', '99 0 obj\nnull\nendobj\nxref\n0'),
  'a range that ends early': (text) => text.replace(/%%EOF\n$/, '%%EOF'),
};

/** @param {string} name @param {import('./sample_pdf.js').Signer} signer */
export async function bentPdf(name, signer) {
  const bend = GOOD[name] ?? BENT[name];
  if (bend) return bend(new SamplePdf()).build(signer);
  const before = new SamplePdf().layout();
  return signed(withStart(BENT_LAYOUTS[name](before), before), signer);
}

/** startxref leads to the table again where what was bent moved it.
 * @param {string} text @param {string} before */
function withStart(text, before) {
  const [now, old] = [text, before].map((each) => each.lastIndexOf('\nxref\n0') + 1);
  return now === old ? text : text.replace(`startxref\n${old}\n`, `startxref\n${now}\n`);
}

/** A signed file with a few blind edits. @param {string} text
 * @param {(below: number) => number} random */
export function blindly(text, random) {
  const pieces = ['<<', '>>', '[', ']', ' 0 R', 'stream\r\n', '\nendstream', '/Length ',
    'obj', 'xref', '99999999999', '/AF', '#41', '(', '\\', '%%EOF\n', '\n', ' ', '0'];
  let bent = text;
  for (let edits = 1 + random(3); edits > 0; --edits) {
    const at = random(bent.length);
    const [head, tail] = [bent.slice(0, at), bent.slice(at)];
    const kind = random(4);
    if (kind === 0) bent = head + String.fromCharCode(random(256)) + tail.slice(1);
    else if (kind === 1) bent = head + pieces[random(pieces.length)] + tail;
    else if (kind === 2) bent = head + tail.slice(1 + random(8));
    else bent = head + bent.substr(random(bent.length), 8) + tail.slice(8);
  }
  return bent;
}

