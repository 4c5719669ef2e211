// SPDX-License-Identifier: Apache-2.0
#include "roster/text_encoding.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr const char* kSaveAs =
    "in Excel: File > Save As > \"CSV UTF-8 (Comma delimited)\"";

int LineAt(std::string_view text, size_t offset) {
  return 1 + static_cast<int>(std::count(
                 text.begin(), text.begin() + static_cast<long>(offset), '\n'));
}

// The bytes 80 to 9F of Windows-1252; 0 where it has no character.
constexpr char16_t kWindows1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

Result<std::string> DecodeWindows1252(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    char32_t c = byte;
    if (byte >= 0x80 && byte < 0xa0) c = kWindows1252[byte - 0x80];
    if (byte >= 0x80 && c == 0) {
      return Fail(StrCat("line ", LineAt(bytes, i), " holds the byte 0x",
                         HexEncode(bytes.substr(i, 1)),
                         ", which is neither UTF-8 nor Windows-1252"),
                  {kSaveAs});
    }
    if (c < 0x80)
      text += static_cast<char>(c);
    else
      AppendUtf8(text, c);
  }
  return text;
}

Result<std::string> DecodeUtf16(std::string_view bytes, bool big_endian) {
  const auto unit = [&](size_t i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big_endian ? first << 8 | second
                                            : second << 8 | first);
  };
  std::string text;
  int line = 1;
  const auto refuse = [&](std::string_view what) {
    return Fail(StrCat("line ", line, " is not valid UTF-16: ", what), {kSaveAs});
  };
  for (size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xdc00 && c < 0xe000) return refuse("an unpaired surrogate");
    if (c >= 0xd800 && c < 0xdc00) {
      const char32_t low = i + 3 < bytes.size() ? unit(i + 2) : 0;
      if (low < 0xdc00 || low >= 0xe000) return refuse("an unpaired surrogate");
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      i += 2;
    }
    if (c == '\n') ++line;
    AppendUtf8(text, c);
  }
  if (bytes.size() % 2 != 0) return refuse("it ends within a character");
  return text;
}

// Without a byte order mark UTF-16 shows in the heading: of each pair of bytes, one of
// an ASCII character is zero, and always the same one.
enum class Utf16 { kNone, kLittle, kBig };

Utf16 GuessUtf16(std::string_view bytes) {
  const size_t sample = std::min<size_t>(bytes.size(), 128) / 2 * 2;
  size_t even = 0, odd = 0;
  for (size_t i = 0; i < sample; i += 2) {
    even += bytes[i] == 0;
    odd += bytes[i + 1] == 0;
  }
  if (odd * 4 > sample && even * 4 < odd) return Utf16::kLittle;
  if (even * 4 > sample && odd * 4 < even) return Utf16::kBig;
  return Utf16::kNone;
}

Result<void> RefuseOtherFormats(std::string_view bytes) {
  const auto refuse = [](std::string_view what) {
    return Fail(StrCat("is ", what, ", not a CSV file"), {kSaveAs});
  };
  if (bytes.starts_with("PK\x03\x04"))
    return refuse("an Excel workbook or a ZIP archive");
  if (bytes.starts_with("\xd0\xcf\x11\xe0")) return refuse("an old Excel workbook");
  if (bytes.starts_with("%PDF-")) return refuse("a PDF");
  const std::string start = AsciiLower(Trim(bytes.substr(0, 64)));
  for (const char* tag : {"<html", "<!doctype", "<?xml", "<table", "<meta"}) {
    if (start.starts_with(tag)) return refuse("a web page or XML");
  }
  return {};
}

// Counts whether what is not ASCII is rather UTF-8 with a few broken bytes than another
// encoding: text in Windows-1252 hardly ever forms a valid sequence.
bool IsBrokenUtf8(std::string_view bytes) {
  size_t valid = 0, invalid = 0;
  for (size_t i = 0; i < bytes.size();) {
    const size_t start = i;
    if (DecodeUtf8(bytes, i)) {
      valid += i - start > 1;
    } else {
      i = start + 1;
      ++invalid;
    }
  }
  return valid > invalid;
}

Result<DecodedText> DecodeUnmarked(std::string_view bytes) {
  const Utf16 utf16 = GuessUtf16(bytes);
  if (utf16 != Utf16::kNone) {
    const bool big = utf16 == Utf16::kBig;
    ASSIGN_OR_RETURN(std::string text, DecodeUtf16(bytes, big));
    return DecodedText{std::move(text), big ? "UTF-16 BE" : "UTF-16 LE"};
  }
  const auto invalid = FindInvalidUtf8(bytes);
  if (!invalid) return DecodedText{std::string(bytes), "UTF-8"};
  if (IsBrokenUtf8(bytes)) {
    return Fail(StrCat("line ", LineAt(bytes, *invalid), " is not valid UTF-8"),
                {"the file was cut or changed after it was saved; export it again"});
  }
  ASSIGN_OR_RETURN(std::string text, DecodeWindows1252(bytes));
  return DecodedText{std::move(text), "Windows-1252"};
}

Result<DecodedText> DecodeByMark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) {
    bytes.remove_prefix(3);
    if (const auto invalid = FindInvalidUtf8(bytes)) {
      return Fail(StrCat("line ", LineAt(bytes, *invalid), " is not valid UTF-8"),
                  {"the file was cut or changed after it was saved; export it again"});
    }
    return DecodedText{std::string(bytes), "UTF-8 with BOM"};
  }
  if (bytes.starts_with("\xff\xfe") || bytes.starts_with("\xfe\xff")) {
    const bool big = bytes.starts_with("\xfe\xff");
    ASSIGN_OR_RETURN(std::string text, DecodeUtf16(bytes.substr(2), big));
    return DecodedText{std::move(text), big ? "UTF-16 BE" : "UTF-16 LE"};
  }
  return DecodeUnmarked(bytes);
}

}  // namespace

Result<DecodedText> DecodeText(std::string_view bytes) {
  if (bytes.size() > kMaxRosterBytes) {
    return Fail(StrCat("is larger than ", kMaxRosterBytes >> 20, " MiB"),
                {"split the roster into several files"});
  }
  TRY(RefuseOtherFormats(bytes));
  ASSIGN_OR_RETURN(DecodedText decoded, DecodeByMark(bytes));
  if (const size_t nul = decoded.text.find('\0'); nul != std::string::npos) {
    return Fail(StrCat("line ", LineAt(decoded.text, nul),
                       " holds a NUL character: this is not a text file"),
                {kSaveAs});
  }
  return decoded;
}

std::optional<std::string> UndoMojibake(std::string_view text) {
  std::string bytes;
  bool changed = false;
  for (char32_t c : ToUtf32(text)) {
    if (c >= 0x80) changed = true;
    if (c < 0x80 || (c >= 0xa0 && c < 0x100)) {
      bytes += static_cast<char>(c);
      continue;
    }
    const auto at = std::find(std::begin(kWindows1252), std::end(kWindows1252), c);
    if (at == std::end(kWindows1252)) return std::nullopt;
    bytes += static_cast<char>(0x80 + (at - std::begin(kWindows1252)));
  }
  if (!changed || FindInvalidUtf8(bytes)) return std::nullopt;
  return bytes;
}

}  // namespace certseal
