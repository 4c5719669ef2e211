// SPDX-License-Identifier: Apache-2.0
//
// Owners for the C libraries of this module: each frees its handle when it goes.
#pragma once

#include <fontconfig/fontconfig.h>
#include <hb-subset.h>
#include <hb.h>
#include <hpdf.h>
#include <libdeflate.h>

#include <memory>

namespace certseal {

template <auto Free>
struct FreeWith {
  template <typename T>
  void operator()(T* handle) const {
    Free(handle);
  }
};

template <typename T, auto Free>
using Handle = std::unique_ptr<T, FreeWith<Free>>;

using HbBlob = Handle<hb_blob_t, hb_blob_destroy>;
using HbBuffer = Handle<hb_buffer_t, hb_buffer_destroy>;
using HbFace = Handle<hb_face_t, hb_face_destroy>;
using HbFont = Handle<hb_font_t, hb_font_destroy>;
using HbSubsetInput = Handle<hb_subset_input_t, hb_subset_input_destroy>;
using HbSubsetPlan = Handle<hb_subset_plan_t, hb_subset_plan_destroy>;
using FcPatternHandle = Handle<FcPattern, FcPatternDestroy>;
using FcObjectSetHandle = Handle<FcObjectSet, FcObjectSetDestroy>;
using FcFontSetHandle = Handle<FcFontSet, FcFontSetDestroy>;
using HpdfDoc = Handle<_HPDF_Doc_Rec, HPDF_Free>;
using Compressor = Handle<libdeflate_compressor, libdeflate_free_compressor>;

}  // namespace certseal
