// SPDX-License-Identifier: Apache-2.0
import {spawnSync} from 'node:child_process';

// runTool calls a tool with lines on its input and gives the lines of its output.
export function runTool(args, lines = [], tool = process.env.RECORD_TOOL) {
  const result = spawnSync(tool, args, {
    input: lines.map(line => line + '\n').join(''),
    encoding: 'utf8',
    maxBuffer: 256 << 20,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${tool} ${args[0]}: ${result.stderr}`);
  return result.stdout.split('\n').slice(0, -1);
}

// A small generator of pseudorandom numbers (mulberry32), the same in every run.
export function makeRandom(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return {
    bits: next,
    below: n => next() % n,
    pick: array => array[next() % array.length],
  };
}

const pieces = [
  'a', 'Z', '0', ' ', '"', '\\', '\\u0041', '/', '\b', '\t', '\n', '\f', '\r', '\u0001',
  '\u000b', '\u001f', '\u007f', '\u0080', '\u0085', '\u00a0', '\u00ad', 'é', 'e\u0301',
  '\u2028', '\u2029', '\u202e', '\u200d', '\ufeff', '\ufffd', '\ufffe', '\ue000',
  '\uf8ff', 'ﬁ', 'שלום', 'سلام', 'क्ष', 'น้', '漢', '가', '😀', '👩‍⚕️', '𐀀', '\u{10ffff}',
  '<b>', '^^<x>', '@en', '_:c14n0', ' .\n', '{{x}}', '@id', 'https://x.example/',
];

export function hostileText(random, most = 10) {
  let text = '';
  for (let i = 1 + random.below(most); i > 0; --i) text += random.pick(pieces);
  return text;
}
