// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "issue/key_store.h"
#include "issue/school_directory.h"
#include "ledger/ledger_commit.h"
#include "register/register.h"

namespace certseal {

// OpenRegister opens the register of a school. Where a change of keys was logged but
// interrupted before keys/school.trust was written, it writes that now, and `school`
// goes on with the newest trust file.
Result<Register> OpenRegister(School& school);

// FollowLoggedTrust makes every newer trust file of the register's log, one after the
// other, the school's; a file that is no valid successor is an error.
Result<void> FollowLoggedTrust(School& school, Register& reg);

// KeepTrustFile makes `next` the school's trust file. Earlier versions stay beside it as
// school-<version>.trust: employers follow them from the one they have.
Result<void> KeepTrustFile(const SchoolPaths& paths, const TrustFile& former,
                           const TrustFile& next);

// MakeLedgerContext gathers what a change of the register is made with: the trust files
// that the log lacks, and every checkpoint that was published: in the school's site/, in
// `also`, and at the school's web address where school.json says "checkOnline". Fails for a
// school that was restored and not yet compared (restored.h). All arguments must outlive it.
Result<LedgerContext> MakeLedgerContext(
    const School& school, Register& reg, const LedgerKeys& keys,
    const Clock& clock = SystemNow,
    const std::vector<std::filesystem::path>& also = {});

}  // namespace certseal
