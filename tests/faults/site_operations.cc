// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"
#include "log/checkpoint.h"
#include "register/register.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

// The site shows the newest checkpoint.
Result<void> DemandPublished(const Place& place) {
  ASSIGN_OR_RETURN(Register reg, Register::Open(place.school() / "register.db"));
  ASSIGN_OR_RETURN(const auto newest, reg.NewestCheckpoint());
  ASSIGN_OR_RETURN(const std::string published,
                   ReadFile(place.site() / "checkpoint", SignedCheckpoint::kMaxBytes));
  if (newest && newest->note == published) return {};
  return Fail("an older state is published");
}

// Nothing of a program that was killed is left.
Result<void> DemandTidySite(const Place& place) {
  for (const auto& each : fs::recursive_directory_iterator(place.site())) {
    const std::string name = each.path().filename().string();
    if (WithoutTemporarySuffix(name) != name) {
      return Fail(StrCat(each.path().string(), " was left"));
    }
  }
  return {};
}

// All that a publication can have to do: new and changed certificates, new keys, a card
// to remove. Erasing takes the card out of the school's own site: here it stays, as in
// a copy.
const std::vector<std::string> kUnpublished = {
    kSchool + "issue one.csv" + kPass, "sh:mv school/site aside",
    kSchool + "erase {2} --yes", "sh:mv aside school/site",
    kSchool + "keys rotate issuer" + kPass};

}  // namespace

std::vector<Operation> SiteOperations() {
  std::vector<std::string> first = kUnpublished;
  first.push_back("sh:rm -r school/site");
  const std::string publish = kSchool + "publish --with-headers" + kPass;
  return {
      {.name = "publish-first",
       .fixture = Fixture::kPublished,
       .prepare = first,
       .command = publish,
       .done = DemandPublished,
       .tidy = DemandTidySite},
      {.name = "publish",
       .fixture = Fixture::kPublished,
       .prepare = kUnpublished,
       .command = publish,
       .done = DemandPublished,
       .tidy = DemandTidySite,
       .meets = true},
      {.name = "recover",
       .fixture = Fixture::kPublished,
       .prepare = {"sh:cp school/register.db old.db",
                   kSchool + "issue more.csv" + kPass,
                   kSchool + "revoke {1} --reason issued-in-error --yes" + kPass,
                   kSchool + "keys rotate issuer" + kPass, kSchool + "publish" + kPass,
                   "sh:cp old.db school/register.db"},
       .command = kSchool + "recover --yes",
       .done = DemandPublished,
       .audits_fault = false},
  };
}

}  // namespace certseal::faults
