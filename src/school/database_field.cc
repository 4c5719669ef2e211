// SPDX-License-Identifier: Apache-2.0
#include "school/database_field.h"

#include <nlohmann/json.hpp>
#include <regex>

#include "base/strings.h"
#include "json/parse.h"

namespace certseal {
namespace {

constexpr char kField[] = "register";

// Puts the value in the field's place, or the field behind the last one.
std::string Edited(const std::string& text, const std::string& value) {
  static const std::regex field(R"re(("register"\s*:\s*)"[^"\\]*")re");
  std::smatch match;
  if (std::regex_search(text, match, field)) {
    return StrCat(match.prefix().str(), match[1].str(), value, match.suffix().str());
  }
  const size_t brace = text.rfind('}');
  if (brace == 0 || brace == std::string::npos) return text;
  const size_t end = text.find_last_not_of(" \r\n\t", brace - 1);
  if (end == std::string::npos) return text;
  return StrCat(text.substr(0, end + 1), text[end] == '{' ? "" : ",", "\n  \"", kField,
                "\": ", value, "\n}\n");
}

}  // namespace

Result<std::string> WithDatabase(std::string_view text,
                                 const std::optional<DatabaseUrl>& database) {
  ASSIGN_OR_RETURN(nlohmann::json wanted, ParseJson(text));
  if (!wanted.is_object()) return Fail("is no JSON object");
  const std::string value = database ? database->value() : "";
  if (!database && !wanted.contains(kField)) return std::string(text);
  wanted[kField] = value;
  std::string edited = Edited(std::string(text), nlohmann::json(value).dump());
  const auto read = ParseJson(edited);
  if (read && *read == wanted) return edited;
  return Fail("its field \"register\" cannot be set",
              {StrCat("write into it: \"", kField, "\": \"", value, "\"")});
}

}  // namespace certseal
