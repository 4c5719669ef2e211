// SPDX-License-Identifier: Apache-2.0
#include "page/guilloche.h"

#include <gtest/gtest.h>

#include <cmath>

namespace certseal {
namespace {

Weave SampleWeave() {
  Weave weave;
  weave.strands = 7;
  weave.waves = {{1, 0.6, 1, 0, false}, {3, 0.3, 2, 0.1, false}, {2, 0.1, 0, 0, true}};
  return weave;
}

TEST(Weave, CellsJoinWithoutASeam) {
  const Weave weave = SampleWeave();
  for (int k = 0; k < weave.strands; ++k) {
    EXPECT_NEAR(StrandAt(weave, k, 0), StrandAt(weave, k, 1), 1e-12);
    EXPECT_NEAR(StrandAt(weave, k, 0.001), StrandAt(weave, k, 1.001), 1e-12);
  }
}

TEST(Band, GoesRoundTheCornersInsideItsBox) {
  const Band band{{30, 30, 700, 500}, 20, 40, false, 35, SampleWeave()};
  const Guilloche out = MakeBand(band, 560);
  ASSERT_EQ(out.forms.size(), 3u);
  // Sides of 620 and 420 points in cells of about 35; corners of 47.1 in one.
  EXPECT_EQ(out.placements.size(), 2u * (18 + 12) + 4u);
  for (const Placement& p : out.placements) {
    const Form& form = out.forms[p.form];
    for (const double x : {form.left + 2.5, form.right - 2.5}) {
      for (const double y : {form.bottom + 2.5, form.top - 2.5}) {
        const Matrix& m = p.matrix;
        const double at_x = m.a * x + m.c * y + m.e, at_y = m.b * x + m.d * y + m.f;
        EXPECT_GT(at_x, 29);
        EXPECT_LT(at_x, 731);
        EXPECT_GT(at_y, 29);
        EXPECT_LT(at_y, 531);
      }
    }
  }
}

TEST(Band, LeavesItsCornersOpen) {
  const Band band{{30, 30, 700, 500}, 20, 40, true, 35, SampleWeave()};
  EXPECT_EQ(MakeBand(band, 560).placements.size(), 2u * (18 + 12));
}

TEST(Rosette, RepeatsOnePetal) {
  const Guilloche out = MakeRosette({{100, 100}, 10, 20, 12, SampleWeave()}, 500);
  ASSERT_EQ(out.placements.size(), 12u);
  EXPECT_NEAR(out.placements[0].matrix.f, 400, 1e-9);
  // Each is a turn by thirty degrees.
  EXPECT_NEAR(out.placements[3].matrix.a, -1, 1e-9);
}

TEST(Numbers, AreShortAndPlain) {
  const auto text = [](double number, int digits) {
    std::string out;
    AppendNumber(out, number, digits);
    return out;
  };
  EXPECT_EQ(text(0, 2), "0");
  EXPECT_EQ(text(-0.001, 2), "0");
  EXPECT_EQ(text(0.5, 2), ".5");
  EXPECT_EQ(text(-0.25, 2), "-.25");
  EXPECT_EQ(text(12.345, 2), "12.35");
  EXPECT_EQ(text(100, 2), "100");
  EXPECT_EQ(text(7.0625, 4), "7.0625");
  EXPECT_EQ(text(3.05, 2), "3.05");
}

}  // namespace
}  // namespace certseal
