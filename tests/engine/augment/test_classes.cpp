#include "engine/augment/augment.h"
#include "engine/augment/augmenter.h"
#include "engine/augment/registry.h"
#include "engine/samples/class_columns.h"
#include "tests/engine/augment/augment_table.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace prospectivity;

/// Classes among the features: no method makes one that was never observed.
class TestClasses : public QObject {
  Q_OBJECT

 private slots:
  void classesAreFound();
  void partsHaveTheClassesOfTheWholeTable();
  void cellsOfWindowsBelongToTheirFeature();
  void noMethodMakesAClass_data();
  void noMethodMakesAClass();
  void smoteTakesTheClassOfMostNeighbours();
};

namespace {

/// Two continuous features, a layer of three classes, and a column of codes. Each class has its place.
SampleTable mixed() {
  SampleTable table = twoClouds(40, 60, 6, 7);
  table.features = {"W", "unit=a", "unit=b", "unit=c", "Sn", "code"};
  Random random(3);
  for (Eigen::Index i = 0; i < 100; ++i) {
    const auto unit = static_cast<int>(random.below(3));
    for (int k = 0; k < 3; ++k)
      table.values(i, 1 + k) = k == unit ? 1 : 0;
    table.values(i, 5) = 10 * static_cast<double>(1 + random.below(4));
  }
  return table;
}

std::vector<double> classesAt(const Matrix& values, Eigen::Index row) {
  return {values(row, 1), values(row, 2), values(row, 3), values(row, 5)};
}

} // namespace

void TestClasses::classesAreFound() {
  const SampleTable table = mixed();
  QCOMPARE(classColumns(table), (std::vector<std::vector<int>>{{1, 2, 3}, {5}}));
  SampleTable scaled = table;
  scaled.values.col(2) *= 0.5; // no 0 and 1: something else by that name
  scaled.values(4, 5) = 10.5;
  QCOMPARE(classColumns(scaled), (std::vector<std::vector<int>>{{1, 3}}));
  SampleTable plain = twoClouds(40, 60, 6, 7);
  QVERIFY(classColumns(plain).empty());
  plain.descriptions.resize(6);
  plain.descriptions[3].kind = FeatureKind::Codes; // by the word of its layer, whatever the values are
  QCOMPARE(classColumns(plain), (std::vector<std::vector<int>>{{3}}));
}

// Twelve rows of four codes have three of each; alone they would pass for a measurement.
void TestClasses::partsHaveTheClassesOfTheWholeTable() {
  const std::vector<std::vector<int>> whole{{1, 2, 3}, {5}};
  SampleTable table = mixed();
  for (Eigen::Index i = 0; i < 100; ++i)
    table.values(i, 5) = 10 * static_cast<double>(1 + i % 4);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < 12; ++i)
    rows.push_back(34 + i); // six of either class
  QCOMPARE(classColumns(table.rows(rows)), (std::vector<std::vector<int>>{{1, 2, 3}}));
  judgeClasses(table);
  const SampleTable part = table.rows(rows);
  QCOMPARE(classColumns(part), whole);
  AugmentOptions options;
  options.targetCount = 40;
  options.bothClasses = true;
  for (const char* method : {"smote", "gaussian-noise", "random-oversampling"}) {
    const SampleTable added = augment(*findAugmenter(method), part, options, Progress());
    QCOMPARE(classColumns(added), whole);
    for (Eigen::Index i = 0; i < added.values.rows(); ++i)
      QVERIFY2(std::set<double>({10, 20, 30, 40}).count(added.values(i, 5)) == 1, method);
  }
  // What earlier runs made, with numbers in between, does not hide the codes of what was observed.
  SampleTable old = mixed();
  old.values(3, 5) = 14.5;
  old.origins[3] = "gaussian_noise";
  judgeClasses(old);
  QCOMPARE(classColumns(old), whole);
}

void TestClasses::cellsOfWindowsBelongToTheirFeature() {
  QCOMPARE(featureOfCell("unit=a[-1,0]"), std::string("unit=a"));
  for (const char* name : {"Cu", "Cu[ppm]", "Cu[2]", "[", "Cu[1,2", ""})
    QCOMPARE(featureOfCell(name), std::string(name));
}

void TestClasses::noMethodMakesAClass_data() {
  QTest::addColumn<int>("method");
  for (std::size_t i = 0; i < augmenters().size(); ++i)
    QTest::newRow(augmenters()[i]->id().c_str()) << static_cast<int>(i);
}

void TestClasses::noMethodMakesAClass() {
  QFETCH(int, method);
  const SampleTable table = mixed();
  AugmentOptions options;
  options.targetCount = 120;
  std::string told;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) { told = told.empty() ? line.text() : told; };
  const SampleTable added =
      augment(*augmenters()[static_cast<std::size_t>(method)], table, options, progress);
  QCOMPARE(added.size(), std::size_t{80});
  QCOMPARE(QString::fromStdString(told),
           QStringLiteral("Taken for classes, which are neither interpolated nor noised: 'unit', 'code'."));
  bool moves = false;
  for (Eigen::Index i = 0; i < added.values.rows(); ++i) {
    const std::vector<double> classes = classesAt(added.values, i);
    QCOMPARE(classes[0] + classes[1] + classes[2], 1.0);
    QVERIFY(*std::max_element(classes.begin(), classes.begin() + 3) == 1.0);
    QVERIFY(std::set<double>({10, 20, 30, 40}).count(classes[3]) == 1);
    const auto column = table.values.col(0).array();
    moves = moves || !(column == added.values(i, 0)).any();
  }
  QCOMPARE(moves, augmenters()[static_cast<std::size_t>(method)]->id() != "random_oversampling");
}

/// Chawla et al. 2002, section 6.1, by brute force: distances with the median standard deviation of the
/// continuous features for each class that differs, and the vote of the five nearest.
void TestClasses::smoteTakesTheClassOfMostNeighbours() {
  const SampleTable table = mixed();
  const Eigen::Index deposits = 40;
  Matrix scaled = table.values.rowwise() - table.values.colwise().mean();
  for (const int j : {0, 4})
    scaled.col(j) /= std::sqrt(scaled.col(j).array().square().mean());
  std::vector<double> deviations;
  for (const int j : {0, 4}) {
    const auto own = scaled.col(j).head(deposits).array();
    deviations.push_back(std::sqrt((own - own.mean()).square().mean()));
  }
  const double apart = (deviations[0] + deviations[1]) / 2;
  const auto distance2 = [&](Eigen::Index a, Eigen::Index b) {
    const bool unit =
        (table.values.row(a).segment(1, 3) - table.values.row(b).segment(1, 3)).squaredNorm() > 0;
    const bool code = table.values(a, 5) != table.values(b, 5);
    return std::pow(scaled(a, 0) - scaled(b, 0), 2) + std::pow(scaled(a, 4) - scaled(b, 4), 2) +
           apart * apart * (unit ? 1 : 0) + apart * apart * (code ? 1 : 0);
  };
  AugmentOptions options;
  options.targetCount = 400;
  const Augmenter* smote = findAugmenter("smote");
  const SampleTable added = augment(*smote, table, options, Progress());
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto from = static_cast<Eigen::Index>(*added.parentA[i] - 100);
    std::vector<Eigen::Index> near;
    for (Eigen::Index other = 0; other < deposits; ++other)
      if (other != from)
        near.push_back(other);
    std::sort(near.begin(), near.end(),
              [&](Eigen::Index a, Eigen::Index b) { return distance2(from, a) < distance2(from, b); });
    near.resize(5);
    QVERIFY(std::find(near.begin(), near.end(), *added.parentB[i] - 100) != near.end());
    const auto votes = [&](const auto& holds) { return std::count_if(near.begin(), near.end(), holds); };
    const auto row = static_cast<Eigen::Index>(i);
    const auto own =
        votes([&](Eigen::Index other) { return table.values(other, 5) == added.values(row, 5); });
    for (const double code : {10.0, 20.0, 30.0, 40.0})
      QVERIFY(votes([&](Eigen::Index other) { return table.values(other, 5) == code; }) <= own);
    const auto unit = [&](Eigen::Index column) {
      return votes([&](Eigen::Index other) { return table.values(other, column) == 1; });
    };
    for (int k = 1; k <= 3; ++k)
      if (added.values(row, k) == 1)
        QVERIFY(unit(k) >= unit(1) && unit(k) >= unit(2) && unit(k) >= unit(3));
  }
}

QTEST_APPLESS_MAIN(TestClasses)
#include "test_classes.moc"
