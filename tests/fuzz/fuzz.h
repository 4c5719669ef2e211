// SPDX-License-Identifier: Apache-2.0
//
// What every fuzz target shares. A target is NAME_fuzz.cc here: CMake finds it by its name,
// tests/fuzz/run what it begins from. Lines of its own that begin so are read by both:
//
//   // links: MODULE...     what it tests, certseal_MODULE
//   // with: FILE...        sources of tests/ that it needs
//   // seeds: PATTERN...    files to begin from, of tests/vectors, or of the whole source
//                           where the pattern begins with a slash
#pragma once

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace certseal {

// Require ends the program where a promise does not hold.
inline void Require(bool holds) {
  if (!holds) std::abort();
}

inline std::string_view TextOf(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// ReadVector reads a file of tests/vectors.
inline std::string ReadVector(const std::string& name) {
  std::ifstream file(CERTSEAL_SOURCE_DIR "/tests/vectors/" + name, std::ios::binary);
  Require(file.good());
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

}  // namespace certseal
