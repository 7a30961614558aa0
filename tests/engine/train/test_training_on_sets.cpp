#include "engine/core/number_format.h"
#include "engine/core/statistics.h"
#include "engine/reference/weights_of_evidence_model.h"
#include "engine/samples/equal_samples.h"
#include "engine/samples/negative_sets.h"
#include "engine/samples/questions.h"
#include "engine/train/final_model.h"
#include "engine/train/logistic_learner.h"
#include "engine/train/model_calibration.h"
#include "engine/train/model_record.h"
#include "engine/train/reference_learners.h"
#include "engine/train/sets_summary.h"
#include "engine/train/training_folds.h"
#include "engine/train/training_report.h"
#include "engine/train/weights_of_evidence_learner.h"
#include "tests/engine/train/noise_table.h"
#include "tests/engine/train/sets_on_ground.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

using namespace prospectivity;

/// A model of several sets of non-deposits: a family of members for each, judged each and together.
class TestTrainingOnSets : public QObject {
  Q_OBJECT

 private slots:
  void noiseStaysNoise();
  void dissimilarNegativesFlatterTests();
  void aRefitIsThatOfTheSetAlone();
  void anEnsembleHoldsTheMembersOfAllSets();
  void theBackgroundWeighsClassesAsOneSetDoes();
  void networksAreJoinedLikewise();
  void theThreadsChangeNothing();
  void figuresOfASetAreThoseOfItsRows();
  void leaveOneOutIsJudgedPerSet();
  void testsOfOneClassAreTold_data();
  void testsOfOneClassAreTold();
  void theRecordKnowsTheSets();
  void theReportTellsTheSpreadsApart();
  void baselinesSeeTheirSetAlone();
  void weightsOfEvidenceAreThoseOfTheFirstMember_data();
  void weightsOfEvidenceAreThoseOfTheFirstMember();
  void manySetsNeedOneMemberEach();
};

namespace {

struct Trained {
  SampleTable table;
  std::vector<FoldResult> folds;
  MetricsSummary summary;
  FittedModel fitted;
};

Trained train(const SampleTable& table, const Learner& learner, FinalModel kind = FinalModel::Refit,
              SplitMethod method = SplitMethod::StratifiedKFold, int threads = 2) {
  SplitOptions split;
  split.method = method;
  split.folds = 3;
  split.groups = equalSamples(table).groups;
  Trained trained;
  trained.table = table;
  trained.folds = crossValidate(table, foldsOfSets(table, makeTrainingFolds(table, split, 2).folds), learner,
                                2, threads, Progress());
  trained.summary = summaryOf(metricsRows(table, trained.folds, method == SplitMethod::LeaveOneOut));
  trained.summary.sets = setsSummaryOf(table, trained.folds, trained.summary.rows);
  trained.fitted = finalModel(table, table.features, trained.folds, learner, kind, 2, Progress());
  return trained;
}

struct Figures {
  double mean = 0;
  double error = 0;
};

/// Mean cross-validated AUC of five sets over grounds of noise, with its standard error.
Figures aucOnGrounds(double signal) {
  std::vector<double> aucs;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const SampleTable table = setsOnGround(5, 20, 300 + seed, signal);
    SplitOptions split;
    split.folds = 4;
    split.groups = equalSamples(table).groups;
    const auto folds = foldsOfSets(table, makeTrainingFolds(table, split, seed).folds);
    const auto results = crossValidate(table, folds, LogisticLearner(), seed, 2, Progress());
    aucs.push_back(summaryOf(metricsRows(table, results, false)).model.mean.auc);
  }
  return {mean(aucs), standardDeviation(aucs) / std::sqrt(40.0)};
}

bool isSame(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

} // namespace

void TestTrainingOnSets::noiseStaysNoise() {
  const Figures noise = aucOnGrounds(0);
  QVERIFY2(std::abs(noise.mean - 0.5) < 3 * noise.error,
           qPrintable(QStringLiteral("%1 +- %2").arg(noise.mean).arg(noise.error)));
  // What is there to be learnt is learnt: the figures above can leave one half.
  const Figures signal = aucOnGrounds(1);
  QVERIFY2(signal.mean - 0.5 > 3 * signal.error,
           qPrintable(QStringLiteral("%1 +- %2").arg(signal.mean).arg(signal.error)));
}

// Nothing is there to be learnt but how the non-deposits were chosen, by deposits of the test parts as well:
// compared on the same grounds with the same deposits, since so few samples alone move an AUC by much.
void TestTrainingOnSets::dissimilarNegativesFlatterTests() {
  constexpr int grounds = 30;
  const auto aucOn = [](std::uint64_t seed, NegativeMethod method) {
    const SampleTable table = setsOnGround(1, 36, 500 + seed, 0, 5, method);
    SplitOptions split;
    split.folds = 4;
    ReferenceOptions options;
    options.trees = 60;
    const auto results = crossValidate(table, foldsOfSets(table, makeTrainingFolds(table, split, seed).folds),
                                       *referenceLearner("random-forest", options), seed, 2, Progress());
    return summaryOf(metricsRows(table, results, false)).model.mean.auc;
  };
  std::vector<double> gains;
  for (std::uint64_t seed = 0; seed < grounds; ++seed)
    gains.push_back(aucOn(seed, NegativeMethod::DissimilarEvidence) - aucOn(seed, NegativeMethod::Random));
  const double error = standardDeviation(gains) / std::sqrt(static_cast<double>(grounds));
  QVERIFY2(mean(gains) > 3 * error && mean(gains) > 0.03,
           qPrintable(QStringLiteral("%1 +- %2").arg(mean(gains)).arg(error)));

  const SampleTable table = setsOnGround(1, 24, 500, 0, 5, NegativeMethod::DissimilarEvidence);
  const auto sentences = [](const SampleTable& samples) {
    QStringList all;
    for (const Sentence& question : questionsOfSamples(samples))
      all << QString::fromStdString(question.text());
    return all.filter("The test scores are flattered").size();
  };
  QCOMPARE(sentences(table), 1);
  QCOMPARE(sentences(table.rows({0, 1, 30, 31})), 1); // as every part of it
  QCOMPARE(sentences(setsOnGround(1, 24, 500, 0, 5)), 0);
  SampleTable joined = setsOnGround(1, 24, 500, 0, 5);
  joined.append(table);
  QCOMPARE(sentences(joined), 1);
}

void TestTrainingOnSets::aRefitIsThatOfTheSetAlone() {
  const SampleTable table = setsOnGround(4, 16, 1, 1);
  const Trained trained = train(table, LogisticLearner());
  QCOMPARE(trained.folds.size(), std::size_t{12});
  QCOMPARE(trained.fitted.model->memberCount(), std::size_t{4});
  QCOMPARE(trained.fitted.memberSets, (std::vector<int>{1, 2, 3, 4}));
  for (std::size_t member = 0; member < 4; ++member) {
    const SampleTable alone = tableOfSet(table, static_cast<int>(member) + 1);
    std::vector<std::size_t> rows(alone.size());
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    const TrainedPart part = LogisticLearner().fit(alone, rows, 1, Progress());
    QCOMPARE(probabilitiesOf(*trained.fitted.model->member(member), table.values),
             probabilitiesOf(*part.model, table.values));
  }
}

void TestTrainingOnSets::anEnsembleHoldsTheMembersOfAllSets() {
  const Trained trained = train(setsOnGround(3, 16, 1, 1), LogisticLearner(), FinalModel::Ensemble);
  QCOMPARE(trained.fitted.model->memberCount(), std::size_t{9});
  QCOMPARE(trained.fitted.memberSets, (std::vector<int>{1, 1, 1, 2, 2, 2, 3, 3, 3}));
}

// 16 deposits and 16 non-deposits of each set, whose cells may be any.
void TestTrainingOnSets::theBackgroundWeighsClassesAsOneSetDoes() {
  const SampleTable table = setsOnGround(4, 16, 1, 1);
  const Trained trained = train(table, LogisticLearner());
  const FloatMatrix& background = trained.fitted.model->background;
  QCOMPARE(background.rows(), Eigen::Index{32});
  int deposits = 0;
  for (Eigen::Index i = 0; i < background.rows(); ++i)
    for (std::size_t row = 0; row < 16; ++row)
      deposits += background.row(i) == table.values.row(static_cast<Eigen::Index>(row)).cast<float>() ? 1 : 0;
  QCOMPARE(deposits, 16);
  QCOMPARE(trained.fitted.model->training.values.rows(), static_cast<Eigen::Index>(table.size()));
}

void TestTrainingOnSets::networksAreJoinedLikewise() {
  TrainingOptions options = smallTraining(4);
  options.fit.epochs = 3;
  const SampleTable table = setsOnGround(3, 16, 1, 1);
  options.groups = equalSamples(table).groups;
  const Trained trained = train(table, NetworkLearner(options));
  QCOMPARE(trained.fitted.model->memberCount(), std::size_t{3});
  QCOMPARE(trained.fitted.memberSets, (std::vector<int>{1, 2, 3}));
  QVERIFY(trained.fitted.history.trainingLoss.empty());
  // Families of another seed each: equal sets would not make equal networks.
  const auto first = probabilitiesOf(*trained.fitted.model->member(0), table.values);
  QVERIFY(first != probabilitiesOf(*trained.fitted.model->member(1), table.values));
}

void TestTrainingOnSets::theThreadsChangeNothing() {
  TrainingOptions options = smallTraining(4);
  options.fit.epochs = 3;
  const SampleTable table = setsOnGround(3, 16, 1, 1);
  options.groups = equalSamples(table).groups;
  const auto scores = [&](int threads) {
    const Trained trained =
        train(table, NetworkLearner(options), FinalModel::Ensemble, SplitMethod::StratifiedKFold, threads);
    return probabilitiesOf(*trained.fitted.model, table.values);
  };
  QCOMPARE(scores(1), scores(3));
}

void TestTrainingOnSets::figuresOfASetAreThoseOfItsRows() {
  const Trained trained = train(setsOnGround(4, 18, 5, 1), LogisticLearner());
  const SetsSummary& sets = *trained.summary.sets;
  QCOMPARE(sets.sets.size(), std::size_t{4});
  Matrix aucs(4, 3);
  for (const SetFigures& set : sets.sets) {
    std::vector<double> own;
    for (const FoldResult& fold : trained.folds)
      if (fold.rows.set == set.set) {
        aucs(set.set - 1, fold.rows.fold) = fold.metrics.auc;
        own.push_back(fold.metrics.auc);
      }
    QCOMPARE(own.size(), std::size_t{3});
    QVERIFY(std::abs(set.model.mean.auc - mean(own)) < 1e-12);
    QVERIFY(std::abs(set.model.standardDeviation.auc - standardDeviation(own)) < 1e-12);
  }
  const SetSpread expected = spreadOfSets(aucs);
  QVERIFY(isSame(sets.auc.sets, expected.sets) && isSame(sets.auc.rest, expected.rest));
  QVERIFY(isSame(sets.between.auc, expected.sets) && isSame(sets.within.auc, expected.within()));
  // Each deposit is tested once by each set.
  QVERIFY(sets.depositScores.sets >= 0 && sets.depositScores.within() > 0);
  QVERIFY(!setsSummaryOf(noiseTable(20, 2, 1), {}, {}));
}

void TestTrainingOnSets::leaveOneOutIsJudgedPerSet() {
  const Trained trained =
      train(setsOnGround(3, 10, 5, 1), LogisticLearner(), FinalModel::Refit, SplitMethod::LeaveOneOut);
  QCOMPARE(trained.summary.rows.size(), std::size_t{3});
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(trained.summary.rows[i].set, static_cast<int>(i) + 1);
    QCOMPARE(trained.summary.rows[i].testCount, std::size_t{20});
  }
  QVERIFY(std::isnan(trained.summary.sets->auc.sets)); // one figure of each set
  QVERIFY(trained.summary.sets->depositScores.within() > 0);
}

void TestTrainingOnSets::testsOfOneClassAreTold_data() {
  QTest::addColumn<int>("method");
  QTest::addColumn<QString>("remedy");
  QTest::newRow("holdout") << static_cast<int>(SplitMethod::Holdout) << "a larger test fraction holds";
  QTest::newRow("k-fold") << static_cast<int>(SplitMethod::StratifiedKFold) << "fewer folds hold";
  QTest::newRow("blocks") << static_cast<int>(SplitMethod::SpatialBlocks) << "fewer folds hold";
}

// The remedy is an option that the division has.
void TestTrainingOnSets::testsOfOneClassAreTold() {
  QFETCH(int, method);
  QFETCH(QString, remedy);
  MetricsSummary summary;
  summary.rows.resize(4);
  for (MetricsRow& row : summary.rows)
    row.model.auc = 0.75;
  QVERIFY(!doubtOfEmptyTests(summary, static_cast<SplitMethod>(method)));
  summary.rows[2].model.auc = std::nan("");
  const std::optional<Sentence> doubt = doubtOfEmptyTests(summary, static_cast<SplitMethod>(method));
  QVERIFY(doubt.has_value());
  QCOMPARE(QString::fromStdString(doubt->text()),
           QStringLiteral(
               "Validation: in 1 of 4 test parts a set has samples of one class alone, and their AUC is "
               "not defined; %1 more samples out at once.")
               .arg(remedy));
}

void TestTrainingOnSets::theRecordKnowsTheSets() {
  const Trained trained = train(setsOnGround(3, 16, 1, 1), LogisticLearner());
  const TrainingRecord record =
      modelRecord({}, 2, "plain", trained.folds, trained.summary, trained.fitted.history, "0.9");
  for (std::size_t k = 0; k < 9; ++k) {
    QCOMPARE(record.split->folds[k].set, static_cast<int>(k / 3) + 1);
    QCOMPARE(record.metrics->parts[k].set, static_cast<int>(k / 3) + 1);
  }
  const std::optional<SetsRecord> sets = setsRecord(trained.summary, trained.fitted.memberSets);
  QCOMPARE(sets->memberSets, (std::vector<int>{1, 2, 3}));
  QVERIFY(isSame(sets->aucBetween, trained.summary.sets->auc.sets));
  QVERIFY(isSame(sets->scoreWithin, trained.summary.sets->depositScores.within()));
  QVERIFY(!setsRecord(MetricsSummary(), {}));
}

void TestTrainingOnSets::theReportTellsTheSpreadsApart() {
  const Trained trained = train(setsOnGround(3, 16, 1, 1), LogisticLearner());
  const QTemporaryDir folder;
  const QString path = folder.filePath("report.html");
  trainingReport(trained.table, LogisticLearner(), trained.folds, trained.summary, trained.fitted, {},
                 calibrate(trained.table, trained.folds, 1))
      .save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  QVERIFY(page.contains("16 deposits and 48 non-deposits in 3 sets, 4 features, 9 trainings"));
  QVERIFY(page.contains("The model file holds 3 regressions, of all 3 sets of non-deposits."));
  for (const std::string& sentence : sentencesOf(*trained.summary.sets))
    QVERIFY2(page.contains(QString::fromStdString(sentence)), sentence.c_str());
}

void TestTrainingOnSets::baselinesSeeTheirSetAlone() {
  const SampleTable table = setsOnGround(3, 16, 1, 1);
  SplitOptions split;
  split.folds = 3;
  split.groups = equalSamples(table).groups;
  const auto folds = foldsOfSets(table, makeTrainingFolds(table, split, 2).folds);
  const Baselines baselines{std::make_shared<LogisticLearner>(),
                            std::make_shared<WeightsOfEvidenceLearner>(3)};
  const auto results = crossValidate(table, folds, LogisticLearner(), 2, 2, Progress(), baselines);
  QCOMPARE(results.size(), std::size_t{9});
  for (const FoldResult& result : results) {
    QCOMPARE(result.baselines.each.size(), std::size_t{3});
    QVERIFY(result.baselines.each[0].scores == result.probabilities); // the same learner on the same rows
    const SampleTable test = table.rows(result.rows.test);
    const TrainedPart weights = WeightsOfEvidenceLearner(3).fit(table, result.rows.training, 1, Progress());
    QCOMPARE(result.baselines.each[1].scores, probabilitiesOf(*weights.model, test.values));
    for (const std::size_t row : weights.fitRows)
      QVERIFY(table.setOf(row) == 0 || table.setOf(row) == result.rows.set);
  }
  const std::vector<MetricsRow> rows = metricsRows(table, results, true); // a line per set
  QCOMPARE(rows.size(), std::size_t{3});
  for (std::size_t i = 0; i < 3; ++i) {
    QCOMPARE(rows[i].set, static_cast<int>(i) + 1);
    QCOMPARE(rows[i].baselines[0].metrics.auc, rows[i].model.auc);
  }
}

void TestTrainingOnSets::weightsOfEvidenceAreThoseOfTheFirstMember_data() {
  QTest::addColumn<int>("sets");
  QTest::addColumn<bool>("isRefit");
  QTest::addColumn<int>("members");
  QTest::newRow("one table") << 1 << true << 1;
  QTest::newRow("a table of each set") << 3 << true << 3;
  QTest::newRow("a table of each fold") << 1 << false << 3;
  QTest::newRow("a table of each fold of each set") << 3 << false << 9;
}

// Classes and test are of the samples that the first table was fitted on, and of no others.
void TestTrainingOnSets::weightsOfEvidenceAreThoseOfTheFirstMember() {
  QFETCH(int, sets);
  QFETCH(bool, isRefit);
  QFETCH(int, members);
  const Trained trained = train(setsOnGround(sets, 18, 1, 1), WeightsOfEvidenceLearner(3),
                                isRefit ? FinalModel::Refit : FinalModel::Ensemble);
  const auto& model = dynamic_cast<const WeightsOfEvidenceModel&>(*trained.fitted.model);
  QCOMPARE(model.members.size(), static_cast<std::size_t>(members));
  const QTemporaryDir folder;
  const QString path = folder.filePath("report.html");
  trainingReport(trained.table, WeightsOfEvidenceLearner(3), trained.folds, trained.summary, trained.fitted,
                 {}, calibrate(trained.table, trained.folds, 2))
      .save(path.toStdString());
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QString page = QString::fromUtf8(file.readAll());
  const SampleTable samples = isRefit ? (sets == 1 ? trained.table : tableOfSet(trained.table, 1))
                                      : trained.table.rows(trained.folds.front().trained.fitRows);
  for (const LayerWeights& layer : model.members.front().layers) {
    std::size_t counted[2] = {0, 0};
    for (const EvidenceCounts& counts : layer.classes) {
      counted[1] += counts.deposits;
      counted[0] += counts.others;
    }
    QCOMPARE(counted[1], samples.count(1));
    QCOMPARE(counted[0], samples.count(0));
  }
  const IndependenceTest test =
      testIndependence(model.members.front(), samples.values.cast<float>(), samples.labels);
  const QString told = QString::fromStdString(
      "the posterior probabilities of the samples add up to " +
      formatWithError(test.expected, test.standardDeviation) + " deposits where there are " +
      std::to_string(samples.count(1)) + " (z = " + formatNumber(test.z, 2) + ", ");
  QVERIFY2(page.contains(told), qPrintable(told));
  QCOMPARE(page.contains(QStringLiteral("The model is the mean of %1 weight tables").arg(members)),
           members > 1);
}

void TestTrainingOnSets::manySetsNeedOneMemberEach() {
  QCOMPARE(membersBesideSets(5, 0), 5);
  QCOMPARE(membersBesideSets(5, 4), 5);
  QCOMPARE(membersBesideSets(5, 5), 1);
  QCOMPARE(membersBesideSets(1, 50), 1);
}

QTEST_GUILESS_MAIN(TestTrainingOnSets)
#include "test_training_on_sets.moc"
