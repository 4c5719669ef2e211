// SPDX-License-Identifier: Apache-2.0
//
// certseal-read-picture: the QR codes of one picture, for certseal-lookup, which never
// touches a picture itself (picture/answer.h, docs/pictures.md).
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <string>

#include "cli/picture/confine.h"
#include "picture/read_picture.h"

namespace {

using certseal::PictureAnswer;

constexpr int kUsage = 64;

// All of standard input, or the first of what is too much.
std::string ReadInput() {
  std::string bytes;
  char buffer[64 * 1024];
  while (bytes.size() <= certseal::kMaxPictureBytes) {
    const ssize_t got = read(STDIN_FILENO, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    bytes.append(buffer, static_cast<size_t>(got));
  }
  return bytes;
}

bool WriteAll(const std::string& text) {
  for (size_t done = 0; done < text.size();) {
    const ssize_t put = write(STDOUT_FILENO, text.data() + done, text.size() - done);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    done += static_cast<size_t>(put);
  }
  return true;
}

PictureAnswer Run() {
  const auto texts = certseal::ReadPicture(ReadInput());
  if (!texts) return texts.error();
  std::string lines;
  for (const std::string& text : *texts) lines += text + '\n';
  return WriteAll(lines) ? PictureAnswer::kRead : PictureAnswer::kDamaged;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    std::fprintf(
        stderr,
        "%s: certseal-lookup runs this to read one picture from standard input; "
        "it takes no \"%.80s\"\n",
        argv[0], argv[1]);
    return kUsage;
  }
  certseal::ConfineReader();
  PictureAnswer answer = PictureAnswer::kDamaged;
  try {
    answer = Run();
  } catch (const std::bad_alloc&) {
    answer = PictureAnswer::kTooLarge;
  } catch (const std::exception&) {
    // What a library throws is about the picture.
  }
  // Nothing is left to tidy up, and what would be tidied up has seen hostile bytes.
  _exit(static_cast<int>(answer));
}
