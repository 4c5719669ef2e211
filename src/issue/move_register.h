// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>

#include "base/result.h"
#include "issue/school_directory.h"
#include "register/move.h"

namespace certseal {

struct MoveOptions {
  RegisterLocation to;
  // Judges the copy before it counts (audit.h); it opens with
  // RegisterOptions::during_move.
  std::function<Result<void>(const RegisterLocation& copy)> check;
  RegisterMove::Progress progress = [](uint64_t, uint64_t) {};
};

struct MoveSummary {
  uint64_t rows = 0;
  // The former register.db under another name; none where it was a database.
  std::optional<std::filesystem::path> kept = {};
};

// PlanMove says how many rows would be moved, and fails where the move would not begin.
Result<uint64_t> PlanMove(const School& school, const RegisterLocation& to);

// MoveSchoolRegister brings the register of a school to another place, has it checked
// and makes school.json name it. At every moment one of the two counts; interrupted,
// the same call again goes on. Nobody else writes to the register meanwhile.
Result<MoveSummary> MoveSchoolRegister(const School& school, const MoveOptions& options);

}  // namespace certseal
