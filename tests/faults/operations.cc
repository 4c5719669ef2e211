// SPDX-License-Identifier: Apache-2.0
#include "faults/operations.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/strings.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;
using Codes = std::vector<CertificateCode>;

void Must(const Result<void>& result) {
  if (result) return;
  std::fprintf(stderr, "cannot prepare: %s\n", result.error().message.c_str());
  std::exit(1);
}

template <typename T>
T Must(Result<T> result) {
  Must(Done(result));
  return std::move(*result);
}

std::string MailOf(int graduate) { return StrCat("p", graduate, "@example.org"); }

Result<std::vector<ListedCertificate>> Of(SampleSchool& school, int graduate) {
  ASSIGN_OR_RETURN(std::vector<ListedCertificate> all, school.All());
  std::erase_if(all, [&](const ListedCertificate& each) {
    return each.facts.email != MailOf(graduate);
  });
  return all;
}

Result<ListedCertificate> Only(SampleSchool& school, int graduate) {
  ASSIGN_OR_RETURN(const auto found, Of(school, graduate));
  if (found.size() == 1) return found.front();
  return Fail(StrCat("graduate ", graduate, " has ", found.size(), " certificates"));
}

Result<void> DemandOneEach(SampleSchool& school, int first, int count) {
  for (int i = first; i < first + count; ++i) TRY(Done(Only(school, i)));
  return {};
}

Result<void> DemandState(SampleSchool& school, int graduate, CertificateState state) {
  ASSIGN_OR_RETURN(const ListedCertificate found, Only(school, graduate));
  if (found.state == state) return {};
  return Fail(StrCat("graduate ", graduate, "'s certificate has another state"));
}

// Five certificates, published; then two more that are not, one revoked, one suspended.
void PreparePublished(SampleSchool& school) {
  const Codes codes = Must(school.Issue(0, 5));
  Must(school.Publish());
  Must(Done(school.Issue(5, 2)));
  Must(school.Revoke({codes[3]}));
  Must(school.Suspend({codes[4]}));
  school.Later(300);
}

// All that a publication can have to do: new and changed certificates, new keys, a card
// to remove.
void PrepareUnpublished(SampleSchool& school) {
  PreparePublished(school);
  const Codes codes = Must(school.Issue(7, 1));
  fs::create_directories(school.directory() / "aside");
  const fs::path site = school.site(), aside = school.directory() / "aside" / "site";
  // Erasing takes the card out of the school's own site: here it stays, as in a copy.
  fs::rename(site, aside);
  Must(school.Erase(Must(Only(school, 2)).facts.code));
  fs::rename(aside, site);
  fs::remove_all(school.directory() / "aside");
  Must(school.RotateIssuer());
  school.Later(300);
}

Result<Codes> Revoke(SampleSchool& school, std::initializer_list<int> graduates) {
  Codes codes;
  for (const int graduate : graduates) {
    ASSIGN_OR_RETURN(const ListedCertificate found, Only(school, graduate));
    if (found.state != CertificateState::kRevoked) codes.push_back(found.facts.code);
  }
  if (!codes.empty()) TRY(school.Revoke(codes));
  return Codes();
}

Result<Codes> Correct(SampleSchool& school, int graduate) {
  ASSIGN_OR_RETURN(const auto found, Of(school, graduate));
  for (const ListedCertificate& each : found) {
    if (each.state == CertificateState::kReplaced) return Codes();
  }
  if (found.size() != 1) return Fail("there is not one certificate to correct");
  ASSIGN_OR_RETURN(const CertificateCode code,
                   school.Correct(found.front().facts.code));
  return Codes{code};
}

Result<void> DemandCorrected(SampleSchool& school, int graduate) {
  ASSIGN_OR_RETURN(const auto found, Of(school, graduate));
  const auto replaced =
      std::ranges::count(found, CertificateState::kReplaced, &ListedCertificate::state);
  const auto active =
      std::ranges::count(found, CertificateState::kActive, &ListedCertificate::state);
  if (found.size() == 2 && replaced == 1 && active == 1) return {};
  return Fail(StrCat("a correction left ", found.size(), " certificates"));
}

Result<Codes> Publish(SampleSchool& school) {
  TRY(school.Publish());
  return Codes();
}

Result<Codes> Erase(SampleSchool& school, int graduate) {
  ASSIGN_OR_RETURN(const auto found, Of(school, graduate));
  for (const ListedCertificate& each : found) TRY(school.Erase(each.facts.code));
  return Codes();
}

std::vector<Operation> MakeOperations() {
  const auto nothing_more = [](SampleSchool& school) {
    return DemandOneEach(school, 5, 2);
  };
  constexpr bool kMeets = true;
  return {
      {"issue-first", [](SampleSchool&) {},
       [](SampleSchool& school) { return school.Issue(0, 3); },
       [](SampleSchool& school) { return DemandOneEach(school, 0, 3); }},
      {"issue", PreparePublished,
       [](SampleSchool& school) { return school.Issue(10, 3); },
       [](SampleSchool& school) { return DemandOneEach(school, 10, 3); }, kMeets},
      {"revoke", PreparePublished,
       [](SampleSchool& school) {
         return Revoke(school, {0, 4});
       },
       [](SampleSchool& school) -> Result<void> {
         TRY(DemandState(school, 0, CertificateState::kRevoked));
         return DemandState(school, 4, CertificateState::kRevoked);
       },
       kMeets},
      {"correct", PreparePublished,
       [](SampleSchool& school) { return Correct(school, 1); },
       [](SampleSchool& school) { return DemandCorrected(school, 1); }, kMeets},
      {"erase", PreparePublished, [](SampleSchool& school) { return Erase(school, 2); },
       [](SampleSchool& school) -> Result<void> {
         ASSIGN_OR_RETURN(const auto left, Of(school, 2));
         return left.empty() ? Result<void>() : Fail("the person is still there");
       },
       kMeets},
      {"rotate", PreparePublished,
       [](SampleSchool& school) -> Result<Codes> {
         TRY(school.RotateIssuer());
         return Codes();
       },
       nothing_more, kMeets},
      {"publish-first",
       [](SampleSchool& school) {
         PrepareUnpublished(school);
         fs::remove_all(school.site());
       },
       Publish, nothing_more},
      {"publish", PrepareUnpublished, Publish, nothing_more, kMeets},
  };
}

}  // namespace

const std::vector<Operation>& Operations() {
  static const std::vector<Operation> operations = MakeOperations();
  return operations;
}

}  // namespace certseal::faults
