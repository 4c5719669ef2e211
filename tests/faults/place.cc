// SPDX-License-Identifier: Apache-2.0
#include "faults/place.h"

#include "audit/audit.h"
#include "base/file.h"
#include "base/strings.h"
#include "faults/timestamp_server.h"
#include "issue/school_directory.h"
#include "register/register.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

std::string MailOf(int graduate) { return StrCat("p", graduate, "@example.org"); }

// "Person Ab", "Person Cdef": another name for every number.
std::string NameOf(int graduate) {
  std::string letters;
  for (int rest = graduate; rest > 0 || letters.size() < 2; rest /= 26) {
    letters += static_cast<char>('a' + rest % 26);
  }
  return StrCat("Person ", AsciiUpper(letters.substr(0, 1)), letters.substr(1));
}

}  // namespace

Result<std::vector<ListedCertificate>> Place::All() const {
  ASSIGN_OR_RETURN(Register reg, Register::Open(school() / "register.db"));
  std::vector<ListedCertificate> all;
  const auto visit = [&](const ListedCertificate& each) {
    all.push_back(each);
    return true;
  };
  TRY(Done(reg.Search({.today = *Date::FromYmd(2026, 11, 18)}, visit)));
  return all;
}

Result<std::vector<ListedCertificate>> Place::Of(int graduate) const {
  ASSIGN_OR_RETURN(std::vector<ListedCertificate> all, All());
  std::erase_if(all, [&](const ListedCertificate& each) {
    return each.facts.email != MailOf(graduate);
  });
  return all;
}

Result<ListedCertificate> Place::Only(int graduate) const {
  ASSIGN_OR_RETURN(const auto found, Of(graduate));
  if (found.size() == 1) return found.front();
  return Fail(StrCat("graduate ", graduate, " has ", found.size(), " certificates"));
}

Result<void> Place::DemandState(int graduate, CertificateState state) const {
  ASSIGN_OR_RETURN(const ListedCertificate found, Only(graduate));
  if (found.state == state) return {};
  return Fail(StrCat("graduate ", graduate, "'s certificate has another state"));
}

std::string Place::Filled(std::string command) const {
  while (true) {
    const size_t begin = command.find('{'), end = command.find('}');
    if (begin == std::string::npos || end == std::string::npos) return command;
    const std::string name = command.substr(begin + 1, end - begin - 1);
    command.replace(begin, end - begin + 1, ValueOf(name).value_or("nobody"));
  }
}

Result<std::string> Place::ValueOf(const std::string& name) const {
  if (const auto graduate = ParseDecimal(name)) {
    ASSIGN_OR_RETURN(const ListedCertificate found, Only(static_cast<int>(*graduate)));
    return found.facts.code.Printed();
  }
  if (name == "tsa") return TimestampServer::Url();
  if (name == "witness") {
    ASSIGN_OR_RETURN(const std::string line, ReadFile(directory_ / "witness", 4096));
    return std::string(Trim(line));
  }
  ASSIGN_OR_RETURN(const School opened, School::Open(school()));
  return opened.trust.keys().issuers.back().id;
}

std::string RosterOf(int first, int count) {
  std::string csv =
      "Name,Credentials,Email,License,State,Profession,Course,Completed,Didactic,Hands-"
      "on,Role\n";
  for (int i = first; i < first + count; ++i) {
    csv += StrCat(NameOf(i), ",RN,", MailOf(i), ",RN", 10'000 + i,
                  ",NV,RN,BDF-201,2026-03-", i % 20 + 10, ",7,9,injector\n");
  }
  return csv;
}

Result<void> DemandAudit(const fs::path& school) {
  const AuditReport report = Audit({.school = school, .threads = 1});
  if (report.holds()) return {};
  return Fail(StrCat("audit: ", report.outcomes.back().claim, ": ",
                     report.outcomes.back().statement));
}

}  // namespace certseal::faults
