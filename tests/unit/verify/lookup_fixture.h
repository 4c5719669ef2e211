// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "base/strings.h"
#include "record/credential.h"
#include "unit/pdf/sample_pdf.h"
#include "unit/record/sample_credential.h"
#include "verify/lookup.h"

namespace certseal {

inline const Timestamp kNow = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");

// LookupTest looks things up offline, by one accepted school.
class LookupTest : public testing::Test {
 protected:
  static DocumentKey SampleDocumentKey() {
    return {SamplePdf::SampleSigner().certificate().spki_digest(), {}};
  }

  static TrustFile Trust(const SiteAddress& site, const TestSigner& issuer,
                         const std::string& key_id,
                         const DocumentKey& document = SampleDocumentKey(),
                         const std::string& name = "Example School of Aesthetics",
                         KeyWindow issuer_window = {}) {
    const auto key = [&](std::string_view suffix, const TestSigner& signer) {
      return *VerifierKey::Make(site.origin() + std::string(suffix),
                                signer.public_key());
    };
    const TestSigner root = TestSigner::OfRepeated(1);
    const TrustKeys keys{site,
                         name,
                         1,
                         key("/root", root),
                         {{key("", TestSigner::OfRepeated(2)), {}}},
                         {{key_id, key("/" + key_id, issuer), issuer_window}},
                         {document}};
    return *TrustFile::Parse(TrustFile::Sign(keys, root));
  }

  Report Check(const Subject& subject) { return Check(subject, {}); }
  Report Check(const Subject& subject, const Claims& claims) {
    return Lookup(subject, {schools_, nullptr, claims, now_});
  }
  Verdict VerdictOf(const Subject& subject) { return Check(subject).outcome.verdict; }

  // The result of a check by name, or nothing where it was not made.
  static std::optional<CheckResult> ResultOf(const Report& report,
                                             std::string_view name) {
    for (const auto& check : report.checks) {
      if (check.name == name) return check.result;
    }
    return std::nullopt;
  }

  QrText Qr(const SealFacts& facts) const {
    const auto& issuer = schools_[0].keys().issuers[0].key;
    return {credential_.site, facts.code,
            *Seal::Sign(facts, credential_.site, issuer, issuer_)};
  }

  const TestSigner issuer_ = TestSigner::OfRepeated(9);
  const Credential credential_ = SampleCredential();
  const SignedRecord record_ = SampleRecord();
  std::vector<TrustFile> schools_ = {Trust(credential_.site, issuer_, "key-2026-01")};
  Timestamp now_ = kNow;
};

}  // namespace certseal
