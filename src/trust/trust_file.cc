// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_file.h"

#include <algorithm>

#include "base/strings.h"
#include "log/note.h"

namespace certseal {
namespace {

constexpr std::string_view kHeader = "certseal trust/v1";
constexpr size_t kMaxKeysOfAKind = 200;

std::string WindowText(const KeyWindow& window) {
  return StrCat(window.begin, ' ', window.end ? std::to_string(*window.end) : "-");
}

// LineReader takes the file's lines one by one, each by the word it must begin with.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : lines_(Split(text, '\n')) {}

  bool NextIs(std::string_view word) const {
    return at_ < lines_.size() && lines_[at_].starts_with(StrCat(word, ' '));
  }

  // Take gives what follows the word and a space.
  Result<std::string_view> Take(std::string_view word) {
    if (!NextIs(word)) {
      return Fail(StrCat("line ", at_ + 1, ": expected ", Quote(word)));
    }
    return lines_[at_++].substr(word.size() + 1);
  }

  // TakeFields demands `count` fields divided by single spaces.
  Result<std::vector<std::string_view>> TakeFields(std::string_view word, size_t count) {
    ASSIGN_OR_RETURN(const std::string_view rest, Take(word));
    std::vector<std::string_view> fields = Split(rest, ' ');
    if (fields.size() != count) {
      return Fail(StrCat("line ", at_, ": expected ", count, " fields after ",
                         Quote(word), ", not ", fields.size()));
    }
    return fields;
  }

  bool AtEnd() const { return at_ + 1 == lines_.size() && lines_[at_].empty(); }
  size_t line() const { return at_ + 1; }

 private:
  std::vector<std::string_view> lines_;
  size_t at_ = 0;
};

Result<KeyWindow> ParseWindow(std::string_view begin, std::string_view end) {
  KeyWindow window;
  const auto first = ParseDecimal(begin);
  if (!first) return Fail(StrCat(Quote(begin), " is not a log index"));
  window.begin = *first;
  if (end != "-") {
    window.end = ParseDecimal(end);
    if (!window.end || *window.end < window.begin) {
      return Fail(StrCat(Quote(end), " does not end the window"));
    }
  }
  return window;
}

bool IsKeyId(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Result<LogKey> ReadLog(LineReader& reader) {
  ASSIGN_OR_RETURN(const auto fields, reader.TakeFields("log", 3));
  ASSIGN_OR_RETURN(VerifierKey key, VerifierKey::Parse(fields[0]));
  ASSIGN_OR_RETURN(const KeyWindow window, ParseWindow(fields[1], fields[2]));
  return LogKey{std::move(key), window};
}

Result<IssuerKey> ReadIssuer(LineReader& reader) {
  ASSIGN_OR_RETURN(const auto fields, reader.TakeFields("issuer", 4));
  if (!IsKeyId(fields[0])) return Fail(StrCat(Quote(fields[0]), " is not a key's id"));
  ASSIGN_OR_RETURN(VerifierKey key, VerifierKey::Parse(fields[1]));
  ASSIGN_OR_RETURN(const KeyWindow window, ParseWindow(fields[2], fields[3]));
  return IssuerKey{std::string(fields[0]), std::move(key), window};
}

Result<DocumentKey> ReadDocument(LineReader& reader) {
  ASSIGN_OR_RETURN(const auto fields, reader.TakeFields("document", 3));
  const auto spki = Sha256Digest::FromBase64(fields[0]);
  if (!spki) return Fail(StrCat(Quote(fields[0]), " is not a base64 SHA-256"));
  ASSIGN_OR_RETURN(const KeyWindow window, ParseWindow(fields[1], fields[2]));
  return DocumentKey{*spki, window};
}

template <typename Key>
Result<std::vector<Key>> ReadKeys(LineReader& reader, std::string_view word,
                                  Result<Key> (*read)(LineReader&)) {
  std::vector<Key> keys;
  do {
    if (keys.size() == kMaxKeysOfAKind) return Fail(StrCat("too many ", word, " keys"));
    const size_t line = reader.line();
    Result<Key> key = read(reader);
    if (!key) {
      return keys.empty() ? Fail(key.error()) : Within(StrCat("line ", line), key.error());
    }
    keys.push_back(std::move(*key));
  } while (reader.NextIs(word));
  return keys;
}

// Two keys under one id would let a signature choose which window it falls in.
Result<void> DemandUniqueIds(const std::vector<IssuerKey>& issuers) {
  for (size_t i = 0; i < issuers.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (issuers[i].id == issuers[j].id || issuers[i].key.id() == issuers[j].key.id()) {
        return Fail(StrCat("two issuer keys share the id ", Quote(issuers[i].id)));
      }
    }
  }
  return {};
}

Result<TrustKeys> ReadKeysText(std::string_view text) {
  LineReader reader(text);
  ASSIGN_OR_RETURN(const std::string_view header, reader.Take("certseal"));
  if (StrCat("certseal ", header) != kHeader) {
    return Fail(StrCat("line 1: not a trust file of version 1: ", Quote(header)));
  }
  ASSIGN_OR_RETURN(const std::string_view origin, reader.Take("origin"));
  ASSIGN_OR_RETURN(SiteAddress site, SiteAddress::FromOrigin(origin));
  ASSIGN_OR_RETURN(const std::string_view name, reader.Take("name"));
  if (Trim(name).empty()) return Fail("line 3: the name is empty");
  ASSIGN_OR_RETURN(const std::string_view url, reader.Take("url"));
  if (url != site.url()) return Fail("line 4: the url does not belong to the origin");
  ASSIGN_OR_RETURN(const std::string_view version_text, reader.Take("version"));
  const auto version = ParseDecimal(version_text);
  if (!version || *version == 0) return Fail("line 5: the version is not a number from 1");
  ASSIGN_OR_RETURN(const std::string_view root_text, reader.Take("root"));
  ASSIGN_OR_RETURN(VerifierKey root, VerifierKey::Parse(root_text));
  ASSIGN_OR_RETURN(auto logs, ReadKeys<LogKey>(reader, "log", ReadLog));
  ASSIGN_OR_RETURN(auto issuers, ReadKeys<IssuerKey>(reader, "issuer", ReadIssuer));
  ASSIGN_OR_RETURN(auto documents, ReadKeys<DocumentKey>(reader, "document", ReadDocument));
  if (!reader.AtEnd()) return Fail(StrCat("line ", reader.line(), ": unexpected"));
  TRY(DemandUniqueIds(issuers));
  return TrustKeys{std::move(site),   std::string(name),  *version,
                   std::move(root),   std::move(logs),    std::move(issuers),
                   std::move(documents)};
}

}  // namespace

std::string TrustKeys::Text() const {
  std::string out = StrCat(kHeader, "\norigin ", site.origin(), "\nname ", name, "\nurl ",
                           site.url(), "\nversion ", version, "\nroot ", root.Text(), '\n');
  for (const LogKey& log : logs) {
    out += StrCat("log ", log.key.Text(), ' ', WindowText(log.window), '\n');
  }
  for (const IssuerKey& issuer : issuers) {
    out += StrCat("issuer ", issuer.id, ' ', issuer.key.Text(), ' ',
                  WindowText(issuer.window), '\n');
  }
  for (const DocumentKey& document : documents) {
    out += StrCat("document ", document.spki.Base64(), ' ', WindowText(document.window),
                  '\n');
  }
  return out;
}

Result<TrustFile> TrustFile::Parse(std::string_view note_bytes) {
  const auto refuse = [](const Error& error) {
    return Within("not a trust file", error);
  };
  if (note_bytes.size() > kMaxBytes) return refuse(Error{"it is too large"});
  const Result<SignedNote> note = SignedNote::Parse(note_bytes);
  if (!note) return refuse(note.error());
  Result<TrustKeys> keys = ReadKeysText(note->text());
  if (!keys) return refuse(keys.error());
  if (keys->Text() != note->text()) {
    return refuse(Error{"it is not written in its canonical form"});
  }
  if (const auto verified = note->Verify(keys->root); !verified) {
    return refuse(verified.error());
  }
  return TrustFile(std::move(*keys), std::string(note_bytes));
}

std::string TrustFile::Sign(const TrustKeys& keys, const Ed25519Signer& root) {
  return SignedNote::Sign(keys.Text(), keys.root, root);
}

std::string TrustFile::Fingerprint() const {
  const std::string hex = Sha256(keys_.root.key().bytes()).Hex();
  std::string out;
  for (size_t i = 0; i < hex.size(); ++i) {
    if (i != 0 && i % 4 == 0) out += ' ';
    out += hex[i];
  }
  return out;
}

const IssuerKey* TrustFile::FindIssuer(std::string_view id) const {
  for (const IssuerKey& issuer : keys_.issuers) {
    if (issuer.id == id) return &issuer;
  }
  return nullptr;
}

const IssuerKey* TrustFile::FindIssuer(const NoteKeyId& id) const {
  for (const IssuerKey& issuer : keys_.issuers) {
    if (issuer.key.id() == id) return &issuer;
  }
  return nullptr;
}

}  // namespace certseal
