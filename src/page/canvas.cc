// SPDX-License-Identifier: Apache-2.0
#include "page/canvas.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/unicode.h"

namespace certseal {
namespace {

// A quarter of a circle as one Bézier curve: the length of its handles.
constexpr double kQuarter = 0.5522847498;

constexpr char kHexDigits[] = "0123456789ABCDEF";

}  // namespace

void AppendNumber(std::string& out, double number, int digits) {
  static constexpr int kPowers[] = {1, 10, 100, 1000, 10000, 100000, 1000000};
  const int power = kPowers[digits];
  long long scaled = std::llround(number * power);
  if (scaled < 0) {
    out += '-';
    scaled = -scaled;
  }
  char buffer[24];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, scaled / power).ptr;
  if (scaled < power) {
    if (scaled == 0) out += '0';  // else .25 will do
  } else {
    out.append(buffer, end);
  }
  int rest = static_cast<int>(scaled % power);
  if (rest == 0) return;
  out += '.';
  for (int place = power / 10; rest != 0; place /= 10) {
    out += static_cast<char>('0' + rest / place);
    rest %= place;
  }
}

void AppendHex16(std::string& out, unsigned value) {
  for (int shift = 12; shift >= 0; shift -= 4) out += kHexDigits[(value >> shift) & 15];
}

std::string Utf16Hex(std::string_view utf8) {
  std::string out;
  for (size_t pos = 0; pos < utf8.size();) {
    const char32_t c = DecodeUtf8(utf8, pos).value_or(U'\uFFFD');
    if (c > 0xFFFF) {
      AppendHex16(out, 0xD7C0 + static_cast<unsigned>(c >> 10));
      AppendHex16(out, 0xDC00 + (c & 0x3FF));
    } else {
      AppendHex16(out, c);
    }
  }
  return out;
}

void Canvas::FillColor(const Color& c) {
  for (const double part : {c.red, c.green, c.blue}) {
    AppendNumber(ops_, part, 3);
    ops_ += ' ';
  }
  ops_ += "rg\n";
}

void Canvas::StrokeColor(const Color& c) {
  for (const double part : {c.red, c.green, c.blue}) {
    AppendNumber(ops_, part, 3);
    ops_ += ' ';
  }
  ops_ += "RG\n";
}

void Canvas::UseStroke(const Stroke& stroke) {
  StrokeColor(stroke.color);
  Op("w", stroke.width);
}

void Canvas::DrawLine(Point from, Point to, const Stroke& stroke) {
  UseStroke(stroke);
  Op("m", from.x, Y(from.y));
  Op("l", to.x, Y(to.y));
  Op("S");
}

void Canvas::DrawFrame(const Frame& frame) {
  UseStroke(frame.stroke);
  const Box& box = frame.box;
  const double r = std::min({frame.radius, box.width / 2, box.height / 2});
  const double left = box.x, right = box.x + box.width;
  const double top = Y(box.y), bottom = Y(box.y + box.height);
  if (r <= 0) {
    Op("re", left, bottom, box.width, box.height);
    return Op("S");
  }
  const double h = r * (1 - kQuarter);
  Op("m", left + r, bottom);
  Op("l", right - r, bottom);
  Op("c", right - h, bottom, right, bottom + h, right, bottom + r);
  Op("l", right, top - r);
  Op("c", right, top - h, right - h, top, right - r, top);
  Op("l", left + r, top);
  Op("c", left + h, top, left, top - h, left, top - r);
  Op("l", left, bottom + r);
  Op("c", left, bottom + h, left + h, bottom, left + r, bottom);
  Op("s");
}

void Canvas::DrawCircle(const Circle& circle) {
  const double x = circle.center.x, y = Y(circle.center.y), r = circle.radius;
  const double k = r * kQuarter;
  if (circle.filled) {
    FillColor(circle.stroke.color);
  } else {
    UseStroke(circle.stroke);
  }
  Op("m", x + r, y);
  Op("c", x + r, y + k, x + k, y + r, x, y + r);
  Op("c", x - k, y + r, x - r, y + k, x - r, y);
  Op("c", x - r, y - k, x - k, y - r, x, y - r);
  Op("c", x + k, y - r, x + r, y - k, x + r, y);
  Op(circle.filled ? "f" : "s");
}

void Canvas::Do(std::string_view name, const Matrix& m) {
  ops_ += "q ";
  for (const double number : {m.a, m.b, m.c, m.d}) {
    AppendNumber(ops_, number, 4);
    ops_ += ' ';
  }
  Op("cm", m.e, m.f);
  ops_ += '/';
  ops_ += name;
  ops_ += " Do Q\n";
}

void Canvas::Scale(double across, double up) {
  AppendNumber(ops_, across, 6);
  ops_ += " 0 0 ";
  AppendNumber(ops_, up, 6);
  ops_ += " 0 0 cm\n";
}

}  // namespace certseal
