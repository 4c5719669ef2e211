// SPDX-License-Identifier: Apache-2.0
#include "school/database_field.h"

#include <gmock/gmock.h>

#include "school/profile.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

const DatabaseUrl kUrl = *DatabaseUrl::Parse("postgresql://u@h/d?sslmode=verify-full");

TEST(DatabaseFieldTest, IsSetAndTakenAwayWhereItStands) {
  const std::string text =
      "{\n  \"name\": \"A\",\n  \"register\" : \"\",\n  \"address\": [ \"x\" ]\n}\n";
  const auto with = WithDatabase(text, kUrl);
  ASSERT_TRUE(with) << with.error().message;
  EXPECT_EQ(*with,
            "{\n  \"name\": \"A\",\n  \"register\" : "
            "\"postgresql://u@h/d?sslmode=verify-full\",\n"
            "  \"address\": [ \"x\" ]\n}\n");
  EXPECT_EQ(WithDatabase(*with, {}).value(), text);
}

TEST(DatabaseFieldTest, ComesBehindTheLastWhereThereIsNone) {
  EXPECT_EQ(WithDatabase("{\"name\": \"A\", \"b\": {\"c\": [1]}}", kUrl).value(),
            "{\"name\": \"A\", \"b\": {\"c\": [1]},\n  \"register\": "
            "\"postgresql://u@h/d?sslmode=verify-full\"\n}\n");
}

TEST(DatabaseFieldTest, OfAnotherObjectIsLeft) {
  const auto inner = WithDatabase(R"({"a": {"register": "x"}, "b": 1})", kUrl);
  ASSERT_FALSE(inner);
  EXPECT_THAT(inner.error().hints.front(), HasSubstr("postgresql://u@h/d"));
  EXPECT_FALSE(WithDatabase("[]", kUrl));
  EXPECT_FALSE(WithDatabase("{", kUrl));
  EXPECT_EQ(WithDatabase("{}", {}).value(), "{}");
  EXPECT_TRUE(WithDatabase("{}", kUrl));
}

TEST(DatabaseFieldTest, OfANewSchoolIsThereToFill) {
  const auto site = SiteAddress::Parse("https://verify.school.example/");
  const std::string text = NewSchoolJson("A", *site);
  EXPECT_FALSE(SchoolProfile::Parse(text, "school.json").value().database);
  const auto with = WithDatabase(text, kUrl);
  ASSERT_TRUE(with);
  EXPECT_EQ(SchoolProfile::Parse(*with, "school.json").value().database, kUrl);
  EXPECT_EQ(WithDatabase(*with, {}).value(), text);
}

TEST(DatabaseFieldTest, APasswordIsRefused) {
  const auto site = SiteAddress::Parse("https://verify.school.example/");
  std::string text = NewSchoolJson("A", *site);
  text.replace(text.find("\"register\": \"\""), 14,
               "\"register\": \"postgresql://u:hunter2@h/d\"");
  const auto parsed = SchoolProfile::Parse(text, "school.json");
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr("register: holds a password"));
  EXPECT_THAT(parsed.error().message, HasSubstr("~/.pgpass"));
  EXPECT_EQ(parsed.error().message.find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace certseal
