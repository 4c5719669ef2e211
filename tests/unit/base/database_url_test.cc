// SPDX-License-Identifier: Apache-2.0
#include "base/database_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certseal {
namespace {

using ::testing::HasSubstr;

std::string WhyNot(std::string_view url) {
  const auto parsed = DatabaseUrl::Parse(url);
  return parsed ? "parsed" : parsed.error().message;
}

TEST(DatabaseUrlTest, NamesADatabaseWithoutUserAndSettings) {
  const auto url =
      DatabaseUrl::Parse("postgresql://academy@db.example:5433/records?a=b");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->value(), "postgresql://academy@db.example:5433/records?a=b");
  EXPECT_EQ(url->Name(), "postgresql://db.example:5433/records");
  const auto socket = DatabaseUrl::Parse("postgresql:///records?host=/run/postgresql");
  ASSERT_TRUE(socket);
  EXPECT_EQ(socket->Name(), "postgresql:///records");
}

TEST(DatabaseUrlTest, RefusesAPasswordWithoutPrintingIt) {
  for (const char* url :
       {"postgresql://u:hunter2@h/d", "postgresql://u@h/d?password=hunter2",
        "postgresql://u@h/d?a=b&sslpassword=hunter2",
        "postgresql://u@h/d?pass%77ord=hunter2", "postgresql://u:hunter/2@h/d",
        "postgresql://u:hunter?2@h/d", "postgresql://:hunter2@h/d"}) {
    EXPECT_THAT(WhyNot(url), HasSubstr("holds a password")) << url;
    EXPECT_EQ(WhyNot(url).find("hunter"), std::string::npos) << url;
  }
}

TEST(DatabaseUrlTest, RefusesWhatIsNone) {
  for (const char* url :
       {"", "mysql://h/d", "postgresql:/h/d", "/tmp/register.db", "postgresql://h",
        "postgresql://h/", "postgresql://h/?a=b", "postgresql://h/a b",
        "postgresql://h/\xc3\xa4", "postgresql://h/a\nb"}) {
    EXPECT_NE(WhyNot(url), "parsed") << url;
  }
  EXPECT_NE(WhyNot("postgresql://h/" + std::string(600, 'd')), "parsed");
}

}  // namespace
}  // namespace certseal
