// SPDX-License-Identifier: Apache-2.0
//
// The cells whose values come from lists. Each function gives the value in its usual
// spelling, or nothing where the text means none; the caller compares to tell a repair.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// ReadRole: "injector", "observer" or "didactic only".
std::optional<std::string> ReadRole(std::string_view text);

// ReadProfession: "RN" from "rn", "r.n." or "Registered Nurse". What can be two
// (physician: MD or DO) is none.
std::optional<std::string> ReadProfession(std::string_view text);

// ReadYesNo: yes, y, 1, true, paid, x; no, n, 0, false, unpaid.
std::optional<bool> ReadYesNo(std::string_view text);

// ReadState: two letters in upper case; the names of the states and territories of the
// United States become their letters.
std::optional<std::string> ReadState(std::string_view text);

// IsPlausibleEmail tells whether text is one address as people have them: no display
// name, no quotes, no address literal; letters beyond ASCII are fine.
bool IsPlausibleEmail(std::string_view text);

}  // namespace certseal
