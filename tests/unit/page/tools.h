// SPDX-License-Identifier: Apache-2.0
//
// What the tests of pages share: sample content, a place for files, programs of Debian
// that judge our output, and pictures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "page/renderer.h"
#include "support/temporary_directory.h"

namespace certseal::testing {

// Directory is a temporary one that files are written to.
class Directory {
 public:
  // Write puts a file there and gives its path.
  std::string Write(const std::string& name, const std::string& bytes) const;
  std::string Path(const std::string& name) const {
    return (directory_.path() / name).string();
  }

 private:
  TemporaryDirectory directory_;
};

// RunCommand runs a shell command; its output is standard output and error together.
struct Outcome {
  int status = -1;
  std::string output;
};
Outcome RunCommand(const std::string& command);

// Picture is 8-bit gray, 255 is white.
struct Picture {
  int width = 0, height = 0;
  std::vector<unsigned char> pixels;
  unsigned char at(int x, int y) const {
    return pixels[static_cast<size_t>(y) * static_cast<size_t>(width) +
                  static_cast<size_t>(x)];
  }
};
// Rasterize renders a page with poppler at so many pixels per inch.
Picture Rasterize(const std::string& pdf, int resolution);

// AsPgm is the picture as a file; Scanned what an office scanner makes of it: turned by
// some degrees, with noise, in black and white.
std::string AsPgm(const Picture& picture);
Picture Scanned(const Picture& picture, double degrees);

std::string ExtractText(const std::string& pdf);

// SampleContent is an ordinary certificate; ShortContent the barest; LongContent as
// much as a page must take.
PageContent SampleContent();
PageContent ShortContent();
PageContent LongContent();
DocumentInfo SampleInfo();
// With room for a signature of so many bytes.
DocumentInfo InfoToSign(size_t signature_bytes = 4000);
std::vector<Attachment> SampleAttachments();

// ShippedNames are the templates in templates/, in order; ShippedFile is one's path.
std::vector<std::string> ShippedNames();
std::filesystem::path ShippedFile(const std::string& name);

// A shipped template, loaded once; tests fail where it does not load.
const Renderer& Shipped(const std::string& name);
const Renderer& Classic();

// Draws or throws, so that a test fails with the reason.
std::string DrawOrThrow(const Renderer& renderer, const PageContent& content,
                        const DocumentInfo& info = SampleInfo());

// A template of a PNG with transparency at (100, 100), a JPEG in color at (300, 100) and
// one in gray at (500, 100), each 100 points a side and 20 pixels; the last is ornament.
// Files go to the directory; gives the template's path.
std::string WritePictures(const Directory& directory);

// OneText is a template that shows {name} alone, in the classic name style.
Result<Renderer> OneText(const std::string& settings = "lines 1");

}  // namespace certseal::testing
