// SPDX-License-Identifier: Apache-2.0
#include "unit/site/tls_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "base/strings.h"
#include "site/socket_bio.h"

namespace certseal {
namespace {

using ossl::Must;
using SslPtr = ossl::Owned<SSL, SSL_free>;

void SetName(X509_NAME* name, const char* text) {
  Must(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, ossl::Data(text), -1, -1,
                                  0) == 1);
}

void Extend(X509* certificate, int nid, const std::string& value) {
  const ossl::Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
  Must(extension && X509_add_ext(certificate, extension.get(), -1) == 1);
}

ServerIdentity Blank(const char* name, long serial, long begins, long ends) {
  ServerIdentity made{ossl::Pkey(EVP_EC_gen("P-256")), ossl::X509Ptr(X509_new())};
  X509* const x = made.certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
  SetName(X509_get_subject_name(x), name);
  X509_gmtime_adj(X509_getm_notBefore(x), begins);
  X509_gmtime_adj(X509_getm_notAfter(x), ends);
  X509_set_pubkey(x, made.key.get());
  return made;
}

int Listen() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Must(::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  Must(::listen(fd, 16) == 0);
  return fd;
}

int PortOf(int fd) {
  sockaddr_in address = {};
  socklen_t size = sizeof address;
  Must(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return ntohs(address.sin_port);
}

}  // namespace

std::string ServerIdentity::Pem() const {
  const ossl::Bio bio(BIO_new(BIO_s_mem()));
  Must(PEM_write_bio_X509(bio.get(), certificate.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

ServerIdentity MakeAuthority() {
  ServerIdentity made = Blank("Test Authority", 1, -86400, 86400);
  X509* const x = made.certificate.get();
  X509_set_issuer_name(x, X509_get_subject_name(x));
  Extend(x, NID_basic_constraints, "critical,CA:TRUE");
  Must(X509_sign(x, made.key.get(), EVP_sha256()) > 0);
  return made;
}

ServerIdentity MakeServer(const ServerIdentity& authority,
                          const CertificateMaking& making) {
  ServerIdentity made = Blank("localhost", 2, making.begins, making.ends);
  X509* const x = made.certificate.get();
  const ServerIdentity& issuer = making.self_signed ? made : authority;
  X509_set_issuer_name(x, X509_get_subject_name(issuer.certificate.get()));
  Extend(x, NID_ext_key_usage, making.usage);
  if (!making.host.empty()) Extend(x, NID_subject_alt_name, making.host);
  Must(X509_sign(x, issuer.key.get(), EVP_sha256()) > 0);
  return made;
}

std::string TlsPeer::ReadRequest() {
  std::string request;
  char piece[4096];
  while (!request.ends_with("\r\n\r\n")) {
    size_t size = 0;
    if (SSL_read_ex(ssl_, piece, sizeof piece, &size) != 1) return "";
    request.append(piece, size);
  }
  return request;
}

bool TlsPeer::Send(std::string_view bytes) {
  if (!ssl_) return SendOutsideTls(bytes);
  size_t written = 0;
  return bytes.empty() || SSL_write_ex(ssl_, bytes.data(), bytes.size(), &written) == 1;
}

bool TlsPeer::SendOutsideTls(std::string_view bytes) {
  return ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(bytes.size());
}

void TlsPeer::CloseProperly() { SSL_shutdown(ssl_); }

void TlsPeer::Drip(std::string_view bytes, std::chrono::milliseconds pause) {
  for (auto spent = pause; spent < std::chrono::seconds(5) && !bytes.empty();
       spent += pause) {
    if (!Send(bytes.substr(0, 1))) return;
    bytes.remove_prefix(1);
    std::this_thread::sleep_for(pause);
  }
}

bool TlsPeer::WaitForEnd() {
  char piece[4096];
  ssize_t n;
  do {
    n = ::recv(fd_, piece, sizeof piece, 0);
  } while (n > 0);
  return n == 0 || errno == ECONNRESET;
}

void TlsPeer::Reset() {
  const linger now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

// OpenSSL takes no notice when a ticket cannot be sent.
void TlsPeer::SendTickets() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  char byte;
  while (std::chrono::steady_clock::now() < end && SSL_new_session_ticket(ssl_) == 1 &&
         SSL_do_handshake(ssl_) == 1) {
    const ssize_t n = ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (n == 0 || (n < 0 && errno != EAGAIN)) return;
  }
}

TlsServer::TlsServer(const ServerIdentity& identity, Behaviour behaviour, Speaks speaks)
    : context_(SSL_CTX_new(TLS_server_method())),
      behaviour_(std::move(behaviour)),
      speaks_(speaks),
      listener_(Listen()),
      port_(PortOf(listener_)) {
  Must(SSL_CTX_use_certificate(context_.get(), identity.certificate.get()) == 1 &&
       SSL_CTX_use_PrivateKey(context_.get(), identity.key.get()) == 1);
  if (speaks == Speaks::kOldTls) {
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), TLS1_1_VERSION);
  }
  thread_ = std::thread([this] { Run(); });
}

TlsServer::~TlsServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

SiteAddress TlsServer::Address(std::string_view path) const {
  return *SiteAddress::Parse(StrCat("https://localhost:", port_, "/", path));
}

void TlsServer::Run() {
  for (;;) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    const timeval patience{5, 0};
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ++connections_;
    Serve(fd);
    ::close(fd);
  }
}

void TlsServer::Serve(int fd) {
  if (speaks_ == Speaks::kPlain) {
    TlsPeer peer(fd, nullptr);
    return behaviour_(peer);
  }
  const SslPtr ssl(SSL_new(context_.get()));
  Must(UseSocket(ssl.get(), fd));
  if (SSL_accept(ssl.get()) != 1) return;
  TlsPeer peer(fd, ssl.get());
  behaviour_(peer);
}

}  // namespace certseal
