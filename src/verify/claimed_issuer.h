// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace certseal {

// ClaimedIssuer is the part of a record that names its school, read without trust: to
// tell a stranger's record from a broken one, and for nothing else. Empty: not there.
struct ClaimedIssuer {
  std::string did;
  std::string name;
  std::string method;  // that the proof names

  static ClaimedIssuer Of(std::string_view record);
};

}  // namespace certseal
