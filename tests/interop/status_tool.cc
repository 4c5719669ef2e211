// SPDX-License-Identifier: Apache-2.0
//
// Makes and reads status lists for status.test.mjs. One answer a line:
//
//   status_tool key                     the public key of all it signs, as Multikey
//   status_tool record INDEX            a record with this place in block 0
//   status_tool list PURPOSE FROM UNTIL INDEX...
//                                       the list of block 0, with these bits set
//   status_tool read MULTIKEY           {"set": how many, "indexes": [the first ten]}
//   of
//                                       lists on stdin that are valid, or {"error":
//                                       why}
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/strings.h"
#include "status/status_list.h"
#include "unit/record/sample_credential.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr std::string_view kKeyId = "key-2026-01";

const TestSigner& Signer() {
  static const TestSigner signer = TestSigner::OfRepeated(42);
  return signer;
}

uint32_t IndexOf(const std::string& text) {
  const uint64_t index = ParseDecimal(text).value();
  if (index >= StatusBits::kCount) throw std::out_of_range(text);
  return static_cast<uint32_t>(index);
}

std::string Record(const std::string& index) {
  Credential credential = SampleCredential();
  credential.status = {.block = 0, .index = IndexOf(index)};
  return SignedRecord::Sign(credential, kKeyId, Signer(), credential.issued)
      .value()
      .bytes();
}

std::string List(const std::vector<std::string>& args) {
  StatusListFacts facts{SampleCredential().site,
                        {ParseStatusPurpose(args.at(1)).value(), 0},
                        Timestamp::ParseRfc3339(args.at(2)).value(),
                        Timestamp::ParseRfc3339(args.at(3)).value(),
                        {}};
  for (size_t i = 4; i < args.size(); ++i) facts.bits.Set(IndexOf(args[i]), true);
  return StatusList::Sign(facts, kKeyId, Signer()).value().bytes();
}

Result<json> Read(const std::string& line, const std::string& multikey) {
  const auto key = Ed25519PublicKey::FromMultikey(multikey);
  if (!key) return Fail("not a key");
  ASSIGN_OR_RETURN(const StatusList list, StatusList::Parse(line));
  if (!list.VerifySignature(*key)) return Fail("the signature does not verify");
  json indexes = json::array();
  for (uint32_t i = 0; i < StatusBits::kCount && indexes.size() < 10; ++i) {
    if (list.bits().Get(i)) indexes.push_back(i);
  }
  return json{{"set", list.bits().CountSet()}, {"indexes", indexes}};
}

int ReadLines(const std::string& multikey) {
  for (std::string line; std::getline(std::cin, line);) {
    const Result<json> result = Read(line, multikey);
    std::cout << (result ? *result : json{{"error", result.error().message}}).dump()
              << "\n";
  }
  return 0;
}

int Run(const std::vector<std::string>& args) {
  const std::string command = args.empty() ? "" : args[0];
  if (command == "read") return ReadLines(args.at(1));
  if (command == "key") {
    std::cout << Signer().public_key().Multikey() << "\n";
  } else if (command == "record") {
    std::cout << Record(args.at(1)) << "\n";
  } else if (command == "list") {
    std::cout << List(args) << "\n";
  } else {
    std::cerr << "usage: see status_tool.cc\n";
    return 64;
  }
  return 0;
}

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) try {
  return certseal::Run(std::vector<std::string>(argv + 1, argv + argc));
} catch (const std::exception& error) {
  std::cerr << "status_tool: " << error.what() << "\n";
  return 1;
}
