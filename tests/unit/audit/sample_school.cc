// SPDX-License-Identifier: Apache-2.0
#include "unit/audit/sample_school.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "issue/change_status.h"
#include "issue/correct.h"
#include "issue/erase.h"
#include "issue/issue_roster.h"
#include "issue/key_change.h"
#include "issue/key_files.h"
#include "issue/roster_plan.h"
#include "issue/school_register.h"
#include "publish/renewal.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

// Enough for the processes that a test forks: each knows the keys that another took.
constexpr int kSpareIssuers = 8;

VerifierKey Verifier(std::string_view suffix, const Ed25519PrivateKey& key) {
  return *VerifierKey::Make(StrCat(SampleSchool::kOrigin, suffix), key.public_key());
}

void Must(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "the sample school: %s\n", result.error().message.c_str());
  std::abort();
}

Result<void> FirstHead(const LedgerContext& context) {
  ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
  TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
  return {};
}

// "Person Ab", "Person Cdef": another name for every number.
std::string NameOf(int graduate) {
  std::string letters;
  for (int rest = graduate; rest > 0 || letters.size() < 2; rest /= 26) {
    letters += static_cast<char>('a' + rest % 26);
  }
  return StrCat("Person ", AsciiUpper(letters.substr(0, 1)), letters.substr(1));
}

std::string RosterOf(int first, int count) {
  std::string csv =
      "Name,Credentials,Email,License,State,Profession,Course,Completed,Didactic,Hands-"
      "on,Role\n";
  for (int i = first; i < first + count; ++i) {
    csv += StrCat(NameOf(i), ",RN,p", i, "@example.org,RN", 10'000 + i,
                  ",NV,RN,BDF-201,2026-03-", i % 20 + 10, ",7,9,injector\n");
  }
  return csv;
}

}  // namespace

// One running of a command.
struct SampleSchool::Opened {
  School school;
  Register reg;
  TemplateStore& store;
};

SampleSchool::SampleSchool(const fs::path& directory) : directory_(directory) {
  const SchoolPaths paths{directory};
  const SiteAddress site = *SiteAddress::FromOrigin(kOrigin);
  Ed25519PrivateKey issuer = Ed25519PrivateKey::Generate();
  Ed25519PrivateKey log = Ed25519PrivateKey::Generate();
  const IssuerKey listed_issuer{"key-2026-01", Verifier("/key-2026-01", issuer), {}};
  const LogKey listed_log{Verifier("", log), {}};
  const TrustKeys keys{site,
                       kName,
                       1,
                       Verifier("/root", root_),
                       {listed_log},
                       {listed_issuer},
                       {{Sha256("document"), {}}}};
  Must(MakeDirectories(paths.keys()));
  Must(MakeDirectories(paths.templates()));
  Must(MakeDirectories(paths.certificates()));
  Must(WriteFileAtomically(paths.profile(), NewSchoolJson(kName, site)));
  Must(WriteFileAtomically(paths.catalogue(), StarterCatalogueJson()));
  Must(WriteFileAtomically(paths.trust(), TrustFile::Sign(keys, root_)));
  keys_.emplace(
      LedgerKeys{{listed_issuer, std::move(issuer)}, {listed_log, std::move(log)}});
  Register reg = *Register::Create(paths.database());
  const LedgerContext context{
      reg, {School::Open(directory)->trust}, keys_->Signers(), {}, [this] {
        return *Timestamp::FromUnix(now_);
      }};
  Must(FirstHead(context));
  for (int i = 0; i < kSpareIssuers; ++i) {
    spare_issuers_.push_back(Ed25519PrivateKey::Generate());
  }
}

void SampleSchool::MoveTo(const fs::path& directory) {
  directory_ = directory;
  store_.reset();
}

void SampleSchool::LoadTemplate() { Must(Done(Store().Find("classic"))); }

TemplateStore& SampleSchool::Store() {
  const std::vector<fs::path> shipped = {fs::path(CERTSEAL_SOURCE_DIR) / "templates"};
  if (!store_)
    store_ = std::make_unique<TemplateStore>(SchoolPaths{directory_}, shipped);
  return *store_;
}

Result<SampleSchool::Opened> SampleSchool::Open() {
  ASSIGN_OR_RETURN(School school, School::Open(directory_));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  TRY(AdoptIssuer(school));
  return Opened{std::move(school), std::move(reg), Store()};
}

Result<LedgerContext> SampleSchool::Ledger(Opened& opened) {
  return MakeLedgerContext(opened.school, opened.reg, *keys_,
                           [this] { return *Timestamp::FromUnix(now_); });
}

Result<std::vector<CertificateCode>> SampleSchool::Issue(int first, int count) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  const std::string csv = RosterOf(first, count);
  const RosterOptions options{.today = *Date::ParseIso("2026-11-18")};
  ASSIGN_OR_RETURN(const Roster roster,
                   ReadRoster(csv, options, opened.school.catalogue));
  ASSIGN_OR_RETURN(const RosterPlan plan,
                   PlanRoster(roster, {}, opened.school, opened.reg, opened.store));
  if (plan.Count(RowFate::kError) > 0) return Fail("the roster has errors");
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == RowFate::kIssue) TRY(opened.store.Keep(*row.renderer));
  }
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  const IssueOptions how{.source = "roster.csv", .source_sha256 = Sha256(csv)};
  ASSIGN_OR_RETURN(const auto issued,
                   IssuePlanned(plan, opened.school, keys_->issuer, ledger, how));
  std::vector<CertificateCode> codes;
  for (const IssuedCertificate& each : issued) codes.push_back(each.code);
  return codes;
}

namespace {

Result<void> Apply(const LedgerContext& ledger, StatusOrder order,
                   const std::vector<CertificateCode>& codes) {
  const std::optional<StatusReason> reason =
      order == StatusOrder::kReinstate ? std::nullopt
                                       : std::optional(StatusReason::kIssuedInError);
  ASSIGN_OR_RETURN(const auto changes,
                   PlanStatusChange(ledger.reg, order, reason, codes));
  TRY(ApplyStatusChange(ledger, changes).map([](Timestamp) {}));
  return {};
}

}  // namespace

Result<void> SampleSchool::Revoke(const std::vector<CertificateCode>& codes) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  return Apply(ledger, StatusOrder::kRevoke, codes);
}

Result<void> SampleSchool::Suspend(const std::vector<CertificateCode>& codes) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  return Apply(ledger, StatusOrder::kSuspend, codes);
}

Result<void> SampleSchool::Reinstate(const std::vector<CertificateCode>& codes) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  return Apply(ledger, StatusOrder::kReinstate, codes);
}

Result<CertificateCode> SampleSchool::Correct(const CertificateCode& code) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  const SuccessorOptions options{.set = {{Field::kCredentials, "MSN, RN"}},
                                 .today = *Date::ParseIso("2026-11-18")};
  ASSIGN_OR_RETURN(
      const SuccessorPlan plan,
      PlanCorrection(code, options, false, opened.school, opened.reg, opened.store));
  TRY(opened.store.Keep(*plan.renderer));
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  return IssueSuccessor(plan, opened.school, keys_->issuer, ledger);
}

Result<void> SampleSchool::Erase(const CertificateCode& code) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const auto planned, PlanErasure(opened.reg, {&code, 1}));
  TRY(EraseCertificates(opened.school, opened.reg, planned, *Timestamp::FromUnix(now_))
          .map([](const ErasureSummary&) {}));
  return {};
}

Result<void> SampleSchool::Publish() {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const LedgerContext ledger, Ledger(opened));
  TRY(RenewHead(ledger, std::chrono::hours(24 * 7)).map([](const SignedCheckpoint&) {
  }));
  return Done(PublishSite(opened.school, opened.reg, {.directory = site()}));
}

Result<void> SampleSchool::RotateIssuer(std::optional<uint64_t> at) {
  ASSIGN_OR_RETURN(Opened opened, Open());
  ASSIGN_OR_RETURN(const std::string id,
                   NewIssuerId(opened.school, *Date::FromYmd(2026, 11, 18)));
  Ed25519PrivateKey& fresh = FreshIssuer(opened.school.trust.keys());
  const IssuerKey listed{id, Verifier(StrCat('/', id), fresh), {}};
  KeyChange change{std::move(root_),
                   {{listed, std::move(fresh)}, std::move(keys_->log)},
                   "the new key's file\n"};
  change.edit = [at](TrustKeys& keys, uint64_t index) {
    return CloseWindow(keys.issuers.back().window, at.value_or(index),
                       "the issuer key");
  };
  const Result<KeyChangeSummary> done = CommitKeyChange(
      opened.school, opened.reg, change, [this] { return *Timestamp::FromUnix(now_); });
  root_ = std::move(change.root);
  fresh = std::move(change.ledger.issuer.key);
  keys_->log = std::move(change.ledger.log);
  if (!done) return Fail(done.error());
  return AdoptIssuer(opened.school);
}

Ed25519PrivateKey& SampleSchool::FreshIssuer(const TrustKeys& keys) {
  for (Ed25519PrivateKey& spare : spare_issuers_) {
    const bool listed = std::any_of(
        keys.issuers.begin(), keys.issuers.end(),
        [&](const IssuerKey& each) { return each.key.key() == spare.public_key(); });
    if (!listed) return spare;
  }
  return spare_issuers_.emplace_back(Ed25519PrivateKey::Generate());
}

// After a change of keys, whole or interrupted, the trust file says which key signs.
Result<void> SampleSchool::AdoptIssuer(const School& school) {
  const IssuerKey& newest = school.trust.keys().issuers.back();
  Ed25519PrivateKey& current = keys_->issuer.key;
  for (Ed25519PrivateKey& spare : spare_issuers_) {
    if (spare.public_key() != newest.key.key()) continue;
    std::swap(current, spare);
    break;
  }
  keys_->issuer.listed = newest;
  if (current.public_key() == newest.key.key()) return {};
  return Fail("the sample school does not have its own issuer key");
}

Result<std::vector<ListedCertificate>> SampleSchool::All() {
  ASSIGN_OR_RETURN(Opened opened, Open());
  std::vector<ListedCertificate> all;
  const auto visit = [&](const ListedCertificate& each) {
    all.push_back(each);
    return true;
  };
  TRY(opened.reg.Search({.today = *Date::FromYmd(2026, 11, 18)}, visit).map([](size_t) {
  }));
  return all;
}

}  // namespace certseal
