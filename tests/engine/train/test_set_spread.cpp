#include "engine/core/random.h"
#include "engine/core/statistics.h"
#include "engine/train/set_spread.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace prospectivity;

/// The spread between sets and the spread within one are told apart: on a table worked by hand, where one of
/// them is all there is, and on figures drawn with known variances.
class TestSetSpread : public QObject {
  Q_OBJECT

 private slots:
  void aTableWorkedByHand();
  void oneSourceAlone();
  void foldsThatAreHardForAllSetsAreNoSpreadOfSets();
  void partsWithoutAFigureAreLeftOut();
  void tooFewSayNothing_data();
  void tooFewSayNothing();
  void knownVariancesAreFound();
};

namespace {

bool isNear(double a, double b) {
  return std::abs(a - b) < 1e-12;
}

} // namespace

// Mean 3; sets 2 and 4; parts 1.5, 3 and 4.5. Mean squares: sets 3 * (1 + 1) / 1 = 6; parts
// 2 * (2.25 + 0 + 2.25) / 2 = 4.5; what is left is -0.5, 0, 0.5 and 0.5, 0, -0.5: 1 / 2.
void TestSetSpread::aTableWorkedByHand() {
  Matrix figures(2, 3);
  figures << 0, 2, 4, 3, 4, 5;
  const SetSpread spread = spreadOfSets(figures);
  QVERIFY(isNear(spread.rest, std::sqrt(0.5)));
  QVERIFY(isNear(spread.sets, std::sqrt((6 - 0.5) / 3)));
  QVERIFY(isNear(spread.parts, std::sqrt((4.5 - 0.5) / 2)));
  QVERIFY(isNear(spread.within(), std::sqrt(2.0 + 0.5)));
}

void TestSetSpread::oneSourceAlone() {
  Matrix sets(3, 4);
  Matrix parts(3, 4);
  for (Eigen::Index i = 0; i < 3; ++i)
    for (Eigen::Index j = 0; j < 4; ++j) {
      sets(i, j) = static_cast<double>(i);
      parts(i, j) = static_cast<double>(j);
    }
  const SetSpread ofSets = spreadOfSets(sets);
  QVERIFY(isNear(ofSets.sets, 1) && isNear(ofSets.parts, 0) && isNear(ofSets.rest, 0));
  const SetSpread ofParts = spreadOfSets(parts);
  QVERIFY(isNear(ofParts.sets, 0) && isNear(ofParts.parts, std::sqrt(5.0 / 3)) && isNear(ofParts.rest, 0));
}

// A split that took the parts for nested in the sets would find nothing between these sets.
void TestSetSpread::foldsThatAreHardForAllSetsAreNoSpreadOfSets() {
  Matrix figures(3, 4);
  for (Eigen::Index i = 0; i < 3; ++i)
    for (Eigen::Index j = 0; j < 4; ++j)
      figures(i, j) = static_cast<double>(i) + 10 * static_cast<double>(j);
  const SetSpread spread = spreadOfSets(figures);
  QVERIFY(std::abs(spread.sets - 1) < 1e-9);
}

void TestSetSpread::partsWithoutAFigureAreLeftOut() {
  Matrix figures(2, 4);
  figures << 0, 2, 100, 4, 3, 4, std::numeric_limits<double>::quiet_NaN(), 5;
  QVERIFY(isNear(spreadOfSets(figures).rest, std::sqrt(0.5)));
}

void TestSetSpread::tooFewSayNothing_data() {
  QTest::addColumn<int>("sets");
  QTest::addColumn<int>("parts");
  QTest::newRow("one set") << 1 << 5;
  QTest::newRow("one part") << 5 << 1;
  QTest::newRow("nothing") << 0 << 0;
}

void TestSetSpread::tooFewSayNothing() {
  QFETCH(int, sets);
  QFETCH(int, parts);
  const SetSpread spread = spreadOfSets(Matrix::Ones(sets, parts));
  QVERIFY(std::isnan(spread.sets) && std::isnan(spread.parts) && std::isnan(spread.rest) &&
          std::isnan(spread.within()));
}

// Variances are unbiased where none is cut at 0: over 400 tables of 12 sets and 10 parts their means are the
// ones drawn with, within four standard errors.
void TestSetSpread::knownVariancesAreFound() {
  constexpr double ofSet = 2;
  constexpr double ofPart = 3;
  constexpr double ofRest = 0.5;
  Random random(5);
  std::vector<double> sets;
  std::vector<double> parts;
  std::vector<double> rests;
  for (int table = 0; table < 400; ++table) {
    Matrix figures = Matrix::Zero(12, 10);
    for (Eigen::Index i = 0; i < figures.rows(); ++i)
      figures.row(i).array() += ofSet * random.normal();
    for (Eigen::Index j = 0; j < figures.cols(); ++j)
      figures.col(j).array() += ofPart * random.normal();
    for (Eigen::Index i = 0; i < figures.rows(); ++i)
      for (Eigen::Index j = 0; j < figures.cols(); ++j)
        figures(i, j) += ofRest * random.normal();
    const SetSpread spread = spreadOfSets(figures);
    sets.push_back(spread.sets * spread.sets);
    parts.push_back(spread.parts * spread.parts);
    rests.push_back(spread.rest * spread.rest);
  }
  const auto meets = [](const std::vector<double>& found, double deviation) {
    return std::abs(mean(found) - deviation * deviation) < 4 * standardDeviation(found) / 20;
  };
  QVERIFY(meets(sets, ofSet));
  QVERIFY(meets(parts, ofPart));
  QVERIFY(meets(rests, ofRest));
}

QTEST_APPLESS_MAIN(TestSetSpread)
#include "test_set_spread.moc"
