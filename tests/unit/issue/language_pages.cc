// SPDX-License-Identifier: Apache-2.0
#include "unit/issue/language_pages.h"

#include <algorithm>
#include <ostream>

#include "base/unicode.h"
#include "issue/page_content.h"
#include "unit/issue/sample_award.h"
#include "unit/page/tools.h"

namespace certseal {
namespace {

const CertificateCode kFormer = CertificateCode::Generate(
    [](size_t size) { return std::string(size, '\0'); });

constexpr const char* kLongName =
    "Maximiliana Alexandrina von Hohenzollern-Sigmaringen de la Cruz y Fernández";
constexpr const char* kLongTitle =
    "Advanced Injectables: Mid- and Lower Face, Cannula Technique, Complication "
    "Management and Ultrasound-Guided Placement";

constexpr Writing kWritings[] = {
    {"en-US", "Amelia Hartwell-Jones", kLongName, kLongTitle},
    {"en-GB", "Oliver Smith", kLongName, kLongTitle},
    {"es", "María José de la Peña-Núñez", kLongName,
     "Inyectables avanzados: tercio medio e inferior, técnica de cánula, manejo de "
     "complicaciones y colocación guiada por ultrasonido"},
    {"fr", "Élodie Lefèvre-Châtelain", kLongName,
     "Injections avancées : tiers moyen et inférieur, technique à la canule, prise en "
     "charge des complications et guidage par échographie"},
    {"de", "Jürgen Weiß", kLongName,
     "Injektionstechniken für Fortgeschrittene: Mittel- und Untergesicht, "
     "Kanülentechnik, Komplikationsmanagement und Ultraschallführung"},
    {"pt", "João Gonçalves", kLongName,
     "Injetáveis avançados: terço médio e inferior, técnica de cânula, manejo de "
     "complicações e colocação guiada por ultrassom"},
    {"ar", "محمد عبد الله", "عبد الرحمن محمد عبد العزيز آل سعود بن خليفة الهاشمي القرشي",
     "الحقن المتقدمة: منتصف الوجه وأسفله وتقنية الكانيولا وإدارة المضاعفات والحقن الموجه "
     "بالموجات فوق الصوتية"},
    {"zh-Hans", "王小明", "阿卜杜热合曼·买买提江·依不拉音",
     "高级注射美容：面中部与面下部、钝针技术、并发症处理以及超声引导下注射的理论与临床实践综合课"
     "程（第二版）"},
    {"ja", "山田 太郎", "勅使河原 左衛門之介 マクシミリアン",
     "上級注入療法：中顔面および下顔面、カニューレ手技、合併症への対応、ならびに超音波ガイド下"
     "注入の理論と臨床実習"},
    {"ko", "김민준", "황보 막시밀리안 알렉산더 폰 호엔촐레른",
     "고급 주사 시술: 중안면부와 하안면부, 캐뉼라 기법, 합병증 관리 및 초음파 유도 주입의 "
     "이론과 임상 실습"},
    {"vi", "Nguyễn Thị Ngọc Ẩn", "Công Tằng Tôn Nữ Thị Hoàng Nguyễn Phúc Ánh Nguyệt",
     "Kỹ thuật tiêm nâng cao: giữa mặt và dưới mặt, kỹ thuật kim cùn, xử trí biến chứng "
     "và tiêm dưới hướng dẫn siêu âm"},
    {"ru", "Мария Щёлокова",
     "Александра Константиновна Голенищева-Кутузова-Воскресенская",
     "Инъекционные методики для опытных специалистов: средняя и нижняя треть лица, "
     "канюльная техника, осложнения и контроль УЗИ"}};

PageContent PageOf(const Graduate& graduate, const Course& course,
                   const SchoolProfile& profile,
                   const std::optional<CertificateCode>& former = {}) {
  const Award award = Award::Make(graduate, course, profile);
  PageContent page = MakePage(award, profile, kSampleCode, kSampleTime, "", former);
  page.fields["qr"] = profile.site.url() + "#" + std::string(300, 'W');
  return page;
}

// A code of the widest letters, and all accreditors.
void Fill(PageContent& page) {
  page.fields["code"] = "WWWW-WWWW-WWWW-WWWW-WWWW";
  page.lists["credits"] = testing::LongContent().lists["credits"];
}

std::vector<PageRow> OneCredit() {
  return {testing::LongContent().lists["credits"].front()};
}

const Writing& WritingOf(std::string_view tag) {
  return *std::ranges::find_if(kWritings, [&](const Writing& w) { return w.tag == tag; });
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Writing& writing) {
  return out << writing.tag;
}

std::span<const Writing> Writings() { return kWritings; }

SchoolProfile SignedSchool() {
  SchoolProfile profile = SampleSchool();
  profile.signatories = {{"Helena Marchetti", "MD", "Medical Director"},
                         {"Ruth Castellanos", "MSN, RN", "Director of Education"},
                         {"Alexandria Montgomery-Whitfield", "MD, PhD, FAAD, FACS",
                          "Chair of the Board of Examiners"}};
  profile.default_location = "Grand Hyatt Conference Center, Scottsdale, Arizona";
  profile.default_instructor = "Daniel Okafor, MD, FAAD";
  return profile;
}

PageContent OrdinaryPage(const Writing& writing) {
  Graduate graduate = SampleGraduate();
  graduate.name = Nfc(writing.name);
  graduate.language = writing.tag;
  SchoolProfile profile = SignedSchool();
  profile.signatories.pop_back();
  PageContent page = PageOf(graduate, SampleCourse(), profile);
  page.lists["credits"] = OneCredit();
  return page;
}

PageContent LongestPage(const Writing& writing) {
  Graduate graduate = SampleGraduate();
  graduate.name = Nfc(writing.long_name);
  graduate.post_nominals = "DNP, MSN, APRN, FNP-BC, CANS, CPSN, Fellow of the Academy";
  graduate.language = writing.tag;
  Course course = SampleCourse();
  course.title = Nfc(writing.long_title);
  PageContent page = PageOf(graduate, course, SignedSchool(), kFormer);
  Fill(page);
  return page;
}

PageContent BilingualPage(std::string_view first, std::string_view second, Length length) {
  const bool longest = length == Length::kLongest;
  const Writing& writing = WritingOf(first);
  Graduate graduate = SampleGraduate();
  graduate.name = Nfc(longest ? writing.long_name : writing.name);
  graduate.language = first;
  graduate.second_language = second;
  Course course = SampleCourse();
  course.titles = {{std::string(first), Nfc(writing.long_title)},
                   {std::string(second), Nfc(WritingOf(second).long_title)}};
  SchoolProfile profile = SignedSchool();
  if (!longest) profile.signatories.pop_back();
  PageContent page = PageOf(graduate, course, profile);
  page.lists["modules"] = testing::SampleContent().lists["modules"];
  if (longest) Fill(page);
  page.lists["credits"] = OneCredit();
  return page;
}

}  // namespace certseal
