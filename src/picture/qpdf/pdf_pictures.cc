// SPDX-License-Identifier: Apache-2.0
#include "picture/pdf_pictures.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#define POINTERHOLDER_TRANSITION 4
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

#include "picture/fax.h"
#include "picture/jpeg.h"
#include "picture/samples.h"

namespace certseal {
namespace {

constexpr size_t kMostPictures = 100;
constexpr uint32_t kLeastSide = 40;  // a QR code has 21 modules a side at least

// Sink keeps what a stream decodes to, up to a size, and stops decoding beyond it.
class Sink : public Pipeline {
 public:
  explicit Sink(size_t most) : Pipeline("samples", nullptr), most_(most) {}
  void write(unsigned char const* data, size_t size) override {
    bytes_.append(reinterpret_cast<const char*>(data),
                  std::min(size, most_ - bytes_.size()));
    if (bytes_.size() == most_) throw std::length_error("enough");
  }
  void finish() override {}
  std::string Take() { return std::move(bytes_); }

 private:
  size_t most_;
  std::string bytes_;
};

// Of several filters, or of one; empty where there is none.
std::string OnlyFilter(QPDFObjectHandle filter) {
  if (filter.isArray() && filter.getArrayNItems() == 1) filter = filter.getArrayItem(0);
  return filter.isName() ? filter.getName() : "";
}

// What qpdf decodes; of anything else it would give the bytes as they are.
bool IsKnown(QPDFObjectHandle filter) {
  static const std::set<std::string> known = {
      "/FlateDecode",    "/Fl",  "/LZWDecode",       "/LZW", "/ASCII85Decode", "/A85",
      "/ASCIIHexDecode", "/AHx", "/RunLengthDecode", "/RL",  "/DCTDecode",     "/DCT"};
  return filter.isName() && known.count(filter.getName()) > 0;
}

bool AreKnown(QPDFObjectHandle filters) {
  if (filters.isNull()) return true;
  if (!filters.isArray()) return IsKnown(filters);
  for (const QPDFObjectHandle& filter : filters.aitems()) {
    if (!IsKnown(filter)) return false;
  }
  return true;
}

QPDFObjectHandle OnlyParameters(QPDFObjectHandle parameters) {
  if (parameters.isArray() && parameters.getArrayNItems() == 1) {
    return parameters.getArrayItem(0);
  }
  return parameters;
}

uint32_t Number(QPDFObjectHandle dictionary, const std::string& key,
                uint32_t otherwise) {
  QPDFObjectHandle value =
      dictionary.isDictionary() ? dictionary.getKey(key) : QPDFObjectHandle::newNull();
  if (!value.isInteger()) return otherwise;
  const long long number = value.getIntValue();
  return number < 0 || number > 1'000'000 ? 0 : static_cast<uint32_t>(number);
}

bool IsTrue(QPDFObjectHandle dictionary, const std::string& key) {
  if (!dictionary.isDictionary()) return false;
  QPDFObjectHandle value = dictionary.getKey(key);
  return value.isBool() && value.getBoolValue();
}

// How many parts a colour has; 0 where that cannot be told.
unsigned ComponentsOf(QPDFObjectHandle space) {
  if (space.isArray() && space.getArrayNItems() > 1) {
    QPDFObjectHandle name = space.getArrayItem(0);
    if (name.isNameAndEquals("/ICCBased") && space.getArrayItem(1).isStream()) {
      return Number(space.getArrayItem(1).getDict(), "/N", 0);
    }
    if (name.isNameAndEquals("/CalRGB") || name.isNameAndEquals("/Lab")) return 3;
    if (name.isNameAndEquals("/CalGray") || name.isNameAndEquals("/Separation"))
      return 1;
    return 0;
  }
  if (space.isNameAndEquals("/DeviceRGB")) return 3;
  if (space.isNameAndEquals("/DeviceCMYK")) return 4;
  return 1;
}

// The grays that an Indexed colour space stands for.
std::string PaletteOf(QPDFObjectHandle space) {
  if (!space.isArray() || space.getArrayNItems() != 4 ||
      !space.getArrayItem(0).isNameAndEquals("/Indexed")) {
    return "";
  }
  const unsigned components = ComponentsOf(space.getArrayItem(1));
  if (components != 1 && components != 3 && components != 4) return "";
  QPDFObjectHandle table = space.getArrayItem(3);
  std::string colours;
  if (table.isString()) colours = table.getStringValue();
  if (table.isStream()) {
    Sink sink(4 * 256 + 1);
    if (table.pipeStreamData(&sink, 0, qpdf_dl_generalized, true))
      colours = sink.Take();
  }
  std::string grays;
  for (size_t i = 0; i + components <= colours.size() && grays.size() < 256;
       i += components) {
    grays += static_cast<char>(
        GrayOf(reinterpret_cast<const uint8_t*>(colours.data()) + i, components));
  }
  return grays;
}

// One image of a PDF.
class PdfImage {
 public:
  explicit PdfImage(QPDFObjectHandle stream)
      : stream_(stream), dict_(stream.getDict()) {
    layout_.width = Number(dict_, "/Width", 0);
    layout_.height = Number(dict_, "/Height", 0);
  }

  bool IsTiny() const {
    return layout_.width < kLeastSide || layout_.height < kLeastSide;
  }

  PictureResult<GrayPicture> Decode() {
    if (!IsTakenSize(layout_.width, layout_.height)) {
      return Refuse(PictureAnswer::kTooLarge);
    }
    const std::string filter = OnlyFilter(dict_.getKey("/Filter"));
    if (filter == "/DCTDecode" || filter == "/DCT") return DecodeJpeg(Data(0, false));
    if (!ReadLayout()) return Refuse(PictureAnswer::kNoPicture);
    if (filter == "/CCITTFaxDecode" || filter == "/CCF") return DecodeFaxImage();
    const std::string samples = Data(layout_.bytes(), true);
    if (samples.empty()) return Refuse(PictureAnswer::kNoPicture);
    return GrayOfSamples(samples, layout_);
  }

 private:
  bool ReadLayout() {
    const bool mask = IsTrue(dict_, "/ImageMask");
    QPDFObjectHandle space = dict_.getKey("/ColorSpace");
    layout_.bits = mask ? 1 : Number(dict_, "/BitsPerComponent", 8);
    layout_.palette = PaletteOf(space);
    layout_.components = mask || !layout_.palette.empty() ? 1 : ComponentsOf(space);
    QPDFObjectHandle decode = dict_.getKey("/Decode");
    layout_.inverted = layout_.palette.empty() && decode.isArray() &&
                       decode.getArrayNItems() >= 2 &&
                       decode.getArrayItem(0).isNumber() &&
                       decode.getArrayItem(0).getNumericValue() > 0.5;
    const unsigned bits = layout_.bits, components = layout_.components;
    return (bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16) &&
           (components == 1 || components == 3 || components == 4) &&
           (layout_.palette.empty() || bits <= 8);
  }

  PictureResult<GrayPicture> DecodeFaxImage() {
    QPDFObjectHandle parameters = OnlyParameters(dict_.getKey("/DecodeParms"));
    FaxOptions options;
    if (parameters.isDictionary() && parameters.getKey("/K").isInteger()) {
      const long long k = parameters.getKey("/K").getIntValue();
      options.k = k < 0 ? -1 : k > 0 ? 1 : 0;
    }
    options.columns = Number(parameters, "/Columns", 1728);
    options.rows = layout_.height;
    options.byte_align = IsTrue(parameters, "/EncodedByteAlign");
    options.black_is_1 = IsTrue(parameters, "/BlackIs1");
    layout_.width = options.columns;
    layout_.bits = layout_.components = 1;
    const auto rows = DecodeFax(Data(0, false), options);
    if (!rows) return Refuse(rows.error());
    return GrayOfSamples(*rows, layout_);
  }

  // The stream's bytes as they are, or at most so many of what they decode to; empty
  // where nothing can be made of them.
  std::string Data(size_t most, bool decoded) {
    Sink sink(decoded ? most : kMaxPictureBytes + 1);
    if (decoded && !AreKnown(dict_.getKey("/Filter"))) return "";
    try {
      stream_.pipeStreamData(&sink, nullptr, 0, decoded ? qpdf_dl_all : qpdf_dl_none,
                             true);
    } catch (const std::exception&) {
      // Damaged, or longer than it says: what there is may do.
    }
    return sink.Take();
  }

  QPDFObjectHandle stream_;
  QPDFObjectHandle dict_;
  SampleLayout layout_;
};

// Walk goes through the pages, and counts what came of their images.
class Walk {
 public:
  explicit Walk(const std::function<void(const GrayPicture&)>& take) : take_(take) {}

  void On(QPDF& pdf) {
    for (auto& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
      page.forEachImage(true, [&](QPDFObjectHandle& image, QPDFObjectHandle&,
                                  const std::string&) { Take(image); });
    }
  }

  PictureAnswer answer() const { return read_ > 0 ? PictureAnswer::kRead : problem_; }

 private:
  void Take(const QPDFObjectHandle& image) {
    if (seen_.size() == kMostPictures || !seen_.insert(image.getObjGen()).second)
      return;
    PdfImage each(image);
    if (each.IsTiny()) return;
    const PictureResult<GrayPicture> picture = each.Decode();
    if (picture) {
      ++read_;
      take_(*picture);
    } else {
      problem_ = picture.error();
    }
  }

  const std::function<void(const GrayPicture&)>& take_;
  std::set<QPDFObjGen> seen_;
  size_t read_ = 0;
  PictureAnswer problem_ = PictureAnswer::kNoPicture;
};

}  // namespace

bool IsPdf(std::string_view bytes) {
  // Readers look for the header in the first KiB.
  return bytes.substr(0, 1024 + 5).find("%PDF-") != std::string_view::npos;
}

PictureAnswer ForEachPdfPicture(std::string_view bytes,
                                const std::function<void(const GrayPicture&)>& take) {
  // Every picture has its dictionary in the file as it is, and this name in it. Without
  // one there is nothing for qpdf to toil over.
  if (bytes.find("/Image") == bytes.npos) return PictureAnswer::kNoPicture;
  Walk walk(take);
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("input", bytes.data(), bytes.size());
    walk.On(pdf);
  } catch (const std::exception&) {
    if (walk.answer() != PictureAnswer::kRead) return PictureAnswer::kDamaged;
  }
  return walk.answer();
}

}  // namespace certseal
