#include "engine/augment/augment.h"
#include "engine/augment/registry.h"
#include "engine/core/error.h"
#include "engine/core/statistics.h"
#include "engine/order/feature_order.h"
#include "engine/train/final_model.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/model_calibration.h"
#include "tests/engine/network/loaded_network.h"
#include "tests/engine/train/coded_table.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>
#include <numeric>
#include <set>

using namespace prospectivity;

/// What is wrong with options.
using Change = void (*)(TrainingOptions&);
Q_DECLARE_METATYPE(Change)

/// Cross-validation: what it finds is real, nothing leaks from the test part, and threads change nothing.
class TestCrossValidation : public QObject {
  Q_OBJECT

 private slots:
  void aSignalIsFound();
  void noiseStaysNoise_data();
  void noiseStaysNoise();
  void augmentationAndOrderingSeeFittedRowsOnly_data();
  void augmentationAndOrderingSeeFittedRowsOnly();
  void childrenLeaveWithTheirParents();
  void childrenLeaveWithEitherOfTwoNamesakes();
  void patienceZeroNeedsNoValidation();
  void smallClassesSpareNoneForValidation();
  void overlappingSamplesAreHeldOutTogether();
  void groupsTooLargeToSpareStay();
  void leaveOneOutIsJudgedAsAWhole();
  void bytesOfTheModelDependOnTheSeedAlone_data();
  void bytesOfTheModelDependOnTheSeedAlone();
  void anEnsembleHoldsEveryFold();
  void membersDifferInTheirSeedsAlone();
  void mixupSparesCodes();
  void theCosineScheduleKeepsNothingBack();
  void syntheticSamplesAddNoStepsToTheCosineSchedule_data();
  void syntheticSamplesAddNoStepsToTheCosineSchedule();
  void theFinalModelHasTheMembersOfATraining_data();
  void theFinalModelHasTheMembersOfATraining();
  void anEnsembleHoldsEveryMemberOfEveryFold();
  void progressAndCancelGoOverAllMembers();
  void backgroundKeepsTheShareOfTheClasses();
  void theModelKeepsAllObservedSamplesWithTheirFolds();
  void optionsThatCannotWorkAreNamed_data();
  void optionsThatCannotWorkAreNamed();
};

void TestCrossValidation::aSignalIsFound() {
  const SampleTable table = noiseTable(120, 5, 1, 3);
  const auto results = crossValidate(table, plainFolds(table, 3), NetworkLearner(smallTraining(5)), 1, 2,
                                     Progress(), {std::make_shared<LogisticLearner>()});
  QCOMPARE(results.size(), std::size_t{3});
  for (const FoldResult& fold : results) {
    QVERIFY(fold.metrics.auc > 0.9);
    const std::vector<BaselineResult>& baselines = fold.baselines.each;
    QCOMPARE(baselines.size(), std::size_t{2});
    QCOMPARE(baselines[0].name.id, std::string("logistic_regression"));
    QCOMPARE(baselines[1].name.id, std::string(bestLayerId));
    for (const BaselineResult& baseline : baselines) {
      QVERIFY(baseline.metrics.auc > 0.9);
      QVERIFY(baseline.trainingAccuracy > 0.85 && baseline.trainingAccuracy <= 1);
      QCOMPARE(baseline.scores.size(), fold.rows.test.size());
    }
    QVERIFY(std::isnan(baselines[1].metrics.brier)); // a layer is no probability
    QCOMPARE(fold.baselines.bestLayerName, std::string("layer 0"));
    QCOMPARE(fold.probabilities.size(), fold.rows.test.size());
  }
}

// A leak of any test row into scaling, ordering, weights or threshold raises the AUC above one half.
void TestCrossValidation::noiseStaysNoise_data() {
  QTest::addColumn<int>("thresholds");
  QTest::newRow("values") << 0;
  QTest::newRow("thresholds") << 8;
}

void TestCrossValidation::noiseStaysNoise() {
  QFETCH(int, thresholds);
  TrainingOptions options = smallTraining(12);
  options.fit.shape.thresholds = thresholds;
  std::vector<double> network;
  std::vector<double> logistic;
  std::vector<double> layer;
  int calibrated = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const SampleTable table = noiseTable(48, 12, 100 + seed);
    const auto results = crossValidate(table, plainFolds(table, 4), NetworkLearner(options), seed, 2,
                                       Progress(), {std::make_shared<LogisticLearner>()});
    calibrated += calibrate(table, results, seed).stored ? 1 : 0;
    const MetricsRow row = metricsRows(table, results, true).front();
    network.push_back(row.model.auc);
    logistic.push_back(row.baselines[0].metrics.auc);
    layer.push_back(row.baselines[1].metrics.auc);
  }
  for (const std::vector<double>* aucs : {&network, &logistic, &layer}) {
    const double error = standardDeviation(*aucs) / std::sqrt(30.0);
    const QString figures = QString("%1 +- %2").arg(mean(*aucs)).arg(error);
    QVERIFY2(std::abs(mean(*aucs) - 0.5) < 3 * error, qPrintable(figures));
  }
  QVERIFY2(calibrated <= 3, qPrintable(QString::number(calibrated))); // one in forty is due to chance
}

void TestCrossValidation::augmentationAndOrderingSeeFittedRowsOnly_data() {
  QTest::addColumn<int>("scaling");
  QTest::newRow("z-score") << static_cast<int>(ScalingMethod::ZScore);
  QTest::newRow("min-max") << static_cast<int>(ScalingMethod::MinMax);
  QTest::newRow("robust") << static_cast<int>(ScalingMethod::Robust);
}

void TestCrossValidation::augmentationAndOrderingSeeFittedRowsOnly() {
  QFETCH(int, scaling);
  const SampleTable table = noiseTable(60, 4, 2);
  std::mutex guard;
  std::vector<std::set<std::int64_t>> seen;
  std::vector<FloatMatrix> ordered;
  std::vector<std::vector<int>> orderedBy;
  TrainingOptions options = smallTraining(4);
  options.scaling = static_cast<ScalingMethod>(scaling);
  options.fit.epochs = 2;
  options.fit.shape.thresholds = 5;
  options.augment = [&](const SampleTable& observed, std::uint64_t) {
    const std::lock_guard<std::mutex> lock(guard);
    seen.emplace_back(observed.ids.begin(), observed.ids.end());
    return observed.rows({0, 1, 2});
  };
  options.order = [&](const FloatMatrix& scaled, const std::vector<int>& labels) {
    const std::lock_guard<std::mutex> lock(guard);
    ordered.push_back(scaled);
    orderedBy.push_back(labels);
    return std::vector<int>{3, 1, 0, 2};
  };
  const auto results = crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 3, 1, Progress());
  for (std::size_t k = 0; k < results.size(); ++k) {
    const FoldResult& fold = results[k];
    QCOMPARE(fold.trained.augmented, std::size_t{3});
    QCOMPARE(asNetwork(*fold.trained.model).members[0].order, (std::vector<int>{3, 1, 0, 2}));
    QCOMPARE(seen[k].size(), fold.trained.fitRows.size());
    // A scaling fitted on test or validation rows too has another center and scale.
    const SampleTable fitted = table.rows(fold.trained.fitRows);
    const Scaling expected = Scaling::fit(options.scaling, fitted.values);
    QCOMPARE(asNetwork(*fold.trained.model).members[0].scaling.center, expected.center);
    QCOMPARE(asNetwork(*fold.trained.model).members[0].scaling.scale, expected.scale);
    QVERIFY(ordered[k] == expected.apply(fitted.values));
    // So have the quantiles that the channels rise between.
    const InputChannels channels = InputChannels::fit(ordered[k].cast<double>(), 5, false);
    const InputChannels& found = asNetwork(*fold.trained.model).members[0].channels;
    QCOMPARE(found.features.size(), std::size_t{4});
    for (std::size_t j = 0; j < 4; ++j) {
      QCOMPARE(found.features[j].knots.size(), std::size_t{6});
      QCOMPARE(found.features[j].knots, channels.features[j].knots);
    }
    QCOMPARE(orderedBy[k], fitted.labels);
    for (const std::size_t row : fold.rows.test)
      QVERIFY(seen[k].count(table.ids[row]) == 0);
    for (const std::size_t row : fold.trained.validationRows)
      QVERIFY(seen[k].count(table.ids[row]) == 0);
    QCOMPARE(fold.trained.fitRows.size() + fold.trained.validationRows.size() + fold.rows.test.size(),
             table.size());
  }
}

void TestCrossValidation::childrenLeaveWithTheirParents() {
  SampleTable table = noiseTable(60, 4, 4);
  for (std::size_t i = 0; i + 4 < 60; i += 2)
    addChild(table, i, i + 4);
  TrainingOptions options = smallTraining(4);
  options.fit.epochs = 2;
  const auto results = crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 5, 2, Progress());
  std::size_t kept = 0;
  for (const FoldResult& fold : results) {
    std::set<std::int64_t> fitted;
    for (const std::size_t row : fold.trained.fitRows)
      fitted.insert(table.ids[row]);
    for (std::size_t row = 60; row < table.size(); ++row) {
      const bool family = fitted.count(*table.parentA[row]) > 0 && fitted.count(*table.parentB[row]) > 0;
      const auto& stayed = fold.trained.syntheticRows;
      QCOMPARE(std::count(stayed.begin(), stayed.end(), row), family ? 1 : 0);
    }
    kept += fold.trained.syntheticRows.size();
    for (const std::size_t row : fold.rows.test)
      QVERIFY(table.isObserved(row));
  }
  QVERIFY(kept > 0);
}

// Merged layers repeat ids: a child whose parent is held out must not stay because a namesake is not.
void TestCrossValidation::childrenLeaveWithEitherOfTwoNamesakes() {
  SampleTable table = noiseTable(60, 4, 4);
  for (std::size_t i = 30; i < 60; ++i)
    table.ids[i] = table.ids[i - 30];
  for (std::size_t i = 0; i + 4 < 30; i += 2)
    addChild(table, i, i + 4);
  TrainingOptions options = smallTraining(4);
  options.fit.epochs = 2;
  std::size_t kept = 0;
  for (const FoldResult& fold :
       crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 5, 2, Progress())) {
    const std::vector<std::size_t>& fitted = fold.trained.fitRows;
    std::set<std::int64_t> leftOut;
    for (std::size_t row = 0; row < 60; ++row)
      if (std::find(fitted.begin(), fitted.end(), row) == fitted.end())
        leftOut.insert(table.ids[row]);
    for (const std::size_t child : fold.trained.syntheticRows)
      QVERIFY(leftOut.count(*table.parentA[child]) == 0 && leftOut.count(*table.parentB[child]) == 0);
    kept += fold.trained.syntheticRows.size();
  }
  QVERIFY(kept > 0);
}

void TestCrossValidation::patienceZeroNeedsNoValidation() {
  const SampleTable table = noiseTable(40, 3, 6);
  TrainingOptions options = smallTraining(3);
  options.fit.patience = 0;
  options.fit.epochs = 7;
  const auto results = crossValidate(table, plainFolds(table, 2), NetworkLearner(options), 7, 1, Progress());
  QVERIFY(results[0].trained.validationRows.empty());
  QCOMPARE(results[0].trained.history.trainingLoss.size(), std::size_t{7});
  std::vector<FitHistory> histories;
  for (const FoldResult& fold : results)
    histories.push_back(fold.trained.history);
  QCOMPARE(refitEpochs(histories), 7);
}

void TestCrossValidation::smallClassesSpareNoneForValidation() {
  const SampleTable table = noiseTable(8, 3, 8);
  const TrainedPart part =
      NetworkLearner(smallTraining(3)).fit(table, {0, 1, 2, 3, 4, 5, 6, 7}, 1, Progress());
  QVERIFY(part.validationRows.empty());
  QCOMPARE(part.fitRows.size(), std::size_t{8});
}

// Groups of three windows that share cells: none has members on both sides of the border.
void TestCrossValidation::overlappingSamplesAreHeldOutTogether() {
  const SampleTable table = noiseTable(90, 3, 8);
  TrainingOptions options = smallTraining(3);
  std::vector<std::size_t> all;
  for (std::size_t row = 0; row < 90; ++row) {
    all.push_back(row);
    options.groups.push_back(1000 + row / 3);
  }
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const TrainedPart part = NetworkLearner(options).fit(table, all, seed, Progress());
    std::set<std::size_t> held;
    for (const std::size_t row : part.validationRows)
      held.insert(options.groups[row]);
    QVERIFY(part.validationRows.size() >= 9 && part.validationRows.size() <= 18); // a fifth at most
    QCOMPARE(part.validationRows.size(), 3 * held.size());
    QCOMPARE(part.validationRows.size() + part.fitRows.size(), std::size_t{90});
    for (const std::size_t row : part.fitRows)
      QVERIFY(held.count(options.groups[row]) == 0);
  }
}

void TestCrossValidation::groupsTooLargeToSpareStay() {
  const SampleTable table = noiseTable(20, 3, 8);
  TrainingOptions options = smallTraining(3);
  std::vector<std::size_t> all(20);
  for (std::size_t row = 0; row < 20; ++row) {
    all[row] = row;
    options.groups.push_back(row / 10);
  }
  const TrainedPart part = NetworkLearner(options).fit(table, all, 1, Progress());
  QVERIFY(part.validationRows.empty());
  QCOMPARE(part.fitRows, all);
}

void TestCrossValidation::leaveOneOutIsJudgedAsAWhole() {
  const SampleTable table = noiseTable(24, 3, 9, 3);
  std::vector<TrainingFold> folds(24);
  for (std::size_t k = 0; k < 24; ++k) {
    folds[k].fold = static_cast<int>(k);
    for (std::size_t i = 0; i < 24; ++i)
      (i == k ? folds[k].test : folds[k].training).push_back(i);
  }
  const auto results = crossValidate(table, folds, NetworkLearner(smallTraining(3)), 1, 2, Progress());
  const auto rows = metricsRows(table, results, true);
  QCOMPARE(rows.size(), std::size_t{1});
  QCOMPARE(rows[0].testCount, std::size_t{24});
  QVERIFY(rows[0].model.auc > 0.9);
  QCOMPARE(metricsRows(table, results, false).size(), std::size_t{24});
}

void TestCrossValidation::bytesOfTheModelDependOnTheSeedAlone_data() {
  QTest::addColumn<QString>("augmenter");
  QTest::addColumn<bool>("isOrdered");
  QTest::addColumn<bool>("isPlain");
  QTest::newRow("plain") << "" << false << true;
  QTest::newRow("SMOTE") << "smote" << false << true;
  QTest::newRow("WGAN-GP") << "wgan_gp" << false << true;
  QTest::newRow("correlation seriation") << "" << true << true;
  QTest::newRow("SMOTE and correlation seriation") << "smote" << true << true;
  QTest::newRow("members, cosine, mixup") << "" << false << false;
  QTest::newRow("members, cosine, mixup, SMOTE") << "smote" << false << false;
}

void TestCrossValidation::bytesOfTheModelDependOnTheSeedAlone() {
  QFETCH(QString, augmenter);
  QFETCH(bool, isOrdered);
  QFETCH(bool, isPlain);
  const bool isSlow = augmenter == "wgan_gp"; // two generators per model must do
  const int folds = isSlow ? 2 : 4;
  const FinalModel kind = isSlow ? FinalModel::Ensemble : FinalModel::Refit;
  const QTemporaryDir folder;
  SampleTable table = noiseTable(60, 5, 10, 1);
  for (std::size_t i = 0; i < 60; i += 10)
    table.labels[i + 1] = 0; // 24 deposits, 36 others: there is something to add
  TrainingOptions options = isPlain ? smallTraining(5) : wholeRecipe(5);
  if (!augmenter.isEmpty())
    options.augment = [id = augmenter.toStdString()](const SampleTable& observed, std::uint64_t seed) {
      AugmentOptions mine;
      mine.seed = seed;
      const auto method = std::find_if(augmenters().begin(), augmenters().end(),
                                       [&](const auto& one) { return one->id() == id; });
      return augment(**method, observed, mine, Progress());
    };
  if (isOrdered)
    options.order = [](const FloatMatrix& scaled, const std::vector<int>&) {
      return correlationSeriation(scaled.cast<double>());
    };
  const auto bytes = [&](std::uint64_t seed, int threads) {
    const auto results =
        crossValidate(table, plainFolds(table, folds), NetworkLearner(options), seed, threads, Progress());
    for (const FoldResult& fold : results) {
      const std::vector<int>& order = asNetwork(*fold.trained.model).members[0].order;
      if ((fold.trained.augmented > 0) == augmenter.isEmpty() ||
          std::is_sorted(order.begin(), order.end()) == isOrdered)
        return QByteArray(); // nothing of what the row is about has happened
    }
    const NetworkModel model = asNetwork(
        *finalModel(table, table.features, results, NetworkLearner(options), kind, seed, Progress()).model);
    modelBackend().save(model, (folder.path() + "/model.pt").toStdString());
    QFile file(folder.path() + "/model.pt");
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  };
  const QByteArray first = bytes(1, 1);
  QVERIFY(first.size() > 1000);
  QVERIFY(first == bytes(1, 2));
  if (!isSlow) {
    QVERIFY(first == bytes(1, 1));
    QVERIFY(first == bytes(1, 4));
  }
  QVERIFY(first != bytes(2, 1));
}

void TestCrossValidation::anEnsembleHoldsEveryFold() {
  const SampleTable table = noiseTable(60, 3, 11, 1);
  const TrainingOptions options = smallTraining(3);
  const auto results = crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 1, 2, Progress());
  const NetworkModel model = asNetwork(*finalModel(table, table.features, results, NetworkLearner(options),
                                                   FinalModel::Ensemble, 1, Progress())
                                            .model);
  QCOMPARE(model.members.size(), std::size_t{3});
  for (std::size_t k = 0; k < 3; ++k)
    QCOMPARE(model.members[k].network.layers.back().weight,
             asNetwork(*results[k].trained.model).members[0].network.layers.back().weight);
}

void TestCrossValidation::membersDifferInTheirSeedsAlone() {
  const SampleTable table = noiseTable(60, 3, 11, 1);
  TrainingOptions options = smallTraining(3);
  options.order = [](const FloatMatrix&, const std::vector<int>&) { return std::vector<int>{2, 0, 1}; };
  options.augment = [](const SampleTable& observed, std::uint64_t) { return observed.rows({0, 1}); };
  const std::vector<TrainingFold> folds = plainFolds(table, 3);
  const FoldResult alone = trainFold(table, folds[0], NetworkLearner(options), 5, Progress());
  options.members = 3;
  const NetworkLearner learner(options);
  QCOMPARE(learner.members(), 3);
  const FoldResult fold = trainFold(table, folds[0], learner, 5, Progress());
  const NetworkModel& model = asNetwork(*fold.trained.model);
  QCOMPARE(model.members.size(), std::size_t{3});
  QCOMPARE(fold.trained.augmented, std::size_t{2});
  QCOMPARE(fold.trained.fitRows, alone.trained.fitRows);
  QCOMPARE(fold.trained.validationRows, alone.trained.validationRows);
  const ModelMember& first = asNetwork(*alone.trained.model).members[0];
  for (const ModelMember& member : model.members) {
    QCOMPARE(member.order, first.order);
    QCOMPARE(member.scaling.center, first.scaling.center);
    QCOMPARE(member.scaling.scale, first.scaling.scale);
  }
  const auto weight = [&](std::size_t m) { return model.members[m].network.layers.back().weight; };
  QCOMPARE(weight(0), first.network.layers.back().weight);
  QVERIFY(weight(1) != weight(0) && weight(2) != weight(0) && weight(1) != weight(2));

  // The prediction is the sigmoid of the mean of the members' logits.
  const FloatMatrix rows = table.rows(fold.rows.test).values.cast<float>();
  std::vector<double> sums(fold.rows.test.size(), 0.0);
  for (std::size_t m = 0; m < 3; ++m) {
    std::vector<float> logits(sums.size());
    model.member(m)->predictor()->logits(rows.data(), logits.size(), logits.data());
    for (std::size_t i = 0; i < sums.size(); ++i)
      sums[i] += logits[i];
  }
  for (std::size_t i = 0; i < sums.size(); ++i)
    QVERIFY(std::abs(sigmoid(sums[i] / 3) - fold.probabilities[i]) < 1e-6);
}

// Between two codes lies another class. Bands of 0 and 1, and log-odds, are mixed.
void TestCrossValidation::mixupSparesCodes() {
  const SampleTable coded = codedNoise(60, 3, 4, 5, 1);
  SampleTable banded = coded;
  for (Eigen::Index i = 0; i < 60; ++i)
    banded.values(i, 3) = coded.values(i, 3) > 11 ? 1 : 0;
  std::vector<std::size_t> all(60);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const auto weights = [&](SampleTable table, bool areKnown, double mixup, bool isEncoded) {
    if (!areKnown) { // judged, and found to have none
      table.descriptions.clear();
      table.classes.emplace();
    }
    TrainingOptions options = smallTraining(4);
    options.fit.schedule = Schedule::Cosine;
    options.fit.mixup = mixup;
    if (isEncoded) {
      options.classes.layers = {3};
      options.classes.features = 4;
    }
    const TrainedPart part = NetworkLearner(options).fit(table, all, 2, Progress());
    return asNetwork(*part.model).members.front().network.layers.front().weight;
  };
  QVERIFY(weights(coded, true, 0.4, false) != weights(coded, false, 0.4, false));
  QVERIFY(weights(coded, true, 0, false) == weights(coded, false, 0, false));
  QVERIFY(weights(banded, true, 0.4, false) == weights(banded, false, 0.4, false));
  // A count, by the record of its layer.
  SampleTable counted = coded;
  counted.descriptions.assign(4, FeatureDescription());
  counted.descriptions[3].kind = FeatureKind::Quantity;
  QVERIFY(weights(counted, true, 0.4, false) == weights(counted, false, 0.4, false));
  counted.descriptions[3].kind = FeatureKind::Unknown; // by its values
  QVERIFY(weights(counted, true, 0.4, false) != weights(counted, false, 0.4, false));
  QVERIFY(weights(coded, true, 0.4, true) == weights(coded, false, 0.4, true));
}

void TestCrossValidation::theCosineScheduleKeepsNothingBack() {
  const SampleTable table = noiseTable(60, 3, 11, 1);
  TrainingOptions options = smallTraining(3);
  options.fit.schedule = Schedule::Cosine;
  options.fit.epochs = 7;
  options.fit.patience = 1;
  for (const FoldResult& fold :
       crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 1, 2, Progress())) {
    QVERIFY(fold.trained.validationRows.empty());
    QCOMPARE(fold.trained.fitRows, fold.rows.training);
    QCOMPARE(fold.trained.history.trainingLoss.size(), std::size_t{7});
    QCOMPARE(fold.trained.history.bestEpoch, 6);
    QVERIFY(std::isnan(fold.trained.history.validationLoss.back()));
  }
}

void TestCrossValidation::syntheticSamplesAddNoStepsToTheCosineSchedule_data() {
  QTest::addColumn<bool>("isCosine");
  QTest::addColumn<int>("epochs");
  QTest::addColumn<int>("passes");
  QTest::newRow("a third of nine") << true << 9 << 3;
  QTest::newRow("never none") << true << 1 << 1;
  QTest::newRow("early stopping counts all rows") << false << 9 << 9;
}

void TestCrossValidation::syntheticSamplesAddNoStepsToTheCosineSchedule() {
  QFETCH(bool, isCosine);
  QFETCH(int, epochs);
  QFETCH(int, passes);
  const SampleTable table = noiseTable(60, 3, 11, 1);
  TrainingOptions options = smallTraining(3);
  options.fit.epochs = epochs;
  options.fit.schedule = isCosine ? Schedule::Cosine : Schedule::EarlyStopping;
  options.fit.patience = 0;
  options.augment = [](const SampleTable& observed, std::uint64_t) {
    SampleTable copies = observed;
    copies.append(observed);
    return copies;
  };
  for (const FoldResult& fold :
       crossValidate(table, plainFolds(table, 3), NetworkLearner(options), 1, 2, Progress())) {
    QCOMPARE(fold.trained.augmented, 2 * fold.trained.fitRows.size());
    QCOMPARE(fold.trained.history.trainingLoss.size(), static_cast<std::size_t>(passes));
  }
}

void TestCrossValidation::theFinalModelHasTheMembersOfATraining_data() {
  QTest::addColumn<bool>("isCosine");
  QTest::newRow("cosine") << true;
  QTest::newRow("early stopping") << false;
}

void TestCrossValidation::theFinalModelHasTheMembersOfATraining() {
  QFETCH(bool, isCosine);
  const SampleTable table = noiseTable(60, 3, 11, 1);
  TrainingOptions options = smallTraining(3);
  options.members = 2;
  options.fit.schedule = isCosine ? Schedule::Cosine : Schedule::EarlyStopping;
  options.fit.patience = 2;
  options.fit.epochs = 12;
  const NetworkLearner learner(options);
  const auto results = crossValidate(table, plainFolds(table, 3), learner, 1, 2, Progress());
  const FittedModel fitted =
      finalModel(table, table.features, results, learner, FinalModel::Refit, 1, Progress());
  QVERIFY(fitted.kind == FinalModel::Refit);
  QCOMPARE(fitted.model->memberCount(), std::size_t{2});
  std::vector<FitHistory> histories;
  for (const FoldResult& fold : results)
    histories.push_back(fold.trained.history);
  QCOMPARE(fitted.history.trainingLoss.size(), std::size_t(isCosine ? 12 : refitEpochs(histories)));
  // Scaled by all samples: none was kept back.
  QCOMPARE(asNetwork(*fitted.model).members[1].scaling.center,
           Scaling::fit(options.scaling, table.values).center);
}

void TestCrossValidation::anEnsembleHoldsEveryMemberOfEveryFold() {
  const SampleTable table = noiseTable(60, 3, 11, 1);
  TrainingOptions options = smallTraining(3);
  options.members = 2;
  options.fit.epochs = 3;
  const NetworkLearner learner(options);
  const auto results = crossValidate(table, plainFolds(table, 3), learner, 1, 2, Progress());
  const FittedModel fitted =
      finalModel(table, table.features, results, learner, FinalModel::Ensemble, 1, Progress());
  QVERIFY(fitted.kind == FinalModel::Ensemble);
  const NetworkModel& model = asNetwork(*fitted.model);
  QCOMPARE(model.members.size(), std::size_t{6});
  for (std::size_t k = 0; k < 3; ++k)
    for (std::size_t m = 0; m < 2; ++m)
      QCOMPARE(model.members[2 * k + m].network.layers.back().weight,
               asNetwork(*results[k].trained.model).members[m].network.layers.back().weight);
}

void TestCrossValidation::progressAndCancelGoOverAllMembers() {
  const SampleTable table = noiseTable(40, 3, 6);
  TrainingOptions options = wholeRecipe(3);
  options.fit.epochs = 20;
  std::vector<std::size_t> all(40);
  std::iota(all.begin(), all.end(), std::size_t{0});
  std::vector<double> fractions;
  QStringList messages;
  Progress progress;
  progress.onFraction = [&](double value) { fractions.push_back(value); };
  progress.onMessage = [&](const Sentence& line) { messages << QString::fromStdString(line.text()); };
  NetworkLearner(options).fit(table, all, 1, progress);
  QCOMPARE(fractions.size(), std::size_t{60});
  QVERIFY(std::is_sorted(fractions.begin(), fractions.end()));
  QVERIFY(std::abs(fractions[19] - 1 / 3.0) < 1e-12 && std::abs(fractions[59] - 1) < 1e-12);
  QCOMPARE(messages.size(), 1); // one network tells for all
  QVERIFY2(messages[0].startsWith("network 1 of 3, epoch 20: loss "), qPrintable(messages[0]));

  progress.isCancelled = [&] { return fractions.back() > 0.51; };
  fractions = {0};
  QVERIFY_EXCEPTION_THROWN(NetworkLearner(options).fit(table, all, 1, progress), Cancelled);
  QCOMPARE(fractions.size(), std::size_t{32});
}

void TestCrossValidation::backgroundKeepsTheShareOfTheClasses() {
  SampleTable table = noiseTable(400, 2, 12);
  for (std::size_t i = 0; i < 300; ++i)
    table.labels[i] = 0;
  const TrainingOptions options = smallTraining(2);
  FoldResult fold;
  fold.trained.history.bestEpoch = 0;
  const NetworkModel model = asNetwork(
      *finalModel(table, table.features, {fold}, NetworkLearner(options), FinalModel::Refit, 1, Progress())
           .model);
  QCOMPARE(model.background.rows(), Eigen::Index{128});
  int deposits = 0;
  for (Eigen::Index i = 0; i < 128; ++i)
    for (std::size_t row = 0; row < table.size(); ++row)
      if (model.background.row(i) == table.values.row(static_cast<Eigen::Index>(row)).cast<float>())
        deposits += table.labels[row];
  QCOMPARE(deposits, 128 * 50 / 400);
}

void TestCrossValidation::theModelKeepsAllObservedSamplesWithTheirFolds() {
  SampleTable table = noiseTable(6, 2, 13);
  table.origins[4] = "smote";
  std::vector<FoldResult> results(3);
  results[0].rows = {0, 0, {}, {0, 5}};
  results[1].rows = {0, 1, {}, {2}};
  results[2].rows = {1, 0, {}, {3}}; // of the second repeat
  for (FoldResult& result : results)
    result.trained.model = std::make_shared<const NetworkModel>();
  const NetworkModel model =
      asNetwork(*finalModel(table, table.features, results, NetworkLearner(smallTraining(2)),
                            FinalModel::Ensemble, 1, Progress())
                     .model);
  QCOMPARE(model.training.folds, (std::vector<int>{0, -1, 1, -1, 0}));
  QVERIFY(model.training.values == table.rows({0, 1, 2, 3, 5}).values.cast<float>());
}

void TestCrossValidation::optionsThatCannotWorkAreNamed_data() {
  QTest::addColumn<Change>("change");
  QTest::addColumn<QString>("sentence");
  const auto row = [](const char* name, Change change, const char* sentence) {
    QTest::newRow(name) << change << QString(sentence);
  };
  row(
      "no epochs", [](auto& options) { options.fit.epochs = 0; },
      "Epochs must be at least 1: choose a number such as 200.");
  row(
      "learning rate of 0", [](auto& options) { options.fit.learningRate = 0; },
      "Learning rate must be above 0: choose a value such as 0.001.");
  row(
      "batch of 0", [](auto& options) { options.fit.batchSize = 0; },
      "Batch size must be at least 1: choose a number such as 32.");
  row(
      "negative decay", [](auto& options) { options.fit.weightDecay = -1; },
      "Weight decay must be at least 0: choose a value such as 0.0001.");
  row(
      "negative patience", [](auto& options) { options.fit.patience = -1; },
      "Patience must be at least 0: choose a number of epochs such as 20, or 0 to train without early "
      "stopping.");
  row(
      "even kernel", [](auto& options) { options.fit.shape.kernel = 2; },
      "Kernel size must be an odd number of features: choose 1, 3 or 5.");
  row(
      "no members", [](auto& options) { options.members = 0; },
      "Members must be at least 1: choose a number of networks such as 5.");
  row(
      "negative mixup", [](auto& options) { options.fit.mixup = -0.1; },
      "Mixup must be at least 0: choose a value such as 0.4, or 0 to train without it.");
}

void TestCrossValidation::optionsThatCannotWorkAreNamed() {
  QFETCH(Change, change);
  QFETCH(QString, sentence);
  TrainingOptions options = smallTraining(3);
  options.check();
  change(options);
  try {
    options.check();
    QFAIL("accepted");
  } catch (const Error& error) {
    QCOMPARE(QString(error.what()), sentence);
  }
}

QTEST_GUILESS_MAIN(TestCrossValidation)
#include "test_cross_validation.moc"
