#include "engine/samples/equal_samples.h"
#include "engine/train/training_folds.h"

#include <QtTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace prospectivity;

/// What is one observation is found, and what is only alike is not.
class TestEqualSamples : public QObject {
  Q_OBJECT

 private slots:
  void copiesAreFound();
  void nothingEqualNeedsNoGroups();
  void classesAloneAreAlikeButNotEqual();
  void rowsWithoutPlaceStayApart();
  void syntheticSamplesStandAlone();
  void copiesAreNeverOnBothSides_data();
  void copiesAreNeverOnBothSides();
};

namespace {

SampleTable tableOf(const std::vector<std::vector<double>>& rows) {
  SampleTable table;
  table.features.assign(rows.front().size(), "f");
  table.values.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.front().size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows[i].size(); ++j)
      table.values(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = rows[i][j];
    table.labels.push_back(i % 2 == 0 ? 1 : 0);
    table.ids.push_back(static_cast<std::int64_t>(i) + 1);
    table.origins.push_back(SampleTable::observedOrigin);
    table.parentA.emplace_back();
    table.parentB.emplace_back();
    table.points.push_back({100.0 * static_cast<double>(i), 0});
  }
  return table;
}

/// 24 samples, each there three times over, in three rounds.
SampleTable tripled() {
  std::vector<std::vector<double>> rows;
  for (int i = 0; i < 72; ++i)
    rows.push_back({0.25 + i % 24, i % 24 < 12 ? 1.0 : 2.0});
  return tableOf(rows);
}

} // namespace

void TestEqualSamples::copiesAreFound() {
  const EqualSamples equal =
      equalSamples(tableOf({{1.5, 0}, {2.5, 0}, {1.5, 0}, {1.5, 1}, {2.5, 0}, {7, 1}}));
  QCOMPARE(equal.groups, (std::vector<std::size_t>{0, 1, 0, 3, 1, 5}));
  QCOMPARE(equal.copies, std::size_t{2});
}

void TestEqualSamples::nothingEqualNeedsNoGroups() {
  const EqualSamples equal = equalSamples(tableOf({{1.5, 0}, {2.5, 0}, {1.5, 1}}));
  QVERIFY(equal.groups.empty());
  QCOMPARE(equal.copies, std::size_t{0});
}

void TestEqualSamples::classesAloneAreAlikeButNotEqual() {
  SampleTable table = tableOf({{0, 1}, {0, 1}, {1, 1}, {1, 0}, {0, 1}, {1, 0}});
  QVERIFY(equalSamples(table).groups.empty());
  table.points[4] = table.points[0];
  const EqualSamples equal = equalSamples(table);
  QCOMPARE(equal.groups, (std::vector<std::size_t>{0, 1, 2, 3, 0, 5}));
}

void TestEqualSamples::rowsWithoutPlaceStayApart() {
  SampleTable table = tableOf({{0, 1}, {0, 1}, {1, 1}, {1, 0}, {0, 1}, {1, 0}});
  const double none = std::numeric_limits<double>::quiet_NaN();
  table.points.assign(table.size(), Point{none, none});
  QVERIFY(equalSamples(table).groups.empty());
}

void TestEqualSamples::syntheticSamplesStandAlone() {
  SampleTable table = tableOf({{1.5}, {2.5}, {1.5}, {3.5}});
  table.origins[2] = "random";
  table.parentA[2] = 1;
  QVERIFY(equalSamples(table).groups.empty());
}

void TestEqualSamples::copiesAreNeverOnBothSides_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("holdout") << static_cast<int>(SplitMethod::Holdout);
  QTest::newRow("stratified k-fold") << static_cast<int>(SplitMethod::StratifiedKFold);
  QTest::newRow("leave-one-out") << static_cast<int>(SplitMethod::LeaveOneOut);
}

void TestEqualSamples::copiesAreNeverOnBothSides() {
  QFETCH(int, method);
  const SampleTable table = tripled();
  SplitOptions options;
  options.method = static_cast<SplitMethod>(method);
  options.folds = 3;
  const auto partsACopy = [&](const TrainingFold& fold) {
    std::set<std::size_t> tested;
    for (const std::size_t row : fold.test)
      tested.insert(row % 24);
    return std::any_of(fold.training.begin(), fold.training.end(),
                       [&](std::size_t row) { return tested.count(row % 24) > 0; });
  };
  const std::vector<TrainingFold> careless = makeTrainingFolds(table, options, 3).folds;
  QVERIFY(std::all_of(careless.begin(), careless.end(), partsACopy));
  options.groups = equalSamples(table).groups;
  const std::vector<TrainingFold> careful = makeTrainingFolds(table, options, 3).folds;
  QVERIFY(!careful.empty() && std::none_of(careful.begin(), careful.end(), partsACopy));
}

QTEST_GUILESS_MAIN(TestEqualSamples)
#include "test_equal_samples.moc"
