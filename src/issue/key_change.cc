// SPDX-License-Identifier: Apache-2.0
#include "issue/key_change.h"

#include <algorithm>

#include "base/strings.h"
#include "issue/document_keys.h"
#include "issue/key_files.h"
#include "issue/school_register.h"
#include "ledger/ledger_commit.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

// Listed last: the last open one signs. Its window has no begin of its own, so that
// what was issued before it can be drawn again.
Result<void> ListDocumentKey(const Sha256Digest& spki, TrustKeys& keys) {
  const auto listed =
      std::find_if(keys.documents.begin(), keys.documents.end(),
                   [&](const DocumentKey& each) { return each.spki == spki; });
  DocumentKey entry{spki, {}};
  if (listed != keys.documents.end()) {
    if (listed->window.end) {
      return Fail(
          "the document key was closed in the trust file: it cannot sign again");
    }
    entry = *listed;
    keys.documents.erase(listed);
  }
  keys.documents.push_back(entry);
  return {};
}

Result<TrustKeys> NextKeys(const TrustKeys& former, const KeyChange& change,
                           uint64_t index) {
  TrustKeys keys = former;
  ++keys.version;
  TRY(change.edit(keys, index));
  if (change.fresh_issuer) {
    keys.issuers.push_back(change.ledger.issuer.listed);
    keys.issuers.back().window = {index, {}};
  }
  if (change.fresh_log) {
    keys.logs.push_back(change.ledger.log.listed);
    keys.logs.back().window = {index, {}};
  }
  if (change.fresh_document) {
    TRY(ListDocumentKey(change.fresh_document->identity.key.SpkiDigest(), keys));
  }
  if (change.fresh_root) {
    ASSIGN_OR_RETURN(keys.root, VerifierKey::Make(former.root.name(),
                                                  change.fresh_root->key.public_key()));
  }
  return keys;
}

// Parsing it is what an employer's program will do.
Result<TrustFile> SignNext(const TrustKeys& keys, const TrustKeys& former,
                           const KeyChange& change) {
  if (!change.fresh_root) return TrustFile::Parse(TrustFile::Sign(keys, change.root));
  return TrustFile::Parse(
      TrustFile::SignByBoth(keys, change.fresh_root->key, former.root, change.root));
}

// Those who sign must be the ones that the new file lists as open.
Result<LedgerSigners> SignersOf(const TrustFile& next, const LedgerKeys& ledger) {
  const TrustKeys& keys = next.keys();
  ASSIGN_OR_RETURN(const size_t issuer, NewestIssuer(keys));
  ASSIGN_OR_RETURN(const size_t log, NewestLog(keys));
  if (keys.issuers[issuer].key.key() != ledger.issuer.key.public_key() ||
      keys.logs[log].key.key() != ledger.log.key.public_key()) {
    return Fail("the keys at hand are not those that the new trust file leaves open");
  }
  if (!CurrentDocumentKey(next)) {
    return Fail("the new trust file would leave no document key open");
  }
  return LedgerSigners{keys.issuers[issuer], &ledger.issuer.key, keys.logs[log],
                       &ledger.log.key};
}

Result<void> CreateDocument(const School& school, const FreshDocumentKey& document,
                            NewKeyFiles& files) {
  ASSIGN_OR_RETURN(const std::string name, NewDocumentName(school.paths));
  TRY(files.Create(school.paths.key(name), document.pem, Permissions::kPrivate));
  return files.Create(school.paths.keys() / StrCat(name, ".crt"),
                      CertificatesToPem(document.identity.chain), Permissions::kPublic);
}

Result<void> CreateFiles(const School& school, const KeyChange& change,
                         NewKeyFiles& files, KeyChangeSummary& summary) {
  if (change.fresh_issuer) {
    TRY(files.Create(school.paths.key(change.ledger.issuer.listed.id),
                     *change.fresh_issuer, Permissions::kPrivate));
  }
  if (change.fresh_log) {
    const fs::path path = school.paths.key(LogKeyName(school.trust.keys().logs.size()));
    ASSIGN_OR_RETURN(summary.moved_away, SetAside(path));
    TRY(files.Create(path, *change.fresh_log, Permissions::kPrivate));
  }
  if (change.fresh_document) TRY(CreateDocument(school, *change.fresh_document, files));
  for (const fs::path& path : files.created()) {
    if (path.extension() == ".key") summary.files.push_back(path);
  }
  if (change.fresh_root) {
    TRY(files.Create(change.fresh_root->file, change.fresh_root->pem,
                     Permissions::kPrivate));
    summary.root_file = change.fresh_root->file;
  }
  return {};
}

// A commit that failed in its last moment may be on the disk all the same: then, and
// where nobody can tell, the key files are needed.
tl::unexpected<Error> Uncommitted(Register& reg, uint64_t version, Error error,
                                  NewKeyFiles& files) {
  const auto logged = reg.TrustFiles();
  if (!logged || (!logged->empty() && logged->back().first >= version)) {
    files.Keep();
    error.hints.push_back(
        "the change may be made all the same: look with certseal keys list");
  }
  return Fail(std::move(error));
}

Result<void> KeepNewTrustFile(School& school, const TrustFile& next) {
  const TrustFile former = school.trust;
  school.trust = next;
  const Result<void> kept = KeepTrustFile(school.paths, former, next);
  if (kept) return {};
  return Fail(StrCat("the change of keys is made, but not yet written to ",
                     school.paths.trust().string(), ": ", kept.error().message),
              {"mend that; the next command writes it: certseal keys list"});
}

}  // namespace

Result<KeyChangeSummary> CommitKeyChange(School& school, Register& reg,
                                         const KeyChange& change, const Clock& clock) {
  ASSIGN_OR_RETURN(const LedgerContext context,
                   MakeLedgerContext(school, reg, change.ledger, clock));
  NewKeyFiles files;
  KeyChangeSummary summary;
  std::optional<TrustFile> next;
  Result<SignedCheckpoint> done = [&]() -> Result<SignedCheckpoint> {
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(context));
    const TrustKeys& former = commit.trust().keys();
    summary.index = commit.NextIndex();
    ASSIGN_OR_RETURN(const TrustKeys keys, NextKeys(former, change, summary.index));
    summary.version = keys.version;
    ASSIGN_OR_RETURN(next, SignNext(keys, former, change));
    ASSIGN_OR_RETURN(const LedgerSigners signers, SignersOf(*next, change.ledger));
    TRY(CreateFiles(school, change, files, summary));
    TRY(commit.AdoptTrust(*next, signers));
    return commit.Finish();
  }();  // the transaction has ended here
  if (!done) {
    return Uncommitted(reg, school.trust.keys().version + 1, done.error(), files);
  }
  files.Keep();
  TRY(KeepNewTrustFile(school, *next));
  return summary;
}

Result<void> CloseWindow(KeyWindow& window, uint64_t index, std::string_view name) {
  if (index < window.begin) {
    return Fail(StrCat(name, " counts from entry ", window.begin,
                       " of the log on: it cannot end at ", index));
  }
  if (window.end && index >= *window.end) {
    return Fail(
        StrCat(name, " is closed already, at entry ", *window.end, " of the log"),
        {StrCat("it can only be closed earlier: --at with a number from ", window.begin,
                " to ", *window.end, ", less than that")});
  }
  window.end = index;
  return {};
}

}  // namespace certseal
