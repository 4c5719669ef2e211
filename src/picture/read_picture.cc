// SPDX-License-Identifier: Apache-2.0
#include "picture/read_picture.h"

#include <algorithm>

#include "picture/jpeg.h"
#include "picture/pdf_pictures.h"
#include "picture/png.h"
#include "picture/qr_codes.h"

namespace certseal {
namespace {

using Texts = std::vector<std::string>;

PictureResult<Texts> ReadPdf(std::string_view bytes) {
  Texts texts;
  const PictureAnswer answer =
      ForEachPdfPicture(bytes, [&](const GrayPicture& picture) {
        if (texts.size() == kMaxQrTexts) return;
        for (std::string& text : ReadQrCodes(picture)) {
          if (texts.size() < kMaxQrTexts &&
              std::ranges::find(texts, text) == texts.end()) {
            texts.push_back(std::move(text));
          }
        }
      });
  if (answer != PictureAnswer::kRead) return Refuse(answer);
  return texts;
}

}  // namespace

PictureResult<Texts> ReadPicture(std::string_view bytes) {
  if (bytes.size() > kMaxPictureBytes) return Refuse(PictureAnswer::kTooLarge);
  const bool is_jpeg = IsJpeg(bytes);
  if (!is_jpeg && !IsPng(bytes)) {
    return IsPdf(bytes) ? ReadPdf(bytes) : Refuse(PictureAnswer::kNoPicture);
  }
  const auto picture = is_jpeg ? DecodeJpeg(bytes) : DecodePng(bytes);
  if (!picture) return Refuse(picture.error());
  return ReadQrCodes(*picture);
}

}  // namespace certseal
