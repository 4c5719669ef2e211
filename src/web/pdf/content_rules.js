// SPDX-License-Identifier: Apache-2.0
import {say} from '../base/message.js';
import {checkForbiddenNames} from './forbidden_names.js';
import {breaks, quoted} from './refusal.js';

/** @typedef {import('./document.js').PdfDocument} PdfDocument */
/** @typedef {import('./forbidden_names.js').Forbidden} Forbidden */
/** @typedef {import('./value.js').Value} Value */

/** Forbids them altogether. @param {string} names between spaces */
const none = (names) => Object.fromEntries(names.split(' ').map((name) => [name, 0]));

// The signature field needs each of these so many times (signature_field.js says where);
// whatever else is an annotation or a field needs one more.
/** @type {Forbidden[]} */
const ANNOTATIONS = [
  {
    rule: 'noAnnotations',
    what: 'otherAnnotation',
    names: {Annot: 1, Widget: 1, Rect: 1},
  },
  {rule: 'noAnnotations', what: 'otherAnnotations', names: {Annots: 1}},
  {rule: 'noAnnotations', what: 'annotation', names: {Popup: 0}},
];
/** @type {Forbidden[]} */
const FORM_FIELDS = [
  {rule: 'noFormFields', what: 'secondForm', names: {AcroForm: 1}},
  {rule: 'noFormFields', what: 'secondField', names: {FT: 1}},
  {rule: 'noFormFields', what: 'furtherPermissions', names: {Perms: 1}},
  // Of the field and of its value.
  {rule: 'noFormFields', what: 'secondSignature', names: {Sig: 2, SigRef: 1}},
  {rule: 'noFormFields', what: 'secondCertification', names: {DocMDP: 2}},
  {rule: 'noFormFields', what: 'fieldPermission', names: {FieldMDP: 0}},
  {rule: 'noFormFields', what: 'usageRights', names: {UR: 0, UR3: 0}},
  {rule: 'noFormFields', what: 'timestamp', names: {DocTimeStamp: 0}},
  {rule: 'noFormFields', what: 'validationData', names: {DSS: 0}},
];
// ISO 32000-1 §12.6.4 lists the types of actions; RichMedia is Adobe's extension.
/** @type {Forbidden[]} */
const ACTIVE = [
  {rule: 'noActiveContent', what: 'openAction', names: {OpenAction: 0}},
  {rule: 'noActiveContent', what: 'additionalActions', names: {AA: 0}},
  {rule: 'noActiveContent', what: 'javaScript', names: {JavaScript: 0, JS: 0}},
  {rule: 'noActiveContent', what: 'xfa', names: {XFA: 0}},
  {rule: 'noActiveContent', what: 'link', names: {URI: 0}},
  {
    rule: 'noActiveContent',
    what: 'action',
    names: none('Launch GoTo GoToR GoToE GoTo3DView Named Hide SubmitForm ResetForm ' +
      'ImportData SetOCGState Rendition Thread'),
  },
  {rule: 'noActiveContent', what: 'transition', names: {Trans: 0}},
  {rule: 'noActiveContent', what: 'richMedia', names: {RichMedia: 0, RichMediaExecute: 0}},
  {rule: 'noActiveContent', what: 'sound', names: {Sound: 0}},
  {rule: 'noActiveContent', what: 'movie', names: {Movie: 0}},
  {rule: 'noActiveContent', what: 'postScript', names: {PS: 0}},
];
/** @type {Forbidden[]} */
const OPTIONAL = [
  {rule: 'noOptionalContent', what: 'layers', names: none('OCProperties OC OCG OCMD')},
];
/** @type {Forbidden[]} */
const OUTSIDE = [
  {rule: 'noOutsideContent', what: 'dataElsewhere', names: none('FFilter FDecodeParms')},
  {rule: 'noOutsideContent', what: 'pageElsewhere', names: {Ref: 0}},
  {rule: 'noOutsideContent', what: 'pictureElsewhere', names: {OPI: 0}},
  {rule: 'noOutsideContent', what: 'alternatePictures', names: {Alternates: 0}},
];

const CATALOG_KEYS = ['Type', 'Pages', 'Names', 'AF', 'Metadata', 'OutputIntents', 'Lang',
  'ViewerPreferences', 'MarkInfo', 'StructTreeRoot', 'PageLayout', 'AcroForm', 'Perms'];

/** @param {Value} dictionary @param {string[]} known keys @param {string} where
 * @param {import('./refusal.js').Rule} rule */
export function onlyHas(dictionary, known, where, rule) {
  for (const key of dictionary.keys) {
    if (known.includes(key.text)) continue;
    const what = quoted(key.name ?? '', 40);
    breaks(rule, 'hasEntry', key.offset, {where: say(`pdf.${where}`), what});
  }
}

/** @param {PdfDocument} document */
function checkCatalog(document) {
  const {catalog} = document;
  if (!catalog.find('Type').isName('Catalog') ||
      !document.resolve(catalog.find('Pages')).find('Type').isName('Pages')) {
    breaks('catalog', 'noPages', catalog.offset);
  }
  onlyHas(catalog, CATALOG_KEYS, 'theCatalog', 'catalog');
  const names = document.resolve(catalog.find('Names'));
  onlyHas(names, ['EmbeddedFiles'], 'theNames', 'catalog');
}

/** The fourth rule of docs/pdf.md: a catalog with known entries only, no annotation or
 * form field but those of one signature (whose own form checkSignatureField looks at),
 * nothing that runs, that opens by itself, that can be shown or hidden, or that comes from
 * outside the file. @param {PdfDocument} document */
export function checkContent(document) {
  for (const names of [ANNOTATIONS, FORM_FIELDS, ACTIVE, OPTIONAL, OUTSIDE]) {
    checkForbiddenNames(document.values, names);
  }
  for (const {value, stream} of document.objects) {
    const file = value.find('F');
    if (stream !== null && !file.isNull) {
      breaks('noOutsideContent', 'streamElsewhere', file.offset);
    }
  }
  checkCatalog(document);
}
