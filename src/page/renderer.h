// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "page/content.h"

namespace certseal {

class ContactSheet;
class PictureSource;
struct SheetPage;

// DocumentInfo is what a PDF says of itself beside its page.
struct DocumentInfo {
  std::string title;   // not empty: readers show it in place of the file's name
  std::string author;  // the school
  std::string subject;
  std::string keywords;
  Timestamp created;    // CreationDate, ModDate and the XMP dates
  std::string file_id;  // 16 bytes: the first of the record's SHA-256
  // The room for the document's signature, at most 32,767: the CMS object is put there
  // afterwards, in place (signature_field.h has the bytes). 0: no signature field.
  size_t signature_bytes = 0;
};

// Attachment is a file inside the PDF, associated with the whole document.
struct Attachment {
  std::string name;        // ASCII, as a reader would save it
  std::string media_type;  // application/json
  std::string description;
  std::string relationship;  // AFRelationship: Data, Source, Supplement ...
  std::string bytes;
};

// FitProblem is a reason why a page cannot be drawn as it should.
struct FitProblem {
  std::string field;    // a name of PageContent
  std::string message;  // "no font has the character U+1F600", "too long for ..."
};

// Renderer draws certificates from one template. Loading reads the template and its
// fonts and computes all that is the same on every page; after that every member is
// const and may be called from many threads at once.
class Renderer {
 public:
  // Load reads a template file. Errors carry file, line and column of the template, or
  // name the Debian package of a missing font.
  // `pictures` are those that pages show of their own; without them none can.
  static Result<Renderer> Load(const std::filesystem::path& template_file,
                               std::shared_ptr<const PictureSource> pictures = nullptr);

  Renderer(Renderer&&) noexcept;
  Renderer& operator=(Renderer&&) noexcept;
  ~Renderer();

  // Check finds everything that would keep Draw from a perfect page: characters that no
  // font has, text that does not fit at its smallest size on its allowed lines.
  // `notes`, where given, gets what is no problem and still worth knowing, as a name that
  // the script face cannot set.
  std::vector<FitProblem> Check(const PageContent& content,
                                std::vector<FitProblem>* notes = nullptr) const;

  // Draw gives a whole PDF of one revision with a classic cross-reference table, tagged
  // and archival (docs/archival.md). The same arguments give the same bytes. Fails
  // where Check finds a problem.
  Result<std::string> Draw(const PageContent& content, const DocumentInfo& info,
                           const std::vector<Attachment>& attachments) const;

  // ForSheet gives the page as Draw would draw it, to be set on a sheet with others
  // (sheet_forms.h) while this renderer lives. Fails where Check finds a problem.
  Result<SheetPage> ForSheet(const PageContent& content) const;

  // AddTo sets the page on a contact sheet, as Draw would draw it. Fails where Check finds
  // a problem.
  Result<void> AddTo(ContactSheet& sheet, const PageContent& content,
                     const std::string& caption) const;

  // The sheet's size in points.
  double width() const;
  double height() const;
  // The template's name and the SHA-256 of its file and pictures in lower-case hex
  // (template_source.h): what a record of an issued page keeps of it.
  const std::string& template_name() const;
  const std::string& template_digest() const;

 private:
  struct Impl;
  explicit Renderer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace certseal
