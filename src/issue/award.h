// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "record/credential.h"
#include "roster/roster.h"
#include "school/catalogue.h"
#include "school/profile.h"

namespace certseal {

// Award is one certificate to be issued: what the roster says of a graduate, the course,
// and what follows from both. It has no code, no place and no time yet.
struct Award {
  Graduate graduate;
  std::shared_ptr<const Course> course;  // never null; one for a whole class
  DocumentClass document_class;
  std::string holder_name;  // with post-nominals
  std::string assessment;   // "written + practical, passed"
  std::string location;     // the roster's, else the school's default; may be empty
  std::string instructor;   // likewise
  std::string template_name;
  std::string language;  // BCP 47, of the certificate: the roster's, else the course's,
                         // else the school's
  std::string second_language;  // likewise; empty on pages of one language
  std::optional<Date> expires;
  bool script_names = false;  // the course's wish, else the school's

  // Make decides the class: who observed, came for the lectures alone or missed hours of
  // the course has attended; for the others the course decides.
  static Award Make(const Graduate& graduate, std::shared_ptr<const Course> course,
                    const SchoolProfile& profile);
  static Award Make(const Graduate& graduate, const Course& course,
                    const SchoolProfile& profile) {
    return Make(graduate, std::make_shared<const Course>(course), profile);
  }
};

// CourseLanguage is what the record says of the course, whatever the certificate is
// written in: the course's own, else the school's.
const std::string& CourseLanguage(const Course& course, const SchoolProfile& profile);

// ForeignLanguage is `language`, that of a text, where the certificate is written in another,
// so that the text is read out in its own; else empty.
std::string ForeignLanguage(const std::string& language, const Award& award);

// IdentityOf is the digest by which the register refuses a second certificate for one
// graduate, course and completion date. A graduate is a name with a licence number, or
// else with an e-mail address. `duplicate` counts deliberate further ones from 1.
Sha256Digest IdentityOf(const Award& award, int duplicate = 0);

// MakeCredential is what the record will state.
Credential MakeCredential(const Award& award, const SchoolProfile& profile,
                          const CertificateCode& code, const StatusSlot& slot,
                          Timestamp issued, const Random& random);

}  // namespace certseal
