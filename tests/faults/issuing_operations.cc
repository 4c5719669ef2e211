// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>

#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"
#include "register/register.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxPdf = 16 << 20;

// A file under its final name is whole, and a certificate that may be handed out has
// one.
Result<size_t> CountWholePdfs(const fs::path& directory) {
  size_t count = 0;
  if (!fs::exists(directory)) return count;
  for (const auto& each : fs::recursive_directory_iterator(directory)) {
    const std::string name = each.path().filename().string();
    if (!each.is_regular_file() || WithoutTemporarySuffix(name) != name) continue;
    std::ifstream in(each.path(), std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(in), {});
    const bool whole = bytes.starts_with("%PDF-") && Trim(bytes).ends_with("%%EOF");
    if (!whole) return Fail(StrCat(each.path().string(), " is no whole PDF"));
    ++count;
  }
  return count;
}

// The unsigned attribute signature-time-stamp, in the hex of a file's signature.
constexpr std::string_view kTimestamp = "060b2a864886f70d010910020e";

Result<size_t> CountStamped(const fs::path& directory) {
  size_t count = 0;
  for (const auto& each : fs::recursive_directory_iterator(directory)) {
    if (each.path().extension() != ".pdf") continue;
    ASSIGN_OR_RETURN(const std::string bytes, ReadFile(each.path(), kMaxPdf));
    if (AsciiLower(bytes).find(kTimestamp) != std::string::npos) ++count;
  }
  return count;
}

Result<void> DemandWholePdfs(const Place& place) {
  return Done(CountWholePdfs(place.school() / "certificates"));
}

std::function<Result<void>(const Place&)> DemandDrawn(int first, int count) {
  return [=](const Place& place) -> Result<void> {
    for (int i = first; i < first + count; ++i) TRY(Done(place.Only(i)));
    ASSIGN_OR_RETURN(const auto all, place.All());
    ASSIGN_OR_RETURN(const size_t drawn,
                     CountWholePdfs(place.school() / "certificates"));
    if (drawn >= static_cast<size_t>(count)) return {};
    return Fail(StrCat("only ", drawn, " of ", all.size(), " have a file"));
  };
}

// Nothing is drawn without the timestamp that was asked for.
Result<void> DemandStamped(const Place& place) {
  TRY(DemandDrawn(10, 3)(place));
  ASSIGN_OR_RETURN(const size_t stamped, CountStamped(place.school() / "certificates"));
  return stamped == 3 ? Result<void>() : Fail(StrCat(stamped, " are timestamped"));
}

std::function<Result<void>(const Place&)> DemandStates(
    std::vector<std::pair<int, CertificateState>> states) {
  return [=](const Place& place) -> Result<void> {
    for (const auto& [graduate, state] : states) {
      TRY(place.DemandState(graduate, state));
    }
    return {};
  };
}

std::function<Result<void>(const Place&)> DemandSuccessor(int graduate,
                                                          CertificateState former) {
  return [=](const Place& place) -> Result<void> {
    ASSIGN_OR_RETURN(const auto found, place.Of(graduate));
    const auto count = [&](CertificateState state) {
      return std::ranges::count(found, state, &ListedCertificate::state);
    };
    const bool both_active = former == CertificateState::kActive;
    if (found.size() == 2 &&
        count(CertificateState::kActive) == (both_active ? 2 : 1) &&
        count(former) >= 1) {
      return {};
    }
    return Fail(StrCat("there are ", found.size(),
                       " certificates, or not as they "
                       "should be"));
  };
}

std::function<Result<void>(const Place&)> DemandHeld(int graduate, bool held) {
  return [=](const Place& place) -> Result<void> {
    TRY(place.DemandState(
        graduate, held ? CertificateState::kSuspended : CertificateState::kActive));
    ASSIGN_OR_RETURN(const ListedCertificate found, place.Only(graduate));
    ASSIGN_OR_RETURN(Register reg, Register::Open(place.school() / "register.db"));
    ASSIGN_OR_RETURN(const std::vector<Hold> holds, reg.Held());
    const bool is_held = std::ranges::any_of(
        holds, [&](const Hold& hold) { return hold.code == found.facts.code; });
    return is_held == held ? Result<void>() : Fail("the hold is not as it should be");
  };
}

// Whoever was erased leaves no file of his name, not even of a program that was killed.
Result<void> DemandErased(const Place& place) {
  ASSIGN_OR_RETURN(const auto left, place.Of(2));
  if (!left.empty()) return Fail("the person is still in the register");
  for (const auto& each : fs::recursive_directory_iterator(place.school())) {
    const std::string name = each.path().filename().string();
    if (name.find("Person-Ca") != std::string::npos ||
        name.find("person-ca") != std::string::npos) {
      return Fail(StrCat("the person still has a file: ", each.path().string()));
    }
  }
  return {};
}

}  // namespace

std::vector<Operation> IssuingOperations() {
  using enum CertificateState;
  return {
      {.name = "issue-first",
       .fixture = Fixture::kNew,
       .prepare = {},
       .command = kSchool + "issue class.csv --jobs 1" + kPass,
       .done = DemandDrawn(0, 5),
       .whole = DemandWholePdfs},
      {.name = "issue",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "issue more.csv --jobs 1" + kPass,
       .done = DemandDrawn(10, 3),
       .whole = DemandWholePdfs,
       .meets = true},
      {.name = "issue-threads",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "issue more.csv --jobs 4" + kPass,
       .done = DemandDrawn(10, 3),
       .whole = DemandWholePdfs},
      {.name = "issue-stamped",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "issue more.csv --jobs 1 --tsa {tsa}" + kPass,
       .done = DemandStamped,
       .whole = DemandWholePdfs},
      {.name = "render",
       .fixture = Fixture::kPublished,
       .prepare = {"sh:rm -r school/certificates"},
       .command = kSchool + "render --jobs 1" + kPass,
       .done = DemandDrawn(0, 3),
       .whole = DemandWholePdfs},
      {.name = "correct",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "correct {1} --set credentials=MSN --yes" + kPass,
       .done = DemandSuccessor(1, kReplaced),
       .again = "replaced",
       .whole = DemandWholePdfs,
       .meets = true},
      {.name = "renew",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "renew {1} --completed 2026-09-01 --yes" + kPass,
       .done = DemandSuccessor(1, kActive),
       .again = "already",
       .whole = DemandWholePdfs},
      {.name = "revoke",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "revoke {0} {5} --reason issued-in-error --yes" + kPass,
       .done = DemandStates({{0, kRevoked}, {5, kRevoked}}),
       .again = "revoked",
       .meets = true},
      {.name = "suspend",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "suspend {0} {1} --reason document-misused --yes" + kPass,
       .done = DemandStates({{0, kSuspended}, {1, kSuspended}}),
       .again = "suspended"},
      {.name = "reinstate",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "reinstate {4} --yes" + kPass,
       .done = DemandStates({{4, kActive}}),
       .again = "is not suspended"},
      {.name = "hold",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "hold {0} --note fee --yes" + kPass,
       .done = DemandHeld(0, true),
       .again = "hold",
       .whole = DemandWholePdfs},
      {.name = "release",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "release {6} --yes" + kPass,
       .done = DemandHeld(6, false),
       .again = "hold",
       .whole = DemandWholePdfs},
      {.name = "erase",
       .fixture = Fixture::kPublished,
       .prepare = {},
       .command = kSchool + "erase {2} --yes",
       .done = DemandErased,
       .meets = true},
  };
}

}  // namespace certseal::faults
