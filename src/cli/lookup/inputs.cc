// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/inputs.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kMaxLine = 8192;

// By its name: what a file holds is looked at by what is confined.
bool IsWanted(const fs::path& path) {
  const std::string ending = AsciiLower(path.extension().string());
  return ending == ".pdf" || ending == ".jpg" || ending == ".jpeg" || ending == ".png";
}

bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// Links to directories are not followed: they may lead in a circle.
bool IsDirectoryItself(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(fs::symlink_status(path, error));
}

}  // namespace

Result<std::optional<Input>> InputSource::Next() {
  for (;;) {
    if (std::optional<Input> below = NextBelow()) return below;
    ASSIGN_OR_RETURN(std::optional<std::string> named, NextNamed());
    if (!named) return std::nullopt;
    if (*named == "-" && std::exchange(stdin_taken_, true)) {
      return Input{std::move(*named), Error{"standard input was read already"}};
    }
    std::error_code error;
    if (!fs::is_directory(*named, error)) return Input{std::move(*named)};
    if (std::optional<Error> problem = Enter(*named)) {
      return Input{std::move(*named), std::move(problem)};
    }
  }
}

Result<std::optional<std::string>> InputSource::NextNamed() {
  if (arguments_.empty()) return NextLine();
  std::string next = std::move(arguments_.front());
  arguments_.pop_front();
  return next;
}

Result<void> InputSource::OpenList(const std::string& name) {
  line_ = 0;
  if (name == "-") {
    if (std::exchange(stdin_taken_, true)) return Fail("standard input was read already");
    list_ = &std::cin;
  } else {
    file_ = std::ifstream(name);
    if (!file_) return Fail(StrCat("cannot read the list ", Quote(name)));
    list_ = &file_;
  }
  return {};
}

Result<std::optional<std::string>> InputSource::NextLine() {
  std::string buffer(kMaxLine, '\0');
  while (list_ || !lists_.empty()) {
    if (!list_) TRY(OpenList(lists_.front()));
    ++line_;
    list_->getline(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const bool end = list_->eof();
    const auto read = static_cast<size_t>(list_->gcount());  // with the line's end
    const std::string_view line(buffer.data(), end || read == 0 ? read : read - 1);
    if ((list_->fail() && !end) || line.find('\0') != line.npos) {
      return Fail(StrCat(Quote(lists_.front()), ": line ", line_, " is longer than ",
                         kMaxLine, " bytes, or no text"));
    }
    std::string input(Trim(line));
    if (end) {
      list_ = nullptr;
      lists_.pop_front();
    }
    if (!input.empty()) return input;
  }
  return std::nullopt;
}

std::optional<Input> InputSource::NextBelow() {
  while (!waiting_.empty()) {
    const fs::path path = std::move(waiting_.back());
    waiting_.pop_back();
    if (IsDirectoryItself(path)) {
      if (auto problem = Enter(path)) return Input{path.string(), std::move(problem)};
    } else if (IsWanted(path) && !IsHidden(path)) {
      return Input{path.string()};
    } else if (!IsHidden(path)) {
      ++passed_over_;
    }
  }
  return std::nullopt;
}

std::optional<Error> InputSource::Enter(const fs::path& directory) {
  std::error_code error;
  std::vector<fs::path> found;
  for (fs::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    found.push_back(it->path());
  }
  if (error) {
    return Error{StrCat("the directory ", Quote(directory.string()), " cannot be read: ",
                        error.message())};
  }
  std::sort(found.rbegin(), found.rend());
  waiting_.insert(waiting_.end(), found.begin(), found.end());
  return std::nullopt;
}

std::optional<size_t> InputSource::Count(const std::vector<std::string>& arguments,
                                         const std::vector<std::string>& lists) {
  std::error_code error;
  for (const std::string& list : lists) {
    if (list == "-" || !fs::is_regular_file(list, error)) return std::nullopt;
  }
  InputSource source(arguments, lists);
  size_t count = 0;
  for (;; ++count) {
    const Result<std::optional<Input>> next = source.Next();
    if (!next) return std::nullopt;
    if (!*next) return count;
  }
}

}  // namespace certseal
