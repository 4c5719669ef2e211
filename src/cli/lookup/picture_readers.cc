// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/picture_readers.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <utility>

#include "base/strings.h"
#include "picture/answer.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr const char* kReader = "certseal-read-picture";

// Beside this program, or where it is installed to; empty where it is not.
std::string FindReader() {
  std::error_code error;
  const fs::path here = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const fs::path& place :
       {here / kReader, here / "../libexec/certseal" / kReader}) {
    if (!here.empty() && ::access(place.c_str(), X_OK) == 0) return place.string();
  }
  return "";
}

Error NoReader(bool begun) {
  if (begun) return {"the program that reads pictures has ended", {"run it again"}};
  return {"pictures cannot be read here",
          {StrCat("the program ", kReader,
                  " belongs beside certseal-lookup, or into ../libexec/certseal")}};
}

// Only what the reader prints: lines of printable ASCII.
Result<std::vector<std::string>> TextsOf(std::string_view output) {
  std::vector<std::string> texts;
  while (!output.empty()) {
    const size_t end = output.find('\n');
    const std::string_view line = output.substr(0, end);
    const bool printable =
        std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
    if (end == output.npos || line.empty() || line.size() > kMaxQrText || !printable ||
        texts.size() == kMaxQrTexts) {
      return Fail("the program that reads pictures gave an answer that it cannot give");
    }
    texts.emplace_back(line);
    output.remove_prefix(end + 1);
  }
  return texts;
}

Error ProblemOf(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGALRM || signal == SIGXCPU || signal == SIGKILL) {
      return {"the picture takes too long to read", {"scan or photograph it again"}};
    }
    return {"the picture ended the program that reads it"};
  }
  switch (static_cast<PictureAnswer>(WEXITSTATUS(status))) {
    case PictureAnswer::kNoPicture:
      return {"it holds no picture of a kind that can be read",
              {"JPEG and PNG are read, and PDFs of scanned pages: where a page was "
               "printed to a PDF, give a picture of it, as a screenshot in PNG"}};
    case PictureAnswer::kTooLarge:
      return {
          "the picture is too large",
          {"at most 32 MB and 64 million pixels are read: scan at 300 dots an inch"}};
    case PictureAnswer::kDamaged:
      return {"the picture is damaged", {"scan or photograph it again"}};
    case PictureAnswer::kRead:
      break;
  }
  return {"the program that reads pictures could not be started or failed"};
}

}  // namespace

PictureReaders::PictureReaders(unsigned count) {
  const std::string program = FindReader();
  if (program.empty()) return;
  for (; lanes_ < count; ++lanes_) {
    std::optional<PictureLane> lane = PictureLane::Start(program);
    if (!lane) break;
    free_.push_back(std::move(*lane));
    begun_ = true;
  }
}

Result<std::vector<std::string>> PictureReaders::Read(
    const std::function<std::string()>& next) {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return !free_.empty() || lanes_ == 0; });
  if (lanes_ == 0) return Fail(NoReader(begun_));
  PictureLane lane = std::move(free_.back());
  free_.pop_back();
  lock.unlock();
  const std::optional<PictureLane::Ended> ended = lane.Read(next);
  lock.lock();
  if (ended)
    free_.push_back(std::move(lane));
  else
    --lanes_;
  lock.unlock();
  returned_.notify_all();
  if (!ended) return Fail(NoReader(true));
  if (!WIFEXITED(ended->status) || WEXITSTATUS(ended->status) != 0) {
    return Fail(ProblemOf(ended->status));
  }
  return TextsOf(ended->output);
}

}  // namespace certseal
