// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "site/site_source.h"
#include "trust/trust_file.h"
#include "verify/checkpoint_memory.h"
#include "verify/register_view.h"

namespace certseal {

// RegisterPlaces says where each accepted school's register is read, never null.
using RegisterPlaces =
    std::function<std::shared_ptr<const SiteSource>(const TrustFile& school)>;

// SchoolRegisters opens the registers of schools when they are first asked for, once
// for many lookups, on several threads: who asks for one that is being opened waits.
class SchoolRegisters {
 public:
  // Each school's register is in its own place. `memory` may be null, and must outlive
  // it.
  SchoolRegisters(RegisterPlaces places, const CheckpointMemory* memory, Timestamp now)
      : places_(std::move(places)), memory_(memory), now_(now) {}

  // One place holds the register of one school, whichever.
  SchoolRegisters(std::shared_ptr<const SiteSource> place,
                  const CheckpointMemory* memory, Timestamp now);

  // Of gives the register of a school; it lives as long as this. An error where the one
  // place is another school's.
  Result<RegisterView*> Of(const TrustFile& school);

  // TakeNotes gives what a person should know beside the verdicts, each once.
  std::vector<std::string> TakeNotes();

  // Successors gives the accepted trust files that a current register led further, with
  // what it led to.
  std::vector<std::pair<TrustFile, TrustFile>> Successors() const;

 private:
  RegisterPlaces places_;
  bool one_place_ = false;
  const CheckpointMemory* memory_;
  Timestamp now_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
  std::map<std::string, std::unique_ptr<RegisterView>> views_;  // by trust file
  std::vector<std::string> notes_;
};

}  // namespace certseal
