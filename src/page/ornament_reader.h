// SPDX-License-Identifier: Apache-2.0
//
// Reads what a template draws alike on every page: lines, frames, circles, guilloches.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "page/settings.h"
#include "page/template.h"

namespace certseal {

const std::vector<std::string>& OrnamentWords();

// ReadOrnament gives nothing for a word that is not among OrnamentWords().
std::optional<Result<Element>> ReadOrnament(Source source, const Statement& s,
                                            const Named& named);

// SpendOrnament fails where the ornaments of a template come to more curves than a page can
// carry: a certificate is a file of some hundred kilobytes.
Result<void> SpendOrnament(Source source, Position at, const Named& named, size_t curves);

// ReadStroke reads the settings "width" and "color", the latter required.
void ReadStroke(Settings& settings, Stroke& out);

}  // namespace certseal
