// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_text.h"


#include "base/strings.h"

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
  Result<std::vector<std::string_view>> TakeFields(std::string_view word,
                                                   size_t count) {
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

Result<LogKey> ReadLog(LineReader& reader) {
  ASSIGN_OR_RETURN(const auto fields, reader.TakeFields("log", 3));
  ASSIGN_OR_RETURN(VerifierKey key, VerifierKey::Parse(fields[0]));
  ASSIGN_OR_RETURN(const KeyWindow window, ParseWindow(fields[1], fields[2]));
  return LogKey{std::move(key), window};
}

Result<IssuerKey> ReadIssuer(LineReader& reader) {
  ASSIGN_OR_RETURN(const auto fields, reader.TakeFields("issuer", 4));
  if (!IsIssuerKeyId(fields[0])) return Fail(StrCat(Quote(fields[0]), " is not a key's id"));
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

Result<WitnessKey> ReadWitness(LineReader& reader) {
  ASSIGN_OR_RETURN(const std::string_view key, reader.Take("witness"));
  return WitnessKey::Parse(key);
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
      return keys.empty() ? Fail(key.error())
                          : Within(StrCat("line ", line), key.error());
    }
    keys.push_back(std::move(*key));
  } while (reader.NextIs(word));
  return keys;
}

// Clash says why two keys cannot stand in one file; "" where they can. Two keys under
// one id would let a signature choose which window it falls in, and so would one key
// with two windows.
std::string Clash(const LogKey& a, const LogKey& b) {
  if (a.key.key() == b.key.key()) return "a log key is listed twice";
  const bool same = a.key.name() == b.key.name() && a.key.id() == b.key.id();
  return same ? StrCat("two log keys share the id ", HexOf(a.key.id())) : "";
}

std::string Clash(const IssuerKey& a, const IssuerKey& b) {
  if (a.id == b.id || a.key.id() == b.key.id()) {
    return StrCat("two issuer keys share the id ", Quote(b.id));
  }
  if (a.key.key() != b.key.key()) return "";
  return StrCat("the issuer keys ", Quote(a.id), " and ", Quote(b.id), " are one key");
}

std::string Clash(const DocumentKey& a, const DocumentKey& b) {
  return a.spki == b.spki ? "a document key is listed twice" : "";
}

// One witness must not count for two.
std::string Clash(const WitnessKey& a, const WitnessKey& b) {
  if (a.name() == b.name()) return StrCat("two witnesses are called ", Quote(b.name()));
  if (a.key() != b.key()) return "";
  return StrCat("the witnesses ", Quote(a.name()), " and ", Quote(b.name()),
                " have one key");
}

template <typename Key>
Result<void> DemandDistinct(const std::vector<Key>& keys) {
  for (size_t i = 0; i < keys.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (std::string clash = Clash(keys[j], keys[i]); !clash.empty()) {
        return Fail(std::move(clash));
      }
    }
  }
  return {};
}

// Witnesses and how many of them must have seen a checkpoint.
Result<void> ReadWitnesses(LineReader& reader, TrustKeys& keys) {
  if (!reader.NextIs("witness")) return {};
  ASSIGN_OR_RETURN(keys.witnesses,
                   ReadKeys<WitnessKey>(reader, "witness", ReadWitness));
  TRY(DemandDistinct(keys.witnesses));
  ASSIGN_OR_RETURN(const std::string_view text, reader.Take("quorum"));
  const auto quorum = ParseDecimal(text);
  if (!quorum || *quorum == 0 || *quorum > keys.witnesses.size()) {
    return Fail(StrCat("the quorum ", Quote(text), " is not a number from 1 to ",
                       keys.witnesses.size()));
  }
  keys.quorum = *quorum;
  return {};
}

Result<void> ReadKeyLines(LineReader& reader, TrustKeys& keys) {
  ASSIGN_OR_RETURN(keys.logs, ReadKeys<LogKey>(reader, "log", ReadLog));
  TRY(DemandDistinct(keys.logs));
  ASSIGN_OR_RETURN(keys.issuers, ReadKeys<IssuerKey>(reader, "issuer", ReadIssuer));
  TRY(DemandDistinct(keys.issuers));
  ASSIGN_OR_RETURN(keys.documents,
                   ReadKeys<DocumentKey>(reader, "document", ReadDocument));
  TRY(DemandDistinct(keys.documents));
  return ReadWitnesses(reader, keys);
}

// The lines from the first to the root's.
Result<TrustKeys> ReadHead(LineReader& reader) {
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
  if (!version || *version == 0) {
    return Fail("line 5: the version is not a number from 1");
  }
  ASSIGN_OR_RETURN(const std::string_view root_text, reader.Take("root"));
  ASSIGN_OR_RETURN(VerifierKey root, VerifierKey::Parse(root_text));
  return TrustKeys{.site = std::move(site),
                   .name = std::string(name),
                   .version = *version,
                   .root = std::move(root),
                   .logs = {},
                   .issuers = {},
                   .documents = {}};
}

}  // namespace

Result<TrustKeys> ReadTrustKeys(std::string_view text) {
  LineReader reader(text);
  ASSIGN_OR_RETURN(TrustKeys keys, ReadHead(reader));
  TRY(ReadKeyLines(reader, keys));
  if (!reader.AtEnd()) return Fail(StrCat("line ", reader.line(), ": unexpected"));
  if (keys.Text() != text) return Fail("it is not written in its canonical form");
  return keys;
}

std::string TrustKeys::Text() const {
  std::string out =
      StrCat(kHeader, "\norigin ", site.origin(), "\nname ", name, "\nurl ", site.url(),
             "\nversion ", version, "\nroot ", root.Text(), '\n');
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
  for (const WitnessKey& witness : witnesses) {
    out += StrCat("witness ", witness.Text(), '\n');
  }
  if (quorum != 0 || !witnesses.empty()) out += StrCat("quorum ", quorum, '\n');
  return out;
}

}  // namespace certseal
