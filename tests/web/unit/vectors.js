// SPDX-License-Identifier: Apache-2.0
import {fileURLToPath} from 'node:url';

/** @param {string} name below tests/vectors */
export const vectorPath = (name) =>
  fileURLToPath(new URL(`../../vectors/${name}`, import.meta.url));
