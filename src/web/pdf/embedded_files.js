// SPDX-License-Identifier: Apache-2.0
import {fromLatin1} from '../base/bytes.js';
import {quote} from '../base/message.js';
import {inflate} from './inflate.js';
import {breaks, quoted} from './refusal.js';

/** @typedef {import('./document.js').PdfDocument} PdfDocument */
/** @typedef {import('./value.js').Value} Value */
/** @typedef {NonNullable<ReturnType<PdfDocument['stream']>>} Stream */
/** @typedef {{name: string, mediaType: string, bytes: Uint8Array}} EmbeddedFile */

const MAX_EMBEDDED_FILE = 256 * 1024;
export const RECORD = 'record.json';
export const PROOF = 'record.tlog-proof';

// What a certificate may carry: each at most once, the required ones exactly once.
const KNOWN_FILES = [
  {name: RECORD, mediaType: 'application/json', required: true},
  {name: PROOF, mediaType: 'text/plain', required: false},
];
const RELATIONSHIPS = ['Source', 'Data', 'Alternative', 'Supplement', 'Unspecified'];

/** @param {string} detail @param {Value} at
 * @param {import('../base/message.js').Pieces} [pieces] @returns {never} */
const badRecord = (detail, at, pieces) =>
  breaks('recordInCatalog', detail, at.offset, pieces);

/** @param {string} detail @param {Value} at
 * @param {import('../base/message.js').Pieces} [pieces] @returns {never} */
const unexpected = (detail, at, pieces) =>
  breaks('onlyAttachments', detail, at.offset, pieces);

/** Filter is absent, or FlateDecode alone, with or without an array around it; null: it is
 * another. @param {Value} dictionary */
function isDeflated(dictionary) {
  if (!dictionary.find('DecodeParms').isNull) return null;
  const filter = dictionary.find('Filter');
  if (filter.isNull) return false;
  const only = filter.items.length === 1 ? filter.items[0] : filter;
  return only.isName('FlateDecode') ? true : null;
}

/** @param {Stream} stream */
function decode({dictionary, bytes}) {
  /** @param {string} detail @returns {never} */
  const bad = (detail) => breaks('inflate', detail, dictionary.offset);
  const deflated = isDeflated(dictionary);
  if (deflated === null) bad('attachmentEncoded');
  const data = fromLatin1(bytes);
  if (!deflated) return data.length > MAX_EMBEDDED_FILE ? bad('attachmentLarge') : data;
  const inflated = inflate(data, MAX_EMBEDDED_FILE);
  if (inflated.tooLarge) bad('attachmentLarge');
  if (!inflated.complete) bad('attachmentDamaged');
  if (inflated.consumed !== data.length) bad('attachmentBehind');
  return inflated.bytes;
}

/** @param {PdfDocument} document @param {Value} filespec */
function readContents(document, filespec) {
  const files = document.resolve(filespec.find('EF'));
  const file = files.find('F');
  const unicode = files.find('UF');
  if (!unicode.isNull && unicode.reference !== file.reference) {
    badRecord('twoContents', files);
  }
  const stream = document.stream(file);
  if (!stream || !stream.dictionary.find('Type').isName('EmbeddedFile')) {
    return badRecord('noFile', filespec);
  }
  const mediaType = stream.dictionary.find('Subtype').name ?? '';
  const bytes = decode(stream);
  const stated = document.resolve(stream.dictionary.find('Params')).find('Size');
  if (!stated.isNull && stated.integer !== bytes.length) badRecord('otherSize', stated);
  return {mediaType, bytes};
}

/** @param {PdfDocument} document @param {Value} reference @returns {EmbeddedFile} */
function readFilespec(document, reference) {
  const filespec = document.resolve(reference);
  if (reference.reference === null || !filespec.find('Type').isName('Filespec')) {
    badRecord('noFilespec', reference);
  }
  const {mediaType, bytes} = readContents(document, filespec);
  const name = filespec.find('F').textString;
  if (name === null || name !== filespec.find('UF').textString) {
    return badRecord('notOneName', filespec);
  }
  if (!RELATIONSHIPS.includes(filespec.find('AFRelationship').name ?? '')) {
    badRecord('noRelationship', filespec, {name: quote(name, 40)});
  }
  return {name, mediaType, bytes};
}

/** @param {EmbeddedFile} file @param {Value} at */
function checkKnown({name, mediaType}, at) {
  const known = KNOWN_FILES.find((each) => each.name === name);
  if (!known) unexpected('isAttachment', at, {name: quote(name, 40)});
  if (known.mediaType === mediaType) return;
  unexpected('otherType', at, {name: quote(name, 40), type: quoted(mediaType, 40)});
}

/** @param {EmbeddedFile[]} files @param {Value} at */
function checkComplete(files, at) {
  for (const {name, required} of KNOWN_FILES) {
    const count = files.filter((file) => file.name === name).length;
    if (count > 1) unexpected('twoAttachments', at, {name: quote(name)});
    if (count < 1 && required) badRecord('missing', at, {name: quote(name)});
  }
}

/** The name tree is one leaf with each file's name and Filespec, in the order of AF.
 * @param {PdfDocument} document @param {Value[]} references
 * @param {EmbeddedFile[]} files */
function checkNameTree(document, references, files) {
  const names = document.resolve(document.catalog.find('Names'));
  const tree = document.resolve(names.find('EmbeddedFiles'));
  const leaf = document.resolve(tree.find('Names')).items;
  const same = tree.keys.length === 1 && leaf.length === 2 * references.length &&
    references.every(({reference}, i) => leaf[2 * i].textString === files[i].name &&
      leaf[2 * i + 1].reference === reference);
  if (!same) unexpected('treeDiffers', tree);
}

/** @param {PdfDocument} document @param {number} count */
function checkNoOthers(document, count) {
  const expected =
    {AF: 1, EmbeddedFiles: 1, Filespec: count, EF: count, EmbeddedFile: count};
  for (const [name, allowed] of Object.entries(expected)) {
    const found = document.values.filter((value) => value.isName(name));
    if (found.length > allowed) unexpected('another', found[allowed], {name});
  }
}

/** The attachments by the sixth rule of docs/pdf.md: only through the catalog's AF array,
 * each Filespec with one embedded file, under one name, and all of them known: the record,
 * and the proof, which certificates have that were drawn since there is a log. The name
 * tree that readers show attachments from must list the same, and there must be no other
 * Filespec or embedded file anywhere; so the record that is checked is the one a reader
 * shows. @param {PdfDocument} document @returns {EmbeddedFile[]} */
export function readEmbeddedFiles(document) {
  const {catalog} = document;
  const references = document.resolve(catalog.find('AF')).items;
  if (references.length === 0) badRecord('noAttachments', catalog);
  if (references.length > KNOWN_FILES.length) unexpected('moreAttachments', catalog);
  const files = references.map((reference) => {
    const file = readFilespec(document, reference);
    checkKnown(file, reference);
    return file;
  });
  checkComplete(files, catalog);
  checkNameTree(document, references, files);
  checkNoOthers(document, files.length);
  return files;
}
