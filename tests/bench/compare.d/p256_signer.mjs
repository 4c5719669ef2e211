// SPDX-License-Identifier: Apache-2.0
//
// A signer for @signpdf/signpdf by ECDSA P-256 with WebCrypto: its own signer-p12 knows
// RSA alone, computed in JavaScript, and would be slower.
import {readFileSync} from 'node:fs';
import {createPrivateKey, webcrypto} from 'node:crypto';
import {Signer} from '@signpdf/utils';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

pkijs.setEngine('webcrypto',
  new pkijs.CryptoEngine({name: 'webcrypto', crypto: webcrypto}));
const DATA = '1.2.840.113549.1.7.1', SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3', MESSAGE_DIGEST = '1.2.840.113549.1.9.4';

function attribute(type, value) {
  return new pkijs.Attribute({type, values: [value]});
}

export class P256Signer extends Signer {
  static async load(directory) {
    const signer = new P256Signer();
    const key = createPrivateKey(readFileSync(`${directory}/key.pem`));
    signer.key = await webcrypto.subtle.importKey('pkcs8',
      key.export({type: 'pkcs8', format: 'der'}), {name: 'ECDSA', namedCurve: 'P-256'},
      false, ['sign']);
    const pem = readFileSync(`${directory}/certificate.pem`, 'latin1');
    signer.certificate = pkijs.Certificate.fromBER(
      Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
    return signer;
  }

  async sign(pdf) {
    const digest = await webcrypto.subtle.digest('SHA-256', pdf);
    const {issuer, serialNumber} = this.certificate;
    const signed = new pkijs.SignedData({
      version: 1,
      encapContentInfo: new pkijs.EncapsulatedContentInfo({eContentType: DATA}),
      certificates: [this.certificate],
      signerInfos: [new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({issuer, serialNumber}),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({type: 0, attributes: [
          attribute(CONTENT_TYPE, new asn1js.ObjectIdentifier({value: DATA})),
          attribute(MESSAGE_DIGEST, new asn1js.OctetString({valueHex: digest})),
        ]}),
      })],
    });
    await signed.sign(this.key, 0, 'SHA-256');
    const content = new pkijs.ContentInfo(
      {contentType: SIGNED_DATA, content: signed.toSchema(true)});
    return Buffer.from(content.toSchema().toBER());
  }
}
