// SPDX-License-Identifier: Apache-2.0
#include "record/contexts.h"

namespace certseal {

namespace embedded {
// Made at build time by contexts/embed.cmake.
extern const std::string_view kCredentialsContext;
extern const std::string_view kOpenBadgesContext;
}  // namespace embedded

ContextDocument CredentialsContext() {
  return {kCredentialsContextUrl, embedded::kCredentialsContext};
}

ContextDocument OpenBadgesContext() {
  return {kOpenBadgesContextUrl, embedded::kOpenBadgesContext};
}

}  // namespace certseal
