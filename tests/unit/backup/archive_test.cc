// SPDX-License-Identifier: Apache-2.0
//
// tar(1) of Debian is the judge of what we write, and makes what we must refuse.
#include "backup/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <map>

#include "base/file.h"
#include "base/strings.h"
#include "support/temporary_directory.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

// All files of an archive, by name.
Result<std::map<std::string, std::string>> Contents(const std::string& tar) {
  size_t at = 0;
  const auto source = [&]() -> Result<std::string> {
    std::string piece = tar.substr(at, 1000);
    at += piece.size();
    return piece;
  };
  std::map<std::string, std::string> files;
  TRY(ReadArchive(source, [&](const ArchivedFile& file) -> Result<void> {
    std::string& content = files[file.name + (file.is_private ? " (private)" : "")];
    for (;;) {
      ASSIGN_OR_RETURN(const std::string piece, file.read());
      if (piece.empty()) return {};
      content += piece;
    }
  }));
  return files;
}

std::string Made(const std::filesystem::path& big) {
  std::string tar;
  ArchiveWriter writer = *ArchiveWriter::Open([&](std::string_view bytes) -> Result<void> {
    tar += bytes;
    return {};
  });
  EXPECT_TRUE(writer.AddText("backup.json", "{}"));
  EXPECT_TRUE(writer.AddFile("keys/Schlüssel.key", big));
  EXPECT_TRUE(writer.Finish());
  return tar;
}

TEST(Archive, ComesBackAndIsReadByTar) {
  const TemporaryDirectory directory;
  const auto big = directory.path() / "big";
  const std::string text(700'001, 'k');
  ASSERT_TRUE(WriteFileAtomically(big, text, Permissions::kPublic));
  const std::string tar = Made(big);
  const auto files = Contents(tar);
  ASSERT_TRUE(files) << files.error().message;
  EXPECT_EQ(files->at("backup.json (private)"), "{}");
  EXPECT_EQ(files->at("keys/Schlüssel.key"), text);
  ASSERT_TRUE(WriteFileAtomically(directory.path() / "a.tar", tar));
  const std::string in = StrCat("cd ", directory.path().string(), " && tar xf a.tar");
  ASSERT_EQ(std::system(in.c_str()), 0);
  EXPECT_EQ(ReadFile(directory.path() / "keys/Schlüssel.key", 1 << 20).value_or(""), text);
}

TEST(Archive, RefusesWhatLeadsOutOfTheDirectory) {
  const TemporaryDirectory directory;
  const auto made = [&](const std::string& commands) {
    const std::string shell = StrCat("cd ", directory.path().string(), " && rm -f a.tar && ",
                                     commands, " 2> /dev/null");
    EXPECT_EQ(std::system(shell.c_str()), 0);
    return *ReadFile(directory.path() / "a.tar", 1 << 20);
  };
  for (const char* commands :
       {"touch x && tar cf a.tar --transform 's|x|../x|' -P x",
        "touch x && tar cf a.tar --transform 's|x|/tmp/x|' -P x",
        "touch x && tar cf a.tar --transform 's|x|a/../../x|' -P x",
        "ln -sf /etc/passwd link && tar cf a.tar link", "mkdir -p d && tar cf a.tar d",
        "mkfifo -m 600 pipe && tar cf a.tar pipe"}) {
    const auto files = Contents(made(commands));
    ASSERT_FALSE(files) << commands;
    EXPECT_THAT(files.error().message, HasSubstr("no file of a school")) << commands;
  }
  EXPECT_TRUE(Contents(made("touch x && tar cf a.tar x")));
}

TEST(Archive, RefusesWhatIsDamaged) {
  const TemporaryDirectory directory;
  const auto big = directory.path() / "big";
  ASSERT_TRUE(WriteFileAtomically(big, std::string(5000, 'k')));
  const std::string tar = Made(big);
  EXPECT_FALSE(Contents("no archive at all, but text of some length"));
  EXPECT_FALSE(Contents(tar.substr(0, 3000)));
}

}  // namespace
}  // namespace certseal
