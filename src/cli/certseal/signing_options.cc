// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/signing_options.h"

#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {

void AddSigningOptions(CLI::App& command, SigningOptions& options) {
  command
      .add_option("--passphrase-file", options.passphrase_file,
                  "read the passphrase from a file's first line (-: standard input)")
      ->type_name("FILE");
  command
      .add_option("--tsa", options.tsa,
                  "have signatures timestamped by this server (RFC 3161; default: the "
                  "tsa of school.json)")
      ->type_name("URL");
  command.add_flag("--tsa-optional", options.tsa_optional,
                   "where no timestamp can be had, say so and go on without");
}

Result<CertificateSigner> MakeSigner(DocumentIdentity identity,
                                     const SigningOptions& options,
                                     const School& school) {
  const TimestampWish wish{options.tsa.empty() ? school.profile.tsa : options.tsa,
                           options.tsa_optional};
  Result<CertificateSigner> signer = CertificateSigner::Make(std::move(identity), wish);
  if (!signer) {
    if (wish.url.empty()) return signer;
    std::vector<std::string> hints = signer.error().hints;
    hints.push_back(
        "or go on without timestamps where none can be had: --tsa-optional");
    return Fail(signer.error().message, std::move(hints));
  }
  if (const std::string reason = signer->WithoutTimestamp().reason; !reason.empty()) {
    PrintNote("certseal", StrCat("warning: going on without timestamps: ", reason));
  }
  return signer;
}

std::string SignatureText(const CertificateSigner& signer, size_t drawn) {
  const CertificateSigner::Lack lack = signer.WithoutTimestamp();
  std::string text;
  if (!signer.Authority().empty() && drawn > lack.count) {
    text += StrCat("Timestamped: ", drawn - lack.count, ", by ",
                   Quote(signer.Authority()), "\n");
  }
  if (lack.count > 0) {
    text += StrCat("Without a timestamp: ", lack.count, " (", lack.reason, ")\n");
  }
  return text;
}

}  // namespace certseal
