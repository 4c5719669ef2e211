// SPDX-License-Identifier: Apache-2.0
#include "issue/award.h"

#include <gtest/gtest.h>

#include "issue/credit_lines.h"
#include "issue/page_content.h"
#include "issue/page_json.h"
#include "issue/render.h"

namespace certseal {
namespace {

const CertificateCode kCode = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
const Timestamp kIssued = *Timestamp::ParseRfc3339("2026-03-20T10:00:00Z");

SchoolProfile Profile() {
  return {.name = "Example School of Aesthetics",
          .legal_name = "Example School of Aesthetics, Inc.",
          .site = *SiteAddress::Parse("https://verify.school.example/"),
          .address = {"12 Orchard Street", "Springfield"},
          .provider_numbers = {{"California BRN", "17482"}},
          .signatories = {{"A", "MD", "Director"}, {"B", "", "Dean"}, {"C", "", "x"}, {"D", "", "y"}},
          .accreditations = {{"BRN", "for {hours} contact hours, {hours}.",
                              *Date::ParseIso("2026-01-01"), *Date::ParseIso("2026-03-14"),
                              {"RN"}, {}}},
          .default_location = "Springfield",
          .default_instructor = "Dr. X",
          .default_template = "classic",
          .default_language = "en",
          .date_order = "",
          .tsa = ""};
}

Course SampleCourse() {
  Course course;
  course.code = "BDF-201";
  course.title = "Botulinum Toxin Type A and Dermal Fillers";
  course.version = "2026.1";
  course.description = "Two-day course.";
  course.criteria = "Attend and pass.";
  course.didactic_hours = *Quarters::Parse("7");
  course.hands_on_hours = *Quarters::Parse("9");
  course.assessment = "written and practical";
  course.document = "completion";
  course.refresh_months = 24;
  return course;
}

Graduate SampleGraduate() {
  return {.line = 2,
          .name = "Zoë Ångström",
          .post_nominals = "BSN, RN",
          .email = "Zoe@example.org",
          .licence = "CA-00445",
          .licence_state = "CA",
          .profession = "RN",
          .course_code = "BDF-201",
          .completed = *Date::ParseIso("2026-03-14"),
          .started = std::nullopt,
          .didactic = *Quarters::Parse("7"),
          .hands_on = *Quarters::Parse("9"),
          .credits = Quarters::Parse("15.75"),
          .role = "injector",
          .location = "",
          .instructor = "",
          .template_name = ""};
}

Award Make(const Graduate& graduate) {
  return Award::Make(graduate, SampleCourse(), Profile());
}

TEST(Award, FollowsFromGraduateCourseAndProfile) {
  const Award award = Make(SampleGraduate());
  EXPECT_EQ(award.document_class, DocumentClass::kCompletion);
  EXPECT_EQ(award.holder_name, "Zoë Ångström, BSN, RN");
  EXPECT_EQ(award.assessment, "written and practical, passed");
  EXPECT_EQ(award.location, "Springfield");
  EXPECT_EQ(award.template_name, "classic");
  EXPECT_EQ(award.expires->Iso(), "2028-03-14");
}

TEST(Award, WhoObservedHasAttended) {
  Graduate observer = SampleGraduate();
  observer.role = "observer";
  EXPECT_EQ(Make(observer).document_class, DocumentClass::kAttendance);
  EXPECT_EQ(Make(observer).assessment, "attended, not assessed");
  observer.role = "didactic only";
  EXPECT_EQ(Make(observer).document_class, DocumentClass::kAttendance);
  const PageContent page = MakePage(Make(observer), Profile(), kCode, kIssued, "qr");
  EXPECT_EQ(page.fields.at("document.class"), "Certificate of Attendance");
  EXPECT_EQ(page.fields.at("verb"), "has attended");
}

// What makes issuing idempotent: the same person however it is written, and no other.
TEST(Identity, IsOfGraduateCourseAndDay) {
  const Graduate graduate = SampleGraduate();
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
  const PageContent page = MakePage(Make(SampleGraduate()), Profile(), kCode, kIssued, "qr");
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
  Graduate graduate = SampleGraduate();
  graduate.completed = *Date::ParseIso("2026-03-15");
  EXPECT_TRUE(MakePage(Make(graduate), Profile(), kCode, kIssued, "").lists.at("credits").empty());
  graduate = SampleGraduate();
  graduate.profession = "MD";
  EXPECT_TRUE(MakePage(Make(graduate), Profile(), kCode, kIssued, "").lists.at("credits").empty());
}

// The name of AMA's credit is in italics: a template shows the line in three parts.
TEST(Page, PartsALineAtItsItalics) {
  SchoolProfile profile = Profile();
  profile.accreditations[0].statement = "At most {hours} *AMA PRA*™.";
  const PageContent page =
      MakePage(Make(SampleGraduate()), profile, kCode, kIssued, "qr");
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
    for (const auto& row : SignatureRows(Make(SampleGraduate()), profile)) {
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
    return MakePage(Make(SampleGraduate()), profile, kCode, kIssued, "qr")
        .fields.at("footer");
  };
  const std::string fixed = footer();
  profile.footer_note = "BOTOX® is a registered trademark of Allergan, Inc.";
  EXPECT_EQ(footer(), fixed + " " + profile.footer_note);
}

TEST(Page, ShowsAMemberNumberWhereThereIsOne) {
  Graduate graduate = SampleGraduate();
  const auto fields = [&] {
    return MakePage(Make(graduate), Profile(), kCode, kIssued, "qr").fields;
  };
  EXPECT_FALSE(fields().contains("member"));
  graduate.member = "112233";
  EXPECT_EQ(fields().at("member"), "112233");
}

TEST(Credential, StatesTheAward) {
  const Credential c =
      MakeCredential(Make(SampleGraduate()), Profile(), kCode, {0, 7}, kIssued, SystemRandom);
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
    CertificateFacts facts{.code = kCode,
                           .holder_name = std::string(name),
                           .plain_name = std::string(name),
                           .email = "",
                           .licence = "",
                           .licence_state = "",
                           .profession = "",
                           .course_code = "BDF-201",
                           .course_title = "T",
                           .completed = *Date::ParseIso("2026-03-14"),
                           .issued = kIssued,
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
