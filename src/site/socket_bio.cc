// SPDX-License-Identifier: Apache-2.0
#include "site/socket_bio.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstdint>

namespace certseal {
namespace {

int SocketOf(BIO* bio) {
  return static_cast<int>(reinterpret_cast<intptr_t>(BIO_get_data(bio)));
}

bool IsPassing(ssize_t result) {
  return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

int SendToSocket(BIO* bio, const char* data, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t n =
      ::send(SocketOf(bio), data, static_cast<size_t>(size), MSG_NOSIGNAL);
  if (IsPassing(n)) BIO_set_retry_write(bio);
  return static_cast<int>(n);
}

int ReceiveFromSocket(BIO* bio, char* data, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t n = ::recv(SocketOf(bio), data, static_cast<size_t>(size), 0);
  if (IsPassing(n)) BIO_set_retry_read(bio);
  if (n == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(n);
}

long ControlSocket(BIO* bio, int command, long, void*) {
  switch (command) {
    case BIO_CTRL_FLUSH:
      return 1;
    case BIO_CTRL_EOF:
      return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0;
    default:
      return 0;
  }
}

BIO_METHOD* MakeMethod() {
  BIO_METHOD* method =
      BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "certseal socket");
  if (method) {
    BIO_meth_set_write(method, SendToSocket);
    BIO_meth_set_read(method, ReceiveFromSocket);
    BIO_meth_set_ctrl(method, ControlSocket);
  }
  return method;
}

}  // namespace

bool UseSocket(ssl_st* ssl, int fd) {
  static BIO_METHOD* const method = MakeMethod();
  BIO* const bio = method ? BIO_new(method) : nullptr;
  if (!bio) return false;
  // The socket itself in place of a pointer to it, which somebody would have to own.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<intptr_t>(fd)));
  BIO_set_init(bio, 1);
  SSL_set_bio(ssl, bio, bio);
  return true;
}

}  // namespace certseal
