// SPDX-License-Identifier: Apache-2.0
#include "issue/certificate_signer.h"

#include <algorithm>
#include <mutex>
#include <optional>

#include "base/strings.h"
#include "signing/sign_pdf.h"

namespace certseal {
namespace {

// Enough to hide the way to a server, few enough not to trouble it.
constexpr unsigned kThreadsWithTimestamps = 4;

}  // namespace

class CertificateSigner::Impl {
 public:
  Impl(std::optional<TimestampClient> client, bool optional)
      : client_(std::move(client)), optional_(optional) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  Result<void> Prepare(DocumentIdentity identity) {
    if (client_) {
      const auto source = [this](const Sha256Digest& imprint) {
        return Stamp(imprint);
      };
      ASSIGN_OR_RETURN(stamping_, DocumentSigner::Make(identity.key.Share(),
                                                       identity.chain, source));
    }
    ASSIGN_OR_RETURN(plain_,
                     DocumentSigner::Make(std::move(identity.key), identity.chain));
    if (!stamping_) return {};
    const Result<std::string> trial = stamping_->Sign(Sha256("trial"));
    if (trial) return {};
    if (!optional_) return Fail(trial.error());
    Remember(trial.error());
    return {};
  }

  Result<void> Sign(std::string& pdf) {
    if (!stamping_) return SignPdf(pdf, *plain_);
    const std::optional<Error> failure = Failure();
    if (failure && !optional_) return Fail(*failure);
    if (failure) return SignWithout(pdf);
    if (!optional_) return SignPdf(pdf, *stamping_);
    std::string stamped = pdf;
    if (const Result<void> done = SignPdf(stamped, *stamping_); !done) {
      Remember(done.error());
      return SignWithout(pdf);
    }
    pdf = std::move(stamped);
    return {};
  }

  size_t ReservedBytes() const {
    return (stamping_ ? stamping_ : plain_)->ReservedBytes();
  }

  unsigned Threads(unsigned jobs) const {
    const bool waits = stamping_ && !Failure();
    return waits ? std::max(kThreadsWithTimestamps, jobs) : jobs;
  }

  std::string Authority() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return authority_;
  }

  Lack WithoutTimestamp() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return {without_, failure_ ? failure_->message : ""};
  }

 private:
  Result<std::string> Stamp(const Sha256Digest& imprint) {
    const Result<SignatureTimestamp> token = client_->Stamp(imprint);
    if (!token) {
      Remember(token.error());
      return Fail(token.error());
    }
    const std::lock_guard<std::mutex> lock(mutex_);
    authority_ = token->authority();
    return token->der();
  }

  Result<void> SignWithout(std::string& pdf) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++without_;
    }
    return SignPdf(pdf, *plain_);
  }

  // The first failure is the one that is told.
  void Remember(const Error& error) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!failure_) failure_ = error;
  }

  std::optional<Error> Failure() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return failure_;
  }

  const std::optional<TimestampClient> client_;
  const bool optional_;
  std::optional<DocumentSigner> stamping_;  // calls this object's Stamp
  std::optional<DocumentSigner> plain_;

  mutable std::mutex mutex_;
  std::optional<Error> failure_;
  std::string authority_;
  size_t without_ = 0;
};

CertificateSigner::CertificateSigner(std::unique_ptr<Impl> impl)
    : impl_(std::move(impl)) {}
CertificateSigner::CertificateSigner(CertificateSigner&&) noexcept = default;
CertificateSigner& CertificateSigner::operator=(CertificateSigner&&) noexcept = default;
CertificateSigner::~CertificateSigner() = default;

Result<CertificateSigner> CertificateSigner::Make(DocumentIdentity identity,
                                                  const TimestampWish& wish,
                                                  TimestampSurroundings surroundings) {
  std::optional<TimestampClient> client;
  if (!wish.url.empty()) {
    ASSIGN_OR_RETURN(client, TimestampClient::Make(wish.url, std::move(surroundings)));
  }
  auto impl = std::make_unique<Impl>(std::move(client), wish.optional);
  TRY(impl->Prepare(std::move(identity)));
  return CertificateSigner(std::move(impl));
}

size_t CertificateSigner::ReservedBytes() const { return impl_->ReservedBytes(); }
unsigned CertificateSigner::Threads(unsigned jobs) const { return impl_->Threads(jobs); }
Result<void> CertificateSigner::Sign(std::string& pdf) const {
  return impl_->Sign(pdf);
}
std::string CertificateSigner::Authority() const { return impl_->Authority(); }
CertificateSigner::Lack CertificateSigner::WithoutTimestamp() const {
  return impl_->WithoutTimestamp();
}

}  // namespace certseal
