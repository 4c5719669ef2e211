// SPDX-License-Identifier: Apache-2.0
#include "faults/timestamp_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

#include "base/strings.h"
#include "support/test_authority.h"

namespace certseal::faults {
namespace {

uint16_t& Port() {
  static uint16_t port = 0;
  return port;
}

// Where the system has a port to spare; the program ends where it has none.
int Listen() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, any, size) != 0 || ::listen(listener, 64) != 0 ||
      ::getsockname(listener, any, &size) != 0) {
    std::exit(2);
  }
  Port() = ::ntohs(address.sin_port);
  return listener;
}

// The body of a request whose head says its length; empty where none comes.
std::string ReadBody(int connection) {
  std::string request;
  std::array<char, 4096> buffer;
  while (true) {
    const ssize_t count = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) return "";
    request.append(buffer.data(), static_cast<size_t>(count));
    const size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    constexpr std::string_view kLength = "Content-Length: ";
    const size_t length = request.find(kLength);
    if (length > end) return "";
    const auto wanted = std::strtoul(&request[length + kLength.size()], nullptr, 10);
    if (request.size() >= end + 4 + wanted) return request.substr(end + 4, wanted);
  }
}

[[noreturn]] void Serve(int listener, pid_t program) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != program) ::_exit(0);  // it has ended already
  const TestAuthority authority;
  while (true) {
    const int connection = ::accept(listener, nullptr, nullptr);
    if (connection < 0) continue;
    const std::string query = ReadBody(connection);
    if (!query.empty()) {
      const std::string token = authority.Answer(query);
      const std::string answer = StrCat(
          "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n"
          "Connection: close\r\nContent-Length: ",
          token.size(), "\r\n\r\n", token);
      ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    ::close(connection);
  }
}

}  // namespace

TimestampServer::TimestampServer() {
  const int listener = Listen();
  const pid_t program = ::getpid();
  process_ = ::fork();
  if (process_ == 0) Serve(listener, program);
  ::close(listener);
}

TimestampServer::~TimestampServer() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

std::string TimestampServer::Url() { return StrCat("http://127.0.0.1:", Port(), "/"); }

}  // namespace certseal::faults
