// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/strings.h"
#include "site/https_site.h"
#include "unit/site/tls_server.h"

namespace certseal {

inline constexpr size_t kMax = 1000;
inline const HttpsLimits kShortConnect{std::chrono::milliseconds(300),
                                       std::chrono::milliseconds(60'000), 100};
inline const HttpsLimits kShortRequest{std::chrono::milliseconds(60'000),
                                       std::chrono::milliseconds(300), 100};
inline const HttpsLimits kPatient{std::chrono::milliseconds(60'000),
                                  std::chrono::milliseconds(60'000), 100};

inline std::string Ok(std::string_view body) {
  return StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
}

// Answers every request of a connection the same way.
inline TlsServer::Behaviour Always(std::string reply) {
  return [reply = std::move(reply)](TlsPeer& peer) {
    while (!peer.ReadRequest().empty() && peer.Send(reply)) {
    }
  };
}

// Answers one request and ends the connection, as TLS demands it or not.
inline TlsServer::Behaviour Once(std::string reply, bool properly) {
  return [reply = std::move(reply), properly](TlsPeer& peer) {
    peer.ReadRequest();
    peer.Send(reply);
    if (properly) peer.CloseProperly();
  };
}

class HttpsSiteTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    std::string pattern = testing::TempDir() + "certseal.XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    work_ = new std::filesystem::path(pattern);
    authority_ = new ServerIdentity(MakeAuthority());
    server_ = new ServerIdentity(MakeServer(*authority_, {}));
    ASSERT_TRUE(WriteFileAtomically(*work_ / "authority.pem", authority_->Pem()));
  }
  static void TearDownTestSuite() {
    std::filesystem::remove_all(*work_);
    delete server_;
    delete authority_;
    delete work_;
  }
  void SetUp() override {
    setenv("SSL_CERT_FILE", (*work_ / "authority.pem").c_str(), 1);
    setenv("SSL_CERT_DIR", (*work_ / "nowhere").c_str(), 1);
  }
  void TearDown() override {
    unsetenv("SSL_CERT_FILE");
    unsetenv("SSL_CERT_DIR");
  }

  // Why one Get from such a server fails, without the address.
  static std::string WhyFrom(const TlsServer& server, const HttpsLimits& limits = {}) {
    const HttpsSite site(server.Address(), limits);
    const auto got = site.Get("keys/1", kMax);
    if (got) return *got ? "read: " + **got : "absent";
    const std::string& message = got.error().message;
    EXPECT_THAT(message, ::testing::StartsWith(server.Address().url()));
    return message.substr(message.find(" cannot be ") + 1);
  }
  static std::string Why(TlsServer::Behaviour behaviour,
                         const HttpsLimits& limits = {}) {
    const TlsServer server(*server_, std::move(behaviour));
    return WhyFrom(server, limits);
  }
  static std::string WhyOf(const CertificateMaking& making) {
    const TlsServer server(MakeServer(*authority_, making), Always(Ok("x")));
    return WhyFrom(server);
  }

  static inline std::filesystem::path* work_ = nullptr;
  static inline ServerIdentity* authority_ = nullptr;
  static inline ServerIdentity* server_ = nullptr;
};

}  // namespace certseal
