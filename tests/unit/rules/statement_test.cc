// SPDX-License-Identifier: Apache-2.0
#include "rules/statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/rules/sample.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Statement, IsTheSchemesOwnForAPhysician) {
  EXPECT_THAT(
      SampleCertificate("MD", "NY").Lines(),
      ElementsAre(
          "Example CME Institute designates this live activity for a maximum of 14 AMA "
          "PRA Category 1 Credit(s)™. Physicians should claim only the credit "
          "commensurate with the extent of their participation in the activity.",
          "Credit claimed: 13.75 AMA PRA Category 1 Credit(s)™."));
}

TEST(Statement, JoinsTheSentencesOfAScheme) {
  SampleCertificate nurse("RN", "CA");
  EXPECT_EQ(
      nurse.Lines().back(),
      "Provider approved by the California Board of Registered Nursing, Provider "
      "Number CEP 00000, for 13.75 contact hours. This document must be retained by "
      "the licensee for a period of four years after the course concludes. Licence "
      "number 00445.");
  nurse.graduate.credits.reset();
  EXPECT_THAT(nurse.Lines().back(), HasSubstr("for 16 contact hours."));
  nurse.graduate.licence.clear();
  EXPECT_TRUE(nurse.Lines().back().ends_with("course concludes."))
      << "no words without their value";
}

TEST(Statement, IsOfDentists) {
  EXPECT_THAT(
      SampleCertificate("DDS", "CA").Lines(),
      ElementsAre(
          HasSubstr("Participated in a live activity"),
          "Dental Board of California, course registration number 07-4321-26001: 13.75 "
          "units. Licence number 00445. All of the information contained on this "
          "certificate is truthful and accurate. Completion of this course does not "
          "constitute authorization for the attendee to perform any services that he "
          "or "
          "she is not legally authorized to perform based on his or her license or "
          "permit type.",
          "Nationally Approved PACE Program Provider for FAGD/MAGD credit. Approval "
          "does "
          "not imply acceptance by any regulatory authority or AGD endorsement.",
          "AGD subject code 780, participation, 13.75 hours. AGD member number "
          "112233."));
  EXPECT_TRUE(LicenseeSigns(SampleCertificate("DDS", "CA").Ruled()));
  EXPECT_FALSE(LicenseeSigns(SampleCertificate("DDS", "NV").Ruled()));
}

TEST(Statement, IsOfFloridasOsteopaths) {
  EXPECT_EQ(
      SampleCertificate("DO", "FL").Lines().back(),
      "Florida Board of Osteopathic Medicine, provider number 50-1234: 13.75 hours "
      "of continuing education credit. Licence number 00445.");
}

TEST(Statement, TypedStandsAsItIs) {
  SampleCertificate nurse("RN", "CA");
  nurse.Type("ca-rn", "For {hours} hours, {hours}; licence {licence}, {maximum}.");
  EXPECT_EQ(nurse.Lines().back(), "For 13.75 hours, 13.75; licence 00445, .");
}

TEST(CreditLine, PartsItsItalics) {
  const CreditLine line = CreditLine::Of("a maximum of 7 *AMA PRA*™. More");
  EXPECT_EQ(line.text, "a maximum of 7 AMA PRA™. More");
  EXPECT_EQ(line.before, "a maximum of 7 ");
  EXPECT_EQ(line.emphasis, "AMA PRA");
  EXPECT_EQ(line.after, "™. More");
  const CreditLine plain = CreditLine::Of("one * star");
  EXPECT_EQ(plain.text, "one * star");
  EXPECT_EQ(plain.before, plain.text);
  EXPECT_EQ(plain.emphasis + plain.after, "");
}

TEST(Accreditation, IsOfTheCoursesItSaysAnythingOf) {
  SampleCertificate sample("MD", "NY");
  EXPECT_EQ(sample.Of("ama-pra").courses, std::vector<std::string>{"BDF-201"});
  sample.course.code = "EMG-010";
  EXPECT_TRUE(sample.Lines().empty());
}

}  // namespace
}  // namespace certseal
