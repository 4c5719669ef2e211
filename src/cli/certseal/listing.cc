// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/listing.h"

#include <functional>
#include <iostream>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/common/table.h"
#include "cli/common/terminal.h"
#include "issue/hold.h"
#include "issue/school_directory.h"
#include "roster/csv_writer.h"

namespace certseal {
namespace {

SearchQuery ReadQuery(const ListingOptions& options, const Catalogue& catalogue,
                      Date today) {
  SearchQuery query{.today = today};
  query.text = options.text;
  // A course that is no longer in the catalogue is still in the register.
  const Course* course = catalogue.Find(options.course);
  query.course = course ? course->code : options.course;
  query.completed_from = Date::ParseIso(options.from);
  query.completed_to = Date::ParseIso(options.to);
  query.standing = ParseStanding(options.status);
  if (options.limit > 0) query.limit = options.limit;
  return query;
}

std::string JsonLine(const ListedCertificate& certificate, Date today) {
  nlohmann::ordered_json object;
  for (const auto& [key, value] : ListedFields(certificate, today)) object[key] = value;
  return object.dump() + "\n";
}

std::vector<std::string> Keys(const ListedCertificate& certificate, Date today) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : ListedFields(certificate, today)) keys.push_back(key);
  return keys;
}

std::vector<std::string> Values(const ListedCertificate& certificate, Date today) {
  std::vector<std::string> values;
  for (const auto& [key, value] : ListedFields(certificate, today)) values.push_back(value);
  return values;
}

Result<int> PrintTable(Register& reg, const SearchQuery& query) {
  Table table({"code", "name", "course", "completed", "expires", "status"});
  ASSIGN_OR_RETURN(const size_t count,
                   reg.Search(query, [&](const ListedCertificate& each) {
                     const CertificateFacts& facts = each.facts;
                     table.Add({facts.code.Printed(),
                                each.erased ? "(erased)" : facts.holder_name,
                                facts.course_code, facts.completed.Iso(),
                                facts.expires ? facts.expires->Iso() : "-",
                                std::string(StandingText(
                                    StandingOn(query.today, each.state, facts.expires)))});
                     return true;
                   }));
  if (!table.empty()) std::cout << table.Text();
  std::cout << count << (count == 1 ? " certificate\n" : " certificates\n");
  return 0;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields HeldFields(const HeldCertificate& held, Date today) {
  Fields fields = ListedFields(held.certificate, today);
  fields.emplace_back("heldSince", held.hold.since.Rfc3339());
  fields.emplace_back("note", held.hold.note);
  return fields;
}

// The same fields of each, for machines or for Excel.
void PrintFieldsOf(const std::vector<Fields>& rows, bool json) {
  CsvWriter csv;
  for (size_t i = 0; i < rows.size(); ++i) {
    nlohmann::ordered_json object;
    std::vector<std::string> keys, values;
    for (const auto& [key, value] : rows[i]) {
      object[key] = value;
      keys.push_back(key);
      values.push_back(value);
    }
    if (json) {
      std::cout << object.dump() << "\n";
      continue;
    }
    if (i == 0) csv.Row(keys);
    csv.Row(values);
  }
  if (!json && !rows.empty()) std::cout << csv.text();
}

}  // namespace

std::vector<std::pair<std::string, std::string>> ListedFields(
    const ListedCertificate& certificate, Date today) {
  const CertificateFacts& facts = certificate.facts;
  return {{"code", facts.code.Printed()},
          {"name", facts.holder_name},
          {"email", facts.email},
          {"licence", facts.licence},
          {"licenceState", facts.licence_state},
          {"profession", facts.profession},
          {"document", std::string(DocumentClassTitle(facts.document_class))},
          {"course", facts.course_code},
          {"courseTitle", facts.course_title},
          {"completed", facts.completed.Iso()},
          {"issued", facts.issued.Rfc3339()},
          {"expires", facts.expires ? facts.expires->Iso() : ""},
          {"status", std::string(StandingText(
                         StandingOn(today, certificate.state, facts.expires)))}};
}

void AddListingOptions(CLI::App& command, ListingOptions& options) {
  command.add_option("--course", options.course, "only this course's code");
  command.add_option("--from", options.from, "completed on this day or later")
      ->check(IsoDate());
  command.add_option("--to", options.to, "completed on this day or earlier")
      ->check(IsoDate());
  command.add_option("--status", options.status, "only these")
      ->check(OneOf({"active", "expired", "suspended", "revoked", "replaced"}));
  command.add_option("--limit", options.limit, "at most so many")->type_name("N");
  CLI::Option* json = command.add_flag("--json", options.json, "one JSON object a line");
  command.add_flag("--csv", options.csv, "a table for Excel (UTF-8)")->excludes(json);
}

Result<int> PrintListing(const ListingOptions& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  const Date today = SystemNow().date();
  const SearchQuery query = ReadQuery(options, school.catalogue, today);
  if (!options.json && !options.csv) return PrintTable(reg, query);
  CsvWriter csv;
  bool first = true;
  const auto print = [&](const ListedCertificate& each) {
    if (options.json) {
      std::cout << JsonLine(each, today);
    } else {
      if (first) csv.Row(Keys(each, today));
      csv.Row(Values(each, today));
      std::cout << csv.Take();
    }
    first = false;
    return static_cast<bool>(std::cout);
  };
  TRY(reg.Search(query, print).map([](size_t) {}));
  return 0;
}

Result<int> PrintHeld(const ListingOptions& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  ASSIGN_OR_RETURN(const std::vector<HeldCertificate> held, ListHeld(reg));
  if (options.json || options.csv) {
    std::vector<Fields> rows;
    rows.reserve(held.size());
    for (const HeldCertificate& each : held) {
      rows.push_back(HeldFields(each, SystemNow().date()));
    }
    PrintFieldsOf(rows, options.json);
    return 0;
  }
  Table table({"code", "name", "course", "completed", "held since", "note"});
  for (const HeldCertificate& each : held) {
    const CertificateFacts& facts = each.certificate.facts;
    table.Add({facts.code.Printed(), facts.holder_name, facts.course_code,
               facts.completed.Iso(), each.hold.since.date().Iso(), each.hold.note});
  }
  if (!table.empty()) std::cout << table.Text();
  std::cout << held.size() << " on hold\n";
  return 0;
}

}  // namespace certseal
