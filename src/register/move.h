// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "register/location.h"

namespace certseal {

class Database;

// RegisterMove brings a register to another place: from a SQLite file to a PostgreSQL
// database, or back. While it exists nobody else writes to the register.
//
// The copy is made some ten thousand rows at a time and cannot be opened before Finish;
// what was left behind cannot be opened any more after it. Interrupted at any moment,
// the same move begun again goes on where it was.
class RegisterMove {
 public:
  // Begin fails where there is no register, where it was moved to elsewhere, and where
  // the other place has a register that is not a copy of this one.
  static Result<RegisterMove> Begin(const RegisterLocation& from,
                                    const RegisterLocation& to);

  RegisterMove(RegisterMove&&) noexcept;
  RegisterMove& operator=(RegisterMove&&) = delete;
  ~RegisterMove();

  // CountRows is how much there is to copy.
  Result<uint64_t> CountRows();

  // Fill makes the copy, or what a move before has not made of it, and compares each row of
  // the two. Where they differ, since the register was written to in between, it copies
  // all again. `progress` is told how many rows of how many are done, of either.
  using Progress = std::function<void(uint64_t done, uint64_t total)>;
  Result<void> Fill(const Progress& progress);

  // Finish gives up the register here, then makes the one there count.
  Result<void> Finish();

 private:
  RegisterMove(std::unique_ptr<Database> from, std::unique_ptr<Database> to,
               RegisterLocation source, RegisterLocation target, bool left);
  Result<void> CreateTarget();
  Result<void> Empty();
  Result<void> Copy(const Progress& progress);
  Result<bool> IsSame(const Progress& progress);
  Result<bool> CopyAndCompare(const Progress& progress);

  std::unique_ptr<Database> from_;
  std::unique_ptr<Database> to_;  // null: there is none yet
  RegisterLocation source_, target_;
  bool left_;  // the register here is given up already
};

}  // namespace certseal
