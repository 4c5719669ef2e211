// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "issue/init_school.h"
#include "issue/issue_roster.h"
#include "issue/school_register.h"
#include "issue/template_store.h"

namespace certseal {

// LifeTest has a school that has issued a class. The school and its keys are made once:
// that takes seconds. Each test begins with a copy.
class LifeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::filesystem::remove_all(Place("made"));
    const Secret passphrase("correct horse battery");
    ASSERT_TRUE(
        InitSchool({Place("made"), "Example School of Aesthetics",
                    "https://verify.school.example/", passphrase, SystemNow()}));
    std::filesystem::copy_file(Demo() / "school.json", Place("made") / "school.json",
                               std::filesystem::copy_options::overwrite_existing);
    auto keys = OpenIssuingKeys(*School::Open(Place("made")), passphrase, SystemNow());
    ASSERT_TRUE(keys) << keys.error().message;
    keys_.emplace(std::move(*keys));
  }
  static void TearDownTestSuite() {
    keys_.reset();
    std::filesystem::remove_all(Place("made"));
  }

  void SetUp() override {
    std::filesystem::remove_all(directory_);
    std::filesystem::copy(Place("made"), directory_,
                          std::filesystem::copy_options::recursive);
    Reopen();
  }
  void TearDown() override {
    register_.reset();
    std::filesystem::remove_all(directory_);
  }

  static std::filesystem::path Demo() {
    return std::filesystem::path(CERTSEAL_SOURCE_DIR) / "scripts" / "demo";
  }
  static std::filesystem::path Place(std::string_view name) {
    return std::filesystem::temp_directory_path() /
           StrCat("certseal-life-", ::getpid(), "-", name);
  }

  // After school.json or courses.json was changed.
  void Reopen() {
    register_.reset();
    school_.emplace(*School::Open(directory_));
    register_.emplace(*OpenRegister(*school_));
    store_.emplace(school_->paths,
                   std::vector<std::filesystem::path>{
                       std::filesystem::path(CERTSEAL_SOURCE_DIR) / "templates"});
  }

  LedgerContext Ledger() {
    return *MakeLedgerContext(*school_, *register_, keys_->ledger,
                              [this] { return now_; });
  }

  RosterPlan Plan(std::string_view csv) {
    const Roster& roster = rosters_.emplace_back(
        *ReadRoster(csv, {.course = "", .today = now_.date()}, school_->catalogue));
    EXPECT_FALSE(roster.has_errors());
    return *PlanRoster(roster, {}, *school_, *register_, *store_);
  }

  // Issue gives the codes in the order of the rows.
  std::vector<CertificateCode> Issue(std::string_view csv) {
    const RosterPlan plan = Plan(csv);
    for (const PlannedRow& row : plan.rows) {
      EXPECT_TRUE(!row.renderer || store_->Keep(*row.renderer));
    }
    const LedgerContext ledger = Ledger();
    const auto issued = IssuePlanned(plan, *school_, keys_->ledger.issuer, ledger,
                                     {"class.csv", Sha256(csv)});
    EXPECT_TRUE(issued) << issued.error().message;
    std::vector<CertificateCode> codes;
    for (const IssuedCertificate& each : *issued) codes.push_back(each.code);
    return codes;
  }
  std::vector<CertificateCode> IssueDemo() {
    return Issue(*ReadFile(Demo() / "roster.csv", 1 << 20));
  }

  // A class of people of letters: "Ann A", "Ann B" ... "Ann Z", "Ann AA" ...
  static std::string Class(size_t people, std::string_view completed = "2026-03-14") {
    std::string csv =
        "Name,Credentials,Email,Licence,Course,Completed,Started,Didactic,Hands-on,"
        "Claimed,Role,Location\n";
    const auto letter = [](size_t i) {
      return std::string(1, static_cast<char>('A' + i));
    };
    for (size_t i = 0; i < people; ++i) {
      const std::string first = i < 26 ? "" : letter(i / 26 - 1);
      csv += StrCat("Ann ", first, letter(i % 26), ",RN,a", i, "@example.org,L-", i,
                    ",BDF-201,", completed, ",,7,9,16,injector,Reno\n");
    }
    return csv;
  }

  StoredCertificate Stored(const CertificateCode& code) {
    return **register_->FindByCode(code);
  }
  CertificateState State(const CertificateCode& code) { return Stored(code).state; }
  CertificateHistory History(const CertificateCode& code) {
    return *register_->History(code);
  }
  uint64_t LogSize() { return *register_->LogSize(); }

  static inline std::optional<IssuingKeys> keys_;
  const std::filesystem::path directory_ = Place("copy");
  Timestamp now_ = SystemNow();
  std::optional<School> school_;
  std::optional<Register> register_;
  std::optional<TemplateStore> store_;
  std::deque<Roster> rosters_;  // the plans speak of
};

}  // namespace certseal
