// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "base/result.h"

namespace certseal {

struct HttpRequest {
  std::string url;
  std::string content_type;
  std::string body;
};

struct HttpResponse {
  long status = 0;
  std::string content_type;
  std::string body;
};

// HttpPost sends a request and gives the server's answer whatever its status; a
// parameter wherever a test needs to bend the network. It may be called from several
// threads.
using HttpPost = std::function<Result<HttpResponse>(const HttpRequest&)>;

struct HttpLimits {
  size_t max_bytes = 64 * 1024;  // of the answer's body
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds total{
      10'000};  // from the look-up of the name to the last byte
};

// CurlPost posts over http and https through libcurl, and keeps connections open for
// the next call. Certificates of https servers are verified against the system's
// authorities. A redirection is an answer like any other: it is never followed, so that
// what is sent goes where the administrator said and nowhere else. A proxy is taken
// from the usual environment variables.
HttpPost CurlPost(const HttpLimits& limits = {});

}  // namespace certseal
