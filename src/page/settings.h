// SPDX-License-Identifier: Apache-2.0
//
// Settings reads the block of one template statement: every setting by its name, once,
// with its values in range; what nobody asked for is an unknown name.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "page/syntax.h"

namespace certseal {

// Named is what a template has defined so far.
struct Named {
  std::map<std::string, Color, std::less<>> colors;
  std::map<std::string, size_t, std::less<>> styles;
  std::vector<std::string>* images = nullptr;  // Template::images, to add to
  size_t* ornament = nullptr;  // the template's curves so far, to add to
};

// Settings holds references to its arguments. The first error sticks: getters after it
// do nothing, and Finish() returns it.
class Settings {
 public:
  Settings(Source source, const Statement& statement, const Named& named);

  // Each leaves its argument as it is where the setting is absent, unless required.
  void Number(std::string_view word, double low, double high, double& out,
              bool required = false);
  void Integer(std::string_view word, int low, int high, int& out,
               bool required = false);
  void String(std::string_view word, std::string& out, bool required = false);
  void Flag(std::string_view word, bool& out);
  void Choice(std::string_view word, const std::vector<std::string>& choices, int& out);
  void ColorOf(std::string_view word, Color& out, bool required = false);
  void StyleOf(std::string_view word, size_t& out, bool required = false);
  void PointOf(std::string_view word, Point& out, bool required = false);
  void BoxOf(std::string_view word, Box& out, bool required = false);
  // Numbers gives low..high values of a setting to `take`.
  void Numbers(std::string_view word, size_t least, size_t most, double low,
               double high, const std::function<void(const std::vector<double>&)>& take,
               bool required = false);
  // Each gives every statement with this word to `take`.
  void Each(std::string_view word,
            const std::function<Result<void>(const Statement&)>& take);

  // Allow leaves statements with this word to another reader.
  void Allow(std::string_view word);

  void Fail(Position at, std::string_view message, std::vector<std::string> hints = {});
  // Finish fails for the first error, or for a word that no getter asked for.
  Result<void> Finish();

 private:
  const Statement* Find(std::string_view word, bool required, size_t least,
                        size_t most);
  bool InRange(const Value& value, double low, double high);

  Source source_;
  const Statement& statement_;
  const Named& named_;
  std::vector<std::string> asked_;
  std::vector<bool> used_;
  std::vector<Error> errors_;  // the first, if any
};

}  // namespace certseal
