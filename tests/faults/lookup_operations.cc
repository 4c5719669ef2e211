// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"
#include "trust/pinned_schools.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

fs::path Config(const Place& place) {
  return place.directory() / "config" / "certseal";
}

std::function<Result<void>(const Place&)> DemandPinned(size_t count) {
  return [count](const Place& place) -> Result<void> {
    ASSIGN_OR_RETURN(const auto schools,
                     PinnedSchools(Config(place) / "schools").All());
    if (schools.size() == count) return {};
    return Fail(StrCat(schools.size(), " schools are accepted"));
  };
}

// Whole or not there at all: that a lookup can read them.
Result<void> DemandReadable(const Place& place) {
  return Done(PinnedSchools(Config(place) / "schools").All());
}

// Remembered, and the pinned trust file is the school's newest.
Result<void> DemandRemembered(const Place& place) {
  ASSIGN_OR_RETURN(const auto schools, PinnedSchools(Config(place) / "schools").All());
  if (schools.size() != 1 || schools.front().keys().version != 2) {
    return Fail("the keys were not followed");
  }
  for (const auto& each :
       fs::recursive_directory_iterator(place.directory() / "config")) {
    const Result<std::string> text = ReadFile(each.path(), 65536);
    if (text && text->starts_with("certseal remembered/v1\n")) return {};
  }
  return Fail("nothing was remembered");
}

}  // namespace

std::vector<Operation> LookupOperations() {
  const std::string add = "certseal-lookup trust add school/keys/school.trust";
  return {
      {.name = "trust-add",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = add,
       .done = DemandPinned(1),
       .whole = DemandReadable,
       .changes_school = false},
      {.name = "trust-remove",
       .fixture = Fixture::kPublished,
       .prepare = {add},
       .command = "certseal-lookup trust remove verify.school.example",
       .done = DemandPinned(0),
       .again = "no school is pinned",
       .whole = DemandReadable,
       .changes_school = false},
      {.name = "lookup",
       .fixture = Fixture::kPublished,
       .prepare = {add, kSchool + "keys rotate issuer" + kPass,
                   kSchool + "publish" + kPass},
       .command = "certseal-lookup --register school/site {0}",
       .done = DemandRemembered,
       .does_less = "cannot be",
       .whole = DemandReadable,
       .changes_school = false},
  };
}

}  // namespace certseal::faults
