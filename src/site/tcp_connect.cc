// SPDX-License-Identifier: Apache-2.0
#include "site/tcp_connect.h"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <vector>

#include "base/strings.h"

namespace certseal {
namespace {

using std::chrono::milliseconds;

constexpr size_t kMaxAddresses = 8;
constexpr milliseconds kAttemptDelay{250};
constexpr std::string_view kOnline = "is this computer online?";

struct SocketAddress {
  int family = 0;
  socklen_t size = 0;
  sockaddr_storage storage = {};

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};
using Addresses = std::vector<SocketAddress>;

tl::unexpected<Error> TooSlow() { return Fail("it took too long"); }

tl::unexpected<Error> NoSuchAddress(int code) {
  if (code == EAI_NONAME || code == EAI_NODATA) {
    return Fail("no address is known for this name",
                {"check the name, and whether this computer is online"});
  }
  if (code == EAI_AGAIN) {
    return Fail("the name cannot be looked up at present", {std::string(kOnline)});
  }
  return Fail(StrCat("the name cannot be looked up: ", ::gai_strerror(code)));
}

tl::unexpected<Error> NoConnection(int code) {
  if (code == ECONNREFUSED) return Fail("nothing answers there (connection refused)");
  const std::string reason = StrCat("no connection: ", ErrnoText(code));
  if (code == ENETUNREACH || code == EHOSTUNREACH) {
    return Fail(reason, {std::string(kOnline)});
  }
  return Fail(reason);
}

Result<Addresses> LookUp(const std::string& host, uint16_t port) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int code = ::getaddrinfo(host.c_str(), StrCat(port).c_str(), &hints, &list);
  if (code != 0) return NoSuchAddress(code);
  Addresses addresses;
  for (const addrinfo* at = list; at && addresses.size() < kMaxAddresses;
       at = at->ai_next) {
    SocketAddress& address = addresses.emplace_back();
    address.family = at->ai_family;
    address.size = at->ai_addrlen;
    std::memcpy(&address.storage, at->ai_addr, at->ai_addrlen);
  }
  ::freeaddrinfo(list);
  return addresses;
}

// getaddrinfo() knows no deadline.
Result<Addresses> LookUpUntil(const std::string& host, uint16_t port,
                              Deadline deadline) {
  auto found = RunUntil<Result<Addresses>>(deadline,
                                           [host, port] { return LookUp(host, port); });
  if (!found) return TooSlow();
  return *std::move(found);
}

// Race connects to several addresses at once; the first wins.
class Race {
 public:
  // Start begins one attempt, or takes note why it cannot.
  void Start(const SocketAddress& address) {
    TcpSocket socket(
        ::socket(address.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.fd() < 0 || (::connect(socket.fd(), address.get(), address.size) != 0 &&
                            errno != EINPROGRESS)) {
      last_error_ = errno;
    } else {
      running_.push_back(std::move(socket));
    }
  }

  // Wait gives a socket that is connected before the deadline.
  std::optional<TcpSocket> Wait(Deadline deadline) {
    std::vector<pollfd> polled;
    for (const TcpSocket& socket : running_)
      polled.push_back({socket.fd(), POLLOUT, 0});
    ::poll(polled.data(), polled.size(), deadline.PollTimeout());
    for (size_t i = polled.size(); i-- > 0;) {
      if (polled[i].revents == 0) continue;
      TcpSocket socket = std::move(running_[i]);
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      const int error = ErrorOf(socket);
      if (error == 0) return socket;
      last_error_ = error;
    }
    return std::nullopt;
  }

  bool over() const { return running_.empty(); }
  int last_error() const { return last_error_; }

 private:
  static int ErrorOf(const TcpSocket& socket) {
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.fd(), SOL_SOCKET, SO_ERROR, &error, &size);
    return error;
  }

  std::vector<TcpSocket> running_;
  int last_error_ = 0;
};

Result<TcpSocket> ConnectFirst(const Addresses& addresses, Deadline deadline) {
  Race race;
  Deadline next_start = Deadline::In(milliseconds(0));
  size_t next = 0;
  while (!deadline.passed()) {
    if (next < addresses.size() && (race.over() || next_start.passed())) {
      race.Start(addresses[next++]);
      next_start = Deadline::In(kAttemptDelay);
    }
    if (race.over()) {
      if (next == addresses.size()) return NoConnection(race.last_error());
      continue;
    }
    const bool more = next < addresses.size();
    auto winner = race.Wait(more ? Earlier(next_start, deadline) : deadline);
    if (winner) return *std::move(winner);
  }
  return TooSlow();
}

}  // namespace

TcpSocket::~TcpSocket() {
  if (fd_ >= 0) ::close(fd_);
}

bool WaitFor(int fd, short events, Deadline deadline) {
  pollfd polled{fd, events, 0};
  while (!deadline.passed()) {
    if (::poll(&polled, 1, deadline.PollTimeout()) > 0) return true;
  }
  return false;
}

Result<TcpSocket> ConnectTcp(const std::string& host, uint16_t port,
                             Deadline deadline) {
  ASSIGN_OR_RETURN(const Addresses addresses, LookUpUntil(host, port, deadline));
  ASSIGN_OR_RETURN(TcpSocket socket, ConnectFirst(addresses, deadline));
  const int on = 1;
  ::setsockopt(socket.fd(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return socket;
}

}  // namespace certseal
