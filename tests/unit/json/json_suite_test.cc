// SPDX-License-Identifier: Apache-2.0
//
// The JSON parsing test suite and the test data of RFC 8785, both as published.
#include <gtest/gtest.h>

#include <set>

#include "base/encoding.h"
#include "json/canonical.h"
#include "json/parse.h"
#include "support/vector_file.h"

namespace certseal {
namespace {

// Well-formed JSON that two readers understand differently is refused on purpose.
const std::set<std::string> kRefusedOnPurpose = {
    "y_object_duplicated_key",            // which of the two counts?
    "y_object_duplicated_key_and_value",  // the same
};

// What the suite leaves open, and ParseJson takes: fractions that a double rounds to
// zero, and an integer that a double prints again. All else that is open is refused: no
// double holds it, or it is not UTF-8.
const std::set<std::string> kTaken = {
    "i_number_double_huge_neg_exp",
    "i_number_real_underflow",
    "i_number_too_big_pos_int",
};

std::string TextOf(const nlohmann::json& test) {
  return test.contains("hex") ? *HexDecode(test["hex"].get<std::string>())
                              : test["text"].get<std::string>();
}

TEST(JsonSuite, IsJudgedAsItsNamesSay) {
  int tests = 0;
  for (const auto& test : ReadVectorFile("json-suite/parsing.json")) {
    const std::string name = test["name"];
    const bool expected = name.starts_with("y_") ? !kRefusedOnPurpose.contains(name)
                                                 : kTaken.contains(name);
    const auto value = ParseJson(TextOf(test));
    EXPECT_EQ(value.has_value(), expected)
        << name << ": " << (value ? "taken" : value.error().message);
    if (value) {
      const std::string canonical = CanonicalJson(*value);
      const auto again = ParseJson(canonical);
      ASSERT_TRUE(again) << name << ": " << again.error().message;
      EXPECT_EQ(CanonicalJson(*again), canonical) << name;
    }
    ++tests;
  }
  EXPECT_EQ(tests, 316);
}

// The two of the suite that are too large to be kept.
TEST(JsonSuite, RefusesItsHundredThousandBrackets) {
  EXPECT_FALSE(ParseJson(std::string(100'000, '['), {.max_bytes = 1 << 20}));
  std::string objects;
  for (int i = 0; i < 50'000; ++i) objects += "[{\"\":";
  EXPECT_FALSE(ParseJson(objects, {.max_bytes = 1 << 20}));
}

TEST(ParseJson, TakesWhateverIntegerCanonicalJsonPrints) {
  for (const char* text :
       {"1e16", "-1e16", "1e18", "2e19", "1e20", "-1e20", "123456789e12",
        "9007199254740994", "36893488147419103000", "1e21", "1e30"}) {
    const auto value = ParseJson(text);
    ASSERT_TRUE(value) << text << ": " << value.error().message;
    const auto again = ParseJson(CanonicalJson(*value));
    ASSERT_TRUE(again) << text << ": " << again.error().message;
    EXPECT_EQ(CanonicalJson(*again), CanonicalJson(*value)) << text;
  }
  for (const char* text :
       {"9007199254740993", "-9007199254740993", "18446744073709551615",
        "36893488147419103232", "-36893488147419103232"}) {
    const auto value = ParseJson(text);
    ASSERT_FALSE(value) << text;
    EXPECT_TRUE(
        value.error().message.ends_with("an integer beyond 2^53 is not exact in JSON"));
  }
}

TEST(CanonicalJson, PrintsThePublishedTestData) {
  int tests = 0;
  for (const auto& test : ReadVectorFile("json-suite/rfc8785.json")) {
    const auto value = ParseJson(test["input"].get<std::string>());
    ASSERT_TRUE(value) << test["name"] << ": " << value.error().message;
    EXPECT_EQ(CanonicalJson(*value), test["output"].get<std::string>()) << test["name"];
    ++tests;
  }
  EXPECT_EQ(tests, 6);
}

}  // namespace
}  // namespace certseal
