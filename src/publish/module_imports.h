// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "publish/page_files.h"

namespace certseal {

// StaticImports are the modules that a module of the page imports before it runs, as
// paths like its own: `import ... from './x.js'`, `export ... from`, `import './x.js'`.
// What is imported by import() is left out.
std::vector<std::string> StaticImports(const PageFile& module);

// ImportedFrom are all modules that `entry` needs before it runs, without itself, those
// nearest to it first.
std::vector<std::string> ImportedFrom(std::string_view entry,
                                      std::span<const PageFile> files);

}  // namespace certseal
