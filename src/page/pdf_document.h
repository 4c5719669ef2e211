// SPDX-License-Identifier: Apache-2.0
//
// PdfDocument is one PDF file while it is made. libharu is the container: its objects,
// its cross-reference table, its writer. What libharu cannot do is built from its
// dictionaries and arrays.
//
// libharu reports errors by null pointers and a code in the document that sticks; every
// member here passes nulls on, and Save() turns the code into an Error. All objects
// belong to the document and die with it. One document belongs to one thread.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "base/result.h"
#include "page/handles.h"

namespace certseal {

class PdfDocument {
 public:
  PdfDocument();

  HPDF_Doc doc() const { return doc_.get(); }
  HPDF_MMgr memory() const { return doc_->mmgr; }
  HPDF_Dict catalog() const { return doc_->catalog; }

  // Indirect objects: each gets a number, and must be referred to from somewhere.
  HPDF_Dict AddDict();
  HPDF_Dict AddStream(std::string_view bytes);          // as it is
  HPDF_Dict AddDeflatedStream(std::string_view bytes);  // already a zlib stream
  HPDF_Dict AddJpegStream(std::string_view bytes);      // a JPEG file

  // AddRawDict adds a dictionary with its entries ready in PDF's syntax, each on a line
  // of its own. A tenth of the price of one made entry by entry.
  HPDF_Dict AddRawDict(std::string entries);
  // SetRaw gives a dictionary further entries in the same way, written after its own.
  void SetRaw(HPDF_Dict dict, std::string entries);

  // Reference is "12 0 R": how raw entries refer to an indirect object.
  static std::string Reference(HPDF_Dict indirect);

  // FillDeflated makes `stream`, which libharu made empty, hold a zlib stream.
  void FillDeflated(HPDF_Dict stream, std::string_view bytes);

  // Direct objects, put into a dictionary or array at once.
  HPDF_Dict PutDict(HPDF_Dict parent, const char* key);
  HPDF_Array PutArray(HPDF_Dict parent, const char* key);
  void PutName(HPDF_Dict dict, const char* key, const std::string& name);
  void PutNumber(HPDF_Dict dict, const char* key, long number);
  void PutBytes(HPDF_Dict dict, const char* key, std::string_view bytes);
  // PutText writes a text string in UTF-16.
  void PutText(HPDF_Dict dict, const char* key, std::string_view utf8);
  void PutReference(HPDF_Dict dict, const char* key, HPDF_Dict indirect);
  void Append(HPDF_Array array, HPDF_Dict indirect);
  void AppendBytes(HPDF_Array array, std::string_view bytes);
  void PutBox(HPDF_Dict dict, const char* key, double left, double bottom, double right,
              double top);

  // Save writes the file: one revision, a classic cross-reference table. The document
  // can be saved once.
  Result<std::string> Save();

 private:
  HpdfDoc doc_;
  std::deque<std::string> raw_;  // entries of raw dictionaries
};

// TextString is UTF-8 as a text string of PDF, ready for raw entries.
std::string TextString(std::string_view utf8);

}  // namespace certseal
