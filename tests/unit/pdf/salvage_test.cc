// SPDX-License-Identifier: Apache-2.0
#include "pdf/salvage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "unit/pdf/sample_pdf.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kRecord(SamplePdf::kRecord);

std::string Stream(std::string_view data, std::string_view line_end = "\r\n") {
  return StrCat("1 0 obj\n<< >>\nstream", line_end, data, "\nendstream\nendobj\n");
}

TEST(Salvage, FindsTheRecordOfAnAlteredFile) {
  const std::string file = SamplePdf::Certificate().Build();
  EXPECT_THAT(SalvageRecords(file), ElementsAre(kRecord));
  EXPECT_THAT(SalvageRecords("garbage" + file + "garbage"), ElementsAre(kRecord));
  EXPECT_THAT(SalvageRecords(file.substr(0, file.find("\nxref"))),
              ElementsAre(kRecord));
  EXPECT_THAT(SalvageRecords(file + file), ElementsAre(kRecord));
}

TEST(Salvage, FindsItPlainAndDeflatedWithAnyLineEnd) {
  for (const char* line_end : {"\r\n", "\n", "\r"}) {
    EXPECT_THAT(SalvageRecords(Stream(kRecord, line_end)), ElementsAre(kRecord));
    EXPECT_THAT(SalvageRecords(Stream(ZlibDeflate(kRecord), line_end)),
                ElementsAre(kRecord));
  }
  EXPECT_THAT(SalvageRecords(Stream(kRecord + "\r\n")), ElementsAre(kRecord));
}

TEST(Salvage, GivesEachCandidateOnceInTheFilesOrder) {
  const std::string other = Replaced(kRecord, "Ada", "Eve");
  EXPECT_THAT(
      SalvageRecords(Stream(ZlibDeflate(other)) + Stream(kRecord) + Stream(other)),
      ElementsAre(other, kRecord));
}

TEST(Salvage, PassesOverWhatIsNoRecord) {
  EXPECT_THAT(SalvageRecords(""), IsEmpty());
  EXPECT_THAT(SalvageRecords(kRecord), IsEmpty());
  EXPECT_THAT(SalvageRecords("stream"), IsEmpty());
  EXPECT_THAT(SalvageRecords("stream\n{"), IsEmpty());
  EXPECT_THAT(SalvageRecords(Stream("{\"type\":\"Other\"}")), IsEmpty());
  EXPECT_THAT(SalvageRecords(Stream("[" + kRecord + "]")), IsEmpty());
  EXPECT_THAT(SalvageRecords("streaming\n" + kRecord), IsEmpty());
  EXPECT_THAT(SalvageRecords("endstream\n" + kRecord + "\nendstream"), IsEmpty());
  EXPECT_THAT(SalvageRecords(Stream(ZlibDeflate(kRecord).substr(0, 40))), IsEmpty());
}

TEST(Salvage, KeepsItsLimits) {
  const std::string large = Replaced(kRecord, "Ada", std::string(300 * 1024, 'a'));
  EXPECT_THAT(SalvageRecords(Stream(large)), IsEmpty());
  EXPECT_THAT(SalvageRecords(Stream(ZlibDeflate(large))), IsEmpty());

  std::string many;
  for (int i = 0; i < 20; ++i)
    many += Stream(ZlibDeflate(Replaced(kRecord, "Ada", StrCat(i))));
  EXPECT_EQ(SalvageRecords(many).size(), 8u);
  EXPECT_EQ(SalvageRecords(many, {.max_candidates = 3}).size(), 3u);
  EXPECT_EQ(SalvageRecords(many, {.max_streams = 5}).size(), 5u);

  // Bombs that begin like a record use the budget up; what comes after is not inflated.
  std::string bombs;
  for (int i = 0; i < 10; ++i) {
    bombs +=
        Stream(ZlibDeflate("{" + std::string(1 << 20, static_cast<char>('a' + i))));
  }
  const std::string last = Stream(ZlibDeflate(kRecord));
  EXPECT_THAT(SalvageRecords(bombs + last, {.max_work = 1 << 20}), IsEmpty());
  EXPECT_THAT(SalvageRecords(bombs + last), ElementsAre(kRecord));
}

TEST(Salvage, CountsWhatItReadsForNothing) {
  // Stored blocks of no bytes: input without output. Plain text that never ends.
  std::string idle = "stream\n\x78\x01";
  for (int i = 0; i < 1000; ++i) idle.append("\0\0\0\xff\xff", 5);
  std::string endless = "stream\n{" + std::string(5000, ' ');
  const std::string last = Stream(ZlibDeflate(kRecord));
  for (const std::string& waste : {idle, endless}) {
    EXPECT_THAT(SalvageRecords(waste + last, {.max_record = 4000, .max_work = 3000}),
                IsEmpty());
    EXPECT_THAT(SalvageRecords(waste + last, {.max_record = 4000, .max_work = 15'000}),
                ElementsAre(kRecord));
  }
}

}  // namespace
}  // namespace certseal
