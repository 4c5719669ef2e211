// SPDX-License-Identifier: Apache-2.0
//
// The camera's stream, read until a wanted QR is in it.

import {readFrame} from './reader.js';

const PAUSE = 60; // milliseconds between two pictures, so that the phone stays cool

export class Camera {
  /** @type {MediaStream | null} */
  #stream = null;
  #stopped = false;

  /** @param {HTMLVideoElement} video shows what the camera sees */
  constructor(video) {
    this.video = video;
  }

  /** @param {(text: string) => boolean} isWanted
   * @returns {Promise<string | null>} null where it was stopped; throws DOMException where
   * there is no camera or it may not be used */
  async read(isWanted) {
    this.#stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {facingMode: 'environment', width: {ideal: 1920}, height: {ideal: 1080}},
    });
    if (this.#stopped) {
      this.stop();
      return null;
    }
    this.video.srcObject = this.#stream;
    await this.video.play().catch(() => {}); // it was stopped meanwhile
    while (!this.#stopped) {
      const found = (await readFrame(this.video)).find(isWanted);
      if (found !== undefined && !this.#stopped) return found;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }

  stop() {
    this.#stopped = true;
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.video.srcObject = null;
  }
}
