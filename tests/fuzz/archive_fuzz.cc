// SPDX-License-Identifier: Apache-2.0
// links: backup
// seeds: fuzz/archive/*
//
// Any bytes as the archive inside a backup: no name leads out of a directory, and no
// file is longer than it says.
#include "backup/archive.h"
#include "fuzz/fuzz.h"

namespace certseal {
namespace {

bool StaysInside(const std::string& name) {
  const std::filesystem::path path(name);
  if (name.empty() || path.is_absolute() || name.find('\0') != std::string::npos) {
    return false;
  }
  for (const auto& part : path) {
    if (part == "..") return false;
  }
  return true;
}

Result<void> Take(const ArchivedFile& file) {
  Require(StaysInside(file.name));
  uint64_t read = 0;
  while (true) {
    ASSIGN_OR_RETURN(const std::string piece, file.read());
    if (piece.empty()) return {};
    read += piece.size();
    Require(read <= file.size);
    if (read > 1 << 20) return Fail("enough");
  }
}

}  // namespace
}  // namespace certseal

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace certseal;
  std::string_view rest = TextOf(data, size);
  const auto source = [&]() -> Result<std::string> {
    const std::string piece(rest.substr(0, 512));
    rest.remove_prefix(piece.size());
    return piece;
  };
  [[maybe_unused]] const auto read = ReadArchive(source, Take);
  return 0;
}
