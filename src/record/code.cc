// SPDX-License-Identifier: Apache-2.0
#include "record/code.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// Luhn mod N (ISO/IEC 7812-1 annex B, extended to base 32): from the right, every
// second value is doubled and its two base-32 digits added.
char CheckCharacter(std::string_view payload) {
  unsigned sum = 0;
  unsigned factor = 2;
  for (auto it = payload.rbegin(); it != payload.rend(); ++it) {
    const unsigned addend = factor * static_cast<unsigned>(kAlphabet.find(*it));
    sum += addend / 32 + addend % 32;
    factor = 3 - factor;
  }
  return kAlphabet[(32 - sum % 32) % 32];
}

// The characters that people write for others (Crockford's table), or the same.
char Canonical(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  return c;
}

}  // namespace

CertificateCode CertificateCode::Generate(const Random& random) {
  const std::string bytes = random(kLength - 1);
  std::string text;
  for (char c : bytes) text += kAlphabet[static_cast<unsigned char>(c) % 32];
  text += CheckCharacter(text);
  return CertificateCode(text);
}

Result<CertificateCode> CertificateCode::ParseCompact(std::string_view text) {
  if (text.size() != kLength ||
      text.find_first_not_of(kAlphabet) != std::string_view::npos) {
    return Fail(StrCat(Quote(text, 40), " is not a certificate's code"));
  }
  if (CheckCharacter(text.substr(0, kLength - 1)) != text.back()) {
    return Fail(StrCat("the code ", Quote(text, 40), " has a slip in it: ",
                       "its check character does not fit"),
                {"compare it with the certificate, character by character"});
  }
  return CertificateCode(std::string(text));
}

Result<CertificateCode> CertificateCode::Parse(std::string_view text) {
  std::string compact;
  for (char c : Trim(text)) {
    if (c == '-' || c == ' ') continue;
    c = Canonical(c);
    if (kAlphabet.find(c) == std::string_view::npos) {
      return Fail(StrCat(Quote(text, 40), " is not a certificate's code: ",
                         "it has characters other than letters and digits, or a U"));
    }
    compact += c;
  }
  if (compact.size() != kLength) {
    return Fail(StrCat(Quote(text, 40), " is not a certificate's code: it has ",
                       compact.size(), " characters, not 20"));
  }
  return ParseCompact(compact);
}

std::string CertificateCode::Printed() const {
  std::string out;
  for (size_t i = 0; i < compact_.size(); ++i) {
    if (i != 0 && i % 4 == 0) out += '-';
    out += compact_[i];
  }
  return out;
}

}  // namespace certseal
