// SPDX-License-Identifier: Apache-2.0
//
// pdf_tool DIR draws and signs certificates for pdf.test.mjs: every shipped template
// with the shortest and the longest content and with names in many scripts. On standard
// output it says, a line of JSON for each file, what must be found in it. The files
// that each carries stand in DIR as well.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "signing/sign_pdf.h"
#include "support/document_key.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

template <typename T>
T ValueOf(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

void Write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

class Tool {
 public:
  explicit Tool(fs::path directory) : directory_(std::move(directory)) {
    for (const Attachment& file : testing::SampleAttachments()) {
      Write(directory_ / file.name, file.bytes);
    }
  }

  void DrawTemplate(const fs::path& path) {
    const Renderer renderer = ValueOf(Renderer::Load(path));
    Draw(renderer, "short", testing::ShortContent());
    Draw(renderer, "long", testing::LongContent());
    for (const char* name : {"Nguyễn Thị Ẩn", "Їжак Ґанна", "김민준", "欧阳娜娜",
                             "שרה לוי־כהן", "علي بن محمد", "ปิยะณัฐ ศรีวัฒน์กุล"}) {
      PageContent content = testing::SampleContent();
      content.fields["name"] = name;
      Draw(renderer, "name" + std::to_string(++number_), content);
    }
  }

 private:
  void Draw(const Renderer& renderer, const std::string& kind,
            const PageContent& content) {
    const DocumentInfo info = testing::InfoToSign(signer_.ReservedBytes());
    std::string pdf = testing::DrawOrThrow(renderer, content, info);
    if (auto done = SignPdf(pdf, signer_); !done)
      throw std::runtime_error(done.error().message);
    const std::string file = renderer.template_name() + "-" + kind + ".pdf";
    Write(directory_ / file, pdf);
    std::cout << nlohmann::json({{"file", file},
                                 {"fields", content.fields},
                                 {"lists", content.lists},
                                 {"title", info.title},
                                 {"author", info.author},
                                 {"subject", info.subject},
                                 {"keywords", info.keywords}})
              << "\n";
  }

  fs::path directory_;
  DocumentSigner signer_ = TestDocumentSigner();
  int number_ = 0;
};

}  // namespace
}  // namespace certseal

int main(int argc, char** argv) try {
  if (argc != 2) return 64;
  certseal::Tool tool(argv[1]);
  for (const auto& entry :
       std::filesystem::directory_iterator(CERTSEAL_SOURCE_DIR "/templates")) {
    tool.DrawTemplate(entry.path());
  }
  return 0;
} catch (const std::exception& error) {
  std::cerr << "pdf_tool: " << error.what() << "\n";
  return 1;
}
