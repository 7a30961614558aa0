#include "engine/samples/equal_samples.h"
#include "engine/train/final_model.h"
#include "engine/train/fold_notes.h"
#include "engine/train/metrics_summary.h"
#include "engine/train/model_calibration.h"
#include "engine/train/model_record.h"
#include "engine/train/reference_learners.h"
#include "engine/train/training_folds.h"
#include "tests/engine/train/noise_table.h"
#include "tests/engine/train/sets_on_ground.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace prospectivity;

/// Trainings of a cross-validation that are made in parts, against the same at once.
class TestFoldNotes : public QObject {
  Q_OBJECT

 private slots:
  void partsGiveTheWhole_data();
  void partsGiveTheWhole();
  void notesThatDoNotBelongArePassedOver();
};

namespace {

std::vector<TrainingFold> foldsOf(const SampleTable& table) {
  SplitOptions split;
  split.folds = 3;
  split.repeats = 2;
  split.groups = equalSamples(table).groups;
  return foldsOfSets(table, makeTrainingFolds(table, split, 2).folds);
}

/// NaN, which equals nothing, is equal here.
bool isSame(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
           return x == y || (std::isnan(x) && std::isnan(y));
         });
}

std::vector<std::size_t> numbersOf(std::size_t part, std::size_t parts, std::size_t folds) {
  std::vector<std::size_t> numbers;
  for (std::size_t number = part; number < folds; number += parts)
    numbers.push_back(number);
  return numbers;
}

} // namespace

void TestFoldNotes::partsGiveTheWhole_data() {
  QTest::addColumn<int>("sets");
  QTest::addColumn<int>("members");
  QTest::newRow("one network") << 0 << 1;
  QTest::newRow("two of each of three sets") << 3 << 2;
}

void TestFoldNotes::partsGiveTheWhole() {
  QFETCH(int, sets);
  QFETCH(int, members);
  const SampleTable table = sets > 0 ? setsOnGround(sets, 14, 3, 2, 3) : noiseTable(40, 3, 3, 1);
  TrainingOptions options = smallTraining(3);
  options.members = members;
  const NetworkLearner learner(options);
  const std::vector<TrainingFold> folds = foldsOf(table);
  const Baselines baselines{referenceLearner("logistic-regression", {})};
  const std::vector<FoldResult> whole = crossValidate(table, folds, learner, 5, 2, Progress(), baselines, {});
  constexpr std::size_t parts = 4;
  std::vector<FoldResult> joined(folds.size());
  for (std::size_t part = 0; part < parts; ++part) {
    const std::vector<std::size_t> numbers = numbersOf(part, parts, folds.size());
    const std::string notes = foldNotes(
        numbers, validateFolds(table, folds, numbers, learner, 5, 1, Progress(), baselines, {}), "this one");
    for (auto& [number, result] : notedFolds(notes, "this one", table, folds))
      joined[number] = result;
  }
  for (std::size_t i = 0; i < folds.size(); ++i) {
    const FoldResult& mine = joined[i];
    const FoldResult& theirs = whole[i];
    QCOMPARE(mine.logits, theirs.logits);
    QCOMPARE(mine.probabilities, theirs.probabilities);
    QCOMPARE(mine.trainingAccuracy, theirs.trainingAccuracy);
    QCOMPARE(mine.metrics.auc, theirs.metrics.auc);
    QCOMPARE(mine.rows.test, theirs.rows.test);
    QCOMPARE(mine.trained.fitRows, theirs.trained.fitRows);
    QCOMPARE(mine.trained.validationRows, theirs.trained.validationRows);
    QCOMPARE(mine.trained.augmented, theirs.trained.augmented);
    QCOMPARE(mine.trained.history.bestEpoch, theirs.trained.history.bestEpoch);
    for (std::vector<double> FitHistory::*values :
         {&FitHistory::trainingLoss, &FitHistory::validationLoss, &FitHistory::trainingAccuracy,
          &FitHistory::validationAccuracy})
      QVERIFY(isSame(mine.trained.history.*values, theirs.trained.history.*values));
    QCOMPARE(mine.baselines.bestLayerName, theirs.baselines.bestLayerName);
    QCOMPARE(mine.baselines.each.size(), theirs.baselines.each.size());
    for (std::size_t b = 0; b < theirs.baselines.each.size(); ++b) {
      QCOMPARE(mine.baselines.each[b].name.id, theirs.baselines.each[b].name.id);
      QVERIFY(isSame(mine.baselines.each[b].scores, theirs.baselines.each[b].scores));
      QCOMPARE(mine.baselines.each[b].metrics.auc, theirs.baselines.each[b].metrics.auc);
      QCOMPARE(mine.baselines.each[b].trainingAccuracy, theirs.baselines.each[b].trainingAccuracy);
    }
  }
  // What is fitted once more is the same model.
  const FittedModel one = finalModel(table, table.features, whole, learner, FinalModel::Refit, 5, Progress());
  const FittedModel other =
      finalModel(table, table.features, joined, learner, FinalModel::Refit, 5, Progress());
  QCOMPARE(other.memberSets, one.memberSets);
  QCOMPARE(probabilitiesOf(*other.model, table.values), probabilitiesOf(*one.model, table.values));
  QVERIFY(other.model->training.folds == one.model->training.folds);
  const ModelCalibration before = calibrate(table, whole, 5);
  const ModelCalibration after = calibrate(table, joined, 5);
  QCOMPARE(sentenceOf(after), sentenceOf(before));
}

void TestFoldNotes::notesThatDoNotBelongArePassedOver() {
  const SampleTable table = noiseTable(24, 3, 3, 1);
  const std::vector<TrainingFold> folds = foldsOf(table);
  const NetworkLearner learner(smallTraining(3));
  const std::vector<std::size_t> numbers{1};
  const std::string line =
      foldNotes(numbers, validateFolds(table, folds, numbers, learner, 5, 1, Progress(), {}, {}), "this one");
  const auto count = [&](const QString& notes, const char* fingerprint = "this one") {
    return notedFolds(notes.toStdString(), fingerprint, table, folds).size();
  };
  const QString good = QString::fromStdString(line);
  QCOMPARE(count(good), std::size_t{1});
  QCOMPARE(count(good, "another"), std::size_t{0});
  QCOMPARE(count("\n" + good.left(good.size() / 2) + "\n" + good), std::size_t{1}); // one was cut short
  QCOMPARE(count(QString(good).replace("\"fold\":1", "\"fold\":99")), std::size_t{0});
  QCOMPARE(count(QString(good).replace("\"fold\":1", "\"fold\":2")),
           folds[1].test.size() == folds[2].test.size() ? std::size_t{1} : std::size_t{0});
  QCOMPARE(count(QString(good).replace("\"logits\":[", "\"logits\":[0,")), std::size_t{0});
  QCOMPARE(count(QString(good).replace("\"fitted\":[", "\"fitted\":[100000,")), std::size_t{0});
  QCOMPARE(count(QString(good).replace("\"fitted\":[", "\"fitted\":[-1,")), std::size_t{0});
  QCOMPARE(count(QString(good).replace("\"scores\":[", "\"scores\":[0,")), std::size_t{0});
  QCOMPARE(count(QString(100000, '[')), std::size_t{0});
  QCOMPARE(count("not JSON"), std::size_t{0});
}

QTEST_GUILESS_MAIN(TestFoldNotes)
#include "test_fold_notes.moc"
