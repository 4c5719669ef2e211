// SPDX-License-Identifier: Apache-2.0
import {onlyHas} from './content_rules.js';
import {breaks} from './refusal.js';
import {NOTHING} from './value.js';

/** @typedef {import('./document.js').PdfDocument} PdfDocument */
/** @typedef {import('./value.js').Value} Value */

const PRINT_AND_LOCKED = 132; // ISO 32000-1 §12.5.3

/** @param {string} detail @param {Value} at @returns {never} */
const badField = (detail, at) => breaks('oneSignatureField', detail, at.offset);

/** @param {Value} dictionary @param {string} where @param {string} known between spaces */
const hasOnly = (dictionary, where, known) =>
  onlyHas(dictionary, known.split(' '), where, 'oneSignatureField');

/** The one reference of an array that holds nothing else. @param {Value} array */
const onlyReference = ({items}) => (items.length === 1 ? items[0].reference : null);

/** @param {Value} rectangle */
const isPoint = ({items}) => items.length === 4 && items.every((n) => n.integer === 0);

/** @param {PdfDocument} document @returns {Value} the field */
function checkForm(document) {
  const form = document.resolve(document.catalog.find('AcroForm'));
  hasOnly(form, 'theForm', 'Fields SigFlags');
  const fields = document.resolve(form.find('Fields'));
  if (form.find('SigFlags').integer !== 3 || onlyReference(fields) === null) {
    badField('formNotOne', form);
  }
  return fields.items[0];
}

/** @param {PdfDocument} document @param {Value} reference */
function checkWidget(document, reference) {
  const widget = document.resolve(reference);
  hasOnly(widget, 'theField', 'Type Subtype FT T TU F Rect P V StructParent');
  if (!widget.find('Type').isName('Annot') || !widget.find('Subtype').isName('Widget') ||
      !widget.find('FT').isName('Sig') || widget.find('T').string === null ||
      widget.find('V').reference === null) {
    badField('fieldNoSignature', widget);
  }
  if (widget.find('F').integer !== PRINT_AND_LOCKED || !isPoint(widget.find('Rect'))) {
    badField('fieldVisible', widget);
  }
  const page = document.resolve(widget.find('P'));
  const annotations = document.resolve(page.find('Annots'));
  if (!page.find('Type').isName('Page') ||
      onlyReference(annotations) !== reference.reference) {
    badField('fieldNotOnly', widget);
  }
  return widget;
}

/** @param {Value} signature */
function checkDictionary(signature) {
  hasOnly(signature, 'theSignature',
    'Type Filter SubFilter M Name Reference ByteRange Contents');
  if (!signature.find('Type').isName('Sig') ||
      !signature.find('Filter').isName('Adobe.PPKLite') ||
      !signature.find('SubFilter').isName('ETSI.CAdES.detached')) {
    badField('notPades', signature);
  }
}

/** ISO 32000-1 §12.8.2.2: a certification, P 1: no changes are permitted.
 * @param {PdfDocument} document @param {Value} signature */
function checkDocMdp(document, signature) {
  const references = document.resolve(signature.find('Reference')).items;
  const reference = references.length === 1 ? document.resolve(references[0]) : NOTHING;
  const parameters = document.resolve(reference.find('TransformParams'));
  hasOnly(reference, 'theCertification', 'Type TransformMethod TransformParams');
  hasOnly(parameters, 'theCertification', 'Type P V');
  if (!reference.find('Type').isName('SigRef') ||
      !reference.find('TransformMethod').isName('DocMDP') ||
      !parameters.find('Type').isName('TransformParams') ||
      !parameters.find('V').isName('1.2') || parameters.find('P').integer !== 1) {
    breaks('docMdp', 'changesPermitted', signature.offset);
  }
}

/** @param {PdfDocument} document @param {Value} widget */
function checkPermissions(document, widget) {
  const {catalog} = document;
  const permissions = document.resolve(catalog.find('Perms'));
  hasOnly(permissions, 'thePermissions', 'DocMDP');
  const certified = permissions.find('DocMDP').reference;
  if (certified === null || certified !== widget.find('V').reference) {
    breaks('docMdp', 'notCertification', catalog.offset);
  }
}

/** The part of the fourth rule of docs/pdf.md that allows something: a form with one
 * field, its one widget an invisible annotation of the page and the page's only one, its
 * value the signature dictionary, which certifies the document against any change
 * (DocMDP, P 1). Each of these dictionaries has the entries that the writer makes, and no
 * others. @param {PdfDocument} document */
export function checkSignatureField(document) {
  const widget = checkWidget(document, checkForm(document));
  const signature = document.resolve(widget.find('V'));
  checkDictionary(signature);
  checkDocMdp(document, signature);
  checkPermissions(document, widget);
}
