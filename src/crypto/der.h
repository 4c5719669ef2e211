// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// Identifier octets of DER (X.690 §8.1.2), those that certificates and signatures need.
inline constexpr uint8_t kDerInteger = 0x02;
inline constexpr uint8_t kDerOctetString = 0x04;
inline constexpr uint8_t kDerNull = 0x05;
inline constexpr uint8_t kDerOid = 0x06;
inline constexpr uint8_t kDerGeneralizedTime = 0x18;
inline constexpr uint8_t kDerSequence = 0x30;
inline constexpr uint8_t kDerSet = 0x31;

// DerContext is the identifier of a constructed context-specific value, [0] to [30].
constexpr uint8_t DerContext(int number) { return static_cast<uint8_t>(0xa0 | number); }

// Der gives one value: identifier, shortest length, contents.
std::string Der(uint8_t tag, std::string_view contents);
std::string Der(uint8_t tag, std::initializer_list<std::string_view> parts);

// DerSetOf sorts the encodings of its members, as X.690 §11.6 demands.
std::string DerSetOf(uint8_t tag, std::vector<std::string> members);

// DerValue is one value of an encoding; both are views into it.
struct DerValue {
  uint8_t tag = 0;
  std::string_view contents;
  std::string_view whole;  // with identifier and length
};

// DerReader goes through the values of an encoding one after the other. What is not DER
// (an indefinite or not the shortest length, a long identifier, a value that is cut
// off) or not of the tag asked for makes it fail, and it stays so: values read from a
// failed reader are empty. Ask ok() or Finished() before they count. It does not
// recurse.
class DerReader {
 public:
  explicit DerReader(std::string_view bytes) : rest_(bytes) {}

  DerValue Take();             // whatever comes next
  DerValue Take(uint8_t tag);  // the next, which must have this tag

  // Enter reads inside the next value; a failure to get there is the new reader's.
  DerReader Enter(uint8_t tag);

  bool NextIs(uint8_t tag) const {
    return ok_ && !rest_.empty() && static_cast<uint8_t>(rest_[0]) == tag;
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return rest_.empty(); }
  bool Finished() const { return ok_ && AtEnd(); }

 private:
  DerValue FailWith();
  std::string_view rest_;
  bool ok_ = true;
};

// DerSize gives the size of the value that `bytes` begins with, or 0 where none does.
size_t DerSize(std::string_view bytes);

// IsWholeDer tells whether `bytes` is one value and everything inside its constructed
// values is DER's framing too, to a depth of 32. Primitive contents are not looked at.
bool IsWholeDer(std::string_view bytes);

}  // namespace certseal
