// SPDX-License-Identifier: Apache-2.0
#include "site/tls_client.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <cerrno>
#include <cstdlib>

#include "site/socket_bio.h"
#include "site/tls_failure.h"

namespace certseal {
namespace {

constexpr size_t kReadSize = 16 * 1024;

bool IsIpv4(const std::string& host) {
  in_addr address;
  return ::inet_pton(AF_INET, host.c_str(), &address) == 1;
}

// RFC 9525 §6: the name must stand in the certificate; RFC 6066 §3: an address is no
// server name.
bool DemandHost(SSL* ssl, const std::string& host) {
  X509_VERIFY_PARAM* const rules = SSL_get0_param(ssl);
  X509_VERIFY_PARAM_set_hostflags(rules, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                                             X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  if (IsIpv4(host)) return X509_VERIFY_PARAM_set1_ip_asc(rules, host.c_str()) == 1;
  return SSL_set1_host(ssl, host.c_str()) == 1 &&
         SSL_set_tlsext_host_name(ssl, host.c_str()) == 1;
}

bool SetRules(SSL_CTX* context) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  // Messages between the data come back to the caller, who looks at the clock.
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_alpn_protos(context, kHttp11, sizeof kHttp11 - 1) == 0;
}

}  // namespace

void TlsConnection::Free::operator()(ssl_st* ssl) const { SSL_free(ssl); }
void TlsClient::Free::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

TlsConnection::Wanted TlsConnection::Judge(int result) {
  closed_ = false;
  if (result > 0) return Wanted::kDone;
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return Wanted::kRead;
    case SSL_ERROR_WANT_WRITE:
      return Wanted::kWrite;
    case SSL_ERROR_ZERO_RETURN:
      closed_ = true;
      return Wanted::kEnd;
    default:
      closed_ = IsAbruptEnd();
      return Wanted::kFailure;
  }
}

// Repeats a step of OpenSSL until it is done (true) or the server closed (false).
template <typename Step>
Result<bool> TlsConnection::Drive(const Step& step, Deadline deadline) {
  while (!deadline.passed()) {
    ERR_clear_error();
    errno = 0;
    const Wanted wanted = Judge(step());
    if (wanted == Wanted::kDone) return true;
    if (wanted == Wanted::kEnd) return false;
    if (wanted == Wanted::kFailure) return Fail(TlsFailure(ssl_.get()));
    const short events = wanted == Wanted::kRead ? POLLIN : POLLOUT;
    if (!WaitFor(socket_.fd(), events, deadline)) break;
  }
  return Fail("it took too long");
}

Result<void> TlsConnection::Write(std::string_view bytes, Deadline deadline) {
  while (!bytes.empty()) {
    size_t written = 0;
    const auto step = [&] {
      return SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &written);
    };
    ASSIGN_OR_RETURN(const bool open, Drive(step, deadline));
    if (!open) return Fail("the server closed the connection");
    bytes.remove_prefix(written);
  }
  return {};
}

Result<std::string> TlsConnection::Read(Deadline deadline) {
  std::string bytes(kReadSize, '\0');
  size_t size = 0;
  const auto step = [&] {
    return SSL_read_ex(ssl_.get(), bytes.data(), bytes.size(), &size);
  };
  ASSIGN_OR_RETURN(const bool open, Drive(step, deadline));
  bytes.resize(open ? size : 0);
  return bytes;
}

// Session tickets, which TLS 1.3 sends unasked, are taken in and do not count.
bool TlsConnection::IsQuiet() {
  char byte;
  for (int i = 0; i < 4; ++i) {
    size_t size = 0;
    ERR_clear_error();
    if (Judge(SSL_read_ex(ssl_.get(), &byte, 1, &size)) != Wanted::kRead) return false;
    pollfd polled{socket_.fd(), POLLIN, 0};
    if (::poll(&polled, 1, 0) == 0) return true;
  }
  return false;
}

Result<TlsClient> TlsClient::Make() {
  std::unique_ptr<SSL_CTX, Free> context(SSL_CTX_new(TLS_client_method()));
  if (!context || !SetRules(context.get())) return Fail("OpenSSL does not start");
  SSL_CTX_set_default_verify_dir(context.get());
  TlsClient client(std::move(context));
  // NOLINTNEXTLINE(concurrency-mt-unsafe): no thread of ours sets variables
  if (std::getenv(X509_get_default_cert_file_env())) client.LoadAuthorityFile();
  return client;
}

// Reading the system's file of 144 authorities takes 16 ms, which few need: in Debian
// the directory holds the same ones and is looked into for one.
void TlsClient::LoadAuthorityFile() {
  authority_file_loaded_ = true;
  SSL_CTX_set_default_verify_file(context_.get());
}

Result<TlsConnection> TlsClient::ConnectOnce(const std::string& host, uint16_t port,
                                             Deadline deadline,
                                             bool& unknown_authority) {
  ASSIGN_OR_RETURN(TcpSocket socket, ConnectTcp(host, port, deadline));
  TlsConnection connection(std::move(socket), std::unique_ptr<SSL, TlsConnection::Free>(
                                                  SSL_new(context_.get())));
  SSL* const ssl = connection.ssl_.get();
  if (!ssl || !DemandHost(ssl, host) || !UseSocket(ssl, connection.socket_.fd())) {
    return Fail("OpenSSL does not start");
  }
  const Result<bool> open =
      connection.Drive([&] { return SSL_connect(ssl); }, deadline);
  unknown_authority = IsUnknownAuthority(SSL_get_verify_result(ssl));
  if (!open) return Fail(open.error());
  if (!*open) return Fail("the server closed the connection");
  return connection;
}

Result<TlsConnection> TlsClient::Connect(const std::string& host, uint16_t port,
                                         Deadline deadline) {
  bool unknown_authority = false;
  Result<TlsConnection> connection =
      ConnectOnce(host, port, deadline, unknown_authority);
  if (connection || !unknown_authority || authority_file_loaded_) return connection;
  LoadAuthorityFile();
  return ConnectOnce(host, port, deadline, unknown_authority);
}

}  // namespace certseal
