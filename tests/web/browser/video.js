// SPDX-License-Identifier: Apache-2.0
//
// What a camera sees of a certificate, as Chromium's fake camera takes it: YUV4MPEG2.

import {execFileSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';

const WIDTH = 1280;
const HEIGHT = 720;

/** The pixels of a portable pixmap. @param {Buffer} ppm */
function readPixmap(ppm) {
  const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!head) throw new Error('not a pixmap');
  return {width: Number(head[1]), height: Number(head[2]), rgb: ppm.subarray(head[0].length)};
}

/** The picture in the middle of a grey frame, in gray: all chroma is neutral.
 * @param {ReturnType<typeof readPixmap>} picture */
function frameOf({width, height, rgb}) {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 96);
  const left = Math.floor((WIDTH - width) / 2);
  const top = Math.floor((HEIGHT - height) / 2);
  for (let y = Math.max(0, -top); y < Math.min(height, HEIGHT - top); ++y) {
    for (let x = Math.max(0, -left); x < Math.min(width, WIDTH - left); ++x) {
      const at = (y * width + x) * 3;
      const light = 0.299 * rgb[at] + 0.587 * rgb[at + 1] + 0.114 * rgb[at + 2];
      luma[(y + top) * WIDTH + x + left] = 30 + light * 0.8; // no paper is that white
    }
  }
  return Buffer.concat([luma, Buffer.alloc(WIDTH * HEIGHT / 2, 128)]);
}

/** Some frames of an empty desk, then of the certificate's corner with the QR.
 * @param {string} pdf @param {string} video where it is written */
export function makeVideo(pdf, video) {
  const corner = ['-r', '150', '-x', '1150', '-y', '700', '-W', '500', '-H', '540'];
  const ppm = execFileSync('pdftoppm', ['-singlefile', ...corner, pdf],
    {encoding: 'buffer', maxBuffer: 64 << 20});
  const desk = Buffer.concat([Buffer.alloc(WIDTH * HEIGHT, 96),
    Buffer.alloc(WIDTH * HEIGHT / 2, 128)]);
  const seen = frameOf(readPixmap(ppm));
  const frames = [...Array(5).fill(desk), ...Array(15).fill(seen)];
  writeFileSync(video, Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`),
    ...frames.flatMap((frame) => [Buffer.from('FRAME\n'), frame]),
  ]));
}
