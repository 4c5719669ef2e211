// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"
#include "base/strings.h"
#include "faults/operations.h"
#include "trust/trust_file.h"

namespace certseal::faults {
namespace {

constexpr const char* kMakePurchase =
    "sh:openssl req -x509 -nodes -days 700 -subj '/CN=Purchased' -newkey ec -pkeyopt "
    "ec_paramgen_curve:P-256 -keyout p.key -out p.crt "
    "-addext basicConstraints=critical,CA:FALSE "
    "-addext keyUsage=critical,digitalSignature 2>/dev/null && "
    "openssl pkcs12 -export -inkey p.key -in p.crt -out p.p12 -passout file:pass";
// Of a key that nobody has.
constexpr const char* kWitness =
    "witness.example/w1+fe0cabb4+BEUsBzcrrNY7riwcbSgeNw2pU/HciGuMOtyqfnZb1dvI";

std::function<Result<void>(const Place&)> DemandVersion(uint64_t version) {
  return [version](const Place& place) -> Result<void> {
    ASSIGN_OR_RETURN(
        const std::string bytes,
        ReadFile(place.school() / "keys" / "school.trust", TrustFile::kMaxBytes));
    ASSIGN_OR_RETURN(const TrustFile trust, TrustFile::Parse(bytes));
    if (trust.keys().version >= version) return {};
    return Fail(StrCat("the trust file is of version ", trust.keys().version));
  };
}

}  // namespace

// Rotating and importing again does it again: the next version.
std::vector<Operation> KeyOperations() {
  const auto keys = [](std::string name, std::string words, bool meets = false) {
    return Operation{.name = std::move(name),
                     .fixture = Fixture::kPublished,
                     .prepare = {},
                     .command = kSchool + "keys " + words + kPass,
                     .done = DemandVersion(2),
                     .meets = meets};
  };
  std::vector<Operation> all = {
      keys("keys-issuer", "rotate issuer", true),
      keys("keys-log", "rotate log"),
      keys("keys-document", "rotate document"),
      keys("keys-root", "rotate root"),
      keys("keys-close", "close issuer {issuer} --yes"),
      keys("keys-witness", StrCat("witnesses --set ", kWitness, " --quorum 1")),
      keys("keys-import", "import-document --p12 p.p12 --p12-passphrase-file pass")};
  all[4].again = "closed already";
  all[5].again = "already";
  all[5].publishes = false;  // before a witness has answered
  all[6].prepare = {kMakePurchase};
  all[6].again = "is here already";
  return all;
}

}  // namespace certseal::faults
