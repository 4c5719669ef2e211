// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "base/date.h"
#include "base/result.h"
#include "crypto/random.h"
#include "issue/issue_roster.h"
#include "issue/school_directory.h"
#include "log/checkpoint.h"
#include "register/register.h"

namespace certseal {

struct PublishOptions {
  std::filesystem::path directory;  // made where it is missing
  bool headers = false;             // also the header rules for web servers
  Random random = SystemRandom;
  Progress progress = [](size_t, size_t) {};
};

struct PublishSummary {
  uint64_t from = 0;  // the log's size that was published there before
  uint64_t size = 0;
  size_t cards = 0;    // written: of new certificates and of those that changed
  size_t removed = 0;  // cards of people who were erased
  Timestamp time = Timestamp::Epoch();  // of the head
  Timestamp next = Timestamp::Epoch();  // by when the next one is promised
};

// PublishSite writes what the register has under its newest checkpoint as static files
// (docs/site.md): tiles, trust files, status lists, cards, did.json, the page on which
// anyone checks a certificate, and last of all `checkpoint`. It needs no key. Its cost is
// what is new since the checkpoint that the directory holds; whoever copies the directory
// as it stands at any moment has a consistent register. No file holds a name or a code in
// the clear.
//
// Fails where the directory is another school's site, holds a checkpoint that is no
// prefix of this log, or is being published to by another program, and where the trust
// file demands witnesses that the checkpoint lacks.
Result<PublishSummary> PublishSite(const School& school, Register& reg,
                                   const PublishOptions& options);

}  // namespace certseal
