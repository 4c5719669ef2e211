// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"
#include "keys/pkcs12.h"
#include "timestamp/timestamp_client.h"

namespace certseal {

// TimestampWish says whether PDFs are to carry a timestamp, and from where.
struct TimestampWish {
  std::string url;        // empty: no timestamps
  bool optional = false;  // where none can be had, go on without
};

// CertificateSigner signs PDFs with the school's document key, one signature each, and
// has them timestamped where that is wanted. Members may be called from several
// threads.
class CertificateSigner {
 public:
  // Make signs once for trial, before anything is issued: so a chain that does not fit
  // and a time-stamping server that gives no timestamp are found now. With an optional
  // wish the latter is no failure; WithoutTimestamp then says why.
  static Result<CertificateSigner> Make(DocumentIdentity identity,
                                        const TimestampWish& wish,
                                        TimestampSurroundings surroundings = {});

  CertificateSigner(CertificateSigner&&) noexcept;
  CertificateSigner& operator=(CertificateSigner&&) noexcept;
  ~CertificateSigner();

  // ReservedBytes is the room that a PDF must leave for its signature.
  size_t ReservedBytes() const;

  // Threads is how many should sign at once where `jobs` may work: with timestamps more,
  // since most of the time is spent waiting for the server.
  unsigned Threads(unsigned jobs) const;

  // Sign signs a PDF in place (signing/sign_pdf.h). Once the server has failed it is
  // not asked again: with an optional wish the rest is signed without timestamps, else
  // every further call fails at once.
  Result<void> Sign(std::string& pdf) const;

  // Authority names who makes the timestamps, by its certificate; empty: nobody.
  std::string Authority() const;

  // WithoutTimestamp tells how many were signed without one although it was wanted, and
  // why; the reason is empty where all is well.
  struct Lack {
    size_t count = 0;
    std::string reason;
  };
  Lack WithoutTimestamp() const;

 private:
  class Impl;
  explicit CertificateSigner(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace certseal
