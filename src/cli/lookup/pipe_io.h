// SPDX-License-Identifier: Apache-2.0
//
// Whole messages over pipes, for a lane and the lookup that uses it.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace certseal {

inline bool ReadWhole(int fd, void* to, size_t size) {
  for (auto* at = static_cast<char*>(to); size > 0;) {
    const ssize_t got = ::read(fd, at, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<size_t>(got);
  }
  return true;
}

inline bool WriteWhole(int fd, const void* from, size_t size) {
  for (const auto* at = static_cast<const char*>(from); size > 0;) {
    const ssize_t put = ::write(fd, at, size);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    at += put;
    size -= static_cast<size_t>(put);
  }
  return true;
}

}  // namespace certseal
