// SPDX-License-Identifier: Apache-2.0
//
// For every test that draws: fontconfig keeps its configuration until the process ends,
// and harfbuzz-subset, once in many runs on several threads, a table of its own of 256
// bytes; no leaks of ours.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libharfbuzz-subset\n";
}
