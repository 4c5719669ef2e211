export class TrustFile {
  static async parse(bytes) {
    const t = new TrustFile();
    t.bytes = bytes;
    t.fingerprint = document.body.dataset.fingerprint;
    return t;
  }
}
