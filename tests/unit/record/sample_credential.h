// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "record/credential.h"
#include "support/test_signer.h"

namespace certseal {

// Repeat stands for a source of random bytes.
inline Random Repeat(char byte) {
  return [byte](size_t size) { return std::string(size, byte); };
}

// SampleCredential is the example of docs/formats.md: all optional fields present.
inline Credential SampleCredential() {
  CourseFacts course{.code = "BDF-201",
                     .title = "Botulinum Toxin Type A and Dermal Fillers",
                     .description = "Two-day course",
                     .version = "2026.1",
                     .language = "en",
                     .criteria = "Attendance, written and practical assessment.",
                     .total_hours = *Quarters::Parse("16"),
                     .didactic_hours = *Quarters::Parse("7"),
                     .hands_on_hours = *Quarters::Parse("9")};
  return Credential{
      .site = SiteAddress::Parse("https://verify.school.example/").value(),
      .school_name = "Example School of Aesthetics",
      .code = CertificateCode::Generate(Repeat(7)),
      .document_class = DocumentClass::kCompletion,
      .holder_name = "Zoë Ångström, BSN, RN",
      .email = IdentityHash::Of("zoe@example.com", Repeat(1)),
      .licence = IdentityHash::Of("RN 0012345", Repeat(2)),
      .role = "injector",
      .assessment = "written and practical, passed",
      .course = std::move(course),
      .didactic_hours = *Quarters::Parse("7"),
      .hands_on_hours = *Quarters::Parse("8.75"),
      .credits = *Quarters::Parse("15.75"),
      .started = *Date::ParseIso("2026-11-19"),
      .completed = *Date::ParseIso("2026-11-20"),
      .issued = *Timestamp::ParseRfc3339("2026-11-23T17:00:00Z"),
      .expires = *Date::ParseIso("2028-11-20"),
      .status = {.block = 0, .index = 94567}};
}

inline Timestamp SampleTime() {
  return *Timestamp::ParseRfc3339("2026-11-23T17:00:01Z");
}

inline SignedRecord SampleRecord() {
  return SignedRecord::Sign(SampleCredential(), "key-2026-01",
                            TestSigner::OfRepeated(9), SampleTime())
      .value();
}

}  // namespace certseal
