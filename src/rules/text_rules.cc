// SPDX-License-Identifier: Apache-2.0
#include "rules/text_rules.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Every text of every page comes through here, and most are plain: they need no tables.
std::string Folded(std::string_view text) {
  std::string folded = IsAscii(text) ? AsciiLower(text) : FoldForSearch(text);
  std::replace(folded.begin(), folded.end(), '-', ' ');
  const auto doubled = [](char a, char b) { return a == ' ' && b == ' '; };
  folded.erase(std::unique(folded.begin(), folded.end(), doubled), folded.end());
  return folded;
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The mark follows at once, or behind the plural.
bool IsMarked(std::string_view rest, std::string_view mark) {
  for (std::string_view plural : {"(s)", "s"}) {
    if (rest.starts_with(plural)) {
      rest.remove_prefix(plural.size());
      break;
    }
  }
  return rest.starts_with(mark);
}

// Whether each place where the phrase stands, as a word and in any case, is marked.
// Gives nothing where it does not stand.
std::vector<bool> Marks(std::string_view text, const ContentRule& rule) {
  const std::string lower = AsciiLower(text), phrase = AsciiLower(rule.text);
  std::vector<bool> marks;
  for (size_t at = 0; (at = lower.find(phrase, at)) != std::string::npos;) {
    const bool begins = at == 0 || !IsAsciiLetter(lower[at - 1]);
    at += phrase.size();
    if (begins) marks.push_back(IsMarked(text.substr(at), rule.mark));
  }
  return marks;
}

bool HoldsNotice(const RuledPage& page, const std::string& notice) {
  return std::any_of(page.texts.begin(), page.texts.end(), [&](const PageText& each) {
    return each.text.find(notice) != std::string::npos;
  });
}

}  // namespace

std::vector<TextProblem> FindForbiddenWords(const ContentRule& rule,
                                            const RuledPage& page) {
  std::vector<TextProblem> problems;
  for (const PageText& each : page.texts) {
    const std::string folded = Folded(each.text);
    for (const std::string& words : rule.words) {
      if (folded.find(Folded(words)) == std::string::npos) continue;
      problems.push_back(
          {StrCat(each.where, " says ", Quote(words), ": ", Quote(each.text)),
           "say it in other words"});
    }
  }
  return problems;
}

std::vector<TextProblem> FindUnmarked(const ContentRule& rule, const RuledPage& page) {
  std::vector<TextProblem> problems;
  bool stands = false;
  const std::string marked = rule.text + rule.mark;
  for (const PageText& each : page.texts) {
    const std::vector<bool> marks = Marks(each.text, rule);
    if (marks.empty()) continue;
    stands = true;
    if (std::find(marks.begin(), marks.end(), false) != marks.end()) {
      problems.push_back({StrCat(each.where, " has ", Quote(rule.text), " without ",
                                 rule.mark, ": ", Quote(each.text)),
                          StrCat("write ", Quote(marked))});
    }
    if (rule.italic && Marks(each.emphasis, rule).size() < marks.size()) {
      problems.push_back({StrCat(each.where, " has ", Quote(rule.text),
                                 " not in italics: ", Quote(each.text)),
                          StrCat("in an accreditor's line write *", rule.text, "(s)*",
                                 rule.mark, "; elsewhere leave it out")});
    }
  }
  if (stands && !rule.notice.empty() && !HoldsNotice(page, rule.notice)) {
    problems.push_back({StrCat("nothing says who owns the name ", Quote(rule.text)),
                        StrCat("add \"footerNote\": ",
                               Quote(StrCat(rule.notice, " ...")), " to school.json")});
  }
  return problems;
}

std::vector<TextProblem> FindShortenedFooter(const ContentRule& rule,
                                             const RuledPage& page) {
  if (!page.in_english || page.footer.find(rule.text) != std::string::npos) return {};
  return {{StrCat("the footer does not say: ", Quote(rule.text, 400)),
           "print the whole of it; more may follow"}};
}

std::string Plain(std::string_view wording) {
  std::string plain(wording);
  std::erase(plain, '*');
  return plain;
}

bool HoldsInOrder(std::string_view text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    const std::string plain = Plain(part);
    const size_t at = text.find(plain);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + plain.size());
  }
  return true;
}

}  // namespace certseal
