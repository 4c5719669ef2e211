// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/site_address.h"
#include "site/site_source.h"

namespace certseal {

// HttpsLimits bound what a server may cost. The defaults are for an employer at a desk.
struct HttpsLimits {
  std::chrono::milliseconds connect{5'000};  // from the look-up of the name to TLS
  std::chrono::milliseconds request{
      10'000};                   // from the first byte sent to the last read
  size_t max_requests = 10'000;  // of one HttpsSite
};

// HttpsSite reads a site over HTTPS. Only files below the address are asked for, from
// its host alone: a redirection is an error that says so, and is not followed; no proxy
// is used. The server's certificate must be good for the host (by the system's
// authorities; OpenSSL's SSL_CERT_FILE applies) and its TLS 1.2 or newer. 404 and 410
// mean "not there"; every other answer but 200 is an error, as is a body that is
// larger, shorter or slower than allowed, or in an encoding that was not asked for.
// Requests carry no cookie, no referrer, and a user agent without a version of the
// system.
//
// The connection is made by the first Get and kept; where the server has closed it
// meanwhile a new one is made, once. A Get ends within both limits added up, whatever
// the server does, and holds no more than max_bytes and some 50 KB.
//
// For one thread at a time.
class HttpsSite : public SiteSource {
 public:
  explicit HttpsSite(const SiteAddress& site, const HttpsLimits& limits = {});
  ~HttpsSite() override;
  HttpsSite(const HttpsSite&) = delete;
  HttpsSite& operator=(const HttpsSite&) = delete;

  Result<std::optional<std::string>> Get(std::string_view path,
                                         size_t max_bytes) const override;
  std::string Name() const override;  // the address

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace certseal
