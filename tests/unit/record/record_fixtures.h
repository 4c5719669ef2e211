// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "base/file.h"
#include "json/parse.h"
#include "unit/record/sample_credential.h"

namespace certseal {

inline std::string VectorPath(const std::string& name) {
  return CERTSEAL_SOURCE_DIR "/tests/vectors/" + name;
}

// ReadVector gives a file of tests/vectors, or ends the test.
inline std::string ReadVector(const std::string& name) {
  return ReadFile(VectorPath(name), 1 << 20).value();
}

inline nlohmann::json ReadJsonVector(const std::string& name) {
  return ParseJson(ReadVector(name)).value();
}

}  // namespace certseal
