// SPDX-License-Identifier: Apache-2.0
//
// The register, damaged behind its back in every table: the right claim is false.
#include <set>

#include "unit/audit/audit_fixture.h"

namespace certseal {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RegisterDamageTest : public AuditTest {
 protected:
  // Of the third certificate, to which nothing has happened.
  static std::string Of(int graduate) {
    return "'" + codes()[size_t(graduate)].compact() + "'";
  }
  void Expect(const std::string& sql, const std::string& claim,
              const std::string& words) {
    Sql(sql);
    EXPECT_THAT(Audited(), AllOf(StartsWith(claim + ": "), HasSubstr(words))) << sql;
    TearDown();
    SetUp();
  }
};

TEST_F(RegisterDamageTest, Entries) {
  Expect("UPDATE log_entries SET entry = 'issue' WHERE log_index = 3", "entries",
         "log entry 3: ");
  Expect(
      "UPDATE log_entries SET entry = replace(entry, 'head 1795', 'head 1794') WHERE "
      "log_index = 26",
      "entries", "log entry 26: its time, ");
  Expect(
      "UPDATE log_entries SET entry = (SELECT entry FROM log_entries WHERE log_index = "
      "3)"
      " WHERE log_index = 4",
      "tiles", "the stored tile 0/0 is not that of the entries");
  Expect("DELETE FROM log_entries WHERE log_index = 7", "entries", "log entry 7");
  Expect("DELETE FROM log_entries WHERE log_index = 26", "register",
         "the log has 26 entries, and its newest checkpoint is of 27");
  Expect("INSERT INTO log_entries VALUES (27, 'issue ' || 'x')", "register", "28");
  Expect(
      "UPDATE log_entries SET entry = replace(entry, 'revoked', 'suspended') WHERE "
      "entry "
      "LIKE 'status %'",
      "tiles", "");
}

TEST_F(RegisterDamageTest, Tiles) {
  Expect("UPDATE tiles SET hashes = replace(hashes, substr(hashes, 9, 4), 'AAAA')",
         "tiles", "the stored tile 0/0 is not");
  Expect("DELETE FROM tiles", "tiles", "the stored tile 0/0 is missing");
  Expect("INSERT INTO tiles SELECT 0, 1, substr(hashes, 1, 43) || '=' FROM tiles",
         "tiles", "0/1");
  Expect("INSERT INTO tiles SELECT 1, 0, hashes FROM tiles", "tiles", "1/0");
}

TEST_F(RegisterDamageTest, Checkpoints) {
  Expect("DELETE FROM checkpoints WHERE size = 11", "checkpoints", "and 9 checkpoints");
  Expect("UPDATE checkpoints SET created = created + 1 WHERE size = 11", "checkpoints",
         "checkpoint of 11: it was made at");
  // The root of another size, under its own signature.
  Expect(
      "UPDATE checkpoints SET note = (SELECT replace(note, char(10) || '2' || "
      "char(10), "
      "char(10) || '11' || char(10)) FROM checkpoints WHERE size = 2) WHERE size = 11",
      "checkpoints", "checkpoint of 11: its root is not the tree's");
  Expect(
      "UPDATE checkpoints SET note = substr(note, 1, length(note) - 20) || "
      "CASE substr(note, length(note) - 19, 1) WHEN 'A' THEN 'B' ELSE 'A' END || "
      "substr(note, length(note) - 18) WHERE size = 11",
      "checkpoints", "checkpoint of 11: ");
}

TEST_F(RegisterDamageTest, TrustFiles) {
  Expect("DELETE FROM trust_files WHERE version = 1", "trust", "1 are stored");
  Expect(
      "UPDATE trust_files SET note = (SELECT note FROM trust_files WHERE version = 2) "
      "WHERE version = 1",
      "trust", "version 1 is not the one that log entry 0 names");
}

TEST_F(RegisterDamageTest, Certificates) {
  const std::string third = " WHERE code = " + Of(5);
  const auto row = [&](const std::string& what, const std::string& words) {
    Expect("UPDATE certificates SET " + what + third, "certificates", words);
  };
  row("course_title = 'Brain Surgery'", "course title");
  row("course_code = 'BDF-301'", "course");
  row("completed = '2026-03-01'", "completion date");
  row("issued = issued - 86400", "time of issue");
  row("expires = '2030-01-01'", "expiry date");
  row("document_class = 'attendance'", "class of document");
  row("status_index = (status_index + 1) % 131072", "place in the status lists");
  row("record_sha256 = '" + std::string(64, '0') + "'", "record");
  row("log_index = NULL", "is not in the log");
  row("log_index = 1000000", "the log has no entry 1000000");
  row("state = 'revoked'", "state");
  Expect("UPDATE certificates SET state = 'active' WHERE code = " + Of(0),
         "certificates", "state");
  // Two certificates under each other's entries.
  Sql("UPDATE certificates SET log_index = log_index + 100 WHERE code IN (" + Of(5) +
      "," + Of(6) + ")");
  Expect("UPDATE certificates SET log_index = CASE code WHEN " + Of(5) +
             " THEN log_index - 99 ELSE log_index - 101 END WHERE log_index > 99",
         "certificates", "is not that of its record");
  Expect("UPDATE certificates SET template_sha256 = '" + std::string(64, '0') + "'" +
             third,
         "templates", "is missing");
}

TEST_F(RegisterDamageTest, CertificateOfAnEntryGone) {
  Sql("DELETE FROM holders WHERE certificate_id = 6");
  Sql("DELETE FROM documents WHERE certificate_id = 6");
  Expect("DELETE FROM certificates WHERE id = 6", "certificates",
         "issues a certificate that the register does not have (1 in all)");
}

TEST_F(RegisterDamageTest, HoldersAndDocuments) {
  const std::string sixth = " WHERE certificate_id = 6";
  Expect("UPDATE holders SET holder_name = 'Somebody Else, RN'" + sixth, "certificates",
         "its record does not say what its row says: name");
  Expect("UPDATE holders SET plain_name = 'Somebody Else'" + sixth, "certificates",
         "its page shows another name");
  Expect("UPDATE holders SET email = 'other@example.org'" + sixth, "certificates",
         "e-mail address");
  Expect("UPDATE holders SET licence = ''" + sixth, "certificates", "licence number");
  Expect("DELETE FROM holders" + sixth, "certificates", "erased by half");
  Expect("DELETE FROM documents" + sixth, "certificates", "erased by half");
  Expect("UPDATE documents SET record = replace(record, 'RN', 'MD')" + sixth,
         "certificates", "a record other than the one that was issued");
  Expect(
      "UPDATE documents SET seal = (SELECT seal FROM documents WHERE certificate_id = "
      "7)" +
          sixth,
      "certificates", "its seal does not say what its record says");
  Expect(
      "UPDATE documents SET page = (SELECT page FROM documents WHERE certificate_id = "
      "7)" +
          sixth,
      "certificates", "its page shows another");
  Expect(
      "UPDATE documents SET page = replace(page, '\"fields\"', ' \"fields\"')" + sixth,
      "certificates", "page");
  const auto replaced = [&](const std::string& from, const std::string& to) {
    return StrCat("UPDATE documents SET page = replace(page, '", from, "', '", to, "')",
                  sixth);
  };
  Expect(replaced("\"issued\":\"", "\"issued\":\"1 "), "certificates",
         "its page shows another date of issue");
  Expect(replaced("\"completed.iso\":\"2026", "\"completed.iso\":\"2025"), "certificates",
         "its page shows another date");
  Expect(replaced("at verify.", "at evil."), "certificates",
         "its page contradicts itself");
}

// A record with the digest that belongs to it, but not the one that was logged.
TEST_F(RegisterDamageTest, ARecordThatWasNotLogged) {
  const std::string record =
      Text("SELECT record FROM documents WHERE certificate_id = 6");
  std::string other = record;
  other.replace(other.find("injector"), 8, "observer");
  Sql("UPDATE documents SET record = replace(record, 'injector', 'observer') WHERE "
      "certificate_id = 6");
  Expect("UPDATE certificates SET record_sha256 = '" + Sha256(other).Hex() +
             "' WHERE id = 6",
         "certificates", "is not that of its record");
}

TEST_F(RegisterDamageTest, Events) {
  const std::string of_first = " WHERE certificate_id = 1";
  Expect("UPDATE events SET at = at + 1" + of_first, "events",
         "is not that of the event \"revoked\"");
  Expect("UPDATE events SET reason = 'withdrawn-by-issuer'" + of_first, "events",
         "is not that of the event");
  Expect("UPDATE events SET kind = 'suspended'" + of_first, "events", "state");
  Expect("DELETE FROM events" + of_first, "events", "");
  Expect("DELETE FROM events WHERE certificate_id = 3", "events",
         "the log has 5 changes of status, and the register knows 3");
  Expect("UPDATE events SET log_index = log_index + 1000" + of_first, "events",
         "the log has no entry");
  Expect("UPDATE events SET successor_id = 7 WHERE kind = 'replaced'", "events", "");
  Expect("DELETE FROM successions", "events", "does not know it as its predecessor");
  Expect(
      "INSERT INTO events (id, certificate_id, kind, at, reason, successor_id, "
      "log_index) VALUES (100, 6, 'revoked', 1795000000, 'issued-in-error', "
      "NULL, "
      "1000)",
      "events", "");
  Expect("INSERT INTO holds VALUES (6, 1795000000, 'fee')", "events",
         "is on hold, but not suspended");
}

TEST_F(RegisterDamageTest, Erasures) {
  Expect("DELETE FROM erasures", "certificates", "erased by half");
  Expect("INSERT INTO erasures VALUES (6, 1795000000)", "certificates",
         "erased by half");
}

TEST_F(RegisterDamageTest, StatusLists) {
  Expect("DELETE FROM status_lists WHERE purpose = 'suspension'", "lists",
         "there are 1 status lists for 1 block");
  Expect("UPDATE status_lists SET valid_until = valid_until + 1", "lists", "");
  Expect(
      "UPDATE status_lists SET document = (SELECT document FROM status_lists WHERE "
      "purpose = 'suspension')",
      "lists", "another list");
  Expect(
      "UPDATE status_lists SET document = replace(document, 'proofValue\":\"z', "
      "'proofValue\":\"z1')",
      "lists", "");
}

// What nothing that was signed or logged speaks of.
const std::set<std::string> kUnproven = {
    "meta.value",
    "meta.name",
    "batches.id",
    "batches.created",
    "batches.source",
    "batches.source_sha256",
    "batches.certificates",
    "certificates.batch_id",
    "certificates.roster_line",
    "holders.identity",
    "holders.name_fold",
    "holders.search_text",
    "holders.licence_state",
    "holders.profession",
    "successions.kind",
    "erasures.at",
    "events.id",
};

// One value of the register.
struct Place {
  std::string table, column;
  long long row;

  std::string Where() const { return StrCat(" WHERE rowid = ", row); }
  // Of an erased certificate no record says what it was.
  bool OfErased() const { return table == "certificates" && row == 5; }
  std::string Name() const { return StrCat(table, '.', column); }
  std::string Select(const std::string& what) const {
    return StrCat("SELECT coalesce((SELECT ", what, " FROM ", table, Where(), "), '')");
  }
  // Text: another character in the middle; a number: one more. Most of a page is told
  // by nothing else: there the seal is changed.
  std::string Change() const {
    const std::string middle = column == "page" ? "instr(page, '\"qr\":') + 60"
                                                : StrCat("length(", column, ") / 2");
    return StrCat("UPDATE OR IGNORE ", table, " SET ", column, " = CASE typeof(",
                  column, ") WHEN 'text' THEN substr(", column, ", 1, ", middle,
                  ") || CASE substr(", column, ", ", middle,
                  " + 1, 1) WHEN 'a' THEN 'b' ELSE 'a' END || substr(", column, ", ",
                  middle, " + 2) WHEN 'integer' THEN ", column, " + 1 END", Where());
  }
};

std::vector<Place> PlacesOf(const std::filesystem::path& database) {
  soci::session session(soci::sqlite3, StrCat("dbname=\"", database.string(), '"'));
  const auto texts = [&](const std::string& query) {
    const soci::rowset<std::string> rows = (session.prepare << query);
    return std::vector<std::string>(rows.begin(), rows.end());
  };
  std::vector<Place> places;
  for (const std::string& table :
       texts("SELECT name FROM sqlite_master WHERE type = 'table'")) {
    for (const std::string& column :
         texts(StrCat("SELECT name FROM pragma_table_info('", table, "')"))) {
      for (const std::string& row :
           texts(StrCat("SELECT CAST(rowid AS TEXT) FROM ", table))) {
        places.push_back({table, column, std::stoll(row)});
      }
    }
  }
  return places;
}

TEST_F(RegisterDamageTest, EveryValue) {
  std::filesystem::remove_all(school_->site());
  const std::filesystem::path whole = school_->directory() / "whole.db";
  std::filesystem::copy_file(school_->database(), whole);
  int changed = 0;
  for (const Place& place : PlacesOf(school_->database())) {
    if (kUnproven.contains(place.Name()) || place.OfErased()) continue;
    const std::string value = StrCat("quote(", place.column, ")");
    const std::string before = Text(place.Select(value));
    Sql(place.Change());
    const std::string after = Text(place.Select(value));
    if (after == before) continue;
    ++changed;
    EXPECT_NE(Audited(), "") << place.Name() << place.Where() << ": " << before
                             << " -> " << after;
    TearDown();
    SetUp();
  }
  EXPECT_GT(changed, 250);
}

}  // namespace
}  // namespace certseal
