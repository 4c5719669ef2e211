// SPDX-License-Identifier: Apache-2.0
//
// For every test that draws: fontconfig keeps its configuration until the process ends,
// which is no leak of ours.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }
