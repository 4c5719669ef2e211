// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>

#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"
#include "log/checkpoint.h"
#include "register/register.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxRequest = 64 * 1024;

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

constexpr const char* kWitness = "witness.example/w1";

// What witnesses are asked is the register's newest checkpoint, after a proof.
Result<void> DemandRequest(const Place& place, bool newest) {
  ASSIGN_OR_RETURN(const std::string request,
                   ReadFile(place.directory() / "request", kMaxRequest));
  const size_t end = request.find("\n\n");
  if (end == std::string::npos) return Fail("the request is not whole");
  ASSIGN_OR_RETURN(const SignedCheckpoint asked,
                   SignedCheckpoint::Parse(request.substr(end + 2)));
  if (!newest) return {};
  ASSIGN_OR_RETURN(Register reg, Register::Open(place.school() / "register.db"));
  ASSIGN_OR_RETURN(const auto stored, reg.NewestCheckpoint());
  if (stored && stored->note == asked.bytes()) return {};
  return Fail("the request is for an older state");
}

Result<void> DemandNewestRequest(const Place& place) {
  return DemandRequest(place, true);
}

Result<void> DemandWholeRequest(const Place& place) {
  if (!fs::exists(place.directory() / "request")) return {};
  return DemandRequest(place, false);
}

Result<void> DemandWitnessed(const Place& place) {
  TRY(DemandPublished(place));
  ASSIGN_OR_RETURN(const std::string published,
                   ReadFile(place.site() / "checkpoint", SignedCheckpoint::kMaxBytes));
  if (published.find(kWitness) != std::string::npos) return {};
  return Fail("the witness's answer is not published");
}

// All that a publication can have to do: new and changed certificates, new keys, a card
// to remove. Erasing takes the card out of the school's own site: here it stays, as in
// a copy.
const std::vector<std::string> kUnpublished = {
    kSchool + "issue one.csv" + kPass, "sh:mv school/site aside",
    kSchool + "erase {2} --yes", "sh:mv aside school/site",
    kSchool + "keys rotate issuer" + kPass};

std::string Cosign(std::string_view command, std::string_view rest) {
  return StrCat("sh:python3 '", CERTSEAL_SOURCE_DIR, "/tests/support/cosign.py' ",
                command, " witness.pem ", kWitness, rest);
}

// Until a witness has answered nothing is published: so publishing does not follow.
std::vector<Operation> WitnessOperations() {
  const std::string request = kSchool + "publish --witness-request request" + kPass;
  std::vector<std::string> asks = kUnpublished;
  asks.insert(asks.end(),
              {"sh:openssl genpkey -algorithm ed25519 -out witness.pem",
               Cosign("key", " >witness"),
               kSchool + "keys witnesses --set {witness} --quorum 1" + kPass});
  std::vector<std::string> answers = asks;
  answers.insert(answers.end(), {request, Cosign("sign", " request >answer")});
  return {
      {.name = "witness-request",
       .fixture = Fixture::kPublished,
       .prepare = asks,
       .command = request,
       .done = DemandNewestRequest,
       .whole = DemandWholeRequest,
       .publishes = false},
      {.name = "witness-answer",
       .fixture = Fixture::kPublished,
       .prepare = answers,
       .command = kSchool + "publish --witness-response answer",
       .done = DemandWitnessed,
       .tidy = DemandTidySite,
       .publishes = false},
  };
}

}  // namespace

std::vector<Operation> SiteOperations() {
  std::vector<std::string> first = kUnpublished;
  first.push_back("sh:rm -r school/site");
  const std::string publish = kSchool + "publish --with-headers" + kPass;
  std::vector<Operation> all = {
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
  std::ranges::move(WitnessOperations(), std::back_inserter(all));
  return all;
}

}  // namespace certseal::faults
