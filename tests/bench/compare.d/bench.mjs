// SPDX-License-Identifier: Apache-2.0
//
// What the scripts for Node.js share. Each is called with COUNT and DIRECTORY, in which
// record.json, key.pem and certificate.pem lie.
import {readFileSync, writeFileSync} from 'node:fs';
import QRCode from 'qrcode';

const ROUNDS = 3, WARM_UP = 5;
export const count = Number(process.argv[2]);
export const directory = process.argv[3];
export const page = JSON.parse(readFileSync(new URL('page.json', import.meta.url)));
export const record = readFileSync(`${directory}/record.json`);
export const fonts = Object.fromEntries(Object.entries(page.fonts)
  .map(([name, file]) => [name, readFileSync(`${process.env.FONTS}/${file}`)]));

// What differs from one graduate to the next.
export function graduate(number) {
  const letters = number.toString(26).replace(/./g, digit =>
    'abcdefghijklmnopqrstuvwxyz'[parseInt(digit, 26)]);
  const code = `7K3M-9QXT-2A8R-W5DH-${String(number).padStart(4, '0')}`;
  return {name: `Amelia Hartwell-${letters}`, code,
    qr: `https://verify.school.example/#${code}.${'A'.repeat(270)}${number}`};
}

export const fill = (text, of) => text.replace(/\{(\w+)\}/g, (_, field) => of[field]);

// The dark modules as an SVG path, y downwards, one unit a module.
export function qrPath(text) {
  const {size, data} = QRCode.create(text, {errorCorrectionLevel: 'M'}).modules;
  let path = '';
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (data[y * size + x]) path += `M${x} ${y}h1v1h-1z`;
    }
  }
  return {size, path};
}

// Prints the CPU seconds of each round; keeps the last PDF to be checked.
export async function measure(name, does, make, file) {
  let number = 0, last;
  while (number < WARM_UP) last = await make(graduate(number++));
  const seconds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const begin = process.cpuUsage();
    for (let i = 0; i < count; i++) last = await make(graduate(number++));
    const {user, system} = process.cpuUsage(begin);
    seconds.push((user + system) / 1e6);
  }
  if (file) writeFileSync(`${directory}/${file}`, last);
  console.log(JSON.stringify({name, does, count, seconds, file}));
}
