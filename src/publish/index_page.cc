// SPDX-License-Identifier: Apache-2.0
#include "publish/index_page.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kHead = R"(<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<style>
  :root { color-scheme: light dark; --ink: #16263f; --metal: #7d5c26; --paper: #fdfcf9; --rule: #d9cfb8; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e8e4da; --metal: #d3b06f; --paper: #12192a; --rule: #3d4459; }
  }
  body { margin: 0 auto; padding: 3rem 1.25rem 4rem; max-width: 38rem; background: var(--paper);
    color: var(--ink); font: 1.05rem/1.6 Georgia, "Times New Roman", serif; }
  header { border-bottom: 1px solid var(--rule); padding-bottom: 1.25rem; margin-bottom: 1.75rem; }
  h1 { font-size: 1.7rem; line-height: 1.25; font-weight: normal; margin: 0 0 .4rem; }
  h2 { font-size: 1.15rem; font-weight: normal; color: var(--metal); margin: 2rem 0 .4rem; }
  header p { margin: 0; color: var(--metal); }
  pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid var(--rule); border-radius: 4px;
    font: .88rem/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
  .fingerprint { font: .95rem/1.7 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
  footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule); font-size: .92rem; }
</style>
)";

}  // namespace

std::string IndexPage(const TrustFile& trust) {
  const TrustKeys& keys = trust.keys();
  const std::string name = EscapeMarkup(keys.name);
  const std::string url = EscapeMarkup(keys.site.url());
  return StrCat(
      "<!doctype html>\n<html lang=\"en\">\n<title>Certificate register of ", name,
      "</title>\n", kHead, "<header>\n<h1>", name,
      "</h1>\n<p>Public register of certificates</p>\n</header>\n"
      "<main>\n"
      "<p>This register lets anyone check a certificate of this school: that the school "
      "issued it, that nothing in it was changed, and that it was not revoked, suspended or "
      "replaced since. It holds no names: whoever has no certificate learns nothing from it."
      "</p>\n"
      "<h2>To check a certificate</h2>\n"
      "<p>With the free program <code>certseal-lookup</code>, accept the school once and "
      "compare the fingerprint below:</p>\n"
      "<pre>certseal-lookup trust add ", url, "</pre>\n"
      "<p>Then check the PDF, the text of the QR code, or the certificate number:</p>\n"
      "<pre>certseal-lookup certificate.pdf\n"
      "certseal-lookup 7K3M-9QXT-2A8R-W5DH-N4V2</pre>\n"
      "<p>It answers with one result and the name, course and dates that the school "
      "recorded. Compare them with the paper and the person in front of you.</p>\n"
      "<p>If you came here by a certificate&rsquo;s QR code, this page has not checked it: "
      "what stands behind the <code>#</code> of the address is the certificate&rsquo;s number "
      "and seal, and never reached the server.</p>\n"
      "<h2>The school&rsquo;s key</h2>\n"
      "<p>Ask the school by telephone, or compare with its papers:</p>\n"
      "<p class=\"fingerprint\">",
      trust.Fingerprint(),
      "</p>\n</main>\n"
      "<footer>A certificate records completion of training. It is not a licence and does not "
      "confirm identity, competence or authority to practise. Check the licence with the state "
      "board.</footer>\n</html>\n");
}

}  // namespace certseal
