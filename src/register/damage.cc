// SPDX-License-Identifier: Apache-2.0
#include "register/damage.h"

#include "base/strings.h"

namespace certseal {

tl::unexpected<Error> DamagedRegister(const Database& database, std::string_view what) {
  return Fail(StrCat(database.name(), " is damaged: ", what),
              {"do not issue from it; restore the newest backup"});
}

tl::unexpected<Error> DamagedCertificate(const Database& database,
                                         std::string_view code, std::string_view what) {
  return DamagedRegister(database,
                         StrCat("certificate ", Quote(code, 40), " has ", what));
}

}  // namespace certseal
