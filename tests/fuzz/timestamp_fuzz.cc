// SPDX-License-Identifier: Apache-2.0
// links: timestamp
// seeds: fuzz/timestamp/*
//
// Any bytes as the answer of a time-stamping authority.
#include "fuzz/fuzz.h"
#include "timestamp/timestamp_query.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  static const auto query = TimestampQuery::Make(
      Sha256("certseal"), [](size_t count) { return std::string(count, '\x5a'); });
  static const auto now = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
  const auto answer = query.Check(TextOf(data, size), now);
  if (!answer) Require(!answer.error().message.empty());
  return 0;
}
