// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace certseal {

// ContextDocument is a published JSON-LD context: its address, by which documents name
// it, and its bytes. The bytes outlive the program's use of them.
struct ContextDocument {
  std::string_view url;
  std::string_view json;
};

constexpr std::string_view kCredentialsContextUrl =
    "https://www.w3.org/ns/credentials/v2";
constexpr std::string_view kCredentialsContextSha256 =
    "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734";
constexpr std::string_view kOpenBadgesContextUrl =
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
constexpr std::string_view kOpenBadgesContextSha256 =
    "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761";

// The two documents as they stand in src/record/contexts, compiled in. Nothing is ever
// fetched: what a signature covers depends on these bytes.
ContextDocument CredentialsContext();  // W3C Verifiable Credentials 2.0
ContextDocument OpenBadgesContext();   // 1EdTech Open Badges 3.0

}  // namespace certseal
