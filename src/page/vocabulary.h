// SPDX-License-Identifier: Apache-2.0
//
// The names a template may use for what the caller provides (docs/templates.md): a
// misspelled field is an error when the template is read, not a gap on a certificate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// FieldNames are the fields of PageContent.
const std::vector<std::string>& FieldNames();

// ListNames are its lists; RowFieldNames the fields of one's rows, empty if unknown.
const std::vector<std::string>& ListNames();
const std::vector<std::string>& RowFieldNames(std::string_view list);

// PictureFieldNames are those fields of a list's rows that name a picture
// (picture_source.h) and have no words.
const std::vector<std::string>& PictureFieldNames(std::string_view list);

}  // namespace certseal
