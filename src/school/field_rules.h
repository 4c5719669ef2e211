// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "school/json_reader.h"

namespace certseal {

// CheckWording adds a problem for words that no certificate may carry ("Certified
// Injector", "board certified").
void CheckWording(JsonObjectReader& reader, std::string_view field,
                  std::string_view text);

// IsCourseCode tells whether code is 1 to 32 of A-Z a-z 0-9 . _ -
bool IsCourseCode(std::string_view code);

// IsTemplateName tells whether name is 1 to 32 of a-z 0-9 -, beginning with a letter or
// digit: it becomes a file name.
bool IsTemplateName(std::string_view name);

// IsPictureFile tells whether name is a file's, perhaps in directories: each part of
// A-Z a-z 0-9 . _ -, none hidden. So it stays below where it is looked for.
bool IsPictureFile(std::string_view name);

// IsLanguageTag tells whether tag has the form of a BCP 47 tag: en, pt-BR.
bool IsLanguageTag(std::string_view tag);

}  // namespace certseal
