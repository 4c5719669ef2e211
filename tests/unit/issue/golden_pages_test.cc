// SPDX-License-Identifier: Apache-2.0
//
// Every template in every language against pictures of it that somebody has looked at:
// tests/golden/TEMPLATE-KIND.png has a small page for each language. What changes a page
// changes its picture; scripts/golden draws them anew, to be looked at before they are kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "base/file.h"
#include "base/strings.h"
#include "unit/issue/golden_sheet.h"
#include "unit/issue/language_pages.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

using testing::Picture;

struct Kind {
  const char* name;
  PageContent (*page)(const Writing& writing);
};

PageContent HardestPage(const Writing& writing) {
  const bool english = std::string_view(writing.tag).starts_with("en");
  return BilingualPage(writing.tag, english ? "es" : "en-US", Length::kLongest);
}

constexpr Kind kKinds[] = {
    {"ordinary", OrdinaryPage}, {"longest", LongestPage}, {"hardest", HardestPage}};

std::filesystem::path GoldenFile(const std::string& name) {
  return std::filesystem::path(CERTSEAL_SOURCE_DIR) / "tests/golden" / (name + ".png");
}

class GoldenPages
    : public ::testing::TestWithParam<std::tuple<std::string, Kind>> {
 protected:
  std::string template_name() const { return std::get<0>(GetParam()); }
  const Kind& kind() const { return std::get<1>(GetParam()); }
  std::string name() const { return StrCat(template_name(), "-", kind().name); }

  std::vector<Picture> Draw() const {
    const int resolution = template_name() == "wallet-card" ? 110 : 40;
    std::vector<Picture> pages;
    for (const Writing& writing : Writings()) {
      PageContent page = kind().page(writing);
      page.lists.try_emplace("modules", testing::SampleContent().lists["modules"]);
      pages.push_back(testing::Rasterize(
          testing::DrawOrThrow(testing::Shipped(template_name()), page), resolution));
    }
    return pages;
  }
};

TEST_P(GoldenPages, LookAsTheyDid) {
  const GoldenSheet drawn(Draw());
  if (std::getenv("CERTSEAL_UPDATE_GOLDEN")) return drawn.Save(GoldenFile(name()));
  const Result<GoldenSheet> golden = GoldenSheet::Load(GoldenFile(name()));
  ASSERT_TRUE(golden) << golden.error().message;
  const std::vector<size_t> changed = golden->Differences(drawn, Writings().size());
  if (changed.empty()) return;
  for (const size_t page : changed) ADD_FAILURE() << name() << " in " << Writings()[page].tag;
  const auto seen = std::filesystem::temp_directory_path() / StrCat("golden-", name(), ".png");
  drawn.Save(seen);
  ADD_FAILURE() << "compare " << seen << "; if it is right: scripts/golden";
}

INSTANTIATE_TEST_SUITE_P(All, GoldenPages,
                         ::testing::Combine(::testing::ValuesIn(testing::ShippedNames()),
                                            ::testing::ValuesIn(kKinds)),
                         [](const auto& test) {
                           std::string name = StrCat(std::get<0>(test.param), "_",
                                                     std::get<1>(test.param).name);
                           std::erase(name, '-');
                           return name;
                         });

// ------------------------------------------------------------ the comparison itself

Picture Drawn(const PageContent& page) {
  return testing::Rasterize(testing::DrawOrThrow(testing::Classic(), page), 40);
}

bool Alike(const Picture& a, const Picture& b) {
  return GoldenSheet({a}).Differences(GoldenSheet({b}), 1).empty();
}

TEST(GoldenSheet, ForgivesShadesAndNothingElse) {
  const PageContent page = OrdinaryPage(Writings()[0]);
  const Picture picture = Drawn(page);
  EXPECT_TRUE(Alike(picture, picture));
  Picture shaded = picture;
  for (size_t i = 0; i < shaded.pixels.size(); ++i) {
    const int shade = static_cast<int>(i * 7919 % 13) - 6;
    shaded.pixels[i] = static_cast<unsigned char>(
        std::clamp(shaded.pixels[i] + shade, 0, 255));
  }
  EXPECT_TRUE(Alike(picture, shaded));

  PageContent other = page;
  other.fields["name"] = "Amelia Hartwell-Jonas";  // one letter
  EXPECT_FALSE(Alike(picture, Drawn(other)));
  other = page;
  other.fields["postnominals"] = "";
  EXPECT_FALSE(Alike(picture, Drawn(other)));
  Picture moved = picture;  // by one pixel, which is 1.8 points
  std::rotate(moved.pixels.begin(), moved.pixels.begin() + 1, moved.pixels.end());
  EXPECT_FALSE(Alike(picture, moved));
}

TEST(GoldenSheet, ComesBackFromItsFile) {
  const testing::Directory directory;
  const GoldenSheet sheet({Drawn(OrdinaryPage(Writings()[0])), Drawn(LongestPage(Writings()[0]))});
  sheet.Save(directory.Path("a.png"));
  const Result<GoldenSheet> loaded = GoldenSheet::Load(directory.Path("a.png"));
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_TRUE(loaded->Differences(sheet, 2).empty());
  EXPECT_FALSE(GoldenSheet::Load(directory.Path("b.png")));
}

}  // namespace
}  // namespace certseal
