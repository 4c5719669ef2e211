// SPDX-License-Identifier: Apache-2.0
#include "page/pdf_document.h"

#include <hpdf_doc.h>

#include <algorithm>
#include <cstdio>
#include <new>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "page/canvas.h"

namespace certseal {
namespace {

// libharu drops a Filter key that it did not make itself, except from here.
HPDF_STATUS WriteFlateFilter(HPDF_Dict, HPDF_Stream stream) {
  return HPDF_Stream_WriteStr(stream, "/Filter /FlateDecode\n");
}

HPDF_STATUS WriteJpegFilter(HPDF_Dict, HPDF_Stream stream) {
  return HPDF_Stream_WriteStr(stream, "/Filter /DCTDecode\n");
}

// Of an object's identifier the rest are flags.
constexpr HPDF_UINT32 kNumberMask = 0x00FFFFFF;

HPDF_STATUS WriteRaw(HPDF_Dict dict, HPDF_Stream stream) {
  const auto* entries = static_cast<const std::string*>(dict->attr);
  return HPDF_Stream_Write(stream, reinterpret_cast<const HPDF_BYTE*>(entries->data()),
                           static_cast<HPDF_UINT>(entries->size()));
}

std::string Utf16(std::string_view utf8) {
  std::string out = "\xFE\xFF";
  const auto unit = [&](unsigned value) {
    out += static_cast<char>(value >> 8);
    out += static_cast<char>(value & 255);
  };
  for (size_t pos = 0; pos < utf8.size();) {
    const char32_t c = DecodeUtf8(utf8, pos).value_or(U'\uFFFD');
    if (c > 0xFFFF) unit(0xD7C0 + static_cast<unsigned>(c >> 10));
    unit(c > 0xFFFF ? 0xDC00 + (c & 0x3FF) : c);
  }
  return out;
}

void Fill(HPDF_Dict stream, std::string_view bytes) {
  stream->filter = HPDF_STREAM_FILTER_NONE;
  HPDF_Stream_Write(stream->stream, reinterpret_cast<const HPDF_BYTE*>(bytes.data()),
                    static_cast<HPDF_UINT>(bytes.size()));
}

}  // namespace

// libharu's own memory pool would be faster, but gives misaligned addresses.
PdfDocument::PdfDocument() : doc_(HPDF_New(nullptr, nullptr)) {
  if (!doc_) throw std::bad_alloc();
  doc_->pdf_version = HPDF_VER_17;
}

HPDF_Dict PdfDocument::AddDict() {
  HPDF_Dict dict = HPDF_Dict_New(memory());
  if (dict != nullptr) HPDF_Xref_Add(doc_->xref, dict);
  return dict;
}

HPDF_Dict PdfDocument::AddRawDict(std::string entries) {
  HPDF_Dict dict = AddDict();
  SetRaw(dict, std::move(entries));
  return dict;
}

void PdfDocument::SetRaw(HPDF_Dict dict, std::string entries) {
  if (dict == nullptr) return;
  raw_.push_back(std::move(entries));
  dict->attr = &raw_.back();
  dict->write_fn = WriteRaw;
}

std::string PdfDocument::Reference(HPDF_Dict indirect) {
  const HPDF_UINT32 id = indirect == nullptr ? 0 : indirect->header.obj_id;
  return StrCat(id & kNumberMask, " 0 R");
}

HPDF_Dict PdfDocument::AddStream(std::string_view bytes) {
  HPDF_Dict dict = HPDF_DictStream_New(memory(), doc_->xref);
  if (dict != nullptr) Fill(dict, bytes);
  return dict;
}

HPDF_Dict PdfDocument::AddDeflatedStream(std::string_view bytes) {
  HPDF_Dict dict = HPDF_DictStream_New(memory(), doc_->xref);
  FillDeflated(dict, bytes);
  return dict;
}

HPDF_Dict PdfDocument::AddJpegStream(std::string_view bytes) {
  HPDF_Dict dict = AddStream(bytes);
  if (dict != nullptr) dict->write_fn = WriteJpegFilter;
  return dict;
}

void PdfDocument::FillDeflated(HPDF_Dict stream, std::string_view bytes) {
  if (stream == nullptr) return;
  Fill(stream, bytes);
  stream->write_fn = WriteFlateFilter;
}

HPDF_Dict PdfDocument::PutDict(HPDF_Dict parent, const char* key) {
  HPDF_Dict dict = HPDF_Dict_New(memory());
  HPDF_Dict_Add(parent, key, dict);
  return dict;
}

HPDF_Array PdfDocument::PutArray(HPDF_Dict parent, const char* key) {
  HPDF_Array array = HPDF_Array_New(memory());
  HPDF_Dict_Add(parent, key, array);
  return array;
}

void PdfDocument::PutName(HPDF_Dict dict, const char* key, const std::string& name) {
  HPDF_Dict_AddName(dict, key, name.c_str());
}

void PdfDocument::PutNumber(HPDF_Dict dict, const char* key, long number) {
  HPDF_Dict_AddNumber(dict, key, static_cast<HPDF_INT32>(number));
}

void PdfDocument::PutBytes(HPDF_Dict dict, const char* key, std::string_view bytes) {
  std::string copy(bytes);
  HPDF_Dict_Add(dict, key,
                HPDF_Binary_New(memory(), reinterpret_cast<HPDF_BYTE*>(copy.data()),
                                static_cast<HPDF_UINT>(copy.size())));
}

void PdfDocument::PutText(HPDF_Dict dict, const char* key, std::string_view utf8) {
  PutBytes(dict, key, Utf16(utf8));
}

void PdfDocument::PutReference(HPDF_Dict dict, const char* key, HPDF_Dict indirect) {
  HPDF_Dict_Add(dict, key, indirect);
}

void PdfDocument::Append(HPDF_Array array, HPDF_Dict indirect) {
  HPDF_Array_Add(array, indirect);
}

void PdfDocument::AppendBytes(HPDF_Array array, std::string_view bytes) {
  std::string copy(bytes);
  HPDF_Array_Add(array,
                 HPDF_Binary_New(memory(), reinterpret_cast<HPDF_BYTE*>(copy.data()),
                                 static_cast<HPDF_UINT>(copy.size())));
}

void PdfDocument::PutBox(HPDF_Dict dict, const char* key, double left, double bottom,
                         double right, double top) {
  HPDF_Array array = PutArray(dict, key);
  for (const double number : {left, bottom, right, top}) {
    HPDF_Array_AddReal(array, static_cast<HPDF_REAL>(number));
  }
}

Result<std::string> PdfDocument::Save() {
  HPDF_SaveToStream(doc());
  const HPDF_STATUS code = HPDF_GetError(doc());
  if (code != HPDF_OK) {
    char hex[24];
    std::snprintf(hex, sizeof hex, "0x%04lX", code);
    return Fail(StrCat("libharu could not write the PDF (error ", hex, ")"));
  }
  std::string out;
  out.reserve(HPDF_GetStreamSize(doc()));
  const HPDF_UINT blocks = HPDF_MemStream_GetBufCount(doc_->stream);
  for (HPDF_UINT i = 0; i < blocks; ++i) {
    HPDF_UINT length = 0;
    const HPDF_BYTE* bytes = HPDF_MemStream_GetBufPtr(doc_->stream, i, &length);
    out.append(reinterpret_cast<const char*>(bytes), length);
  }
  return out;
}

std::string TextString(std::string_view utf8) {
  return StrCat("<FEFF", Utf16Hex(utf8), ">");
}

}  // namespace certseal
