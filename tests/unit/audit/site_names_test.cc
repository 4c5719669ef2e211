// SPDX-License-Identifier: Apache-2.0
#include "audit/site_names.h"

#include <gtest/gtest.h>

#include "audit/wording.h"
#include "publish/header_rules.h"
#include "record/card.h"
#include "status/manifest.h"

namespace certseal {
namespace {

const SiteAddress kSite = *SiteAddress::FromOrigin("verify.school.example");

template <typename T>
const T* As(std::string_view path) {
  static std::optional<SiteName> name;
  name = ParseSiteName(path, kSite);
  return name ? std::get_if<T>(&*name) : nullptr;
}

TEST(SiteNamesTest, ReadsWhatTilesAndBundlesAreCalled) {
  for (const unsigned level : {0u, 1u, 5u}) {
    for (const uint64_t number : {0u, 7u, 999u, 1000u, 1'234'067u}) {
      for (const unsigned width : {1u, 255u, 256u}) {
        const TileId id{level, number, width};
        const TileName* name = As<TileName>(id.Path());
        ASSERT_NE(name, nullptr) << id.Path();
        EXPECT_EQ(name->id, id);
        EXPECT_FALSE(name->entries);
      }
    }
  }
  const TileName* bundle = As<TileName>(EntriesPath(1'234'067, 5));
  ASSERT_NE(bundle, nullptr);
  EXPECT_TRUE(bundle->entries);
  EXPECT_EQ(bundle->id, (TileId{0, 1'234'067, 5}));
}

TEST(SiteNamesTest, ReadsTheOthers) {
  EXPECT_EQ(As<TrustFileName>("keys/12")->version, 12u);
  const StatusListId id{StatusPurpose::kSuspension, 3};
  EXPECT_EQ(As<ListName>(id.Path())->id, id);
  EXPECT_EQ(As<DigestName>(ByDigestPath(Sha256("x")))->sha256, Sha256("x"));
  const CertificateCode code = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
  EXPECT_NE(As<CardName>(Card::PathOf(kSite, code)), nullptr);
  for (const char* path :
       {"checkpoint", "index.html", "sw.js", ".well-known/did.json",
        "status/manifest.json"}) {
    EXPECT_NE(As<PlainName>(path), nullptr) << path;
  }
  const PageName* page = As<PageName>("page/0123456789abcdef/ui/main.js");
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->directory, "page/0123456789abcdef");
  EXPECT_EQ(page->path, "ui/main.js");
  for (const HeaderFile& file : HeaderRules(kSite)) {
    EXPECT_NE(As<PlainName>(file.path), nullptr) << file.path;
  }
}

TEST(SiteNamesTest, KnowsWhatAnInterruptedPublicationLeaves) {
  EXPECT_NE(As<TemporaryName>("checkpoint.tmp.12.0"), nullptr);
  EXPECT_NE(As<TemporaryName>("tile/0/000.p/3.tmp.12.99"), nullptr);
  EXPECT_EQ(As<TemporaryName>("readme.tmp.12.0"), nullptr);
  EXPECT_EQ(As<TemporaryName>("checkpoint.tmp.12"), nullptr);
  EXPECT_EQ(As<TemporaryName>("checkpoint.tmp.a.0"), nullptr);
}

TEST(SiteNamesTest, RefusesEverythingElse) {
  for (const char* path : {"",
                           "tile",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/0000",
                           "tile/0/x000",
                           "tile/0/x000/001",
                           "tile/0/000.p/",
                           "tile/0/000.p/256",
                           "tile/0/000.p/01",
                           "tile/6/000",
                           "tile/00/000",
                           "tile/entries/1",
                           "keys/",
                           "keys/01",
                           "keys/-1",
                           "keys/1/2",
                           "status",
                           "status/revocation",
                           "status/revocation/",
                           "status/other/0",
                           "status/revocation/00",
                           "status/revocation/4294967296",
                           "status/sha256/00",
                           "status/sha256/0/0",
                           "c/",
                           "c/00/00/00",
                           "c/00/00/",
                           "C/00/00/00",
                           "did.json",
                           "checkpoint/",
                           "Checkpoint",
                           "page/",
                           "page/ui/main.js",
                           "page/0123456789abcde/main.js",
                           "page/0123456789abcdef0/main.js",
                           "page/0123456789abcdef",
                           "page/0123456789abcdef/",
                           "page/0123456789abcdef/../main.js",
                           "Page/0123456789abcdef/main.js",
                           "sw.js/",
                           "index.html~"}) {
    EXPECT_FALSE(ParseSiteName(path, kSite)) << path;
  }
}

TEST(WordingTest, GroupsAndCounts) {
  EXPECT_EQ(Grouped(0), "0");
  EXPECT_EQ(Grouped(999), "999");
  EXPECT_EQ(Grouped(1000), "1,000");
  EXPECT_EQ(Grouped(1'234'567), "1,234,567");
  EXPECT_EQ(Counted(1, "tile is", "tiles are"), "1 tile is");
  EXPECT_EQ(Counted(0, "tile is", "tiles are"), "0 tiles are");
}

}  // namespace
}  // namespace certseal
