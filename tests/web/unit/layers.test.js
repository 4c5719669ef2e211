// SPDX-License-Identifier: Apache-2.0
//
// Modules import what the table of src/web/README.md lets them, and nothing else.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';

const web = new URL('../../../src/web/', import.meta.url);
const text = readFileSync(new URL('README.md', web), 'utf8');
const rows = [...text.matchAll(/^\| `(\w+)\/` \|.*\| ([^|]*)\|$/gm)]
  .map(([, name, may]) => /** @type {[string, string]} */ ([name, may.trim()]));

/** What a row of the table allows. @param {string} may @param {number} row */
function allowed(may, row) {
  if (may === 'all') return rows.map(([name]) => name);
  if (may === 'all above') return rows.slice(0, row).map(([name]) => name);
  return may.split(' ');
}

for (const [row, [name, may]] of rows.entries()) {
  if (may === '') continue; // no modules of ours
  test(name, () => {
    const files = readdirSync(new URL(`${name}/`, web)).filter((file) => file.endsWith('.js'));
    assert.ok(files.length > 0);
    for (const file of files) {
      const module = readFileSync(new URL(`${name}/${file}`, web), 'utf8');
      const imports = [...module.matchAll(/(?:from|import\()\s*'\.\.\/(\w+)\//g)];
      for (const [, other] of imports) {
        assert.ok(allowed(may, row).includes(other), `${name}/${file} imports ${other}`);
      }
    }
  });
}

test('every directory is in the table', () => {
  const directories = readdirSync(web, {withFileTypes: true})
    .filter((each) => each.isDirectory()).map((each) => each.name).sort();
  assert.deepEqual(rows.map(([name]) => name).sort(), directories);
});
