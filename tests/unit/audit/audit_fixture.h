// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "audit/audit.h"
#include "unit/audit/sample_school.h"
#include "unit/register/raw_database.h"

namespace certseal {

// AuditTest gives every test a copy of one school of its own, in which all has happened
// that can happen: eight graduates, published twice; one revoked, one suspended, one
// suspended and reinstated, one corrected, one erased; the issuer key rotated; one
// certificate not yet published.
class AuditTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();
  void SetUp() override;
  void TearDown() override;

  // The first claim that does not hold, as "claim: statement"; empty: all hold.
  std::string Audited() const;
  std::vector<std::string> Notes() const;

  std::filesystem::path Site(std::string_view file) const {
    return school_->site() / file;
  }
  void Sql(const std::string& statement) const;  // behind the register's back
  std::string Text(const std::string& query) const {
    return RawText(school_->database(), query);
  }
  // The codes of the graduates of the sample, and of the correction.
  static const std::vector<CertificateCode>& codes();

  std::unique_ptr<SampleSchool> school_;
};

// The file with one byte changed.
void FlipByte(const std::filesystem::path& file, size_t at);

}  // namespace certseal
