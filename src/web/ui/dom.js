// SPDX-License-Identifier: Apache-2.0
//
// Elements made by hand: text is only ever set as text.

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | boolean | ((event: any) => void)>} Attributes */

/** @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes | null} [attributes] `on…` are listeners; false: none
 * @param {...Child} children @returns {HTMLElementTagNameMap[T]} */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  setAll(element, attributes ?? {});
  append(element, ...children);
  return element;
}

/** @param {Element} element @param {Attributes} attributes */
function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== false) element.setAttribute(name, value === true ? '' : value);
  }
}

/** @param {Element} element @param {...Child} children */
export function append(element, ...children) {
  for (const child of children) if (child) element.append(child);
}

/** A drawing in strokes. @param {string} kind @param {...string} paths */
export function drawing(kind, ...paths) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  setAll(svg, {class: kind, viewBox: '0 0 24 24', 'aria-hidden': 'true'});
  for (const d of paths) {
    const path = document.createElementNS(svg.namespaceURI ?? '', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** The element of this id, which index.html has.
 * @template {HTMLElement} [T=HTMLElement] @param {string} id @returns {T} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`there is no #${id}`);
  return /** @type {T} */ (element);
}
