// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

namespace certseal {

// ReadVectorFile reads a JSON file of tests/vectors; tests that cannot are broken.
inline nlohmann::json ReadVectorFile(const std::string& name) {
  const std::string path = CERTSEAL_SOURCE_DIR "/tests/vectors/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  return nlohmann::json::parse(file);
}

// WycheproofCase is one row of tests/vectors/wycheproof; message and signature in
// hexadecimal.
struct WycheproofCase {
  explicit WycheproofCase(const nlohmann::json& row)
      : id(row[0]),
        result(row[1]),
        comment(row[2]),
        message(row[3]),
        signature(row[4]) {}
  int id;
  std::string result;  // "valid", "invalid" or "acceptable"
  std::string comment;
  std::string message;
  std::string signature;
};

}  // namespace certseal
