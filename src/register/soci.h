// SPDX-License-Identifier: Apache-2.0
//
// SOCI, for the .cc files of register only.
//
// Debian's headers of SOCI 4.0.3 demand Boost's, which their package does not depend
// on. Boost adds nothing but Fusion sequences and Gregorian dates as bindable types, in
// templates of the headers alone; without it the same library is linked.
#pragma once

#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST
#undef SOCI_HAVE_BOOST_DATE_TIME
#include <soci/soci.h>
