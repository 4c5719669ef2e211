// SPDX-License-Identifier: Apache-2.0
//
// A school, made by the programs in CERTSEAL_BIN and published, for the tests of its page.

import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync,
  writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const SOURCE = join(HERE, '../../..');
const WEB = join(SOURCE, 'src/web');

/** @param {string} directory @returns {string[]} */
function filesBelow(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Writes the page into a site as publish does. */
export function writePage(site, places, overlay = null) {
  const page = 'page/0123456789abcdef';
  rmSync(join(site, 'page'), {recursive: true, force: true});
  mkdirSync(join(site, page), {recursive: true});
  cpSync(WEB, join(site, page), {recursive: true});
  if (overlay) cpSync(overlay, join(site, page), {recursive: true});
  for (const name of ['index.html', 'sw.js', 'README.md']) rmSync(join(site, page, name));
  const files = filesBelow(join(site, page)).map((path) => relative(join(site, page), path));
  const all = {...places, page, preload: '', languages: 'en es',
    files: files.filter((f) => !f.includes('LICENSE') && !f.endsWith('.md')).sort().join(' ')};
  for (const name of ['index.html', 'sw.js']) {
    const text = readFileSync(join(WEB, name), 'utf8')
      .replace(/\{\{(\w+)\}\}/g, (_, place) => escape(all[place]));
    writeFileSync(join(site, name), text);
  }
}
