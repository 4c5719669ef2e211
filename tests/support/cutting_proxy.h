// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include "base/strings.h"
#include "support/temporary_directory.h"

namespace certseal {

// CuttingProxy stands between a program and a PostgreSQL server's socket. It cuts the
// first connection that sends COMMIT: before the server has it, or once the server has
// answered, so that the answer is lost. Connections after that pass, unless it
// `closes`. It counts how often the server was waited for.
class CuttingProxy {
 public:
  enum class Cut { kBefore, kAfter, kNever };

  CuttingProxy(const std::string& server, Cut cut, bool closes)
      : server_(Address(server)), cut_(cut), closes_(closes) {
    const sockaddr_un own = Address(directory());
    listener_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::bind(listener_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0 ||
        ::listen(listener_, 8) != 0) {
      std::abort();
    }
    thread_ = std::thread([this] { Serve(); });
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;
  ~CuttingProxy() {
    ended_ = true;
    thread_.join();
    if (listener_ >= 0) ::close(listener_);
  }

  std::string directory() const { return directory_.path().string(); }
  bool has_cut() const { return has_cut_; }
  int exchanges() const { return exchanges_; }

 private:
  static constexpr int kTick = 20;  // milliseconds

  static sockaddr_un Address(const std::string& directory) {
    sockaddr_un address = {};
    address.sun_family = AF_UNIX;
    const std::string path = StrCat(directory, "/.s.PGSQL.5432");
    if (path.size() >= sizeof address.sun_path) std::abort();
    std::memcpy(address.sun_path, path.c_str(), path.size());
    return address;
  }

  // One connection at a time: more no program under test has.
  void Serve() {
    while (!ended_) {
      pollfd waiting = {listener_, POLLIN, 0};
      if (::poll(&waiting, 1, kTick) != 1) continue;
      const int client = ::accept(listener_, nullptr, nullptr);
      const int server = ::socket(AF_UNIX, SOCK_STREAM, 0);
      if (::connect(server, reinterpret_cast<const sockaddr*>(&server_),
                    sizeof server_) == 0) {
        Pass(client, server);
      }
      ::close(client);
      ::close(server);
      if (!has_cut_ || !closes_) continue;
      ::close(listener_);
      listener_ = -1;
      return;
    }
  }

  void Pass(int client, int server) {
    bool cutting = false;
    size_t last = 0;  // who spoke: 0 is the client
    while (!ended_) {
      std::array<pollfd, 2> ends = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
      if (::poll(ends.data(), 2, kTick) <= 0) continue;
      std::array<char, 65'536> buffer;
      for (const auto& [from, to] :
           {std::pair(size_t{0}, server), std::pair(size_t{1}, client)}) {
        if (ends[from].revents == 0) continue;
        const ssize_t n = ::read(ends[from].fd, buffer.data(), buffer.size());
        if (n <= 0) return;
        const std::string_view data(buffer.data(), static_cast<size_t>(n));
        if (from == 1 && last == 0) ++exchanges_;
        last = from;
        if (from == 1 && cutting) return;  // the answer
        cutting = cut_ != Cut::kNever && from == 0 && !has_cut_ &&
                  data.find("COMMIT") != data.npos;
        if (cutting) has_cut_ = true;
        if (cutting && cut_ == Cut::kBefore) return;
        if (::write(to, data.data(), data.size()) != n) return;
      }
    }
  }

  TemporaryDirectory directory_;
  sockaddr_un server_;
  Cut cut_;
  bool closes_;
  int listener_ = -1;
  std::atomic<bool> ended_ = false, has_cut_ = false;
  std::atomic<int> exchanges_ = 0;
  std::thread thread_;
};

}  // namespace certseal
