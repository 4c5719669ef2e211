// SPDX-License-Identifier: Apache-2.0
// links: site
// seeds: fuzz/http/*
//
// Any bytes as a server's answer, at once and in pieces: both ways must come to the same
// end, within the allowed size.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "fuzz/fuzz.h"
#include "site/http_reply.h"

namespace {

using namespace certseal;

constexpr size_t kMaxBody = 4096;

struct Outcome {
  bool good = false;
  bool done = false;
  int status = 0;
  std::string body;

  bool operator==(const Outcome&) const = default;
};

Outcome ReadInPieces(std::string_view bytes, size_t piece) {
  HttpReplyReader reader(kMaxBody);
  Result<void> fed;
  while (fed && !reader.done() && !bytes.empty()) {
    const size_t size = std::min(piece, bytes.size());
    fed = reader.Feed(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  if (fed && !reader.done()) fed = reader.End();
  Outcome outcome;
  outcome.good = fed.has_value();
  outcome.done = fed && reader.done();
  if (!outcome.done) return outcome;
  outcome.status = reader.status();
  outcome.body = reader.TakeBody();
  Require(outcome.body.size() <= kMaxBody);
  Require(outcome.status == 200 || outcome.body.empty());
  return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes = TextOf(data, size);
  const Outcome whole = ReadInPieces(bytes, bytes.size() + 1);
  Require(ReadInPieces(bytes, 1) == whole);
  Require(ReadInPieces(bytes, 7) == whole);
  return 0;
}
