// SPDX-License-Identifier: Apache-2.0
//
// Reads the QR codes in a picture: by the browser's own BarcodeDetector where it has one
// that knows QR, else, or where that finds nothing in a photo, by vendor/qr, which is
// loaded only then.

const LIBRARY = '../vendor/qr/decode.js';

/** @typedef {ImageBitmap | HTMLVideoElement} Picture */
/** @typedef {{detect(picture: Picture): Promise<{rawValue: string}[]>}} Detector */

/** @type {Promise<Detector | null> | null} */
let native = null;

/** @returns {Promise<Detector | null>} */
async function findNative() {
  const known = /** @type {any} */ (globalThis).BarcodeDetector;
  if (!known) return null;
  const formats = await known.getSupportedFormats().catch(() => []);
  return formats.includes('qr_code') ? new known({formats: ['qr_code']}) : null;
}

/** @param {Picture} picture @returns {Promise<string[]>} */
async function byBrowser(picture) {
  native ??= findNative();
  const found = await (await native)?.detect(picture).catch(() => []);
  return (found ?? []).map(({rawValue}) => rawValue);
}

/** @param {Picture} picture */
function sizeOf(picture) {
  return picture instanceof ImageBitmap ? picture
    : {width: picture.videoWidth, height: picture.videoHeight};
}

/** The pixels of a part, made so much smaller.
 * @param {Picture} picture @param {number} scale
 * @param {{x: number, y: number, width: number, height: number}} part */
function pixelsOf(picture, scale, part) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(part.width * scale));
  canvas.height = Math.max(1, Math.round(part.height * scale));
  const context = canvas.getContext('2d', {willReadFrequently: true});
  if (!context) return null;
  context.drawImage(picture, part.x, part.y, part.width, part.height,
    0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

/** @param {ImageData | null} pixels @param {{effort: number, timeLimit: number}} patience
 * @returns {Promise<string[]>} */
async function byVendor(pixels, patience) {
  if (!pixels) return [];
  const {decodeQRBatch} = await import(LIBRARY);
  /** @type {[(string | Error)[]]} */
  const [results] = await decodeQRBatch([pixels], patience);
  return results.flatMap((result) => (typeof result === 'string' ? [result] : []));
}

/** @param {Picture} picture @param {number} side */
const scaleTo = (picture, side) => {
  const {width, height} = sizeOf(picture);
  return Math.min(1, side / Math.max(width, height, 1));
};

/** One picture of the camera's stream: quick, the next one comes.
 * @param {HTMLVideoElement} video @returns {Promise<string[]>} */
export async function readFrame(video) {
  const {width, height} = sizeOf(video);
  if (width === 0) return [];
  native ??= findNative();
  if (await native) return byBrowser(video);
  const whole = {x: 0, y: 0, width, height};
  return byVendor(pixelsOf(video, scaleTo(video, 1280), whole), {effort: 1, timeLimit: 40});
}

/** The halves and quarters of a picture, which overlap: what is small in the whole.
 * @param {{width: number, height: number}} size */
function partsOf({width, height}) {
  const part = {width: Math.ceil(width * 0.6), height: Math.ceil(height * 0.6)};
  const xs = [0, width - part.width];
  const ys = [0, height - part.height];
  return ys.flatMap((y) => xs.map((x) => ({x, y, ...part})));
}

const SIDES = [1400, 2600, 4000];
const PATIENT = {effort: 4, timeLimit: 900};

/** A photo: as it is, in several sizes, and in parts.
 * @param {ImageBitmap} photo @returns {Promise<string[]>} */
export async function readPhoto(photo) {
  const found = await byBrowser(photo);
  if (found.length > 0) return found;
  const whole = {x: 0, y: 0, width: photo.width, height: photo.height};
  const long = Math.max(photo.width, photo.height);
  for (const side of SIDES.filter((_, i) => i === 0 || SIDES[i - 1] < long)) {
    const texts = await byVendor(pixelsOf(photo, scaleTo(photo, side), whole), PATIENT);
    if (texts.length > 0) return texts;
  }
  for (const part of partsOf(photo)) {
    const scale = Math.min(1, 2400 / Math.max(part.width, part.height));
    const texts = await byVendor(pixelsOf(photo, scale, part), PATIENT);
    if (texts.length > 0) return texts;
  }
  return [];
}
