// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "crypto/random.h"
#include "timestamp/http_post.h"
#include "timestamp/timestamp_query.h"

namespace certseal {

// TimestampSurroundings are what a test may bend.
struct TimestampSurroundings {
  HttpPost post = CurlPost();
  Clock clock = SystemNow;
  Random random = SystemRandom;
};

// TimestampClient asks one time-stamping server (RFC 3161 §3.4, HTTP). Its members are
// const and may be called from several threads.
class TimestampClient {
 public:
  // Make demands an http or https address of ASCII without user, fragment and white
  // space. It does not ask the server yet.
  static Result<TimestampClient> Make(std::string_view url,
                                      TimestampSurroundings surroundings = {});

  // Stamp gives a checked token for the imprint of a signature value. Where the server
  // cannot be reached, or says that it is busy (5xx), it is asked once more. The error
  // names the server.
  Result<SignatureTimestamp> Stamp(const Sha256Digest& imprint) const;

  const std::string& url() const { return url_; }

 private:
  TimestampClient(std::string url, TimestampSurroundings surroundings)
      : url_(std::move(url)), surroundings_(std::move(surroundings)) {}
  Result<SignatureTimestamp> Ask(const Sha256Digest& imprint) const;
  Result<HttpResponse> Post(const std::string& query) const;

  std::string url_;
  TimestampSurroundings surroundings_;
};

}  // namespace certseal
