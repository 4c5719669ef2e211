// SPDX-License-Identifier: Apache-2.0
//
// The site and the school's files, damaged one by one: the right claim is false.
#include <fstream>
#include <set>

#include "publish/page_files.h"
#include "record/card.h"
#include "unit/audit/audit_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;

class SiteDamageTest : public AuditTest {
 protected:
  std::vector<std::string> SiteFiles() const {
    std::vector<std::string> files;
    for (const auto& each : fs::recursive_directory_iterator(school_->site())) {
      if (!each.is_regular_file()) continue;
      files.push_back(each.path().lexically_relative(school_->site()).string());
    }
    return files;
  }
  std::string CardOf(size_t graduate) const {
    return Card::PathOf(*SiteAddress::FromOrigin(SampleSchool::kOrigin),
                        codes()[graduate]);
  }
  void Restore() {
    TearDown();
    SetUp();
  }
  static void Write(const fs::path& file, std::string_view bytes) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << bytes;
  }
  void Expect(const std::string& claim, const std::string& words) {
    EXPECT_THAT(Audited(), AllOf(StartsWith(claim + ": "), HasSubstr(words)));
    Restore();
  }
};

TEST_F(SiteDamageTest, EveryByteOfEveryFile) {
  for (const std::string& file : SiteFiles()) {
    const size_t size = fs::file_size(Site(file));
    for (const size_t at : std::set<size_t>{0, size / 3, size / 2, size - 1}) {
      FlipByte(Site(file), at);
      EXPECT_NE(Audited(), "") << file << " at " << at;
      FlipByte(Site(file), at);
    }
  }
  EXPECT_EQ(Audited(), "");
}

TEST_F(SiteDamageTest, EveryFileCutOff) {
  for (const std::string& file : SiteFiles()) {
    fs::resize_file(Site(file), fs::file_size(Site(file)) - 1);
    EXPECT_NE(Audited(), "") << file;
    Restore();
  }
}

// What former publications have left may go; without the checkpoint there is no site.
TEST_F(SiteDamageTest, EveryFileGone) {
  std::vector<std::string> may_go;
  for (const std::string& file : SiteFiles()) {
    fs::remove(Site(file));
    if (Audited().empty()) may_go.push_back(file);
    Restore();
  }
  EXPECT_THAT(may_go, UnorderedElementsAre(
                          "checkpoint", "tile/0/000.p/14", "tile/entries/000.p/14",
                          StartsWith("status/sha256/"),  // a manifest
                          StartsWith("status/sha256/"),  // and its lists
                          StartsWith("status/sha256/")));
}

TEST_F(SiteDamageTest, EveryCardUnderAnother) {
  for (size_t i = 0; i < 3; ++i) {
    fs::copy_file(Site(CardOf(5)), Site(CardOf(i)),
                  fs::copy_options::overwrite_existing);
    Expect("site-cards", "the site's card of " + codes()[i].Printed());
  }
}

TEST_F(SiteDamageTest, AForeignCard) {
  Write(Site("c/00/11/" + std::string(60, 'a')), "another school's card");
  Expect("site-files", "aaaa is not this register's");
}

TEST_F(SiteDamageTest, TheCardOfSomebodyErased) {
  Write(Site(CardOf(4)), "still there");
  Expect("site-cards", "who was erased");
}

TEST_F(SiteDamageTest, ACardFromBeforeTheRevocation) {
  const std::string before = *ReadFile(Site(CardOf(5)), 1 << 20);
  ASSERT_TRUE(school_->Revoke({codes()[5]}));
  ASSERT_TRUE(school_->Publish());
  EXPECT_EQ(Audited(), "");
  Write(Site(CardOf(5)), before);
  Expect("site-cards", "does not say what happened to the certificate");
}

TEST_F(SiteDamageTest, StrangeFiles) {
  for (const char* file :
       {".DS_Store", "checkpoint.bak", "c/readme", "tile/0/1", "tile/9/000",
        "tile/0/000.p/0", "keys/02", "status/revocation/x", "status/manifest.json.gz",
        "tile/0/000.tmp.12", "index.htm"}) {
    Write(Site(file), "?");
    Expect("site-files", file);
  }
  fs::create_symlink("/etc/passwd", Site("robots.txt"));
  Expect("site-files", "is not a file");
  Write(Site("keys/3"), *ReadFile(Site("keys/2"), 9999));
  Expect("site-files", "keys/3 is not this register's");
  Write(Site("tile/0/000.p/200"), std::string(6400, 'x'));
  Expect("site-files", "tile/0/000.p/200");
  Write(Site("status/sha256/" + std::string(64, '0')), "{}");
  Expect("site-files", "is not what its name says");
  Write(Site("status/suspension/7"), "{}");
  Expect("site-files", "status/suspension/7");
}

TEST_F(SiteDamageTest, ThePage) {
  const std::string page = PageDirectory() + "/";
  Write(Site(page + "base/bytes.js"), "export const sent = true;\n");
  Expect("site-page", page + "base/bytes.js is not what publishing writes");
  fs::remove(Site(page + "strings/en.json"));
  Expect("site-page", "lacks " + page + "strings/en.json");
  Write(Site("sw.js"), "onfetch = null;\n");
  Expect("site-page", "sw.js is not what publishing writes");
  Write(Site("index.html"), "<!doctype html>\n");
  Expect("site-page", "index.html is not what publishing writes");
  Write(Site(page + "payment.js"), "?");
  Expect("site-files", page + "payment.js is not this register's");
}

// Of another version of the program: worth a note, if it is what its name says.
TEST_F(SiteDamageTest, AnotherPage) {
  const std::map<std::string, Sha256Digest> files = {{"main.js", Sha256("1;")}};
  const std::string other = "page/" + PageVersion(files);
  Write(Site(other + "/main.js"), "1;");
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Not(Contains(HasSubstr("page"))));
  Write(Site("index.html"), "<script type=module src=\"" + other + "/main.js\"></script>");
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(HasSubstr("another version of certseal")));
  Write(Site(other + "/main.js"), "2;");
  Expect("site-page", other + " is not what its name says");
  Write(Site(other + "/half.js"), "1;");
  EXPECT_EQ(Audited(), "");
  EXPECT_THAT(Notes(), Contains(HasSubstr("an earlier page is not complete")));
}

TEST_F(SiteDamageTest, AnOlderSiteUnderANewerCheckpoint) {
  const fs::path old = school_->directory() / "old";
  fs::copy(school_->site(), old, fs::copy_options::recursive);
  ASSERT_TRUE(school_->Publish());
  fs::copy_file(Site("checkpoint"), old / "checkpoint",
                fs::copy_options::overwrite_existing);
  fs::remove_all(school_->site());
  fs::rename(old, school_->site());
  Expect("site-tiles", "the site lacks tile/0/000");
}

TEST_F(SiteDamageTest, AnotherSchoolsSite) {
  fs::create_directories(school_->directory() / "other");
  SampleSchool other(school_->directory() / "other");
  ASSERT_TRUE(other.Publish());
  fs::remove_all(school_->site());
  fs::rename(other.site(), school_->site());
  Expect("site", "checkpoint");
}

TEST_F(SiteDamageTest, TheSchoolsOwnFiles) {
  FlipByte(school_->directory() / "school.json", 0);
  Expect("school", "school.json");
  FlipByte(school_->directory() / "courses.json", 0);
  Expect("school", "courses.json");
  FlipByte(school_->directory() / "keys/school.trust", 300);
  Expect("school", "school.trust");
  FlipByte(school_->directory() / "keys/school-1.trust", 300);
  Expect("trust", "keys/school-1.trust is not the one of the log");
  fs::remove_all(school_->directory() / "templates");
  Expect("templates", "is missing");
  for (const auto& each :
       fs::directory_iterator(school_->directory() / "templates/issued")) {
    FlipByte(each.path(), 10);
  }
  Expect("templates", "is not the template that certificates were issued with");
  fs::remove(school_->database());
  Expect("register", "there is no register");
}

}  // namespace
}  // namespace certseal
