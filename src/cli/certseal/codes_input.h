// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/common/command.h"
#include "record/code.h"

namespace certseal {

// CodesArguments are shared by the commands that act on many certificates.
struct CodesArguments {
  std::vector<std::string> codes;
  std::string from;  // a file; "-": standard input; empty: none
};

void AddCodesArguments(CLI::App& command, CodesArguments& arguments);

// DemandCodes is for the command's callback: without any code its usage is wrong, and
// where codes and passphrase are both to come from standard input.
void DemandCodes(const CodesArguments& arguments,
                 const std::string& passphrase_file = "");

// CollectCodes gives the codes of both, each once, in their order. A file has one on
// each line, in the first cell where it is a table (comma, semicolon, tab); empty
// lines, lines that begin with # and a heading "code" are passed over. All that is no
// code is reported at once, with its line; what stands there twice is noted on standard
// error.
Result<std::vector<CertificateCode>> CollectCodes(const CodesArguments& arguments);

}  // namespace certseal
