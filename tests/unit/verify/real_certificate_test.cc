// SPDX-License-Identifier: Apache-2.0
//
// A certificate as the program makes it, drawn from the shipped template and signed:
// whatever byte of it is changed, it is believed no more.
#include <atomic>

#include <gtest/gtest.h>

#include "base/parallel.h"
#include "page/renderer.h"
#include "signing/sign_pdf.h"
#include "unit/verify/lookup_fixture.h"

#if defined(__SANITIZE_ADDRESS__)
#define CERTSEAL_SLOW_BUILD 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CERTSEAL_SLOW_BUILD 1
#endif
#endif

#ifdef CERTSEAL_SLOW_BUILD
constexpr size_t kStride = 131;
#else
constexpr size_t kStride = 1;
#endif

namespace certseal {
namespace {

class RealCertificateTest : public LookupTest {
 protected:
  std::string Draw() const {
    const auto renderer =
        Renderer::Load(CERTSEAL_SOURCE_DIR "/templates/classic.template");
    EXPECT_TRUE(renderer) << renderer.error().message;
    PageContent page;
    page.fields = {{"school.name", "Example School of Aesthetics"},
                   {"document.class", "Certificate of Completion"},
                   {"verb", "has completed"},
                   {"name", "Zoë Ångström"},
                   {"course.title", credential_.course.title},
                   {"code", credential_.code.Printed()},
                   {"qr", Qr(SealFacts::Of(credential_)).Text()},
                   {"verify.url", credential_.site.origin()}};
    const DocumentInfo info{"Certificate", "Example School of Aesthetics", "Course", "code",
                            credential_.issued, "0123456789abcdef",
                            SamplePdf::SampleSigner().ReservedBytes()};
    auto pdf = renderer->Draw(
        page, info,
        {{"record.json", "application/json", "Record", "Data", record_.bytes()}});
    EXPECT_TRUE(pdf) << pdf.error().message;
    EXPECT_TRUE(SignPdf(*pdf, SamplePdf::SampleSigner()));
    return *pdf;
  }
};

TEST_F(RealCertificateTest, NoChangedByteIsBelieved) {
  const std::string pdf = Draw();
  const Report genuine = Check(PdfSubject{pdf});
  ASSERT_EQ(genuine.outcome.verdict, Verdict::kAuthentic) << genuine.outcome.line;
  ASSERT_EQ(genuine.checks.front().result, CheckResult::kPass);
  const size_t count = pdf.size() / kStride;
  std::atomic<size_t> believed{0};
  ParallelFor(count, HardwareThreads(), [&](size_t i) {
    std::string bent = pdf;
    const size_t at = i * kStride;
    bent[at] = static_cast<char>(bent[at] ^ (1 << (at % 8)));
    if (Check(PdfSubject{bent}).outcome.verdict == Verdict::kAuthentic) ++believed;
  });
  EXPECT_EQ(believed, 0u) << "of " << count;
}

}  // namespace
}  // namespace certseal
