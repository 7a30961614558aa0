#include "engine/samples/equal_samples.h"
#include "engine/samples/negative_sets.h"
#include "engine/train/training_folds.h"
#include "tests/engine/train/noise_table.h"
#include "tests/engine/train/sets_on_ground.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace prospectivity;

/// One division serves all sets of non-deposits: what one set holds out, no set trains on.
class TestSetFolds : public QObject {
  Q_OBJECT

 private slots:
  void everyMethod_data();
  void whatIsHeldOutIsHeldOutInEverySet_data() { everyMethod_data(); }
  void whatIsHeldOutIsHeldOutInEverySet();
  void withoutTheGroupsCellsAreParted();
  void blocksAreHeldOutInEverySet();
  void eachSetIsSpreadEvenly();
  void holdoutTakesItsShareOfEachSet();
  void everySetHasAllDepositsAndItsOwnOthers_data() { everyMethod_data(); }
  void everySetHasAllDepositsAndItsOwnOthers();
  void oneSetIsDividedAsEver();
  void cellsOfSetsAreOneSampleAndNoCopies();
};

namespace {

constexpr int sets = 8;

SplitOptions splitting(int method, const SampleTable& table) {
  SplitOptions options;
  options.method = static_cast<SplitMethod>(method);
  options.folds = 4;
  options.repeats = options.method == SplitMethod::LeaveOneOut ? 1 : 2;
  options.groups = equalSamples(table).groups;
  return options;
}

/// Whether a cell that one set tests in a fold is trained on by another in the same fold.
bool partsACell(const SampleTable& table, const std::vector<TrainingFold>& folds) {
  std::map<std::pair<int, int>, std::set<std::pair<double, double>>> tested;
  for (const TrainingFold& fold : folds)
    for (const std::size_t row : fold.test)
      tested[{fold.repeat, fold.fold}].insert(placeOf(table, row));
  for (const TrainingFold& fold : folds)
    for (const std::size_t row : fold.training)
      if (tested[{fold.repeat, fold.fold}].count(placeOf(table, row)) > 0)
        return true;
  return false;
}

} // namespace

void TestSetFolds::everyMethod_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("holdout") << 0;
  QTest::newRow("stratified k-fold") << 1;
  QTest::newRow("spatial blocks") << 2;
  QTest::newRow("leave-one-out") << 3;
}

void TestSetFolds::whatIsHeldOutIsHeldOutInEverySet() {
  QFETCH(int, method);
  const SampleTable table = setsOnGround(sets, 24, 3);
  const auto folds = foldsOfSets(table, makeTrainingFolds(table, splitting(method, table), 5).folds);
  QVERIFY(!folds.empty());
  QVERIFY(!partsACell(table, folds));
}

// The cells that several sets drew make the test above one that can fail.
void TestSetFolds::withoutTheGroupsCellsAreParted() {
  const SampleTable table = setsOnGround(sets, 24, 3);
  SplitOptions options = splitting(1, table);
  options.groups.clear();
  QVERIFY(partsACell(table, foldsOfSets(table, makeTrainingFolds(table, options, 5).folds)));
}

void TestSetFolds::blocksAreHeldOutInEverySet() {
  const SampleTable table = setsOnGround(sets, 24, 4);
  SplitOptions options = splitting(2, table);
  options.blockSize = 40;
  const TrainingFolds division = makeTrainingFolds(table, options, 6);
  const auto folds = foldsOfSets(table, division.folds);
  int checked = 0;
  for (const SpatialBlock& block : division.blocks)
    for (const TrainingFold& fold : folds) {
      if (fold.repeat != block.repeat || fold.fold != block.fold)
        continue;
      ++checked;
      for (const std::size_t row : fold.training) {
        const Point& point = table.points[row];
        QVERIFY(!(point.x >= block.minX && point.x < block.minX + block.size && point.y >= block.minY &&
                  point.y < block.minY + block.size));
      }
    }
  QCOMPARE(checked, static_cast<int>(division.blocks.size()) * sets);
}

// 24 non-deposits of each set in four folds are six each, but for cells that belong to several sets at once.
void TestSetFolds::eachSetIsSpreadEvenly() {
  const SampleTable table = setsOnGround(sets, 24, 7);
  for (const TrainingFold& fold :
       foldsOfSets(table, makeTrainingFolds(table, splitting(1, table), 8).folds)) {
    const auto others = std::count_if(fold.test.begin(), fold.test.end(),
                                      [&](std::size_t row) { return table.labels[row] == 0; });
    QCOMPARE(static_cast<int>(fold.test.size()) - static_cast<int>(others), 6);
    QVERIFY2(others >= 4 && others <= 8, qPrintable(QString::number(others)));
  }
}

void TestSetFolds::holdoutTakesItsShareOfEachSet() {
  const SampleTable table = setsOnGround(sets, 24, 9);
  SplitOptions options = splitting(0, table);
  options.testFraction = 0.25;
  for (const TrainingFold& fold : foldsOfSets(table, makeTrainingFolds(table, options, 10).folds)) {
    const auto others = std::count_if(fold.test.begin(), fold.test.end(),
                                      [&](std::size_t row) { return table.labels[row] == 0; });
    QVERIFY2(others >= 4 && others <= 6, qPrintable(QString::number(others)));
  }
}

void TestSetFolds::everySetHasAllDepositsAndItsOwnOthers() {
  QFETCH(int, method);
  const SampleTable table = setsOnGround(sets, 24, 11);
  const auto folds = foldsOfSets(table, makeTrainingFolds(table, splitting(method, table), 12).folds);
  std::map<int, std::multiset<std::size_t>> tested;
  for (const TrainingFold& fold : folds) {
    QVERIFY(fold.set >= 1 && fold.set <= sets);
    QVERIFY(!fold.test.empty());
    QCOMPARE(fold.training.size() + fold.test.size(), std::size_t{48});
    for (const auto* rows : {&fold.training, &fold.test})
      for (const std::size_t row : *rows)
        QVERIFY(table.sets[row] == 0 || table.sets[row] == fold.set);
    if (fold.repeat == 0)
      tested[fold.set].insert(fold.test.begin(), fold.test.end());
  }
  QCOMPARE(tested.size(), std::size_t{sets});
  if (method == 0)
    return; // a part is held out once
  for (const auto& [set, rows] : tested) {
    QCOMPARE(rows.size(), std::size_t{48});
    QCOMPARE(std::set<std::size_t>(rows.begin(), rows.end()).size(), std::size_t{48});
  }
}

void TestSetFolds::oneSetIsDividedAsEver() {
  const SampleTable table = noiseTable(40, 2, 1);
  const std::vector<TrainingFold> folds = plainFolds(table, 4);
  const std::vector<TrainingFold> same = foldsOfSets(table, folds);
  QCOMPARE(same.size(), folds.size());
  for (std::size_t k = 0; k < folds.size(); ++k) {
    QCOMPARE(same[k].training, folds[k].training);
    QCOMPARE(same[k].test, folds[k].test);
    QCOMPARE(same[k].set, 0);
  }
}

void TestSetFolds::cellsOfSetsAreOneSampleAndNoCopies() {
  SampleTable table = setsOnGround(sets, 24, 13);
  const EqualSamples equal = equalSamples(table);
  QCOMPARE(equal.copies, std::size_t{0});
  QVERIFY(!equal.groups.empty());
  std::map<std::pair<double, double>, std::size_t> groups;
  for (std::size_t row = 0; row < table.size(); ++row)
    QCOMPARE(groups.emplace(placeOf(table, row), equal.groups[row]).first->second, equal.groups[row]);
  // Also where a value of one of them was changed by hand.
  std::size_t twin = table.size() - 1;
  while (equal.groups[twin] == twin)
    --twin;
  table.values(static_cast<Eigen::Index>(twin), 0) += 1;
  QCOMPARE(equalSamples(table).groups[twin], equal.groups[twin]);
  // A second row of the same cell in one set is a copy.
  table.append(table.rows({twin}));
  QCOMPARE(equalSamples(table).copies, std::size_t{1});
}

QTEST_APPLESS_MAIN(TestSetFolds)
#include "test_set_folds.moc"
