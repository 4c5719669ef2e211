// SPDX-License-Identifier: Apache-2.0
#include <fstream>
#include <iterator>

#include "backup/backup.h"
#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

// Nothing else in the place has a name that begins like this one.
Result<void> DemandAlone(const fs::path& path) {
  for (const auto& each : fs::directory_iterator(path.parent_path())) {
    const std::string name = each.path().filename().string();
    if (each.path() == path || !name.starts_with(path.filename().string())) continue;
    return Fail(StrCat(each.path().string(), " was left"));
  }
  return {};
}

// A school's directory is there as a whole, or not at all.
std::function<Result<void>(const Place&)> DemandSchool(std::string name, bool done) {
  return [=](const Place& place) -> Result<void> {
    const fs::path directory = place.directory() / name;
    if (!done && !fs::exists(directory)) return {};
    return DemandAudit(directory);
  };
}

std::function<Result<void>(const Place&)> DemandAloneAt(std::string name) {
  return [=](const Place& place) { return DemandAlone(place.directory() / name); };
}

Result<void> DemandWholeBackup(const Place& place) {
  if (!fs::exists(place.directory() / "new.backup")) return {};
  return Done(CheckBackup(place.directory() / "new.backup", Secret(kPassphrase)));
}

Result<void> DemandBackup(const Place& place) {
  if (!fs::exists(place.directory() / "new.backup")) return Fail("there is no backup");
  return DemandWholeBackup(place);
}

// The copy of the register that goes into the backup does not stay.
Result<void> DemandTidyBackup(const Place& place) {
  TRY(DemandAlone(place.directory() / "new.backup"));
  return DemandAlone(place.school() / "register.db");
}

// A PDF beside the school is there as a whole, or not at all.
std::function<Result<void>(const Place&)> DemandPdf(std::string name, bool done) {
  return [=](const Place& place) -> Result<void> {
    std::ifstream in(place.directory() / name, std::ios::binary);
    if (!in) return done ? Fail(StrCat("there is no ", name)) : Result<void>();
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (bytes.starts_with("%PDF-") && Trim(bytes).ends_with("%%EOF")) return {};
    return Fail(StrCat(name, " is no whole PDF"));
  };
}

}  // namespace

std::vector<Operation> WholeOperations() {
  return {
      {.name = "init",
       .fixture = Fixture::kEmpty,
       .prepare = {},
       .command = "certseal init new --name New --url https://new.example/" + kPass,
       .done = DemandSchool("new", true),
       .again = "is not empty",
       .whole = DemandSchool("new", false),
       .tidy = DemandAloneAt("new"),
       .changes_school = false},
      {.name = "backup",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "backup new.backup" + kPass,
       .done = DemandBackup,
       .again = "is there already",
       .whole = DemandWholeBackup,
       .tidy = DemandTidyBackup,
       .changes_school = false},
      {.name = "restore",
       .fixture = Fixture::kPublished,
       .prepare = {kSchool + "backup school.backup" + kPass},
       .command = "certseal restore school.backup again" + kPass,
       .done = DemandSchool("again", true),
       .again = "is there already",
       .whole = DemandSchool("again", false),
       .tidy = DemandAloneAt("again"),
       .changes_school = false},
      {.name = "cards",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "cards cards.pdf {0} {1}",
       .done = DemandPdf("cards.pdf", true),
       .whole = DemandPdf("cards.pdf", false),
       .changes_school = false},
      {.name = "preview",
       .fixture = Fixture::kNew,
       .prepare = {},
       .command = kSchool + "template preview classic --out preview.pdf",
       .done = DemandPdf("preview.pdf", true),
       .whole = DemandPdf("preview.pdf", false),
       .changes_school = false},
  };
}

}  // namespace certseal::faults
