// SPDX-License-Identifier: Apache-2.0
//
// Every column that the log and the life of certificates have, spoiled behind the
// register's back: whoever reads it says so.
#include <gmock/gmock.h>

#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using Read = std::function<std::string(Register&)>;

template <typename T>
std::string WhyNot(const Result<T>& result) {
  return result ? "read" : result.error().message;
}

CertificateCode Code(uint32_t n) { return RowNumber(n).facts.code; }

const Read kHistory = [](Register& r) { return WhyNot(r.History(Code(1))); };
const Read kFind = [](Register& r) { return WhyNot(r.FindByCode(Code(1))); };
const Read kCodeAt = [](Register& r) { return WhyNot(r.CodeAt(1)); };
const Read kLogged = [](Register& r) { return WhyNot(r.LoggedFrom(0, 9)); };
const Read kChanged = [](Register& r) { return WhyNot(r.ChangedFrom(0)); };
const Read kUnlogged = [](Register& r) { return WhyNot(r.CodesWithoutLogIndex()); };
const Read kHeld = [](Register& r) { return WhyNot(r.Held()); };
const Read kErased = [](Register& r) { return WhyNot(r.Erased()); };
const Read kErasedHistory = [](Register& r) { return WhyNot(r.History(Code(3))); };
const Read kSize = [](Register& r) { return WhyNot(r.LogSize()); };
const Read kEntries = [](Register& r) { return WhyNot(r.Entries(0, 4)); };
const Read kTile = [](Register& r) { return WhyNot(r.Tile(0, 0)); };
const Read kNewest = [](Register& r) { return WhyNot(r.NewestCheckpoint()); };
const Read kOver = [](Register& r) { return WhyNot(r.CheckpointOver(2)); };
const Read kCheckpoints = [](Register& r) {
  return WhyNot(r.Checkpoints([](const StoredCheckpoint&) { return true; }));
};
const Read kTrust = [](Register& r) { return WhyNot(r.TrustFiles()); };
const Read kLists = [](Register& r) { return WhyNot(r.StatusLists()); };
const Read kBlocks = [](Register& r) { return WhyNot(r.StatusBlocks()); };
const Read kIndexes = [](Register& r) {
  constexpr CertificateState kStates[] = {CertificateState::kReplaced};
  return WhyNot(r.IndexesInState(0, kStates));
};

struct Spoiled {
  std::string sql;
  std::vector<Read> readers;
  std::string why;  // behind "is damaged: "; $ is the code of certificate 1
};

class SpoiledColumnTest : public LogTest {
 protected:
  // Certificate 1 was replaced by 2 and is held, 3 was erased; the log has 4 entries.
  SpoiledColumnTest() {
    EXPECT_EQ(Why([](Transaction& t) -> Result<void> {
                const std::vector<CertificateEvent> events = {
                    {Code(1),
                     StatusChange::kSuspended,
                     At(1),
                     StatusReason::kIssuedInError,
                     {},
                     10},
                    {Code(1), StatusChange::kReplaced, At(2), StatusReason::kReplaced,
                     Code(2), 11}};
                TRY(t.AddEvents(events));
                TRY(t.AddSuccession({Code(1), Code(2), SuccessionKind::kCorrection}));
                TRY(t.PutHold({Code(1), At(3), "note"}));
                TRY(t.Erase(Code(3), At(4)));
                TRY(t.AppendEntries(0, Lines(0, 4)));
                const StoredTile tile{0, 0, Hashes(4)};
                TRY(t.PutTiles(std::span(&tile, 1)));
                TRY(t.AddCheckpoint(CheckpointOfSize(4, 5)));
                const StoredStatusList list{"revocation", 0, At(6), "list"};
                TRY(t.PutStatusLists(std::span(&list, 1)));
                return t.AddTrustFile(1, NoteOfSize(1));
              }),
              "");
  }
  void SetUp() override { SKIP_ON_POSTGRES(); }
  void Expect(const Spoiled& spoiled) {
    const std::filesystem::path path = directory_ / "spoiled.db";
    std::filesystem::copy_file(Path(), path,
                               std::filesystem::copy_options::overwrite_existing);
    Damage(path, spoiled.sql);
    auto reg = Register::Open(path);
    ASSERT_TRUE(reg) << spoiled.sql << ": " << reg.error().message;
    std::string why = spoiled.why;
    if (const size_t at = why.find('$'); at != std::string::npos) {
      why.replace(at, 1, "\"" + Code(1).compact() + "\"");
    }
    for (size_t i = 0; i < spoiled.readers.size(); ++i) {
      EXPECT_EQ(spoiled.readers[i](*reg), Quote(path.string()) + " is damaged: " + why)
          << spoiled.sql << ", reader " << i;
    }
  }
  static std::string Set(const std::string& assignment,
                         const std::string& where = "1") {
    const size_t dot = assignment.find('.');
    return "UPDATE " + assignment.substr(0, dot) + " SET " +
           assignment.substr(dot + 1) + " WHERE " + where;
  }
};

TEST_F(SpoiledColumnTest, IsWholeBefore) {
  for (const Read& read :
       {kHistory, kFind, kCodeAt, kLogged, kChanged, kUnlogged, kHeld, kErased,
        kErasedHistory, kSize, kEntries, kTile, kNewest, kOver, kCheckpoints, kTrust,
        kLists, kBlocks, kIndexes}) {
    EXPECT_EQ(read(register_), "read");
  }
}

TEST_F(SpoiledColumnTest, OfCertificates) {
  const std::string no_index = "certificate $ has a log index that is none";
  Expect({Set("certificates.log_index = 'x'", "id = 2"), {kHistory, kFind}, no_index});
  Expect({Set("certificates.log_index = 'x'", "id = 2"), {kLogged}, no_index});
  Expect({Set("certificates.log_index = -1", "id = 2"), {kHistory, kFind}, no_index});
  Expect({Set("certificates.log_index = 1.5", "id = 2"),
          {kHistory, kFind, kLogged},
          no_index});
  Expect({Set("certificates.log_index = 1 << 48", "id = 2"),
          {kHistory, kFind, kLogged},
          no_index});
  Expect({Set("certificates.log_index = 20", "id = 2"),
          {kHistory},
          "certificate $ has an event that cannot follow on the others"});
  Expect({Set("certificates.log_index = NULL", "id = 2"),
          {kHistory},
          "certificate $ has an event that cannot follow on the others"});
  Expect({Set("certificates.code = 'x'", "id = 2"),
          {kCodeAt, kLogged, kChanged, kHeld},
          "certificate \"x\" has no such code"});
  Expect({Set("certificates.code = 'x', log_index = NULL", "id = 2"),
          {kUnlogged},
          "certificate \"x\" has no such code"});
  Expect({Set("certificates.state = 'x'", "id = 2"),
          {kHistory, kFind},
          "certificate $ has an unknown state"});
  Expect({Set("certificates.state = 'active'", "id = 2"),
          {kHistory},
          "certificate $ has a state that its events did not lead to"});
  Expect({Set("certificates.status_index = 131072", "id = 2"),
          {kIndexes},
          "status block 0 has no place \"131072\""});
  Expect({Set("certificates.status_index = 'x'", "id = 2"),
          {kIndexes},
          "status block 0 has no place \"x\""});
  Expect({Set("certificates.status_block = 'x'", "id = 2"),
          {kBlocks},
          "there is no status block \"x\""});
  Expect({Set("certificates.status_block = 1000001", "id = 2"),
          {kBlocks},
          "there is no status block \"1000001\""});
}

TEST_F(SpoiledColumnTest, OfPlacesInTheStatusLists) {
  const Read draw = [](Register& r) {
    auto transaction = r.Begin();
    return WhyNot(transaction->DrawStatusSlots(1, SeededRandom(1)));
  };
  const std::string none = "certificate $ has no place in the status lists";
  for (const char* index : {"131072", "-1", "'x'", "1 << 32"}) {
    Expect({Set(std::string("certificates.status_index = ") + index, "id = 2"),
            {kFind},
            none});
  }
  Expect({Set("certificates.status_block = 1000001", "id = 2"), {kFind}, none});
  Expect({Set("certificates.status_block = 1000001", "id = 2"),
          {draw},
          "there is no status block \"1000001\""});
  Expect({Set("certificates.status_index = 131072", "id = 2"),
          {draw},
          "status block 0 has no place 131072"});
  Expect({Set("certificates.status_index = -1", "id = 2"),
          {draw},
          "status block 0 has no place -1"});
}

TEST_F(SpoiledColumnTest, OfEvents) {
  const std::string replaced = "kind = 'replaced'";
  const auto expect = [&](const std::string& assignment, const std::string& why) {
    Expect({Set("events." + assignment, replaced),
            {kHistory},
            "certificate $ has an event " + why});
  };
  expect("kind = 'x'", "of an unknown kind");
  expect("kind = 'revoked'", "that cannot follow on the others");
  expect("at = 'x'", "with a time that is none");
  expect("at = 1.5", "with a time that is none");
  expect("at = 1 << 60", "with a time that is none");
  expect("at = 1790000000", "that cannot follow on the others");
  expect("reason = 'x'", "with an unknown reason");
  expect("reason = 'issued-in-error'", "that cannot follow on the others");
  expect("successor_id = NULL", "that cannot follow on the others");
  expect("successor_id = 99", "with an unknown successor");
  expect("successor_id = 2", "that cannot follow on the others");
  expect("log_index = NULL", "with a log index that is none");
  expect("log_index = 'x'", "with a log index that is none");
  expect("log_index = 9", "that cannot follow on the others");
  Expect({Set("events.certificate_id = 1", replaced),
          {kHistory},
          "certificate $ has a state that its events did not lead to"});
  Expect({"DELETE FROM events WHERE " + replaced,
          {kHistory},
          "certificate $ has a state that its events did not lead to"});
  Expect({Set("events.certificate_id = 99", replaced),
          {kChanged},
          "certificate \"\" has no such code"});
}

TEST_F(SpoiledColumnTest, OfSuccessionsAndHolds) {
  Expect(
      {Set("successions.kind = 'x'"),
       {kHistory},
       "certificate \"" + Code(2).compact() + "\" has an unknown kind of predecessor"});
  Expect({Set("successions.successor_id = 99"),
          {kHistory},
          "certificate \"\" has no such code"});
  Expect({Set("successions.predecessor_id = 99, successor_id = 2"),
          {kHistory},
          "certificate \"\" has no such code"});
  Expect({Set("holds.since = 'x'"),
          {kHistory, kHeld},
          "certificate $ has a hold since no time"});
  Expect({Set("holds.note = CAST(x'ff' AS TEXT)"),
          {kHistory, kHeld},
          "certificate $ has a note of no text"});
  Expect(
      {Set("holds.certificate_id = 99"), {kHeld}, "certificate \"\" has no such code"});
}

TEST_F(SpoiledColumnTest, OfErasures) {
  const std::string half =
      "certificate \"" + Code(3).compact() + "\" has been erased by half";
  const Read find = [](Register& r) { return WhyNot(r.FindByCode(Code(3))); };
  Expect({"DELETE FROM erasures", {find, kLogged}, half});
  Expect({"INSERT INTO erasures VALUES (2, 5)",
          {kFind, kLogged},
          "certificate $ has been erased by half"});
  Expect({"DELETE FROM documents WHERE certificate_id = 2",
          {kFind},
          "certificate $ has been erased by half"});
  Expect({"DELETE FROM holders WHERE certificate_id = 2",
          {kFind, kLogged},
          "certificate $ has been erased by half"});
  Expect({Set("erasures.at = 'x'"),
          {kErasedHistory},
          "certificate \"" + Code(3).compact() + "\" has been erased at no time"});
  Expect({Set("erasures.certificate_id = 99"),
          {kErased},
          "certificate \"\" has no such code"});
}

TEST_F(SpoiledColumnTest, OfTheLog) {
  Expect({Set("log_entries.entry = 'a' || char(10)", "log_index = 2"),
          {kEntries},
          "log entry 2 is no entry"});
  Expect({Set("log_entries.entry = ''", "log_index = 3"),
          {kEntries},
          "log entry 3 is no entry"});
  Expect({Set("log_entries.log_index = 7", "log_index = 1"),
          {kEntries},
          "log entry 1 is no entry"});
  Expect({"DELETE FROM log_entries WHERE log_index = 0",
          {kEntries},
          "log entry 0 is no entry"});
  Expect({Set("log_entries.log_index = -1", "log_index = 2"),
          {kEntries},
          "log entry 2 is no entry"});
  Expect({Set("log_entries.log_index = 1 << 48", "log_index = 2"),
          {kSize, kEntries},
          "its log has an entry at no index"});
  const std::string no_hashes = "tile 0/0 of the log holds no hashes";
  for (const char* hashes : {"''", "'x'", "hashes || 'A'", "substr(hashes, 5)",
                             "replace(hashes, '=', '')"}) {
    Expect({Set(std::string("tiles.hashes = ") + hashes), {kTile}, no_hashes});
  }
}

TEST_F(SpoiledColumnTest, AHugeLogIsSaidToBeShorter) {
  Damage(Path(),
         "UPDATE log_entries SET log_index = (1 << 48) - 1 WHERE log_index = 3");
  EXPECT_EQ(WhyNot(register_.Entries(0, uint64_t{1} << 48)),
            Named(" is damaged: log entry 3 is no entry"));
  Damage(Path(), "DELETE FROM log_entries WHERE log_index > 100");
  Damage(Path(), "INSERT INTO log_entries VALUES (5, 'x')");
  EXPECT_EQ(WhyNot(register_.Entries(0, 5)),
            Named(" is damaged: log entry 3 is missing"));
}

TEST_F(SpoiledColumnTest, OfCheckpointsAndTrustFiles) {
  const std::string none = "its checkpoint of size \"4\" is none";
  for (const char* assignment : {"note = substr(note, 23)", "note = ''",
                                 "note = replace(note, char(10) || '4', "
                                 "char(10) || '5')",
                                 "created = 'x'", "created = 1 << 60"}) {
    Expect({Set(std::string("checkpoints.") + assignment),
            {kNewest, kOver, kCheckpoints},
            none});
  }
  Expect({Set("checkpoints.size = 5"),
          {kNewest, kOver, kCheckpoints},
          "its checkpoint of size \"5\" is none"});
  Expect({Set("checkpoints.size = -4"),
          {kNewest},
          "its checkpoint of size \"-4\" is none"});
  Expect({Set("trust_files.note = 'x'"),
          {kTrust},
          "its trust file of version \"1\" is none"});
  Expect({Set("trust_files.version = 0"),
          {kTrust},
          "its trust file of version \"0\" is none"});
}

TEST_F(SpoiledColumnTest, OfStatusLists) {
  Expect({Set("status_lists.purpose = 'x'"),
          {kLists},
          "its status list \"x\" \"0\" is none"});
  Expect({Set("status_lists.block = 'x'"),
          {kLists},
          "its status list \"revocation\" \"x\" is none"});
  Expect({Set("status_lists.block = 1000001"),
          {kLists},
          "its status list \"revocation\" \"1000001\" is none"});
  for (const char* assignment :
       {"valid_until = 'x'", "document = ''", "document = CAST(x'ff' AS TEXT)"}) {
    Expect({Set(std::string("status_lists.") + assignment),
            {kLists},
            "its status list \"revocation\" \"0\" is none"});
  }
}

TEST_F(SpoiledColumnTest, AValueThatIsMissingIsDamageToo) {
  Damage(Path(), "DROP TABLE holds");
  Damage(Path(), "CREATE TABLE holds (certificate_id, since, note)");
  Damage(Path(), "INSERT INTO holds VALUES (2, 5, NULL)");
  EXPECT_EQ(WhyNot(Open().Held()), Named(" is damaged: a value is missing"));
}

TEST_F(SpoiledColumnTest, NothingIsWrittenUponDamage) {
  Damage(Path(), "UPDATE events SET reason = 'x'");
  Damage(Path(), "UPDATE tiles SET hashes = 'x'");
  Damage(Path(), "UPDATE checkpoints SET note = 'x'");
  Damage(Path(), "UPDATE trust_files SET note = 'x'");
  const CertificateEvent event{
      Code(1), StatusChange::kRevoked, At(9), StatusReason::kIssuedInError, {}, 20};
  EXPECT_THAT(Why([&](Transaction& t) { return t.AddEvents(std::span(&event, 1)); }),
              testing::HasSubstr("an event with an unknown reason"));
  const StoredTile tile{0, 0, Hashes(5)};
  EXPECT_THAT(Why([&](Transaction& t) { return t.PutTiles(std::span(&tile, 1)); }),
              testing::HasSubstr("tile 0/0 of the log holds no hashes"));
  EXPECT_THAT(Why([&](Transaction& t) -> Result<void> {
                TRY(t.AppendEntries(4, Lines(4, 1)));
                return t.AddCheckpoint(CheckpointOfSize(5, 9));
              }),
              testing::HasSubstr("its checkpoint of size \"4\" is none"));
  EXPECT_THAT(Why([&](Transaction& t) { return t.AddTrustFile(2, NoteOfSize(2)); }),
              testing::HasSubstr("its trust file of version \"1\" is none"));
  EXPECT_EQ(register_.LogSize().value(), 4u);
}

}  // namespace
}  // namespace certseal
