// SPDX-License-Identifier: Apache-2.0
#include "page/icc_profile.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace certseal {
namespace {

void AppendU16(std::string& out, unsigned value) {
  out += static_cast<char>(value >> 8 & 255);
  out += static_cast<char>(value & 255);
}

void AppendU32(std::string& out, uint32_t value) {
  AppendU16(out, value >> 16);
  AppendU16(out, value & 0xFFFF);
}

// s15Fixed16Number (ICC.1:2010, 4.6)
void AppendFixed(std::string& out, double value) {
  AppendU32(out, static_cast<uint32_t>(std::lround(value * 65536)));
}

std::string Numbers(std::string_view type, std::initializer_list<double> numbers) {
  std::string out(type);
  AppendU32(out, 0);
  for (const double number : numbers) AppendFixed(out, number);
  return out;
}

// parametricCurveType 3 (10.16): Y = (aX + b)^g where X >= d, else cX.
std::string Curve() {
  std::string out = "para";
  AppendU32(out, 0);
  AppendU16(out, 3);
  AppendU16(out, 0);
  for (const double n : {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045}) {
    AppendFixed(out, n);
  }
  return out;
}

// multiLocalizedUnicodeType (10.13), one record, US English.
std::string TextTag(std::string_view ascii) {
  std::string out = "mluc";
  AppendU32(out, 0);
  AppendU32(out, 1);
  AppendU32(out, 12);
  out += "enUS";
  AppendU32(out, static_cast<uint32_t>(2 * ascii.size()));
  AppendU32(out, 28);
  for (const char c : ascii) AppendU16(out, static_cast<unsigned char>(c));
  return out;
}

std::string Header(uint32_t size) {
  std::string out;
  AppendU32(out, size);
  AppendU32(out, 0);           // no preferred CMM
  AppendU32(out, 0x04200000);  // version 4.2
  out += "mntrRGB XYZ ";
  for (const unsigned part : {2026U, 1U, 1U, 0U, 0U, 0U}) AppendU16(out, part);
  out += "acsp";
  out.append(28, '\0');  // platform, flags, device, attributes, perceptual intent
  for (const double n : {0.9642, 1.0, 0.8249}) AppendFixed(out, n);  // D50
  out.append(128 - out.size(), '\0');
  return out;
}

}  // namespace

std::string SrgbProfile() {
  const std::string curve = Curve();
  const std::vector<std::pair<std::string_view, std::string>> tags = {
      {"desc", TextTag("sRGB")},
      {"cprt", TextTag("No copyright, use freely")},
      {"wtpt", Numbers("XYZ ", {0.9642, 1.0, 0.8249})},
      {"chad", Numbers("sf32", {1.04788, 0.02292, -0.0502, 0.02959, 0.99048, -0.01706,
                                -0.00923, 0.01508, 0.75168})},
      {"rXYZ", Numbers("XYZ ", {0.43607, 0.22249, 0.01392})},
      {"gXYZ", Numbers("XYZ ", {0.38515, 0.71687, 0.09708})},
      {"bXYZ", Numbers("XYZ ", {0.14307, 0.06061, 0.7141})},
      {"rTRC", curve},
      {"gTRC", curve},
      {"bTRC", curve},
  };
  std::string table, data;
  const size_t start = 128 + 4 + 12 * tags.size();
  size_t curve_at = 0;
  AppendU32(table, static_cast<uint32_t>(tags.size()));
  for (const auto& [name, value] : tags) {
    size_t at = start + data.size();
    if (value == curve && curve_at != 0) {
      at = curve_at;  // the three channels share one curve
    } else {
      data += value;
      data.append((4 - data.size() % 4) % 4, '\0');
      if (value == curve) curve_at = at;
    }
    table += name;
    AppendU32(table, static_cast<uint32_t>(at));
    AppendU32(table, static_cast<uint32_t>(value.size()));
  }
  return Header(static_cast<uint32_t>(start + data.size())) + table + data;
}

}  // namespace certseal
