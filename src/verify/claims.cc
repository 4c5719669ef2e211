// SPDX-License-Identifier: Apache-2.0
#include "verify/claims.h"

#include "base/unicode.h"

namespace certseal {
namespace {

bool SameName(const std::string& claimed, const std::string& printed) {
  const std::string folded = FoldForSearch(claimed);
  if (folded.empty()) return false;
  // Post-nominals stand behind the first comma; names themselves hold none.
  const std::string bare = printed.substr(0, printed.find(','));
  return folded == FoldForSearch(printed) || folded == FoldForSearch(bare);
}

bool SameCourse(const std::string& claimed, const SealFacts& facts) {
  const std::string folded = FoldForSearch(claimed);
  return !folded.empty() && (folded == FoldForSearch(facts.course_code) ||
                             folded == FoldForSearch(facts.course_title));
}

}  // namespace

std::vector<std::string> FindMismatches(const Claims& claims, const SealFacts& facts) {
  std::vector<std::string> differ;
  if (claims.name && !SameName(*claims.name, facts.holder_name)) differ.push_back("name");
  if (claims.course && !SameCourse(*claims.course, facts)) differ.push_back("course");
  if (claims.completed && *claims.completed != facts.completed) {
    differ.push_back("completion date");
  }
  return differ;
}

}  // namespace certseal
