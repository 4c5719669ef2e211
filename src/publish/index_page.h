// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "trust/trust_file.h"

namespace certseal {

// IndexPage is the site's index.html: that of src/web with these places filled, all of
// them safe as text and in an attribute's quotes:
//
//   {{name}} {{url}} {{origin}} {{fingerprint}}   of the school, by its trust file
//   {{trust}}       the trust file's version
//   {{page}}        the directory of the page's files, as "page/<version>"
//   {{languages}}   the names of the files in strings/, as "en es"
//   {{preload}}     a <link rel="modulepreload"> for each module that the page's
//   script,
//                   <script type="module" src="{{page}}/...">, needs before it runs
std::string IndexPage(const TrustFile& trust);

// PagePolicy is the content security policy of the page's own <meta>, with what only a
// header can say.
std::string PagePolicy();

}  // namespace certseal
