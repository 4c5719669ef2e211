// SPDX-License-Identifier: Apache-2.0
//
// Canvas writes the operators of a PDF content stream. It takes the places of a
// template (points from the top left) and turns them into PDF's, whose y grows upwards.
#pragma once

#include <string>
#include <string_view>

#include "page/geometry.h"
#include "page/template.h"

namespace certseal {

// AppendNumber writes a decimal with up to `digits` (0 to 6) places, whatever the
// locale.
void AppendNumber(std::string& out, double number, int digits = 2);

// AppendHex16 writes four upper-case hexadecimal digits.
void AppendHex16(std::string& out, unsigned value);

// Utf16Hex is UTF-8 as hexadecimal UTF-16BE.
std::string Utf16Hex(std::string_view utf8);

// Matrix is PDF's [a b c d e f].
struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

class Canvas {
 public:
  explicit Canvas(double page_height) : height_(page_height) {}

  double Y(double y) const { return height_ - y; }

  // Each appends numbers, then the operator, then a line end.
  template <typename... Numbers>
  void Op(const char* op, Numbers... numbers) {
    ((AppendNumber(ops_, static_cast<double>(numbers)), ops_ += ' '), ...);
    ops_ += op;
    ops_ += '\n';
  }
  void Raw(std::string_view ops) { ops_ += ops; }

  void FillColor(const Color& color);
  void StrokeColor(const Color& color);
  void DrawLine(Point from, Point to, const Stroke& stroke);
  void DrawFrame(const Frame& frame);
  void DrawCircle(const Circle& circle);
  // Do paints an XObject under a matrix in PDF's coordinates.
  void Do(std::string_view name, const Matrix& matrix);

  // Scale goes on in other units, small ones too.
  void Scale(double across, double up);

  const std::string& ops() const { return ops_; }
  std::string Take() { return std::move(ops_); }

 private:
  void UseStroke(const Stroke& stroke);

  double height_;
  std::string ops_;
};

}  // namespace certseal
