// SPDX-License-Identifier: Apache-2.0
#include "publish/page_files.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/file.h"
#include "base/strings.h"
#include "json/parse.h"
#include "publish/header_rules.h"
#include "publish/index_page.h"
#include "publish/module_imports.h"
#include "unit/ledger/ledger_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

TrustFile TrustFileNamed(const std::string& name) {
  const SchoolKeys keys;
  TrustKeys stated = keys.FirstKeys();
  stated.name = name;
  return *TrustFile::Parse(TrustFile::Sign(stated, keys.root));
}

TEST(PageFilesTest, AreThoseOfTheSource) {
  const fs::path source = fs::path(CERTSEAL_SOURCE_DIR) / "src/web";
  std::set<std::string> there, embedded;
  for (const auto& each : fs::recursive_directory_iterator(source)) {
    if (!each.is_regular_file() || each.path().filename() == "README.md") continue;
    there.insert(each.path().lexically_relative(source).generic_string());
  }
  for (const PageFile& file : EmbeddedPage()) {
    embedded.emplace(file.path);
    EXPECT_EQ(file.contents, *ReadFile(source / file.path, 1 << 22)) << file.path;
  }
  EXPECT_EQ(embedded, there);
}

TEST(PageFilesTest, AreNamedByTheirDigest) {
  // printf a >a; printf b >b/c; sha256sum a b/c | sha256sum
  EXPECT_EQ(PageVersion({{"b/c", Sha256("b")}, {"a", Sha256("a")}}), "98770cf8c0928e81");
  EXPECT_THAT(PageDirectory(), StartsWith("page/"));
  EXPECT_EQ(PageDirectory().size(), 21u);
  EXPECT_EQ(PageDirectoryIn(StrCat("<a href=\"page/x\"><b src=\"", PageDirectory(),
                                   "/ui/main.js\">")),
            PageDirectory());
  EXPECT_EQ(PageDirectoryIn("page/0123456789abcde"), std::nullopt);
  EXPECT_EQ(PageDirectoryIn("page/0123456789ABCDEF"), std::nullopt);
  EXPECT_EQ(PageDirectoryIn(""), std::nullopt);
}

TEST(PageFilesTest, FillsPlaces) {
  EXPECT_EQ(FillPlaces("{{a}}-{{b}}{{a}}.", {{"a", "1"}, {"b", "{{a}}"}}), "1-{{a}}1.");
  EXPECT_EQ(FillPlaces("{{{a}}} {{c}} {{", {{"a", "1"}}), "{1} {{c}} {{");
}

TEST(PageFilesTest, EveryModuleFindsWhatItImports) {
  const std::vector<PageFile> files = PageFiles();
  std::set<std::string> paths;
  for (const PageFile& file : files) paths.emplace(file.path);
  for (const PageFile& file : files) {
    if (!file.path.ends_with(".js")) continue;
    for (const std::string& path : StaticImports(file)) {
      EXPECT_TRUE(paths.contains(path)) << file.path << " imports " << path;
    }
  }
}

TEST(ModuleImportsTest, ReadsStaticImportsOnly) {
  const PageFile module{"ui/main.js",
                        "// from './comment.js'\n"
                        "import './first.js';\n"
                        "import {a} from '../base/a.js';\n"
                        "import {\n  b,\n} from '../base/b.js';\n"
                        "export * from './c.js';\n"
                        " * @import {D} from './d.js'\n"
                        "const lazy = () => import('./lazy.js');\n"
                        "import x from 'node:fs';\n"};
  EXPECT_THAT(StaticImports(module), ElementsAre("ui/first.js", "base/a.js", "base/b.js",
                                                 "ui/c.js"));
  const PageFile files[] = {{"base/a.js", "import {c} from './c.js';\n"},
                            {"base/c.js", "import {a} from './a.js';\n"},
                            {"ui/main.js", "import {a} from '../base/a.js';\n"}};
  EXPECT_THAT(ImportedFrom("ui/main.js", files), ElementsAre("base/a.js", "base/c.js"));
  EXPECT_THAT(ImportedFrom("ui/none.js", files), IsEmpty());
}

TEST(IndexPageTest, FillsEveryPlaceSafely) {
  const TrustFile trust = TrustFileNamed("<b>\"Beauty\" & Co");
  const std::string page = IndexPage(trust);
  EXPECT_THAT(page, HasSubstr("&lt;b&gt;&quot;Beauty&quot; &amp; Co"));
  EXPECT_THAT(page, Not(HasSubstr("<b>")));
  EXPECT_THAT(page, HasSubstr(trust.Fingerprint()));
  EXPECT_THAT(page, HasSubstr("https://verify.school.example/"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_EQ(PageDirectoryIn(page), PageDirectory());
  EXPECT_THAT(ServiceWorker(), HasSubstr(PageDirectory()));
  EXPECT_THAT(ServiceWorker(), Not(HasSubstr("{{")));
}

TEST(IndexPageTest, SendsItsOwnPolicyAsAHeader) {
  EXPECT_THAT(PagePolicy(), StartsWith("default-src 'none'; "));
  EXPECT_THAT(PagePolicy(), HasSubstr("; form-action 'none'; "));
  EXPECT_THAT(PagePolicy(), EndsWith("; frame-ancestors 'none'"));
  for (const HeaderFile& file : HeaderRules(*SiteAddress::FromOrigin("a.example/reg"))) {
    EXPECT_THAT(file.contents, HasSubstr(PagePolicy())) << file.path;
  }
}

// A slip in a text's name would show only where that text is wanted.
TEST(StringsTest, EveryLanguageIsJson) {
  for (const PageFile& file : PageFiles()) {
    if (!file.path.starts_with("strings/")) continue;
    EXPECT_TRUE(ParseJson(file.contents)) << file.path;
  }
}

}  // namespace
}  // namespace certseal
