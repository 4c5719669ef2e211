// SPDX-License-Identifier: Apache-2.0
#include "rules/statement.h"

#include <algorithm>
#include <functional>

#include "base/strings.h"

namespace certseal {
namespace {

// Cuts a wording into words and placeholders, in their order.
void EachPart(std::string_view wording,
              const std::function<void(std::string_view words)>& on_words,
              const std::function<void(std::string_view name)>& on_name) {
  while (!wording.empty()) {
    const size_t open = wording.find_first_of("{}");
    on_words(wording.substr(0, open));
    if (open == std::string_view::npos) return;
    const size_t close =
        wording[open] == '{' ? wording.find('}', open) : std::string_view::npos;
    if (close == std::string_view::npos) {
      on_name("");
      return;
    }
    on_name(wording.substr(open + 1, close - open - 1));
    wording.remove_prefix(close + 1);
  }
}

bool IsFor(const StatementLine& line, const RuledCertificate& certificate) {
  const Graduate& graduate = certificate.graduate;
  const auto& except = line.except_professions;
  return AnyOrListed(line.professions, graduate.profession) &&
         AnyOrListed(line.states, graduate.licence_state) &&
         AnyOrListed(line.documents, certificate.document) &&
         std::find(except.begin(), except.end(), graduate.profession) == except.end();
}

std::vector<const Accreditation*> Printed(const RuledCertificate& certificate) {
  std::vector<const Accreditation*> printed;
  for (const Accreditation& each : certificate.profile.accreditations) {
    const bool holds = HoldsOn(each, certificate.graduate.completed);
    if (holds && Covers(each, certificate)) printed.push_back(&each);
  }
  return printed;
}

}  // namespace

CreditLine CreditLine::Of(std::string_view marked) {
  const size_t first = marked.find('*');
  const size_t second =
      first == std::string_view::npos ? first : marked.find('*', first + 1);
  if (second == std::string_view::npos) {
    return {std::string(marked), std::string(marked), "", "", false};
  }
  CreditLine line;
  line.before = marked.substr(0, first);
  line.emphasis = marked.substr(first + 1, second - first - 1);
  line.after = marked.substr(second + 1);
  line.text = line.before + line.emphasis + line.after;
  return line;
}

std::vector<std::string> FilledWording(std::string_view wording,
                                       const Accreditation& accreditation,
                                       const RuledCertificate& certificate) {
  std::vector<std::string> parts = {""};
  EachPart(
      wording, [&](std::string_view words) { parts.back() += words; },
      [&](std::string_view name) {
        const RuledField* field = FindRuledField(name);
        const std::string value =
            field ? field->value(certificate, &accreditation) : std::string();
        if (value.empty()) {
          parts.emplace_back();
        } else {
          parts.back() += value;
        }
      });
  return parts;
}

std::vector<std::string> UnknownPlaceholders(std::string_view wording) {
  std::vector<std::string> names;
  EachPart(
      wording, [](std::string_view) {},
      [&](std::string_view name) {
        if (!FindRuledField(name)) names.emplace_back(name);
      });
  return names;
}

std::vector<CreditLine> StatementLines(const Accreditation& accreditation,
                                       const RuledCertificate& certificate) {
  if (!accreditation.statement.empty()) {
    CreditLine line = CreditLine::Of(
        Join(FilledWording(accreditation.statement, accreditation, certificate), ""));
    line.is_typed = true;
    return {line};
  }
  std::vector<std::string> lines;
  bool goes_on = false;  // the line that a sentence belongs to is there
  for (const StatementLine& line : accreditation.lines) {
    if (!line.goes_on) goes_on = false;
    const auto parts = FilledWording(line.text, accreditation, certificate);
    if (parts.size() != 1 || !IsFor(line, certificate)) continue;
    if (line.goes_on && goes_on) {
      lines.back() += StrCat(" ", parts.front());
    } else {
      lines.push_back(parts.front());
      goes_on = true;
    }
  }
  std::vector<CreditLine> printed;
  printed.reserve(lines.size());
  for (const std::string& line : lines) printed.push_back(CreditLine::Of(line));
  return printed;
}

std::vector<CreditLine> PrintedLines(const RuledCertificate& certificate) {
  std::vector<CreditLine> lines;
  for (const Accreditation* each : Printed(certificate)) {
    for (CreditLine& line : StatementLines(*each, certificate)) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

bool LicenseeSigns(const RuledCertificate& certificate) {
  const auto printed = Printed(certificate);
  return std::any_of(printed.begin(), printed.end(),
                     [](const Accreditation* each) { return each->licensee_signs; });
}

}  // namespace certseal
