// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "base/result.h"
#include "site/deadline.h"

namespace certseal {

// TcpSocket owns a connected, non-blocking socket.
class TcpSocket {
 public:
  explicit TcpSocket(int fd) : fd_(fd) {}
  TcpSocket(TcpSocket&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  TcpSocket& operator=(TcpSocket&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~TcpSocket();

  int fd() const { return fd_; }

 private:
  int fd_;
};

// WaitFor waits for one of poll()'s events, or for trouble with the socket. False: the
// deadline passed first.
bool WaitFor(int fd, short events, Deadline deadline);

// ConnectTcp looks the host up (a name, or an IPv4 address) and connects to the first
// of its addresses that answers; a further one is tried beside those under way every
// 250 ms (RFC 8305 §5). Fails with the reason alone, such as "nothing answers there",
// in the words of the last address.
Result<TcpSocket> ConnectTcp(const std::string& host, uint16_t port, Deadline deadline);

}  // namespace certseal
