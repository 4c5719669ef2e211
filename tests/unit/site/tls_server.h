// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "base/site_address.h"
#include "crypto/openssl.h"

namespace certseal {

// ServerIdentity is a certificate with its key.
struct ServerIdentity {
  ossl::Pkey key;
  ossl::X509Ptr certificate;

  std::string Pem() const;  // the certificate's
};

struct CertificateMaking {
  std::string host =
      "DNS:localhost";  // in the form of OpenSSL's subjectAltName; or none
  long begins = -86400, ends = 86400;  // seconds from now
  std::string usage = "serverAuth";
  bool self_signed = false;
};

ServerIdentity MakeAuthority();
ServerIdentity MakeServer(const ServerIdentity& authority,
                          const CertificateMaking& making);

// TlsPeer is one connection as the server sees it: what it does there is for the test
// to say. It ends without a word unless told to close as TLS demands.
class TlsPeer {
 public:
  TlsPeer(int fd, ssl_st* ssl) : fd_(fd), ssl_(ssl) {}

  // ReadRequest gives all to the empty line; "" where the client has gone.
  std::string ReadRequest();
  // Send tells whether the client is still there.
  bool Send(std::string_view bytes);
  bool SendOutsideTls(std::string_view bytes);
  void CloseProperly();
  // Reset makes the connection end with an error for the client.
  void Reset();
  // SendTickets sends nothing but session tickets (TLS 1.3), as long as the client is
  // there, for at most five seconds.
  void SendTickets();
  // Drip sends the bytes one by one, for at most five seconds, then gives up.
  void Drip(std::string_view bytes, std::chrono::milliseconds pause);
  // WaitForEnd tells whether the client goes within five seconds.
  bool WaitForEnd();

 private:
  int fd_;
  ssl_st* ssl_;  // none where the server speaks no TLS
};

enum class Speaks { kTls, kOldTls, kPlain };

// TlsServer listens at localhost and treats connections one after the other.
class TlsServer {
 public:
  using Behaviour = std::function<void(TlsPeer&)>;
  TlsServer(const ServerIdentity& identity, Behaviour behaviour,
            Speaks speaks = Speaks::kTls);
  ~TlsServer();
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  int port() const { return port_; }
  SiteAddress Address(std::string_view path = "") const;
  int connections() const { return connections_; }  // that were begun

 private:
  void Run();
  void Serve(int fd);

  ossl::Owned<ssl_ctx_st, SSL_CTX_free> context_;
  Behaviour behaviour_;
  Speaks speaks_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace certseal
