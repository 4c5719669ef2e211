// SPDX-License-Identifier: Apache-2.0
#include "tools.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <numbers>
#include <random>
#include <stdexcept>

namespace certseal::testing {
namespace {

constexpr const char* kTemplates = CERTSEAL_SOURCE_DIR "/templates";

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace

std::string Directory::Write(const std::string& name, const std::string& bytes) const {
  std::ofstream(directory_.path() / name, std::ios::binary) << bytes;
  return Path(name);
}

Outcome RunCommand(const std::string& command) {
  Outcome out;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer;
  for (size_t n; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) {
    out.output.append(buffer.data(), n);
  }
  const int status = pclose(pipe);
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return out;
}

Picture Rasterize(const std::string& pdf, int resolution) {
  const Directory dir;
  const std::string file = dir.Write("page.pdf", pdf);
  const Outcome run =
      RunCommand("pdftoppm -gray -singlefile -r " + std::to_string(resolution) + " " +
                 file + " " + dir.Path("page"));
  if (run.status != 0) throw std::runtime_error("pdftoppm: " + run.output);
  std::ifstream in(dir.Path("page.pgm"), std::ios::binary);
  Picture out;
  std::string magic;
  int most = 0;
  in >> magic >> out.width >> out.height >> most;
  in.get();
  out.pixels.resize(static_cast<size_t>(out.width) * static_cast<size_t>(out.height));
  in.read(reinterpret_cast<char*>(out.pixels.data()),
          static_cast<std::streamsize>(out.pixels.size()));
  if (magic != "P5" || !in) throw std::runtime_error("pdftoppm wrote no picture");
  return out;
}

std::string AsPgm(const Picture& picture) {
  return "P5\n" + std::to_string(picture.width) + " " + std::to_string(picture.height) +
         "\n255\n" + std::string(picture.pixels.begin(), picture.pixels.end());
}

Picture Scanned(const Picture& picture, double degrees) {
  const double turn = degrees / 180 * std::numbers::pi;
  const double c = std::cos(turn), s = std::sin(turn);
  const double mid_x = picture.width / 2.0, mid_y = picture.height / 2.0;
  // Between four pixels, as a scanner's sensor sees them; outside is paper.
  const auto seen = [&](double x, double y) {
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    double sum = 0;
    for (const auto& [dx, dy] : {std::pair(0, 0), {1, 0}, {0, 1}, {1, 1}}) {
      const int px = left + dx, py = top + dy;
      const bool inside = px >= 0 && py >= 0 && px < picture.width && py < picture.height;
      const double share = (1 - std::abs(x - px)) * (1 - std::abs(y - py));
      sum += share * (inside ? picture.at(px, py) : 255);
    }
    return sum;
  };
  std::mt19937 random(1);  // the same noise on every run
  Picture out = picture;
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const double from_x = c * (x - mid_x) + s * (y - mid_y) + mid_x;
      const double from_y = c * (y - mid_y) - s * (x - mid_x) + mid_y;
      const double noise = static_cast<double>(random() % 161) - 80;
      const bool white = seen(from_x, from_y) + noise >= 128;
      out.pixels[static_cast<size_t>(y) * static_cast<size_t>(out.width) +
                 static_cast<size_t>(x)] = white ? 255 : 0;
    }
  }
  return out;
}

std::string ExtractText(const std::string& pdf) {
  const Directory dir;
  return RunCommand("pdftotext " + dir.Write("page.pdf", pdf) + " -").output;
}

PageContent SampleContent() {
  PageContent c;
  c.fields = {
      {"school.name", "Example School of Aesthetics"},
      {"school.address", "1200 Harbor Boulevard, Suite 400, Scottsdale, Arizona 85251"},
      {"school.provider", "California BRN Provider 17482"},
      {"school.initials", "ESA"},
      {"document.class", "Certificate of Completion"},
      {"verb", "has completed"},
      {"name", "Amelia Hartwell-Jones"},
      {"postnominals", "MSN, APRN, FNP-BC"},
      {"course.title", "Botulinum Toxin Type A and Dermal Fillers"},
      {"course.code", "BDF-201"},
      {"completed", "March 14, 2026"},
      {"issued", "March 20, 2026"},
      {"hours.didactic", "7"},
      {"hours.hands-on", "9"},
      {"hours.total", "16"},
      {"code", "7K3M-9QXT-2A8R-W5DH-N4V2"},
      {"verify.url", "verify.school.example"},
      {"words.certifies", "This certifies that"},
      {"words.number", "Certificate number"},
      {"words.completed", "Completed"},
      {"words.expires", "Valid until"},
      {"words.didactic", "Didactic hours"},
      {"words.hands-on", "Hands-on hours"},
      {"words.module", "Module"},
      {"words.total", "Total"},
      {"words.transcript", "Transcript"},
      {"words.issued", "Issued March 20, 2026"},
      {"words.verify", "Verify at verify.school.example"},
      {"words.seal", "Seal of Example School of Aesthetics"},
      {"words.qr",
       "QR code that holds this certificate's signed seal, to check it at "
       "verify.school.example"},
      {"footer",
       "This certificate records completion of the training described above. It is not a "
       "licence, registration or board certification and does not authorize any service "
       "the holder may not legally perform under their licence and the law of the place "
       "of practice."}};
  std::string seal;
  for (int i = 0; i < 290; ++i) {
    seal +=
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[i * 29 % 64];
  }
  c.fields["qr"] = "https://verify.school.example/#7K3M9QXT2A8RW5DHN4V2." + seal;
  c.lists["facts"] = {
      {{"label", "Completed"}, {"value", "March 14, 2026"}},
      {{"label", "Didactic hours"}, {"value", "7"}},
      {{"label", "Hands-on hours"}, {"value", "9"}},
      {{"label", "Role"}, {"value", "Injector"}},
      {{"label", "Assessment"}, {"value", "Passed written and practical"}},
      {{"label", "Location"}, {"value", "Scottsdale, Arizona"}},
      {{"label", "Instructor"}, {"value", "Daniel Okafor, MD, FAAD"}},
      {{"label", "Expires"}, {"value", "March 14, 2028"}}};
  c.lists["credits"] = {{{"before",
                          "Provider approved by the California Board of Registered "
                          "Nursing, Provider Number "
                          "17482, for 16 contact hours. This document must be retained "
                          "by the licensee for "
                          "a period of four years after the course concludes."}}};
  c.lists["signatories"] = {{{"name", "Daniel Okafor"},
                             {"credentials", "MD, FAAD"},
                             {"title", "Medical Director"}},
                            {{"name", "Ruth Castellanos"},
                             {"credentials", "MSN, RN"},
                             {"title", "Director of Education"}}};
  const auto module = [](const char* title, const char* didactic, const char* hands_on) {
    return std::map<std::string, std::string>{
        {"title", title}, {"didactic", didactic}, {"hands-on", hands_on}};
  };
  c.lists["modules"] = {
      module("Facial anatomy, skin and the ageing face", "1.5", "–"),
      module("Consultation, consent, photography and records", "0.5", "0.5"),
      module("Botulinum toxin: upper face, then lower face and neck", "1.5", "3"),
      module("Dermal fillers: needle and cannula", "1.5", "3"),
      module("Chemical peels and microneedling", "0.5", "1"),
      module("Laser and light: physics, safety, skin types", "1", "1.5"),
      module("Emergencies: vascular occlusion, anaphylaxis", "0.5", "–")};
  return c;
}

PageContent ShortContent() {
  PageContent c = SampleContent();
  c.fields["name"] = "Bo Li";
  c.fields["course.title"] = "Sclerotherapy";
  c.fields.erase("postnominals");
  c.fields.erase("school.provider");
  c.lists["facts"].resize(4);
  c.lists["credits"].clear();
  c.lists["signatories"].resize(1);
  c.lists["modules"].resize(1);
  return c;
}

PageContent LongContent() {
  PageContent c = SampleContent();
  c.fields["name"] =
      "Maximiliana Alexandrina von Hohenzollern-Sigmaringen de la Cruz y Fernández";
  c.fields["postnominals"] =
      "DNP, MSN, APRN, FNP-BC, CANS, CPSN, Fellow of the Academy";
  c.fields["course.title"] =
      "Advanced Injectables: Mid- and Lower Face, Cannula Technique, Complication "
      "Management and Ultrasound-Guided Placement";
  c.fields["replaces"] = "Q2M8-4TRA-9XKD-77HV-C0P5";
  c.fields["words.replaces"] = "Replaces Q2M8-4TRA-9XKD-77HV-C0P5";
  c.lists["facts"][5]["value"] = "Grand Hyatt Conference Center, Scottsdale, Arizona";
  c.lists["credits"].push_back(
      {{"before",
        "Example School of Aesthetics designates this live activity for a maximum of "
        "16 "},
       {"emphasis", "AMA PRA Category 1 Credit(s)"},
       {"after",
        "™. Physicians should claim only the credit "
        "commensurate with the extent of their participation in the activity."}});
  c.lists["credits"].push_back(
      {{"before",
        "Nationally Approved PACE Program Provider for FAGD/MAGD credit. Approval does "
        "not imply acceptance by any regulatory authority or AGD endorsement."}});
  auto& modules = c.lists["modules"];
  modules[2]["title"] =
      "Botulinum toxin type A: pharmacology, reconstitution, upper face, then lower face, "
      "platysma and the advanced indications";
  while (modules.size() < 14) modules.push_back(modules[modules.size() - 7]);
  c.lists["signatories"].push_back({{"name", "Alexandria Montgomery-Whitfield"},
                                    {"credentials", "MD, PhD, FAAD, FACS"},
                                    {"title", "Chair of the Board of Examiners"}});
  return c;
}

DocumentInfo SampleInfo() {
  return {"Certificate of Completion: Amelia Hartwell-Jones",
          "Example School of Aesthetics",
          "Botulinum Toxin Type A & <Dermal> Fillers",
          "certificate, 7K3M-9QXT-2A8R-W5DH-N4V2",
          *Timestamp::FromUnix(1773500000),
          std::string("\x00\x01(\\)\xFF\x80 89abcdef", 16),
          0};
}

DocumentInfo InfoToSign(size_t signature_bytes) {
  DocumentInfo info = SampleInfo();
  info.signature_bytes = signature_bytes;
  return info;
}

std::vector<Attachment> SampleAttachments() {
  std::string json = "{\"bytes\":\"";
  for (int i = 0; i < 3000; ++i) json += static_cast<char>('0' + i * i % 75);
  return {
      {"record.json", "application/json", "The record of this certificate", "Data",
       json + "\"}\n"},
      {"proof.txt", "text/plain", "", "Supplement", std::string("a\0b\r\n\xFF", 6)}};
}

std::vector<std::string> ShippedNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kTemplates)) {
    if (entry.path().extension() == ".template") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::filesystem::path ShippedFile(const std::string& name) {
  return std::filesystem::path(kTemplates) / (name + ".template");
}

const Renderer& Shipped(const std::string& name) {
  static std::map<std::string, std::unique_ptr<Renderer>> renderers;
  std::unique_ptr<Renderer>& renderer = renderers[name];
  if (!renderer) {
    Result<Renderer> loaded = Renderer::Load(ShippedFile(name));
    if (!loaded) throw std::runtime_error(loaded.error().message);
    renderer = std::make_unique<Renderer>(std::move(*loaded));
  }
  return *renderer;
}

const Renderer& Classic() { return Shipped("classic"); }

std::string DrawOrThrow(const Renderer& renderer, const PageContent& content,
                        const DocumentInfo& info) {
  Result<std::string> pdf = renderer.Draw(content, info, SampleAttachments());
  if (!pdf) throw std::runtime_error(pdf.error().message);
  return *pdf;
}

std::string WritePictures(const Directory& directory) {
  const std::string folder = directory.Path("pictures") + "/";
  std::filesystem::create_directory(folder);
  const Outcome made = RunCommand(
      "cd " + folder +
      " && ppmmake red 20 20 > red.ppm && pgmmake 0.5 20 20 > half.pgm"
      " && pnmtopng -alpha=half.pgm red.ppm > logo.png 2> /dev/null"
      " && ppmmake blue 20 20 | pnmtojpeg -quality=95 > hand.jpg 2> /dev/null"
      " && pnmtojpeg -quality=95 half.pgm > paper.jpg 2> /dev/null && rm red.ppm half.pgm");
  if (made.status != 0) throw std::runtime_error("netpbm: " + made.output);
  const std::string classic = ReadAll(ShippedFile("classic").string());
  return directory.Write(
      "pictures.template",
      classic.substr(0, classic.find("// --------------------------------------------"
                                     "-------------------- border")) +
          "image { box 100 100 100 100; file \"logo.png\"; "
          "alt \"Logo of {school.name}\" }\n"
          "image { box 300 100 100 100; file \"hand.jpg\"; alt \"Signature\" }\n"
          "image { box 500 100 100 100; file \"paper.jpg\"; ornament }\n"
          "text { box 50 300 692 200; style name; say \"{name}\" }\n");
}

Result<Renderer> OneText(const std::string& settings) {
  const std::string classic = ReadAll(ShippedFile("classic").string());
  const std::string definitions =
      classic.substr(0, classic.find("// ---------------------------------------------"
                                     "------------------- border"));
  const Directory dir;
  return Renderer::Load(
      dir.Write("one.template", definitions + "text { box 50 50 692 200; style name; " +
                                    settings + "; say \"{name}\" }\n"));
}

}  // namespace certseal::testing
