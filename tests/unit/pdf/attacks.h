// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "pdf/refusal.h"

namespace certseal {

// Attack is a file that somebody made from signed certificates without the school's
// key, in the hope that a reader takes it for one.
struct Attack {
  std::string family;   // as docs/threat-model.md names it
  std::string variant;  // how, in a few words
  std::string file;
  PdfRule rule;  // which refuses it
};

// AllAttacks bends two certificates of one school, both as SamplePdf lays them out:
// published attacks on signed PDFs, each variant once, and the dull ones.
//
// Mladenov, Mainka and others: universal signature forgery, incremental saving and
// signature wrapping (CCS 2019); shadow attacks (NDSS 2021); evil annotation and sneaky
// signature (IEEE S&P 2021).
std::vector<Attack> AllAttacks(const std::string& certificate,
                               const std::string& other);

}  // namespace certseal
