#include "engine/core/error.h"
#include "engine/network/network_model.h"
#include "engine/order/feature_order.h"
#include "engine/train/reference_learners.h"
#include "engine/train/study.h"
#include "engine/train/study_report.h"
#include "engine/train/training_folds.h"
#include "tests/engine/train/noise_table.h"

#include <QFile>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <mutex>
#include <set>

using namespace prospectivity;

/// The study: the same divisions and seeds for every method, honest tests, and nothing lost when it is
/// stopped.
class TestStudy : public QObject {
  Q_OBJECT

 private slots:
  void studentTailEqualsScipy_data();
  void studentTailEqualsScipy();
  void pairedTestKnowsOverlappingTrainingParts();
  void methodsThatDoTheSameGiveTheSame();
  void linesAreRankedAndTested();
  void baselinesAreRankedBesideTheLines();
  void barsEndWhereFiguresDo();
  void threadsChangeNothing();
  void aStoppedStudyGoesOn();
  void notesOfAnotherStudyAreIgnored();
  void partsGiveTheWholeStudy();
  void aPartIsWholeWithoutItsNotes();
  void partsHaveTheirShareOfEachMethod();
  void partsOfAnotherStudyAreNamed();
  void notesThatDoNotFitAreIgnored();
  void theTimeIsToldOnceEveryMethodIsTimed();
  void membersScheduleAndMixupAreHeldFixed();

 private:
  QTemporaryDir mFolder;
};

namespace {

/// No augmentation; one that copies three samples; one that drowns the training part in wrong labels.
StudyPlan smallPlan(const SampleTable& table, const TrainingOptions& training = smallTraining(3)) {
  StudyPlan plan;
  plan.methods.push_back({"none", {}});
  plan.methods.push_back({"copies", [](const SampleTable& observed, std::uint64_t) {
                            return observed.rows({0, 1, 2});
                          }});
  plan.methods.push_back({"wrong labels", [](const SampleTable& observed, std::uint64_t) {
                            SampleTable wrong = observed;
                            wrong.append(observed);
                            wrong.append(observed);
                            for (int& label : wrong.labels)
                              label = 1 - label;
                            return wrong;
                          }});
  plan.orderings.push_back({"as given", {}});
  plan.orderings.push_back({"reversed", [](const FloatMatrix& scaled, const std::vector<int>&) {
                              std::vector<int> order;
                              for (Eigen::Index j = scaled.cols(); j > 0; --j)
                                order.push_back(static_cast<int>(j - 1));
                              return order;
                            }});
  plan.learner = networkLearners(training);
  SplitOptions split;
  split.folds = 3;
  split.repeats = 2;
  plan.folds = makeTrainingFolds(table, split, 1).folds;
  return plan;
}

/// All figures of a study, with NaN, which equals nothing, as -9.
std::vector<double> figures(const StudyResult& result) {
  std::vector<double> all{static_cast<double>(result.best)};
  const auto add = [&](double value) { all.push_back(std::isnan(value) ? -9 : value); };
  for (const StudyLine& line : result.lines) {
    for (const MetricsRow& row : line.rows) {
      for (const MetricEntry& entry : metricEntries()) {
        add(row.model.*entry.value);
        for (const BaselineRow& baseline : row.baselines)
          add(baseline.metrics.*entry.value);
      }
      add(row.trainingAccuracy);
      add(row.overfitting);
      add(static_cast<double>(row.augmented));
    }
    for (const MetricEntry& entry : metricEntries()) {
      add(line.spread.mean.*entry.value);
      add(line.spread.standardDeviation.*entry.value);
    }
    add(line.overfitting);
    add(line.overfittingDeviation);
    add(line.rank);
    for (const PairedTest* test : {&line.againstNone, &line.overfittingAgainstNone})
      for (const double value : {test->meanDifference, test->t, test->p})
        add(value);
  }
  return all;
}

} // namespace

void TestStudy::studentTailEqualsScipy_data() {
  QTest::addColumn<double>("t");
  QTest::addColumn<double>("freedom");
  QTest::addColumn<double>("tail");
  QTest::newRow("t 0.5, 3 degrees") << 0.5 << 3.0 << 0.651447964848151;
  QTest::newRow("t 2.22814, 10 degrees") << 2.228138851964939 << 10.0 << 0.05000000000180857;
  QTest::newRow("t 1, 1 degrees") << 1.0 << 1.0 << 0.49999999999999956;
  QTest::newRow("t 4.2, 49 degrees") << 4.2 << 49.0 << 0.00011230229979240239;
  QTest::newRow("t 12, 5 degrees") << 12.0 << 5.0 << 7.089492517161528e-05;
  QTest::newRow("t 0.01, 30 degrees") << 0.01 << 30.0 << 0.9920874925731777;
}

void TestStudy::studentTailEqualsScipy() {
  QFETCH(double, t);
  QFETCH(double, freedom);
  QFETCH(double, tail);
  QVERIFY(std::abs(studentTail(t, freedom) / tail - 1) < 1e-10);
  QVERIFY(std::abs(studentTail(-t, freedom) / tail - 1) < 1e-10);
}

void TestStudy::pairedTestKnowsOverlappingTrainingParts() {
  // scipy 1.10: t of (0.1, 0.2, -0.05, 0.15, 0.3) with the variance factor 1/5 + 0.2/0.8
  const PairedTest test = correctedPairedTest({1.1, 1.2, 0.95, 1.15, 1.3}, {1, 1, 1, 1, 1}, 0.2);
  QVERIFY(std::abs(test.meanDifference - 0.14) < 1e-12);
  QVERIFY(std::abs(test.t - 1.6125543944185385) < 1e-9);
  QVERIFY(std::abs(test.p - 0.18213629892372246) < 1e-9);
  QVERIFY(std::isnan(correctedPairedTest({1}, {2}, 0.2).p));
  QCOMPARE(correctedPairedTest({1, 2}, {1, 2}, 0.2).p, 1.0);
}

void TestStudy::methodsThatDoTheSameGiveTheSame() {
  const SampleTable table = noiseTable(36, 3, 1, 1);
  StudyPlan plan = smallPlan(table);
  plan.methods = {plan.methods[1], plan.methods[1]};
  const StudyResult result = runStudy(table, plan, &Metrics::auc, Progress());
  for (std::size_t i = 0; i < result.lines[0].rows.size(); ++i)
    QCOMPARE(result.lines[0].rows[i].model.auc, result.lines[1].rows[i].model.auc);
}

void TestStudy::linesAreRankedAndTested() {
  const SampleTable table = noiseTable(60, 3, 2, 4);
  TrainingOptions training = smallTraining(3);
  training.fit.patience = 0; // early stopping would save the wrong labels' network from its teacher
  const StudyPlan plan = smallPlan(table, training);
  const StudyResult result = runStudy(table, plan, &Metrics::auc, Progress());
  QCOMPARE(result.lines.size(), std::size_t{6});
  QCOMPARE(result.lines[5].method, std::string("wrong labels"));
  QCOMPARE(result.lines[5].ordering, std::string("reversed"));
  QVERIFY(result.lines[result.best].rank <= 2); // the best single layer may stand above
  for (const StudyLine& line : result.lines)
    QVERIFY(line.rank >= result.lines[result.best].rank);
  QVERIFY(result.lines[2].rank > 4 && result.lines[5].rank > 4);
  QVERIFY(std::isnan(result.lines[0].againstNone.p));
  QVERIFY(result.lines[2].againstNone.meanDifference < -0.3);
  QVERIFY(result.lines[2].againstNone.p < 0.05);
  QCOMPARE(result.lines[1].rows[0].augmented, std::size_t{3});
  QCOMPARE(result.lines[1].rows[0].bestLayerName, std::string("layer 0"));
}

// Once for all lines, and where one is best, the study says how to map with it.
void TestStudy::baselinesAreRankedBesideTheLines() {
  const SampleTable table = noiseTable(60, 3, 2, 2);
  TrainingOptions training = smallTraining(3);
  training.fit.epochs = 1; // a network that has learnt next to nothing
  StudyPlan plan = smallPlan(table, training);
  plan.baselines = {referenceLearner("logistic-regression", {}), referenceLearner("random-forest", {30, 5})};
  const StudyResult result = runStudy(table, plan, &Metrics::auc, Progress());
  QCOMPARE(result.lines.size(), std::size_t{6});
  QCOMPARE(result.baselines.size(), std::size_t{3});
  std::set<int> ranks;
  for (const StudyLine& line : result.lines)
    ranks.insert(line.rank);
  for (std::size_t i = 0; i < 3; ++i) {
    const StudyLine& line = result.baselines[i];
    QCOMPARE(line.method, result.baselineNames[i].title);
    QVERIFY(line.ordering.empty());
    QCOMPARE(line.rows.size(), std::size_t{6});
    QVERIFY(std::isnan(line.againstNone.p) && std::isnan(line.overfittingAgainstNone.p));
    ranks.insert(line.rank);
    // What stands beside the lines is the same.
    for (std::size_t row = 0; row < 6; ++row)
      QCOMPARE(line.rows[row].model.auc, result.lines[3].rows[row].baselines[i].metrics.auc);
  }
  QCOMPARE(ranks.size(), std::size_t{9});
  QCOMPARE(*ranks.rbegin(), 9);
  QVERIFY(result.baselines[0].spread.mean.auc > 0.8);
  for (const StudyLine& line : result.lines)
    QVERIFY(line.rank >= result.lines[result.best].rank);
  const auto first = std::find_if(result.baselines.begin(), result.baselines.end(),
                                  [](const StudyLine& line) { return line.rank == 1; });
  const QString verdict = QString::fromStdString(studyVerdict(result, &Metrics::auc, "AUC"));
  QCOMPARE(verdict.contains("no combination ranks above it"), first != result.baselines.end());
  if (first != result.baselines.end())
    QVERIFY(verdict.startsWith(QString::fromStdString("Best by test AUC: the " + first->method + " (")));
  QVERIFY(verdict.contains("The best combination, ") != verdict.contains("The next, "));
  QCOMPARE(verdict.contains("is within its error"), !(result.bestAgainstRival.p < 0.05));
}

// Figures of 0.9 that spread by 0.3 do not reach above 1, and an overfitting of 0.95 by 0.3 does not either.
void TestStudy::barsEndWhereFiguresDo() {
  const SampleTable table = noiseTable(36, 3, 2, 2);
  StudyPlan plan = smallPlan(table);
  plan.methods.resize(1);
  plan.orderings.resize(1);
  StudyResult result = runStudy(table, plan, &Metrics::auc, Progress());
  QCOMPARE(result.lines.size(), std::size_t{1});
  StudyLine& line = result.lines.front();
  line.overfitting = 0.95;
  line.overfittingDeviation = 0.3;
  for (double Metrics::*figure : {&Metrics::auc, &Metrics::matthews}) {
    line.spread.mean.*figure = 0.125;
    line.spread.standardDeviation.*figure = 0.25;
    const QString low =
        QString::fromStdString(studyReport(table, *plan.learner({}, {}), result, figure, "figure").page(""));
    QVERIFY(low.contains(figure == &Metrics::auc ? "\"arrayminus\":[0.125]" : "\"arrayminus\":[0.25]"));
    line.spread.mean.*figure = 0.9;
    line.spread.standardDeviation.*figure = 0.3;
    const QString page =
        QString::fromStdString(studyReport(table, *plan.learner({}, {}), result, figure, "figure").page(""));
    QVERIFY(page.contains("\"array\":[0.1]") && page.contains("\"array\":[0.05]"));
    QVERIFY(page.contains("\"arrayminus\":[0.3]") && !page.contains("\"array\":[0.3]"));
  }
}

void TestStudy::threadsChangeNothing() {
  const SampleTable table = noiseTable(36, 3, 5, 1);
  StudyPlan plan = smallPlan(table);
  // A method and an ordering that draw from what they are given.
  plan.methods.push_back({"one by chance", [](const SampleTable& observed, std::uint64_t seed) {
                            return observed.rows({Random(seed).below(observed.size())});
                          }});
  plan.orderings.push_back({"by chance", [](const FloatMatrix& scaled, const std::vector<int>&) {
                              return orderByChance(scaled, 3);
                            }});
  plan.baselines = baselinesBeside(NetworkModel::networks(), 3, Progress());
  plan.threads = 1;
  const std::vector<double> one = figures(runStudy(table, plan, &Metrics::auc, Progress()));
  QVERIFY(one.size() > 72 * 33); // 4 methods, 3 orderings, 6 folds
  plan.threads = 3;
  QCOMPARE(figures(runStudy(table, plan, &Metrics::auc, Progress())), one);
  plan.seed = 2;
  QVERIFY(figures(runStudy(table, plan, &Metrics::auc, Progress())) != one);
}

void TestStudy::aStoppedStudyGoesOn() {
  const SampleTable table = noiseTable(36, 3, 3, 1);
  StudyPlan plan = smallPlan(table);
  const std::vector<double> whole = figures(runStudy(table, plan, &Metrics::auc, Progress()));
  plan.notes = (mFolder.path() + "/study.jsonl").toStdString();
  plan.fingerprint = "this one";
  Progress stopping;
  std::atomic<int> done{0};
  stopping.onFraction = [&](double) { ++done; };
  stopping.isCancelled = [&] { return done >= 7; };
  QVERIFY_EXCEPTION_THROWN(runStudy(table, plan, &Metrics::auc, stopping), Cancelled);
  // The machine went down while a line was written.
  QFile file(QString::fromStdString(plan.notes));
  QVERIFY(file.open(QIODevice::Append));
  file.write("{\"study\":\"this one\",\"traini");
  file.close();
  const StudyResult rest = runStudy(table, plan, &Metrics::auc, Progress());
  QVERIFY(rest.resumed >= 7 && rest.resumed < 36);
  QCOMPARE(figures(rest), whole);
  QCOMPARE(runStudy(table, plan, &Metrics::auc, Progress()).resumed, std::size_t{36});
}

void TestStudy::notesOfAnotherStudyAreIgnored() {
  const SampleTable table = noiseTable(36, 3, 4, 1);
  StudyPlan plan = smallPlan(table);
  plan.notes = (mFolder.path() + "/other.jsonl").toStdString();
  plan.fingerprint = "first";
  runStudy(table, plan, &Metrics::auc, Progress());
  plan.fingerprint = "second";
  QCOMPARE(runStudy(table, plan, &Metrics::auc, Progress()).resumed, std::size_t{0});
  plan.notes = "/no/such/folder/notes.jsonl";
  QVERIFY_EXCEPTION_THROWN(runStudy(table, plan, &Metrics::auc, Progress()), Error);
}

// Each with notes of its own, in any order, and one of them missing: it is trained by who joins them.
void TestStudy::partsGiveTheWholeStudy() {
  const SampleTable table = noiseTable(36, 3, 3, 1);
  StudyPlan plan = smallPlan(table);
  plan.fingerprint = "this one";
  const std::vector<double> whole = figures(runStudy(table, plan, &Metrics::auc, Progress()));
  for (const std::size_t count : {1U, 5U, 36U}) {
    StudyPlan joining = plan;
    std::size_t trained = 0;
    for (std::size_t number = count; number >= 1; --number) {
      StudyPlan part = plan;
      part.notes = mFolder.filePath(QString("notes_%1_of_%2.jsonl").arg(number).arg(count)).toStdString();
      const std::string text = studyPart(table, part, number, count, "SHARD", Progress());
      QCOMPARE(studyPart(table, part, number, count, "SHARD", Progress()), text); // from its notes
      trained += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
      if (count > 1 && number == 2)
        continue;
      QFile file(mFolder.filePath(QString("part_%1_of_%2.jsonl").arg(number).arg(count)));
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(QByteArray::fromStdString(text));
      joining.parts.push_back(file.fileName().toStdString());
    }
    QCOMPARE(trained, std::size_t{36});
    const StudyResult joined = runStudy(table, joining, &Metrics::auc, Progress());
    QCOMPARE(figures(joined), whole);
    const bool lacksOne = count > 1;
    QCOMPARE(joined.resumed == 36, !lacksOne);
    QVERIFY(joined.resumed >= 36 - 8);
  }
}

// Another process with the same part is done first, and removes the notes that both have.
void TestStudy::aPartIsWholeWithoutItsNotes() {
  const SampleTable table = noiseTable(36, 3, 3, 1);
  StudyPlan plan = smallPlan(table);
  plan.fingerprint = "this one";
  const std::string without = studyPart(table, plan, 1, 3, "SHARD", Progress());
  QCOMPARE(std::count(without.begin(), without.end(), '\n'), std::ptrdiff_t{12});
  plan.notes = mFolder.filePath("removed.jsonl").toStdString();
  for (const char* before : {"anew", "resumed"}) {
    Progress removing;
    removing.onFraction = [&](double) { QFile::remove(QString::fromStdString(plan.notes)); };
    QVERIFY2(studyPart(table, plan, 1, 3, "SHARD", removing) == without, before);
    QVERIFY2(!QFile::exists(QString::fromStdString(plan.notes)), before);
    studyPart(table, plan, 1, 3, "SHARD", Progress());
  }
}

// A slow method is no burden of one part.
void TestStudy::partsHaveTheirShareOfEachMethod() {
  const SampleTable table = noiseTable(36, 3, 3, 1);
  StudyPlan plan = smallPlan(table);
  plan.fingerprint = "this one";
  std::atomic<int> drawn{0};
  plan.methods[1].augment = [&](const SampleTable& observed, std::uint64_t) {
    ++drawn;
    return observed.rows({0, 1, 2});
  };
  std::set<int> shares;
  for (std::size_t number = 1; number <= 3; ++number) { // as many parts as methods
    drawn = 0;
    plan.notes = mFolder.filePath(QString("share_%1.jsonl").arg(number)).toStdString();
    studyPart(table, plan, number, 3, "SHARD", Progress());
    shares.insert(drawn);
  }
  QCOMPARE(shares.size(), std::size_t{1});
  QVERIFY(*shares.begin() > 0);
}

void TestStudy::partsOfAnotherStudyAreNamed() {
  const SampleTable table = noiseTable(36, 3, 4, 1);
  StudyPlan plan = smallPlan(table);
  plan.notes = mFolder.filePath("of_another.jsonl").toStdString();
  plan.fingerprint = "first";
  studyPart(table, plan, 1, 12, "SHARD", Progress());
  plan.parts = {plan.notes};
  plan.notes.clear();
  plan.fingerprint = "second";
  const auto errorOf = [](const std::function<void()>& work) {
    try {
      work();
    } catch (const Error& error) {
      return QString::fromStdString(error.what());
    }
    return QString();
  };
  QCOMPARE(errorOf([&] { runStudy(table, plan, &Metrics::auc, Progress()); }),
           QStringLiteral("'%1' holds no training of this study, but of other samples, parameters, versions "
                          "or kernels (of another kind of processor), or is damaged: make that shard again, "
                          "or take the file away.")
               .arg(QString::fromStdString(plan.parts.front())));
  QCOMPARE(
      errorOf([&] { studyPart(table, plan, 1, 37, "SHARD", Progress()); }),
      QStringLiteral("SHARD: the study has 36 trainings, too few for 37 parts: divide it into 36 parts at "
                     "most."));
}

/// Of trainings whose notes another program cut or changed: they are trained anew.
void TestStudy::notesThatDoNotFitAreIgnored() {
  const SampleTable table = noiseTable(36, 3, 3, 1);
  StudyPlan plan = smallPlan(table);
  plan.notes = (mFolder.path() + "/changed.jsonl").toStdString();
  plan.fingerprint = "this one";
  const std::vector<double> whole = figures(runStudy(table, plan, &Metrics::auc, Progress()));
  QFile file(QString::fromStdString(plan.notes));
  QVERIFY(file.open(QIODevice::Append));
  for (const char* line :
       {R"({"study":"this one","training":0,"probabilities":[0.5],"training_accuracy":1,"augmented":0})",
        R"({"study":"this one","training":1,"probabilities":[],"training_accuracy":1,"augmented":0})",
        R"({"study":"this one","training":-2,"probabilities":[0.5],"training_accuracy":1,"augmented":0})",
        R"({"study":"this one","training":3,"probabilities":[7,7],"training_accuracy":1,"augmented":0})"})
    file.write(QByteArray(line) + '\n');
  file.close();
  const StudyResult again = runStudy(table, plan, &Metrics::auc, Progress());
  QCOMPARE(again.resumed, std::size_t{34}); // of 36: the last line of a training counts, unless it holds none
  QCOMPARE(figures(again), whole);
}

// A method that adds nothing gives what none gives, and both what training alone gives with that recipe.
// Side by side the fast ones of all orderings are done before a slow one is.
void TestStudy::theTimeIsToldOnceEveryMethodIsTimed() {
  const SampleTable table = noiseTable(36, 3, 1, 1);
  StudyPlan plan = smallPlan(table);
  plan.methods.resize(2);
  std::atomic<bool> isSlowOneDone{false};
  plan.methods[0] = {"slow", [&](const SampleTable& observed, std::uint64_t) {
                       QThread::msleep(500);
                       isSlowOneDone = true;
                       return observed.rows({0, 1, 2});
                     }};
  plan.threads = 4;
  plan.folds.resize(2);
  std::vector<bool> told;
  std::mutex guard;
  Progress progress;
  progress.onMessage = [&](const Sentence& line) {
    const std::lock_guard<std::mutex> lock(guard);
    if (line.text().find("is likely to take") != std::string::npos)
      told.push_back(isSlowOneDone);
  };
  runStudy(table, plan, &Metrics::auc, progress);
  QCOMPARE(told, std::vector<bool>{true});
}

void TestStudy::membersScheduleAndMixupAreHeldFixed() {
  const SampleTable table = noiseTable(36, 3, 1, 1);
  const TrainingOptions recipe = wholeRecipe(3);
  const auto scoresOf = [&](const TrainingOptions& options) {
    StudyPlan plan = smallPlan(table, options);
    plan.methods = {{"none", {}}, {"nothing", [](const SampleTable& observed, std::uint64_t) {
                                     return observed.rows({});
                                   }}};
    plan.orderings.resize(1);
    const StudyResult result = runStudy(table, plan, &Metrics::auc, Progress());
    std::vector<std::vector<double>> scores(2);
    for (std::size_t line = 0; line < 2; ++line)
      for (const MetricsRow& row : result.lines[line].rows)
        scores[line].push_back(row.model.brier);
    return scores;
  };
  const std::vector<std::vector<double>> scores = scoresOf(recipe);
  QCOMPARE(scores[0], scores[1]);
  const StudyPlan plan = smallPlan(table, recipe);
  std::vector<double> alone;
  for (const FoldResult& fold :
       crossValidate(table, plan.folds, NetworkLearner(recipe), plan.seed, 2, Progress()))
    alone.push_back(fold.metrics.brier);
  QCOMPARE(scores[0], alone);
  TrainingOptions unmixed = recipe;
  unmixed.fit.mixup = 0;
  QVERIFY(scoresOf(unmixed)[0] != scores[0]);
}

QTEST_GUILESS_MAIN(TestStudy)
#include "test_study.moc"
