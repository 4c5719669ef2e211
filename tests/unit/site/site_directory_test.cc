// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "site/site_source.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

class SiteDirectoryTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = testing::TempDir() + "certseal.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    work_ = pattern;
    site_path_ = work_ / "site";
    ASSERT_TRUE(MakeDirectories(site_path_ / "keys"));
    ASSERT_TRUE(WriteFileAtomically(site_path_ / "keys/1", "the first"));
    ASSERT_TRUE(WriteFileAtomically(work_ / "secret", "not published"));
  }
  void TearDown() override { fs::remove_all(work_); }

  SiteDirectory Site() const { return *SiteDirectory::Open(site_path_); }
  std::string Why(std::string_view path, size_t max_bytes = 100) const {
    const auto got = Site().Get(path, max_bytes);
    return got ? "no error" : got.error().message;
  }

  fs::path work_;
  fs::path site_path_;
};

TEST_F(SiteDirectoryTest, ReadsWhatIsThere) {
  const auto got = Site().Get("keys/1", 9);
  ASSERT_TRUE(got && *got);
  EXPECT_EQ(**got, "the first");
  EXPECT_THAT(Why("keys/1", 8), HasSubstr("larger than 8 bytes"));
  EXPECT_EQ(Site().Name(), site_path_.string());
}

TEST_F(SiteDirectoryTest, AnswersThatSomethingIsNotThere) {
  fs::create_symlink("nothing", site_path_ / "dangling");
  for (const char* path : {"keys/2", "nowhere/1", "keys/1/2", "dangling", "-", "...",
                           "~", ".well-known"}) {
    const auto got = Site().Get(path, 100);
    ASSERT_TRUE(got) << path << ": " << got.error().message;
    EXPECT_FALSE(*got) << path;
  }
}

TEST_F(SiteDirectoryTest, StaysInside) {
  using namespace std::string_literals;
  for (const std::string& path :
       {""s,         "."s,           ".."s,
        "/"s,        "../secret"s,   "keys/../../secret"s,
        "keys/.."s,  "./keys/1"s,    "keys//1"s,
        "/keys/1"s,  "keys/1/"s,     (work_ / "secret").string(),
        "keys\\1"s,  "keys/1\0"s,    "keys/%31"s,
        "keys/1?x"s, "keys/1#x"s,    "keys/1\r\n"s,
        "keys/ 1"s,  "keys/\u00e9"s, std::string(513, 'a')}) {
    EXPECT_THAT(Why(path), HasSubstr("a site has no file of the name")) << path;
    EXPECT_FALSE(CheckSitePath(path)) << path;
  }
  EXPECT_TRUE(CheckSitePath(std::string(512, 'a')));
}

TEST_F(SiteDirectoryTest, SaysWhatCannotBeRead) {
  EXPECT_THAT(Why("keys"), HasSubstr("not a regular file"));
  ASSERT_EQ(mkfifo((site_path_ / "pipe").c_str(), 0644), 0);
  EXPECT_THAT(Why("pipe"), HasSubstr("not a regular file"));
  fs::create_symlink("loop", site_path_ / "loop");
  EXPECT_THAT(Why("loop"), HasSubstr("cannot open"));
}

// The superuser may read everything, so he stops being it for a while.
class AsNobody {
 public:
  AsNobody() : before_(geteuid()), changed_(before_ == 0 && seteuid(65534) == 0) {}
  ~AsNobody() {
    if (changed_ && seteuid(before_) != 0) std::abort();
  }

 private:
  uid_t before_;
  bool changed_;
};

TEST_F(SiteDirectoryTest, SaysWhatMayNotBeRead) {
  fs::permissions(work_, fs::perms(0755));
  fs::permissions(site_path_ / "keys/1", fs::perms::none);
  const AsNobody nobody;
  ASSERT_NE(geteuid(), 0u);
  EXPECT_THAT(Why("keys/1"), HasSubstr("Permission denied"));
}

TEST_F(SiteDirectoryTest, DoesNotTakeAClosedDirectoryForAnEmptyOne) {
  fs::permissions(work_, fs::perms(0755));
  fs::permissions(site_path_ / "keys", fs::perms::none);
  {
    const AsNobody nobody;
    EXPECT_THAT(Why("keys/1"), HasSubstr("Permission denied"));
    EXPECT_THAT(Why("keys/2"), HasSubstr("Permission denied"));
  }
  fs::permissions(site_path_ / "keys", fs::perms::owner_all);
}

TEST_F(SiteDirectoryTest, OpensDirectoriesAlone) {
  for (const fs::path& path : {work_ / "secret", work_ / "nowhere", fs::path()}) {
    const auto site = SiteDirectory::Open(path);
    ASSERT_FALSE(site);
    EXPECT_THAT(site.error().message, HasSubstr("is not a directory"));
  }
}

}  // namespace
}  // namespace certseal
