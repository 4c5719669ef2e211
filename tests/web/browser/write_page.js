// SPDX-License-Identifier: Apache-2.0
//
// Writes the page into a site as `certseal publish` does.

import {cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const WEB = join(dirname(fileURLToPath(import.meta.url)), '../../../src/web');

/** @param {string} directory @returns {string[]} */
function filesBelow(directory) {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** @param {string} site @param {Record<string, string>} places */
export function writePage(site, places) {
  const page = 'page/0123456789abcdef';
  const files = filesBelow(WEB).map((path) => relative(WEB, path)).sort()
    .filter((path) => !/^index\.html$|^sw\.js$|README\.md$/.test(path));
  for (const file of files) {
    mkdirSync(dirname(join(site, page, file)), {recursive: true});
    cpSync(join(WEB, file), join(site, page, file));
  }
  const languages = files.filter((file) => file.startsWith('strings/'))
    .map((file) => file.slice(8, -5)).join(' ');
  const all = {...places, page, preload: '<!-- -->', languages, files: JSON.stringify(files)};
  for (const name of ['index.html', 'sw.js']) {
    const text = readFileSync(join(WEB, name), 'utf8');
    writeFileSync(join(site, name),
      text.replace(/\{\{(\w+)\}\}/g, (_, place) =>
        (name === 'sw.js' ? all[place] : escape(all[place]))));
  }
}
