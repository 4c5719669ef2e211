// SPDX-License-Identifier: Apache-2.0
//
// The certificate's QR in a photo or a picture of a scan.

import {refuse} from '../base/message.js';
import {readPhoto} from './reader.js';

const MAX_PICTURE_BYTES = 40 << 20;
const MAX_PIXELS = 120e6;

/** @param {Blob} file @returns {Promise<ImageBitmap>} turned as the camera was held */
async function decode(file) {
  if (file.size > MAX_PICTURE_BYTES) refuse('page.pictureTooLarge');
  try {
    return await createImageBitmap(file, {imageOrientation: 'from-image'});
  } catch {
    return refuse('page.noPicture');
  }
}

/** @param {Blob} file @param {(text: string) => boolean} isWanted
 * @returns {Promise<string>} the text of the one QR that is wanted; else Refusal */
export async function textInPhoto(file, isWanted) {
  const photo = await decode(file);
  try {
    if (photo.width * photo.height > MAX_PIXELS) refuse('page.pictureTooLarge');
    const texts = await readPhoto(photo);
    if (texts.length === 0) refuse('page.noQr');
    const wanted = [...new Set(texts.filter(isWanted))];
    if (wanted.length === 0) refuse('page.otherQr');
    if (wanted.length > 1) refuse('page.severalQr', {count: wanted.length});
    return wanted[0];
  } finally {
    photo.close();
  }
}
