// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/database_url.h"
#include "base/date.h"
#include "base/quarters.h"
#include "base/result.h"
#include "base/site_address.h"

namespace certseal {

struct Signatory {
  std::string name;
  std::string credentials;  // may be empty
  std::string title;
  // A picture, "signatures/okafor.png" in the school's directory; may be empty.
  std::string signature = {};
  std::string where = {};  // "school.json:12: signatories[0].signature"
  // SHA-256 of the picture in hex, for whoever has read it.
  std::string signature_digest = {};
};

struct ProviderNumber {
  std::string scheme;  // "California BRN"
  std::string number;
};

// Activity is what an accreditor has approved of one course.
struct Activity {
  std::string course;               // its code
  std::optional<Quarters> maximum;  // credits that it is designated for
  std::string registration;         // its number with the accreditor
  std::string subject;              // the accreditor's subject code
  std::string delivery;             // lecture, participation ...
};

// StatementLine is a part of a scheme's statement, for these graduates alone. It may
// hold placeholders and mark its italics with *...*.
struct StatementLine {
  std::string text;
  bool goes_on;  // in the line before
  std::vector<std::string> professions;
  std::vector<std::string> except_professions;
  std::vector<std::string> states;
  std::vector<std::string> documents;
};

// Accreditation is an accreditor's approval and the line it lets the school print on
// certificates of courses completed from its first to its last day.
struct Accreditation {
  std::string scheme;     // "California BRN"
  std::string statement;  // with placeholders as {hours}; empty: the scheme's own
  Date first_day;
  Date last_day;
  std::vector<std::string> professions;      // RN, LVN ...; empty: all
  std::vector<std::string> courses;          // codes; empty: all
  std::vector<std::string> states = {};      // of the licence: CA ...; empty: all
  std::string number = {};                   // of the provider
  std::string provider = {};                 // who is accredited; empty: the school
  std::vector<Activity> activities = {};     // one a course
  std::string where = {};  // "school.json:12: accreditations[0].statement"
  // Of a scheme that the content rules know; they fill these in.
  std::string scheme_id = {};
  std::vector<StatementLine> lines = {};  // where there is no statement
  bool licensee_signs = false;
};

// SchoolProfile is school.json.
struct SchoolProfile {
  std::string name;
  std::string legal_name;
  SiteAddress site;
  std::vector<std::string> address;  // lines
  std::vector<ProviderNumber> provider_numbers;
  std::vector<Signatory> signatories;  // the first three sign
  std::vector<Accreditation> accreditations;
  // What a roster that does not say it means; empty where the school has no default.
  std::string default_location;
  std::string default_instructor;
  std::string default_template;  // classic
  std::string default_language;  // en
  std::string default_second_language;  // empty: pages of one language
  std::string date_order;        // mdy, dmy, ymd, or empty: ambiguous dates are errors
  std::string tsa;  // the time-stamping server's address (RFC 3161); empty: none
  // Compare with the checkpoint at `site` before anything is signed.
  bool check_online = false;
  std::string footer_note = {};  // goes on where the fixed footer ends
  std::string default_names = {};  // "script", or "plain" or empty: the template's own face
  // The register's database; none: the file register.db.
  std::optional<DatabaseUrl> database = {};

  // Parse reads school.json. The Error's message has one line for each
  // problem of the file: "school.json:12: signatories[1].title: is missing". An unknown
  // field is a problem. Texts come back in NFC, without controls; a missing legalName
  // is the name. List entries whose fields are all empty are forms not filled in, and
  // absent here.
  static Result<SchoolProfile> Parse(std::string_view text, std::string_view file_name);
};

// NewSchoolJson is a first school.json for an administrator to complete, with every
// field and empty forms for signatories, provider numbers and accreditations. The
// school can issue with it as it stands.
std::string NewSchoolJson(std::string_view name, const SiteAddress& site);

}  // namespace certseal
