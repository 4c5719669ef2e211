// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/site_address.h"

namespace certseal {

// HeaderFile is a file of header rules for a web server or a static host.
struct HeaderFile {
  std::string path;  // relative to the site
  std::string contents;
};

// HeaderRules say, for nginx, Caddy, Apache and the hosts that read `_headers`, what
// content type each file of the site has, how long it may be kept, and that pages of
// other origins may read it (CORS), and what the page that checks certificates may do,
// from one table.
std::vector<HeaderFile> HeaderRules(const SiteAddress& site);

}  // namespace certseal
