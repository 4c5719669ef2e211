// SPDX-License-Identifier: Apache-2.0
//
// What the next version of a trust file may change.
#include "base/strings.h"
#include "log/note.h"
#include "trust/trust_file.h"

namespace certseal {
namespace {

bool IsSameKey(const LogKey& a, const LogKey& b) { return a.key == b.key; }
bool IsSameKey(const IssuerKey& a, const IssuerKey& b) {
  return a.id == b.id && a.key == b.key;
}
bool IsSameKey(const DocumentKey& a, const DocumentKey& b) { return a.spki == b.spki; }

std::string NameOf(const LogKey& log) { return "log key " + Quote(log.key.Text()); }
std::string NameOf(const IssuerKey& issuer) { return "issuer key " + Quote(issuer.id); }
std::string NameOf(const DocumentKey& document) {
  return "document key " + Quote(document.spki.Base64());
}

Result<void> CheckWindow(const std::string& name, const KeyWindow& from,
                         const KeyWindow& to) {
  if (to.begin != from.begin) {
    return Fail(StrCat("it moves the begin of the ", name, " from ", from.begin, " to ",
                       to.begin));
  }
  if (!from.end) return {};
  if (!to.end) return Fail(StrCat("it opens the ", name, " again"));
  if (*to.end > *from.end) {
    return Fail(StrCat("it moves the end of the ", name, " from ", *from.end, " up to ",
                       *to.end));
  }
  return {};
}

template <typename Key>
Result<void> CheckKept(const std::vector<Key>& from, const std::vector<Key>& to) {
  for (const Key& key : from) {
    const Key* kept = nullptr;
    for (const Key& each : to) {
      if (IsSameKey(key, each)) kept = &each;
    }
    if (!kept) return Fail(StrCat("it no longer lists the ", NameOf(key)));
    TRY(CheckWindow(NameOf(key), key.window, kept->window));
  }
  return {};
}

Result<void> CheckKeys(const TrustKeys& from, const TrustKeys& to) {
  if (to.site != from.site) {
    return Fail(StrCat("it is of ", Quote(to.site.origin()), ", not of ",
                       Quote(from.site.origin())));
  }
  if (from.version == UINT64_MAX || to.version != from.version + 1) {
    return Fail(StrCat("version ", to.version, " does not follow on ", from.version));
  }
  TRY(CheckKept(from.logs, to.logs));
  TRY(CheckKept(from.issuers, to.issuers));
  return CheckKept(from.documents, to.documents);
}

}  // namespace

Result<void> TrustFile::CheckSuccessor(const TrustFile& next) const {
  const auto refuse = [](Error error) {
    return Within("not the next trust file", std::move(error));
  };
  if (auto kept = CheckKeys(keys_, next.keys_); !kept) {
    return refuse(std::move(kept).error());
  }
  ASSIGN_OR_RETURN(const SignedNote note, SignedNote::Parse(next.bytes_));
  if (auto verified = note.Verify(keys_.root); !verified) {
    return refuse(std::move(verified).error());
  }
  return {};
}

}  // namespace certseal
