// SPDX-License-Identifier: Apache-2.0
//
// A credential as the JSON document of the profile, and back. For the .cc files of record
// and status.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "base/result.h"
#include "record/credential.h"

namespace certseal {

// CredentialToJson gives the document without its proof, of a checked credential.
nlohmann::json CredentialToJson(const Credential& credential);

// CredentialFromJson reads every fact that a Credential holds from where the profile
// has it, each by type and form. What is derived from them, and what should not be
// there, it does not look at: the caller compares the document with CredentialToJson of
// the result.
Result<Credential> CredentialFromJson(const nlohmann::json& document);

// FirstDifference says where a document departs from what it should be, path first:
// "credentialSubject.score: unknown field"; "" where it does not.
std::string FirstDifference(const nlohmann::json& expected,
                            const nlohmann::json& actual, const std::string& path = "");

// TextAt gives the string at a path such as "proof[0].created", or says what is wrong.
Result<std::string> TextAt(const nlohmann::json& document, std::string_view path);

}  // namespace certseal
