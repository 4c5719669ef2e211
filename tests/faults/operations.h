// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "faults/place.h"

namespace certseal::faults {

// Fixture is a place that several operations begin in.
enum class Fixture {
  kEmpty,  // no school: passphrases and rosters
  kNew,    // a school that has issued nothing
  // Five certificates, published; then two more that are not, one revoked, one
  // suspended, one on hold.
  kPublished,
};

// Operation is a command that writes, from a state that it begins in.
struct Operation {
  std::string name;
  Fixture fixture;
  std::vector<std::string>
      prepare;          // further commands, in their order; "sh:" of a shell
  std::string command;  // {3} is the code of graduate 3 (Place::Filled)
  // Tells what is not as it must be once it has run to its end, however often.
  std::function<Result<void>(const Place&)> done;
  // What the command says where there is nothing left to do; empty: it succeeds.
  std::string again = {};
  // What it says on standard error where it succeeds without all; empty: never.
  std::string does_less = {};
  // Tells what may not be after a fault, whatever it was.
  std::function<Result<void>(const Place&)> whole = {};
  // Tells what a program that was killed has left and the next run has not removed.
  std::function<Result<void>(const Place&)> tidy = {};
  // Whether it is one of those that may meet each other.
  bool meets = false;
  bool changes_school = true;  // else school and site stay as they are
  bool audits_fault = true;    // whether the audit passes also where it was interrupted
  bool publishes = true;       // whether publishing can follow
};

const std::vector<Operation>& Operations();

std::vector<Operation> IssuingOperations();  // what changes certificates
std::vector<Operation> KeyOperations();
std::vector<Operation> SiteOperations();   // publish, witnesses' files, recover
std::vector<Operation> WholeOperations();  // init, backup, restore; PDFs beside a school
std::vector<Operation> LookupOperations();

// Words that commands have in common.
inline const std::string kPass = " --passphrase-file pass";
inline const std::string kSchool = "certseal -C school ";

}  // namespace certseal::faults
