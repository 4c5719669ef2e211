// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/program.h"

int main(int argc, char** argv) { return certseal::RunCertseal(argc, argv); }
