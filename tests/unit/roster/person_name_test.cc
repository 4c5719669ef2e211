// SPDX-License-Identifier: Apache-2.0
#include "roster/person_name.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

NameReading ReadParts(std::string first, std::string last) {
  return ReadPersonName({{"First", first, first}, {"Last", last, last}});
}

// "name | credentials | severity: message / ...", the latter parts where there are any.
std::string Show(const NameReading& reading) {
  std::string out = reading.name;
  if (!reading.credentials.empty()) out += " | " + Join(reading.credentials, ", ");
  for (const Finding& finding : reading.findings) {
    constexpr const char* kNames[] = {"repair", "notice", "warning", "error"};
    out += std::string(" / ") + kNames[static_cast<int>(finding.severity)] + ": " +
           finding.message;
  }
  return out;
}

std::string Full(const std::string& name) {
  return Show(ReadPersonName({{"Name", name, name}}));
}

std::string Two(const std::string& first, const std::string& last) {
  return Show(ReadParts(first, last));
}

TEST(ReadPersonName, KeepsNamesAsGiven) {
  for (const char* name : {"María José de la Peña-Núñez",
                           "Suharto",
                           "Ng",
                           "Ali علي",
                           "Anne-Marie O’Connor",
                           "J. R. R. Tolkien",
                           "van der Berg Jr.",
                           "Núñez, Jr.",
                           "Ŵyn Llŷr",
                           "Nguyễn Thị Ánh",
                           "Gal·la Puig",
                           "Владимир Їжак",
                           "Ελένη",
                           "プリヤ・シャルマ",
                           "राम प्रसाद",
                           "Kim Do",
                           "Jean Le Roy",
                           "D'Angelo Ma",
                           "'t Hooft",
                           "William Gates III",
                           "McDonald",
                           "JR Ewing"}) {
    EXPECT_EQ(Full(name), name);
  }
  EXPECT_EQ(Two("Sean", "O’Connor III"), "Sean O’Connor III");
  EXPECT_EQ(Two("", "Suharto"), "Suharto");
  EXPECT_EQ(Two("Madonna", ""), "Madonna");
}

TEST(ReadPersonName, TurnsRoundFamilyAndGivenName) {
  EXPECT_EQ(Full("Smith, John"),
            "John Smith / repair: family name and given name turned round");
  EXPECT_EQ(
      Full("van der Berg Jr., Jan Piet"),
      "Jan Piet van der Berg Jr. / repair: family name and given name turned round");
  EXPECT_EQ(Two("Smith, John", ""),
            "John Smith / repair: family name and given name turned round");
  EXPECT_EQ(Full("Kim, Do"),
            "Do Kim / repair: family name and given name turned round");
}

TEST(ReadPersonName, MovesLettersAfterTheName) {
  const std::string moved =
      " / repair: letters after the name moved to the credentials: ";
  EXPECT_EQ(Two("Jean-François", "L'Écuyer, DDS"),
            "Jean-François L'Écuyer | DDS" + moved + "DDS");
  EXPECT_EQ(Full("Anna Berg, MSN, RN"), "Anna Berg | MSN, RN" + moved + "MSN, RN");
  EXPECT_EQ(Full("Anna Berg, MSN RN"), "Anna Berg | MSN, RN" + moved + "MSN, RN");
  EXPECT_EQ(Full("Anna Berg RN"), "Anna Berg | RN" + moved + "RN");
  EXPECT_EQ(Full("Anna Berg, M.D."), "Anna Berg | M.D." + moved + "M.D.");
  EXPECT_EQ(Full("Smith, John, RN"),
            "John Smith | RN" + moved +
                "RN / repair: family name and given name turned round");
  EXPECT_EQ(Two("Anna", "KIM, DO").substr(0, 13), "Anna KIM | DO");
  EXPECT_EQ(Full("Anna Berg,"), "Anna Berg / repair: comma at the end dropped");
}

TEST(ReadPersonName, DoesNotGuessBetweenNamesAndLetters) {
  EXPECT_EQ(Full("KIM, DO"),
            " / error: can be a family name and a given name, or a name and \"DO\" as "
            "letters "
            "after it");
  for (const char* letters : {"rn", "Rn", "md phd"}) {
    EXPECT_EQ(
        Full(StrCat("Smith, ", letters)),
        StrCat(" / error: can be a family name and a given name, or a name and \"",
               letters, "\" as letters after it"));
  }
  EXPECT_EQ(Full("Wei MA"),
            "Wei MA / warning: \"MA\" at the end may be letters after the name");
  const std::string comma =
      " / error: has a comma that is neither before a given name nor before known "
      "letters";
  EXPECT_EQ(Two("Anna, Maria", "Berg"), comma);
  EXPECT_EQ(Full("Berg, Anna, Maria"), comma);
  EXPECT_EQ(Full(", Anna"), comma);
}

TEST(ReadPersonName, WarnsAndChangesNothing) {
  EXPECT_EQ(Two("SEAN", "O’CONNOR III"),
            "SEAN O’CONNOR III / warning: is in capitals throughout; the certificate "
            "will say "
            "\"SEAN O’CONNOR III\"");
  EXPECT_EQ(
      Two("ngọc anh", "nguyễn"),
      "ngọc anh nguyễn / warning: is in small letters throughout; the certificate will "
      "say \"ngọc anh nguyễn\"");
  EXPECT_EQ(Two("Jane", "DOE"),
            "Jane DOE / warning: is in capitals throughout; the "
            "certificate will say \"Jane DOE\"");
  EXPECT_EQ(Full("Dr. Anna Berg"),
            "Dr. Anna Berg / warning: begins with the title \"Dr.\"; "
            "the certificate will say \"Dr. Anna Berg\"");
  EXPECT_EQ(Full("Drew Berg"), "Drew Berg");
  EXPECT_EQ(Two("小林", "花子"),
            "小林 花子 / notice: is printed as \"小林 花子\": the first name first");
  EXPECT_EQ(Full("小林花子"), "小林花子");
}

TEST(ReadPersonName, RefusesWhatIsNoName) {
  EXPECT_EQ(Two("", ""), " / error: there is no name");
  EXPECT_EQ(Full("-"), " / error: there is no name");
  EXPECT_EQ(Full("Anna Berg 2"), " / error: a name has no digits");
  EXPECT_EQ(Full("Jos? Berg"), " / error: a name has no \"?\"");
  EXPECT_EQ(Full("Anna (Annie) Berg"), " / error: a name has no \"(\"");
  EXPECT_EQ(Full("Anna <b>"), " / error: a name has no \"<\"");
  EXPECT_EQ(Full("anna@berg.org"), " / error: a name has no \"@\"");
  EXPECT_EQ(Full("Anna 😀"), " / error: a name has no \"😀\"");
  EXPECT_EQ(Full("Aa" + std::string(119, 'a')),
            " / error: the name is longer than 120 characters");
}

}  // namespace
}  // namespace certseal
