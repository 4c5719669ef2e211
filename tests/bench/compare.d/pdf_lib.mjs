// SPDX-License-Identifier: Apache-2.0
import fontkit from '@pdf-lib/fontkit';
import {pdflibAddPlaceholder} from '@signpdf/placeholder-pdf-lib';
import {SignPdf} from '@signpdf/signpdf';
import {AFRelationship, PDFDocument, rgb} from 'pdf-lib';
import {directory, fill, fonts, measure, page, qrPath, record} from './bench.mjs';
import {P256Signer} from './p256_signer.mjs';

const ink = rgb(0x16 / 255, 0x26 / 255, 0x3f / 255);

async function draw(of) {
  const pdf = await PDFDocument.create();
  pdf.registerFontkit(fontkit);
  pdf.setTitle(page.title);
  const embedded = {};
  for (const [name, bytes] of Object.entries(fonts)) {
    embedded[name] = await pdf.embedFont(bytes, {subset: true});
  }
  const sheet = pdf.addPage([page.width, page.height]);
  for (const [x, y, width, height, borderWidth] of page.frames) {
    sheet.drawRectangle({x, y: page.height - y - height, width, height, borderWidth,
      borderColor: ink});
  }
  for (const [x, y, length] of page.rules) {
    const height = page.height - y;
    sheet.drawLine({start: {x, y: height}, end: {x: x + length, y: height},
      thickness: 0.5, color: ink});
  }
  for (const line of page.lines) {
    const font = embedded[line.font], text = fill(line.text, of);
    const x = line.x - font.widthOfTextAtSize(text, line.size) / 2;
    sheet.drawText(text, {x, y: page.height - line.y, size: line.size, font, color: ink});
  }
  const [x, y, side] = page.qr, qr = qrPath(of.qr);
  sheet.drawSvgPath(qr.path, {x, y: page.height - y, scale: side / qr.size, color: ink});
  await pdf.attach(record, 'record.json', {mimeType: 'application/json',
    description: 'Record', afRelationship: AFRelationship.Data});
  return pdf;
}

const signer = await P256Signer.load(directory);
const signpdf = new SignPdf();

async function sign(pdf) {
  pdflibAddPlaceholder({pdfDoc: pdf, reason: 'Issued', contactInfo: '', name: 'School',
    location: '', signatureLength: 2048, subFilter: 'ETSI.CAdES.detached'});
  return signpdf.sign(Buffer.from(await pdf.save()), signer);
}

await measure('pdf-lib', 'page', async of => (await draw(of)).save(), 'pdf-lib.pdf');
await measure('pdf-lib + @signpdf', 'page, signed', async of => sign(await draw(of)),
  'pdf-lib-signed.pdf');
