// SPDX-License-Identifier: Apache-2.0
//
// The live camera: opened and stopped by a button, ended by the first certificate seen.

import {say} from '../base/message.js';
import {byId} from './dom.js';
import {isCertificateText} from './texts.js';

/** @type {import('../scan/camera.js').Camera | null} */
let running = null;

function stopCamera() {
  if (!running) return;
  running.stop();
  running = null;
  byId('camera').hidden = true;
  byId('camera-open').hidden = false;
}

/** @param {unknown} error */
function reason(error) {
  const denied = error instanceof DOMException && error.name === 'NotAllowedError';
  return say(denied ? 'page.cameraDenied' : 'page.noCamera');
}

/** @param {(text: string) => void} take
 * @param {(message: import('../base/message.js').Message | null) => void} tellProblem */
async function open(take, tellProblem) {
  tellProblem(null);
  const {Camera} = await import('../scan/camera.js');
  const camera = new Camera(/** @type {HTMLVideoElement} */ (byId('camera-picture')));
  running = camera;
  byId('camera').hidden = false;
  byId('camera-open').hidden = true;
  byId('camera-close').focus();
  try {
    const text = await camera.read(isCertificateText);
    if (text !== null) take(text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    stopCamera();
    tellProblem(reason(error));
  }
}

/** @param {(text: string) => void} take
 * @param {(message: import('../base/message.js').Message | null) => void} tellProblem */
export function listenToCamera(take, tellProblem) {
  const button = byId('camera-open');
  button.hidden = !navigator.mediaDevices?.getUserMedia;
  button.addEventListener('click', () => void open(take, tellProblem));
  document.addEventListener('certseal-take', stopCamera);
  byId('camera-close').addEventListener('click', () => {
    stopCamera();
    button.focus();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && running) byId('camera-close').click();
  });
}
