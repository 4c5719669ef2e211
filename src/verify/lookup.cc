// SPDX-License-Identifier: Apache-2.0
#include "verify/lookup.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/parse.h"
#include "record/card.h"
#include "verify/inquiry.h"

namespace certseal {
namespace {

// A clock may be a little behind the school's.
constexpr int64_t kClockTolerance = 300;  // seconds

// A key that counts for a part of the log only says nothing of a record whose place in
// the log is not proven: it may have been made by a thief after the key was closed.
bool CountsEverywhere(const IssuerKey& key) {
  return key.window.begin == 0 && !key.window.end;
}

std::string WindowEvidence(const IssuerKey& key, std::string_view school) {
  return StrCat("the key ", key.id, " of ", school,
                " counts for a part of the log only, and the place in the log was not proven");
}

// The part of a record that names its school, read without trust, to tell a stranger's
// record from a broken one.
struct ClaimedIssuer {
  std::string did;
  std::string name;
  std::string method;
};

std::string StringAt(const nlohmann::json& json, const char* pointer) {
  const nlohmann::json::json_pointer at(pointer);
  if (!json.contains(at) || !json[at].is_string()) return "";
  return json[at].get<std::string>();
}

std::optional<ClaimedIssuer> ReadClaimedIssuer(std::string_view bytes) {
  const Result<nlohmann::json> json = ParseJson(bytes);
  if (!json) return std::nullopt;
  return ClaimedIssuer{StringAt(*json, "/issuer/id"), StringAt(*json, "/issuer/name"),
                       StringAt(*json, "/proof/0/verificationMethod")};
}

}  // namespace

const TrustFile* Inquiry::FindSchool(const SiteAddress& site) const {
  for (const TrustFile& school : options_.schools) {
    if (school.keys().site == site) return &school;
  }
  return nullptr;
}

// The accepted school that a record names, truly or not.
const TrustFile* Inquiry::ClaimedSchoolOf(std::string_view bytes) const {
  const auto claimed = ReadClaimedIssuer(bytes);
  for (const TrustFile& school : options_.schools) {
    if (claimed && school.keys().site.did() == claimed->did) return &school;
  }
  return nullptr;
}

// A copy of a register is of the school whose pinned trust file it holds.
const TrustFile* Inquiry::SchoolOfSource() const {
  for (const TrustFile& school : options_.schools) {
    const auto file = options_.source->Get(StrCat("keys/", school.keys().version),
                                           TrustFile::kMaxBytes);
    if (file && *file && **file == school.bytes()) return &school;
  }
  return nullptr;
}

Result<std::optional<std::string>> Inquiry::FetchRecord(
    const TrustFile& school, const CertificateCode& code) const {
  const SiteAddress& site = school.keys().site;
  ASSIGN_OR_RETURN(const std::optional<std::string> file,
                   options_.source->Get(Card::PathOf(site, code), Card::kMaxBytes));
  if (!file) return std::optional<std::string>();
  ASSIGN_OR_RETURN(Card card, Card::Decrypt(*file, site, code));
  return std::optional<std::string>(std::move(card.record));
}

void Inquiry::ExplainUnreadableRecord(const std::string& bytes, const Error& error) {
  const auto claimed = ReadClaimedIssuer(bytes);
  Add("record", CheckResult::kFail, error.message);
  if (!claimed || claimed->did.empty()) {
    Settle(CannotCheck(StrCat("this is not a certificate's record: ", error.message)));
    return;
  }
  if (const TrustFile* school = ClaimedSchoolOf(bytes)) {
    Settle(NotGenuine(StrCat("the record is not as ", school->keys().name,
                             " issues them: ", error.message)));
    return;
  }
  Settle(NotTrusted(claimed->name, claimed->method));
}

void Inquiry::ExamineRecord(const std::string& bytes) {
  Result<SignedRecord> record = SignedRecord::Parse(bytes);
  if (!record) {
    ExplainUnreadableRecord(bytes, record.error());
    return;
  }
  if (!CheckSignature(*record)) return;
  record_ = std::move(*record);
  const Credential& credential = record_->credential();
  facts_ = FactsOf(credential);
  CheckRegister(credential.code);
  CheckDates(credential.issued, credential.completed, credential.expires);
  CheckClaims(SealFacts::Of(credential));
}

bool Inquiry::CheckSignature(const SignedRecord& record) {
  const Credential& credential = record.credential();
  const std::string method = StrCat(credential.site.did(), '#', record.key_id());
  school_ = FindSchool(credential.site);
  if (!school_) {
    Add("record", CheckResult::kUnknown,
        StrCat("signed by ", method, ", of no school you have accepted"));
    Settle(NotTrusted(credential.school_name, method));
    return false;
  }
  const IssuerKey* key = school_->FindIssuer(record.key_id());
  std::string why;
  if (!key) {
    why = StrCat("it is signed by the key ", record.key_id(),
                 ", which the trust file of ", school_->keys().name, " does not list");
  } else if (!record.VerifySignature(key->key.key())) {
    why = StrCat("the record's signature by ", record.key_id(), " of ",
                 school_->keys().name, " does not verify");
  }
  if (!why.empty()) {
    Add("record", CheckResult::kFail, why);
    Settle(NotGenuine(why));
    return false;
  }
  PassRecord(*key, StrCat("signed by ", method, " of ", school_->keys().name));
  return true;
}

void Inquiry::PassRecord(const IssuerKey& key, std::string evidence) {
  if (CountsEverywhere(key)) {
    Add("record", CheckResult::kPass, std::move(evidence));
    return;
  }
  const std::string why = WindowEvidence(key, school_->keys().name);
  Add("record", CheckResult::kUnknown, why);
  Settle(CannotCheck(why));
}

bool Inquiry::CheckSeal(const QrText& qr) {
  school_ = FindSchool(qr.site);
  const std::string key_id = HexOf(qr.seal.key_id());
  if (!school_) {
    Add("record", CheckResult::kUnknown,
        StrCat("the seal is of ", qr.site.origin(), ", of no school you have accepted"));
    Settle(NotTrusted(qr.site.origin(), key_id));
    return false;
  }
  const IssuerKey* key = school_->FindIssuer(qr.seal.key_id());
  std::string why;
  if (!key) {
    why = StrCat("the seal is signed by a key (", key_id, ") that the trust file of ",
                 school_->keys().name, " does not list");
  } else if (!qr.seal.Verify(qr.site, key->key)) {
    why = StrCat("the seal's signature by ", key->id, " of ", school_->keys().name,
                 " does not verify");
  }
  if (!why.empty()) {
    Add("record", CheckResult::kFail, why);
    Settle(NotGenuine(why));
    return false;
  }
  PassRecord(*key, StrCat("the seal is signed by ", school_->keys().site.did(), '#',
                          key->id, " of ", school_->keys().name));
  return true;
}

void Inquiry::Examine(const QrText& qr) {
  if (!CheckSeal(qr)) return;
  const SealFacts& seal = qr.seal.facts();
  facts_ = FactsOf(seal, school_->keys().name);
  CheckRegister(qr.code);
  CompareWithSeal(seal);
  CheckDates(record_ ? std::optional(record_->credential().issued) : std::nullopt,
             seal.completed, seal.expires);
  CheckClaims(seal);
}

void Inquiry::Examine(const CertificateCode& code) {
  if (!online()) {
    Settle(CannotCheck("a code alone says nothing without the school's register"));
    return;
  }
  const TrustFile* school = SchoolOfSource();
  if (!school) {
    Add("register", CheckResult::kUnknown,
        StrCat(options_.source->Name(), " holds no register of a school you have accepted"));
    Settle(CannotCheck(StrCat(options_.source->Name(),
                              " holds no register of a school you have accepted")));
    return;
  }
  const auto bytes = FetchRecord(*school, code);
  if (!bytes) {
    Add("register", CheckResult::kFail, bytes.error().message);
    Settle(CannotCheck(bytes.error().message));
  } else if (!*bytes) {
    school_ = school;
    Add("register", CheckResult::kFail,
        StrCat("no card for ", code.Printed(), " in ", options_.source->Name()));
    SettleMissing(*school, code);
  } else {
    ExamineRecord(**bytes);
    if (record_ && record_->credential().code != code) {
      outcome_ = NotGenuine("the register's card is of another certificate");
    }
  }
}

// That a certificate is missing means something only as of a time, the register's own.
void Inquiry::SettleMissing(const TrustFile& school, const CertificateCode& code) {
  const auto text = options_.source->Get("published", 64);
  std::optional<Timestamp> time;
  if (text && *text) time = Timestamp::ParseRfc3339(Trim(**text));
  Settle(time ? NotFound(school.keys().name, *time)
              : CannotCheck(StrCat(options_.source->Name(), " has no card for ",
                                   code.Printed(), " and does not say of when it is")));
}

void Inquiry::CheckRegister(const CertificateCode& code) {
  Add("log", CheckResult::kUnknown, "no proof from the school's log was checked");
  const Check check = AskRegister(code);
  checks_.push_back(check);
  Add("status", CheckResult::kUnknown,
      "whether it was revoked, suspended or replaced was not checked");
  if (check.result == CheckResult::kFail) Settle(NotGenuine(check.evidence));
}

// Nothing here passes: that a copy of a register is current takes its log to prove.
Check Inquiry::AskRegister(const CertificateCode& code) {
  const auto unknown = [](std::string evidence) {
    return Check{"register", CheckResult::kUnknown, std::move(evidence)};
  };
  if (options_.offline) return unknown("not asked (offline)");
  if (!online()) return unknown("no register was given (--register DIR)");
  const std::string where = options_.source->Name();
  if (SchoolOfSource() != school_) {
    return unknown(StrCat(where, " holds no register of ", school_->keys().name));
  }
  const auto bytes = FetchRecord(*school_, code);
  if (!bytes) return unknown(bytes.error().message);
  if (!*bytes) return unknown(StrCat("no card for ", code.Printed(), " in ", where));
  return CompareWithRegister(**bytes);
}

// The card of a certificate at hand must hold the same record; beside a seal alone, the
// card's record is what the school says in full.
Check Inquiry::CompareWithRegister(const std::string& bytes) {
  const auto fail = [](std::string evidence) {
    return Check{"register", CheckResult::kFail, std::move(evidence)};
  };
  if (!record_) {
    Result<SignedRecord> record = SignedRecord::Parse(bytes);
    const IssuerKey* key = record ? school_->FindIssuer(record->key_id()) : nullptr;
    if (!key || !record->VerifySignature(key->key.key())) {
      return fail("the register's record of this code is not the school's");
    }
    record_ = std::move(*record);
  } else if (bytes != record_->bytes()) {
    return fail("the register holds another record under this code");
  }
  return {"register", CheckResult::kUnknown,
          StrCat("its card in ", options_.source->Name(),
                 " holds this record; that this copy is current was not proven")};
}

// Paper and register must say the same.
void Inquiry::CompareWithSeal(const SealFacts& seal) {
  if (!record_) return;
  if (SealFacts::Of(record_->credential()) != seal) {
    Settle(NotGenuine("the seal and the register's record of this code differ"));
    return;
  }
  facts_ = FactsOf(record_->credential());
}

void Inquiry::CheckDates(std::optional<Timestamp> issued, Date completed,
                         std::optional<Date> expires) {
  const Timestamp begin = issued.value_or(Timestamp::AtMidnight(completed));
  const std::string since = StrCat(issued ? "issued " : "completed ", begin.date().Iso());
  if (begin.unix_seconds() > options_.now.unix_seconds() + kClockTolerance) {
    Add("dates", CheckResult::kUnknown,
        StrCat(since, ", after this computer's clock (", options_.now.Minute(), ")"));
    Settle(CannotCheck("the certificate is dated after this computer's clock"));
    return;
  }
  if (expires && options_.now >= Timestamp::AtMidnight(*expires)) {
    Add("dates", CheckResult::kFail, StrCat(since, "; expired ", expires->Iso()));
    expired_ = Expired(*expires, completed);
    return;
  }
  Add("dates", CheckResult::kPass,
      StrCat(since, expires ? StrCat("; valid until ", expires->Iso()) : "; no expiry"));
}

void Inquiry::CheckClaims(const SealFacts& facts) {
  if (options_.claims.empty()) return;
  const std::vector<std::string> differ = FindMismatches(options_.claims, facts);
  if (differ.empty()) {
    Add("claims", CheckResult::kPass, "what you gave agrees with the record");
    return;
  }
  Add("claims", CheckResult::kFail, StrCat("differs: ", Join(differ, ", ")));
  Settle(DoesNotMatch(facts.code, Join(differ, " and ")));
}

Report Inquiry::Finish() {
  if (expired_) Settle(*expired_);
  if (!outcome_ && school_ && facts_) Settle(Authentic(school_->keys().name));
  if (!outcome_) Settle(CannotCheck("the check came to no end"));
  return {std::move(*outcome_), std::move(facts_), std::move(checks_), options_.now};
}

Report Lookup(const Subject& subject, const LookupOptions& options) {
  Inquiry inquiry(options);
  std::visit([&](const auto& each) { inquiry.Examine(each); }, subject);
  return inquiry.Finish();
}

}  // namespace certseal
