// SPDX-License-Identifier: Apache-2.0
//
// Object identifiers and algorithm identifiers of CMS and X.509, as whole DER values.
#pragma once

#include <string_view>

namespace certseal::oid {

using namespace std::string_view_literals;

// RFC 5652: 1.2.840.113549.1.7.1 and .2, 1.2.840.113549.1.9.3 and .4.
inline constexpr auto kData = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"sv;
inline constexpr auto kSignedData = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"sv;
inline constexpr auto kContentType = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03"sv;
inline constexpr auto kMessageDigest = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"sv;
// RFC 5035 and RFC 2634: 1.2.840.113549.1.9.16.2.47 and .12.
inline constexpr auto kSigningCertificateV2 =
    "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f"sv;
inline constexpr auto kSigningCertificate =
    "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0c"sv;
// RFC 3161: 1.2.840.113549.1.9.16.2.14 and 1.2.840.113549.1.9.16.1.4.
inline constexpr auto kSignatureTimeStamp =
    "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0e"sv;
inline constexpr auto kTstInfo =
    "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04"sv;

// AlgorithmIdentifiers without parameters (RFC 5754 §2 and §3.3, RFC 5758 §3.2).
inline constexpr auto kSha256Algorithm =
    "\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv;
inline constexpr auto kEcdsaWithSha256Algorithm =
    "\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"sv;

}  // namespace certseal::oid
