// SPDX-License-Identifier: Apache-2.0
#include "page/image_object.h"

namespace certseal {

HPDF_Dict AddImage(PdfDocument& pdf, const Image& image) {
  HPDF_Dict stream = image.is_jpeg ? pdf.AddJpegStream(image.data)
                                   : pdf.AddDeflatedStream(image.data);
  pdf.PutName(stream, "Type", "XObject");
  pdf.PutName(stream, "Subtype", "Image");
  pdf.PutNumber(stream, "Width", image.width);
  pdf.PutNumber(stream, "Height", image.height);
  pdf.PutName(stream, "ColorSpace", image.is_gray ? "DeviceGray" : "DeviceRGB");
  pdf.PutNumber(stream, "BitsPerComponent", 8);
  return stream;
}

}  // namespace certseal
