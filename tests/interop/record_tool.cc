// SPDX-License-Identifier: Apache-2.0
//
// Lets the scripts of this directory drive the record library. One answer a line:
//
//   record_tool key                   the public key of `generate` and `sign`, as
//   Multikey record_tool generate SEED COUNT   signed records record_tool sign METHOD
//   documents on stdin, with a proof under METHOD record_tool canonize {"text":
//   N-Quads} of documents on stdin record_tool jcs                   {"text": RFC 8785}
//   of values on stdin record_tool verify MULTIKEY       {"holder": name} of records on
//   stdin that are valid
//
// A line that is refused answers {"error": why}.
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "interop/hostile_records.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "record/proof.h"
#include "record/rdf.h"
#include "support/test_signer.h"

namespace certseal {
namespace {

using nlohmann::json;

const TestSigner& Signer() {
  static const TestSigner signer = TestSigner::OfRepeated(42);
  return signer;
}

Result<json> Canonize(const std::string& line) {
  ASSIGN_OR_RETURN(const json document, ParseJson(line));
  ASSIGN_OR_RETURN(const std::string text,
                   CanonicalNQuads(document, Vocabulary::OfRecords()));
  return json{{"text", text}};
}

Result<json> Jcs(const std::string& line) {
  ASSIGN_OR_RETURN(const json value, ParseJson(line));
  return json{{"text", CanonicalJson(value)}};
}

Result<json> SignDocument(const std::string& line, const std::string& method) {
  ASSIGN_OR_RETURN(json document, ParseJson(line));
  ASSIGN_OR_RETURN(json proof,
                   MakeProof(document, method, *Timestamp::FromUnix(1'800'000'000),
                             Signer(), Vocabulary::OfRecords()));
  document["proof"] = json::array({std::move(proof)});
  return document;
}

Result<json> Verify(const std::string& line, const std::string& multikey) {
  const auto key = Ed25519PublicKey::FromMultikey(multikey);
  if (!key) return Fail("not a key");
  ASSIGN_OR_RETURN(const SignedRecord record, SignedRecord::Parse(line));
  if (!record.VerifySignature(*key)) return Fail("the signature does not verify");
  return json{{"holder", record.credential().holder_name}};
}

int ForEachLine(const std::function<Result<json>(const std::string&)>& answer) {
  for (std::string line; std::getline(std::cin, line);) {
    const Result<json> result = answer(line);
    std::cout << (result ? *result : json{{"error", result.error().message}}).dump()
              << "\n";
  }
  return 0;
}

int Generate(const std::string& seed, const std::string& count) {
  for (uint64_t n = 0; n < ParseDecimal(count).value(); ++n) {
    const Credential credential = HostileCredential(ParseDecimal(seed).value(), n);
    const auto record =
        SignedRecord::Sign(credential, "key-2026-01", Signer(), credential.issued);
    if (!record) {
      std::cerr << record.error().message << "\n";
      return 1;
    }
    std::cout << record->bytes() << "\n";
  }
  return 0;
}

int Run(const std::vector<std::string>& args) {
  const auto is = [&](std::string_view name, size_t size) {
    return args.size() == size && args[0] == name;
  };
  if (is("key", 1)) {
    std::cout << Signer().public_key().Multikey() << "\n";
    return 0;
  }
  if (is("generate", 3)) return Generate(args[1], args[2]);
  if (is("canonize", 1)) return ForEachLine(Canonize);
  if (is("jcs", 1)) return ForEachLine(Jcs);
  if (is("sign", 2)) {
    return ForEachLine([&](const auto& line) { return SignDocument(line, args[1]); });
  }
  if (is("verify", 2)) {
    return ForEachLine([&](const auto& line) { return Verify(line, args[1]); });
  }
  std::cerr << "usage: see record_tool.cc\n";
  return 64;
}

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) {
  return certseal::Run(std::vector<std::string>(argv + 1, argv + argc));
}
