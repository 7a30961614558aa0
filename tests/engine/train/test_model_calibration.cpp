#include "engine/core/random.h"
#include "engine/model/predictor.h"
#include "engine/train/model_calibration.h"
#include "engine/train/platt_scaling.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>
#include <vector>

using namespace prospectivity;

/// What a training keeps as calibration, and how it is judged.
class TestModelCalibration : public QObject {
  Q_OBJECT

 private slots:
  void aStretchedScoreIsStraightened();
  void eachFoldIsCalibratedByTheOthers();
  void samplesOfAFoldAreLeftOutInAllRepeats();
  void setsOfNonDepositsCountAsOne();
  void noiseIsRefusedInOneSentence();
  void oneFoldHasNoOthers();
  void logitsThatAreNoNumbersAreLeftOut();
};

namespace {

/// Folds that were judged already.
struct Judged {
  SampleTable table;
  std::vector<FoldResult> folds;

  /// Samples of one logit in the fold numbered `fold`.
  void add(std::size_t fold, double logit, int deposits, int others) {
    folds.resize(std::max(folds.size(), fold + 1));
    folds[fold].rows.fold = static_cast<int>(fold);
    for (int i = 0; i < deposits + others; ++i) {
      folds[fold].rows.test.push_back(table.labels.size());
      folds[fold].logits.push_back(logit);
      table.labels.push_back(i < deposits ? 1 : 0);
    }
  }
  ModelCalibration calibration(std::uint64_t seed = 1) {
    table.values.resize(static_cast<Eigen::Index>(table.labels.size()), 1);
    return calibrate(table, folds, seed);
  }
};

/// The same deposits in several sets, each with non-deposits of its own that have the same logits.
Judged inSets(const Judged& one, int sets) {
  Judged many;
  std::map<std::size_t, std::size_t> deposits; // rows in `many` by those in `one`
  const auto append = [&](int label, int set) {
    many.table.labels.push_back(label);
    many.table.sets.push_back(set);
    return many.table.labels.size() - 1;
  };
  for (int set = 1; set <= sets; ++set)
    for (const FoldResult& fold : one.folds) {
      FoldResult own = fold;
      own.rows.set = set;
      for (std::size_t& row : own.rows.test)
        if (one.table.labels[row] == 0)
          row = append(0, set);
        else if (const auto known = deposits.find(row); known != deposits.end())
          row = known->second;
        else
          row = deposits[row] = append(1, 0);
      many.folds.push_back(std::move(own));
    }
  return many;
}

Judged drawn(std::size_t count, double slope, double intercept, std::uint64_t seed) {
  Random random(seed);
  Judged judged;
  for (std::size_t i = 0; i < count; ++i) {
    const double logit = 3 * random.normal();
    const bool isDeposit = random.uniform() < sigmoid(slope * logit + intercept);
    judged.add(i % 5, logit, isDeposit ? 1 : 0, isDeposit ? 0 : 1);
  }
  return judged;
}

/// Of samples in equal numbers at two logits.
Calibration scalingOf(double low, int lowDeposits, double high, int highDeposits, int each) {
  std::vector<int> labels;
  std::vector<double> logits;
  for (int i = 0; i < each; ++i) {
    labels.insert(labels.end(), {i < lowDeposits ? 1 : 0, i < highDeposits ? 1 : 0});
    logits.insert(logits.end(), {low, high});
  }
  return plattScaling(labels, logits, std::vector<double>(labels.size(), 1)).value();
}

} // namespace

void TestModelCalibration::aStretchedScoreIsStraightened() {
  const ModelCalibration found = drawn(600, 0.4, -0.5, 2).calibration();
  QVERIFY(found.stored && found.probability && found.refusal.empty());
  QVERIFY(found.stored->slopeInterval().low < 0.4 && found.stored->slopeInterval().high > 0.4);
  QVERIFY(found.stored->interceptInterval().low < -0.5 && found.stored->interceptInterval().high > -0.5);
  QCOMPARE(found.stored->deposits + found.stored->nonDeposits, std::size_t{600});
  QVERIFY(found.probability->error < found.score.error);
  QVERIFY(found.probability->errorInterval.high < found.score.errorInterval.low);
  QVERIFY(QString::fromStdString(sentenceOf(found))
              .startsWith("Calibration (Platt scaling of held-out log-odds): slope "));
}

void TestModelCalibration::eachFoldIsCalibratedByTheOthers() {
  Judged judged;
  judged.add(0, -1, 4, 16);
  judged.add(0, 1, 15, 5);
  judged.add(1, -2, 2, 18);
  judged.add(1, 2, 18, 2);
  const ModelCalibration found = judged.calibration();
  const Calibration first = scalingOf(-1, 4, 1, 15, 20);
  const Calibration second = scalingOf(-2, 2, 2, 18, 20);
  std::vector<double> expected;
  for (const double logOdds : {first.logOdds(-2), second.logOdds(-1), second.logOdds(1), first.logOdds(2)})
    expected.push_back(sigmoid(logOdds));
  QVERIFY(std::is_sorted(expected.begin(), expected.end()));
  QCOMPARE(found.probability->groups.size(), expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k)
    QVERIFY(std::abs(found.probability->groups[k].score - expected[k]) < 1e-9);
  QVERIFY(std::abs(found.score.groups[0].score - sigmoid(-2)) < 1e-12);
}

// A second repeat of the same folds brings no other scaling: what the other repeat says of a fold's samples
// is left out as well.
void TestModelCalibration::samplesOfAFoldAreLeftOutInAllRepeats() {
  Judged judged;
  judged.add(0, -1, 4, 16);
  judged.add(0, 1, 15, 5);
  judged.add(1, -2, 2, 18);
  judged.add(1, 2, 18, 2);
  const ModelCalibration once = judged.calibration();
  judged.folds.insert(judged.folds.end(), judged.folds.begin(), judged.folds.end());
  const ModelCalibration twice = judged.calibration();
  QVERIFY(std::abs(twice.stored->slopeVariance - once.stored->slopeVariance) < 1e-9);
  QCOMPARE(twice.stored->deposits, once.stored->deposits);
  for (std::size_t k = 0; k < once.probability->groups.size(); ++k)
    QVERIFY(std::abs(twice.probability->groups[k].score - once.probability->groups[k].score) < 1e-9);
}

// Deposits were held out in every set and count once; were all non-deposits of all sets to count as much, a
// score that is a share of deposits in each set would be called far too high.
void TestModelCalibration::setsOfNonDepositsCountAsOne() {
  Judged one = drawn(200, 1, 0, 6);
  const ModelCalibration alone = one.calibration();
  const ModelCalibration found = inSets(one, 8).calibration();
  QVERIFY(alone.stored && found.stored);
  QVERIFY(std::abs(found.stored->slope - alone.stored->slope) < 1e-9);
  QVERIFY(std::abs(found.stored->intercept - alone.stored->intercept) < 1e-9);
  QVERIFY(std::abs(found.stored->slopeVariance - alone.stored->slopeVariance) < 1e-9);
  QCOMPARE(found.stored->deposits, alone.stored->deposits);
  QCOMPARE(found.stored->nonDeposits, alone.stored->nonDeposits);
  QVERIFY(std::abs(found.score.error - alone.score.error) < 1e-9);
  // The others leave out the fold's samples of all sets.
  QVERIFY(std::abs(found.probability->error - alone.probability->error) < 1e-9);
}

void TestModelCalibration::noiseIsRefusedInOneSentence() {
  int stored = 0;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const ModelCalibration found = drawn(60, 0, 0, 100 + seed).calibration();
    QCOMPARE(found.stored.has_value(), found.refusal.empty());
    stored += found.stored ? 1 : 0;
    if (found.stored)
      continue;
    QVERIFY(!found.probability);
    const QString told = QString::fromStdString(sentenceOf(found));
    QVERIFY2(told.startsWith("The model stores no calibration, because the slope of deposits against the "
                             "log-odds of samples that were held out, ") &&
                 told.contains("is not above 0 beyond its 95 % interval: its output stays a score."),
             qPrintable(told));
  }
  QVERIFY2(stored <= 6, qPrintable(QString::number(stored)));
  Judged oneClass;
  oneClass.add(0, -1, 5, 0);
  oneClass.add(1, 1, 5, 0);
  QVERIFY(QString::fromStdString(oneClass.calibration().refusal).contains("are of one class"));
}

void TestModelCalibration::oneFoldHasNoOthers() {
  Judged judged;
  judged.add(0, -1, 4, 26);
  judged.add(0, 1, 25, 5);
  const ModelCalibration found = judged.calibration();
  QVERIFY(found.stored && !found.probability);
  QVERIFY(!QString::fromStdString(sentenceOf(found)).contains("other folds"));
}

void TestModelCalibration::logitsThatAreNoNumbersAreLeftOut() {
  Judged judged;
  judged.add(0, -1, 4, 26);
  judged.add(1, 1, 25, 5);
  const Calibration whole = judged.calibration().stored.value();
  judged.add(1, std::numeric_limits<double>::quiet_NaN(), 3, 3);
  const ModelCalibration found = judged.calibration();
  QCOMPARE(found.stored->slope, whole.slope);
  QCOMPARE(found.stored->deposits, std::size_t{29});
}

QTEST_GUILESS_MAIN(TestModelCalibration)
#include "test_model_calibration.moc"
