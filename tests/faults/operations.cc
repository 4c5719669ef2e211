// SPDX-License-Identifier: Apache-2.0
#include "faults/operations.h"

#include <iterator>

namespace certseal::faults {

const std::vector<Operation>& Operations() {
  static const std::vector<Operation> operations = [] {
    std::vector<Operation> all;
    for (auto make : {IssuingOperations, KeyOperations, SiteOperations, WholeOperations,
                      LookupOperations}) {
      std::ranges::move(make(), std::back_inserter(all));
    }
    return all;
  }();
  return operations;
}

}  // namespace certseal::faults
