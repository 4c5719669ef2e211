// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/program.h"

int main(int argc, char** argv) { return certseal::RunLookup(argc, argv); }
