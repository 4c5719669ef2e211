// SPDX-License-Identifier: Apache-2.0
#include "picture/fax.h"

#include <tiffio.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "picture/gray_picture.h"

namespace certseal {
namespace {

// File is what libtiff reads: a header, one directory of entries, and the fax's data as
// one strip.
class File {
 public:
  File(std::string_view data, const FaxOptions& options) {
    constexpr uint32_t kEntries = 8;
    constexpr uint32_t kData = 8 + 2 + kEntries * 12 + 4;
    bytes_ = std::string("II\x2a\0\x08\0\0\0", 8);
    Add16(kEntries);
    Entry(TIFFTAG_IMAGEWIDTH, options.columns);
    Entry(TIFFTAG_IMAGELENGTH, options.rows);
    Entry(TIFFTAG_COMPRESSION, options.k < 0        ? COMPRESSION_CCITTFAX4
                               : options.byte_align ? COMPRESSION_CCITTRLE
                                                    : COMPRESSION_CCITTFAX3);
    Entry(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    Entry(TIFFTAG_STRIPOFFSETS, kData);
    Entry(TIFFTAG_ROWSPERSTRIP, options.rows);
    Entry(TIFFTAG_STRIPBYTECOUNTS, static_cast<uint32_t>(data.size()));
    Entry(TIFFTAG_GROUP3OPTIONS, options.k > 0 ? GROUP3OPT_2DENCODING : 0);
    Add32(0);
    bytes_ += data;
  }

  static tmsize_t Read(thandle_t file, void* to, tmsize_t size) {
    return static_cast<File*>(file)->Take(static_cast<char*>(to),
                                          static_cast<size_t>(size));
  }
  static tmsize_t Write(thandle_t, void*, tmsize_t) { return 0; }
  static toff_t Seek(thandle_t file, toff_t offset, int whence) {
    File& self = *static_cast<File*>(file);
    const toff_t base = whence == SEEK_CUR   ? self.at_
                        : whence == SEEK_END ? self.bytes_.size()
                                             : 0;
    self.at_ = std::min<toff_t>(base + offset, self.bytes_.size());
    return self.at_;
  }
  static int Close(thandle_t) { return 0; }
  static toff_t Size(thandle_t file) { return static_cast<File*>(file)->bytes_.size(); }

 private:
  void Add16(uint32_t value) {
    bytes_ += static_cast<char>(value & 0xff);
    bytes_ += static_cast<char>(value >> 8 & 0xff);
  }
  void Add32(uint32_t value) {
    Add16(value & 0xffff);
    Add16(value >> 16);
  }
  void Entry(uint32_t tag, uint32_t value) {
    constexpr uint32_t kLong = 4;
    Add16(tag);
    Add16(kLong);
    Add32(1);
    Add32(value);
  }
  tmsize_t Take(char* to, size_t size) {
    const size_t taken = std::min<size_t>(size, bytes_.size() - at_);
    std::memcpy(to, bytes_.data() + at_, taken);
    at_ += taken;
    return static_cast<tmsize_t>(taken);
  }

  std::string bytes_;
  toff_t at_ = 0;
};

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};

}  // namespace

PictureResult<std::string> DecodeFax(std::string_view data, const FaxOptions& options) {
  if (!IsTakenSize(options.columns, options.rows)) {
    return Refuse(PictureAnswer::kTooLarge);
  }
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
  File file(data, options);
  const std::unique_ptr<TIFF, CloseTiff> tiff(
      TIFFClientOpen("fax", "rm", &file, File::Read, File::Write, File::Seek,
                     File::Close, File::Size, nullptr, nullptr));
  const size_t row_bytes = (options.columns + 7) / 8;
  if (!tiff || TIFFScanlineSize64(tiff.get()) != row_bytes) {
    return Refuse(PictureAnswer::kDamaged);
  }
  std::string rows(row_bytes * options.rows, '\0');
  for (uint32_t row = 0; row < options.rows; ++row) {
    if (TIFFReadScanline(tiff.get(), rows.data() + row * row_bytes, row) != 1) break;
  }
  // libtiff gives black as 1.
  if (!options.black_is_1) {
    for (char& byte : rows) byte = static_cast<char>(~byte);
  }
  return rows;
}

}  // namespace certseal
