// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/x509_certificate.h"
#include "issue/school_directory.h"
#include "keys/pkcs12.h"
#include "keys/secret.h"

namespace certseal {

// StoredDocumentCertificate is a certificate of a document key as it lies in keys/:
// <name>.crt in PEM, the key's own certificate first, with <name>.key beside it. Names
// are document, document-2, document-3 and so on; files are never overwritten.
struct StoredDocumentCertificate {
  std::string name;
  std::vector<X509Certificate> chain;  // completed from school-ca.crt
};

// ListDocumentCertificates reads all of them, in the order of their names.
Result<std::vector<StoredDocumentCertificate>> ListDocumentCertificates(
    const SchoolPaths& paths);

// NewDocumentName is the first name of which neither file exists.
Result<std::string> NewDocumentName(const SchoolPaths& paths);

// CurrentDocumentKey is the document key that signs: the last one of the trust file
// whose window is open. Null where there is none.
const DocumentKey* CurrentDocumentKey(const TrustFile& trust);

// CurrentDocumentCertificate is the newest certificate of that key.
Result<StoredDocumentCertificate> CurrentDocumentCertificate(const School& school);

// OpenDocumentKey decrypts the current document key; it demands that key, certificate
// and trust file agree, and that the certificate is valid at `now`: a PDF reader calls
// what an expired one signs invalid. Takes about half a second.
Result<DocumentIdentity> OpenDocumentKey(const School& school, const Secret& passphrase,
                                         Timestamp now);

}  // namespace certseal
