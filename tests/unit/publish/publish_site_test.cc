// SPDX-License-Identifier: Apache-2.0
#include "publish/publish_site.h"

#include <gmock/gmock.h>

#include <fstream>
#include <map>

#include "base/encoding.h"
#include "log/log_proof.h"
#include "publish/did_document.h"
#include "publish/header_rules.h"
#include "publish/index_page.h"
#include "publish/page_files.h"
#include "publish/renewal.h"
#include "record/card.h"
#include "school/catalogue.h"
#include "site/site_source.h"
#include "status/manifest.h"
#include "unit/ledger/ledger_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

using Files = std::map<std::string, std::string>;

Files FilesOf(const fs::path& directory) {
  Files files;
  for (const auto& each : fs::recursive_directory_iterator(directory)) {
    if (!each.is_regular_file()) continue;
    files[each.path().lexically_relative(directory).string()] =
        *ReadFile(each.path(), 1 << 24);
  }
  return files;
}

class PublishTest : public LedgerTest {
 protected:
  fs::path Site() const { return directory_ / "site"; }

  School MakeSchool() {
    const SiteAddress site = trust_.keys().site;
    return {SchoolPaths{directory_},
            *SchoolProfile::Parse(NewSchoolJson("Example School", site), "school.json"),
            *Catalogue::Parse(StarterCatalogueJson(), "courses.json"), trust_};
  }

  Result<PublishSummary> Publish(Register& reg) {
    const School school = MakeSchool();
    return PublishSite(school, reg, {.directory = Site(), .random = SeededRandom(7)});
  }

  Result<Card> ReadCard(uint32_t number) {
    const CertificateCode code = RowNumber(number).facts.code;
    ASSIGN_OR_RETURN(
        const std::string file,
        ReadFile(Site() / Card::PathOf(trust_.keys().site, code), Card::kMaxBytes));
    return Card::Decrypt(file, trust_.keys().site, code);
  }
};

TEST_F(PublishTest, WritesAConsistentRegister) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 300)));
  const auto summary = Publish(reg);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->cards, 300u);
  EXPECT_EQ(summary->from, 0u);
  EXPECT_EQ(summary->size, 302u);
  const Files files = FilesOf(Site());
  EXPECT_EQ(files.at("keys/1"), trust_.bytes());
  for (const char* path : {"tile/0/000", "tile/0/001.p/46", "tile/1/000.p/1",
                           "tile/entries/000", "tile/entries/001.p/46", "index.html",
                           "sw.js", ".well-known/did.json", "status/manifest.json",
                           "status/revocation/0", "status/suspension/0"}) {
    EXPECT_TRUE(files.contains(path)) << path;
  }
  // What the site holds gives the checkpoint it holds.
  const auto checkpoint = SignedCheckpoint::Parse(files.at("checkpoint"));
  ASSERT_TRUE(checkpoint) << Why(checkpoint);
  EXPECT_TRUE(trust_.CheckCheckpoint(*checkpoint));
  TreeReader tree(
      [&](const TileId& id) -> Result<std::string> {
        const auto file = files.find(id.Path());
        if (file == files.end()) return Fail("no " + id.Path());
        return file->second;
      },
      checkpoint->tree().size);
  EXPECT_EQ(tree.Head().value(), checkpoint->tree());
  // The manifest is the one of the head, under its name and under its digest.
  const auto bundle = DecodeBundle(files.at("tile/entries/001.p/46"), 46);
  const auto head = std::get<HeadEntry>(*ParseEntry(bundle->back()));
  EXPECT_EQ(Sha256(files.at("status/manifest.json")), head.manifest_sha256);
  EXPECT_EQ(files.at(ByDigestPath(head.manifest_sha256)), files.at("status/manifest.json"));
}

TEST_F(PublishTest, ACardHoldsRecordProofAndEvents) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Publish(reg));
  EXPECT_TRUE(ReadCard(2)->events.empty());
  ASSERT_TRUE(Change(reg, {{RowNumber(2).facts.code, StatusChange::kReplaced,
                            StatusReason::kReplaced, RowNumber(3).facts.code}}));
  const auto summary = Publish(reg);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->cards, 1u);
  const auto card = ReadCard(2);
  ASSERT_TRUE(card) << Why(card);
  EXPECT_EQ(card->record, RowNumber(2).record);
  const auto proof = LogProof::Parse(card->proof);
  ASSERT_TRUE(proof) << Why(proof);
  EXPECT_EQ(proof->index, 2u);
  ASSERT_EQ(card->events.size(), 1u);
  EXPECT_EQ(card->events[0].entry, "status 2 replaced 1795000001 replaced 3");
  EXPECT_EQ(card->events[0].successor, RowNumber(3).facts.code);
  EXPECT_TRUE(ReadCard(3)->events.empty());
}

TEST_F(PublishTest, WritesOnlyWhatIsNew) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 300)));
  ASSERT_TRUE(Publish(reg));
  const Files before = FilesOf(Site());
  const auto again = Publish(reg);
  EXPECT_EQ(again->cards, 0u);
  EXPECT_EQ(FilesOf(Site()), before);
  ASSERT_TRUE(Issue(reg, RowsNumbered(1000, 2)));
  const auto more = Publish(reg);
  EXPECT_EQ(more->cards, 2u);
  EXPECT_EQ(more->from, 302u);
  // All but these stay, byte for byte.
  const Files after = FilesOf(Site());
  for (const auto& [path, bytes] : before) {
    const bool may_change = path == "checkpoint" || path.starts_with("status/") ||
                            path.ends_with("did.json");
    if (may_change) continue;
    EXPECT_EQ(after.at(path), bytes) << path;
  }
}

// Its last file is the only one that a publication of nothing new writes.
TEST_F(PublishTest, RemovesTheCheckpointThatAKilledOneLeft) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  ASSERT_TRUE(Publish(reg));
  const Files before = FilesOf(Site());
  const pid_t killed = ::fork();
  if (killed == 0) ::_exit(0);
  ::waitpid(killed, nullptr, 0);
  std::ofstream(Site() / StrCat("checkpoint.tmp.", killed, ".17")) << "half";
  ASSERT_TRUE(Publish(reg));
  EXPECT_EQ(FilesOf(Site()), before);
}

// Taken between any two steps, a copy must have all that its checkpoint refers to: so
// whatever the former one needs is still there when the new one is about to come.
TEST_F(PublishTest, KeepsWhatTheFormerCheckpointNeeds) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Publish(reg));
  const Files before = FilesOf(Site());
  ASSERT_TRUE(Change(reg, {{RowNumber(2).facts.code, StatusChange::kRevoked,
                            StatusReason::kIssuedInError}}));
  ASSERT_TRUE(Publish(reg));
  const Files after = FilesOf(Site());
  for (const auto& [path, bytes] : before) {
    if (!path.starts_with("status/sha256/") && !path.starts_with("tile/")) continue;
    ASSERT_TRUE(after.contains(path)) << path;
    EXPECT_EQ(after.at(path), bytes) << path;
  }
  // One publication later they are tidied away.
  ASSERT_TRUE(Change(reg, {{RowNumber(3).facts.code, StatusChange::kRevoked,
                            StatusReason::kIssuedInError}}));
  ASSERT_TRUE(Publish(reg));
  const Files last = FilesOf(Site());
  EXPECT_FALSE(last.contains(
      ByDigestPath(Sha256(before.at("status/manifest.json")))));
}

TEST_F(PublishTest, WritesThePageOnceAndWhatIsDamagedAnew) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Publish(reg));
  const fs::path page = Site() / PageDirectory();
  for (const PageFile& file : PageFiles()) {
    EXPECT_EQ(*ReadFile(page / file.path, 1 << 22), file.contents) << file.path;
  }
  EXPECT_EQ(*ReadFile(Site() / "index.html", 1 << 20), IndexPage(trust_));
  EXPECT_EQ(*ReadFile(Site() / "sw.js", 1 << 20), ServiceWorker());
  const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(24);
  const auto age = [&](const fs::path& path) { fs::last_write_time(path, long_ago); };
  const fs::path first = page / PageFiles().front().path;
  const fs::path last = page / PageFiles().back().path;
  for (const fs::path& path : {first, Site() / "index.html", Site() / "sw.js"}) age(path);
  std::ofstream(last) << "something else";
  ASSERT_TRUE(Publish(reg));
  for (const fs::path& path : {first, Site() / "index.html", Site() / "sw.js"}) {
    EXPECT_EQ(fs::last_write_time(path), long_ago) << path;
  }
  EXPECT_EQ(*ReadFile(last, 1 << 22), PageFiles().back().contents);
}

// Whoever has the former page open may still load parts of it.
TEST_F(PublishTest, KeepsThePageThatWasShownBefore) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Publish(reg));
  for (const char* name : {"page/00000000000000aa", "page/00000000000000bb"}) {
    fs::create_directories(Site() / name / "ui");
    std::ofstream(Site() / name / "ui/main.js") << name;
  }
  std::ofstream(Site() / "index.html") << "<script src=\"page/00000000000000aa/main.js\">";
  ASSERT_TRUE(Publish(reg));
  EXPECT_TRUE(fs::exists(Site() / "page/00000000000000aa/ui/main.js"));
  EXPECT_FALSE(fs::exists(Site() / "page/00000000000000bb"));
  ASSERT_TRUE(Publish(reg));
  EXPECT_FALSE(fs::exists(Site() / "page/00000000000000aa"));
  EXPECT_TRUE(fs::exists(Site() / PageDirectory()));
}

TEST_F(PublishTest, RemovesTheCardsOfTheErased) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Publish(reg));
  {
    auto transaction = reg.Begin();
    ASSERT_TRUE(transaction->Erase(RowNumber(2).facts.code, now_));
    ASSERT_TRUE(transaction->Commit());
  }
  const auto summary = Publish(reg);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->removed, 1u);
  EXPECT_FALSE(ReadCard(2));
  EXPECT_TRUE(ReadCard(1));
  // To a new place too: the log is whole, the card is not there.
  fs::remove_all(Site());
  EXPECT_EQ(Publish(reg)->cards, 2u);
  EXPECT_FALSE(ReadCard(2));
}

TEST_F(PublishTest, RefusesAPlaceThatIsNotItsOwn) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  fs::create_directories(Site() / "keys");
  std::ofstream(Site() / "keys/1") << "another school's";
  EXPECT_THAT(Why(Publish(reg)), HasSubstr("keys/1"));
  EXPECT_FALSE(fs::exists(Site() / "checkpoint"));
  fs::remove(Site() / "keys/1");
  std::ofstream(Site() / "checkpoint") << "nonsense\n";
  EXPECT_THAT(Why(Publish(reg)), HasSubstr("checkpoint is not one of this school"));
}

TEST_F(PublishTest, RefusesToGoBack) {
  SKIP_ON_POSTGRES();  // copies the file
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  fs::copy(Path(), directory_ / "backup.db");
  ASSERT_TRUE(Issue(reg, RowsNumbered(10, 2)));
  ASSERT_TRUE(Publish(reg));
  auto backup = Register::Open(directory_ / "backup.db");
  const Files before = FilesOf(Site());
  EXPECT_THAT(Why(Publish(*backup)), HasSubstr("older than what was published"));
  EXPECT_EQ(FilesOf(Site()), before);
}

TEST_F(PublishTest, WaitsForTheQuorum) {
  const TestSigner witness = TestSigner::OfRepeated(9);
  const WitnessKey key = *WitnessKey::Make("witness.example/w1", witness.public_key());
  TrustKeys keys = keys_.FirstKeys();
  keys.witnesses = {key};
  keys.quorum = 1;
  trust_ = *TrustFile::Parse(TrustFile::Sign(keys, keys_.root));
  Register reg = Create();
  const auto first = Issue(reg, RowsNumbered(1, 2));
  ASSERT_TRUE(first) << Why(first);
  EXPECT_THAT(Why(Publish(reg)), HasSubstr("may not be published yet"));
  EXPECT_FALSE(fs::exists(Site() / "checkpoint"));
  const auto request = WitnessRequest(reg, trust_, std::nullopt);
  EXPECT_EQ(*request, "old 0\n\n" + first->bytes());
  const std::string line = CosignatureLine(*first, key, witness, now_);
  const auto added = AddWitnessResponses(reg, trust_, {line});
  ASSERT_TRUE(added) << Why(added);
  ASSERT_TRUE(Publish(reg));
  EXPECT_EQ(FilesOf(Site()).at("checkpoint"), added->bytes());
  // The next request begins where the witness stands; an answer to the old one is none.
  const auto second = Issue(reg, RowsNumbered(10, 2));
  EXPECT_THAT(*WitnessRequest(reg, trust_, std::nullopt),
              HasSubstr("old " + std::to_string(first->tree().size) + "\n"));
  EXPECT_FALSE(AddWitnessResponses(reg, trust_, {line}));
  EXPECT_FALSE(Publish(reg));
  ASSERT_TRUE(AddWitnessResponses(
      reg, trust_, {CosignatureLine(*second, key, witness, now_)}));
  EXPECT_TRUE(Publish(reg));
}

TEST_F(PublishTest, RenewsThePromiseWithNothingNew) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  const LedgerContext context = Context(reg);
  ASSERT_TRUE(RenewHead(context, *ParseSpan("7d")));
  const auto summary = Publish(reg);
  EXPECT_EQ(summary->next.unix_seconds() - summary->time.unix_seconds(), 7 * 24 * 3600);
}

TEST(ParseSpan, ReadsHoursDaysAndWeeks) {
  EXPECT_EQ(ParseSpan("12h"), std::chrono::hours(12));
  EXPECT_EQ(ParseSpan("7d"), std::chrono::hours(168));
  EXPECT_EQ(ParseSpan("4w"), std::chrono::hours(672));
  for (const char* text : {"", "d", "7", "0d", "-1d", "7 d", "7D", "401d", "99999h", "07d"}) {
    EXPECT_FALSE(ParseSpan(text)) << text;
  }
}

// The word in plain, hexadecimal, and base64 at any alignment, less what depends on its
// neighbours.
std::vector<std::string> SpellingsOf(const std::string& word) {
  std::vector<std::string> spellings = {word, HexEncode(word)};
  for (size_t shift = 0; shift < 3; ++shift) {
    const std::string base64 = Base64Encode(std::string(shift, 'x') + word);
    if (base64.size() < 12) continue;
    const size_t begin = shift == 0 ? 0 : 4;
    spellings.push_back(base64.substr(begin, base64.size() - 4 - begin));
  }
  return spellings;
}

// Whatever a person is known by must not stand in the site, however it is written.
TEST_F(PublishTest, HoldsNothingPersonal) {
  Register reg = Create();
  std::vector<CertificateRow> rows = RowsNumbered(1, 20);
  for (CertificateRow& row : rows) {
    row.record = "{\"code\":\"" + row.facts.code.Printed() + "\",\"mail\":\"" +
                 row.facts.email + "\",\"name\":\"" + row.facts.holder_name + "\"}";
  }
  ASSERT_TRUE(Issue(reg, rows));
  ASSERT_TRUE(Change(reg, {{rows[4].facts.code, StatusChange::kRevoked,
                            StatusReason::kDocumentMisused}}));
  ASSERT_TRUE(Publish(reg));
  std::string all;
  for (const auto& [path, bytes] : FilesOf(Site())) all += path + "\n" + bytes + "\n";
  for (const CertificateRow& row : rows) {
    const CertificateFacts& facts = row.facts;
    for (const std::string& word :
         {facts.holder_name, facts.plain_name, facts.email, facts.licence,
          facts.code.Printed(), facts.code.compact(), row.record}) {
      for (const std::string& spelling : SpellingsOf(word)) {
        EXPECT_EQ(all.find(spelling), std::string::npos) << spelling;
      }
    }
  }
}

TEST(DidDocument, ListsEveryIssuerKeyAtItsPlace) {
  const SchoolKeys keys;
  const std::string document = DidDocument(keys.FirstKeys());
  EXPECT_THAT(document, HasSubstr("did:web:verify.school.example#key-2026-01"));
  EXPECT_THAT(document, HasSubstr(keys.issuer.public_key().Multikey()));
  EXPECT_THAT(document, Not(HasSubstr(keys.log.public_key().Multikey())));
  EXPECT_EQ(DidDocumentPath(*SiteAddress::FromOrigin("a.example")), ".well-known/did.json");
  EXPECT_EQ(DidDocumentPath(*SiteAddress::FromOrigin("a.example/b")), "did.json");
}

TEST(HeaderRules, CoverEveryKindOfFileBelowTheSitesPath) {
  for (const HeaderFile& file : HeaderRules(*SiteAddress::FromOrigin("a.example/reg"))) {
    for (const char* place : {"tile/", "checkpoint", "c/", "page/", "sw"}) {
      EXPECT_THAT(file.contents, HasSubstr(std::string("/reg/") + place)) << file.path;
    }
    EXPECT_THAT(file.contents, HasSubstr("Access-Control-Allow-Origin")) << file.path;
  }
}

}  // namespace
}  // namespace certseal
