// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "cli/certseal/commands.h"
#include "register/register.h"

namespace certseal {

// ListingOptions are shared by the commands that list certificates.
struct ListingOptions {
  std::string text;
  std::string course;
  std::string from;    // completion date
  std::string to;
  std::string status;
  uint32_t limit = 0;  // 0: all
  bool json = false;   // one object a line
  bool csv = false;    // for Excel
};

void AddListingOptions(CLI::App& command, ListingOptions& options);

// PrintListing searches the school's register and prints what it finds as it comes.
Result<int> PrintListing(const ListingOptions& options, const GlobalOptions& global);

// PrintHeld prints what is on hold, in the form that the options ask for.
Result<int> PrintHeld(const ListingOptions& options, const GlobalOptions& global);

// The fields of a certificate as --json and --csv name them, in their order.
std::vector<std::pair<std::string, std::string>> ListedFields(
    const ListedCertificate& certificate, Date today);

}  // namespace certseal
