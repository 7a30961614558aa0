#include "engine/core/error.h"
#include "engine/train/training_folds.h"
#include "tests/engine/train/noise_table.h"

#include <QtTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace prospectivity;

/// What is wrong with samples, or with how they are to be divided.
using Change = void (*)(SampleTable&, SplitOptions&);
Q_DECLARE_METATYPE(Change)

/// Divisions of the samples: each observed sample is tested once per repeat, classes are spread evenly, and
/// what belongs together stays together.
class TestTrainingFolds : public QObject {
  Q_OBJECT

 private slots:
  void kFoldTestsEachSampleOncePerRepeat();
  void kFoldSpreadsBothClassesEvenly();
  void holdoutTakesItsShareOfEachClass();
  void leaveOneOutTestsOneAtATime();
  void blocksAreHeldOutAsAWhole();
  void groupsStayTogether_data();
  void groupsStayTogether();
  void syntheticSamplesAreNeverTested();
  void repeatsAndSeedsDiffer();
  void divisionsThatCannotBeMadeAreNamed_data();
  void divisionsThatCannotBeMadeAreNamed();
};

namespace {

/// 90 samples on a 10 x 9 grid of 100 m, one third of them deposits.
SampleTable mapped() {
  SampleTable table = noiseTable(90, 2, 1);
  for (std::size_t i = 0; i < 90; ++i) {
    table.labels[i] = i % 3 == 0 ? 1 : 0;
    table.points[i] = {100.0 * static_cast<double>(i % 10), 100.0 * static_cast<double>(i / 10)};
  }
  return table;
}

SplitOptions splitting(SplitMethod method, int folds = 5, int repeats = 1) {
  SplitOptions options;
  options.method = method;
  options.folds = folds;
  options.repeats = repeats;
  return options;
}

std::size_t depositsIn(const SampleTable& table, const std::vector<std::size_t>& rows) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](std::size_t row) { return table.labels[row] == 1; }));
}

} // namespace

void TestTrainingFolds::kFoldTestsEachSampleOncePerRepeat() {
  const SampleTable table = mapped();
  const TrainingFolds division = makeTrainingFolds(table, splitting(SplitMethod::StratifiedKFold, 4, 3), 1);
  QCOMPARE(division.folds.size(), std::size_t{12});
  for (int repeat = 0; repeat < 3; ++repeat) {
    std::multiset<std::size_t> tested;
    for (const TrainingFold& fold : division.folds)
      if (fold.repeat == repeat) {
        tested.insert(fold.test.begin(), fold.test.end());
        QCOMPARE(fold.test.size() + fold.training.size(), table.size());
        for (const std::size_t row : fold.test)
          QVERIFY(std::find(fold.training.begin(), fold.training.end(), row) == fold.training.end());
      }
    QCOMPARE(tested.size(), table.size());
    QCOMPARE(std::set<std::size_t>(tested.begin(), tested.end()).size(), table.size());
  }
}

void TestTrainingFolds::kFoldSpreadsBothClassesEvenly() {
  const SampleTable table = mapped(); // 30 deposits, 60 others
  for (const TrainingFold& fold :
       makeTrainingFolds(table, splitting(SplitMethod::StratifiedKFold, 7), 2).folds) {
    const std::size_t deposits = depositsIn(table, fold.test);
    QVERIFY(deposits == 4 || deposits == 5);
    QVERIFY(fold.test.size() - deposits == 8 || fold.test.size() - deposits == 9);
  }
}

void TestTrainingFolds::holdoutTakesItsShareOfEachClass() {
  const SampleTable table = mapped();
  const TrainingFolds division = makeTrainingFolds(table, splitting(SplitMethod::Holdout, 5, 2), 3);
  QCOMPARE(division.folds.size(), std::size_t{2});
  QCOMPARE(division.folds[0].test.size(), std::size_t{27});
  QCOMPARE(depositsIn(table, division.folds[0].test), std::size_t{9});
}

void TestTrainingFolds::leaveOneOutTestsOneAtATime() {
  const SampleTable table = mapped();
  const TrainingFolds division = makeTrainingFolds(table, splitting(SplitMethod::LeaveOneOut), 1);
  QCOMPARE(division.folds.size(), table.size());
  for (std::size_t k = 0; k < table.size(); ++k)
    QCOMPARE(division.folds[k].test, std::vector<std::size_t>{k});
}

void TestTrainingFolds::blocksAreHeldOutAsAWhole() {
  const SampleTable table = mapped();
  SplitOptions options = splitting(SplitMethod::SpatialBlocks, 3, 2);
  options.blockSize = 250;
  const TrainingFolds division = makeTrainingFolds(table, options, 4);
  int samples = 0;
  for (const SpatialBlock& block : division.blocks) {
    samples += block.deposits + block.others;
    const TrainingFold& fold = division.folds[static_cast<std::size_t>(block.repeat * 3 + block.fold)];
    for (std::size_t row = 0; row < table.size(); ++row) {
      const Point& point = table.points[row];
      const bool inside = point.x >= block.minX && point.x < block.minX + block.size &&
                          point.y >= block.minY && point.y < block.minY + block.size;
      if (inside)
        QVERIFY(std::find(fold.test.begin(), fold.test.end(), row) != fold.test.end());
    }
  }
  QCOMPARE(samples, 180);
  for (const TrainingFold& fold : division.folds)
    QVERIFY(std::abs(static_cast<int>(depositsIn(table, fold.test)) - 10) <= 3);
}

void TestTrainingFolds::groupsStayTogether_data() {
  QTest::addColumn<int>("method");
  QTest::newRow("holdout") << 0;
  QTest::newRow("stratified k-fold") << 1;
  QTest::newRow("spatial blocks") << 2;
  QTest::newRow("leave-one-out") << 3;
}

void TestTrainingFolds::groupsStayTogether() {
  QFETCH(int, method);
  const SampleTable table = mapped();
  SplitOptions options = splitting(static_cast<SplitMethod>(method), 3);
  options.blockSize = 250;
  for (std::size_t i = 0; i < table.size(); ++i)
    options.groups.push_back(i / 4);
  for (const TrainingFold& fold : makeTrainingFolds(table, options, 5).folds) {
    std::set<std::size_t> tested;
    for (const std::size_t row : fold.test)
      tested.insert(row / 4);
    QVERIFY(!tested.empty());
    for (const std::size_t row : fold.training)
      QVERIFY(tested.count(row / 4) == 0);
  }
}

void TestTrainingFolds::syntheticSamplesAreNeverTested() {
  SampleTable table = mapped();
  addChild(table, 0, 3);
  addChild(table, 6, 9);
  for (const SplitMethod method : {SplitMethod::Holdout, SplitMethod::StratifiedKFold,
                                   SplitMethod::SpatialBlocks, SplitMethod::LeaveOneOut}) {
    const TrainingFolds division = makeTrainingFolds(table, splitting(method, 3), 6);
    for (const TrainingFold& fold : division.folds) {
      QVERIFY(std::all_of(fold.test.begin(), fold.test.end(), [&](std::size_t row) { return row < 90; }));
      QCOMPARE(fold.training.back(), std::size_t{91});
    }
  }
}

void TestTrainingFolds::repeatsAndSeedsDiffer() {
  const SampleTable table = mapped();
  const SplitOptions options = splitting(SplitMethod::StratifiedKFold, 3, 2);
  const auto first = makeTrainingFolds(table, options, 1).folds;
  QCOMPARE(makeTrainingFolds(table, options, 1).folds[1].test, first[1].test);
  QVERIFY(makeTrainingFolds(table, options, 2).folds[0].test != first[0].test);
  QVERIFY(first[3].test != first[0].test);
}

void TestTrainingFolds::divisionsThatCannotBeMadeAreNamed_data() {
  QTest::addColumn<Change>("change");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, Change change, const char* sentence) {
    QTest::newRow(name) << change << QString(sentence);
  };
  row(
      "more folds than deposits", [](SampleTable&, SplitOptions& options) { options.folds = 31; },
      "Folds: 31 folds need as many observed samples of each class, and there are 30 deposits; choose at "
      "most that many folds, or leave-one-out.");
  row(
      "one fold", [](SampleTable&, SplitOptions& options) { options.folds = 1; },
      "Folds must be at least 2: choose a number such as 5.");
  row(
      "no repeat", [](SampleTable&, SplitOptions& options) { options.repeats = 0; },
      "Repeats must be at least 1: choose a number such as 1 or 10.");
  row(
      "share of 1",
      [](SampleTable&, SplitOptions& options) {
        options.method = SplitMethod::Holdout;
        options.testFraction = 1;
      },
      "Test fraction must lie between 0 and 1: choose a share such as 0.3.");
  row(
      "blocks too large",
      [](SampleTable&, SplitOptions& options) {
        options.method = SplitMethod::SpatialBlocks;
        options.blockSize = 1e6;
      },
      "Block size: these blocks leave a fold without deposits or without non-deposits; choose a smaller "
      "block size or fewer folds.");
  row(
      "no coordinates",
      [](SampleTable& table, SplitOptions& options) {
        options.method = SplitMethod::SpatialBlocks;
        for (Point& point : table.points)
          point.x = std::numeric_limits<double>::quiet_NaN();
      },
      "Validation: spatial blocks need samples with coordinates; choose a point layer or another way of "
      "holding out.");
  row(
      "one place",
      [](SampleTable& table, SplitOptions& options) {
        options.method = SplitMethod::SpatialBlocks;
        table.points.assign(table.size(), {5, 5});
      },
      "Validation: all samples lie at one place, so there are no spatial blocks; choose another way of "
      "holding out.");
  row(
      "all deposits left out together",
      [](SampleTable& table, SplitOptions& options) {
        options.method = SplitMethod::LeaveOneOut;
        for (std::size_t i = 0; i < table.size(); ++i)
          options.groups.push_back(table.labels[i] == 1 ? 0 : i);
      },
      "Validation: the samples that must stay together leave no deposits or no non-deposits to train on "
      "when they are left out; choose a smaller window, or more samples.");
  row(
      "all samples held out together",
      [](SampleTable& table, SplitOptions& options) {
        options.method = SplitMethod::Holdout;
        options.groups.assign(table.size(), 0);
      },
      "Test fraction: the samples that must stay together leave the training or the test part without "
      "deposits or without non-deposits; choose another test fraction, a smaller window, or more samples.");
  row(
      "one observed deposit among synthetic ones",
      [](SampleTable& table, SplitOptions& options) {
        options.method = SplitMethod::Holdout;
        for (std::size_t i = 3; i < table.size(); i += 3)
          table.origins[i] = "smote";
      },
      "Validation: holding out needs at least 2 observed samples of each class, and there are 1 deposits; "
      "choose a layer with more samples.");
}

void TestTrainingFolds::divisionsThatCannotBeMadeAreNamed() {
  QFETCH(Change, change);
  QFETCH(QString, sentence);
  SampleTable table = mapped();
  SplitOptions options = splitting(SplitMethod::StratifiedKFold, 5);
  change(table, options);
  try {
    makeTrainingFolds(table, options, 1);
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
}

QTEST_GUILESS_MAIN(TestTrainingFolds)
#include "test_training_folds.moc"
