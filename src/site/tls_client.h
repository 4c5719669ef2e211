// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "site/deadline.h"
#include "site/tcp_connect.h"

struct ssl_st;
struct ssl_ctx_st;

namespace certseal {

// TlsConnection is a connection over TLS 1.2 or newer to a server that has proved to be
// the host it was asked for. Failures give the reason alone, in a person's words.
class TlsConnection {
 public:
  // Write sends all bytes.
  Result<void> Write(std::string_view bytes, Deadline deadline);

  // Read gives the bytes that come next, at most 16 KB; none: the server closed the
  // connection as TLS demands. A connection that just ends is an error: somebody on the
  // way may have cut it.
  Result<std::string> Read(Deadline deadline);

  // IsQuiet tells whether it is still open and nothing has come that was not asked for.
  bool IsQuiet();

  // closed tells whether the last failure or end was the server's closing it, properly
  // or not, and not a deadline or a breach of TLS.
  bool closed() const { return closed_; }

 private:
  friend class TlsClient;
  struct Free {
    void operator()(ssl_st* ssl) const;
  };
  enum class Wanted { kDone, kRead, kWrite, kEnd, kFailure };

  TlsConnection(TcpSocket socket, std::unique_ptr<ssl_st, Free> ssl)
      : socket_(std::move(socket)), ssl_(std::move(ssl)) {}
  Wanted Judge(int result);
  template <typename Step>
  Result<bool> Drive(const Step& step, Deadline deadline);

  TcpSocket socket_;
  std::unique_ptr<ssl_st, Free> ssl_;
  bool closed_ = false;
};

// TlsClient makes connections. It believes the system's authorities: those in
// SSL_CERT_FILE and SSL_CERT_DIR where they are set, else OpenSSL's directory, else its
// file.
class TlsClient {
 public:
  static Result<TlsClient> Make();

  // Connect gives a connection on which the server has shown a certificate for `host`.
  Result<TlsConnection> Connect(const std::string& host, uint16_t port,
                                Deadline deadline);

 private:
  struct Free {
    void operator()(ssl_ctx_st* context) const;
  };
  explicit TlsClient(std::unique_ptr<ssl_ctx_st, Free> context)
      : context_(std::move(context)) {}
  void LoadAuthorityFile();
  Result<TlsConnection> ConnectOnce(const std::string& host, uint16_t port,
                                    Deadline deadline, bool& unknown_authority);

  std::unique_ptr<ssl_ctx_st, Free> context_;
  bool authority_file_loaded_ = false;
};

}  // namespace certseal
