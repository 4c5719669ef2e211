// SPDX-License-Identifier: Apache-2.0
#include "ledger/published.h"

#include "base/strings.h"

namespace certseal {
namespace {

Result<std::optional<PublishedCheckpoint>> ReadOne(const SiteSource& place,
                                                   const TrustFile& trust) {
  Result<std::optional<std::string>> file =
      place.Get("checkpoint", SignedCheckpoint::kMaxBytes);
  if (!file) {
    return Fail(StrCat("what was published cannot be read, so nothing may be added: ",
                       file.error().message),
                file.error().hints);
  }
  if (!*file) return std::optional<PublishedCheckpoint>();
  const std::string where = place.Name();
  Result<SignedCheckpoint> checkpoint = SignedCheckpoint::Parse(**file);
  const Result<void> checked =
      checkpoint ? trust.CheckCheckpoint(*checkpoint) : Fail(checkpoint.error());
  if (!checked) {
    return Fail(StrCat(where, "/checkpoint is not one of this school: ",
                       checked.error().message),
                {"publish to another place, or put the school's own files back there"});
  }
  return std::optional(PublishedCheckpoint{where, std::move(*checkpoint)});
}

tl::unexpected<Error> OlderThanPublished(const PublishedCheckpoint& published,
                                         uint64_t size) {
  return Fail(
      StrCat("this register is older than what was published: its log has ", size,
             " entries, ", published.where, " has ", published.checkpoint.tree().size,
             "; nothing was changed"),
      {"was a backup put back, or the directory copied to a second machine?",
       "go on with the newest register.db: the one that published last",
       "where that one is lost for good: certseal recover --help"});
}

tl::unexpected<Error> Forked(const PublishedCheckpoint& published) {
  return Fail(
      StrCat("this register and what was published at ", published.where,
             " went different ways before entry ", published.checkpoint.tree().size,
             "; nothing was changed"),
      {"two copies of the school's directory have been written to: go on with the one "
       "that published, and issue again there what only this one has",
       "where that one is lost for good: certseal recover --help"});
}

}  // namespace

Result<std::vector<PublishedCheckpoint>> ReadPublished(
    std::span<const SiteSource* const> places, const TrustFile& trust) {
  std::vector<PublishedCheckpoint> published;
  for (const SiteSource* place : places) {
    ASSIGN_OR_RETURN(auto checkpoint, ReadOne(*place, trust));
    if (checkpoint) published.push_back(std::move(*checkpoint));
  }
  return published;
}

Result<void> DemandPrefix(std::span<const PublishedCheckpoint> published,
                          TreeReader& tree) {
  for (const PublishedCheckpoint& each : published) {
    const TreeHead& shown = each.checkpoint.tree();
    if (shown.size > tree.size()) return OlderThanPublished(each, tree.size());
    ASSIGN_OR_RETURN(const TreeHead ours, tree.HeadAt(shown.size));
    if (ours != shown) return Forked(each);
  }
  return {};
}

}  // namespace certseal
