// SPDX-License-Identifier: Apache-2.0
import {plainAddPlaceholder} from '@signpdf/placeholder-plain';
import {SignPdf} from '@signpdf/signpdf';
import PDFDocument from 'pdfkit';
import {directory, fill, fonts, measure, page, qrPath, record} from './bench.mjs';
import {P256Signer} from './p256_signer.mjs';

function draw(of) {
  const pdf = new PDFDocument({size: [page.width, page.height], margin: 0,
    info: {Title: page.title}});
  const parts = [];
  pdf.on('data', part => parts.push(part));
  const done = new Promise(resolve => pdf.on('end', () => resolve(Buffer.concat(parts))));
  for (const [name, bytes] of Object.entries(fonts)) pdf.registerFont(name, bytes);
  for (const [x, y, width, height, stroke] of page.frames) {
    pdf.lineWidth(stroke).rect(x, y, width, height).stroke(page.ink);
  }
  for (const [x, y, length] of page.rules) {
    pdf.lineWidth(0.5).moveTo(x, y).lineTo(x + length, y).stroke(page.ink);
  }
  pdf.fillColor(page.ink);
  for (const line of page.lines) {
    const text = fill(line.text, of);
    pdf.font(line.font).fontSize(line.size);
    pdf.text(text, line.x - pdf.widthOfString(text) / 2, line.y,
      {lineBreak: false, baseline: 'alphabetic'});
  }
  const [x, y, side] = page.qr, qr = qrPath(of.qr);
  pdf.save().translate(x, y).scale(side / qr.size).path(qr.path).fill(page.ink).restore();
  pdf.file(record, {name: 'record.json', type: 'application/json', relationship: 'Data'});
  pdf.end();
  return done;
}

const signer = await P256Signer.load(directory);
const signpdf = new SignPdf();

async function sign(pdfBuffer) {
  return signpdf.sign(plainAddPlaceholder({pdfBuffer, reason: 'Issued', contactInfo: '',
    name: 'School', location: '', signatureLength: 2048}), signer);
}

await measure('pdfkit', 'page', draw, 'pdfkit.pdf');
await measure('pdfkit + @signpdf', 'page, signed', async of => sign(await draw(of)),
  'pdfkit-signed.pdf');
