// SPDX-License-Identifier: Apache-2.0
#include "page/qr_codewords.h"

#include <array>
#include <cstdint>

namespace certseal {
namespace {

// Table 9, level M: by version, codewords in all, blocks, and error correction
// codewords of each block.
struct Capacity {
  int codewords;
  int blocks;
  int correction;
};
constexpr std::array<Capacity, kMostQrVersion> kCapacities = {{
    {26, 1, 10},    {44, 1, 16},    {70, 1, 26},    {100, 2, 18},   {134, 2, 24},
    {172, 4, 16},   {196, 4, 18},   {242, 4, 22},   {292, 5, 22},   {346, 5, 26},
    {404, 5, 30},   {466, 8, 22},   {532, 9, 22},   {581, 9, 24},   {655, 10, 24},
    {733, 10, 28},  {815, 11, 28},  {901, 13, 26},  {991, 14, 26},  {1085, 16, 26},
    {1156, 17, 26}, {1258, 17, 28}, {1364, 18, 28}, {1474, 20, 28}, {1588, 21, 28},
    {1706, 23, 28}, {1828, 25, 28}, {1921, 26, 28}, {2051, 28, 28}, {2185, 29, 28},
    {2323, 31, 28}, {2465, 33, 28}, {2611, 35, 28}, {2761, 37, 28}, {2876, 38, 28},
    {3034, 40, 28}, {3196, 43, 28}, {3362, 45, 28}, {3532, 47, 28}, {3706, 49, 28},
}};

const Capacity& CapacityOf(int version) {
  return kCapacities[static_cast<size_t>(version - 1)];
}

size_t DataCodewords(int version) {
  const Capacity& c = CapacityOf(version);
  return static_cast<size_t>(c.codewords - c.blocks * c.correction);
}

// The length of the character count, 7.4.1.
bool HasWideCount(int version) { return version >= 10; }

// GF(256) by the polynomial x^8 + x^4 + x^3 + x^2 + 1.
struct Field {
  std::array<uint8_t, 510> power = {};
  std::array<uint8_t, 256> log = {};
};
constexpr Field MakeField() {
  Field f;
  unsigned value = 1;
  for (size_t i = 0; i < 255; ++i) {
    f.power[i] = f.power[i + 255] = static_cast<uint8_t>(value);
    f.log[value] = static_cast<uint8_t>(i);
    value = value << 1 ^ (value & 0x80 ? 0x11D : 0);
  }
  return f;
}
constexpr Field kField = MakeField();

uint8_t Multiply(uint8_t a, uint8_t b) {
  if (a == 0 || b == 0) return 0;
  return kField.power[size_t{kField.log[a]} + kField.log[b]];
}

// The coefficients of (x - 2^0)(x - 2^1)... below the leading one, highest first.
std::vector<uint8_t> Generator(size_t degree) {
  std::vector<uint8_t> out(degree, 0);
  out.back() = 1;
  for (size_t root = 0; root < degree; ++root) {
    for (size_t i = 0; i < degree; ++i) {
      out[i] = Multiply(out[i], kField.power[root]);
      if (i + 1 < degree) out[i] ^= out[i + 1];
    }
  }
  return out;
}

// 7.5.2: the remainder of the data by the generator.
std::vector<uint8_t> Correction(const uint8_t* data, size_t size,
                                const std::vector<uint8_t>& generator) {
  const size_t degree = generator.size();
  std::vector<uint8_t> out(degree, 0);
  for (size_t i = 0; i < size; ++i) {
    const uint8_t factor = data[i] ^ out[0];
    for (size_t k = 0; k + 1 < degree; ++k) out[k] = out[k + 1];
    out[degree - 1] = 0;
    if (factor == 0) continue;
    const size_t log = kField.log[factor];
    for (size_t k = 0; k < degree; ++k) {
      if (generator[k] != 0) out[k] ^= kField.power[log + kField.log[generator[k]]];
    }
  }
  return out;
}

// 7.4: mode 0100, the count, the bytes, a terminator; then padding.
std::vector<uint8_t> DataOf(std::string_view text, int version) {
  std::vector<uint8_t> out;
  out.reserve(DataCodewords(version));
  unsigned nibble = 4;  // what is left of the last byte, to go before the next
  const auto append = [&](unsigned byte) {
    out.push_back(static_cast<uint8_t>(nibble << 4 | byte >> 4));
    nibble = byte & 15;
  };
  if (HasWideCount(version)) append(static_cast<unsigned>(text.size() >> 8));
  append(text.size() & 255);
  for (const char c : text) append(static_cast<unsigned char>(c));
  out.push_back(static_cast<uint8_t>(nibble << 4));
  for (uint8_t pad = 0xEC; out.size() < DataCodewords(version); pad ^= 0xEC ^ 0x11) {
    out.push_back(pad);
  }
  return out;
}

}  // namespace

std::optional<int> SmallestQrVersion(size_t size) {
  for (int version = 1; version <= kMostQrVersion; ++version) {
    // Mode and terminator share a byte.
    if (size + (HasWideCount(version) ? 3 : 2) <= DataCodewords(version))
      return version;
  }
  return std::nullopt;
}

// 7.6: the blocks' first codewords, their second ones and so on; the later blocks are
// longer by one.
std::vector<unsigned char> QrCodewords(std::string_view text, int version) {
  const Capacity& capacity = CapacityOf(version);
  const std::vector<uint8_t> data = DataOf(text, version);
  const auto blocks = static_cast<size_t>(capacity.blocks);
  const auto degree = static_cast<size_t>(capacity.correction);
  const size_t size = data.size() / blocks, longer = data.size() % blocks;
  const std::vector<uint8_t> generator = Generator(degree);
  std::vector<unsigned char> out(static_cast<size_t>(capacity.codewords));
  size_t begin = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const size_t count = size + (block + longer >= blocks ? 1 : 0);
    for (size_t i = 0; i < count; ++i) {
      const size_t before = i < size ? i * blocks : size * blocks - (blocks - longer);
      out[before + block] = data[begin + i];
    }
    const std::vector<uint8_t> correction =
        Correction(data.data() + begin, count, generator);
    for (size_t i = 0; i < degree; ++i) {
      out[data.size() + i * blocks + block] = correction[i];
    }
    begin += count;
  }
  return out;
}

}  // namespace certseal
