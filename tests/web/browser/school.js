// SPDX-License-Identifier: Apache-2.0
//
// A school with published certificates, made by the programs in CERTSEAL_BIN, for the
// tests of its page.

import {execFileSync} from 'node:child_process';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync}
  from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
export const SOURCE = join(HERE, '../../..');
export const FAKES = join(HERE, 'fake');
const BIN = process.env.CERTSEAL_BIN ?? join(SOURCE, 'build/gcc');
export const URL_OF_SCHOOL = 'https://verify.school.example/';

/** @param {string} name @returns {string} a directory that ends with the process */
export function temporary(name) {
  const directory = mkdtempSync(join(tmpdir(), `certseal-${name}.`));
  process.on('exit', () => rmSync(directory, {recursive: true, force: true}));
  return directory;
}

/** @param {string} directory */
const certseal = (directory) => (...args) => execFileSync(join(BIN, 'certseal'),
  args, {cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit']});

/** @param {string} [url] of its site */
export function makeSchool(url = URL_OF_SCHOOL) {
  const directory = temporary('page');
  const run = certseal(directory);
  const pass = ['--passphrase-file', 'pass'];
  writeFileSync(join(directory, 'pass'), 'correct horse battery staple\n');
  run('init', 'school', '--name', 'Example School of Aesthetics', '--url', url,
    ...pass);
  const profile = readFileSync(join(SOURCE, 'scripts/demo/school.json'), 'utf8');
  writeFileSync(join(directory, 'school/school.json'), profile.replace(URL_OF_SCHOOL, url));
  run('-C', 'school', 'issue', join(SOURCE, 'scripts/demo/roster.csv'), ...pass);
  run('-C', 'school', 'publish', ...pass, '--with-headers');
  const site = join(directory, 'school/site');
  const show = (name) => {
    const {code} = JSON.parse(run('-C', 'school', 'find', name, '--json').split('\n')[0]);
    const shown = JSON.parse(run('-C', 'school', 'show', code, '--json'));
    return {...shown, file: join(directory, shown.file)};
  };
  return {directory, site, run, pass, show, headers: join(site, 'headers/nginx.conf')};
}

/** A copy of the site whose page has other modules in some places.
 * @param {string} site @param {string} overlay */
export function siteWith(site, overlay) {
  const copy = join(temporary('overlay'), 'site');
  cpSync(site, copy, {recursive: true});
  const [version] = readdirSync(join(copy, 'page'));
  cpSync(overlay, join(copy, 'page', version), {recursive: true});
  return copy;
}

/** @param {string} site */
export const pageVersion = (site) =>
  /data-page="([^"]*)"/.exec(readFileSync(join(site, 'index.html'), 'utf8'))?.[1] ?? '';
