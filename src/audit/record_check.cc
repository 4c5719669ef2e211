// SPDX-License-Identifier: Apache-2.0
#include "audit/record_check.h"

#include "base/strings.h"
#include "issue/page_json.h"
#include "language/language.h"
#include "record/credential.h"
#include "record/seal.h"

namespace certseal {
namespace {

tl::unexpected<Error> Differs(std::string_view what) {
  return Fail(StrCat("its record does not say what its row says: ", what));
}

// The hash stands in the record where the row has the value, and nowhere else.
bool Commits(const std::optional<IdentityHash>& hash, const std::string& value) {
  return hash ? hash->Matches(value) : value.empty();
}

Result<void> CompareWithRow(const Credential& record, const CertificateRow& row) {
  const CertificateFacts& facts = row.facts;
  if (record.code != facts.code) return Differs("code");
  if (record.document_class != facts.document_class)
    return Differs("class of document");
  if (record.holder_name != facts.holder_name) return Differs("name");
  if (record.course.code != facts.course_code) return Differs("course");
  if (record.course.title != facts.course_title) return Differs("course title");
  if (record.completed != facts.completed) return Differs("completion date");
  if (record.issued != facts.issued) return Differs("time of issue");
  if (record.expires != facts.expires) return Differs("expiry date");
  if (record.status != row.status) return Differs("place in the status lists");
  if (!Commits(record.email, facts.email)) return Differs("e-mail address");
  if (!Commits(record.licence, facts.licence)) return Differs("licence number");
  return {};
}

Result<void> CheckSeal(const CertificateRow& row, const Credential& record,
                       const IssuerKey& key) {
  const Result<QrText> qr = QrText::Parse(row.seal);
  if (!qr) return Within("its seal", qr.error());
  if (qr->site != record.site || qr->seal.facts() != SealFacts::Of(record)) {
    return Fail("its seal does not say what its record says");
  }
  if (qr->seal.key_id() != key.key.id() || !qr->seal.Verify(record.site, key.key)) {
    return Fail("its seal is not signed by the key of its record");
  }
  return {};
}

// Pages of languages that had no texts yet have their dates in English.
bool ShowsDate(const PageContent& page, const std::string& text, Date date) {
  const Language* language = Language::Find(page.language);
  return text == date.EnglishLong() || (language && text == language->LongDate(date));
}

std::string Field(const PageContent& page, const std::string& name) {
  const auto found = page.fields.find(name);
  return found == page.fields.end() ? "" : found->second;
}

// A line in the words of a language holds the fact that it tells.
bool LinesTellTheirFacts(const PageContent& page) {
  for (const auto& [line, fact] : {std::pair("words.issued", "issued"),
                                   std::pair("words.replaces", "replaces"),
                                   std::pair("words.verify", "verify.url"),
                                   std::pair("second.words.issued", "second.issued"),
                                   std::pair("second.words.replaces", "replaces"),
                                   std::pair("second.words.verify", "verify.url")}) {
    if (!page.fields.contains(line)) continue;
    const std::string text = Field(page, line), told = Field(page, fact);
    if (text.empty() != told.empty() || text.find(told) == std::string::npos) {
      return false;
    }
  }
  return true;
}

// Certificates of the first version may have no page.
Result<void> CheckPage(const CertificateRow& row) {
  if (row.page.empty()) return {};
  ASSIGN_OR_RETURN(const PageContent page, PageFromJson(row.page));
  if (PageToJson(page) != row.page) return Fail("its page is not as programs write it");
  const std::string name = Field(page, "name");
  const std::string letters = Field(page, "postnominals");
  const bool same_name =
      name == row.facts.plain_name &&
      row.facts.holder_name == (letters.empty() ? name : StrCat(name, ", ", letters));
  if (!same_name) return Fail("its page shows another name");
  if (Field(page, "qr") != row.seal) return Fail("its page shows another seal");
  if (Field(page, "code") != row.facts.code.Printed()) {
    return Fail("its page shows another code");
  }
  if (Field(page, "course.code") != row.facts.course_code ||
      Field(page, "course.title") != row.facts.course_title ||
      !ShowsDate(page, Field(page, "completed"), row.facts.completed)) {
    return Fail("its page shows another course or date");
  }
  if (!ShowsDate(page, Field(page, "issued"), row.facts.issued.date())) {
    return Fail("its page shows another date of issue");
  }
  if (!LinesTellTheirFacts(page)) return Fail("its page contradicts itself");
  return {};
}

Result<bool> CheckSigner(const SignedRecord& record, const IssuerKey* key,
                         uint64_t index, const TrustHistory& trust) {
  if (!key)
    return Fail(StrCat("no trust file lists its key ", Quote(record.key_id(), 64)));
  if (!record.VerifySignature(key->key.key())) {
    return Fail(StrCat("its record is not signed by ", key->id));
  }
  switch (trust.StandingOf(*key, index)) {
    case TrustHistory::KeyStanding::kCounts:
      return true;
    case TrustHistory::KeyStanding::kDisowned:
      return false;
    case TrustHistory::KeyStanding::kNever:
      break;
  }
  return Fail(StrCat("its record is signed by ", key->id,
                     ", which does not count for log entry ", index));
}

}  // namespace

Result<bool> CheckRecord(const StoredCertificate& certificate, const SiteAddress& site,
                         const TrustHistory& trust) {
  const CertificateRow& row = certificate.row;
  ASSIGN_OR_RETURN(const SignedRecord record, SignedRecord::Parse(row.record));
  if (record.credential().site != site) return Differs("site");
  const IssuerKey* key = trust.newest().FindIssuer(record.key_id());
  ASSIGN_OR_RETURN(const bool counts,
                   CheckSigner(record, key, certificate.log_index.value_or(0), trust));
  TRY(CompareWithRow(record.credential(), row));
  TRY(CheckSeal(row, record.credential(), *key));
  TRY(CheckPage(row));
  return counts;
}

}  // namespace certseal
