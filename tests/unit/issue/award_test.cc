// SPDX-License-Identifier: Apache-2.0
#include "issue/award.h"

#include <gtest/gtest.h>

#include "issue/credit_lines.h"
#include "issue/page_content.h"
#include "issue/page_json.h"
#include "issue/render.h"
#include "unit/issue/sample_award.h"

namespace certseal {
namespace {

SchoolProfile Profile() {
  SchoolProfile profile = SampleSchool();
  profile.signatories = {{"A", "MD", "Director"}, {"B", "", "Dean"}, {"C", "", "x"}, {"D", "", "y"}};
  profile.accreditations = {{"BRN", "for {hours} contact hours, {hours}.",
                             *Date::ParseIso("2026-01-01"), *Date::ParseIso("2026-03-14"),
                             {"RN"}, {}}};
  profile.default_location = "Springfield";
  return profile;
}

Graduate LicensedGraduate() {
  Graduate graduate = SampleGraduate();
  graduate.email = "Zoe@example.org";
  graduate.licence = "CA-00445";
  graduate.licence_state = "CA";
  graduate.credits = Quarters::Parse("15.75");
  return graduate;
}

Award Make(const Graduate& graduate) {
  return Award::Make(graduate, SampleCourse(), Profile());
}

TEST(Award, FollowsFromGraduateCourseAndProfile) {
  const Award award = Make(LicensedGraduate());
  EXPECT_EQ(award.document_class, DocumentClass::kCompletion);
  EXPECT_EQ(award.holder_name, "Zoë Ångström, BSN, RN");
  EXPECT_EQ(award.assessment, "written and practical, passed");
  EXPECT_EQ(award.location, "Springfield");
  EXPECT_EQ(award.template_name, "classic");
  EXPECT_EQ(award.expires->Iso(), "2028-03-14");
}

TEST(Award, SetsNamesInScriptWhereTheCourseOrElseTheSchoolWishesIt) {
  const auto page_of = [](const char* school, const char* of_course) {
    SchoolProfile profile = Profile();
    profile.default_names = school;
    Course course = SampleCourse();
    course.names = of_course;
    const Award award = Award::Make(LicensedGraduate(), course, profile);
    return MakePage(award, profile, kSampleCode, kSampleTime, "qr");
  };
  EXPECT_TRUE(page_of("script", "").fields.contains("names.script"));
  EXPECT_TRUE(page_of("plain", "script").fields.contains("names.script"));
  EXPECT_FALSE(page_of("script", "plain").fields.contains("names.script"));
  EXPECT_FALSE(page_of("", "").fields.contains("names.script"));
}

TEST(Award, WhoObservedHasAttended) {
  Graduate observer = LicensedGraduate();
  observer.role = "observer";
  EXPECT_EQ(Make(observer).document_class, DocumentClass::kAttendance);
  EXPECT_EQ(Make(observer).assessment, "attended, not assessed");
  observer.role = "didactic only";
  EXPECT_EQ(Make(observer).document_class, DocumentClass::kAttendance);
  const PageContent page = MakePage(Make(observer), Profile(), kSampleCode, kSampleTime, "qr");
  EXPECT_EQ(page.fields.at("document.class"), "Certificate of Attendance");
  EXPECT_EQ(page.fields.at("verb"), "has attended");
}

// What makes issuing idempotent: the same person however it is written, and no other.
TEST(Identity, IsOfGraduateCourseAndDay) {
  const Graduate graduate = LicensedGraduate();
  const auto with = [&](auto change) {
    Graduate other = graduate;
    change(other);
    return IdentityOf(Make(other));
  };
  const Sha256Digest same = IdentityOf(Make(graduate));
  EXPECT_EQ(with([](Graduate& g) { g.name = "ZOE ANGSTROM"; }), same);
  EXPECT_EQ(with([](Graduate& g) { g.licence = "ca 00445"; }), same);
  EXPECT_EQ(with([](Graduate& g) { g.email = "new@example.org"; }), same);
  EXPECT_EQ(with([](Graduate& g) { g.post_nominals = "MSN"; }), same);
  EXPECT_NE(with([](Graduate& g) { g.licence = "CA-00446"; }), same);
  EXPECT_NE(with([](Graduate& g) { g.name = "Zoë Engström"; }), same);
  EXPECT_NE(with([](Graduate& g) { g.completed = *Date::ParseIso("2026-03-15"); }), same);
  EXPECT_NE(IdentityOf(Make(graduate), 1), same);
  const auto by_email = with([](Graduate& g) { g.licence = ""; });
  EXPECT_EQ(with([](Graduate& g) { g.licence = "", g.email = "zoe@EXAMPLE.org"; }), by_email);
  EXPECT_NE(with([](Graduate& g) { g.licence = "", g.email = ""; }), by_email);
}

TEST(Page, ShowsWhatIsKnownAndNothingElse) {
  const PageContent page = MakePage(Make(LicensedGraduate()), Profile(), kSampleCode, kSampleTime, "qr");
  EXPECT_EQ(page.fields.at("completed"), "March 14, 2026");
  EXPECT_EQ(page.fields.at("issued"), "March 20, 2026");
  EXPECT_EQ(page.fields.at("code"), "7K3M-9QXT-2A8R-W5DH-N4V2");
  EXPECT_EQ(page.fields.at("school.initials"), "ESA");
  EXPECT_EQ(page.lists.at("signatories").size(), 3u) << "three lines fit";
  ASSERT_EQ(page.lists.at("credits").size(), 1u);
  EXPECT_EQ(page.lists.at("credits")[0].at("text"), "for 15.75 contact hours, 15.75.");
  EXPECT_EQ(PageToJson(*PageFromJson(PageToJson(page))), PageToJson(page));
  EXPECT_FALSE(PageFromJson("{}"));
  EXPECT_FALSE(PageFromJson(R"({"fields":{"a":1},"language":"en","lists":{}})"));
}

// An accreditor's line stands only within its days, and for its professions.
TEST(Page, PrintsNoLineOutsideAnApproval) {
  Graduate graduate = LicensedGraduate();
  graduate.completed = *Date::ParseIso("2026-03-15");
  EXPECT_TRUE(MakePage(Make(graduate), Profile(), kSampleCode, kSampleTime, "").lists.at("credits").empty());
  graduate = LicensedGraduate();
  graduate.profession = "MD";
  EXPECT_TRUE(MakePage(Make(graduate), Profile(), kSampleCode, kSampleTime, "").lists.at("credits").empty());
}

// The name of AMA's credit is in italics: a template shows the line in three parts.
TEST(Page, PartsALineAtItsItalics) {
  SchoolProfile profile = Profile();
  profile.accreditations[0].statement = "At most {hours} *AMA PRA*™.";
  const PageContent page =
      MakePage(Make(LicensedGraduate()), profile, kSampleCode, kSampleTime, "qr");
  const std::map<std::string, std::string> row = {{"text", "At most 15.75 AMA PRA™."},
                                                  {"before", "At most 15.75 "},
                                                  {"emphasis", "AMA PRA"},
                                                  {"after", "™."}};
  EXPECT_EQ(page.lists.at("credits").at(0), row);
}

TEST(Page, HasTheLicenseeSignWhereThereIsRoom) {
  SchoolProfile profile = Profile();
  profile.accreditations[0].licensee_signs = true;
  const auto signers = [&] {
    std::vector<std::string> names;
    for (const auto& row :
         SignatureRows(Make(LicensedGraduate()), profile, Language::English())) {
      names.push_back(row.at("name") + "/" + row.at("title"));
    }
    return names;
  };
  EXPECT_EQ(signers(), (std::vector<std::string>{"A/Director", "B/Dean", "C/x"}));
  profile.signatories.resize(2);
  EXPECT_EQ(signers(), (std::vector<std::string>{"A/Director", "B/Dean",
                                                 "Zoë Ångström/Licensee"}));
}

TEST(Page, LengthensTheFooterAndNeverShortensIt) {
  SchoolProfile profile = Profile();
  const auto footer = [&] {
    return MakePage(Make(LicensedGraduate()), profile, kSampleCode, kSampleTime, "qr")
        .fields.at("footer");
  };
  const std::string fixed = footer();
  profile.footer_note = "BOTOX® is a registered trademark of Allergan, Inc.";
  EXPECT_EQ(footer(), fixed + " " + profile.footer_note);
}

TEST(Page, ShowsAMemberNumberWhereThereIsOne) {
  Graduate graduate = LicensedGraduate();
  const auto fields = [&] {
    return MakePage(Make(graduate), Profile(), kSampleCode, kSampleTime, "qr").fields;
  };
  EXPECT_FALSE(fields().contains("member"));
  graduate.member = "112233";
  EXPECT_EQ(fields().at("member"), "112233");
}

TEST(Credential, StatesTheAward) {
  const Credential c =
      MakeCredential(Make(LicensedGraduate()), Profile(), kSampleCode, {0, 7}, kSampleTime, SystemRandom);
  EXPECT_TRUE(CheckCredential(c));
  EXPECT_EQ(c.holder_name, "Zoë Ångström, BSN, RN");
  EXPECT_TRUE(c.email->Matches("Zoe@example.org"));
  EXPECT_TRUE(c.licence->Matches("CA-00445"));
  EXPECT_NE(c.email->salt, c.licence->salt);
  EXPECT_FALSE(c.started);
  EXPECT_EQ(c.credits->Text(), "15.75");
}

TEST(CertificatePath, IsSafeOnEverySystem) {
  const auto name_of = [](std::string_view name) {
    CertificateFacts facts{.code = kSampleCode,
                           .holder_name = std::string(name),
                           .plain_name = std::string(name),
                           .email = "",
                           .licence = "",
                           .licence_state = "",
                           .profession = "",
                           .course_code = "BDF-201",
                           .course_title = "T",
                           .completed = *Date::ParseIso("2026-03-14"),
                           .issued = kSampleTime,
                           .expires = std::nullopt};
    return CertificatePath(facts).string();
  };
  EXPECT_EQ(name_of("Zoë Ångström"),
            "2026/BDF-201/2026-03-14_BDF-201_Zoë-Ångström_7K3M.pdf");
  EXPECT_EQ(name_of("../../etc/passwd"), "2026/BDF-201/2026-03-14_BDF-201_etc-passwd_7K3M.pdf");
  EXPECT_EQ(name_of("A<b>:\"|?*\\C"), "2026/BDF-201/2026-03-14_BDF-201_A-b-C_7K3M.pdf");
  EXPECT_EQ(name_of("O’Brien Jr."), "2026/BDF-201/2026-03-14_BDF-201_OBrien-Jr_7K3M.pdf");
  EXPECT_LT(name_of(std::string(3000, 'x')).size(), 150u);
}

}  // namespace
}  // namespace certseal
