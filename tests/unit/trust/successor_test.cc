// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <functional>

#include "base/strings.h"
#include "log/note.h"
#include "unit/trust/test_school.h"

namespace certseal {
namespace {

class SuccessorTest : public testing::Test {
 protected:
  // A school in its second year: of each kind an open key and a closed one.
  TrustKeys Keys(uint64_t version = 5) const {
    TrustKeys keys = school_.Keys(version);
    keys.logs = {{TestSchool::Key("", school_.log), {0, 50}},
                 {TestSchool::Key("", TestSigner::OfRepeated(30)), {50, {}}}};
    keys.issuers = {
        {"key-2026-01", TestSchool::Key("/key-2026-01", school_.issuer), {0, 40}},
        {"key-2027-01",
         TestSchool::Key("/key-2027-01", TestSigner::OfRepeated(31)),
         {40, {}}}};
    keys.documents = {{Sha256("document key"), {0, 77}}, {Sha256("another"), {60, {}}}};
    return keys;
  }

  // Why says why the sixth version, changed, may not follow; it is truly signed.
  std::string Why(const std::function<void(TrustKeys&)>& change) const {
    TrustKeys next = Keys(6);
    change(next);
    return WhyNot(school_.Trust(next));
  }

  std::string WhyNot(const TrustFile& next) const {
    const auto checked = school_.Trust(Keys()).CheckSuccessor(next);
    if (checked) return "accepted";
    const std::string& message = checked.error().message;
    EXPECT_TRUE(message.starts_with("not the next trust file: ")) << message;
    return message.substr(message.find(": ") + 2);
  }

  const TestSchool school_;
  const TestSchool heir_{40};
};

TEST_F(SuccessorTest, IsTheNextVersion) {
  EXPECT_EQ(Why([](TrustKeys&) {}), "accepted");
  EXPECT_EQ(Why([](TrustKeys& next) { next.version = 5; }),
            "version 5 does not follow on 5");
  EXPECT_EQ(Why([](TrustKeys& next) { next.version = 4; }),
            "version 4 does not follow on 5");
  EXPECT_EQ(Why([](TrustKeys& next) { next.version = 7; }),
            "version 7 does not follow on 5");
  const TrustFile last = school_.Trust(Keys(UINT64_MAX));
  EXPECT_FALSE(last.CheckSuccessor(last));
  EXPECT_FALSE(last.CheckSuccessor(school_.Trust(Keys(1))));
}

TEST_F(SuccessorTest, MayChangeTheNameButNotTheSite) {
  EXPECT_EQ(Why([](TrustKeys& next) { next.name = "School of Another Name"; }),
            "accepted");
  EXPECT_EQ(Why([](TrustKeys& next) {
              next.site = SiteAddress::FromOrigin("other.example").value();
            }),
            "it is of \"other.example\", not of \"verify.school.example\"");
}

TEST_F(SuccessorTest, KeepsEveryKey) {
  const std::string closed_log = Keys().logs[0].key.Text();
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs.erase(next.logs.begin()); }),
            "it no longer lists the log key " + Quote(closed_log));
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs.pop_back(); }),
            "it no longer lists the log key " + Quote(Keys().logs[1].key.Text()));
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers.erase(next.issuers.begin()); }),
            "it no longer lists the issuer key \"key-2026-01\"");
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers.pop_back(); }),
            "it no longer lists the issuer key \"key-2027-01\"");
  EXPECT_EQ(Why([](TrustKeys& next) { next.documents.pop_back(); }),
            "it no longer lists the document key " + Quote(Sha256("another").Base64()));
}

TEST_F(SuccessorTest, GivesNoKeyAnotherName) {
  const TestSigner stranger = TestSigner::OfRepeated(60);
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers[1].id = "key-2027-02"; }),
            "it no longer lists the issuer key \"key-2027-01\"");
  EXPECT_EQ(Why([&](TrustKeys& next) {
              next.issuers[1].key = TestSchool::Key("/key-2027-01", stranger);
            }),
            "it no longer lists the issuer key \"key-2027-01\"");
  EXPECT_EQ(
      Why([&](TrustKeys& next) { next.logs[1].key = TestSchool::Key("", stranger); }),
      "it no longer lists the log key " + Quote(Keys().logs[1].key.Text()));
  EXPECT_EQ(Why([](TrustKeys& next) { next.documents[1].spki = Sha256("third"); }),
            "it no longer lists the document key " + Quote(Sha256("another").Base64()));
}

TEST_F(SuccessorTest, MovesNoBegin) {
  const std::string log = Quote(Keys().logs[1].key.Text());
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs[1].window.begin = 49; }),
            "it moves the begin of the log key " + log + " from 50 to 49");
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs[1].window.begin = 51; }),
            "it moves the begin of the log key " + log + " from 50 to 51");
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers[1].window.begin = 0; }),
            "it moves the begin of the issuer key \"key-2027-01\" from 40 to 0");
  EXPECT_EQ(Why([](TrustKeys& next) { next.documents[0].window.begin = 1; }),
            "it moves the begin of the document key " +
                Quote(Sha256("document key").Base64()) + " from 0 to 1");
}

TEST_F(SuccessorTest, OpensNoWindowAgain) {
  const std::string log = Quote(Keys().logs[0].key.Text());
  const std::string document = Quote(Sha256("document key").Base64());
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs[0].window.end.reset(); }),
            "it opens the log key " + log + " again");
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers[0].window.end.reset(); }),
            "it opens the issuer key \"key-2026-01\" again");
  EXPECT_EQ(Why([](TrustKeys& next) { next.documents[0].window.end.reset(); }),
            "it opens the document key " + document + " again");
  EXPECT_EQ(Why([](TrustKeys& next) { next.logs[0].window.end = 51; }),
            "it moves the end of the log key " + log + " from 50 up to 51");
  EXPECT_EQ(Why([](TrustKeys& next) { next.issuers[0].window.end = UINT64_MAX; }),
            "it moves the end of the issuer key \"key-2026-01\" from 40 up to "
            "18446744073709551615");
  EXPECT_EQ(Why([](TrustKeys& next) { next.documents[0].window.end = 78; }),
            "it moves the end of the document key " + document + " from 77 up to 78");
}

TEST_F(SuccessorTest, MayCloseAndAddKeysInAnyOrder) {
  EXPECT_EQ(Why([](TrustKeys& next) {
              next.logs[1].window.end = 90;
              next.issuers[1].window.end = 40;  // it never counted
              next.issuers[0].window.end = 12;  // the theft was earlier than thought
              next.documents[1].window.end = 90;
              next.logs.push_back(
                  {TestSchool::Key("", TestSigner::OfRepeated(61)), {90, {}}});
              next.issuers.insert(
                  next.issuers.begin(),
                  {"key-2028-01",
                   TestSchool::Key("/key-2028-01", TestSigner::OfRepeated(62)),
                   {90, {}}});
              std::swap(next.documents[0], next.documents[1]);
            }),
            "accepted");
}

TEST_F(SuccessorTest, MayChangeWitnesses) {
  const TestWitness witness("witness.example/w1", 63);
  EXPECT_EQ(Why([&](TrustKeys& next) {
              next.witnesses = {witness.key};
              next.quorum = 1;
            }),
            "accepted");
}

TEST_F(SuccessorTest, NeedsBothRootsWhereTheRootChanges) {
  TrustKeys next = Keys(6);
  next.root = TestSchool::Key("/root", heir_.root);
  const VerifierKey previous = Keys().root;
  const auto parse = [](const std::string& file) { return TrustFile::Parse(file); };
  const std::string both =
      TrustFile::SignByBoth(next, heir_.root, previous, school_.root);
  EXPECT_EQ(WhyNot(parse(both).value()), "accepted");
  EXPECT_EQ(WhyNot(parse(TrustFile::Sign(next, heir_.root)).value()),
            "there is no signature of \"verify.school.example/root\"");
  // The previous root alone makes no file that names another one.
  EXPECT_FALSE(parse(SignedNote::Sign(next.Text(), previous, school_.root)));
  EXPECT_FALSE(
      parse(TrustFile::SignByBoth(next, school_.root, previous, school_.root)));
  // Nor does it help to put its line from the previous file here, or another's.
  const std::string text = Keys().Text();
  const std::string replayed = TrustFile::Sign(next, heir_.root) +
                               SignedNote::SignatureLine(text, previous, school_.root);
  EXPECT_EQ(WhyNot(parse(replayed).value()),
            "the signature of \"verify.school.example/root\" does not verify");
  EXPECT_EQ(
      WhyNot(
          parse(TrustFile::SignByBoth(next, heir_.root, previous, heir_.root)).value()),
      "the signature of \"verify.school.example/root\" does not verify");
}

TEST_F(SuccessorTest, RefusesEveryFlippedBitOfAChangedRoot) {
  TrustKeys next = Keys(6);
  next.root = TestSchool::Key("/root", heir_.root);
  const std::string file =
      TrustFile::SignByBoth(next, heir_.root, Keys().root, school_.root);
  const TrustFile current = school_.Trust(Keys());
  for (size_t bit = 0; bit < file.size() * 8; ++bit) {
    std::string bent = file;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto parsed = TrustFile::Parse(bent);
    ASSERT_FALSE(parsed && current.CheckSuccessor(*parsed)) << "bit " << bit;
  }
}

TEST_F(SuccessorTest, AnotherRootsFileIsNone) {
  TrustKeys next = Keys(6);
  next.root = TestSchool::Key("/root", heir_.root);
  EXPECT_EQ(WhyNot(heir_.Trust(next)),
            "there is no signature of \"verify.school.example/root\"");
  // Another name for the same key is another root to whoever verifies notes.
  next.root = TestSchool::Key("/roots", school_.root);
  EXPECT_EQ(WhyNot(school_.Trust(next)),
            "there is no signature of \"verify.school.example/root\"");
}

}  // namespace
}  // namespace certseal
