// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "base/strings.h"
#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SearchTest : public RegisterTest {
 protected:
  SearchTest() : register_(Create()) {
    Person("Zoë Ångström", "Zoë Ångström, BSN, RN", "zoe@clinic.example", "RN-0012345");
    Person("Jean-Luc O'Brien", "Jean-Luc O'Brien", "jl@example.org", "PA_77");
    Person("Nguyễn Thị Hồng", "Nguyễn Thị Hồng, NP", "", "100%");
    Person("Łukasz Weiß", "Łukasz Weiß", "lw@example.org", "A!B");
    Person("Σοφία Παπαδοπούλου", "Σοφία Παπαδοπούλου", "", "");
    rows_[0].facts.completed = Day("2026-01-10");
    rows_[1].facts.completed = Day("2026-02-10");
    rows_[1].facts.course_code = "LAS-101";
    rows_[2].facts.completed = Day("2026-02-10");
    rows_[3].facts.completed = Day("2026-03-10");
    rows_[3].facts.expires = Day("2026-04-01");
    rows_[3].facts.issued = *Timestamp::ParseRfc3339("2026-03-31T23:59:59Z");
    rows_[4].facts.issued = *Timestamp::ParseRfc3339("2026-04-01T00:00:00Z");
    Add(register_, rows_);
  }

  void Person(std::string plain, std::string printed, std::string email,
              std::string licence) {
    CertificateRow row = RowNumber(static_cast<uint32_t>(rows_.size()));
    row.facts.plain_name = std::move(plain);
    row.facts.holder_name = std::move(printed);
    row.facts.email = std::move(email);
    row.facts.licence = std::move(licence);
    rows_.push_back(std::move(row));
  }

  // The indices in rows_ of what is found, in order.
  std::vector<size_t> Found(const SearchQuery& query) {
    std::vector<size_t> found;
    const auto count =
        register_.Search(query, [&](const ListedCertificate& certificate) {
          found.push_back(IndexOf(certificate.facts.code));
          return true;
        });
    EXPECT_TRUE(count) << count.error().message;
    EXPECT_EQ(count.value_or(0), found.size());
    return found;
  }
  std::vector<size_t> FoundText(std::string text) {
    return Found({.today = Day("2026-03-20"), .text = std::move(text)});
  }
  size_t IndexOf(const CertificateCode& code) const {
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].facts.code == code) return i;
    }
    return rows_.size();
  }
  std::string Why(const SearchQuery& query) {
    const auto count =
        register_.Search(query, [](const ListedCertificate&) { return true; });
    return count ? "found" : count.error().message;
  }

  std::vector<CertificateRow> rows_;
  Register register_;
};

TEST_F(SearchTest, GivesAllByCompletionThenName) {
  EXPECT_THAT(FoundText(""), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(FoundText("  \t "), ElementsAre(0, 1, 2, 3, 4));
}

TEST_F(SearchTest, ForgivesCaseAndAccents) {
  for (const char* text : {"zoe", "ZOË", "angstrom", "Ångström", "ngstr",
                           "Angstrom zoe", "bsn", "A\xcc\x8angstro\xcc\x88m"}) {
    EXPECT_THAT(FoundText(text), ElementsAre(0)) << text;
  }
  EXPECT_THAT(FoundText("nguyen thi hong"), ElementsAre(2));
  EXPECT_THAT(FoundText("lukasz weiss"), ElementsAre(3));
  EXPECT_THAT(FoundText("ΣΟΦΙΑ"), ElementsAre(4));
  EXPECT_THAT(FoundText("o\xe2\x80\x99"
                        "brien"),
              ElementsAre(1));
  EXPECT_THAT(FoundText("jean\xe2\x80\x91luc"), ElementsAre(1));
}

TEST_F(SearchTest, FindsEmailAndLicence) {
  EXPECT_THAT(FoundText("ZOE@clinic"), ElementsAre(0));
  EXPECT_THAT(FoundText("example.org"), ElementsAre(1, 3));
  EXPECT_THAT(FoundText("0012345"), ElementsAre(0));
  EXPECT_THAT(FoundText("rn-0012345 zoe"), ElementsAre(0));
}

TEST_F(SearchTest, WantsEveryWord) {
  EXPECT_THAT(FoundText("zoe brien"), IsEmpty());
  EXPECT_THAT(FoundText("example.org weiß"), ElementsAre(3));
}

TEST_F(SearchTest, TakesWildcardsLiterally) {
  EXPECT_THAT(FoundText("%"), ElementsAre(2));
  EXPECT_THAT(FoundText("_"), ElementsAre(1));
  EXPECT_THAT(FoundText("!"), ElementsAre(3));
  EXPECT_THAT(FoundText("a!b"), ElementsAre(3));
  for (const char* text :
       {"z%e", "z_e", "\\", "zoe\\", "'", "' OR 1=1 --", "\"", "*", "?"}) {
    EXPECT_THAT(FoundText(text), testing::Not(testing::Contains(0))) << text;
  }
}

TEST_F(SearchTest, FindsCodesHoweverWritten) {
  const std::string compact = rows_[2].facts.code.compact();
  const std::string printed = rows_[2].facts.code.Printed();
  for (const std::string& text :
       {compact, printed, AsciiLower(printed), compact.substr(3, 9),
        printed.substr(5, 4), printed.substr(2, 9),
        printed.substr(0, 4) + " " + printed.substr(5, 4)}) {
    EXPECT_THAT(FoundText(text), ElementsAre(2)) << text;
  }
  EXPECT_THAT(FoundText(compact + "0"), IsEmpty());
  EXPECT_THAT(FoundText(compact + " zoe"), IsEmpty());
}

TEST_F(SearchTest, ReadsLettersInCodesAsDigits) {
  CertificateRow row = RowNumber(50);
  row.facts.code = CertificateCode::Generate(
      [](size_t n) { return std::string("\0\1\0\1", 4) + std::string(n - 4, '\2'); });
  rows_.push_back(row);
  Add(register_, {row});
  EXPECT_THAT(FoundText("oiol2222"), ElementsAre(5));
}

TEST_F(SearchTest, FiltersByCourseDatesAndBatch) {
  const Date today = Day("2026-03-20");
  EXPECT_THAT(Found({.today = today, .course = "LAS-101"}), ElementsAre(1));
  EXPECT_THAT(Found({.today = today, .course = "las-101"}), IsEmpty());
  EXPECT_THAT(Found({.today = today, .course = "' OR '1'='1"}), IsEmpty());
  EXPECT_THAT(Found({.today = today, .completed_from = Day("2026-02-10")}),
              ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(Found({.today = today, .completed_to = Day("2026-02-10")}),
              ElementsAre(0, 1, 2));
  EXPECT_THAT(Found({.today = today,
                     .issued_from = Day("2026-04-01"),
                     .issued_to = Day("2026-04-01")}),
              ElementsAre(4));
  EXPECT_THAT(Found({.today = today, .issued_to = Day("2026-03-31")}), ElementsAre(3));
  EXPECT_THAT(Found({.today = today, .batch = 1}), SizeIs(5));
  EXPECT_THAT(Found({.today = today, .batch = 2}), IsEmpty());
  EXPECT_THAT(Found({.today = today, .text = "example.org", .course = "LAS-101"}),
              ElementsAre(1));
}

TEST_F(SearchTest, FiltersByStanding) {
  Raw(Path(), "UPDATE certificates SET state = 'revoked' WHERE id = 2");
  const auto found = [&](std::string_view day, Standing standing) {
    return Found({.today = Day(day), .standing = standing});
  };
  EXPECT_THAT(found("2026-03-31", Standing::kActive), ElementsAre(0, 2, 3, 4));
  EXPECT_THAT(found("2026-04-01", Standing::kActive), ElementsAre(0, 2, 4));
  EXPECT_THAT(found("2026-04-01", Standing::kExpired), ElementsAre(3));
  EXPECT_THAT(found("2026-03-31", Standing::kExpired), IsEmpty());
  EXPECT_THAT(found("2026-04-01", Standing::kRevoked), ElementsAre(1));
  EXPECT_THAT(found("2026-04-01", Standing::kReplaced), IsEmpty());
  EXPECT_EQ(register_.Summary(Day("2026-04-01")).value(),
            (RegisterSummary{.active = 3, .expired = 1, .revoked = 1}));
}

TEST_F(SearchTest, PagesThroughAll) {
  const Date today = Day("2026-03-20");
  EXPECT_THAT(Found({.today = today, .limit = 2}), ElementsAre(0, 1));
  EXPECT_THAT(Found({.today = today, .limit = 2, .offset = 2}), ElementsAre(2, 3));
  EXPECT_THAT(Found({.today = today, .offset = 3}), ElementsAre(3, 4));
  EXPECT_THAT(Found({.today = today, .limit = 0}), IsEmpty());
}

TEST_F(SearchTest, StopsWhenToldAndLetsOthersWriteMeanwhile) {
  size_t calls = 0;
  const auto count = register_.Search(
      {.today = Day("2026-03-20")}, [&](const ListedCertificate& certificate) {
        Register other = Open();
        Add(other, RowsNumbered(static_cast<uint32_t>(100 + calls), 1));
        EXPECT_TRUE(register_.FindByCode(certificate.facts.code).value());
        return ++calls < 3;
      });
  EXPECT_EQ(count.value(), 3u);
  EXPECT_EQ(Count(register_), 8u);
}

TEST_F(SearchTest, RefusesWhatNobodyTypes) {
  const Date today = Day("2026-03-20");
  EXPECT_EQ(Why({.today = today, .text = std::string(201, 'x')}),
            "the text to search for is longer than 200 bytes");
  EXPECT_EQ(Why({.today = today, .text = "a b c d e f g h i"}),
            "more than 8 words to search for");
  EXPECT_EQ(Why({.today = today, .text = "\xff"}),
            "the text to search for is not valid UTF-8");
  EXPECT_EQ(Why({.today = today, .course = std::string("a\0b", 3)}),
            "the course to search for is not valid UTF-8");
}

TEST_F(SearchTest, ListsWhatWasErasedWithoutThePerson) {
  const auto before = register_.Summary(Day("2026-04-01")).value();
  auto transaction = register_.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  ASSERT_TRUE(transaction->Erase(rows_[0].facts.code, SystemNow()));
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(register_.Summary(Day("2026-04-01")).value(), before);
  EXPECT_THAT(FoundText(""), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(FoundText("zoe"), IsEmpty());
  EXPECT_THAT(FoundText(rows_[0].facts.code.Printed()), ElementsAre(0));
  const auto found = register_.FindByCode(rows_[0].facts.code);
  ASSERT_TRUE(found && *found) << found.error().message;
  EXPECT_TRUE((*found)->erased);
  EXPECT_EQ((*found)->row.facts.holder_name, "");
  EXPECT_EQ((*found)->row.facts.course_code, rows_[0].facts.course_code);
  EXPECT_EQ((*found)->record_sha256, Sha256(rows_[0].record));
}

}  // namespace
}  // namespace certseal
